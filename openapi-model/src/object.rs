//! What every object with *Fixed Fields* and every map with *Patterned Fields* shares: reading and writing.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::hash::Hash;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::json_reader::{JsonReader, Misfit};
use crate::layout::{EXTENSION, KEYED, Notes};
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

    fn read_json(reader: &mut JsonReader<'_>) -> Result<Self, Misfit> {
        T::read_json(reader).map(Some)
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

impl<T: Field> Field for Box<T> {
    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
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
                *self == Self::default() && self.extensions.layout().slots().next().is_none()
            }
        })*
    };
}
pub(crate) use optional_when_empty;

/// Reads and writes a struct whose fields are the fixed fields of an OAS object, in the order given here.
///
/// The struct has one further field, `extensions`, which also gets a member that does not meet its field's `if`.
macro_rules! fixed_fields {
    ($type:ident, $what:literal, { $($key:literal => $field:ident $(if $fits:path)?),* $(,)? }) => {
        const _: () = {
            #[allow(non_camel_case_types)]
            #[derive(Clone, Copy)]
            enum Fixed { $($field),* }

            const FIELDS: &[Fixed] = &[$(Fixed::$field),*];
            const _: () = assert!(FIELDS.len() <= crate::layout::MOST_FIELDS);

            fn fixed(key: &str) -> Option<Fixed> {
                match key {
                    $($key => Some(Fixed::$field),)*
                    _ => None,
                }
            }

            impl crate::FromValue for $type {
                fn from_value(value: crate::Value) -> Result<Self, crate::ReadError> {
                    let members = crate::read::members_of(value, $what)?;
                    let mut reading = crate::object::Reading::default();
                    $(let mut $field = None;)*
                    for (key, value) in members {
                        match fixed(&key) {
                            $(Some(Fixed::$field) $(if $fits(&value))? => {
                                $field = reading.field(Fixed::$field as u8, $key, value);
                            })*
                            _ => reading.other(key, value),
                        }
                    }
                    $(let $field = reading.settle($field, Fixed::$field as u8, $what, $key);)*
                    match ($($field,)*) {
                        ($(Some($field),)*) => Ok(Self { $($field,)* extensions: reading.finish()? }),
                        _ => Err(reading.into_error($what)),
                    }
                }

                fn read_json(
                    reader: &mut crate::json_reader::JsonReader<'_>,
                ) -> Result<Self, crate::json_reader::Misfit> {
                    let mut reading = crate::object::Reading::default();
                    $(let mut $field = None;)*
                    reader.read_members(|reader, key| {
                        match fixed(&key) {
                            $(Some(Fixed::$field) => $field = Some(reading.read_field(Fixed::$field as u8, reader)?),)*
                            None => reading.read_other(key, reader)?,
                        }
                        Ok(())
                    })?;
                    $(let $field = reading.settle($field, Fixed::$field as u8, $what, $key);)*
                    match ($($field,)*) {
                        ($(Some($field),)*) => Ok(Self { $($field,)* extensions: reading.finish()? }),
                        _ => Err(crate::json_reader::Misfit),
                    }
                }
            }

            impl serde::Serialize for $type {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    use serde::ser::SerializeMap;
                    let mut map = serializer.serialize_map(None)?;
                    crate::object::write_members(&self.extensions, &mut map, FIELDS.len(), |map, field, even_empty| {
                        match FIELDS.get(usize::from(field)) {
                            $(Some(Fixed::$field) if even_empty || !crate::object::Field::is_absent(&self.$field) => {
                                map.serialize_entry($key, &self.$field)
                            })*
                            _ => Ok(()),
                        }
                    })?;
                    map.end()
                }
            }

            impl crate::part::Part for $type {
                fn part(&self, token: &str) -> Option<&dyn crate::part::Part> {
                    match fixed(token) {
                        $(Some(Fixed::$field) => self.$field.present(),)*
                        None => self.extensions.get(token)?.present(),
                    }
                }

                crate::part::always_present!();
            }

            impl crate::object::Members for $type {
                fn has(&self, key: &str) -> bool {
                    let Some(field) = fixed(key).map(|field| field as u8) else {
                        return false;
                    };
                    let filled = $((field == Fixed::$field as u8 && !crate::object::Field::is_absent(&self.$field)))||*;
                    filled || self.extensions.layout().was_empty(field)
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

/// An object with *Fixed Fields* while its members are read.
#[derive(Default)]
pub(crate) struct Reading {
    notes: Notes,
    others: Map<Text, Value>,
    gathered: Gathered,
    met: u16,
}

impl Reading {
    /// Reads a fixed field; `None` after a misfit, which is remembered.
    pub(crate) fn field<T: Field>(&mut self, index: u8, key: &'static str, value: Value) -> Option<T> {
        self.met |= 1 << index;
        self.notes.slot(index);
        let read = self.gathered.take(T::from_value(value), key)?;
        if read.is_absent() {
            self.notes.empty(index);
        }
        Some(read)
    }

    /// As [`field`](Reading::field), from text.
    pub(crate) fn read_field<T: Field>(&mut self, index: u8, reader: &mut JsonReader<'_>) -> Result<T, Misfit> {
        if self.met & (1 << index) != 0 {
            return Err(Misfit);
        }
        self.met |= 1 << index;
        self.notes.slot(index);
        let read = T::read_json(reader)?;
        if read.is_absent() {
            self.notes.empty(index);
        }
        Ok(read)
    }

    /// As [`other`](Reading::other), from text.
    pub(crate) fn read_other(&mut self, key: Text, reader: &mut JsonReader<'_>) -> Result<(), Misfit> {
        if key == "$ref" {
            return Err(Misfit);
        }
        self.notes.slot(EXTENSION);
        let value = reader.value()?;
        self.others.insert(key, value).map_or(Ok(()), |_| Err(Misfit))
    }

    pub(crate) fn other(&mut self, key: Text, value: Value) {
        self.notes.slot(EXTENSION);
        self.others.insert_new(key, value);
    }

    /// The value of a field after reading: what was read, what stands for an absent one, or a remembered problem.
    pub(crate) fn settle<T: Field>(
        &mut self,
        read: Option<T>,
        index: u8,
        what: &'static str,
        key: &'static str,
    ) -> Option<T> {
        if read.is_some() || self.met & (1 << index) != 0 {
            return read;
        }
        let absent = T::absent();
        if absent.is_none() {
            self.gathered.add(ReadError::new(alloc::format!("{what} with `{key}`"), "none"));
        }
        absent
    }

    pub(crate) fn finish(self) -> Result<Extensions, ReadError> {
        self.gathered.or(Extensions::new(self.others, self.notes.into_layout()))
    }

    pub(crate) fn into_error(self, what: &'static str) -> ReadError {
        self.gathered.into_error().unwrap_or_else(|| ReadError::new(what, "something else"))
    }
}

/// Writes fixed fields and extensions in the order they were read, and what came later after them.
pub(crate) fn write_members<M: SerializeMap>(
    extensions: &Extensions,
    map: &mut M,
    fields: usize,
    write_field: impl Fn(&mut M, u8, bool) -> Result<(), M::Error>,
) -> Result<(), M::Error> {
    let layout = extensions.layout();
    let mut others = extensions.iter();
    let mut written = 0_u16;
    for slot in layout.slots() {
        if slot != EXTENSION {
            written |= 1 << slot;
            write_field(map, slot, layout.was_empty(slot))?;
        } else if let Some((key, value)) = others.next() {
            map.serialize_entry(key, value)?;
        }
    }
    for field in 0..fields as u8 {
        if written & (1 << field) == 0 {
            write_field(map, field, false)?;
        }
    }
    for (key, value) in others {
        map.serialize_entry(key, value)?;
    }
    Ok(())
}

/// What a member of an object with *Patterned Fields* is, by its name.
pub(crate) enum Patterned<K> {
    /// One of the keyed members.
    Key(K),
    /// An `x-` field.
    Extension(Text),
    /// Neither; what was expected instead.
    Neither(Text, &'static str),
}

/// The key of a keyed member.
pub(crate) trait MemberKey: Hash + Eq {
    /// As a document has it.
    fn to_text(&self) -> Text;
}

impl MemberKey for Text {
    fn to_text(&self) -> Text {
        self.clone()
    }
}

/// The one reader for objects with *Patterned Fields*: each key is asked once what it is, and nothing is dropped.
pub(crate) fn read_patterned<K: MemberKey, V: FromValue>(
    value: Value,
    what: &'static str,
    sort: impl Fn(Text) -> Patterned<K>,
) -> Result<(Map<K, V>, Extensions), ReadError> {
    let members = members_of(value, what)?;
    let mut read = Map::with_capacity(members.len());
    let mut notes = Notes::default();
    let mut others = Map::new();
    let mut gathered = Gathered::default();
    for (key, value) in members {
        match sort(key) {
            Patterned::Key(key) => match V::from_value(value) {
                Ok(value) => {
                    notes.slot(KEYED);
                    read.insert_new(key, value);
                }
                Err(error) => gathered.add(error.under(key.to_text())),
            },
            Patterned::Extension(key) => {
                notes.slot(EXTENSION);
                others.insert_new(key, value);
            }
            Patterned::Neither(key, expected) => {
                gathered.add(ReadError::new(expected, alloc::format!("`{key}`")).under(key));
            }
        }
    }
    gathered.or((read, Extensions::new(others, notes.into_layout())))
}

/// As [`read_patterned`], from text.
pub(crate) fn read_patterned_json<K: MemberKey, V: FromValue>(
    reader: &mut JsonReader<'_>,
    sort: impl Fn(Text) -> Patterned<K>,
) -> Result<(Map<K, V>, Extensions), Misfit> {
    let mut read = Map::new();
    let mut notes = Notes::default();
    let mut others = Map::new();
    reader.read_members(|reader, key| {
        if key == "$ref" {
            return Err(Misfit);
        }
        let is_new = match sort(key) {
            Patterned::Key(key) => {
                notes.slot(KEYED);
                read.insert(key, V::read_json(reader)?).is_none()
            }
            Patterned::Extension(key) => {
                notes.slot(EXTENSION);
                others.insert(key, reader.value()?).is_none()
            }
            Patterned::Neither(..) => false,
        };
        if is_new { Ok(()) } else { Err(Misfit) }
    })?;
    read.shrink_to_fit();
    Ok((read, Extensions::new(others, notes.into_layout())))
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
    for slot in extensions.layout().slots() {
        if slot == EXTENSION {
            if let Some((key, value)) = others.next() {
                map.serialize_entry(key, value)?;
            }
        } else if let Some((key, value)) = members.next() {
            map.serialize_entry(key, value)?;
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
        crate::part::leaf!($type);
    };
}
pub(crate) use words;
