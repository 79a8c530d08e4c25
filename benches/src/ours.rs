//! The scenario through our public API.

use openapi_merge::declare::{self, Responses};
use openapi_merge::{Api, SchemaStyle};
use schemars::JsonSchema;

use crate::scenario::{EXPRESSION, Words};

/// The scenario's body and answer.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is wanted")]
struct Item {
    id: String,
    value: String,
}

/// What a 404 says.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is wanted")]
struct Message {
    message: String,
}

/// What is answered to a callback.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is wanted")]
struct Receipt {
    ok: bool,
}

/// An operation of the scenario.
pub(crate) fn operation(words: Words) -> declare::Operation {
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

/// The scenario without its operations: what they share.
pub(crate) fn nothing_yet<H>() -> Api<H> {
    let predefined = Responses::from([
        (302, declare::description("The item was moved")),
        (403, declare::description("Not enough privileges")),
    ]);
    Api::new("Bench", "1.0.0").schema_style(SchemaStyle::FastApi).responses(predefined)
}

/// The scenario as an API.
pub fn api(all: &mut dyn Iterator<Item = Words>) -> Api {
    all.fold(nothing_yet(), |api, words| api.operation(operation(words)))
}

/// As [`generate`], but each operation has an `x-` field, so that nothing that is found of one holds for another.
pub fn generate_unlike(all: &mut dyn Iterator<Item = Words>) -> String {
    let api = all
        .enumerate()
        .fold(nothing_yet(), |api: Api, (at, words)| api.operation(operation(words).extension("x-number", at)));
    api.to_json().unwrap_or_else(|problems| panic!("{problems}"))
}

/// From declarations to text.
pub fn generate(all: &mut dyn Iterator<Item = Words>) -> String {
    api(all).to_json().unwrap_or_else(|problems| panic!("{problems}"))
}
