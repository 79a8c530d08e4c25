//! What every object with *Fixed Fields* and every map with *Patterned Fields* shares: its struct, reading and writing.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;
use core::mem;

use crate::codec::extensions::Extensions;
use crate::codec::layout::{EXTENSION, KEYED, Notes};
use crate::codec::part::{Key, Part};
use crate::codec::source::{Mismatch, ReadMember, Source};
use crate::codec::view::{AsDyn, DynObject, Fields, Show};
use crate::json::map::Map;
use crate::json::text::{self, Text};
use crate::json::value::Value;

/// A fixed field's type.
pub(crate) trait Field: Part {
    /// Whether the member must be there.
    const REQUIRED: bool = false;

    /// Whether the field is empty, so that the member can be left out in writing, unless it must be there.
    fn is_absent(&self) -> bool;
}

/// Whether a field is required, by the function that leads to it.
pub(crate) const fn is_required<O, T: Field>(_: fn(&O) -> &T) -> bool {
    T::REQUIRED
}

impl Field for Text {
    const REQUIRED: bool = true;

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
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

/// An object that is a field without an `Option` around it.
macro_rules! object_field {
    ($type:ty, required: $required:literal, |$it:ident| $is_empty:expr) => {
        impl crate::codec::object::Field for $type {
            const REQUIRED: bool = $required;

            fn is_absent(&self) -> bool {
                let $it = self;
                $is_empty && self.extensions.is_default()
            }
        }
    };
}
pub(crate) use object_field;

/// A field's value by what a `with_…` method takes: one value, or one more of a list or a map.
pub(crate) trait Put<T> {
    fn put(&mut self, value: T);
}

impl<T> Put<T> for T {
    fn put(&mut self, value: T) {
        *self = value;
    }
}

impl<T> Put<T> for Option<T> {
    fn put(&mut self, value: T) {
        *self = Some(value);
    }
}

impl<T> Put<T> for Option<Box<T>> {
    fn put(&mut self, value: T) {
        *self = Some(Box::new(value));
    }
}

impl<T> Put<T> for Vec<T> {
    fn put(&mut self, value: T) {
        self.push(value);
    }
}

impl<T> Put<T> for Option<Vec<T>> {
    fn put(&mut self, value: T) {
        self.get_or_insert_default().push(value);
    }
}

impl<K: Key, T> Put<(K, T)> for Map<K, T> {
    fn put(&mut self, (key, value): (K, T)) {
        self.insert(key, value);
    }
}

impl<K: Key, T> Put<(K, T)> for Option<Map<K, T>> {
    fn put(&mut self, (key, value): (K, T)) {
        self.get_or_insert_default().insert(key, value);
    }
}

/// An object with *Fixed Fields*.
pub(crate) trait Object: Part {
    const FIELDS: &'static Fields;

    /// A bit for each field that is not empty.
    fn filled(&self) -> u32;

    /// Shows a field; `index` must be that of one.
    fn show_field(&self, index: u8, to: Show<'_>);

    fn extensions(&self) -> &Extensions;
}

impl<T: Object> DynObject for AsDyn<'_, T> {
    fn fields(&self) -> &'static Fields {
        T::FIELDS
    }

    fn filled(&self) -> u32 {
        self.0.filled()
    }

    fn field(&self, index: u8, to: Show<'_>) {
        self.0.show_field(index, to);
    }

    fn extensions(&self) -> &Extensions {
        self.0.extensions()
    }
}

