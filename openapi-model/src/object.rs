//! What every object with *Fixed Fields* and every map with *Patterned Fields* shares: reading and writing.

use alloc::boxed::Box;
use alloc::vec::Vec;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::extensions::{Layout, Slot};
use crate::read::{FromValue, Gathered, ReadError, members_of};
use crate::{Extensions, Map, Text, Value};

/// A fixed field's type: what it is when the member is absent, and when it may be left out in writing.
pub(crate) trait Field: FromValue {
    /// What stands for an absent member; `None` if the member is required.
    fn absent() -> Option<Self>;

    /// Whether the member can be left out.
    fn is_absent(&self) -> bool;
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value) -> Result<Self, ReadError> {
        T::from_value(value).map(Some)
    }
}

impl<T: FromValue> Field for Option<T> {
    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl Field for bool {
    fn absent() -> Option<Self> {
        Some(false)
    }

    fn is_absent(&self) -> bool {
        !self
    }
}

impl<T: FromValue> Field for Vec<T> {
    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<K, T> Field for Map<K, T>
where
    Map<K, T>: FromValue,
{
    fn absent() -> Option<Self> {
        Some(Map::new())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// A field that must be there.
macro_rules! required {
    ($($type:ty),*) => {
        $(impl crate::object::Field for $type {
            fn absent() -> Option<Self> {
                None
            }

            fn is_absent(&self) -> bool {
                false
            }
        })*
    };
}
pub(crate) use required;

required!(Text);

/// An object that is a field and may be left out when nothing is in it.
macro_rules! optional_when_empty {
    ($($type:ty),*) => {
        $(impl crate::object::Field for $type {
            fn absent() -> Option<Self> {
                Some(Self::default())
            }

            fn is_absent(&self) -> bool {
                *self == Self::default() && self.extensions.layout().is_empty()
            }
        })*
    };
}
pub(crate) use optional_when_empty;

/// Reads and writes a struct whose fields are the fixed fields of an OAS object, in the order given here.
///
/// The struct has one further field, `extensions`.
macro_rules! fixed_fields {
    ($type:ident, $what:literal, { $($key:literal => $field:ident),* $(,)? }) => {
        const _: () = {
            #[allow(non_camel_case_types)]
            #[derive(Clone, Copy)]
            enum Fixed { $($field),* }

            fn fixed(key: &str) -> Option<Fixed> {
                match key {
                    $($key => Some(Fixed::$field),)*
                    _ => None,
                }
            }

            impl crate::FromValue for $type {
                fn from_value(value: crate::Value) -> Result<Self, crate::ReadError> {
                    let members = crate::read::members_of(value, $what)?;
                    let layout = crate::extensions::Layout::of(&members, |key, value| match fixed(key) {
                        Some(field) => crate::extensions::Slot::fixed(field as u8, value),
                        None => crate::extensions::Slot::EXTENSION,
                    });
                    let mut others = crate::Map::new();
                    let mut gathered = crate::read::Gathered::default();
                    $(let mut $field = None;)*
                    for (key, value) in members {
                        match fixed(&key) {
                            $(Some(Fixed::$field) => {
                                $field = Some(gathered.take(crate::FromValue::from_value(value), $key));
                            })*
                            None => {
                                others.insert(key, value);
                            }
                        }
                    }
                    $(let $field = crate::object::settle(&mut gathered, $field, $what, $key);)*
                    match ($($field,)*) {
                        ($(Some($field),)*) if gathered.is_empty() => Ok(Self {
                            $($field,)*
                            extensions: crate::Extensions::new(others, layout),
                        }),
                        _ => Err(gathered.into_error().unwrap_or_else(|| crate::ReadError::new($what, "nothing"))),
                    }
                }
            }

            impl serde::Serialize for $type {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    use serde::ser::SerializeMap;
                    let mut map = serializer.serialize_map(None)?;
                    crate::object::write_members(&self.extensions, &mut map, &[$(Fixed::$field as u8),*], |map, field, even_empty| {
                        $(if field == Fixed::$field as u8 {
                            if even_empty || !crate::object::Field::is_absent(&self.$field) {
                                map.serialize_entry($key, &self.$field)?;
                            }
                            return Ok(());
                        })*
                        Ok(())
                    })?;
                    map.end()
                }
            }

            impl crate::object::Members for $type {
                fn has(&self, key: &str) -> bool {
                    let Some(field) = fixed(key).map(|field| field as u8) else {
                        return false;
                    };
                    let filled = $((field == Fixed::$field as u8 && !crate::object::Field::is_absent(&self.$field)))||*;
                    filled
                        || self.extensions.layout().iter().any(|slot| slot.field() == Some(field) && slot.was_empty())
                }

                fn forget(&mut self, key: &str) {
                    if let Some(field) = fixed(key) {
                        self.extensions.forget(field as u8);
                    }
                }
            }

            crate::object::deserialize_through_value!($type);
        };
    };
}
pub(crate) use fixed_fields;

/// What an object with fixed fields shows when it is written.
pub(crate) trait Members {
    /// Whether the fixed field `key` is there, even if it is empty.
    fn has(&self, key: &str) -> bool;

    /// Forgets where the fixed field `key` stood, and that it was written although it was empty.
    fn forget(&mut self, key: &str);
}

/// `Deserialize` by way of [`Value`]: the misfits of the whole object come in one error, with their pointers.
macro_rules! deserialize_through_value {
    ($($type:ty),*) => {
        $(impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <crate::Value as serde::Deserialize>::deserialize(deserializer)?;
                crate::FromValue::from_value(value).map_err(serde::de::Error::custom)
            }
        })*
    };
}
pub(crate) use deserialize_through_value;

/// The value of a field after reading: what was read, what stands for an absent one, or a remembered problem.
pub(crate) fn settle<T: Field>(
    gathered: &mut Gathered,
    read: Option<Option<T>>,
    what: &'static str,
    key: &'static str,
) -> Option<T> {
    match read {
        Some(read) => read,
        None => {
            let absent = T::absent();
            if absent.is_none() {
                gathered.add(ReadError::new(alloc::format!("{what} with `{key}`"), "none"));
            }
            absent
        }
    }
}

/// Writes fixed fields and extensions in the order they were read, and what came later after them.
pub(crate) fn write_members<M: SerializeMap>(
    extensions: &Extensions,
    map: &mut M,
    fields: &[u8],
    write_field: impl Fn(&mut M, u8, bool) -> Result<(), M::Error>,
) -> Result<(), M::Error> {
    let layout = extensions.layout();
    let mut others = extensions.iter();
    for slot in layout {
        match slot.field() {
            Some(field) => write_field(map, field, slot.was_empty())?,
            None => {
                if let Some((key, value)) = others.next() {
                    map.serialize_entry(key, value)?;
                }
            }
        }
    }
    for field in fields {
        if layout.is_empty() || !layout.iter().any(|slot: &Slot| slot.field() == Some(*field)) {
            write_field(map, *field, false)?;
        }
    }
    for (key, value) in others {
        map.serialize_entry(key, value)?;
    }
    Ok(())
}

/// What a key of an object with *Patterned Fields* is.
pub(crate) enum Patterned {
    /// One of the keyed members.
    Key,
    /// An `x-` field, or a member that the specification does not know.
    Extension,
    /// Neither; what was expected instead.
    Neither(&'static str),
}

/// The one reader for objects with *Patterned Fields*: each key is asked what it is, and nothing is dropped.
pub(crate) fn read_patterned<K, V>(
    value: Value,
    what: &'static str,
    ask: impl Fn(&str) -> Patterned,
    parse: impl Fn(Text) -> Option<K>,
) -> Result<(Map<K, V>, Extensions), ReadError>
where
    K: core::hash::Hash + Eq,
    V: FromValue,
{
    let members = members_of(value, what)?;
    let layout = Layout::of(&members, |key, _| match ask(key) {
        Patterned::Extension => Slot::EXTENSION,
        _ => Slot::KEYED,
    });
    let mut others = Map::new();
    let mut read = Map::with_capacity(members.len());
    let mut gathered = Gathered::default();
    for (key, value) in members {
        match ask(&key) {
            Patterned::Key => {
                let value = match V::from_value(value) {
                    Ok(value) => value,
                    Err(error) => {
                        gathered.add(error.under(key));
                        continue;
                    }
                };
                if let Some(parsed) = parse(key) {
                    read.insert(parsed, value);
                }
            }
            Patterned::Extension => {
                others.insert(key, value);
            }
            Patterned::Neither(expected) => {
                gathered.add(ReadError::new(expected, alloc::format!("`{key}`")).under(key));
            }
        }
    }
    gathered.or((read, Extensions::new(others, layout)))
}

/// Writes keyed members and extensions in the order they were read.
pub(crate) fn write_patterned<K: Serialize, V: Serialize, S: Serializer>(
    members: &Map<K, V>,
    extensions: &Extensions,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(members.len() + extensions.len()))?;
    let mut members = members.iter();
    let mut others = extensions.iter();
    for slot in extensions.layout() {
        match slot.field() {
            Some(_) => {
                if let Some((key, value)) = members.next() {
                    map.serialize_entry(key, value)?;
                }
            }
            None => {
                if let Some((key, value)) = others.next() {
                    map.serialize_entry(key, value)?;
                }
            }
        }
    }
    for (key, value) in members {
        map.serialize_entry(key, value)?;
    }
    for (key, value) in others {
        map.serialize_entry(key, value)?;
    }
    map.end()
}

/// Reads and writes an enumeration whose values are words.
macro_rules! words {
    ($type:ident, $what:literal, { $($word:literal => $variant:ident),* $(,)? }) => {
        impl $type {
            /// The word as a document has it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl crate::FromValue for $type {
            fn from_value(value: crate::Value) -> Result<Self, crate::ReadError> {
                match &value {
                    crate::Value::String(text) => match &**text {
                        $($word => Ok(Self::$variant),)*
                        _ => Err(crate::ReadError::new($what, alloc::format!("`{text}`"))),
                    },
                    other => Err(crate::ReadError::mismatch($what, other)),
                }
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        crate::object::deserialize_through_value!($type);
        crate::object::required!($type);
    };
}
pub(crate) use words;

impl<T: crate::object::Field> crate::object::Field for Box<T> {
    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }
}
