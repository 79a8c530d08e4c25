//! What everything in a document shows of itself: writing it and following a JSON Pointer through it ask only this,
//! so that neither is compiled once for each type.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;
use core::any::Any;
use core::hash::Hash;
use core::iter;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::layout::EXTENSION;
use crate::object::Object;
use crate::read::{FromValue, from_value};
use crate::reference::read_either;
use crate::source::{Misfit, Source};
use crate::{Extensions, Map, RefOr, StatusKey, Text, Value, text, value};

/// Anything that stands in a document.
pub(crate) trait Part {
    /// What it looks like.
    fn shape(&self) -> Shape<'_>;

    /// Reads it over what is there, which is [`blank`](Blank::blank).
    fn read(&mut self, source: &mut Source<'_>) -> Result<(), Misfit>;

    /// Itself, to ask for its type; of an optional one, what is there.
    fn any(&self) -> &dyn Any;
}

/// A part that can be read.
pub(crate) trait Blank: Part + FromValue + 'static {
    /// What there is before it is read, and in place of an absent member.
    fn blank() -> Self;
}

/// What a part looks like.
pub(crate) enum Shape<'a> {
    /// It stands for an absent member.
    Absent,
    Bool(bool),
    Text(&'a str),
    Value(&'a Value),
    List(&'a dyn List),
    Map(&'a dyn Keyed),
    /// An object with *Fixed Fields*.
    Object(&'a dyn Object),
    /// An object with *Patterned Fields*.
    Patterned(&'a dyn Keyed, &'a Extensions),
}

/// The items of an array.
pub(crate) trait List {
    fn item(&self, index: usize) -> Option<&dyn Part>;

    /// Adds an item, to be read.
    fn push_blank(&mut self) -> &mut dyn Part;

    fn fit(&mut self);
}

/// The members of an object whose names are the author's choice.
pub(crate) trait Keyed {
    fn entry(&self, index: usize) -> Option<(Key<'_>, &dyn Part)>;

    fn get(&self, token: &str) -> Option<&dyn Part>;

    /// Adds a member, to be read; `None` if its name is there already or cannot be one.
    fn insert_blank(&mut self, name: Cow<'_, str>) -> Option<&mut dyn Part>;

    /// The name that was added last.
    fn last_name(&self) -> Text;

    fn fit(&mut self);
}

/// A member's name.
pub(crate) enum Key<'a> {
    Text(&'a str),
    Status(StatusKey),
}

impl Serialize for Key<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Key::Text(text) => serializer.serialize_str(text),
            Key::Status(key) => key.serialize(serializer),
        }
    }
}

/// A map's key that is a member's name.
pub(crate) trait PartKey: Hash + Eq + Sized + 'static {
    fn key(&self) -> Key<'_>;

    fn of_name(name: Cow<'_, str>) -> Option<Self>;

    fn to_name(&self) -> Text;

    fn get<'a, T>(map: &'a Map<Self, T>, token: &str) -> Option<&'a T>;
}

impl PartKey for Text {
    fn key(&self) -> Key<'_> {
        Key::Text(self)
    }

    fn of_name(name: Cow<'_, str>) -> Option<Self> {
        Some(text::from_cow(name))
    }

    fn to_name(&self) -> Text {
        self.clone()
    }

    fn get<'a, T>(map: &'a Map<Self, T>, token: &str) -> Option<&'a T> {
        map.get(token)
    }
}

impl PartKey for StatusKey {
    fn key(&self) -> Key<'_> {
        Key::Status(*self)
    }

    fn of_name(name: Cow<'_, str>) -> Option<Self> {
        Self::of(&name)
    }

    fn to_name(&self) -> Text {
        format!("{self}").into()
    }

    fn get<'a, T>(map: &'a Map<Self, T>, token: &str) -> Option<&'a T> {
        map.get(&StatusKey::of(token)?)
    }
}

impl<T: Blank> List for Vec<T> {
    fn item(&self, index: usize) -> Option<&dyn Part> {
        self.get(index).map(|item| item as &dyn Part)
    }

    fn push_blank(&mut self) -> &mut dyn Part {
        self.extend(iter::once_with(T::blank));
        let last = self.len() - 1;
        &mut self[last]
    }

