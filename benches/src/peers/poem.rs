//! poem-openapi: what its macros expand to, a `meta()` with every operation. It has no callbacks and no links, and its
//! texts are always known at compile time: it is given the literals.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Mutex;

use poem::endpoint::BoxEndpoint;
use poem::http::Method;
use poem_openapi::registry::{
    MetaApi, MetaHeader, MetaMediaType, MetaOperation, MetaOperationParam, MetaParamIn, MetaPath, MetaRequest,
    MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::{OpenApi, OpenApiService};

use super::Ready;
use crate::scenario::models::INVALID;
use crate::scenario::{self, Answer, Planned, Scenario, Texts, Word};
use crate::shapes::{Content, Kind, Property, Shape};

/// `OpenApi::meta` and `register` take no arguments.
static CURRENT: Mutex<Option<Scenario>> = Mutex::new(None);

static READY: Ready<MetaSchema> = Ready::new();

/// What its macro would be given.
pub(crate) struct Api;

fn current() -> Scenario {
    let current = CURRENT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    current.unwrap_or_else(|| Scenario::literal(0))
}

fn literal(word: Word) -> &'static str {
    match word {
        Cow::Borrowed(text) => text,
        Cow::Owned(_) => "more operations than literals",
    }
}

fn reference(target: &str) -> MetaSchemaRef {
    MetaSchemaRef::Reference(target.rsplit('/').next().unwrap_or_default().into())
}

fn json(target: &str) -> MetaMediaType {
    MetaMediaType { content_type: "application/json", schema: reference(target) }
}

fn inline(schema: MetaSchema) -> MetaSchemaRef {
    MetaSchemaRef::Inline(Box::new(schema))
}

fn text_header(name: &str) -> MetaHeader {
    let schema = inline(MetaSchema::new("string"));
    MetaHeader { name: name.to_owned(), description: None, required: false, deprecated: false, schema }
}

fn response(key: &str, description: &'static str, content: Vec<MetaMediaType>, header: Option<&str>) -> MetaResponse {
    MetaResponse {
        description,
        status: key.parse().ok(),
        status_range: key.ends_with("XX").then(|| key.to_owned()),
        content,
        headers: header.map(text_header).into_iter().collect(),
    }
}

fn answer(answer: Answer) -> MetaResponse {
    let content = answer.model.map(|model| json(model.reference)).into_iter().collect();
    response(answer.key, literal(answer.description), content, answer.header)
}

fn main_response(planned: &Planned) -> MetaResponse {
    let others = planned.other_media_types().iter();
    let other = |key| MetaMediaType { content_type: key, schema: inline(MetaSchema::ANY) };
    let content = planned.response_model().map(|model| json(model.reference)).into_iter();
    let header = planned.links_to_reading().then_some("Location");
    let mut response =
        response("", "Successful Response", content.chain(others.map(|key| other(key))).collect(), header);
    response.status = Some(planned.status());
    response
}

fn parameter(it: &scenario::Parameter) -> MetaOperationParam {
    let kind = match it.kind {
        Kind::Integer => "integer",
        Kind::Boolean => "boolean",
        _ => "string",
    };
    MetaOperationParam {
        name: it.name.to_owned(),
        schema: inline(MetaSchema { title: Some(it.title.to_owned()), ..MetaSchema::new(kind) }),
        in_type: match it.location {
            "path" => MetaParamIn::Path,
            "header" => MetaParamIn::Header,
            "cookie" => MetaParamIn::Cookie,
            _ => MetaParamIn::Query,
        },
        description: None,
        required: it.required,
        deprecated: false,
        explode: true,
        style: None,
    }
}

fn operation(planned: &Planned) -> MetaOperation {
    let mut responses = vec![main_response(planned)];
    responses.extend(planned.all_answers().map(answer));
    if planned.brings_422() {
        responses.push(response("422", "Validation Error", vec![json(INVALID)], None));
    }
    let body = planned.body();
    MetaOperation {
        method: match planned.method() {
            "GET" => Method::GET,
            "POST" => Method::POST,
            "PUT" => Method::PUT,
            "PATCH" => Method::PATCH,
            _ => Method::DELETE,
        },
        tags: vec![literal(planned.tag())],
        summary: Some(literal(planned.summary())),
        description: Some(literal(planned.description())),
        external_docs: None,
        params: planned.parameters().map(parameter).collect(),
        request: body.map(|it| MetaRequest { description: None, content: vec![json(it.reference)], required: true }),
        responses: MetaResponses { responses },
        deprecated: false,
        security: vec![],
        operation_id: Some(literal(planned.operation_id())),
        code_samples: vec![],
    }
}

fn schema(kind: &Kind) -> MetaSchemaRef {
    match kind {
        Kind::String => inline(MetaSchema::new("string")),
        Kind::Integer => inline(MetaSchema::new("integer")),
        Kind::Number => inline(MetaSchema::new("number")),
        Kind::Boolean => inline(MetaSchema::new("boolean")),
        Kind::Object => inline(MetaSchema::new("object")),
        Kind::Any => inline(MetaSchema::ANY),
        Kind::Component(name) => MetaSchemaRef::Reference((*name).to_owned()),
        Kind::List(item) => inline(MetaSchema { items: Some(Box::new(schema(item))), ..MetaSchema::new("array") }),
        Kind::Map(item) => {
            inline(MetaSchema { additional_properties: Some(Box::new(schema(item))), ..MetaSchema::new("object") })
        }
        Kind::Nullable(item) => schema(item),
    }
}

fn property(property: &Property) -> (&'static str, MetaSchemaRef) {
    let with = |mut schema: MetaSchema| {
        schema.title = Some(property.title.to_owned());
        schema.description = property.description;
        inline(schema)
    };
    let schema = match schema(&property.kind) {
        MetaSchemaRef::Inline(schema) => with(*schema),
        reference => reference,
    };
    (property.name, schema)
}

fn model(shape: &Shape) -> MetaSchema {
    let title = Some(shape.name.to_owned());
    match &shape.content {
        Content::Words(words) => MetaSchema {
            title,
            enum_items: words.iter().map(|word| (*word).into()).collect(),
            ..MetaSchema::new("string")
        },
        Content::Properties(properties) => MetaSchema {
            title,
            required: properties.iter().filter(|property| property.required).map(|property| property.name).collect(),
            properties: properties.iter().map(property).collect(),
            ..MetaSchema::new("object")
        },
    }
}

impl OpenApi for Api {
    fn meta() -> Vec<MetaApi> {
        let mut paths: Vec<MetaPath> = Vec::new();
        for planned in current().operations() {
            let operation = operation(&planned);
            let path = planned.full_path();
            match paths.last_mut() {
                Some(last) if last.path == path => last.operations.push(operation),
                _ => paths.push(MetaPath { path: path.into_owned(), operations: vec![operation] }),
            }
        }
        vec![MetaApi { paths }]
    }

    fn register(registry: &mut Registry) {
        for (name, schema) in READY.of(current(), model) {
            registry.create_schema::<Api, _>((*name).to_owned(), |_| schema.clone());
        }
    }

    fn add_routes(self, _: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {}
}

/// The scenario as a service of poem-openapi.
pub(crate) fn service(scenario: Scenario) -> OpenApiService<Api, ()> {
    *CURRENT.lock().unwrap_or_else(std::sync::PoisonError::into_inner) =
        Some(Scenario { texts: Texts::Literal, ..scenario });
    OpenApiService::new(Api, "Bench", "1.0.0")
}

pub(super) fn generate(scenario: Scenario) -> String {
    service(scenario).spec()
}
