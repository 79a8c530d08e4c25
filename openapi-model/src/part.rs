//! What everything in a document shows of itself: writing it and following a JSON Pointer through it ask only this,
//! so that neither is compiled once for each type.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::any::Any;
use core::hash::Hash;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::layout::EXTENSION;
use crate::object::Object;
use crate::{Extensions, Map, RefOr, Schema, StatusKey, Text, Value, value};

/// Anything that stands in a document.
pub(crate) trait Part {
    /// What it looks like.
    fn shape(&self) -> Shape<'_>;

    /// Itself, to ask for its type; of an optional one, what is there.
    fn any(&self) -> &dyn Any;
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
}

/// The members of an object whose names are the author's choice.
pub(crate) trait Keyed {
    fn entry(&self, index: usize) -> Option<(Key<'_>, &dyn Part)>;

    fn get(&self, token: &str) -> Option<&dyn Part>;
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

    fn get<'a, T>(map: &'a Map<Self, T>, token: &str) -> Option<&'a T>;
}

impl PartKey for Text {
    fn key(&self) -> Key<'_> {
        Key::Text(self)
    }

    fn get<'a, T>(map: &'a Map<Self, T>, token: &str) -> Option<&'a T> {
        map.get(token)
    }
}

impl PartKey for StatusKey {
    fn key(&self) -> Key<'_> {
        Key::Status(*self)
    }

    fn get<'a, T>(map: &'a Map<Self, T>, token: &str) -> Option<&'a T> {
        map.get(&StatusKey::of(token)?)
    }
}

impl<T: Part> List for Vec<T> {
    fn item(&self, index: usize) -> Option<&dyn Part> {
        self.get(index).map(|item| item as &dyn Part)
    }
}

impl<K: PartKey, T: Part> Keyed for Map<K, T> {
    fn entry(&self, index: usize) -> Option<(Key<'_>, &dyn Part)> {
        self.get_index(index).map(|(key, member)| (key.key(), member as &dyn Part))
    }

    fn get(&self, token: &str) -> Option<&dyn Part> {
        K::get(self, token).map(|member| member as &dyn Part)
    }
}

macro_rules! shapes {
    ($([$($bound:tt)*] $type:ty: |$it:ident| $shape:expr;)*) => {
        $(impl<$($bound)*> crate::part::Part for $type {
            fn shape(&self) -> crate::part::Shape<'_> {
                let $it = self;
                $shape
            }

            fn any(&self) -> &dyn core::any::Any {
                self
            }
        })*
    };
}
pub(crate) use shapes;

shapes! {
    [] bool: |it| Shape::Bool(*it);
    [] Text: |it| Shape::Text(it);
    [] Value: |it| Shape::Value(it);
    [] Schema: |it| Shape::Value(it.as_value());
    [T: Part + 'static] Vec<T>: |it| Shape::List(it);
    [K: PartKey, T: Part + 'static] Map<K, T>: |it| Shape::Map(it);
    [T: Part + 'static] RefOr<T>: |it| match it {
        RefOr::Ref(reference) => Shape::Object(reference),
        RefOr::Item(item) => item.shape(),
    };
}

impl<T: Part> Part for Option<T> {
    fn shape(&self) -> Shape<'_> {
        self.as_ref().map_or(Shape::Absent, T::shape)
    }

    fn any(&self) -> &dyn Any {
        self.as_ref().map_or(&(), T::any)
    }
}

impl<T: Part> Part for Box<T> {
    fn shape(&self) -> Shape<'_> {
        T::shape(self)
    }

    fn any(&self) -> &dyn Any {
        T::any(self)
    }
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