    fn fit(&mut self) {
        self.shrink_to_fit();
    }
}

impl<K: PartKey, T: Blank> Keyed for Map<K, T> {
    fn entry(&self, index: usize) -> Option<(Key<'_>, &dyn Part)> {
        self.get_index(index).map(|(key, member)| (key.key(), member as &dyn Part))
    }

    fn get(&self, token: &str) -> Option<&dyn Part> {
        K::get(self, token).map(|member| member as &dyn Part)
    }

    fn insert_blank(&mut self, name: Cow<'_, str>) -> Option<&mut dyn Part> {
        let key = K::of_name(name)?;
        if self.contains_key(&key) {
            return None;
        }
        Some(self.insert_with(key, T::blank))
    }

    fn last_name(&self) -> Text {
        self.len()
            .checked_sub(1)
            .and_then(|last| self.get_index(last))
            .map_or(Text::Borrowed(""), |(key, _)| key.to_name())
    }

    fn fit(&mut self) {
        self.shrink_to_fit();
    }
}

/// `shapes! { [type parameters] Type: |it| its shape, |source| how it is read; }`
macro_rules! shapes {
    ($([$($bound:tt)*] $type:ty: |$it:ident| $shape:expr, |$into:ident, $source:ident| $read:expr, $blank:expr;)*) => {
        $(impl<$($bound)*> crate::part::Part for $type {
            fn shape(&self) -> crate::part::Shape<'_> {
                let $it = self;
                $shape
            }

            fn read(&mut self, $source: &mut crate::source::Source<'_>) -> Result<(), crate::source::Misfit> {
                let $into = self;
                $read
            }

            fn any(&self) -> &dyn core::any::Any {
                self
            }
        }

        impl<$($bound)*> crate::part::Blank for $type {
            fn blank() -> Self {
                $blank
            }
        }

        impl<$($bound)*> crate::FromValue for $type {
            crate::read::from_value!();
        })*
    };
}
pub(crate) use shapes;

shapes! {
    [] bool: |it| Shape::Bool(*it), |it, source| source.bool().map(|value| *it = value), false;
    [] Text: |it| Shape::Text(it), |it, source| source.text().map(|text| *it = text), Text::Borrowed("");
    [] Value: |it| Shape::Value(it), |it, source| source.value().map(|value| *it = value), Value::Null;
    [T: Blank] Vec<T>: |it| Shape::List(it), |it, source| source.list(it), Vec::new();
    [K: PartKey, T: Blank] Map<K, T>: |it| Shape::Map(it), |it, source| source.map(it), Map::new();
    [T: Blank] RefOr<T>: |it| match it {
        RefOr::Ref(reference) => Shape::Object(reference),
        RefOr::Item(item) => item.shape(),
    }, |it, source| read_either(it, source), RefOr::Item(T::blank());
}

/// The two that show nothing of themselves.
macro_rules! wrapped {
    ($($type:ident<T>: |$it:ident| $shape:expr, $any:expr, $inner:expr, $blank:expr;)*) => {
        $(impl<T: Blank> Part for $type<T> {
            fn shape(&self) -> Shape<'_> {
                let $it = self;
                $shape
            }

            fn read(&mut self, source: &mut Source<'_>) -> Result<(), Misfit> {
                let $it = self;
                $inner.read(source)
            }

            fn any(&self) -> &dyn Any {
                let $it = self;
                $any
            }
        }

        impl<T: Blank> Blank for $type<T> {
            fn blank() -> Self {
                $blank
            }
        }

        impl<T: Blank> FromValue for $type<T> {
            from_value!();
        })*
    };
}

wrapped! {
    Option<T>: |it| it.as_ref().map_or(Shape::Absent, T::shape), it.as_ref().map_or(&(), T::any),
        it.get_or_insert_with(T::blank), None;
    Box<T>: |it| T::shape(it), T::any(it), (**it), Box::new(T::blank());
}

