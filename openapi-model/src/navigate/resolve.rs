//! Borrowing what a local `$ref` points to.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::Any;
use core::fmt;

use percent_encoding::percent_decode_str;

use crate::codec::part::Part;
use crate::json::pointer;
use crate::{
    Callback, Example, Header, Link, MediaType, OpenApi, Parameter, PathItem, RefOr, RequestBody, Response, Schema,
    SecurityScheme, Text, Value,
};

/// How many references may lead to one another before an object stands at the end.
pub const MAX_HOPS: usize = 64;

/// An object that a Reference Object can point to.
///
/// Implemented for every object that stands in a [`RefOr`]; not to be implemented elsewhere.
#[allow(private_bounds, reason = "sealed")]
pub trait Referable: Part {
    /// What it is, for a sentence: `a Response Object` …
    const WHAT: &'static str = match Self::KIND {
        Some(kind) => kind.what(),
        None => "an object",
    };
}

macro_rules! referable {
    ($($type:ty),* $(,)?) => {
        $(impl Referable for $type {})*
    };
}

referable!(Callback, Example, Header, Link, MediaType, Parameter, RequestBody, Response, SecurityScheme);

impl OpenApi {
    /// The object itself, or what its `$ref` points to, through as many references as there are.
    ///
    /// A local reference is `#` and a JSON Pointer, to a component or to any other place where such an object stands;
    /// the document's own `$self` may precede it.
    ///
    /// ```
    /// # use openapi_model::{OpenApi, RefOr, Reference, Response};
    /// let document = OpenApi::from_json(r##"{
    ///     "openapi": "3.1.0", "info": {"title": "Items", "version": "1"},
    ///     "components": {"responses": {
    ///         "Missing": {"description": "not here"},
    ///         "A": {"$ref": "#/components/responses/B"},
    ///         "B": {"$ref": "#/components/responses/A"}
    ///     }}
    /// }"##)?;
    /// let missing: RefOr<Response> = RefOr::Ref(Reference::component("responses", "Missing"));
    /// assert_eq!(document.resolve(&missing).unwrap().description.as_deref(), Some("not here"));
    ///
    /// let circle: RefOr<Response> = RefOr::Ref(Reference::component("responses", "A"));
    /// assert_eq!(document.resolve(&circle).unwrap_err().to_string(),
    ///     "expected a Response Object at the end of `#/components/responses/A` → `#/components/responses/B` → \
    ///      `#/components/responses/A`, found a circle");
    /// # Ok::<(), openapi_model::ReadError>(())
    /// ```
    ///
    /// # Errors
    /// If a reference leads out of the document, to nothing, to another kind of object, in a circle, or through more
    /// than [`MAX_HOPS`] others.
    pub fn resolve<'a, T: Referable>(&'a self, item: &'a RefOr<T>) -> Result<&'a T, ResolveError> {
        let mut chain = Chain::new(T::WHAT);
        let mut item = item;
        loop {
            let reference = match item {
                RefOr::Item(item) => return Ok(item),
                RefOr::Ref(reference) => reference,
            };
            let part = chain.follow(self, &reference.target)?;
            match (part.downcast_ref::<RefOr<T>>(), part.downcast_ref::<T>()) {
                (Some(next), _) => item = next,
                (None, Some(item)) => return Ok(item),
                (None, None) => return Err(chain.error("another kind of object")),
            }
        }
    }

    /// The path item itself, or the one its `$ref` points to, through as many references as there are.
    ///
    /// What stands beside `$ref` is not looked at.
    ///
    /// # Errors
    /// As [`resolve`](OpenApi::resolve).
    pub fn resolve_path_item<'a>(&'a self, item: &'a PathItem) -> Result<&'a PathItem, ResolveError> {
        let mut chain = Chain::new("a Path Item Object");
        let mut item = item;
        while let Some(target) = &item.reference {
            let part = chain.follow(self, target)?;
            item = part.downcast_ref().ok_or_else(|| chain.error("another kind of object"))?;
        }
        Ok(item)
    }

    /// The schema's JSON, or that which its `$ref` points to, through as many references as there are.
    ///
    /// Keywords beside `$ref` are not looked at, and `$id` and `$anchor` name nothing here.
    ///
    /// # Errors
    /// As [`resolve`](OpenApi::resolve).
    pub fn resolve_schema<'a>(&'a self, schema: &'a Schema) -> Result<&'a Value, ResolveError> {
        let mut chain = Chain::new("a schema");
        let mut schema = schema.as_value();
        while let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            let part = chain.follow(self, target)?;
            schema = match (part.downcast_ref::<Schema>(), part.downcast_ref::<Value>()) {
                (Some(schema), _) => schema.as_value(),
                (None, Some(value @ (Value::Object(_) | Value::Bool(_)))) => value,
                _ => return Err(chain.error("something else")),
            };
        }
        Ok(schema)
    }

    /// What a JSON Pointer leads to, if it is a `T` of this crate.
    ///
    /// ```
    /// # use openapi_model::{Info, OpenApi, Text, Value};
    /// let text = r#"{"openapi":"3.1.0","info":{"title":"Items","version":"1","x-a":[true]}}"#;
    /// let document = OpenApi::from_json(text)?;
    /// assert_eq!(document.at::<Info>("/info").unwrap().title, "Items");
    /// assert_eq!(document.at::<Value>("/info/x-a/0"), Some(&Value::Bool(true)));
    /// assert_eq!(document.at::<Info>("/info/title"), None);
    /// # Ok::<(), openapi_model::ReadError>(())
    /// ```
    pub fn at<T: Any>(&self, pointer: &str) -> Option<&T> {
        self.part_at(pointer)?.downcast_ref()
    }

    pub(crate) fn part_at(&self, pointer: &str) -> Option<&dyn Any> {
        self.at_pointer(&mut pointer::tokens(pointer)?)
    }
}

