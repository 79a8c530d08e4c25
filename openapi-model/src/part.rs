//! Going from a part of a document to the parts in it, by the tokens of a JSON Pointer.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::any::Any;
use core::hash::Hash;

use crate::{Map, RefOr, Reference, Schema, StatusKey, Text, Value, value};

/// Something a JSON Pointer can lead to or through.
pub(crate) trait Part {
    /// What a token leads to.
    fn part(&self, token: &str) -> Option<&dyn Part>;

    /// Itself, to ask for its type.
    fn any(&self) -> &dyn Any;

    /// Itself, or nothing if it stands for an absent member.
    fn present(&self) -> Option<&dyn Part>;
}

/// The two methods that are the same for everything that is never absent.
macro_rules! always_present {
    () => {
        fn any(&self) -> &dyn core::any::Any {
            self
        }

        fn present(&self) -> Option<&dyn crate::part::Part> {
            Some(self)
        }
    };
}
pub(crate) use always_present;

/// Parts that have no parts.
macro_rules! leaf {
    ($($type:ty),*) => {
        $(impl crate::part::Part for $type {
            fn part(&self, _: &str) -> Option<&dyn crate::part::Part> {
                None
            }

            crate::part::always_present!();
        })*
    };
}
pub(crate) use leaf;

leaf!(bool, Text);

impl Part for Value {
    fn part(&self, token: &str) -> Option<&dyn Part> {
        match self {
            Value::Object(members) => members.get(token).map(|member| member as &dyn Part),
            Value::Array(items) => items.get(value::array_index(token)?).map(|item| item as &dyn Part),
            _ => None,
        }
    }

    always_present!();
}

impl Part for Schema {
    fn part(&self, token: &str) -> Option<&dyn Part> {
        self.as_value().part(token)
    }

    always_present!();
}

impl<T: Part> Part for Option<T> {
    fn part(&self, token: &str) -> Option<&dyn Part> {
        self.as_ref()?.part(token)
    }

    fn any(&self) -> &dyn Any {
        self.as_ref().map_or(&(), T::any)
    }

    fn present(&self) -> Option<&dyn Part> {
        self.as_ref()?.present()
    }
}

impl<T: Part> Part for Box<T> {
    fn part(&self, token: &str) -> Option<&dyn Part> {
        T::part(self, token)
    }

    fn any(&self) -> &dyn Any {
        T::any(self)
    }

    fn present(&self) -> Option<&dyn Part> {
        T::present(self)
    }
}

impl<T: Part + 'static> Part for RefOr<T> {
    fn part(&self, token: &str) -> Option<&dyn Part> {
        match self {
            RefOr::Ref(reference) => Reference::part(reference, token),
            RefOr::Item(item) => item.part(token),
        }
    }

    always_present!();
}

impl<T: Part + 'static> Part for Vec<T> {
    fn part(&self, token: &str) -> Option<&dyn Part> {
        self.get(value::array_index(token)?)?.present()
    }

    always_present!();
}

impl<K: PartKey, T: Part + 'static> Part for Map<K, T> {
    fn part(&self, token: &str) -> Option<&dyn Part> {
        K::get(self, token)?.present()
    }

    always_present!();
}

/// A map's key that is a token.
pub(crate) trait PartKey: Hash + Eq + Sized + 'static {
    fn get<'a, T>(map: &'a Map<Self, T>, token: &str) -> Option<&'a T>;
}

impl PartKey for Text {
    fn get<'a, T>(map: &'a Map<Self, T>, token: &str) -> Option<&'a T> {
        map.get(token)
    }
}

impl PartKey for StatusKey {
    fn get<'a, T>(map: &'a Map<Self, T>, token: &str) -> Option<&'a T> {
        map.get(&StatusKey::of(token)?)
    }
}

/// An object with *Patterned Fields*, or one whose only field is its map.
macro_rules! keyed_part {
    ($type:ident, $members:ident $(, $extensions:ident)?) => {
        impl crate::part::Part for $type {
            fn part(&self, token: &str) -> Option<&dyn crate::part::Part> {
                let member = self.$members.part(token);
                $(let member = member.or_else(|| self.$extensions.get(token)?.present());)?
                member
            }

            crate::part::always_present!();
        }
    };
}
pub(crate) use keyed_part;
