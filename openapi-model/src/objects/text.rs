//! Reading and writing a document's text.

use alloc::string::String;

use crate::codec::error::ReadError;
use crate::codec::json_text;
use crate::codec::read::{self, Lenient};
use crate::objects::document::OpenApi;

impl OpenApi {
    /// Reads a JSON document.
    ///
    /// ```
    /// # use openapi_model::OpenApi;
    /// let text = r#"{"openapi": "3.1.0", "info": {"title": "Items"}, "paths": {"/items": {"get": "all"}}}"#;
    /// assert_eq!(OpenApi::from_json(text).unwrap_err().to_string(),
    ///     "expected an Info Object with `version` at /info, found none (line 1, column 30); \
    ///      expected an Operation Object at /paths/~1items/get, found a string (line 1, column 78)");
    /// ```
    ///
    /// # Errors
    /// Everything that does not fit, each with its JSON Pointer, line and column; or where the text is not JSON,
    /// names a member twice, or is nested deeper than [`MAX_DEPTH`](crate::MAX_DEPTH).
    #[inline]
    pub fn from_json(text: &str) -> Result<Self, ReadError> {
        read::from_json(text)
    }

    /// Reads any JSON object as a document: what does not fit is kept in its place, and told.
    ///
    /// For editors, linters and all who must show what is wrong. Writing such a document gives its source back.
    ///
    /// ```
    /// # use openapi_model::OpenApi;
    /// let text = r#"{"openapi":"3.1.0","info":{"title":"Items","version":1.0},"paths":{"/items":{"get":"all"}}}"#;
    /// let read = OpenApi::from_json_lenient(text)?;
    /// assert_eq!(read.problems[0].to_string(),
    ///     "expected a string at /info/version, found a number (line 1, column 54)");
    /// assert_eq!(read.problems[1].to_string(),
    ///     "expected an Operation Object at /paths/~1items/get, found a string (line 1, column 84)");
    /// assert_eq!(read.object.info.title, "Items");
    /// assert_eq!(read.object.to_json(), text);
    /// # Ok::<(), openapi_model::ReadError>(())
    /// ```
    ///
    /// # Errors
    /// If the text is not JSON, is not an object, or is nested deeper than [`MAX_DEPTH`](crate::MAX_DEPTH). A member that comes
    /// twice is told, and the last one kept, as JSON's readers mostly do.
    pub fn from_json_lenient(text: &str) -> Result<Lenient<Self>, ReadError> {
        read::from_json_lenient(text)
    }

    /// Writes the document as compact JSON, numbers digit for digit.
    pub fn to_json(&self) -> String {
        json_text::write(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};

    fn refusal(text: &str) -> String {
        OpenApi::from_json(text).unwrap_err().to_string()
    }

    #[test]
    fn every_refusal_names_its_place() {
        assert_eq!(
            refusal("{\"openapi\": \"3.1.0\",\n \"info\": {\"title\": \"a\", \"version\": 1}}"),
            "expected a string at /info/version, found a number (line 2, column 36)"
        );
        assert_eq!(
            refusal("{\"paths\": {\"/a\": {\"get\": 1,\n\"get\": 2}}}"),
            "expected each member once at /paths/~1a/get, found `get` twice (line 2, column 1)"
        );
        assert_eq!(
            refusal("{\"info\": {\"title\": tru}}"),
            "expected a value at /info/title, found `t` (line 1, column 20)"
        );
        assert_eq!(
            refusal("{\"info\": {\"title\": \"a\nb\"}}"),
            "expected a string whose control characters are escaped at /info/title, found `\\n` (line 1, column 22)"
        );
        assert_eq!(
            refusal("{\"paths\": {}"),
            "expected `,` or `}` at /paths, found the end of the text (line 1, column 13)"
        );
        assert_eq!(refusal(""), "expected a value at the top, found the end of the text (line 1, column 1)");
        assert_eq!(refusal("{\"info\": 01}"), "expected a number of JSON at /info, found `01` (line 1, column 10)");
    }

    #[test]
    fn deep_text_is_refused_where_it_is_too_deep() {
        let text = String::from("{\"x-deep\": ") + &"[".repeat(10_000);
        let error = OpenApi::from_json(&text).unwrap_err();
        let sentence = error.to_string();
        assert!(sentence.starts_with("expected at most 120 levels of nesting at /x-deep/0/0/"), "{sentence}");
        assert!(sentence.ends_with("found more (line 1, column 131)"), "{sentence}");
    }
}
