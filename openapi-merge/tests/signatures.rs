//! What a handler's types say, and each way in which a declaration can say otherwise.
#![allow(clippy::unwrap_used, reason = "a test may end there")]

use std::convert::Infallible;

use openapi_merge::declare::{
    self, Model, Operation, Parameter, RequestBody, Response, ResponseClass, Router, Security, description, model,
};
use openapi_merge::handler::{Answers, Input, Opaque, Output, Reads};
use openapi_merge::{Api, SchemaStyle, Severity};
use openapi_model::{ParameterLocation, SecurityScheme};
use schemars::JsonSchema;
use serde_json::{Value, json};

#[derive(JsonSchema)]
struct Item {
    #[allow(dead_code)]
    id: String,
}

#[derive(JsonSchema)]
struct Message {
    #[allow(dead_code)]
    message: String,
}

/// A framework of which nothing is there but its name.
enum Any {}

struct Json<T>(T);
struct Text;
struct Created<T>(T);
struct Path<T>(T);
struct Query<T>(T);
struct Bearer;
struct Invalid;
struct ItemError;
struct AnyStatus<T>(T);

impl<T: JsonSchema> Output<Any> for Json<T> {
    fn output() -> Answers {
        Answers::json::<T>()
    }
}

impl Output<Any> for Text {
    fn output() -> Answers {
        Answers::text()
    }
}

impl<T: Output<Any>> Output<Any> for Created<T> {
    fn output() -> Answers {
        T::output().with_status(201)
    }
}

impl<T: Output<Any>> Output<Any> for AnyStatus<T> {
    fn output() -> Answers {
        T::output().with_any_status()
    }
}

impl Output<Any> for ItemError {
    fn output() -> Answers {
        let missing = Answers::json::<Message>().with_status(404).description("No such item");
        missing.and(Answers::status(403))
    }
}

impl Output<Any> for Invalid {
    fn output() -> Answers {
        Answers::validation_error()
    }
}

impl<T: JsonSchema> Input<Any> for Json<T> {
    type Refusal = Invalid;
    const READS_BODY: bool = true;

    fn input() -> Reads {
        Reads::json::<T>()
    }
}

impl<T: JsonSchema> Input<Any> for Path<T> {
    type Refusal = Invalid;

    fn input() -> Reads {
        Reads::path::<T>()
    }
}

impl<T: JsonSchema> Input<Any> for Query<T> {
    type Refusal = Invalid;

    fn input() -> Reads {
        Reads::query::<T>()
    }
}

impl Output<Any> for Bearer {
    fn output() -> Answers {
        Answers::json::<Message>().with_status(401)
    }
}

impl Input<Any> for Bearer {
    type Refusal = Bearer;

    fn input() -> Reads {
        Reads::nothing().security(bearer())
    }
}

fn bearer() -> Security {
    Security::new("bearer", SecurityScheme::http("bearer"))
}

/// The shape of what a macro writes.
fn get(path: &'static str) -> Operation {
    declare::get(path).name("read_item")
}

fn shown(operation: Operation) -> Value {
    let api = Api::without_handlers("Items", "1.0.0").operation(operation);
    assert_eq!(api.problems().iter().map(ToString::to_string).collect::<Vec<_>>(), [""; 0]);
    let document: Value = serde_json::from_str(&api.to_json().unwrap()).unwrap();
    let path = document["paths"].as_object().unwrap().values().next().unwrap().clone();
    path.as_object().unwrap().values().next().unwrap().clone()
}

fn errors(operation: Operation) -> Vec<String> {
    let problems = Api::without_handlers("Items", "1.0.0").operation(operation).problems();
    problems.iter().map(|problem| format!("{:?}: {}", problem.severity, problem.kind)).collect()
}

