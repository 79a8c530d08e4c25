//! `ResolvedSchema`: a schema whose references are final; `PlacedSchema`: one with a title for its place.

use alloc::borrow::Cow;
use alloc::string::String;

use openapi_model::{FromValue, Map, Schema, Text, Value};

use crate::json;

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
        PlacedSchema { value: Cow::Borrowed(&self.value), json: Some(&self.json), title }
    }
}

/// A schema and the title it gets where it stands; one with a title is an object without one of its own.
pub(crate) struct PlacedSchema<'a> {
    pub(crate) value: Cow<'a, Value>,
    /// The schema as JSON, where that is ready.
    json: Option<&'a str>,
    title: Option<String>,
}

impl<'a> PlacedSchema<'a> {
    pub(crate) fn new(value: &'a Value, title: Option<String>) -> Self {
        Self { value: Cow::Borrowed(value), json: None, title }
    }

    /// A reference to a component.
    pub(crate) fn reference(component: &str) -> Self {
        let reference = Value::String(alloc::format!("#/components/schemas/{component}").into());
        Self::owned(Value::Object(Map::from([("$ref", reference)])))
    }

    /// A schema that is made for its place.
    pub(crate) fn owned(value: Value) -> Self {
        Self { value: Cow::Owned(value), json: None, title: None }
    }

    /// The schema with more keywords, for this place alone. What bounds a value goes to the first alternative where the
    /// last is null (R92), and bounds items or members where the value is a list or an object.
    pub(crate) fn with_keywords(mut self, keywords: &Map<Text, Value>) -> Self {
        let Some(object) = self.value.to_mut().as_object_mut() else { return self };
        for (keyword, given) in keywords {
            match first_alternative(object).filter(|_| BOUNDS.contains(&&**keyword)) {
                Some(alternative) => insert(alternative, keyword, given),
                None => insert(object, keyword, given),
            }
        }
        self.json = None;
        self
    }

    /// The schema with a title, if one is given.
    pub(crate) fn titled(self, title: Option<String>) -> Self {
        Self { title, ..self }
    }

    pub(crate) fn push_json(&self, json: &mut String) {
        match self.json {
            Some(ready) => json.push_str(ready),
            None => json::push(json, &*self.value),
        }
        if let Some(title) = &self.title {
            json.pop();
            json.push_str(if json.ends_with('{') { "\"title\":" } else { ",\"title\":" });
            json::push(json, title);
            json.push('}');
        }
    }

    pub(crate) fn into_schema(self) -> Schema {
        let mut value = self.value.into_owned();
        if let (Some(title), Some(keywords)) = (self.title, value.as_object_mut()) {
            keywords.insert("title".into(), Text::Owned(title).into());
        }
        Schema::from_value(value).unwrap_or_default()
    }
}

/// Keywords that bound a value, of which `null` knows nothing.
const BOUNDS: [&str; 8] =
    ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern"];

/// The first alternative of a schema whose last one is null.
fn first_alternative(schema: &mut Map<Text, Value>) -> Option<&mut Map<Text, Value>> {
    let Some(Value::Array(alternatives)) = schema.get_mut("anyOf") else { return None };
    let last = alternatives.last()?.get("type").and_then(Value::as_str);
    if last != Some("null") {
        return None;
    }
    alternatives.first_mut()?.as_object_mut()
}

fn insert(schema: &mut Map<Text, Value>, keyword: &Text, given: &Value) {
    let keyword = match (schema.get("type").and_then(Value::as_str), &**keyword) {
        (Some("array"), "minLength") => Text::Borrowed("minItems"),
        (Some("array"), "maxLength") => Text::Borrowed("maxItems"),
        (Some("object"), "minLength") => Text::Borrowed("minProperties"),
        (Some("object"), "maxLength") => Text::Borrowed("maxProperties"),
        _ => keyword.clone(),
    };
    schema.insert(keyword, given.clone());
}
