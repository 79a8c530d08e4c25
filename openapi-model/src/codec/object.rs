//! What every object with *Fixed Fields* and every map with *Patterned Fields* shares: reading and writing.

use crate::codec::layout::{EXTENSION, KEYED, Notes};
use crate::codec::part::{By, Key, Part, Show, Shown};
use crate::codec::source::{Misfit, ReadMember, Source};
use crate::json::text;
use crate::{Extensions, Map, Text};
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// A fixed field's type.
pub(crate) trait Field: Part {
    /// Whether the member must be there.
    const REQUIRED: bool = false;

    /// Whether the member can be left out in writing.
    fn is_absent(&self) -> bool;
}

/// Whether a field is required, by the function that leads to it.
pub(crate) const fn is_required<O, T: Field>(_: fn(&O) -> &T) -> bool {
    T::REQUIRED
}

impl<T: Part> Field for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl Field for bool {
    fn is_absent(&self) -> bool {
        !self
    }
}

impl<T: Part> Field for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<K: Key, T: Part> Field for Map<K, T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// A field that must be there.
macro_rules! required {
    ($($type:ty),*) => {
        $(impl crate::codec::object::Field for $type {
            const REQUIRED: bool = true;

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
    ($type:ty, |$it:ident| $is_empty:expr) => {
        impl crate::codec::object::Field for $type {
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
    const FIELDS: &'static Fields;

    /// A bit for each field that cannot be left out.
    fn filled(&self) -> u16;

    /// Shows a field, by an index that is one's.
    fn show_field(&self, index: u8, to: Show<'_>);

    fn extensions(&self) -> &Extensions;
}

impl<T: Object> Shown for By<'_, T> {
    fn fields(&self) -> &'static Fields {
        T::FIELDS
    }

    fn filled(&self) -> u16 {
        self.0.filled()
    }

    fn field(&self, index: u8, to: Show<'_>) {
        self.0.show_field(index, to);
    }

    fn extensions(&self) -> &Extensions {
        self.0.extensions()
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

            const FIELDS: &crate::codec::object::Fields = &crate::codec::object::Fields {
                what: $what,
                names: &[$($key),*],
                required: 0 $(| (crate::codec::object::is_required(|it: &$type| &it.$field) as u16) << Fixed::$field as u8)*,
                text: 0 $($(| crate::codec::object::$text(Fixed::$field as u8))?)*,
            };
            const _: () = assert!(FIELDS.names.len() <= crate::codec::layout::MOST_FIELDS);

            impl crate::codec::object::Object for $type {
                const FIELDS: &'static crate::codec::object::Fields = FIELDS;

                fn filled(&self) -> u16 {
                    0 $(| u16::from(!crate::codec::object::Field::is_absent(&self.$field)) << Fixed::$field as u8)*
                }

                fn show_field(&self, index: u8, to: crate::codec::part::Show<'_>) {
                    $(if index == Fixed::$field as u8 {
                        return crate::codec::part::Part::show(&self.$field, to);
                    })*
                }

                fn extensions(&self) -> &crate::Extensions {
                    &self.extensions
                }
            }

            crate::codec::part::part! {
                [] $type, Self {
                    $($field: crate::codec::part::Part::blank(),)*
                    extensions: crate::Extensions::blank(),
                },
                |it, source| {
                    let members = crate::codec::object::read_members(FIELDS, source, &mut |index, source| {
                        $(if index == Fixed::$field as u8 {
                            return crate::codec::part::Part::read(&mut it.$field, source);
                        })*
                        Ok(())
                    })?;
                    members.finish(crate::codec::object::Object::filled(it), &mut it.extensions);
                    Ok(())
                },
                |it, to| to(crate::codec::part::Shape::Object(&crate::codec::part::By(it))),
                |it, tokens| {
                    let Some(token) = tokens.next() else {
                        return Some(it);
                    };
                    let field = FIELDS.named(&token, 0);
                    $(if field == Some(Fixed::$field as u8) {
                        return crate::codec::part::Part::lead(&it.$field, tokens);
                    })*
                    crate::codec::part::Part::lead(it.extensions.get(&token)?, tokens)
                };
            }
            crate::codec::part::serialize!($type);
            crate::codec::object::deserialize_through_value!($type);
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

/// The members of an object with *Fixed Fields* that has been read.
pub(crate) struct Read {
    notes: Notes,
    others: Map<Text, crate::Value>,
    met: u16,
}

impl Read {
    /// Keeps what the fields do not say; `filled` are those that now cannot be left out.
    pub(crate) fn finish(self, filled: u16, extensions: &mut Extensions) {
        *extensions = Extensions::new(self.others, self.notes.into_layout(self.met & !filled));
    }
}

/// The one reader for objects with *Fixed Fields*; nothing is dropped. `read_field` reads a field by its index.
pub(crate) fn read_members(
    fields: &'static Fields,
    source: &mut Source<'_>,
    read_field: &mut dyn FnMut(u8, &mut Source<'_>) -> Result<(), Misfit>,
) -> Result<Read, Misfit> {
    let mut read = Read { notes: Notes::default(), others: Map::new(), met: 0 };
    let mut next = 0;
    let fit = source.members(fields.what, &mut |source, key| {
        let field = fields.named(key, next);
        let Some(field) = field.filter(|field| fields.text & (1 << field) == 0 || source.is_text()) else {
            read.notes.slot(EXTENSION);
            return read_other(&mut read.others, source, key);
        };
        if read.met & (1 << field) != 0 {
            return Err(Misfit);
        }
        read.met |= 1 << field;
        next = field + 1;
        read.notes.slot(field);
        read_field(field, source)
    });
    let missing = fields.required & !read.met;
    if missing == 0 || fit.as_ref().is_err_and(|unfit| unfit.is_no_object) {
        return fit.map(|()| read).map_err(Misfit::from);
    }
    for (_, name) in fields.names.iter().enumerate().filter(|(field, _)| missing & (1 << field) != 0) {
        source.misfit(|| (alloc::format!("{} with `{name}`", fields.what).into(), "none".into()));
    }
    Err(Misfit)
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

/// The one reader for objects with *Patterned Fields*: each key is asked once what it is, and nothing is dropped.
pub(crate) fn read_patterned<'a>(
    extensions: &mut Extensions,
    source: &mut Source<'a>,
    what: &'static str,
    sort: fn(&str) -> Patterned,
    read_entry: ReadMember<'_, 'a>,
) -> Result<(), Misfit> {
    let mut notes = Notes::default();
    let mut others = Map::new();
    source.members(what, &mut |source, name| {
        if source.is_unexpected_reference(name) {
            return Err(Misfit);
        }
        match sort(name) {
            Patterned::Key => {
                notes.slot(KEYED);
                read_entry(source, name)
            }
            Patterned::Extension => {
                notes.slot(EXTENSION);
                read_other(&mut others, source, name)
            }
            Patterned::Neither(expected) => Err(source.misfit(|| (expected.into(), alloc::format!("`{name}`").into()))),
        }
    })?;
    *extensions = Extensions::new(others, notes.into_layout(0));
    Ok(())
}

/// An object with *Patterned Fields*, told apart by `sort`.
macro_rules! patterned {
    ($type:ident, $what:literal, $members:ident, $sort:expr) => {
        crate::codec::part::part! {
            [] $type, Self { $members: crate::Map::new(), extensions: crate::Extensions::blank() },
            |it, source| {
                let read = &mut |source: &mut _, name: &mut _| crate::codec::part::read_entry(&mut it.$members, source, name);
                crate::codec::object::read_patterned(&mut it.extensions, source, $what, $sort, read)?;
                it.$members.shrink_to_fit();
                Ok(())
            },
            |it, to| to(crate::codec::part::Shape::Patterned(&crate::codec::part::By(&it.$members), &it.extensions)),
            |it, tokens| match tokens.next() {
                None => Some(it),
                Some(token) => match crate::codec::part::Key::get(&it.$members, &token) {
                    Some(member) => crate::codec::part::Part::lead(member, tokens),
                    None => crate::codec::part::Part::lead(it.extensions.get(&token)?, tokens),
                },
            };
        }
        crate::codec::part::serialize!($type);
        crate::codec::object::deserialize_through_value!($type);
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

        crate::codec::part::part! {
            [] $type, Self::$absent,
            |it, source| {
                const ALL: &[$type] = &[$type::$absent, $($type::$variant),*];
                *it = ALL[source.word($what, &[$first, $($word),*])?];
                Ok(())
            },
            |it, to| to(crate::codec::part::Shape::Text(it.as_str())),
            |it, tokens| crate::codec::part::end(it, tokens);
        }
        crate::codec::part::serialize!($type);
        crate::codec::object::deserialize_through_value!($type);
        crate::codec::object::required!($type);
    };
}
pub(crate) use words;
