//! Where FastAPI does otherwise: one test for each row of the table in the README.

#![allow(dead_code, reason = "only the schemas of these types are wanted")]
#![allow(missing_docs, reason = "a test")]

use openapi_merge::declare::{self, Catalog, Definition, Operation, ResponseClass, Router, Security};
use openapi_merge::{Api, SchemaStyle};
use openapi_model::{Schema, SecurityScheme};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(JsonSchema)]
struct Item {
    id: String,
}

fn api(operation: Operation) -> Api {
    Api::without_handlers("A", "1").schema_style(SchemaStyle::FastApi).operation(operation)
}

fn document(api: &Api) -> Value {
    let document = api.document().unwrap_or_else(|problems| panic!("{problems}"));
    serde_json::from_str(&document.to_json()).expect("a document is JSON")
}

fn names(members: &Value) -> Vec<&str> {
    members.as_object().into_iter().flat_map(|members| members.keys()).map(String::as_str).collect()
}

fn paid() -> Operation {
    declare::post("{$request.body#/url}").name("paid")
}

#[derive(JsonSchema)]
struct Order {
    url: String,
}

fn order() -> Operation {
    declare::post("/orders").name("order").request_body::<Order>()
}

#[test]
fn r21_r22_a_status_key_has_one_spelling() {
    let operation = declare::get("/a")
        .response(404, declare::description("number"))
        .response("404", declare::media_type("text/plain"))
        .response("5xx", declare::description("small"))
        .response("5XX", declare::description("large"));
    let document = document(&api(operation));
    let responses = &document["paths"]["/a"]["get"]["responses"];
    assert_eq!(names(responses), ["200", "404", "5XX"]);
    assert_eq!(responses["404"], json!({ "description": "Not Found", "content": { "text/plain": {} } }));
    assert_eq!(responses["5XX"], json!({ "description": "large" }));
}

#[test]
fn r29_what_only_python_reads_as_a_number_is_no_key() {
    for key in ["0404", " 404", "+404", "4_04", "٤٠٤"] {
        let problems = api(declare::get("/a").response(key, declare::description("b"))).problems();
        assert_eq!(problems.errors().count(), 1, "{key}");
    }
}

/// The name of FastAPI's own model, and another type.
#[derive(JsonSchema)]
struct ValidationError {
    why: String,
}

#[test]
fn r34_a_model_of_that_name_is_kept() {
    let document = document(&api(order().response_model::<ValidationError>()));
    let schemas = &document["components"]["schemas"];
    assert_eq!(
        names(schemas),
        ["HTTPValidationError", "Order", "differences__ValidationError", "fastapi__ValidationError"]
    );
    let detail = &schemas["HTTPValidationError"]["properties"]["detail"];
    assert_eq!(detail["items"]["$ref"], "#/components/schemas/fastapi__ValidationError");
    assert_eq!(names(&schemas["differences__ValidationError"]["properties"]), ["why"]);
    assert_eq!(names(&schemas["fastapi__ValidationError"]["properties"]), ["loc", "msg", "type", "input", "ctx"]);
}

#[test]
fn r34_what_is_said_of_a_422_by_hand_is_the_same_component() {
    for style in [SchemaStyle::Schemars, SchemaStyle::FastApi] {
        let operation = order().response(400, declare::model::<openapi_merge::HttpValidationError>());
        let document = document(&api(operation).schema_style(style));
        let responses = &document["paths"]["/orders"]["post"]["responses"];
        let schema = |status: &str| &responses[status]["content"]["application/json"]["schema"];
        assert_eq!(schema("400"), schema("422"));
        assert_eq!(names(&document["components"]["schemas"]), ["HTTPValidationError", "Order", "ValidationError"]);
    }
}

#[test]
fn r36_nulls_in_values_stay() {
    let response = declare::description("a").example("application/json", json!({ "id": null, "_sa_x": 1 }));
    let document = document(&api(declare::get("/a").response(404, response)));
    let example = &document["paths"]["/a"]["get"]["responses"]["404"]["content"]["application/json"]["example"];
    assert_eq!(*example, json!({ "id": null, "_sa_x": 1 }));
}

#[test]
fn r39_without_a_name_there_is_neither_summary_nor_id() {
    let document = document(&api(declare::get("/a")));
    assert_eq!(names(&document["paths"]["/a"]["get"]), ["responses"]);
}

#[test]
fn r41_callbacks_of_one_name_add_up() {
    let other = declare::put("{$request.body#/other}").name("paid");
    let document =
        document(&api(order().callbacks([paid(), other, declare::put("{$request.body#/url}").name("paid")])));
    let callback = &document["paths"]["/orders"]["post"]["callbacks"]["paid"];
    assert_eq!(names(callback), ["{$request.body#/url}", "{$request.body#/other}"]);
    assert_eq!(names(&callback["{$request.body#/url}"]), ["put", "post"]);
}

