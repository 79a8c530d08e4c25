//! Reading a document's text.

use alloc::format;
use alloc::string::ToString;

use crate::read::{FromValue, ReadError};
use crate::{OpenApi, Value, json_text};

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
    pub fn from_json(text: &str) -> Result<Self, ReadError> {
        from_json(text)
    }
}

/// Reads any object of the model from JSON text, as [`OpenApi::from_json`] does.
///
/// # Errors
/// As [`OpenApi::from_json`].
pub fn from_json<T: FromValue>(text: &str) -> Result<T, ReadError> {
    let value: Value = serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
    T::from_value(value).map_err(|error| error.located(|tokens| json_text::locate(text, tokens)))
}

fn not_json(text: &str, error: &serde_json::Error) -> ReadError {
    let (tokens, position) = json_text::tokens_at(text, error.line(), error.column());
    let sentence = error.to_string();
    let sentence = sentence.split(&format!(" at line {} column", error.line())).next().unwrap_or_default();
    let read = match sentence.strip_prefix("expected ").and_then(|sentence| sentence.split_once(", found ")) {
        Some((expected, found)) => ReadError::new(expected.to_string(), found.to_string()),
        None => ReadError::new("JSON", format!("broken text ({sentence})")),
    };
    tokens.into_iter().rev().fold(read, ReadError::under).located(|_| position)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

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
            "expected each member once at /paths/~1a/get, found `get` twice (line 2, column 5)"
        );
        assert_eq!(
            refusal("{\"info\": {\"title\": tru}}"),
            "expected JSON at /info/title, found broken text (expected ident) (line 1, column 23)"
        );
        assert_eq!(
            refusal(""),
            "expected JSON at the top, found broken text (EOF while parsing a value) (line 1, column 1)"
        );
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
