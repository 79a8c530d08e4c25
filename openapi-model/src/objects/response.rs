//! Response and Responses.

use crate::codec::object::{Patterned, fixed_fields, optional_when_empty, patterned};
use crate::{Extensions, Header, Link, Map, MediaType, RefOr, StatusKey, Text, Value};

/// A single response from an operation.
///
/// OAS 3.2 [Response Object](https://spec.openapis.org/oas/v3.2.0#response-object).
///
/// ```
/// # use openapi_model::{MediaType, Response, Schema};
/// let not_found = Response::new("Item not found")
///     .with_content("application/json", MediaType::of(Schema::reference("Message")));
/// let text = serde_json::to_string(&not_found)?;
/// assert_eq!(serde_json::from_str::<Response>(&text)?, not_found);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Response {
    /// In a few words. Since OAS 3.2.
    pub summary: Option<Text>,
    /// At length, in CommonMark. Required before OAS 3.2.
    pub description: Option<Text>,
    /// By header name, compared without case; `Content-Type` is ignored by readers.
    pub headers: Map<Text, RefOr<Header>>,
    /// By media type key: `application/json`, `image/*` …
    pub content: Map<Text, RefOr<MediaType>>,
    /// By a name of the author's choice.
    pub links: Map<Text, RefOr<Link>>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(Response, "a Response Object", {
    "summary" => summary,
    "description" => description,
    "headers" => headers,
    "content" => content,
    "links" => links,
});

impl Response {
    /// A response with a description and no body.
    pub fn new(description: impl Into<Text>) -> Self {
        Self { description: Some(description.into()), ..Self::default() }
    }

    /// With a body of this media type.
    #[must_use]
    pub fn with_content(mut self, media_type_key: impl Into<Text>, media_type: MediaType) -> Self {
        self.content.insert(media_type_key.into(), RefOr::Item(media_type));
        self
    }

    /// With a header.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<Text>, header: Header) -> Self {
        self.headers.insert(name.into(), RefOr::Item(header));
        self
    }

    /// With an `x-` field.
    #[must_use]
    pub fn with_extension(mut self, key: impl Into<Text>, value: impl Into<Value>) -> Self {
        self.extensions.insert(key, value);
        self
    }
}

/// The responses of an operation by status key, in order.
///
/// OAS 3.2 [Responses Object](https://spec.openapis.org/oas/v3.2.0#responses-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Responses {
    /// By status key.
    pub by_status: Map<StatusKey, RefOr<Response>>,
    /// `x-` fields.
    pub extensions: Extensions,
}

impl Responses {
    /// The response under a key.
    pub fn get(&self, key: StatusKey) -> Option<&RefOr<Response>> {
        self.by_status.get(&key)
    }

    /// Whether there is no response and no extension.
    pub fn is_empty(&self) -> bool {
        self.by_status.is_empty() && self.extensions.is_empty()
    }

    /// With a response under a key.
    #[must_use]
    pub fn with(mut self, key: impl Into<StatusKey>, response: impl Into<RefOr<Response>>) -> Self {
        self.by_status.insert(key.into(), response.into());
        self
    }
}

fn sort(key: &str) -> Patterned {
    match StatusKey::of(key) {
        Some(_) => Patterned::Key,
        None if key.starts_with("x-") => Patterned::Extension,
        None => Patterned::Neither("a status code, a range `1XX` to `5XX`, or `default`"),
    }
}

patterned!(Responses, "a Responses Object", by_status, sort);
optional_when_empty!(Responses, |it| it.by_status.is_empty());

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn members_stand_where_they_stood() {
        let text = r#"{"x-a":1,"content":{},"foo":[],"description":"d"}"#;
        let response: Response = serde_json::from_str(text).unwrap();
        assert_eq!(response.extensions["foo"], Value::Array(Default::default()));
        assert_eq!(serde_json::to_string(&response).unwrap(), text);
    }

    #[test]
    fn a_key_that_is_no_status_is_an_error_that_names_it() {
        let error = serde_json::from_str::<Responses>(r#"{"40O":{},"4xx":{"description":1},"200":{"description":2}}"#);
        assert_eq!(
            error.unwrap_err().to_string(),
            "expected a status code, a range `1XX` to `5XX`, or `default` at /40O, found `40O`; \
             expected a status code, a range `1XX` to `5XX`, or `default` at /4xx, found `4xx`; \
             expected a string at /200/description, found a number"
        );
    }

    #[test]
    fn what_says_nothing_is_kept_where_it_was_written() {
        let text = r#"{"openapi":"3.1.0","components":{"schemas":{}},"info":{"title":"","version":""},"tags":[]}"#;
        let document = crate::OpenApi::from_json(text).unwrap();
        assert_eq!(serde_json::to_string(&document).unwrap(), text);
        let mut operation: crate::Operation = serde_json::from_str(r#"{"responses":{},"deprecated":true}"#).unwrap();
        operation.deprecated = false;
        assert_eq!(serde_json::to_string(&operation).unwrap(), r#"{"responses":{}}"#);
    }

    #[test]
    fn extensions_between_keys_keep_their_place() {
        let text = r#"{"x-a":1,"200":{"description":"d"},"x-b":2,"default":{"description":"e"}}"#;
        let responses: Responses = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&responses).unwrap(), text);
    }
}
