//! FastAPI's schema style, for schemas that schemars made: titles, `anyOf` with null, no numeric formats.

use alloc::vec::Vec;

use openapi_model::{Map, Text, Value};

use crate::python_text;

/// Changes a schema in place; `title` is that of the schema itself, if it has one.
pub(crate) fn apply(schema: &mut Value, title: Option<&str>) {
    if *schema == Value::Bool(true) {
        *schema = Value::Object(Map::new());
    }
    let Value::Object(keywords) = schema else { return };
    restyle(keywords);
    if let Some(title) = title {
        if !keywords.contains_key("title") {
            keywords.insert("title".into(), Text::Owned(title.into()).into());
        }
    }
}

/// A title for a schema that stands under a name, as pydantic gives fields.
fn title_of_field(schema: &mut Value, name: &str) {
    let Value::Object(keywords) = schema else { return };
    if !is_reference(keywords) {
        add_title(keywords, name);
    }
}

fn add_title(keywords: &mut Map<Text, Value>, name: &str) {
    if !keywords.contains_key("title") {
        keywords.insert("title".into(), Text::Owned(python_text::title(titling(name))).into());
    }
}

/// The part of a name that its title is made from: without what would be space around it.
pub(crate) fn titling(name: &str) -> &str {
    name.trim_matches(|character: char| character == '_' || character.is_whitespace())
}

/// Whether a schema is a reference or null, which gets no title within an object.
pub(crate) fn is_nullable_reference(schema: &Value) -> bool {
    schema.as_object().is_some_and(is_reference)
}

/// A reference, or a reference or null.
fn is_reference(keywords: &Map<Text, Value>) -> bool {
    if keywords.contains_key("$ref") {
        return true;
    }
    let Some(Value::Array(options)) = keywords.get("anyOf") else { return false };
    match options.as_slice() {
        [option, null] | [null, option] if *null == null_type() => option.get("$ref").is_some(),
        _ => false,
    }
}

fn null_type() -> Value {
    Value::Object(Map::from([("type", Value::from("null"))]))
}

fn restyle(keywords: &mut Map<Text, Value>) {
    if keywords.get("default").is_some_and(Value::is_null) {
        keywords.remove("default");
    }
    let numeric = ["integer", "number"];
    let types = keywords.get("type");
    let is_number = |kind: &Value| kind.as_str().is_some_and(|kind| numeric.contains(&kind));
    if types.is_some_and(|types| is_number(types) || types.as_array().is_some_and(|types| types.iter().any(is_number)))
    {
        keywords.remove("format");
    }
    for (key, value) in keywords.iter_mut() {
        match (&**key, value) {
            ("properties" | "patternProperties" | "$defs", Value::Object(members)) => {
                let titled = key == "properties";
                for (name, member) in members {
                    apply(member, None);
                    if titled {
                        title_of_field(member, name);
                    }
                }
            }
            ("anyOf" | "oneOf" | "allOf" | "prefixItems", Value::Array(schemas)) => {
                schemas.iter_mut().for_each(|schema| apply(schema, None));
            }
            // Here pydantic writes `true` as well.
            ("additionalProperties", Value::Bool(true)) => {}
            (
                "items" | "additionalProperties" | "not" | "contains" | "propertyNames" | "if" | "then" | "else",
                schema,
            ) => {
                apply(schema, None);
            }
            _ => {}
        }
    }
    split_nullable(keywords);
}

/// `{"type": ["string", "null"], …}` → `{"anyOf": [{"type": "string", …}, {"type": "null"}]}`
fn split_nullable(keywords: &mut Map<Text, Value>) {
    let Some(Value::Array(types)) = keywords.get("type") else { return };
    let others: Vec<Value> = types.iter().filter(|kind| kind.as_str() != Some("null")).cloned().collect();
    if others.len() == types.len() || keywords.contains_key("anyOf") {
        return;
    }
    let mut option = Map::new();
    let mut outside = Map::new();
    for (key, value) in core::mem::take(keywords) {
        match &*key {
            "title" | "description" | "default" | "examples" | "deprecated" | "readOnly" | "writeOnly" => {
                outside.insert(key, value);
            }
            "type" => {
                let kind = if others.len() == 1 { others[0].clone() } else { Value::Array(others.clone()) };
                option.insert(key, kind);
            }
            // An optional enumeration lists null among its values; the other option says it already.
            "enum" => {
                let values = value.as_array().into_iter().flatten().filter(|value| !value.is_null());
                option.insert(key, Value::Array(values.cloned().collect()));
            }
            _ => {
                option.insert(key, value);
            }
        }
    }
    keywords.insert("anyOf".into(), Value::Array(Vec::from([Value::Object(option), null_type()])));
    keywords.extend(outside);
}