#[test]
fn r43_routers_in_routers_of_callbacks_count() {
    let inner = Router::without_handlers().prefix("/inner").operation(declare::post("/b").name("inner"));
    let callbacks = Router::without_handlers().operation(paid()).include(inner);
    let document = document(&api(order().callbacks(callbacks)));
    let callbacks = &document["paths"]["/orders"]["post"]["callbacks"];
    assert_eq!(names(callbacks), ["paid", "inner"]);
    assert_eq!(names(&callbacks["inner"]), ["/inner/b"]);
}

#[test]
fn r44_the_422_of_a_callback_has_its_components() {
    let quiet = declare::post("/orders").callbacks([paid().request_body::<Item>()]);
    let document = document(&api(quiet));
    assert_eq!(
        document["paths"]["/orders"]["post"]["callbacks"]["paid"]["{$request.body#/url}"]["post"]["responses"]["422"]["content"]
            ["application/json"]["schema"]["$ref"],
        "#/components/schemas/HTTPValidationError"
    );
    assert_eq!(names(&document["components"]["schemas"]), ["HTTPValidationError", "Item", "ValidationError"]);
}

#[test]
fn r45_the_security_schemes_of_a_callback_are_there() {
    let signed = paid().security(Security::new("signature", SecurityScheme::http("bearer")));
    let document = document(&api(order().callbacks([signed])));
    assert_eq!(names(&document["components"]["securitySchemes"]), ["signature"]);
}

#[test]
fn r46_a_hidden_callback_leaves_nothing() {
    let hidden = paid().include_in_schema(false).response_model::<Item>();
    let document = document(&api(declare::post("/orders").name("order").callbacks([hidden])));
    assert_eq!(names(&document["paths"]["/orders"]["post"]), ["summary", "operationId", "responses"]);
    assert_eq!(document.get("components"), None);
}

#[test]
fn r47_several_methods_are_several_operations() {
    let both = |method: &'static str| Operation::new(method, "/a").name("both");
    let document = document(&api(both("GET")).operation(both("PUT")));
    assert_eq!(document["paths"]["/a"]["get"]["operationId"], "both_a_get");
    assert_eq!(document["paths"]["/a"]["put"]["operationId"], "both_a_put");
}

#[test]
fn r48_what_openapi_extra_is_for_has_words_of_its_own() {
    let operation = declare::get("/a").extension("x-team", "a").server(openapi_model::Server::new("https://b.example"));
    let document = document(&api(operation));
    let found = &document["paths"]["/a"]["get"];
    assert_eq!((&found["x-team"], &found["servers"][0]["url"]), (&json!("a"), &json!("https://b.example")));
}

#[test]
fn r49_a_path_and_method_twice_is_an_error() {
    let api = api(declare::get("/a").name("one")).operation(declare::get("/a").name("two"));
    let problems = api.document().expect_err("it is declared twice");
    assert_eq!(problems.errors().map(|it| it.kind.to_string()).collect::<Vec<_>>(), ["GET /a is declared twice"]);
}

#[test]
fn r53_a_number_alone_is_warned_of() {
    let schema = |kind: &str| Schema::try_from(json!({ "type": kind })).expect("a schema");
    let mut catalog = Catalog::default();
    catalog.define("one", Definition::new("shop.Item", schema("string")));
    catalog.define("two", Definition::new("shop.Item", schema("integer")));
    let catalog = catalog.share();
    let one = declare::get("/a").response_model_of(catalog.model("one"));
    let api = api(one).operation(declare::get("/b").response_model_of(catalog.model("two")));
    assert_eq!(names(&document(&api)["components"]["schemas"]), ["shop__Item__1", "shop__Item__2"]);
    assert_eq!(api.problems().warnings().count(), 2);
}

#[test]
fn r55_schemas_that_are_not_separate_are_those_that_are_read() {
    let schema = |name: &str| {
        Schema::try_from(json!({ "type": "object", "properties": { name: { "type": "string" } } })).expect("a schema")
    };
    let mut catalog = Catalog::default();
    catalog.define("item", Definition::new("shop.Item", schema("computed")).input(schema("id")));
    let model = catalog.share().model("item");
    let api = api(declare::get("/a").response_model_of(model)).separate_input_output_schemas(false);
    assert_eq!(names(&document(&api)["components"]["schemas"]["Item"]["properties"]), ["id"]);
}

