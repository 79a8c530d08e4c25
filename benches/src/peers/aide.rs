//! aide: its objects, which its transform functions fill too.

use aide::openapi::{
    Callback, Components, Info, MediaType, OpenApi, Operation, Parameter, ParameterData, ParameterSchemaOrContent,
    PathItem, Paths, ReferenceOr, RequestBody, Response, Responses, SchemaObject, StatusCode,
};
use indexmap::IndexMap;
use schemars09::{Schema, json_schema};

use super::{INVALID, ITEM, MESSAGE, RECEIPT, made, made_of_callback};
use crate::scenario::{EXPRESSION, Words};

fn schema(json_schema: Schema) -> SchemaObject {
    SchemaObject { json_schema, external_docs: None, example: None }
}

fn json(target: &str) -> IndexMap<String, MediaType> {
    let media_type = MediaType { schema: Some(schema(Schema::new_ref(target.to_owned()))), ..MediaType::default() };
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

fn responses<const N: usize>(all: [(StatusCode, ReferenceOr<Response>); N]) -> Option<Responses> {
    Some(Responses { responses: IndexMap::from_iter(all), ..Responses::default() })
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
    let path_item = PathItem { post: Some(operation), ..PathItem::default() };
    IndexMap::from_iter([(EXPRESSION.to_owned(), ReferenceOr::Item(path_item))])
}

fn operation(words: Words) -> Operation {
    let made = made(&words);
    let mut ok = json(ITEM);
    ok.insert("image/png".to_owned(), MediaType::default());
    let id = ParameterData {
        name: "id".to_owned(),
        description: None,
        required: true,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema(json_schema!({ "type": "integer", "title": "Id" }))),
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
        callbacks: IndexMap::from_iter([(words.callback.clone().into_owned(), ReferenceOr::Item(callback(&words)))]),
        ..Operation::default()
    }
}

/// The scenario as aide's objects.
pub(crate) fn document(all: &mut dyn Iterator<Item = Words>) -> OpenApi {
    let mut paths = Paths::default();
    for words in all {
        let path = words.path.clone().into_owned();
        paths.paths.insert(path, ReferenceOr::Item(PathItem { put: Some(operation(words)), ..PathItem::default() }));
    }
    let component = |name: &str, properties: &[&str]| {
        let members: serde_json::Map<_, _> =
            properties.iter().map(|name| ((*name).to_owned(), serde_json::json!({ "type": "string" }))).collect();
        let object = json_schema!({ "type": "object", "required": properties, "properties": members });
        (name.to_owned(), schema(object))
    };
    let schemas = IndexMap::from_iter([
        component("Item", &["id", "value"]),
        component("Message", &["message"]),
        component("Receipt", &["ok"]),
        component("HTTPValidationError", &["detail"]),
    ]);
    OpenApi {
        info: Info { title: "Bench".to_owned(), version: "1.0.0".to_owned(), ..Info::default() },
        paths: Some(paths),
        components: Some(Components { schemas, ..Components::default() }),
        ..OpenApi::default()
    }
}

pub(super) fn generate(all: &mut dyn Iterator<Item = Words>) -> String {
    serde_json::to_string(&document(all)).unwrap_or_default()
}
