//! What is done with documents and declarations that are large in one respect.

use std::hint::black_box;

use openapi_merge::Api;
use openapi_merge::declare::{self, Catalog, Definition, Operation, Router};
use openapi_model::check::check;
use openapi_model::{FromValue, OpenApi, Version, downgrade, upgrade};
use serde_json::{Map, Value, json};

/// One line of the table.
#[derive(Debug)]
#[allow(clippy::exhaustive_structs, reason = "for one program")]
pub struct Subject {
    /// What there is much of.
    pub what: &'static str,
    /// What is done with it.
    pub done: &'static str,
    /// How much of it, at first.
    pub n: usize,
    /// Makes so much of it, and gives back what does it.
    pub run: fn(usize) -> Box<dyn FnMut()>,
}

macro_rules! documents {
    ($($what:literal, $n:literal, $make:ident;)*) => {
        &[
            $(
                Subject { what: $what, done: "read", n: $n, run: |n| reading($make(n)) },
                Subject { what: $what, done: "check", n: $n, run: |n| checking($make(n)) },
                Subject { what: $what, done: "downgrade", n: $n, run: |n| downgrading($make(n)) },
                Subject { what: $what, done: "upgrade", n: $n, run: |n| upgrading($make(n)) },
            )*
            Subject { what: "misfits", done: "read", n: 4_000, run: misfits },
            Subject { what: "problems", done: "build", n: 500, run: problems },
            Subject { what: "names of models", done: "build", n: 400, run: names },
            Subject { what: "models that refer on", done: "build", n: 400, run: models_that_refer_on },
            Subject { what: "query names", done: "build", n: 1_000, run: query_names },
            Subject { what: "nested routers", done: "build", n: 50, run: nested_routers },
            Subject { what: "callbacks of callbacks", done: "build", n: 20, run: callbacks_of_callbacks },
        ]
    };
}

/// All lines of the table.
pub const SUBJECTS: &[Subject] = documents! {
    "tags, each under the next", 10_000, tags;
    "parameters of a path", 2_000, parameters;
    "faults", 4_000, faults;
    "components' names", 4_000, component_names;
    "query names", 4_000, query_parameters;
    "members", 10_000, members;
    "`$ref` chain", 4_000, reference_chain;
    "`$ref` chain of schemas", 4_000, schema_chain;
    "removed keys", 4_000, removed_keys;
    "schemes that are set aside", 2_000, mutual_tls;
    "callbacks of callbacks", 100, callbacks;
};

fn reading(document: Value) -> Box<dyn FnMut()> {
    let text = document.to_string();
    Box::new(move || drop(black_box(OpenApi::from_json(&text))))
}

fn read(document: Value) -> OpenApi {
    OpenApi::from_value(document.into()).unwrap_or_default()
}

fn checking(document: Value) -> Box<dyn FnMut()> {
    let document = read(document);
    Box::new(move || drop(black_box(check(&document))))
}

fn downgrading(document: Value) -> Box<dyn FnMut()> {
    let document = read(document);
    Box::new(move || drop(black_box(downgrade(document.clone(), Version::V3_0))))
}

fn upgrading(document: Value) -> Box<dyn FnMut()> {
    let (document, _) = downgrade(read(document), Version::V3_0);
    Box::new(move || drop(black_box(upgrade(document.clone(), Version::V3_2))))
}

fn document(members: Value) -> Value {
    let mut document = json!({ "openapi": "3.2.0", "info": { "title": "t", "version": "1" }, "paths": {} });
    for (key, value) in members.as_object().cloned().unwrap_or_default() {
        document[key] = value;
    }
    document
}

fn components(kind: &str, components: Map<String, Value>) -> Value {
    document(json!({ "components": { kind: components } }))
}

fn each(n: usize, make: impl Fn(usize) -> (String, Value)) -> Map<String, Value> {
    (0..n).map(make).collect()
}

fn tags(n: usize) -> Value {
    let tags = (0..n).map(|it| json!({ "name": format!("t{it}"), "parent": format!("t{}", it + 1) }));
    document(json!({ "tags": tags.chain([json!({ "name": format!("t{n}") })]).collect::<Value>() }))
}

fn parameters(n: usize) -> Value {
    let path: String = (0..n).map(|it| format!("/{{p{it}}}")).collect();
    let parameters = (0..n).map(|it| json!({ "name": format!("p{it}"), "in": "path", "required": true, "schema": {} }));
    let operation = json!({ "responses": { "200": { "description": "d" } } });
    let item = json!({ "parameters": parameters.collect::<Value>(), "get": operation, "put": operation });
    document(json!({ "paths": { path: item } }))
}

fn faults(n: usize) -> Value {
    components("responses", each(n, |it| (format!("r {it}"), json!({ "$ref": "#/nowhere", "summary": 7 }))))
}

