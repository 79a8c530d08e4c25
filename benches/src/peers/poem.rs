//! poem-openapi: what its macros expand to, a `meta()` with every operation. It has no callbacks, and its texts are
//! always known at compile time; they are made beforehand.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use poem::endpoint::BoxEndpoint;
use poem::http::Method;
use poem_openapi::registry::{
    MetaApi, MetaMediaType, MetaOperation, MetaOperationParam, MetaParamIn, MetaPath, MetaRequest, MetaResponse,
    MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::{OpenApi, OpenApiService};

use crate::scenario::{Words, literal};

/// `OpenApi::meta` takes no arguments.
static COUNT: Mutex<usize> = Mutex::new(0);

struct Literals {
    path: &'static str,
    summary: &'static str,
    description: &'static str,
    id: &'static str,
    missing: &'static str,
}

static LITERALS: LazyLock<Vec<Literals>> = LazyLock::new(|| {
    let leak = |text: String| &*text.leak();
    let of = |words: Words| {
        let made = super::made(&words);
        Literals {
            path: leak(words.path.into_owned()),
            summary: leak(made.summary),
            description: leak(words.description.into_owned()),
            id: leak(made.id),
            missing: leak(words.missing.into_owned()),
        }
    };
    literal(10_000).map(of).collect()
});

/// What its macro would be given.
pub(crate) struct Api;

fn reference(target: &str) -> MetaSchemaRef {
    MetaSchemaRef::Reference(target.rsplit('/').next().unwrap_or_default().into())
}

fn json(target: &str) -> MetaMediaType {
    MetaMediaType { content_type: "application/json", schema: reference(target) }
}

fn response(status: u16, description: &'static str, content: Vec<MetaMediaType>) -> MetaResponse {
    MetaResponse { description, status: Some(status), status_range: None, content, headers: vec![] }
}

fn path(words: &Literals) -> MetaPath {
    let image = MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary")));
    let image = MetaMediaType { content_type: "image/png", schema: image };
    MetaPath {
        path: words.path.to_owned(),
        operations: vec![MetaOperation {
            method: Method::PUT,
            tags: vec![],
            summary: Some(words.summary),
            description: Some(words.description),
            external_docs: None,
            params: vec![MetaOperationParam {
                name: "id".to_owned(),
                schema: MetaSchemaRef::Inline(Box::new(MetaSchema::new("integer"))),
                in_type: MetaParamIn::Path,
                description: None,
                required: true,
                deprecated: false,
                explode: true,
                style: None,
            }],
            request: Some(MetaRequest { description: None, content: vec![json(super::ITEM)], required: true }),
            responses: MetaResponses {
                responses: vec![
                    response(200, "Successful Response", vec![json(super::ITEM), image]),
                    response(302, "The item was moved", vec![]),
                    response(403, "Not enough privileges", vec![]),
                    response(404, words.missing, vec![json(super::MESSAGE)]),
                    response(422, "Validation Error", vec![json(super::INVALID)]),
                ],
            },
            deprecated: false,
            security: vec![],
            operation_id: Some(words.id),
            code_samples: vec![],
        }],
    }
}

impl OpenApi for Api {
    fn meta() -> Vec<MetaApi> {
        let count = COUNT.lock().map(|count| *count).unwrap_or_default();
        vec![MetaApi { paths: LITERALS.iter().take(count).map(path).collect() }]
    }

    fn register(registry: &mut Registry) {
        let text = || MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")));
        let schemas: [(&str, &[&str]); 4] = [
            ("Item", &["id", "value"]),
            ("Message", &["message"]),
            ("Receipt", &["ok"]),
            ("HTTPValidationError", &["detail"]),
        ];
        for (name, properties) in schemas {
            registry.create_schema::<Api, _>(name.to_owned(), |_| MetaSchema {
                required: properties.to_vec(),
                properties: properties.iter().map(|property| (*property, text())).collect(),
                ..MetaSchema::new("object")
            });
        }
    }

    fn add_routes(self, _: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {}
}

/// The scenario as a service of poem-openapi.
pub(crate) fn service(all: &mut dyn Iterator<Item = Words>) -> OpenApiService<Api, ()> {
    LazyLock::force(&LITERALS);
    if let Ok(mut count) = COUNT.lock() {
        *count = all.size_hint().0;
    }
    OpenApiService::new(Api, "Bench", "1.0.0")
}

pub(super) fn generate(all: &mut dyn Iterator<Item = Words>) -> String {
    service(all).spec()
}
