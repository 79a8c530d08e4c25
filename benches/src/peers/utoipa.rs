//! utoipa: its builders.

use utoipa::openapi::path::{
    Callback, HttpMethod, Operation, OperationBuilder, ParameterBuilder, ParameterIn, PathItem, PathsBuilder,
};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::{
    ComponentsBuilder, Content, ContentBuilder, InfoBuilder, ObjectBuilder, OpenApi, OpenApiBuilder, Ref, RefOr,
    Required, Response, ResponseBuilder, Type,
};

use super::{INVALID, ITEM, MESSAGE, RECEIPT, made, made_of_callback};
use crate::scenario::{EXPRESSION, Words};

fn json(target: &str) -> Content {
    ContentBuilder::new().schema(Some(Ref::new(target))).build()
}

fn body() -> RequestBody {
    RequestBodyBuilder::new().required(Some(Required::True)).content("application/json", json(ITEM)).build()
}

fn answer(description: impl Into<String>, target: &str) -> Response {
    ResponseBuilder::new().description(description).content("application/json", json(target)).build()
}

fn callback(words: &Words) -> Operation {
    let made = made_of_callback(words);
    OperationBuilder::new()
        .summary(Some(made.summary))
        .operation_id(Some(made.id))
        .request_body(Some(body()))
        .response("200", answer("Successful Response", RECEIPT))
        .response("422", answer("Validation Error", INVALID))
        .build()
}

fn operation(words: Words) -> Operation {
    let made = made(&words);
    let callback = PathItem::new(HttpMethod::Post, callback(&words));
    let callback = Callback::from([(EXPRESSION.to_owned(), RefOr::T(callback))]);
    OperationBuilder::new()
        .summary(Some(made.summary))
        .description(Some(words.description))
        .operation_id(Some(made.id))
        .parameter(
            ParameterBuilder::new()
                .name("id")
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(ObjectBuilder::new().schema_type(Type::Integer).title(Some("Id")))),
        )
        .request_body(Some(body()))
        .response(
            "200",
            ResponseBuilder::new()
                .description("Successful Response")
                .content("application/json", json(ITEM))
                .content("image/png", ContentBuilder::new().build()),
        )
        .response("302", ResponseBuilder::new().description("The item was moved"))
        .response("403", ResponseBuilder::new().description("Not enough privileges"))
        .response("404", answer(words.missing, MESSAGE))
        .response("422", answer("Validation Error", INVALID))
        .callback(words.callback, RefOr::T(callback))
        .build()
}

/// The scenario as utoipa's objects.
pub(crate) fn document(all: &mut dyn Iterator<Item = Words>) -> OpenApi {
    let mut paths = PathsBuilder::new();
    for words in all {
        let path = words.path.clone();
        paths = paths.path(path, PathItem::new(HttpMethod::Put, operation(words)));
    }
    let schema = |properties: &[&str]| {
        let text = || ObjectBuilder::new().schema_type(Type::String);
        properties
            .iter()
            .fold(ObjectBuilder::new(), |schema, property| schema.property(*property, text()).required(*property))
            .build()
    };
    let components = ComponentsBuilder::new()
        .schema("Item", schema(&["id", "value"]))
        .schema("Message", schema(&["message"]))
        .schema("Receipt", schema(&["ok"]))
        .schema("HTTPValidationError", schema(&["detail"]));
    OpenApiBuilder::new()
        .info(InfoBuilder::new().title("Bench").version("1.0.0"))
        .paths(paths)
        .components(Some(components.build()))
        .build()
}

pub(super) fn generate(all: &mut dyn Iterator<Item = Words>) -> String {
    serde_json::to_string(&document(all)).unwrap_or_default()
}
