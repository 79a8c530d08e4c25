//! utoipa: its builders.

use serde_json::Value;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::link::LinkBuilder;
use utoipa::openapi::path::{
    Callback, HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem, PathsBuilder,
};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::SchemaType;
use utoipa::openapi::{
    ComponentsBuilder, Content, ContentBuilder, Header, InfoBuilder, ObjectBuilder, OpenApi, OpenApiBuilder, Ref,
    RefOr, Required, Response, ResponseBuilder, Schema, Type,
};

use super::{CREATED_ID, REFERENCES, Ready};
use crate::scenario::models::INVALID;
use crate::scenario::{self, Answer, EXPRESSION, Planned, Scenario, Word};
use crate::shapes::{Dialect, Kind};

static READY: Ready<RefOr<Schema>> = Ready::new();

fn json(target: &str) -> Content {
    ContentBuilder::new().schema(Some(Ref::new(target))).build()
}

fn body(target: &str) -> RequestBody {
    RequestBodyBuilder::new().required(Some(Required::True)).content("application/json", json(target)).build()
}

fn response(description: Word, target: Option<&str>) -> ResponseBuilder {
    let response = ResponseBuilder::new().description(description);
    match target {
        Some(target) => response.content("application/json", json(target)),
        None => response,
    }
}

fn text_header() -> Header {
    HeaderBuilder::new().schema(Some(ObjectBuilder::new().schema_type(Type::String))).build()
}

fn answer(answer: Answer) -> Response {
    let response = response(answer.description, answer.model.map(|model| model.reference));
    match answer.header {
        Some(header) => response.header(header, text_header()).build(),
        None => response.build(),
    }
}

fn main_response(planned: &Planned) -> Response {
    let mut response = response("Successful Response".into(), planned.response_model().map(|model| model.reference));
    for key in planned.other_media_types() {
        response = response.content(*key, ContentBuilder::new().build());
    }
    if planned.links_to_reading() {
        let link = LinkBuilder::new().operation_id(planned.reading_id()).parameter("id", CREATED_ID).build();
        response = response.header("Location", text_header()).link("read", link);
    }
    response.build()
}

fn callback(planned: &Planned, sent: &str, answered: &str) -> Callback {
    let operation = OperationBuilder::new()
        .summary(Some(planned.callback_summary()))
        .operation_id(Some(planned.callback_id()))
        .request_body(Some(body(sent)))
        .response("200", response("Successful Response".into(), Some(answered)))
        .response("422", response("Validation Error".into(), Some(INVALID)))
        .build();
    Callback::from([(EXPRESSION.to_owned(), RefOr::T(PathItem::new(HttpMethod::Post, operation)))])
}

fn parameter(it: &scenario::Parameter) -> Parameter {
    let kind = match it.kind {
        Kind::Integer => Type::Integer,
        Kind::Boolean => Type::Boolean,
        _ => Type::String,
    };
    ParameterBuilder::new()
        .name(it.name)
        .parameter_in(match it.location {
            "path" => ParameterIn::Path,
            "header" => ParameterIn::Header,
            "cookie" => ParameterIn::Cookie,
            _ => ParameterIn::Query,
        })
        .required(if it.required { Required::True } else { Required::False })
        .schema(Some(ObjectBuilder::new().schema_type(kind).title(Some(it.title))))
        .build()
}

fn operation(planned: &Planned) -> Operation {
    let mut operation = OperationBuilder::new()
        .tag(planned.tag())
        .summary(Some(planned.summary()))
        .description(Some(planned.description()))
        .operation_id(Some(planned.operation_id()))
        .response(planned.status().to_string(), main_response(planned));
    for one in planned.parameters() {
        operation = operation.parameter(parameter(one));
    }
    if let Some(model) = planned.body() {
        operation = operation.request_body(Some(body(model.reference)));
    }
    for one in planned.all_answers() {
        operation = operation.response(one.key, answer(one));
    }
    if planned.brings_422() {
        operation = operation.response("422", response("Validation Error".into(), Some(INVALID)));
    }
    if let Some([sent, answered]) = planned.callback() {
        let callback = callback(planned, sent.reference, answered.reference);
        operation = operation.callback(planned.callback_name(), RefOr::T(callback));
    }
    operation.build()
}

/// A schema of its own from JSON. It cannot read one that says no type, so such a property is built.
fn read(mut schema: Value) -> RefOr<Schema> {
    let says_no_type = |schema: &Value| ["type", "$ref", "anyOf"].iter().all(|key| schema.get(key).is_none());
    let mut untyped = Vec::new();
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.retain(|name, property| {
            let stays = !says_no_type(property);
            if !stays {
                untyped.push((name.clone(), property["title"].clone()));
            }
            stays
        });
    }
    let mut read = serde_json::from_value(schema).unwrap_or_else(|error| panic!("{error}"));
    if let RefOr::T(Schema::Object(object)) = &mut read {
        for (name, title) in untyped {
            let any = ObjectBuilder::new().schema_type(SchemaType::AnyValue).title(title.as_str()).build();
            object.properties.insert(name, RefOr::T(Schema::Object(any)));
        }
    }
    read
}

/// The scenario as utoipa's objects.
pub(crate) fn document(scenario: Scenario) -> OpenApi {
    let mut paths = PathsBuilder::new();
    for planned in scenario.operations() {
        let method = match planned.method() {
            "GET" => HttpMethod::Get,
            "POST" => HttpMethod::Post,
            "PUT" => HttpMethod::Put,
            "PATCH" => HttpMethod::Patch,
            _ => HttpMethod::Delete,
        };
        paths = paths.path(planned.full_path(), PathItem::new(method, operation(&planned)));
    }
    let ready = READY.of(scenario, |shape| read(shape.schema(Dialect::V3_1, REFERENCES)));
    let components = ready
        .iter()
        .fold(ComponentsBuilder::new(), |components, (name, schema)| components.schema(*name, schema.clone()));
    OpenApiBuilder::new()
        .info(InfoBuilder::new().title("Bench").version("1.0.0"))
        .paths(paths)
        .components(Some(components.build()))
        .build()
}

pub(super) fn generate(scenario: Scenario) -> String {
    serde_json::to_string(&document(scenario)).unwrap_or_default()
}
