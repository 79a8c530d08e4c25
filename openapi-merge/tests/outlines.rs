//! Operations that are much alike: what is written straight is what the model writes.

use openapi_merge::declare::{self, Operation, Parameter, Responses, Router};
use openapi_merge::{Api, SchemaStyle};
use openapi_model::ParameterLocation;
use proptest::collection::vec;
use proptest::prelude::*;
use schemars::JsonSchema;

#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is wanted")]
struct Item {
    id: String,
    parent: Option<Box<Item>>,
}

/// Texts of an operation, or none: few, so that most operations share an outline, and some that are awkward.
fn text() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        Just(None),
        prop::sample::select(vec!["", " ", "a\u{c}b", " a ", "é\"\\", "read_item", "read_all_the_items_there_are"])
            .prop_map(|text| Some(text.to_owned())),
        "[a-z_]{1,40}".prop_map(Some),
    ]
}

type Texts = [Option<String>; 5];

fn said(method: &str, path: String, [name, description, missing, callback, _]: Texts, kind: u8) -> Operation {
    let mut operation = Operation::new(method.to_owned(), path);
    if let Some(name) = name {
        operation = operation.name(name);
    }
    if let Some(description) = description {
        operation = operation.description(description);
    }
    let mut missing_response = declare::Response::default();
    if let Some(missing) = missing {
        missing_response = missing_response.description(missing);
    }
    operation = match kind {
        0 => operation.response_model::<Item>().response(404, missing_response.model(declare::Model::of::<Item>())),
        1 => operation.response_model::<Vec<Item>>().response(200, missing_response.media_type("image/png")),
        2 => operation.response(418, missing_response).status_code(201).path_parameter::<i64>("id"),
        3 => operation.request_body::<Item>().parameter(Parameter::new::<u8>("q", ParameterLocation::Query)),
        4 => operation.response("4XX", missing_response.media_type("text/csv").header("X", Default::default())),
        _ => operation.response(404, missing_response.model(declare::Model::of::<Vec<u8>>())).deprecated(true),
    };
    match callback {
        Some(callback) => operation.callbacks([declare::post("{$request.query.q}").name(callback)]),
        None => operation,
    }
}

proptest! {
    #[test]
    fn straight_is_as_by_the_model(
        all in vec((prop::array::uniform5(text()), 0..6_u8, prop::sample::select(vec!["GET", "PUT", "PURGE"])), 1..24),
        fastapi in any::<bool>(),
    ) {
        let shared = Responses::from([(404, declare::description("No item")), (418, declare::model::<Vec<Item>>())]);
        let style = if fastapi { SchemaStyle::FastApi } else { SchemaStyle::Schemars };
        let mut router = Router::docs().response(200, declare::description("All is well"));
        let mut api = Api::docs("Shop", "1").schema_style(style).responses(shared);
        for (at, (texts, kind, method)) in all.into_iter().enumerate() {
            let within = texts[4].is_some();
            let operation = said(method, format!("/{at}/{{id}}"), texts, kind);
            if within {
                router = router.operation(operation);
            } else {
                api = api.operation(operation);
            }
        }
        let api = api.include(router);
        let straight = api.to_json().map_err(|problems| TestCaseError::fail(problems.to_string()))?;
        let document = api.document().map_err(|problems| TestCaseError::fail(problems.to_string()))?;
        prop_assert_eq!(straight, document.to_json());
    }
}
