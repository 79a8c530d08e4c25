//! `ResolvedSchema`: a schema whose references are final; `PlacedSchema`: one with a title for its place.

use alloc::string::String;

use openapi_model::{FromValue, Schema, Text, Value};

use crate::render::json;

/// A schema as it is written where its model is used.
#[derive(Clone, Default)]
pub(crate) struct ResolvedSchema {
    pub(crate) value: Value,
    /// The same as JSON.
    json: String,
}

impl ResolvedSchema {
    pub(crate) fn new(value: Value) -> Self {
        let mut json = String::new();
        json::push(&mut json, &value);
        Self { value, json }
    }

    /// The schema with a title, or without.
    pub(crate) fn placed(&self, title: Option<String>) -> PlacedSchema<'_> {
        PlacedSchema { value: &self.value, json: Some(&self.json), title }
    }
}

/// A schema and the title it gets where it stands; one with a title is an object without one of its own.
pub(crate) struct PlacedSchema<'a> {
    pub(crate) value: &'a Value,
    /// The schema as JSON, where that is ready.
    json: Option<&'a str>,
    title: Option<String>,
}

impl<'a> PlacedSchema<'a> {
    pub(crate) fn new(value: &'a Value, title: Option<String>) -> Self {
        Self { value, json: None, title }
    }

    pub(crate) fn push_json(&self, json: &mut String) {
        match self.json {
            Some(ready) => json.push_str(ready),
            None => json::push(json, self.value),
        }
        if let Some(title) = &self.title {
            json.pop();
            json.push_str(if json.ends_with('{') { "\"title\":" } else { ",\"title\":" });
            json::push(json, title);
            json.push('}');
        }
    }

    pub(crate) fn into_schema(self) -> Schema {
        let mut value = self.value.clone();
        if let (Some(title), Some(keywords)) = (self.title, value.as_object_mut()) {
            keywords.insert("title".into(), Text::Owned(title).into());
        }
        Schema::from_value(value).unwrap_or_default()
    }
}
