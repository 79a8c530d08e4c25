//! oas3: its objects.

use oas3::Map;
use oas3::spec::{
    Callback, Components, Info, MediaType, ObjectOrReference, ObjectSchema, Operation, Parameter, ParameterIn,
    PathItem, RequestBody, Response, Schema, SchemaType, SchemaTypeSet, Spec,
};

use super::{INVALID, ITEM, MESSAGE, RECEIPT, made, made_of_callback};
use crate::scenario::{EXPRESSION, Words};

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

fn body() -> Option<ObjectOrReference<RequestBody>> {
    let body = RequestBody { content: json(ITEM), required: Some(true), ..RequestBody::default() };
    Some(ObjectOrReference::Object(body))
}

fn response(status: &str, description: &str, content: Map<String, MediaType>) -> (String, ObjectOrReference<Response>) {
    let response = Response { description: Some(description.to_owned()), content, ..Response::default() };
    (status.to_owned(), ObjectOrReference::Object(response))
}

fn callback(words: &Words) -> Callback {
    let made = made_of_callback(words);
    let operation = Operation {
        summary: Some(made.summary),
        operation_id: Some(made.id),
        request_body: body(),
        responses: Some(Map::from_iter([
            response("200", "Successful Response", json(RECEIPT)),
            response("422", "Validation Error", json(INVALID)),
        ])),
        ..Operation::default()
    };
    let path_item = PathItem { post: Some(operation), ..PathItem::default() };
    Callback { paths: Map::from_iter([(EXPRESSION.to_owned(), path_item)]), extensions: Map::new() }
}

fn operation(words: Words) -> Operation {
    let made = made(&words);
    let mut ok = json(ITEM);
    ok.insert("image/png".to_owned(), MediaType::default());
    let id = Parameter {
        name: "id".to_owned(),
        location: ParameterIn::Path,
        description: None,
        required: Some(true),
        deprecated: None,
        allow_empty_value: None,
        style: None,
        explode: None,
        allow_reserved: None,
        schema: Some(inline(ObjectSchema { title: Some("Id".to_owned()), ..of_type(SchemaType::Integer) })),
        example: None,
        examples: Map::new(),
        content: None,
        extensions: Map::new(),
    };
    Operation {
        summary: Some(made.summary),
        description: Some(words.description.clone().into_owned()),
        operation_id: Some(made.id),
        parameters: vec![ObjectOrReference::Object(id)],
        request_body: body(),
        responses: Some(Map::from_iter([
            response("200", "Successful Response", ok),
            response("302", "The item was moved", Map::new()),
            response("403", "Not enough privileges", Map::new()),
            response("404", &words.missing, json(MESSAGE)),
            response("422", "Validation Error", json(INVALID)),
        ])),
        callbacks: Map::from_iter([(words.callback.clone().into_owned(), ObjectOrReference::Object(callback(&words)))]),
        ..Operation::default()
    }
}

pub(super) fn generate(all: &mut dyn Iterator<Item = Words>) -> String {
    let mut paths = Map::new();
    for words in all {
        let path = words.path.clone().into_owned();
        paths.insert(path, PathItem { put: Some(operation(words)), ..PathItem::default() });
    }
    let component = |name: &str, properties: &[&str]| {
        let object = ObjectSchema {
            required: properties.iter().map(|name| (*name).to_owned()).collect(),
            properties: properties
                .iter()
                .map(|name| ((*name).to_owned(), inline(of_type(SchemaType::String))))
                .collect(),
            ..of_type(SchemaType::Object)
        };
        (name.to_owned(), inline(object))
    };
    let schemas = Map::from_iter([
        component("Item", &["id", "value"]),
        component("Message", &["message"]),
        component("Receipt", &["ok"]),
        component("HTTPValidationError", &["detail"]),
    ]);
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
