//! Main responses that come item by item (R60–R70).

use alloc::format;

use openapi_model::{Map, Text, Value};

use super::texts::{operation_id, takes_title};
use crate::declare::{Mode, Stream, StreamKind};
use crate::python_text;
use crate::schemas::{PlacedSchema, SchemaStyle, Schemas};
use crate::scope::OperationInScope;

/// R61: the schema of an item; R69, R70: an event has it as the schema of its data.
pub(super) fn item<'a>(operation: &OperationInScope<'_>, stream: &Stream, schemas: &'a Schemas) -> PlacedSchema<'a> {
    let item = stream.item.as_ref().map(|model| {
        let schema = schemas.schema(model, Mode::Output, operation.role);
        // R62: one that is no mere reference is called after the operation.
        let takes_title = schemas.style == SchemaStyle::FastApi && takes_title(&schema.value);
        let title = || python_text::title(&format!("StreamItem_{}", operation_id(operation).unwrap_or_default()));
        schema.placed(takes_title.then(title))
    });
    match stream.kind {
        StreamKind::JsonLines => item.unwrap_or_else(|| schemas.anything().placed(None)),
        StreamKind::Events => PlacedSchema::owned(event(item)),
    }
}

/// R69: an object of `data`, `event`, `id` and `retry`; `data` is required where it is known.
fn event(item: Option<PlacedSchema<'_>>) -> Value {
    let string = || Map::from([("type", Value::from("string"))]);
    let mut data: Map<Text, Value> = string();
    let is_known = item.is_some();
    if let Some(item) = item {
        data.insert("contentMediaType".into(), Value::from("application/json"));
        data.insert("contentSchema".into(), item.into_schema().into_value());
    }
    let retry = Map::from([("type", Value::from("integer")), ("minimum", Value::from(0))]);
    let properties = Map::from([
        ("data", Value::Object(data)),
        ("event", Value::Object(string())),
        ("id", Value::Object(string())),
        ("retry", Value::Object(retry)),
    ]);
    let mut event = Map::from([("type", Value::from("object")), ("properties", Value::Object(properties))]);
    if is_known {
        event.insert("required".into(), Value::Array([Value::from("data")].into()));
    }
    Value::Object(event)
}
