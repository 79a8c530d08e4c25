//! `x-` fields and unknown members, and where they and the fixed fields stood.

use alloc::boxed::Box;
use core::fmt;
use core::ops::Index;

use crate::{Map, Text, Value};

/// The members of an object that are not fixed fields: `x-` fields, and any other the specification does not know.
///
/// Keys keep their `x-`. What was read is written back where it stood: the order in which an object's members were
/// read, fixed fields included, is remembered here, and so is a member that was there although it was empty. None of
/// that counts for equality.
///
/// OAS 3.2 [Specification Extensions](https://spec.openapis.org/oas/v3.2.0#specification-extensions).
///
/// ```
/// # use openapi_model::{Extensions, Value};
/// let mut extensions = Extensions::default();
/// extensions.insert("x-audience", "partners");
/// assert_eq!(extensions["x-audience"], Value::from("partners"));
/// ```
#[derive(Clone, Default)]
pub struct Extensions(Option<Box<Inner>>);

#[derive(Clone, Default)]
struct Inner {
    members: Map<Text, Value>,
    layout: Layout,
}

impl Extensions {
    /// The value of a member.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.as_ref()?.members.get(key)
    }

    /// The value of a member, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0.as_mut()?.members.get_mut(key)
    }

    /// Puts a member and returns what stood there.
    pub fn insert(&mut self, key: impl Into<Text>, value: impl Into<Value>) -> Option<Value> {
        self.0.get_or_insert_default().members.insert(key.into(), value.into())
    }

    /// Takes a member out.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.0.as_mut()?.members.remove(key)
    }

    /// The members in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Text, &Value)> {
        self.0.iter().flat_map(|inner| inner.members.iter())
    }

    /// The members in order, with values that can be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&Text, &mut Value)> {
        self.0.iter_mut().flat_map(|inner| inner.members.iter_mut())
    }

    /// The number of members.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |inner| inner.members.len())
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keeps the members that `keep` accepts.
    pub fn retain(&mut self, keep: impl FnMut(&Text, &mut Value) -> bool) {
        if let Some(inner) = &mut self.0 {
            inner.members.retain(keep);
        }
    }

    pub(crate) fn new(members: Map<Text, Value>, layout: Layout) -> Self {
        if members.is_empty() && layout.0.is_empty() {
            return Self(None);
        }
        Self(Some(Box::new(Inner { members, layout })))
    }

    pub(crate) fn forget(&mut self, field: u8) {
        if let Some(inner) = &mut self.0 {
            let others = inner.layout.0.iter().copied().filter(|slot| slot.field() != Some(field));
            inner.layout = Layout(others.collect());
        }
    }

    pub(crate) fn layout(&self) -> &[Slot] {
        self.0.as_ref().map_or(&[], |inner| &inner.layout.0)
    }
}

impl PartialEq for Extensions {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => a.members == b.members,
            _ => self.is_empty() && other.is_empty(),
        }
    }
}

impl fmt::Debug for Extensions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl Index<&str> for Extensions {
    type Output = Value;

    /// The member, or `null` where there is none.
    fn index(&self, key: &str) -> &Value {
        const NULL: &Value = &Value::Null;
        self.get(key).unwrap_or(NULL)
    }
}

impl<K: Into<Text>, V: Into<Value>> Extend<(K, V)> for Extensions {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, members: I) {
        for (key, value) in members {
            self.insert(key, value);
        }
    }
}

impl<K: Into<Text>, V: Into<Value>> FromIterator<(K, V)> for Extensions {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        let mut extensions = Self::default();
        extensions.extend(members);
        extensions
    }
}

/// The order in which an object's members were read, kept only where it differs from the order we would write.
#[derive(Clone, Default)]
pub(crate) struct Layout(Box<[Slot]>);

/// One member of a [`Layout`].
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Slot(u8);

impl Slot {
    const EMPTY: u8 = 0x80;

    /// The next extension.
    pub(crate) const EXTENSION: Self = Self(0x7f);

    /// The next keyed member of an object with *Patterned Fields*.
    pub(crate) const KEYED: Self = Self(0);

    /// A fixed field by its index in writing order.
    pub(crate) fn fixed(index: u8, value: &Value) -> Self {
        Self(if may_be_left_out(value) { index | Self::EMPTY } else { index })
    }

    pub(crate) fn field(self) -> Option<u8> {
        (self != Self::EXTENSION).then_some(self.0 & !Self::EMPTY)
    }

    pub(crate) fn was_empty(self) -> bool {
        self.0 & Self::EMPTY != 0
    }
}

fn may_be_left_out(value: &Value) -> bool {
    match value {
        Value::Bool(value) => !value,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

impl Layout {
    /// What must be remembered of `members`; `slot` says what each of them is.
    pub(crate) fn of(members: &Map<Text, Value>, slot: impl Fn(&str, &Value) -> Slot) -> Self {
        let mut last = Slot(0);
        let as_written = members.iter().all(|(key, value)| {
            let slot = slot(key, value);
            let in_order = !slot.was_empty() && slot.0 >= last.0;
            last = slot;
            in_order
        });
        if as_written {
            return Self::default();
        }
        Self(members.iter().map(|(key, value)| slot(key, value)).collect())
    }
}
