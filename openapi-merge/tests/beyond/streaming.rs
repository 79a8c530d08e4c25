//! Answers that come item by item.

use openapi_merge::declare::{self, Model, Operation, ResponseClass, Router, Stream};
use openapi_model::{MediaType, Schema};
use schemars::JsonSchema;
use serde_json::json;

use super::{app, assert_document, assert_document_but};

#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is wanted")]
struct Item {
    id: String,
}

#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is wanted")]
struct Message {
    message: String,
}

fn items() -> Operation {
    declare::get("/items").name("items").stream(Stream::json_lines::<Item>())
}

fn events() -> Operation {
    declare::get("/events").name("events").stream(Stream::events::<Item>())
}

#[test]
fn jsonl_item() {
    assert_document("streaming/jsonl_item", &app().operation(items()));
}

#[test]
fn jsonl_without_annotation() {
    let api = app().operation(declare::get("/items").name("items").stream(Stream::any_json_lines()));
    assert_document("streaming/jsonl_without_annotation", &api);
}

#[test]
fn iterable_without_yield() {
    let api = app().operation(declare::get("/items").name("items").response_model::<Vec<Item>>());
    assert_document("streaming/iterable_without_yield", &api);
}

#[test]
fn jsonl_named_json_class() {
    let api = app().operation(items().response_class(ResponseClass::json()));
    assert_document("streaming/jsonl_named_json_class", &api);
}

#[test]
fn jsonl_default_class_of_a_layer() {
    let api =
        app().default_response_class(ResponseClass::html()).include(Router::without_handlers().operation(items()));
    // R57: a component that nothing refers to is none here.
    assert_document_but("streaming/jsonl_default_class_of_a_layer", &api, |document| {
        document.as_object_mut().expect("it is an object").shift_remove("components");
    });
}

#[test]
fn jsonl_additional_responses() {
    let mut lines = MediaType::default();
    lines.example = Some("{\"id\": \"a\"}\n".into());
    let api = app().operation(
        items()
            .response(200, declare::description("One item a line").content("application/jsonl", lines))
            .response(404, declare::model::<Message>()),
    );
    assert_document("streaming/jsonl_additional_responses", &api);
}

#[test]
fn sse_item() {
    assert_document("streaming/sse_item", &app().operation(events()));
}

#[test]
fn sse_server_sent_event() {
    let api = app().operation(declare::get("/events").name("events").stream(Stream::any_events()));
    assert_document("streaming/sse_server_sent_event", &api);
}

#[test]
fn sse_without_yield() {
    let class = ResponseClass::new("text/event-stream");
    let api = app().operation(declare::get("/events").name("events").response_class(class));
    assert_document("streaming/sse_without_yield", &api);
}

#[test]
fn sse_additional_responses() {
    let reference: Schema = json!({ "$ref": "#/components/schemas/Message" }).try_into().expect("a schema");
    let api = app().operation(
        events()
            .response(200, declare::description("Until the end of time"))
            .response(404, declare::model::<Message>())
            .response(409, declare::Response::default().content("application/json", MediaType::of(reference))),
    );
    assert_document("streaming/sse_additional_responses", &api);
}

#[test]
fn an_inline_item_is_called_after_the_operation() {
    let api = app().operation(items().stream(Stream::any_json_lines().of(Model::of::<u32>())));
    let json = api.to_json().expect("it can be declared");
    assert!(json.contains(r#""title":"Streamitem Items Items Get""#), "{json}");
}
