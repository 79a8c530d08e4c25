//! `Text`: a string that costs nothing when it is a literal.

use alloc::borrow::Cow;
use alloc::string::String;

/// A string of a document: borrowed when it is a literal of the program, owned otherwise.
///
/// ```
/// # use openapi_model::Text;
/// let literal: Text = "application/json".into();
/// let made: Text = format!("item {}", 1).into();
/// # assert!(matches!(literal, Text::Borrowed(_)) && matches!(made, Text::Owned(_)));
/// ```
pub type Text = Cow<'static, str>;

/// Words that nearly every document repeats: reading one allocates nothing.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "$ref", "$schema", "$defs", "$id", "$comment", "$anchor",
    "type", "format", "title", "description", "properties", "required", "items", "enum", "default", "example", "examples",
    "nullable", "readOnly", "writeOnly", "deprecated", "additionalProperties", "allOf", "anyOf", "oneOf", "not", "const",
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "discriminator", "propertyName", "mapping",
    "xml", "externalDocs", "url", "prefixItems", "contentEncoding", "contentMediaType",
    "string", "integer", "number", "boolean", "object", "array", "null",
    "int32", "int64", "float", "double", "date", "date-time", "uuid", "uri", "email", "byte", "binary", "password",
    "openapi", "info", "servers", "paths", "components", "security", "tags", "webhooks", "version", "summary",
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "parameters",
    "operationId", "requestBody", "responses", "callbacks", "content", "schema", "headers", "links", "encoding",
    "name", "in", "style", "explode", "value", "schemas", "securitySchemes", "requestBodies",
    "path", "query", "header", "cookie", "form", "simple", "deepObject",
    "200", "201", "202", "204", "400", "401", "403", "404", "409", "422", "429", "500", "503",
    "application/json", "application/xml", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded",
    "id", "created_at", "updated_at", "status", "message", "code", "data", "key",
];

const SLOTS: usize = 1024;

/// Where each word's index plus one stands, in its slot or the next free one; 0 is free.
static TABLE: [u8; SLOTS] = {
    assert!(WORDS.len() < 256);
    let mut table = [0; SLOTS];
    let mut index = 0;
    while index < WORDS.len() {
        let mut at = slot(WORDS[index].as_bytes());
        while table[at] != 0 {
            at = (at + 1) % SLOTS;
        }
        table[at] = index as u8 + 1;
        index += 1;
    }
    table
};

const LONGEST: usize = {
    let mut longest = 0;
    let mut index = 0;
    while index < WORDS.len() {
        if WORDS[index].len() > longest {
            longest = WORDS[index].len();
        }
        index += 1;
    }
    longest
};

const fn slot(word: &[u8]) -> usize {
    let length = word.len();
    if length == 0 {
        return 0;
    }
    let (first, middle, last) = (word[0] as usize, word[length / 2] as usize, word[length - 1] as usize);
    (first * 53 + middle * 331 + last * 17 + length * 131) % SLOTS
}

fn literal(text: &str) -> Option<&'static str> {
    if text.len() > LONGEST {
        return None;
    }
    let mut at = slot(text.as_bytes());
    loop {
        let word = WORDS[usize::from(TABLE[at]).checked_sub(1)?];
        if word == text {
            return Some(word);
        }
        at = (at + 1) % SLOTS;
    }
}

/// What was read, as a literal where it is a well-known word.
pub(crate) fn from_str(text: &str) -> Text {
    match literal(text) {
        Some(word) => Cow::Borrowed(word),
        None => Cow::Owned(String::from(text)),
    }
}

/// As [`from_str`], keeping the allocation that exists already.
pub(crate) fn from_string(text: String) -> Text {
    match literal(&text) {
        Some(word) => Cow::Borrowed(word),
        None => Cow::Owned(text),
    }
}

/// As [`from_str`], keeping an allocation that exists already.
pub(crate) fn from_cow(text: Cow<'_, str>) -> Text {
    match text {
        Cow::Borrowed(text) => from_str(text),
        Cow::Owned(text) => from_string(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_nothing_else() {
        for word in WORDS {
            assert!(matches!(from_str(word), Cow::Borrowed(found) if found == *word), "{word}");
        }
        for text in ["", "descriptio", "descriptions", "é", "application/x-www-form-urlencoded2"] {
            assert!(matches!(from_str(text), Cow::Owned(found) if found == text), "{text}");
        }
    }
}
