//! Whoever stands beside it, an operation is documented alike; and what is written is what the model reads and writes.

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

/// Texts of an operation, or none: few, so that most operations are much alike, and some that are awkward.
fn text() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        1 => Just(None),
        2 => prop::sample::select(vec!["", " ", "a\u{c}b", " a ", "é\"\\", "read_item", "read_all_the_items_there_are"])
            .prop_map(|text| Some(text.to_owned())),
        4 => "[a-z_]{1,40}".prop_map(Some),
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
        5 => operation.response(404, missing_response.model(declare::Model::of::<Vec<u16>>())).deprecated(true),
        6 => operation.response(404, missing_response.model(declare::Model::of::<Vec<u16>>())).include_in_schema(false),
        7 => operation.response(404, missing_response.model(declare::Model::of::<Vec<u16>>())),
        8 => operation.tag("a").response(404, missing_response),
        9 => operation.tag("b").response(404, missing_response),
        10 => operation.request_body::<Item>().parameter(Parameter::new::<i8>("q", ParameterLocation::Query)),
        _ => operation.response("4xx", missing_response),
    };
    match callback {
        Some(callback) => operation.callbacks([declare::post("{$request.query.q}").name(callback)]),
        None => operation,
    }
}

proptest! {
    #[test]
    fn an_operation_is_documented_as_if_it_were_alone(
        all in vec((prop::array::uniform5(text()), 0..12_u8, prop::sample::select(vec!["GET", "PUT", "PURGE"])), 1..24),
        fastapi in any::<bool>(),
        separate in any::<bool>(),
    ) {
        let nothing_yet = || {
            let shared = Responses::from([(404, declare::description("No item")), (418, declare::model::<Vec<Item>>())]);
            let style = if fastapi { SchemaStyle::FastApi } else { SchemaStyle::Schemars };
            let router = Router::without_handlers().response(200, declare::description("All is well"));
            let api = Api::without_handlers("Shop", "1").schema_style(style).separate_input_output_schemas(separate);
            (api.responses(shared), router)
        };
        let with = |(api, router): (Api, Router), within: bool, operation: Operation| match within {
            true => (api, router.operation(operation)),
            false => (api.operation(operation), router),
        };
        let mut all_in_one = nothing_yet();
        let mut each_alone = Vec::new();
        for (at, (texts, kind, method)) in all.into_iter().enumerate() {
            let within = texts[4].is_some();
            let operation = said(method, format!("/{at}/{{id}}"), texts, kind);
            all_in_one = with(all_in_one, within, operation.clone());
            each_alone.push(with(nothing_yet(), within, operation));
        }
        let document_of = |(api, router): (Api, Router)| {
            let api = api.include(router);
            let fail = |problems: openapi_merge::Problems| TestCaseError::fail(problems.to_string());
            Ok::<_, TestCaseError>((api.document().map_err(fail)?, api.to_json().map_err(fail)?))
        };
        let (document, text) = document_of(all_in_one)?;
        prop_assert_eq!(text, document.to_json());
        // Whoever stands beside it, an operation comes to the same; but a name may be needed for two schemas.
        if separate {
            return Ok(());
        }
        let all_paths = document.paths.unwrap_or_default();
        for alone in each_alone {
            let (alone, _) = document_of(alone)?;
            for (path, path_item) in &alone.paths.unwrap_or_default().items {
                prop_assert_eq!(all_paths.items.get(path), Some(path_item));
            }
            for (name, schema) in &alone.components.schemas {
                prop_assert_eq!(document.components.schemas.get(name), Some(schema));
            }
        }
    }
}