#[test]
fn a_signature_is_a_declaration() {
    let operation = get("/items/{item_id}")
        .answers::<Any, Result<Json<Item>, ItemError>>("Result<Json<Item>, ItemError>")
        .reads::<Any, Path<String>>("Path<String>")
        .reads::<Any, Bearer>("Bearer");
    let schema =
        |name: &str| json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } });
    assert_eq!(
        shown(operation),
        json!({
            "summary": "Read Item",
            "operationId": "read_item_items__item_id__get",
            "parameters": [{ "name": "item_id", "in": "path", "required": true, "schema": { "type": "string" } }],
            "responses": {
                "200": { "description": "Successful Response", "content": schema("Item") },
                "404": { "description": "No such item", "content": schema("Message") },
                "403": { "description": "Forbidden" },
                "401": { "description": "Unauthorized", "content": schema("Message") },
                "422": { "description": "Validation Error", "content": schema("HTTPValidationError") },
            },
            "security": [{ "bearer": [] }],
        })
    );
}

#[test]
fn values_of_the_path_are_named_when_all_prefixes_are_known() {
    let operation = get("/items/{item_id}").answers::<Any, Text>("Text").reads::<Any, Path<(u32, String)>>("Path<…>");
    let api = Api::without_handlers("Items", "1.0.0")
        .include(Router::without_handlers().prefix("/shops/{shop}").operation(operation));
    assert_eq!(api.problems().iter().count(), 0);
    let document: Value = serde_json::from_str(&api.to_json().unwrap()).unwrap();
    let parameters = &document["paths"]["/shops/{shop}/items/{item_id}"]["get"]["parameters"];
    let named: Vec<_> = parameters.as_array().unwrap().iter().map(|it| (&it["name"], &it["schema"]["type"])).collect();
    assert_eq!(named, [(&json!("shop"), &json!("integer")), (&json!("item_id"), &json!("string"))]);
}

#[test]
fn without_a_refusal_there_is_no_422() {
    let seen = get("/").answers::<Any, Text>("Text").reads::<Any, Result<Query<Item>, Invalid>>("Result<…>");
    assert_eq!(shown(seen)["responses"].as_object().unwrap().keys().collect::<Vec<_>>(), ["200"]);
    let unknown = get("/").answers::<Any, Text>("Text").query::<Item>().reads_undeclared();
    assert_eq!(shown(unknown)["responses"].as_object().unwrap().keys().collect::<Vec<_>>(), ["200", "422"]);
}

#[test]
fn two_models_of_one_status_are_any_of() {
    let by_types = get("/").answers::<Any, Result<Json<Item>, ItemError>>("…").reads::<Any, Bearer>("Bearer");
    let by_value = get("/").response(404, model::<Item>().or(model::<Message>()).or(description("Not here")));
    let any = json!([{ "$ref": "#/components/schemas/Item" }, { "$ref": "#/components/schemas/Message" }]);
    let response = &shown(by_value)["responses"]["404"];
    assert_eq!(response["content"]["application/json"]["schema"]["anyOf"], any);
    assert_eq!(response["description"], "Not here");

    struct Both;
    impl Output<Any> for Both {
        fn output() -> Answers {
            Answers::json::<Item>().with_status(401)
        }
    }
    let both = by_types.reads::<Any, Refusing<Both>>("Refusing");
    // The order declared: that of the arguments.
    let any = json!([{ "$ref": "#/components/schemas/Message" }, { "$ref": "#/components/schemas/Item" }]);
    assert_eq!(shown(both)["responses"]["401"]["content"]["application/json"]["schema"]["anyOf"], any);
}

struct Refusing<R>(R);
impl<R: Output<Any>> Input<Any> for Refusing<R> {
    type Refusal = R;

    fn input() -> Reads {
        Reads::nothing()
    }
}

#[test]
fn pydantic_titles_any_of_as_it_titles_every_schema_without_a_name() {
    let operation = get("/items").response(404, model::<Item>().or(model::<Message>()));
    let api = Api::without_handlers("Items", "1.0.0").schema_style(SchemaStyle::FastApi).operation(operation);
    let document: Value = serde_json::from_str(&api.to_json().unwrap()).unwrap();
    let schema = &document["paths"]["/items"]["get"]["responses"]["404"]["content"]["application/json"]["schema"];
    assert_eq!(schema["title"], "Response 404 Read Item Items Get");
}

