//! Callbacks and webhooks.

use openapi_merge::declare::{self, BodyParameter, Router};

use super::{app, assert_document};

#[test]
fn form_in_a_callback() {
    let post = |expression: &'static str, name: &'static str| declare::post(expression).name(name);
    let callbacks = Router::without_handlers()
        .operation(post("{$request.query.url}/form", "form").body_parameter(BodyParameter::form::<String>("state")))
        .operation(post("{$request.query.url}/file", "file").body_parameter(BodyParameter::file("report")))
        .operation(
            post("{$request.query.url}/two", "two")
                .body_parameter(BodyParameter::new::<i64>("a"))
                .body_parameter(BodyParameter::new::<i64>("b")),
        );
    let job = declare::post("/jobs").name("job").query_parameter::<String>("url").callbacks(callbacks);
    assert_document("callbacks_webhooks/form_in_a_callback", &app().operation(job));
}

#[test]
fn unique_ids_of_callbacks() {
    let plain = Router::without_handlers().operation(declare::post("{$request.query.url}").name("paid"));
    let named = Router::without_handlers()
        .generate_unique_id(|operation| format!("callback-{}", operation.name))
        .operation(declare::post("{$request.query.url}/b").name("sent"));
    let webhooks = Router::without_handlers()
        .generate_unique_id(|operation| format!("hook-{}", operation.name))
        .operation(declare::post("shipped").name("shipped"));
    let order =
        declare::post("/orders").name("order").query_parameter::<String>("url").callbacks(plain).callbacks(named);
    let api =
        app().generate_unique_id(|operation| format!("app-{}", operation.name)).operation(order).webhooks(webhooks);
    assert_document("callbacks_webhooks/unique_ids_of_callbacks", &api);
}
