//! `x-` fields and unknown members, and where they and the fixed fields stood.

use alloc::boxed::Box;
use core::fmt;
use core::ops::Index;

use crate::codec::layout::Layout;
use crate::json::map::{self, Map};
use crate::json::text::Text;
use crate::json::value::Value;

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
///
/// Lenient reading keeps here, under its own name, the value of a fixed field that does not fit it. It is written where it
/// stood, until the field gets a value.
#[derive(Clone, Default)]
pub struct Extensions {
    members: Option<Box<Map<Text, Value>>>,
    layout: Layout,
}

impl Extensions {
    /// The value of a member.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.members.as_ref()?.get(key)
    }

    /// The value of a member, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.members.as_mut()?.get_mut(key)
    }

    /// Puts a member and returns what stood there.
    pub fn insert(&mut self, key: impl Into<Text>, value: impl Into<Value>) -> Option<Value> {
        self.members.get_or_insert_default().insert(key.into(), value.into())
    }

    /// Takes a member out.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.members.as_mut()?.remove(key)
    }

    /// The members in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Text, &Value)> {
        self.members.iter().flat_map(|members| members.iter())
    }

    /// The members in order, with values that can be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&Text, &mut Value)> {
        self.members.iter_mut().flat_map(|members| members.iter_mut())
    }

    /// The number of members.
    pub fn len(&self) -> usize {
        self.members.as_ref().map_or(0, |members| members.len())
    }

    /// Whether there is no member and no order to keep: what stands beside it is written in the order of its fields.
    pub fn is_default(&self) -> bool {
        self.is_empty() && matches!(self.layout, Layout::AsWritten)
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keeps the members that `keep` accepts.
    pub fn retain(&mut self, keep: impl FnMut(&Text, &mut Value) -> bool) {
        if let Some(members) = &mut self.members {
            members.retain(keep);
        }
    }

    /// Returns what stands in the place of the object, which lenient reading kept since it is none.
    ///
    /// Every field of such an object is empty, and it is written as this value. [`clear_instead`](Self::clear_instead) makes
    /// an object of it.
    pub fn instead(&self) -> Option<&Value> {
        self.layout.stands_instead()
    }

    /// Forgets what stands in the place of the object, which is written as an object from now on.
    pub fn clear_instead(&mut self) {
        if self.instead().is_some() {
            self.layout = Layout::AsWritten;
        }
    }

    pub(crate) fn of_instead(value: Value) -> Self {
        Self { members: None, layout: Layout::instead(value) }
    }

    /// As the default, known while compiling.
    pub(crate) const fn empty() -> Self {
        Self { members: None, layout: Layout::AsWritten }
    }

    pub(crate) fn new(members: Map<Text, Value>, layout: Layout) -> Self {
        Self { members: (!members.is_empty()).then(|| Box::new(members)), layout }
    }

    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// From now on a fixed field that was there although empty is as absent as any other.
    #[cfg(feature = "version")]
    pub(crate) fn forget(&mut self, field: u8) {
        self.layout.forget(field);
    }
}

impl PartialEq for Extensions {
    fn eq(&self, other: &Self) -> bool {
        if self.instead() != other.instead() {
            return false;
        }
        match (&self.members, &other.members) {
            (Some(a), Some(b)) => a == b,
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

impl IntoIterator for Extensions {
    type Item = (Text, Value);
    type IntoIter = map::IntoIter<Text, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.map(|members| *members).unwrap_or_default().into_iter()
    }
}

impl<K: Into<Text>, V: Into<Value>, const N: usize> From<[(K, V); N]> for Extensions {
    fn from(members: [(K, V); N]) -> Self {
        members.into_iter().collect()
    }
}

impl<K: Into<Text>, V: Into<Value>> FromIterator<(K, V)> for Extensions {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        let mut extensions = Self::default();
        extensions.extend(members);
        extensions
    }
}