fn component_names(n: usize) -> Value {
    components("schemas", each(n, |it| (format!("S{it}"), json!({ "type": ["string", "null"], "examples": [1] }))))
}

fn query_parameters(n: usize) -> Value {
    let parameters = (0..n).map(|it| json!({ "name": format!("q{it}"), "in": "query", "schema": {} }));
    let responses = json!({ "200": { "description": "d" } });
    document(
        json!({ "paths": { "/a": { "get": { "parameters": parameters.collect::<Value>(), "responses": responses } } } }),
    )
}

fn members(n: usize) -> Value {
    let mut document = document(json!({}));
    for it in 0..n {
        document["info"][format!("x-{it}")] = json!(it);
    }
    document
}

fn reference_chain(n: usize) -> Value {
    let mut responses =
        each(n, |it| (format!("R{it}"), json!({ "$ref": format!("#/components/responses/R{}", it + 1) })));
    responses.insert(format!("R{n}"), json!({ "description": "d" }));
    components("responses", responses)
}

fn schema_chain(n: usize) -> Value {
    let not = |it: usize| json!({ "not": { "$ref": format!("#/components/schemas/S{}/not", it + 1) } });
    let mut schemas = each(n, |it| (format!("S{it}"), not(it)));
    schemas.insert(format!("S{n}"), json!({ "not": { "contains": {} } }));
    components("schemas", schemas)
}

fn removed_keys(n: usize) -> Value {
    let keywords = each(n, |it| (format!("keyword{it}"), json!(it)));
    components("schemas", Map::from_iter([("S".into(), keywords.into())]))
}

fn mutual_tls(n: usize) -> Value {
    components("securitySchemes", each(n, |it| (format!("s{it}"), json!({ "type": "mutualTLS" }))))
}

fn callbacks(n: usize) -> Value {
    let nested = (0..20).fold(json!({ "responses": { "200": { "description": "d" } } }), |inner, _| {
        let callback = json!({ "{$request.query.u}": { "post": inner } });
        json!({ "responses": { "200": { "description": "d" } }, "callbacks": { "c": callback } })
    });
    document(json!({ "paths": each(n, |it| (format!("/p{it}"), json!({ "get": nested }))) }))
}

fn misfits(n: usize) -> Box<dyn FnMut()> {
    reading(document(json!({ "tags": vec![1; n] })))
}

fn building(api: Api<()>) -> Box<dyn FnMut()> {
    Box::new(move || drop(black_box((api.problems(), api.to_json()))))
}

fn api(operations: impl Iterator<Item = Operation>) -> Api<()> {
    operations.fold(Api::without_handlers("t", "1"), Api::operation)
}

fn problems(n: usize) -> Box<dyn FnMut()> {
    building(api((0..n).map(|_| declare::get("/a").response("nothing", declare::description("d")))))
}

fn names(n: usize) -> Box<dyn FnMut()> {
    let mut catalog = Catalog::default();
    for it in 0..n {
        let schema = openapi_model::Schema::new([("title", format!("{it}").into())].into());
        catalog.define(format!("k{it}"), Definition::new(format!("m{it}.Same"), schema));
    }
    let catalog = catalog.share();
    let operation = |it| declare::get(format!("/p{it}")).response_model_of(catalog.model(format!("k{it}")));
    building(api((0..n).map(operation)))
}

fn models_that_refer_on(n: usize) -> Box<dyn FnMut()> {
    let mut catalog = Catalog::default();
    for it in 0..=n {
        let next = openapi_model::Value::from(json!({ "next": { "$ref": format!("#/$defs/k{}", (it + 1).min(n)) } }));
        let schema = openapi_model::Schema::new([("properties", next)].into());
        catalog.define(format!("k{it}"), Definition::new(format!("m.M{it}"), schema));
    }
    let catalog = catalog.share();
    building(api(std::iter::once(declare::get("/a").response_model_of(catalog.model("k0")))))
}

fn query_names(n: usize) -> Box<dyn FnMut()> {
    let operation = (0..n).fold(declare::get("/a"), |it, name| it.query_parameter::<String>(format!("q{name}")));
    building(api(std::iter::once(operation)))
}

fn nested_routers(n: usize) -> Box<dyn FnMut()> {
    let router = |it: usize| Router::without_handlers().operation(declare::get(format!("/p{it}")));
    let nested = (1..n).fold(router(0), |inner, it| router(it).include(inner));
    building(Api::without_handlers("t", "1").include(nested))
}

fn callbacks_of_callbacks(n: usize) -> Box<dyn FnMut()> {
    let callback = || declare::post("{$request.body#/u}").name("called");
    let nested = (0..n).fold(callback(), |inner, _| callback().callbacks([inner]));
    building(api(std::iter::once(nested)))
}
