//! The scenario once more, with a place for what runs for an operation.

use openapi_docs::Docs;
use openapi_merge::declare::{self, Operation, Responses, Router};
use openapi_merge::{Api, SchemaStyle};
use schemars::JsonSchema;

use super::DOCUMENT;
use crate::scenario::{EXPRESSION, Words, made};

#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is wanted")]
struct Item {
    id: String,
    value: String,
}

#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is wanted")]
struct Message {
    message: String,
}

#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is wanted")]
struct Receipt {
    ok: bool,
}

fn operation(words: Words) -> Operation {
    declare::put(words.path)
        .name(words.name)
        .description(words.description)
        .path_parameter::<i64>("id")
        .request_body::<Item>()
        .response_model::<Item>()
        .response(404, declare::model::<Message>().description(words.missing))
        .response(200, declare::media_type("image/png"))
        .callbacks([declare::post(EXPRESSION).name(words.callback).request_body::<Item>().response_model::<Receipt>()])
}

/// The scenario of so many operations, each given what runs for it.
pub(super) fn api<H>(count: usize, route: impl Fn(Api<H>, Operation) -> Api<H>) -> Api<H> {
    let predefined = Responses::from([
        (302, declare::description("The item was moved")),
        (403, declare::description("Not enough privileges")),
    ]);
    let api = Api::new("Bench", "1.0.0").schema_style(SchemaStyle::FastApi).responses(predefined);
    made(count).fold(api, |api, words| route(api, operation(words)))
}

/// The scenario of so many operations as webhooks: a document as long, and no route that a framework had to pass.
pub(super) fn without_routes<H>(count: usize) -> Api<H> {
    let all = made(count).fold(Router::docs(), |all, words| all.operation(operation(words)));
    Api::new("Bench", "1.0.0").schema_style(SchemaStyle::FastApi).webhooks(all)
}

/// The document alone, without pages.
pub(super) fn docs() -> Docs {
    Docs::none().document(DOCUMENT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ours;

    #[test]
    fn it_is_the_scenario() {
        let declared = api(10, Api::operation);
        assert_eq!(declared.to_json().ok(), Some(ours::generate(&mut made(10))));
    }
}
