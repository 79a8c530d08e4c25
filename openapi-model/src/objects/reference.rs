//! The Reference Object, and `RefOr<T>`.

use alloc::format;
use core::any::Any;
use core::mem;

use serde::ser::{Serialize, Serializer};

use crate::codec::object::object;
use crate::codec::part::{Part, Tokens};
use crate::codec::source::{Mismatch, Source};
use crate::codec::view::Show;
use crate::codec::visit::{Place, Visit, VisitMut};
use crate::json::pointer;
use crate::objects::kind::Kind;
use crate::{FromValue, Text, Value};

object! {
    /// Points to an object that stands elsewhere.
    ///
    /// `$ref` wins over everything beside it; what stands beside it is kept in `extensions`.
    ///
    /// OAS 3.2 [Reference Object](https://spec.openapis.org/oas/v3.2.0#reference-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Reference {
        /// `$ref`: a URI reference, mostly `#/components/…`.
        "$ref" => pub target: Text, with_target(Text);
        /// Overrides the summary of what it points to. Since OAS 3.1.
        "summary" if text => pub summary: Option<Text>, with_summary(Text);
        /// Overrides the description of what it points to. Since OAS 3.1.
        "description" if text => pub description: Option<Text>, with_description(Text);
    }
}

impl Reference {
    /// A reference to a URI.
    pub fn new(target: impl Into<Text>) -> Self {
        Self { target: target.into(), ..Self::default() }
    }

    /// A reference into the document's own components: `kind` is `schemas`, `responses` …
    pub fn component(kind: &str, name: &str) -> Self {
        let mut target = format!("#/components/{kind}");
        pointer::push(&mut target, name);
        Self::new(target)
    }
}

/// An object, or a [`Reference`] to one.
///
/// Reading looks for `$ref` and then commits to one of the two, so that an error is that one's own.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::exhaustive_enums, reason = "there is no third way")]
pub enum RefOr<T> {
    /// It stands elsewhere.
    Ref(Reference),
    /// It stands here.
    Item(T),
}

impl<T> RefOr<T> {
    /// The object, if it stands here.
    pub fn item(&self) -> Option<&T> {
        match self {
            RefOr::Item(item) => Some(item),
            RefOr::Ref(_) => None,
        }
    }

    /// The object, to be changed, if it stands here.
    pub fn item_mut(&mut self) -> Option<&mut T> {
        match self {
            RefOr::Item(item) => Some(item),
            RefOr::Ref(_) => None,
        }
    }

    /// The reference, if it is one.
    pub fn reference(&self) -> Option<&Reference> {
        match self {
            RefOr::Ref(reference) => Some(reference),
            RefOr::Item(_) => None,
        }
    }
}

impl<T> From<T> for RefOr<T> {
    fn from(item: T) -> Self {
        RefOr::Item(item)
    }
}

impl<T: Part> Part for RefOr<T> {
    const KIND: Option<Kind> = T::KIND;
    const KEEPS: bool = T::KEEPS;

    fn empty() -> Self {
        RefOr::Item(T::empty())
    }

    /// Commits to one of the two. An object of a text that turns out to have a `$ref` behind other members is a mismatch.
    fn read(&mut self, source: &mut Source<'_>) -> Result<(), Mismatch> {
        match source.is_reference() {
            Ok(false) => {}
            // An empty item owns nothing; to forget it does without the code that drops one.
            Ok(true) => mem::forget(mem::replace(self, RefOr::Ref(Reference::empty()))),
            Err(Mismatch) if source.is_lenient() && T::KEEPS => {
                self.keep(source.value()?);
                return Ok(());
            }
            Err(Mismatch) => return Err(Mismatch),
        }
        match self {
            RefOr::Ref(reference) => reference.read(source),
            RefOr::Item(item) => item.read(source),
        }
    }

    fn keep(&mut self, value: Value) {
        let mut item = T::empty();
        item.keep(value);
        *self = RefOr::Item(item);
    }

    fn show(&self, to: Show<'_>) {
        match self {
            RefOr::Ref(reference) => reference.show(to),
            RefOr::Item(item) => item.show(to),
        }
    }

    fn at_pointer(&self, tokens: Tokens<'_>) -> Option<&dyn Any> {
        let mut tokens = tokens.peekable();
        match self {
            _ if tokens.peek().is_none() => Some(self),
            RefOr::Ref(reference) => reference.at_pointer(&mut tokens),
            RefOr::Item(item) => item.at_pointer(&mut tokens),
        }
    }

    fn visit<'a>(&'a self, place: &Place<'_>, to: &mut dyn Visit<'a>) {
        match (self, T::KIND) {
            (RefOr::Ref(reference), Some(kind)) => to.reference(kind, reference, place),
            (RefOr::Ref(_), None) => {}
            (RefOr::Item(item), _) => item.visit(place, to),
        }
    }

    fn visit_mut(&mut self, place: &Place<'_>, to: &mut dyn VisitMut) {
        match (self, T::KIND) {
            (RefOr::Ref(reference), Some(kind)) => to.reference(kind, reference, place),
            (RefOr::Ref(_), None) => {}
            (RefOr::Item(item), _) => item.visit_mut(place, to),
        }
    }
}

impl<T: Serialize> Serialize for RefOr<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            RefOr::Ref(reference) => reference.serialize(serializer),
            RefOr::Item(item) => item.serialize(serializer),
        }
    }
}

impl<'de, T> serde::Deserialize<'de> for RefOr<T>
where
    Self: FromValue,
{
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <Value as serde::Deserialize>::deserialize(deserializer)?;
        Self::from_value(value).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use crate::{RefOr, Response};
    use alloc::string::ToString;

    #[test]
    fn whatever_stands_beside_a_reference_stays_there() {
        let text = r##"{"description":null,"$ref":"#/a","summary":"s","get":[1]}"##;
        let reference: RefOr<Response> = serde_json::from_str(text).unwrap();
        assert_eq!(reference.reference().unwrap().summary.as_deref(), Some("s"));
        assert_eq!(serde_json::to_string(&reference).unwrap(), text);
    }

    #[test]
    fn the_error_is_the_branch_s_own() {
        let error = serde_json::from_str::<RefOr<Response>>(r#"{"content": []}"#).unwrap_err();
        assert_eq!(error.to_string(), "expected an object at /content, found an array");
        let error = serde_json::from_str::<RefOr<Response>>(r#"{"$ref": 1}"#).unwrap_err();
        assert_eq!(error.to_string(), "expected a string at /$ref, found a number");
        let error = serde_json::from_str::<RefOr<Response>>(r#""text""#).unwrap_err();
        assert_eq!(error.to_string(), "expected an object or `$ref` at the top, found a string");
    }
}
