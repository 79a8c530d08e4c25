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

macro_rules! words {
    ($($word:literal)*) => {
        /// The literal for words that nearly every document repeats, so that reading them allocates nothing.
        fn literal(text: &str) -> Option<&'static str> {
            match text {
                $($word => Some($word),)*
                _ => None,
            }
        }
    };
}

words! {
    "$ref" "$schema" "$defs" "$id" "$comment" "$anchor"
    "type" "format" "title" "description" "properties" "required" "items" "enum" "default" "example" "examples"
    "nullable" "readOnly" "writeOnly" "deprecated" "additionalProperties" "allOf" "anyOf" "oneOf" "not" "const"
    "minimum" "maximum" "exclusiveMinimum" "exclusiveMaximum" "multipleOf" "minLength" "maxLength" "pattern"
    "minItems" "maxItems" "uniqueItems" "minProperties" "maxProperties" "discriminator" "propertyName" "mapping"
    "xml" "externalDocs" "url" "prefixItems" "contentEncoding" "contentMediaType"
    "string" "integer" "number" "boolean" "object" "array" "null"
    "int32" "int64" "float" "double" "date" "date-time" "uuid" "uri" "email" "byte" "binary" "password"
    "openapi" "info" "servers" "paths" "components" "security" "tags" "webhooks" "version" "summary"
    "get" "put" "post" "delete" "options" "head" "patch" "trace" "parameters"
    "operationId" "requestBody" "responses" "callbacks" "content" "schema" "headers" "links" "encoding"
    "name" "in" "style" "explode" "value" "schemas" "securitySchemes" "requestBodies"
    "path" "query" "header" "cookie" "form" "simple" "deepObject"
    "200" "201" "202" "204" "400" "401" "403" "404" "409" "422" "429" "500" "503"
    "application/json" "application/xml" "text/plain" "multipart/form-data" "application/x-www-form-urlencoded"
    "id" "created_at" "updated_at" "status" "message" "code" "data" "key"
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
