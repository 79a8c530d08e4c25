//! Response and Responses.

use crate::codec::object::{Patterned, object, object_field, patterned};
use crate::{Extensions, Header, Link, Map, MediaType, RefOr, StatusKey, Text};

object! {
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
    pub struct Response {
        /// In a few words. Since OAS 3.2.
        "summary" => pub summary: Option<Text>, with_summary(Text);
        /// At length, in CommonMark. Required before OAS 3.2.
        "description" => pub description: Option<Text>, with_description(Text);
        /// By header name, compared without case; `Content-Type` is ignored by readers.
        "headers" => pub headers: Map<Text, RefOr<Header>>, with_header(Text => RefOr<Header>);
        /// By media type key: `application/json`, `image/*` …
        "content" => pub content: Map<Text, RefOr<MediaType>>, with_content(Text => RefOr<MediaType>);
        /// By a name of the author's choice.
        "links" => pub links: Map<Text, RefOr<Link>>, with_link(Text => RefOr<Link>);
    }
}

impl Response {
    /// A response with a description and no body.
    pub fn new(description: impl Into<Text>) -> Self {
        Self { description: Some(description.into()), ..Self::default() }
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

patterned!(Responses, by_status, sort);
object_field!(Responses, required: false, |it| it.by_status.is_empty());

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Value;
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