/// What a token of a JSON Pointer leads to.
pub(crate) fn step<'a>(part: &'a dyn Part, token: &str) -> Option<&'a dyn Part> {
    let extension = |extensions: &'a Extensions| extensions.get(token).map(|member| member as &dyn Part);
    let part = match part.shape() {
        Shape::Absent | Shape::Bool(_) | Shape::Text(_) => None,
        Shape::Value(Value::Object(members)) => Keyed::get(members, token),
        Shape::Value(Value::Array(items)) => items.item(value::array_index(token)?),
        Shape::Value(_) => None,
        Shape::List(items) => items.item(value::array_index(token)?),
        Shape::Map(members) => members.get(token),
        Shape::Object(object) => match object.fields().named(token, 0) {
            Some(field) => Some(object.field(field)),
            None => extension(object.extensions()),
        },
        Shape::Patterned(members, extensions) => members.get(token).or_else(|| extension(extensions)),
    };
    part.filter(|part| !matches!(part.shape(), Shape::Absent))
}

/// Any part as serde writes it.
pub(crate) struct Written<'a>(pub(crate) &'a dyn Part);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.shape() {
            Shape::Absent => serializer.serialize_none(),
            Shape::Bool(value) => serializer.serialize_bool(value),
            Shape::Text(text) => serializer.serialize_str(text),
            Shape::Value(value) => value.serialize(serializer),
            Shape::List(items) => {
                let mut list = serializer.serialize_seq(None)?;
                let mut index = 0;
                while let Some(item) = items.item(index) {
                    list.serialize_element(&Written(item))?;
                    index += 1;
                }
                list.end()
            }
            Shape::Map(members) => {
                let mut map = serializer.serialize_map(None)?;
                write_rest(members, 0, &mut map)?;
                map.end()
            }
            Shape::Object(object) => {
                let mut map = serializer.serialize_map(None)?;
                write_object(object, &mut map)?;
                map.end()
            }
            Shape::Patterned(members, extensions) => {
                let mut map = serializer.serialize_map(None)?;
                write_patterned(members, extensions, &mut map)?;
                map.end()
            }
        }
    }
}

fn write_rest<M: SerializeMap>(members: &dyn Keyed, from: usize, map: &mut M) -> Result<(), M::Error> {
    let mut at = from;
    while let Some((key, member)) = members.entry(at) {
        map.serialize_entry(&key, &Written(member))?;
        at += 1;
    }
    Ok(())
}

/// Writes fixed fields and extensions in the order they were read, and what came later after them.
fn write_object<M: SerializeMap>(object: &dyn Object, map: &mut M) -> Result<(), M::Error> {
    let extensions = object.extensions();
    let names = object.fields().names;
    let mut others = extensions.iter();
    let mut to_write = object.filled() | extensions.layout().empty();
    for slot in extensions.layout().slots() {
        if slot == EXTENSION {
            if let Some((key, value)) = others.next() {
                map.serialize_entry(key, value)?;
            }
        } else if to_write & (1 << slot) != 0 {
            to_write &= !(1 << slot);
            map.serialize_entry(names[usize::from(slot)], &Written(object.field(slot)))?;
        }
    }
    to_write &= object.filled();
    while to_write != 0 {
        let field = to_write.trailing_zeros() as u8;
        to_write &= to_write - 1;
        map.serialize_entry(names[usize::from(field)], &Written(object.field(field)))?;
    }
    for (key, value) in others {
        map.serialize_entry(key, value)?;
    }
    Ok(())
}

/// Writes keyed members and extensions in the order they were read.
fn write_patterned<M: SerializeMap>(members: &dyn Keyed, extensions: &Extensions, map: &mut M) -> Result<(), M::Error> {
    let mut others = extensions.iter();
    let mut at = 0;
    for slot in extensions.layout().slots() {
        if slot == EXTENSION {
            if let Some((key, value)) = others.next() {
                map.serialize_entry(key, value)?;
            }
        } else if let Some((key, member)) = members.entry(at) {
            map.serialize_entry(&key, &Written(member))?;
            at += 1;
        }
    }
    write_rest(members, at, map)?;
    for (key, value) in others {
        map.serialize_entry(key, value)?;
    }
    Ok(())
}

/// `Serialize` by way of [`Written`].
macro_rules! serialize {
    ($($type:ty),*) => {
        $(impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::part::Written(self).serialize(serializer)
            }
        })*
    };
}
pub(crate) use serialize;