#[test]
fn r57_what_nothing_shows_is_no_component() {
    let api = api(declare::get("/a").response_class(ResponseClass::html()).response_model::<Item>());
    assert_eq!(document(&api).get("components"), None);
    assert_eq!(api.problems().warnings().count(), 1);
}

#[derive(JsonSchema, Serialize, Deserialize)]
struct Event {
    #[serde(default)]
    note: String,
}

fn required_of_event(operation: &Value, document: &Value) -> bool {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
    let pointer = schema.as_str().expect("a reference").trim_start_matches('#');
    document.pointer(pointer).expect("it is there")["required"] == json!(["note"])
}

#[test]
fn who_writes_a_body_decides_its_schema() {
    let received = declare::post("/events").request_body::<Event>();
    let sent = paid().request_body::<Event>();
    let webhook = Router::without_handlers().operation(declare::post("event").request_body::<Event>());
    let document = document(&api(received.callbacks([sent])).webhooks(webhook));
    let post = &document["paths"]["/events"]["post"];
    assert!(!required_of_event(post, &document));
    assert!(required_of_event(&post["callbacks"]["paid"]["{$request.body#/url}"]["post"], &document));
    assert!(required_of_event(&document["webhooks"]["event"]["post"], &document));
}

#[test]
fn schemas_are_schemars_own_by_default() {
    #[derive(JsonSchema)]
    struct Count {
        count: Option<u8>,
    }
    let own = document(&Api::without_handlers("A", "1").operation(declare::get("/a").response_model::<Count>()));
    assert_eq!(
        own["components"]["schemas"]["Count"]["properties"]["count"],
        json!({ "type": ["integer", "null"], "format": "uint8", "minimum": 0, "maximum": 255 })
    );
    let fastapi = document(&api(declare::get("/a").response_model::<Count>()));
    assert_eq!(
        fastapi["components"]["schemas"]["Count"]["properties"]["count"],
        json!({ "anyOf": [{ "type": "integer", "minimum": 0, "maximum": 255 }, { "type": "null" }], "title": "Count" })
    );
}

#[test]
fn what_stands_beside_a_reference_stays() {
    let response = declare::Response::reference("Gone")
        .model(declare::Model::of::<Item>())
        .description("Gone for good")
        .media_type("text/plain")
        .example("text/plain", "gone")
        .extension("x-a", 1);
    let document = document(&api(declare::get("/a").response(410, response)));
    assert_eq!(
        document["paths"]["/a"]["get"]["responses"]["410"],
        json!({
            "$ref": "#/components/responses/Gone",
            "description": "Gone for good",
            "content": {
                "text/plain": { "example": "gone" },
                "application/json": { "schema": { "$ref": "#/components/schemas/Item" } }
            },
            "x-a": 1
        })
    );
}

/// Two ready models that refer to each other; `changed` is what the API reads of the second, if that differs.
fn tree(change: impl Fn(Definition) -> Definition) -> Vec<String> {
    let schema = |value: serde_json::Value| Schema::try_from(value).expect("a schema");
    let node = json!({ "type": "object", "properties": { "leaves": { "items": { "$ref": "#/$defs/leaf" } } } });
    let leaf = json!({ "type": "object", "properties": { "parent": { "$ref": "#/$defs/node" } } });
    let mut catalog = Catalog::default();
    catalog.define("node", Definition::new("shop.Node", schema(node)));
    catalog.define("leaf", change(Definition::new("shop.Leaf", schema(leaf))));
    let catalog = catalog.share();
    let body = declare::RequestBody::of(catalog.model("node"));
    let operation = declare::post("/a")
        .body(body)
        .response_model_of(catalog.model("node"))
        .response("4XX", declare::description("x"));
    let document = Api::without_handlers("A", "1").operation(operation).document().expect("a document");
    document.components.schemas.keys().map(ToString::to_string).collect()
}

#[test]
fn r51_a_recursive_ready_model_that_is_the_same_in_both_directions_is_one_component() {
    assert_eq!(tree(|leaf| leaf), ["Leaf", "Node"]);
    let other = || Schema::try_from(json!({ "type": "object", "required": ["parent"] })).expect("a schema");
    assert_eq!(tree(|leaf| leaf.input(other())), ["Leaf-Input", "Leaf-Output", "Node-Input", "Node-Output"]);
    assert_eq!(tree(|leaf| leaf.input(other()).same_in_both_directions()), ["Leaf", "Node"]);
}

#[test]
fn e6_an_operation_of_the_application_has_a_path_too() {
    let problems = api(declare::get("")).problems();
    let sentences: Vec<_> = problems.errors().map(|problem| problem.kind.to_string()).collect();
    assert_eq!(sentences, ["the prefix and the path are both empty"]);
}
