//! What every object with *Fixed Fields* and every map with *Patterned Fields* shares: reading and writing.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::hash::Hash;

use crate::layout::{EXTENSION, KEYED, Notes};
use crate::part::Part;
use crate::read::FromValue;
use crate::source::{Misfit, Source};
use crate::{Extensions, Map, StatusKey, Text, text};

/// A fixed field's type: what it is when the member is absent, and when it may be left out in writing.
pub(crate) trait Field: FromValue + Part {
    /// Whether the member must be there.
    const REQUIRED: bool = false;

    /// What stands for an absent member; for one that must be there, until it is read.
    fn absent() -> Self;

    /// Whether the member can be left out.
    fn is_absent(&self) -> bool;
}

/// Whether a field is required, by the function that leads to it.
pub(crate) const fn is_required<O, T: Field>(_: fn(&O) -> &T) -> bool {
    T::REQUIRED
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: crate::Value) -> Result<Self, crate::ReadError> {
        T::from_value(value).map(Some)
    }

    fn read(source: &mut Source<'_>) -> Result<Self, Misfit> {
        T::read(source).map(Some)
    }
}

impl<T: FromValue + Part> Field for Option<T> {
    fn absent() -> Self {
        None
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl Field for bool {
    fn absent() -> Self {
        false
    }

    fn is_absent(&self) -> bool {
        !self
    }
}

impl<T: FromValue + Part + 'static> Field for Vec<T> {
    fn absent() -> Self {
        Vec::new()
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<K, T> Field for Map<K, T>
where
    Map<K, T>: FromValue + Part,
{
    fn absent() -> Self {
        Map::new()
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// A field that must be there.
macro_rules! required {
    ($($type:ty, $absent:expr);*) => {
        $(impl crate::object::Field for $type {
            const REQUIRED: bool = true;

            fn absent() -> Self {
                $absent
            }

            fn is_absent(&self) -> bool {
                false
            }
        })*
    };
}
pub(crate) use required;

required!(Text, Text::Borrowed(""));

/// An object that is a field and may be left out when nothing is in it.
macro_rules! optional_when_empty {
    ($type:ty, |$it:ident| $is_empty:expr) => {
        impl crate::object::Field for $type {
            fn absent() -> Self {
                Self::default()
            }

            fn is_absent(&self) -> bool {
                let $it = self;
                $is_empty && self.extensions.is_empty() && self.extensions.layout().slots().next().is_none()
            }
        }
    };
}
pub(crate) use optional_when_empty;

/// The fixed fields of an object, by their index in writing order.
pub(crate) struct Fields {
    /// The object with its article: `an Info Object`.
    pub(crate) what: &'static str,
    pub(crate) names: &'static [&'static str],
    /// A bit for each field that must be there.
    pub(crate) required: u16,
    /// A bit for each field that is one only if it is a string, and otherwise a further member.
    pub(crate) text: u16,
}

impl Fields {
    /// The field of this name; it is looked for from `first` on, because members mostly come in order.
    pub(crate) fn named(&self, name: &str, first: u8) -> Option<u8> {
        let (before, after) = self.names.split_at_checked(usize::from(first))?;
        let mut later = after.iter().zip(first..).chain(before.iter().zip(0..));
        later.find(|(known, _)| **known == name).map(|(_, field)| field)
    }
}

/// An object with *Fixed Fields*.
pub(crate) trait Object: Part {
    fn fields(&self) -> &'static Fields;

    /// The field of an index below that of the last name.
    fn field(&self, index: u8) -> &dyn Part;

    /// A bit for each field that cannot be left out.
    fn filled(&self) -> u16;

    /// Reads a field, and says whether it could have been left out.
    fn read_field(&mut self, index: u8, source: &mut Source<'_>) -> Result<bool, Misfit>;

    fn extensions(&self) -> &Extensions;

    fn extensions_mut(&mut self) -> &mut Extensions;
}

/// What an object with fixed fields shows when it is written.
pub(crate) trait Members {
    /// Whether the fixed field `key` is there, even if it is empty.
    fn has(&self, key: &str) -> bool;

    /// Forgets where the fixed field `key` stood, and that it was written although it was empty.
    fn forget(&mut self, key: &str);
}

impl<T: Object> Members for T {
    fn has(&self, key: &str) -> bool {
        let shown = self.filled() | self.extensions().layout().empty();
        self.fields().named(key, 0).is_some_and(|field| shown & (1 << field) != 0)
    }

    fn forget(&mut self, key: &str) {
        if let Some(field) = self.fields().named(key, 0) {
            self.extensions_mut().forget(field);
        }
    }
}

/// Reads and writes a struct whose fields are the fixed fields of an OAS object, in the order given here.
///
/// The struct has one further field, `extensions`, which also gets a member that is no string where `if text` stands.
macro_rules! fixed_fields {
    ($type:ident, $what:literal, { $($key:literal => $field:ident $(if $text:ident)?),* $(,)? }) => {
        const _: () = {
            #[allow(non_camel_case_types)]
            enum Fixed { $($field),* }

            const FIELDS: &crate::object::Fields = &crate::object::Fields {
                what: $what,
                names: &[$($key),*],
                required: 0 $(| (crate::object::is_required(|it: &$type| &it.$field) as u16) << Fixed::$field as u8)*,
                text: 0 $($(| crate::object::$text(Fixed::$field as u8))?)*,
            };
            const _: () = assert!(FIELDS.names.len() <= crate::layout::MOST_FIELDS);

            impl crate::FromValue for $type {
                crate::read::from_value!();

                fn read(source: &mut crate::source::Source<'_>) -> Result<Self, crate::source::Misfit> {
                    let mut read = Self {
                        $($field: crate::object::Field::absent(),)*
                        extensions: crate::Extensions::default(),
                    };
                    crate::object::read_object(&mut read, source)?;
                    Ok(read)
                }
            }

            impl crate::object::Object for $type {
                fn fields(&self) -> &'static crate::object::Fields {
                    FIELDS
                }

                fn field(&self, index: u8) -> &dyn crate::part::Part {
                    $(if index == Fixed::$field as u8 {
                        return &self.$field;
                    })*
                    &None::<bool>
                }

                fn filled(&self) -> u16 {
                    0 $(| u16::from(!crate::object::Field::is_absent(&self.$field)) << Fixed::$field as u8)*
                }

                fn read_field(
                    &mut self,
                    index: u8,
                    source: &mut crate::source::Source<'_>,
                ) -> Result<bool, crate::source::Misfit> {
                    $(if index == Fixed::$field as u8 {
                        self.$field = crate::FromValue::read(source)?;
                        return Ok(crate::object::Field::is_absent(&self.$field));
                    })*
                    Ok(true)
                }

                fn extensions(&self) -> &crate::Extensions {
                    &self.extensions
                }

                fn extensions_mut(&mut self) -> &mut crate::Extensions {
                    &mut self.extensions
                }
            }

            crate::part::shapes!([] $type: |it| crate::part::Shape::Object(it););
            crate::part::serialize!($type);
            crate::object::deserialize_through_value!($type);
        };
    };
}
pub(crate) use fixed_fields;

pub(crate) const fn text(field: u8) -> u16 {
    1 << field
}

/// `Deserialize` by way of [`Value`](crate::Value): the misfits of the whole object come in one error, with their
/// pointers.
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

/// The one reader for objects with *Fixed Fields*; nothing is dropped.
pub(crate) fn read_object(object: &mut dyn Object, source: &mut Source<'_>) -> Result<(), Misfit> {
    let fields = object.fields();
    let mut notes = Notes::default();
    let mut others = Map::new();
    let mut met = 0_u16;
    let mut next = 0;
    let fits = source.members(fields.what, &mut |source, key| {
        let field = fields.named(key, next);
        let Some(field) = field.filter(|field| fields.text & (1 << field) == 0 || source.is_text()) else {
            notes.slot(EXTENSION);
            return read_other(&mut others, source, key);
        };
        if met & (1 << field) != 0 {
            return Err(Misfit);
        }
        met |= 1 << field;
        next = field + 1;
        notes.slot(field);
        if object.read_field(field, source)? {
            notes.empty(field);
        }
        Ok(())
    })?;
    let missing = fields.required & !met;
    for (field, name) in fields.names.iter().enumerate() {
        if missing & (1 << field) != 0 {
            source.misfit(|| (alloc::format!("{} with `{name}`", fields.what).into(), "none".into()));
        }
    }
    if !fits || missing != 0 {
        return Err(Misfit);
    }
    *object.extensions_mut() = Extensions::new(others, notes.into_layout());
    Ok(())
}

fn read_other<'a>(
    others: &mut Map<Text, crate::Value>,
    source: &mut Source<'a>,
    key: &mut Cow<'a, str>,
) -> Result<(), Misfit> {
    if source.is_unexpected_reference(key) {
        return Err(Misfit);
    }
    let value = source.value()?;
    match others.insert(text::from_cow(core::mem::take(key)), value) {
        None => Ok(()),
        Some(_) => Err(Misfit),
    }
}

/// What a member of an object with *Patterned Fields* is, by its name.
pub(crate) enum Patterned {
    /// One of the keyed members.
    Key,
    /// An `x-` field.
    Extension,
    /// Neither; what was expected instead.
    Neither(&'static str),
}

/// The key of a keyed member.
pub(crate) trait MemberKey: Hash + Eq {
    fn of_member(key: Cow<'_, str>) -> Option<Self>
    where
        Self: Sized;
}

impl MemberKey for Text {
    fn of_member(key: Cow<'_, str>) -> Option<Self> {
        Some(text::from_cow(key))
    }
}

impl MemberKey for StatusKey {
    fn of_member(key: Cow<'_, str>) -> Option<Self> {
        Self::of(&key)
    }
}

/// The one reader for objects with *Patterned Fields*: each key is asked once what it is, and nothing is dropped.
pub(crate) fn read_patterned<K: MemberKey, V: FromValue>(
    source: &mut Source<'_>,
    what: &'static str,
    sort: fn(&str) -> Patterned,
) -> Result<(Map<K, V>, Extensions), Misfit> {
    let mut read = Map::new();
    let mut notes = Notes::default();
    let mut others = Map::new();
    let fits = source.members(what, &mut |source, key| {
        if source.is_unexpected_reference(key) {
            return Err(Misfit);
        }
        match sort(key) {
            Patterned::Key => {
                notes.slot(KEYED);
                let value = V::read(source)?;
                let key = K::of_member(core::mem::take(key)).ok_or(Misfit)?;
                read.insert(key, value).map_or(Ok(()), |_| Err(Misfit))
            }
            Patterned::Extension => {
                notes.slot(EXTENSION);
                read_other(&mut others, source, key)
            }
            Patterned::Neither(expected) => Err(source.misfit(|| (expected.into(), alloc::format!("`{key}`").into()))),
        }
    })?;
    if !fits {
        return Err(Misfit);
    }
    read.shrink_to_fit();
    Ok((read, Extensions::new(others, notes.into_layout())))
}

/// An object with *Patterned Fields*, told apart by `sort`.
macro_rules! patterned {
    ($type:ident, $what:literal, $members:ident, $sort:expr) => {
        impl crate::FromValue for $type {
            crate::read::from_value!();

            fn read(source: &mut crate::source::Source<'_>) -> Result<Self, crate::source::Misfit> {
                let ($members, extensions) = crate::object::read_patterned(source, $what, $sort)?;
                Ok(Self { $members, extensions })
            }
        }

        crate::part::shapes!([] $type: |it| crate::part::Shape::Patterned(&it.$members, &it.extensions););
        crate::part::serialize!($type);
        crate::object::deserialize_through_value!($type);
    };
}
pub(crate) use patterned;

/// Reads and writes an enumeration whose values are words.
macro_rules! words {
    ($type:ident, $what:literal, { $first:literal => $absent:ident $(, $word:literal => $variant:ident)* $(,)? }) => {
        impl $type {
            /// The word as a document has it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    Self::$absent => $first,
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
            crate::read::from_value!();

            fn read(source: &mut crate::source::Source<'_>) -> Result<Self, crate::source::Misfit> {
                const ALL: &[$type] = &[$type::$absent, $($type::$variant),*];
                source.word($what, &[$first, $($word),*]).map(|index| ALL[index])
            }
        }

        crate::part::shapes!([] $type: |it| crate::part::Shape::Text(it.as_str()););
        crate::part::serialize!($type);
        crate::object::deserialize_through_value!($type);
        crate::object::required!($type, Self::$absent);
    };
}
pub(crate) use words;
