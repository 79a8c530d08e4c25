//! aide: its objects, which its transform functions fill too.

use aide::openapi::{
    Callback, Components, Header, Info, Link, LinkOperation, MediaType, OpenApi, Operation, Parameter, ParameterData,
    ParameterSchemaOrContent, PathItem, Paths, ReferenceOr, RequestBody, Response, Responses, SchemaObject, StatusCode,
};
use indexmap::IndexMap;
use schemars09::{Schema, json_schema};

use super::{CREATED_ID, REFERENCES, Ready};
use crate::scenario::models::INVALID;
use crate::scenario::{self, Answer, EXPRESSION, Planned, Scenario};
use crate::shapes::{Dialect, Kind};

static READY: Ready<SchemaObject> = Ready::new();

fn schema(json_schema: Schema) -> SchemaObject {
    SchemaObject { json_schema, external_docs: None, example: None }
}

fn json(target: &str) -> IndexMap<String, MediaType> {
    let media_type = MediaType { schema: Some(schema(Schema::new_ref(target.to_owned()))), ..MediaType::default() };
    IndexMap::from_iter([("application/json".to_owned(), media_type)])
}

fn body(target: &str) -> Option<ReferenceOr<RequestBody>> {
    Some(ReferenceOr::Item(RequestBody { content: json(target), required: true, ..RequestBody::default() }))
}

fn response(description: &str, target: Option<&str>) -> Response {
    Response {
        description: description.to_owned(),
        content: target.map(json).unwrap_or_default(),
        ..Response::default()
    }
}

fn text_header() -> ReferenceOr<Header> {
    ReferenceOr::Item(Header {
        description: None,
        style: Default::default(),
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema(json_schema!({ "type": "string" }))),
        example: None,
        examples: IndexMap::default(),
        extensions: IndexMap::default(),
    })
}

fn insert(responses: &mut Responses, key: &str, response: Response) {
    let response = ReferenceOr::Item(response);
    match key.as_bytes() {
        [digit, b'X', b'X'] => {
            responses.responses.insert(StatusCode::Range((digit - b'0').into()), response);
        }
        _ => match key.parse() {
            Ok(code) => {
                responses.responses.insert(StatusCode::Code(code), response);
            }
            Err(_) => responses.default = Some(response),
        },
    }
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
        let link = Link {
            description: None,
            operation: LinkOperation::OperationId(planned.reading_id().into_owned()),
            request_body: None,
            parameters: IndexMap::from_iter([("id".to_owned(), CREATED_ID.into())]),
            server: None,
            extensions: IndexMap::default(),
        };
        response.links.insert("read".to_owned(), ReferenceOr::Item(link));
    }
    response
}

fn responses(planned: &Planned) -> Option<Responses> {
    let mut responses = Responses::default();
    responses.responses.insert(StatusCode::Code(planned.status()), ReferenceOr::Item(main_response(planned)));
    for one in planned.all_answers() {
        insert(&mut responses, one.key, answer(&one));
    }
    if planned.brings_422() {
        insert(&mut responses, "422", response("Validation Error", Some(INVALID)));
    }
    Some(responses)
}

fn callback(planned: &Planned, sent: &str, answered: &str) -> Callback {
    let mut responses = Responses::default();
    insert(&mut responses, "200", response("Successful Response", Some(answered)));
    insert(&mut responses, "422", response("Validation Error", Some(INVALID)));
    let operation = Operation {
        summary: Some(planned.callback_summary().into_owned()),
        operation_id: Some(planned.callback_id().into_owned()),
        request_body: body(sent),
        responses: Some(responses),
        ..Operation::default()
    };
    let path_item = PathItem { post: Some(operation), ..PathItem::default() };
    IndexMap::from_iter([(EXPRESSION.to_owned(), ReferenceOr::Item(path_item))])
}

fn parameter(it: &scenario::Parameter) -> Parameter {
    let kind = match it.kind {
        Kind::Integer => json_schema!({ "type": "integer", "title": it.title }),
        Kind::Boolean => json_schema!({ "type": "boolean", "title": it.title }),
        _ => json_schema!({ "type": "string", "title": it.title }),
    };
    let parameter_data = ParameterData {
        name: it.name.to_owned(),
        description: None,
        required: it.required,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema(kind)),
        example: None,
        examples: IndexMap::default(),
        explode: None,
        extensions: IndexMap::default(),
    };
    match it.location {
        "path" => Parameter::Path { parameter_data, style: Default::default() },
        "header" => Parameter::Header { parameter_data, style: Default::default() },
        "cookie" => Parameter::Cookie { parameter_data, style: Default::default() },
        _ => Parameter::Query {
            parameter_data,
            allow_reserved: false,
            style: Default::default(),
            allow_empty_value: None,
        },
    }
}

fn operation(planned: &Planned) -> Operation {
    let callbacks = planned.callback().map(|[sent, answered]| {
        let callback = callback(planned, sent.reference, answered.reference);
        (planned.callback_name().into_owned(), ReferenceOr::Item(callback))
    });
    Operation {
        tags: vec![planned.tag().into_owned()],
        summary: Some(planned.summary().into_owned()),
        description: Some(planned.description().into_owned()),
        operation_id: Some(planned.operation_id().into_owned()),
        parameters: planned.parameters().map(|it| ReferenceOr::Item(parameter(it))).collect(),
        request_body: planned.body().and_then(|model| body(model.reference)),
        responses: responses(planned),
        callbacks: callbacks.into_iter().collect(),
        ..Operation::default()
    }
}

/// The scenario as aide's objects.
pub(crate) fn document(scenario: Scenario) -> OpenApi {
    let mut paths = Paths::default();
    for planned in scenario.operations() {
        let path = paths.paths.entry(planned.full_path().into_owned());
        let ReferenceOr::Item(item) = path.or_insert_with(|| ReferenceOr::Item(PathItem::default())) else { continue };
        let operation = Some(operation(&planned));
        match planned.method() {
            "GET" => item.get = operation,
            "POST" => item.post = operation,
            "PUT" => item.put = operation,
            "PATCH" => item.patch = operation,
            _ => item.delete = operation,
        }
    }
    let ready = READY
        .of(scenario, |shape| schema(Schema::try_from(shape.schema(Dialect::V3_1, REFERENCES)).unwrap_or_default()));
    let schemas = ready.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    OpenApi {
        info: Info { title: "Bench".to_owned(), version: "1.0.0".to_owned(), ..Info::default() },
        paths: Some(paths),
        components: Some(Components { schemas, ..Components::default() }),
        ..OpenApi::default()
    }
}

pub(super) fn generate(scenario: Scenario) -> String {
    serde_json::to_string(&document(scenario)).unwrap_or_default()
}