/// The struct of an object with *Fixed Fields*, a line for each in the order in which they are written:
///
/// ```text
/// /// What it is. Since OAS 3.2.
/// "itsName" => pub its_name: Option<Text>, with_its_name(Text);
/// ```
///
/// The name in a document, the field, and the method that sets it with the type of what it takes; `(Text => Header)` is one
/// entry of a map, and of a list it is one item. Behind a name, `if text` says that the member is the field only if it is a
/// string. The struct gets one further field, `extensions`, for all other members. From these lines come reading, writing,
/// walking, JSON Pointers and the methods.
macro_rules! object {
    ($(#[$attribute:meta])* pub struct $type:ident {
        $($(#[$doc:meta])* $key:literal $(if $text:ident)? => pub $field:ident: $field_type:ty, $with:ident $argument:tt;)*
    }) => {
        $(#[$attribute])*
        #[non_exhaustive]
        pub struct $type {
            $($(#[$doc])* pub $field: $field_type,)*
            /// `x-` fields, and all other members that the specification does not name.
            pub extensions: crate::Extensions,
        }

        impl $type {
            $(crate::codec::object::setter! { [$($doc),*] $with, $field, $argument })*

            /// Adds an `x-` field.
            #[must_use]
            pub fn with_extension(mut self, key: impl Into<crate::Text>, value: impl Into<crate::Value>) -> Self {
                self.extensions.insert(key, value);
                self
            }
        }

        const _: () = {
            #[allow(non_camel_case_types)]
            enum Fixed { $($field),* }

            const FIELDS: &crate::codec::view::Fields = &crate::codec::view::Fields {
                what: crate::objects::kind::Kind::$type.what(),
                names: &[$($key),*],
                required: 0
                    $(| (crate::codec::object::is_required(|it: &$type| &it.$field) as u32) << Fixed::$field as u8)*,
                text: 0 $($(| crate::codec::object::$text(Fixed::$field as u8))?)*,
            };
            const _: () = assert!(FIELDS.names.len() <= crate::codec::layout::MOST_FIELDS);

            impl crate::codec::object::Object for $type {
                const FIELDS: &'static crate::codec::view::Fields = FIELDS;

                fn filled(&self) -> u32 {
                    0 $(| u32::from(!crate::codec::object::Field::is_absent(&self.$field)) << Fixed::$field as u8)*
                }

                fn show_field(&self, index: u8, to: crate::codec::view::Show<'_>) {
                    $(if index == Fixed::$field as u8 {
                        return crate::codec::part::Part::show(&self.$field, to);
                    })*
                }

                fn extensions(&self) -> &crate::Extensions {
                    &self.extensions
                }
            }

            impl crate::codec::part::Part for $type {
                const KIND: Option<crate::objects::kind::Kind> = Some(crate::objects::kind::Kind::$type);
                const KEEPS: bool = true;

                fn empty() -> Self {
                    Self {
                        $($field: crate::codec::part::Part::empty(),)*
                        extensions: crate::Extensions::empty(),
                    }
                }

                fn read(
                    &mut self,
                    source: &mut crate::codec::source::Source<'_>,
                ) -> Result<(), crate::codec::source::Mismatch> {
                    let members = crate::codec::object::read_members(FIELDS, source, &mut |index, source| {
                        $(if index == Fixed::$field as u8 {
                            return crate::codec::part::Part::read(&mut self.$field, source);
                        })*
                        Ok(())
                    })?;
                    members.finish(crate::codec::object::Object::filled(self), &mut self.extensions);
                    Ok(())
                }

                fn show(&self, to: crate::codec::view::Show<'_>) {
                    match self.extensions.instead() {
                        None => to(crate::codec::view::JsonView::Object(&crate::codec::view::AsDyn(self))),
                        Some(value) => to(crate::codec::view::JsonView::Value(value)),
                    }
                }

                crate::codec::object::object_methods! { |self, name, tokens| {
                    let field = FIELDS.named(&name, 0);
                    $(if field == Some(Fixed::$field as u8) {
                        return crate::codec::part::Part::at_pointer(&self.$field, tokens);
                    })*
                    None
                }; $($field in |place| place.member($key)),* }
            }
            crate::codec::part::serialize!($type);
            crate::codec::read::deserialize!($type);
        };
    };
}
pub(crate) use object;

/// The methods of a [`Part`] that all objects have alike.
macro_rules! object_methods {
    (|$self:ident, $name:ident, $tokens:ident| $lead:block; $($field:ident in |$place:ident| $inner:expr),*) => {
        fn keep(&mut self, value: crate::Value) {
            *self = Self::empty();
            self.extensions = crate::Extensions::of_instead(value);
        }

        fn at_pointer(&$self, $tokens: crate::codec::part::Tokens<'_>) -> Option<&dyn core::any::Any> {
            let Some($name) = $tokens.next() else {
                return Some($self);
            };
            // What did not fit a field stands here too.
            match $self.extensions.get(&$name) {
                Some(value) => crate::codec::part::Part::at_pointer(value, $tokens),
                None => $lead,
            }
        }

        fn visit<'a>(&'a self, place: &crate::codec::visit::Place<'_>, to: &mut dyn crate::codec::visit::Visit<'a>) {
            if self.extensions.instead().is_some() || place.depth() > crate::MAX_DEPTH {
                return;
            }
            let kind = const { Self::KIND.expect("every object has a kind") };
            if to.enter(kind, self, place) {
                $(crate::codec::part::Part::visit(&self.$field, &{ let $place = place; $inner }, to);)*
            }
            to.leave(kind, self, place);
        }

        fn visit_mut(&mut self, place: &crate::codec::visit::Place<'_>, to: &mut dyn crate::codec::visit::VisitMut) {
            if self.extensions.instead().is_some() || place.depth() > crate::MAX_DEPTH {
                return;
            }
            let kind = const { Self::KIND.expect("every object has a kind") };
            if to.enter(kind, self, place) {
                $(crate::codec::part::Part::visit_mut(&mut self.$field, &{ let $place = place; $inner }, to);)*
            }
            to.leave(kind, self, place);
        }
    };
}
pub(crate) use object_methods;

/// A `with_…` method, by the type of what it takes.
macro_rules! setter {
    ([$($doc:meta),*] $with:ident, $field:ident, (bool)) => {
        #[doc = concat!("Sets `", stringify!($field), "`:")]
        $(#[$doc])*
        #[must_use]
        pub fn $with(mut self, $field: bool) -> Self {
            crate::codec::object::Put::put(&mut self.$field, $field);
            self
        }
    };
    ([$($doc:meta),*] $with:ident, $field:ident, ($key:ty => $value:ty)) => {
        #[doc = concat!("Adds an entry to `", stringify!($field), "`:")]
        $(#[$doc])*
        #[must_use]
        pub fn $with(mut self, key: impl Into<$key>, value: impl Into<$value>) -> Self {
            crate::codec::object::Put::<($key, $value)>::put(&mut self.$field, (key.into(), value.into()));
            self
        }
    };
    ([$($doc:meta),*] $with:ident, $field:ident, [$item:ty]) => {
        #[doc = concat!("Adds an item to `", stringify!($field), "`:")]
        $(#[$doc])*
        #[must_use]
        pub fn $with(mut self, item: impl Into<$item>) -> Self {
            crate::codec::object::Put::<$item>::put(&mut self.$field, item.into());
            self
        }
    };
    ([$($doc:meta),*] $with:ident, $field:ident, ($value:ty)) => {
        #[doc = concat!("Sets `", stringify!($field), "`:")]
        $(#[$doc])*
        #[must_use]
        pub fn $with(mut self, $field: impl Into<$value>) -> Self {
            crate::codec::object::Put::<$value>::put(&mut self.$field, $field.into());
            self
        }
    };
}
pub(crate) use setter;

pub(crate) const fn text(field: u8) -> u32 {
    1 << field
}

/// The members of an object that has been read.
#[derive(Default)]
pub(crate) struct Read {
    notes: Notes,
    others: Map<Text, Value>,
    /// The fields that were there.
    seen: u32,
    /// The fields that were there and fit.
    met: u32,
    /// The required fields.
    required: u32,
    /// What stands there and is no object.
    instead: Option<Value>,
}

/// Reads a member by its name, or notes it among the others.
type SortMember<'m, 'a> = &'m mut dyn FnMut(&mut Read, &mut Source<'a>, &mut Cow<'a, str>) -> Result<(), Mismatch>;

impl Read {
    /// Keeps what the fields do not say; `filled` are those that are not empty now.
    pub(crate) fn finish(self, filled: u32, extensions: &mut Extensions) {
        *extensions = match self.instead {
            Some(value) => Extensions::of_instead(value),
            None => {
                let empty = self.met & !filled & !self.required;
                Extensions::new(self.others, self.notes.into_layout(empty, self.required & !self.met))
            }
        };
    }

    /// Reads a member that is not a field.
    fn other<'a>(&mut self, source: &mut Source<'a>, name: &mut Cow<'a, str>) -> Result<(), Mismatch> {
        if source.is_unexpected_reference(name) {
            return Err(Mismatch);
        }
        self.notes.slot(EXTENSION);
        let value = source.value()?;
        match self.others.insert(text::from_cow(mem::take(name)), value) {
            None => Ok(()),
            Some(_) => Err(Mismatch),
        }
    }

    /// Reads an object, or keeps what is none if that is kept.
    fn members<'a>(
        &mut self,
        what: &'static str,
        source: &mut Source<'a>,
        read_member: SortMember<'_, 'a>,
    ) -> Result<(), Mismatch> {
        match source.members(what, true, &mut |source, name| read_member(self, source, name)) {
            Err(mismatch) if mismatch.is_no_object && source.is_lenient() => {
                self.instead = Some(source.value()?);
                Ok(())
            }
            // There is nothing to be missing.
            Err(mismatch) if mismatch.is_no_object => {
                self.seen = u32::MAX;
                Err(Mismatch)
            }
            other => other.map_err(Mismatch::from),
        }
    }
}

/// The one reader for objects with *Fixed Fields*; nothing is dropped. `read_field` reads a field by its index.
pub(crate) fn read_members(
    fields: &'static Fields,
    source: &mut Source<'_>,
    read_field: &mut dyn FnMut(u8, &mut Source<'_>) -> Result<(), Mismatch>,
) -> Result<Read, Mismatch> {
    let mut read = Read { required: fields.required, ..Read::default() };
    let mut next = 0;
    let mut fit = read.members(fields.what, source, &mut |read, source, name| {
        let field = fields.named(name, next);
        let Some(field) = field.filter(|field| fields.text & (1 << field) == 0 || source.is_text()) else {
            return read.other(source, name);
        };
        if read.seen & (1 << field) != 0 {
            return Err(Mismatch);
        }
        read.seen |= 1 << field;
        next = field + 1;
        match read_field(field, source) {
            Ok(()) => {
                read.met |= 1 << field;
                read.notes.slot(field);
                Ok(())
            }
            Err(Mismatch) if source.is_lenient() => read.other(source, name),
            Err(Mismatch) => Err(Mismatch),
        }
    });
    if read.instead.is_none() {
        for (_, name) in fields.names.iter().enumerate().filter(|(at, _)| fields.required & !read.seen & (1 << at) != 0)
        {
            source.problem(|| (format!("{} with `{name}`", fields.what).into(), "none".into()));
            if !source.is_lenient() {
                fit = Err(Mismatch);
            }
        }
    }
    fit.map(|()| read)
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
    what: &'static str,
    source: &mut Source<'a>,
    sort: fn(&str) -> Patterned,
    read_entry: ReadMember<'_, 'a>,
) -> Result<Read, Mismatch> {
    let mut read = Read::default();
    read.members(what, source, &mut |read, source, name| {
        if source.is_unexpected_reference(name) {
            return Err(Mismatch);
        }
        match sort(name) {
            Patterned::Key => {
                read.notes.slot(KEYED);
                read_entry(source, name)
            }
            Patterned::Extension => read.other(source, name),
            Patterned::Neither(expected) => {
                source.problem(|| (expected.into(), format!("`{name}`").into()));
                if source.is_lenient() { read.other(source, name) } else { Err(Mismatch) }
            }
        }
    })?;
    Ok(read)
}

/// An object with *Patterned Fields*, whose members `sort` tells apart.
macro_rules! patterned {
    ($type:ident, $members:ident, $sort:expr) => {
        impl crate::codec::part::Part for $type {
            const KIND: Option<crate::objects::kind::Kind> = Some(crate::objects::kind::Kind::$type);
            const KEEPS: bool = true;

            fn empty() -> Self {
                Self { $members: crate::Map::new(), extensions: crate::Extensions::empty() }
            }

            fn read(
                &mut self,
                source: &mut crate::codec::source::Source<'_>,
            ) -> Result<(), crate::codec::source::Mismatch> {
                let members = &mut self.$members;
                let read = &mut |source: &mut _, name: &mut _| crate::codec::part::read_entry(members, source, name);
                let what = const { crate::objects::kind::Kind::$type.what() };
                crate::codec::object::read_patterned(what, source, $sort, read)?.finish(0, &mut self.extensions);
                self.$members.shrink_to_fit();
                Ok(())
            }

            fn show(&self, to: crate::codec::view::Show<'_>) {
                use crate::codec::view::{AsDyn, JsonView};
                match self.extensions.instead() {
                    None => to(JsonView::Patterned(&AsDyn(&self.$members), &self.extensions)),
                    Some(value) => to(JsonView::Value(value)),
                }
            }

            crate::codec::object::object_methods! { |self, name, tokens| {
                crate::codec::part::Part::at_pointer(crate::codec::part::Key::get(&self.$members, &name)?, tokens)
            }; $members in |place| *place }
        }
        crate::codec::part::serialize!($type);
        crate::codec::read::deserialize!($type);

        impl $type {
            /// Adds an `x-` field.
            #[must_use]
            pub fn with_extension(mut self, key: impl Into<crate::Text>, value: impl Into<crate::Value>) -> Self {
                self.extensions.insert(key, value);
                self
            }
        }
    };
}
pub(crate) use patterned;

/// Reads and writes an enumeration whose values are words.
macro_rules! words {
    ($type:ident, $what:literal, { $first:literal => $absent:ident $(, $word:literal => $variant:ident)* $(,)? }) => {
        impl $type {
            /// Every value, in the order of the specification.
            pub const ALL: &'static [Self] = &[Self::$absent, $(Self::$variant),*];

            /// Returns the word as a document has it.
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

        impl crate::codec::part::Part for $type {
            fn empty() -> Self {
                Self::$absent
            }

            fn read(
                &mut self,
                source: &mut crate::codec::source::Source<'_>,
            ) -> Result<(), crate::codec::source::Mismatch> {
                *self = Self::ALL[source.word($what, &[$first, $($word),*])?];
                Ok(())
            }

            fn show(&self, to: crate::codec::view::Show<'_>) {
                to(crate::codec::view::JsonView::Text(self.as_str()));
            }

            fn at_pointer(&self, tokens: crate::codec::part::Tokens<'_>) -> Option<&dyn core::any::Any> {
                crate::codec::part::end(self, tokens)
            }
        }
        crate::codec::part::serialize!($type);
        crate::codec::read::deserialize!($type);

        impl crate::codec::object::Field for $type {
            const REQUIRED: bool = true;

            fn is_absent(&self) -> bool {
                matches!(self, Self::$absent)
            }
        }
    };
}
pub(crate) use words;
