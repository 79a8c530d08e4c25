//! oas3: its objects.

use oas3::Map;
use oas3::spec::{
    Callback, Components, Header, Info, Link, MediaType, ObjectOrReference, ObjectSchema, Operation, Parameter,
    ParameterIn, PathItem, RequestBody, Response, Schema, SchemaType, SchemaTypeSet, Spec,
};

use super::{CREATED_ID, REFERENCES, Ready};
use crate::scenario::models::INVALID;
use crate::scenario::{self, Answer, EXPRESSION, Planned, Scenario};
use crate::shapes::{Dialect, Kind};

static READY: Ready<Schema> = Ready::new();

fn inline(schema: ObjectSchema) -> Schema {
    Schema::Object(Box::new(ObjectOrReference::Object(schema)))
}

fn of_type(kind: SchemaType) -> ObjectSchema {
    ObjectSchema { schema_type: Some(SchemaTypeSet::Single(kind)), ..ObjectSchema::default() }
}

fn json(target: &str) -> Map<String, MediaType> {
    let reference = ObjectOrReference::Ref { ref_path: target.to_owned(), summary: None, description: None };
    let media_type = MediaType { schema: Some(Schema::Object(Box::new(reference))), ..MediaType::default() };
    Map::from_iter([("application/json".to_owned(), media_type)])
}

fn body(target: &str) -> ObjectOrReference<RequestBody> {
    ObjectOrReference::Object(RequestBody { content: json(target), required: Some(true), ..RequestBody::default() })
}

fn response(description: &str, target: Option<&str>) -> Response {
    let content = target.map(json).unwrap_or_default();
    Response { description: Some(description.to_owned()), content, ..Response::default() }
}

fn text_header() -> ObjectOrReference<Header> {
    let schema = Some(inline(of_type(SchemaType::String)));
    ObjectOrReference::Object(Header { schema, ..Header::default() })
}

fn answer(answer: &Answer) -> Response {
    let mut response = response(&answer.description, answer.model.map(|model| model.reference));
    response.headers.extend(answer.header.map(|header| (header.to_owned(), text_header())));
    response
}

fn main_response(planned: &Planned) -> Response {
    let mut response = response("Successful Response", planned.response_model().map(|model| model.reference));
    for key in planned.other_media_types() {
        response.content.insert((*key).to_owned(), MediaType::default());
    }
    if planned.links_to_reading() {
        response.headers.insert("Location".to_owned(), text_header());
        let link = Link::Id {
            operation_id: planned.reading_id().into_owned(),
            parameters: Map::from_iter([("id".to_owned(), CREATED_ID.to_owned())]),
            description: None,
            server: None,
            extensions: Map::new(),
        };
        response.links.insert("read".to_owned(), ObjectOrReference::Object(link));
    }
    response
}

fn responses(planned: &Planned) -> Map<String, ObjectOrReference<Response>> {
    let mut responses = Map::new();
    responses.insert(planned.status().to_string(), ObjectOrReference::Object(main_response(planned)));
    for one in planned.all_answers() {
        responses.insert(one.key.to_owned(), ObjectOrReference::Object(answer(&one)));
    }
    if planned.brings_422() {
        let invalid = response("Validation Error", Some(INVALID));
        responses.insert("422".to_owned(), ObjectOrReference::Object(invalid));
    }
    responses
}

fn callback(planned: &Planned, sent: &str, answered: &str) -> Callback {
    let responses = [("200", "Successful Response", answered), ("422", "Validation Error", INVALID)];
    let responses = responses.map(|(key, description, target)| {
        (key.to_owned(), ObjectOrReference::Object(response(description, Some(target))))
    });
    let operation = Operation {
        summary: Some(planned.callback_summary().into_owned()),
        operation_id: Some(planned.callback_id().into_owned()),
        request_body: Some(body(sent)),
        responses: Some(Map::from_iter(responses)),
        ..Operation::default()
    };
    let path_item = PathItem { post: Some(operation), ..PathItem::default() };
    Callback { paths: Map::from_iter([(EXPRESSION.to_owned(), path_item)]), extensions: Map::new() }
}

fn parameter(it: &scenario::Parameter) -> Parameter {
    let kind = match it.kind {
        Kind::Integer => SchemaType::Integer,
        Kind::Boolean => SchemaType::Boolean,
        _ => SchemaType::String,
    };
    Parameter {
        name: it.name.to_owned(),
        location: match it.location {
            "path" => ParameterIn::Path,
            "header" => ParameterIn::Header,
            "cookie" => ParameterIn::Cookie,
            _ => ParameterIn::Query,
        },
        description: None,
        required: Some(it.required),
        deprecated: None,
        allow_empty_value: None,
        style: None,
        explode: None,
        allow_reserved: None,
        schema: Some(inline(ObjectSchema { title: Some(it.title.to_owned()), ..of_type(kind) })),
        example: None,
        examples: Map::new(),
        content: None,
        extensions: Map::new(),
    }
}

fn operation(planned: &Planned) -> Operation {
    let callbacks = planned.callback().map(|[sent, answered]| {
        let callback = callback(planned, sent.reference, answered.reference);
        (planned.callback_name().into_owned(), ObjectOrReference::Object(callback))
    });
    Operation {
        tags: vec![planned.tag().into_owned()],
        summary: Some(planned.summary().into_owned()),
        description: Some(planned.description().into_owned()),
        operation_id: Some(planned.operation_id().into_owned()),
        parameters: planned.parameters().map(|it| ObjectOrReference::Object(parameter(it))).collect(),
        request_body: planned.body().map(|model| body(model.reference)),
        responses: Some(responses(planned)),
        callbacks: callbacks.into_iter().collect(),
        ..Operation::default()
    }
}

pub(super) fn generate(scenario: Scenario) -> String {
    let mut paths: Map<String, PathItem> = Map::new();
    for planned in scenario.operations() {
        let path = planned.full_path().into_owned();
        if !paths.contains_key(&path) {
            paths.insert(path.clone(), PathItem::default());
        }
        let Some(item) = paths.get_mut(&path) else { continue };
        let operation = Some(operation(&planned));
        match planned.method() {
            "GET" => item.get = operation,
            "POST" => item.post = operation,
            "PUT" => item.put = operation,
            "PATCH" => item.patch = operation,
            _ => item.delete = operation,
        }
    }
    let ready = READY.of(scenario, |shape| {
        serde_json::from_value(shape.schema(Dialect::V3_1, REFERENCES)).unwrap_or_else(|error| panic!("{error}"))
    });
    let schemas = ready.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    let document = Spec {
        openapi: "3.1.0".to_owned(),
        info: Info {
            title: "Bench".to_owned(),
            summary: None,
            description: None,
            terms_of_service: None,
            version: "1.0.0".to_owned(),
            contact: None,
            license: None,
            extensions: Map::new(),
        },
        servers: vec![],
        paths: Some(paths),
        components: Some(Components { schemas, ..Components::default() }),
        security: vec![],
        tags: vec![],
        webhooks: Map::new(),
        external_docs: None,
        extensions: Map::new(),
    };
    serde_json::to_string(&document).unwrap_or_default()
}
