//! The words of the application.

use openapi_merge::declare::{self, BodyParameter, GenerateUniqueId, Include, Router, UniqueIdParts};
use openapi_model::{ExternalDocumentation, Tag};

use super::{app, assert_document};

fn made(prefix: &str, operation: &UniqueIdParts<'_>) -> String {
    let tag = operation.tags.first().map_or("none", |tag| tag);
    format!("{prefix}-{tag}-{}", operation.name)
}

#[test]
fn unique_ids() {
    let by_include: GenerateUniqueId = |operation| made("include", operation);
    let number = |name: &'static str| BodyParameter::new::<i64>(name);
    let plain = Router::without_handlers()
        .operation(declare::post("/b").name("b").body_parameter(number("x")).body_parameter(number("y")));
    let own = Router::without_handlers()
        .generate_unique_id(|operation| made("router", operation))
        .operation(declare::get("/c").name("c"))
        .operation(declare::get("/d").name("d").generate_unique_id(|operation| made("operation", operation)))
        .operation(declare::get("/e").name("e").operation_id("given"));
    let api = app()
        .generate_unique_id(|operation| made("app", operation))
        .operation(declare::get("/a").name("a").tag("t").response_model::<Vec<i64>>())
        .include_with(Include::new().tag("i"), plain.clone())
        .include_with(Include::new().prefix("/2").generate_unique_id(by_include), plain)
        .include_with(Include::new().generate_unique_id(by_include), own);
    assert_document("document/unique_ids", &api);
}

#[test]
fn tags_and_docs() {
    let docs = |url: &'static str, description: &'static str| {
        let mut docs = ExternalDocumentation::default();
        docs.url = url.into();
        docs.description = Some(description.into());
        docs
    };
    let mut users = Tag::new("users");
    users.description = Some("People".into());
    users.external_docs = Some(Box::new(docs("https://example.com/u", "More")));
    let mut items = Tag::new("items");
    items.extensions.insert("x-order", 2);
    let router = Router::without_handlers()
        .tag("items")
        .operation(declare::get("/items").name("items").tag("items").tag("other"));
    let api = app()
        .tag(users)
        .tag(items)
        .external_docs(docs("https://example.com/docs", "All of it"))
        .include_with(Include::new().tag("users"), router);
    assert_document("document/tags_and_docs", &api);
}