#[test]
fn what_is_declared_refines_what_a_type_answers() {
    let operation = get("/")
        .answers::<Any, Result<Json<Item>, ItemError>>("Result<Json<Item>, ItemError>")
        .response(404, description("Nothing there").example("application/json", json!({ "message": "no" })));
    assert_eq!(
        shown(operation)["responses"]["404"],
        json!({
            "description": "Nothing there",
            "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/Message" },
                "example": { "message": "no" },
            } },
        })
    );
}

#[test]
fn a_status_is_said_once() {
    let declared = get("/").answers::<Any, Json<Item>>("Json<Item>").status_code(201);
    assert_eq!(
        errors(declared),
        ["Error: `read_item` answers 200 (`Json<Item>`), but `status_code(201)` is declared; return \
             `Created<Json<Item>>`"]
    );
    let empty = get("/").answers::<Any, Json<Item>>("Json<Item>").status_code(204);
    assert_eq!(
        errors(empty)[0],
        "Error: `read_item` answers 200 (`Json<Item>`), but `status_code(204)` is declared; return `NoContent`"
    );
    assert_eq!(errors(get("/").answers::<Any, Created<Json<Item>>>("…").status_code(201)), [""; 0]);
    let told = get("/").answers::<Any, AnyStatus<Json<Item>>>("(StatusCode, Json<Item>)").status_code(418);
    assert_eq!(shown(told)["responses"].as_object().unwrap().keys().collect::<Vec<_>>(), ["418"]);
}

#[test]
fn a_model_is_said_once() {
    let answers = || get("/").answers::<Any, Result<Json<Item>, ItemError>>("Result<Json<Item>, ItemError>");
    assert_eq!(
        errors(answers().response(404, model::<Item>())),
        ["Error: `read_item` answers 404 with `Message` (`Result<Json<Item>, ItemError>`), but `Item` is declared \
             for 404"]
    );
    let main = "Error: `read_item` answers 200 with `Item` (`Result<Json<Item>, ItemError>`), but `Message` is \
                declared for 200";
    assert_eq!(errors(answers().response(200, model::<Message>())), [main]);
    assert_eq!(errors(answers().response_model::<Message>()), [main]);
    for same in [answers().response(404, model::<Message>()), answers().response_model::<Item>()] {
        assert_eq!(errors(same), [""; 0]);
    }
}

#[test]
fn a_response_class_is_of_the_type() {
    let html = get("/").answers::<Any, Json<Item>>("Json<Item>").response_class(ResponseClass::html());
    assert_eq!(
        errors(html)[0],
        "Error: `read_item` answers `application/json` (`Json<Item>`), but the response class `text/html` is declared"
    );
}

#[test]
fn a_body_is_said_once() {
    let reads = || get("/").answers::<Any, Text>("Text").reads::<Any, Json<Item>>("Json<Item>");
    assert_eq!(
        errors(reads().request_body::<Message>()),
        ["Error: `read_item` reads the body as `Json<Item>`, but a body `Message` is declared"]
    );
    assert_eq!(
        errors(get("/").answers::<Any, Text>("Text").request_body::<Message>()),
        ["Error: a body `Message` is declared, but no argument of `read_item` reads one"]
    );
    assert_eq!(errors(reads().body(RequestBody::new::<Item>().description("More"))), [""; 0]);
    assert_eq!(
        errors(reads().reads::<Any, Json<Message>>("Json<Message>"))[0],
        "Error: `Json<Item>` and `Json<Message>` both read the body, which can be read once"
    );
}

#[test]
fn the_path_and_what_is_read_of_it_agree() {
    let reads = |path| get(path).answers::<Any, Text>("Text");
    assert_eq!(
        errors(reads("/{item_id}").reads::<Any, Path<Item>>("Path<Item>")),
        [
            "Error: `Path<Item>` reads the path parameter `id`, but the path `/{item_id}` has no `{id}`",
            "Error: no argument of `read_item` reads the path parameter `item_id`",
        ]
    );
    assert_eq!(errors(reads("/{item_id}")), ["Error: no argument of `read_item` reads the path parameter `item_id`"]);
    assert_eq!(
        errors(reads("/{item_id}").reads_undeclared()),
        ["Warning: no argument of `read_item` reads the path parameter `item_id`"]
    );
    assert_eq!(
        errors(reads("/{a}/{b}").reads::<Any, Path<String>>("Path<String>")),
        ["Error: `Path<String>` reads 1 value from the path `/{a}/{b}`, which has 2 parameters"]
    );
    let typed = reads("/{item_id}").reads::<Any, Path<String>>("Path<String>").path_parameter::<u32>("item_id");
    assert_eq!(errors(typed), ["Error: `Path<String>` reads the path parameter `item_id`, which is declared as `u32`"]);
    let described = Parameter::new::<String>("item_id", ParameterLocation::Path).description("Which");
    let described = reads("/{item_id}").reads::<Any, Path<String>>("Path<String>").parameter(described);
    assert_eq!(shown(described)["parameters"][0]["description"], "Which");
}

