//! openapiv3: its objects.

use indexmap::IndexMap;
use openapiv3::{
    Callback, Components, Info, IntegerType, MediaType, ObjectType, OpenAPI, Operation, Parameter, ParameterData,
    ParameterSchemaOrContent, PathItem, Paths, ReferenceOr, RequestBody, Response, Responses, Schema, SchemaData,
    SchemaKind, StatusCode, Type,
};

use super::{INVALID, ITEM, MESSAGE, RECEIPT, made, made_of_callback};
use crate::scenario::{EXPRESSION, Words};

fn json(target: &str) -> IndexMap<String, MediaType> {
    let reference = ReferenceOr::Reference { reference: target.to_owned() };
    let media_type = MediaType { schema: Some(reference), ..MediaType::default() };
    IndexMap::from_iter([("application/json".to_owned(), media_type)])
}

fn body() -> Option<ReferenceOr<RequestBody>> {
    Some(ReferenceOr::Item(RequestBody { content: json(ITEM), required: true, ..RequestBody::default() }))
}

fn response(
    status: u16,
    description: &str,
    content: IndexMap<String, MediaType>,
) -> (StatusCode, ReferenceOr<Response>) {
    let response = Response { description: description.to_owned(), content, ..Response::default() };
    (StatusCode::Code(status), ReferenceOr::Item(response))
}

fn responses<const N: usize>(all: [(StatusCode, ReferenceOr<Response>); N]) -> Responses {
    Responses { responses: IndexMap::from_iter(all), ..Responses::default() }
}

fn callback(words: &Words) -> Callback {
    let made = made_of_callback(words);
    let operation = Operation {
        summary: Some(made.summary),
        operation_id: Some(made.id),
        request_body: body(),
        responses: responses([
            response(200, "Successful Response", json(RECEIPT)),
            response(422, "Validation Error", json(INVALID)),
        ]),
        ..Operation::default()
    };
    IndexMap::from_iter([(EXPRESSION.to_owned(), PathItem { post: Some(operation), ..PathItem::default() })])
}

fn operation(words: Words) -> Operation {
    let made = made(&words);
    let mut ok = json(ITEM);
    ok.insert("image/png".to_owned(), MediaType::default());
    let id = Schema {
        schema_data: SchemaData { title: Some("Id".to_owned()), ..SchemaData::default() },
        schema_kind: SchemaKind::Type(Type::Integer(IntegerType::default())),
    };
    let id = ParameterData {
        name: "id".to_owned(),
        description: None,
        required: true,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(ReferenceOr::Item(id)),
        example: None,
        examples: IndexMap::default(),
        explode: None,
        extensions: IndexMap::default(),
    };
    Operation {
        summary: Some(made.summary),
        description: Some(words.description.clone().into_owned()),
        operation_id: Some(made.id),
        parameters: vec![ReferenceOr::Item(Parameter::Path { parameter_data: id, style: Default::default() })],
        request_body: body(),
        responses: responses([
            response(200, "Successful Response", ok),
            response(302, "The item was moved", IndexMap::default()),
            response(403, "Not enough privileges", IndexMap::default()),
            response(404, &words.missing, json(MESSAGE)),
            response(422, "Validation Error", json(INVALID)),
        ]),
        callbacks: IndexMap::from_iter([(words.callback.clone().into_owned(), callback(&words))]),
        ..Operation::default()
    }
}

pub(super) fn generate(all: &mut dyn Iterator<Item = Words>) -> String {
    let mut paths = Paths::default();
    for words in all {
        let path = words.path.clone().into_owned();
        paths.paths.insert(path, ReferenceOr::Item(PathItem { put: Some(operation(words)), ..PathItem::default() }));
    }
    let plain = |kind| Schema { schema_data: SchemaData::default(), schema_kind: SchemaKind::Type(kind) };
    let component = |name: &str, properties: &[&str]| {
        let text = || ReferenceOr::Item(Box::new(plain(Type::String(Default::default()))));
        let object = ObjectType {
            required: properties.iter().map(|name| (*name).to_owned()).collect(),
            properties: properties.iter().map(|name| ((*name).to_owned(), text())).collect(),
            ..ObjectType::default()
        };
        (name.to_owned(), ReferenceOr::Item(plain(Type::Object(object))))
    };
    let schemas = IndexMap::from_iter([
        component("Item", &["id", "value"]),
        component("Message", &["message"]),
        component("Receipt", &["ok"]),
        component("HTTPValidationError", &["detail"]),
    ]);
    let document = OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: Info { title: "Bench".to_owned(), version: "1.0.0".to_owned(), ..Info::default() },
        paths,
        components: Some(Components { schemas, ..Components::default() }),
        ..OpenAPI::default()
    };
    serde_json::to_string(&document).unwrap_or_default()
}