/// The references followed so far, and what is looked for.
struct Chain {
    expected: &'static str,
    targets: Vec<Text>,
}

impl Chain {
    fn new(expected: &'static str) -> Self {
        Self { expected, targets: Vec::new() }
    }

    fn follow<'a>(&mut self, document: &'a OpenApi, target: &str) -> Result<&'a dyn Any, ResolveError> {
        let seen = self.targets.iter().any(|before| before == target);
        self.targets.push(Text::Owned(target.to_owned()));
        if seen {
            return Err(self.error("a circle"));
        }
        if self.targets.len() > MAX_HOPS {
            return Err(self.error("more references than are followed"));
        }
        let pointer = local_pointer(document, target).ok_or_else(|| self.error("a reference out of the document"))?;
        document.part_at(&pointer).ok_or_else(|| self.error("nothing"))
    }

    fn error(&self, found: &'static str) -> ResolveError {
        ResolveError { expected: self.expected, chain: self.targets.clone(), found }
    }
}

/// The JSON Pointer in a reference to this document.
pub(crate) fn local_pointer(document: &OpenApi, target: &str) -> Option<String> {
    let (uri, fragment) = target.split_once('#')?;
    if !uri.is_empty() && document.self_uri.as_deref() != Some(uri) {
        return None;
    }
    Some(percent_decode_str(fragment).decode_utf8().ok()?.into_owned())
}

/// Why a reference could not be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolveError {
    expected: &'static str,
    chain: Vec<Text>,
    found: &'static str,
}

impl ResolveError {
    /// The references that were followed, in order; never empty.
    pub fn chain(&self) -> &[Text] {
        &self.chain
    }
}

impl fmt::Display for ResolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} at the end of ", self.expected)?;
        for (index, target) in self.chain.iter().enumerate() {
            write!(f, "{}`{target}`", if index == 0 { "" } else { " → " })?;
        }
        write!(f, ", found {}", self.found)
    }
}

impl core::error::Error for ResolveError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Operation, Reference};
    use alloc::format;
    use alloc::string::ToString;

    const TEXT: &str = r##"{
        "openapi": "3.2.0", "$self": "https://example.com/api.json", "info": {"title": "t", "version": "1"},
        "paths": {
            "/a b": {"get": {"responses": {"404": {"description": "inline"}, "4XX": {"$ref": "#/components/responses/A"}}}},
            "/c": {"$ref": "#/components/pathItems/P"}
        },
        "components": {
            "schemas": {
                "S": {"$ref": "#/components/schemas/T/properties/u"},
                "T": {"properties": {"u": {"type": "string"}, "v": {"$ref": "#/components/schemas/T/properties/v"}}}
            },
            "responses": {"A": {"$ref": "https://example.com/api.json#/paths/~1a%20b/get/responses/404"}},
            "headers": {"H": {"description": "h"}},
            "pathItems": {"P": {"get": {"operationId": "p"}}}
        }
    }"##;

    fn refusal(document: &OpenApi, target: &str) -> String {
        let item: RefOr<Response> = RefOr::Ref(Reference::new(target.to_owned()));
        document.resolve(&item).unwrap_err().to_string()
    }

    #[test]
    fn references_lead_through_the_whole_document() {
        let document = OpenApi::from_json(TEXT).unwrap();
        let range: &RefOr<Response> = document.at("/paths/~1a b/get/responses/4XX").unwrap();
        assert_eq!(document.resolve(range).unwrap().description.as_deref(), Some("inline"));
        let item: &PathItem = document.at("/paths/~1c").unwrap();
        let item = document.resolve_path_item(item).unwrap();
        assert_eq!(item.get.as_ref().unwrap().operation_id.as_deref(), Some("p"));
        assert!(document.at::<Operation>("/paths/~1a b/get").is_some());
        let schema: &Schema = document.at("/components/schemas/S").unwrap();
        assert_eq!(document.resolve_schema(schema).unwrap()["type"].as_str(), Some("string"));
    }

    #[test]
    fn a_reference_that_cannot_be_followed_says_why() {
        let document = OpenApi::from_json(TEXT).unwrap();
        assert_eq!(
            refusal(&document, "other.json#/a"),
            "expected a Response Object at the end of `other.json#/a`, found a reference out of the document"
        );
        assert_eq!(
            refusal(&document, "#/components/responses/B"),
            "expected a Response Object at the end of `#/components/responses/B`, found nothing"
        );
        assert_eq!(
            refusal(&document, "#/components/headers/H"),
            "expected a Response Object at the end of `#/components/headers/H`, found another kind of object"
        );
        let schema = Schema::new([("$ref", Value::from("#/components/schemas/T/properties/v"))].into());
        assert!(document.resolve_schema(&schema).unwrap_err().to_string().ends_with("found a circle"));
    }

    #[test]
    fn a_long_chain_ends() {
        let mut document = OpenApi::from_json(TEXT).unwrap();
        for index in 0..=MAX_HOPS {
            let next = Reference::component("responses", &format!("N{}", index + 1));
            document.components.responses.insert(format!("N{index}").into(), RefOr::Ref(next));
        }
        assert!(refusal(&document, "#/components/responses/N0").ends_with("found more references than are followed"));
    }
}