#[test]
fn security_that_nobody_looks_at_is_a_warning() {
    let open = get("/").answers::<Any, Text>("Text").security(bearer());
    assert_eq!(
        errors(open),
        ["Warning: the security scheme `bearer` is declared, but no argument of `read_item` looks at it; if \
             something else does, say `.enforced_elsewhere()`"]
    );
    let guarded = get("/").answers::<Any, Text>("Text");
    assert_eq!(errors(guarded.clone().security(bearer().enforced_elsewhere())), [""; 0]);
    assert_eq!(errors(guarded.reads::<Any, Bearer>("Bearer")), [""; 0]);
}

#[test]
fn an_optional_user_may_be_nobody() {
    struct Maybe;
    impl Input<Any> for Maybe {
        type Refusal = Infallible;

        fn input() -> Reads {
            <Bearer as Input<Any>>::optional_input()
        }
    }
    let operation = get("/").answers::<Any, Text>("Text").reads::<Any, Maybe>("Option<Bearer>");
    assert_eq!(shown(operation)["security"], json!([{ "bearer": [] }, {}]));
}

#[test]
fn what_is_opaque_is_what_is_declared() {
    let operation = get("/").answers::<Any, Opaque>("impl IntoResponse").status_code(201).response_model::<Item>();
    let responses = &shown(operation)["responses"];
    assert_eq!(responses["201"]["content"]["application/json"]["schema"]["$ref"], "#/components/schemas/Item");
    let half = get("/").answers::<Any, Result<Opaque, ItemError>>("Result<impl IntoResponse, ItemError>");
    assert_eq!(shown(half)["responses"].as_object().unwrap().keys().collect::<Vec<_>>(), ["200", "404", "403"]);
}

#[test]
fn a_model_under_a_media_type_of_its_own() {
    struct Problem;
    impl Output<Any> for Problem {
        fn output() -> Answers {
            Answers::json_as::<Message>("application/problem+json").with_status(404)
        }
    }
    let schema = json!({ "schema": { "$ref": "#/components/schemas/Message" } });
    let by_type = get("/").answers::<Any, Result<Text, Problem>>("Result<Text, Problem>");
    let by_value =
        get("/").response(404, Response::default().model_as("application/problem+json", Model::of::<Message>()));
    for operation in [by_type, by_value] {
        assert_eq!(
            shown(operation)["responses"]["404"]["content"],
            json!({ "application/problem+json": schema.clone() })
        );
    }
    let text = get("/").answers::<Any, Result<Text, ItemError>>("Result<Text, ItemError>");
    let responses = &shown(text)["responses"];
    assert_eq!(responses["404"]["content"], json!({ "application/json": schema }));
    assert_eq!(responses["200"]["content"], json!({ "text/plain": { "schema": { "type": "string" } } }));
}

#[test]
fn a_conflict_names_the_line_of_the_function() {
    let line = line!() + 1;
    let operation = get("/").answers::<Any, Text>("Text").reads::<Any, Path<Item>>("Path<Item>");
    let problems = Api::without_handlers("Items", "1.0.0").operation(operation).problems();
    let problem = problems.iter().next().unwrap();
    assert_eq!((problem.severity, problem.at.line()), (Severity::Error, line));
    assert_eq!(problem.place, "GET /");
}

#[test]
fn what_never_refuses_has_no_refusal() {
    assert_eq!(
        shown(get("/").answers::<Any, Result<Text, Infallible>>("…"))["responses"].as_object().unwrap().len(),
        1
    );
}
