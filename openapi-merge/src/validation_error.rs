//! The 422 that FastAPI adds: its components (R34), and the values an adapter answers with.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use openapi_model::Value;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use crate::declare::{Catalog, Definition, Model};

/// What FastAPI answers to wrong input, under status 422.
///
/// Shape: `{"detail": [{"loc": ["body", "id"], "msg": "Field required", "type": "missing"}]}`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HttpValidationError {
    /// Everything that is wrong.
    pub detail: Vec<ValidationError>,
}

/// One thing that is wrong with the input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ValidationError {
    /// Where: `path`, `query`, `header`, `cookie` or `body`, then names and positions.
    pub loc: Vec<Location>,
    /// What is wrong, for people.
    pub msg: String,
    /// What is wrong, for programs: `missing`, `json_invalid` …
    #[serde(rename = "type")]
    pub kind: Cow<'static, str>,
    /// What was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<Value>,
    /// More about the error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ctx: Option<Value>,
}

/// A step of [`ValidationError::loc`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[allow(clippy::exhaustive_enums, reason = "FastAPI's schema says string or integer")]
pub enum Location {
    /// A position in an array, or in a text that is not JSON.
    Index(usize),
    /// A name.
    Name(Cow<'static, str>),
}

impl From<&'static str> for Location {
    fn from(name: &'static str) -> Self {
        Self::Name(name.into())
    }
}

impl From<String> for Location {
    fn from(name: String) -> Self {
        Self::Name(name.into())
    }
}

impl From<usize> for Location {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

impl ValidationError {
    /// What is wrong, where, and its type: `missing`, `json_invalid`, `value_error` …
    pub fn new(
        loc: impl IntoIterator<Item = Location>,
        msg: impl Into<String>,
        kind: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { loc: loc.into_iter().collect(), msg: msg.into(), kind: kind.into(), input: None, ctx: None }
    }
}

impl core::fmt::Display for HttpValidationError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        for (index, error) in self.detail.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "; " })?;
            for step in &error.loc {
                match step {
                    Location::Index(position) => write!(f, "{position}: ")?,
                    Location::Name(name) => write!(f, "{name}: ")?,
                }
            }
            f.write_str(&error.msg)?;
        }
        Ok(())
    }
}

impl core::error::Error for HttpValidationError {}

impl From<ValidationError> for HttpValidationError {
    fn from(error: ValidationError) -> Self {
        Self { detail: Vec::from([error]) }
    }
}

/// As FastAPI has it.
const HTTP_VALIDATION_ERROR: &str = r##"{
    "properties": {"detail": {"items": {"$ref": "#/$defs/ValidationError"}, "type": "array", "title": "Detail"}},
    "type": "object",
    "title": "HTTPValidationError"
}"##;

/// As FastAPI has it.
const VALIDATION_ERROR: &str = r#"{
    "properties": {
        "loc": {"items": {"anyOf": [{"type": "string"}, {"type": "integer"}]}, "type": "array", "title": "Location"},
        "msg": {"type": "string", "title": "Message"},
        "type": {"type": "string", "title": "Error Type"},
        "input": {"title": "Input"},
        "ctx": {"type": "object", "title": "Context"}
    },
    "type": "object",
    "required": ["loc", "msg", "type"],
    "title": "ValidationError"
}"#;

impl JsonSchema for HttpValidationError {
    fn schema_name() -> Cow<'static, str> {
        "HTTPValidationError".into()
    }

    fn schema_id() -> Cow<'static, str> {
        "fastapi::HTTPValidationError".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema: Schema = serde_json::from_str(HTTP_VALIDATION_ERROR).unwrap_or_default();
        if let Some(items) = schema.pointer_mut("/properties/detail/items") {
            *items = generator.subschema_for::<ValidationError>().into();
        }
        schema
    }
}

impl JsonSchema for ValidationError {
    fn schema_name() -> Cow<'static, str> {
        "ValidationError".into()
    }

    fn schema_id() -> Cow<'static, str> {
        "fastapi::ValidationError".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        serde_json::from_str(VALIDATION_ERROR).unwrap_or_default()
    }
}

/// What the 422 is a model of: ready schemas, which cost less than asking schemars.
pub(crate) fn model() -> Model {
    let mut catalog = Catalog::default();
    for (key, name, text) in [
        ("HTTPValidationError", "fastapi.HTTPValidationError", HTTP_VALIDATION_ERROR),
        ("ValidationError", "fastapi.ValidationError", VALIDATION_ERROR),
    ] {
        catalog.define(key, Definition::new(name, openapi_model::from_json(text).unwrap_or_default()));
    }
    catalog.share().model("HTTPValidationError")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_texts_are_schemas() {
        for text in [HTTP_VALIDATION_ERROR, VALIDATION_ERROR] {
            let schema: openapi_model::Schema = openapi_model::from_json(text).expect("a schema");
            assert!(schema.get("properties").is_some());
        }
    }
}
