//! Whatever can be declared shows in the document: a builder's method that is missing here fails, and so does one whose
//! words the document forgets.

#![allow(dead_code, reason = "only the schemas of these types are wanted")]

use std::collections::BTreeSet;

use openapi_merge::declare::{
    self, BodyParameter, Callbacks, Dependency, Include, Model, Operation, Parameter, Parameters, RequestBody, Response,
};
use openapi_merge::declare::{ResponseClass, Responses, Router, Security, Stream};
use openapi_merge::{Api, SchemaStyle};
use openapi_model::{
    ApiKeyLocation, Encoding, Example, ExternalDocumentation, Header, Info, Link, MediaType, ParameterLocation,
    SecurityScheme, Server, StatusCode, Style, Tag,
};
use schemars::JsonSchema;

const SOURCES: [&str; 11] = [
    include_str!("../src/api.rs"),
    include_str!("../src/declare/body.rs"),
    include_str!("../src/declare/dependency.rs"),
    include_str!("../src/declare/keywords.rs"),
    include_str!("../src/declare/operation.rs"),
    include_str!("../src/declare/parameter.rs"),
    include_str!("../src/declare/response.rs"),
    include_str!("../src/declare/response_class.rs"),
    include_str!("../src/declare/router.rs"),
    include_str!("../src/declare/security.rs"),
    include_str!("../src/declare/stream.rs"),
];

/// `Type::method` of every public method that takes `self` and gives it back.
fn words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for source in SOURCES {
        let mut owner = "";
        let mut lines = source.lines().map(str::trim_start);
        while let Some(line) = lines.next() {
            if let Some(name) = line.strip_prefix("macro_rules! ") {
                owner = name.trim_end_matches(" {");
            } else if line.starts_with("impl") && line.ends_with('{') {
                let after = line.trim_start_matches("impl<H>").trim_start_matches("impl").trim();
                owner = after.split(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
            } else if let Some(rest) = line.strip_prefix("pub fn ") {
                let name = rest.split(['(', '<']).next().unwrap_or_default();
                let mut signature = rest.to_owned();
                while !signature.contains('{') {
                    signature.push_str(lines.next().unwrap_or("{"));
                }
                if signature.contains("self") && signature.contains("-> Self") {
                    words.insert(format!("{owner}::{name}"));
                }
            }
        }
    }
    words
}

#[derive(JsonSchema)]
struct Item {
    /// Optional, so that the two directions differ.
    #[serde(default)]
    id: u32,
}

#[derive(JsonSchema)]
struct Filter {
    brand: String,
}

fn bare() -> Api {
    Api::without_handlers("A", "1")
}

fn json(api: Api) -> String {
    api.to_json().expect("nothing is wrong with it")
}

fn post() -> Operation {
    declare::post("/a").name("f")
}

fn of(operation: Operation) -> String {
    json(bare().operation(operation))
}

fn of_parameter(change: impl Fn(Parameter) -> Parameter) -> [String; 2] {
    let parameter = || Parameter::new::<u8>("q", ParameterLocation::Query);
    [of(post().parameter(change(parameter()))), of(post().parameter(parameter()))]
}

fn of_parameters(change: impl Fn(Parameters) -> Parameters) -> [String; 2] {
    let parameters = || Parameters::new::<Filter>(ParameterLocation::Query);
    [of(post().parameters(change(parameters()))), of(post().parameters(parameters()))]
}

fn of_dependency(change: impl Fn(Dependency) -> Dependency) -> [String; 2] {
    [of(post().depends(change(Dependency::new()))), of(post().depends(Dependency::new()))]
}

fn of_body_parameter(change: impl Fn(BodyParameter) -> BodyParameter) -> [String; 2] {
    let parameter = || BodyParameter::new::<u8>("x");
    [of(post().body_parameter(change(parameter()))), of(post().body_parameter(parameter()))]
}

fn of_body(change: impl Fn(RequestBody) -> RequestBody) -> [String; 2] {
    [of(post().body(change(RequestBody::new::<Item>()))), of(post().body(RequestBody::new::<Item>()))]
}

fn of_response(change: impl Fn(Response) -> Response) -> [String; 2] {
    [of(post().response(404, change(Response::default()))), of(post().response(404, Response::default()))]
}

fn of_class(change: impl Fn(ResponseClass) -> ResponseClass) -> [String; 2] {
    let class = || ResponseClass::json_as("a/json");
    [of(post().status_code(200).response_class(change(class()))), of(post().status_code(200).response_class(class()))]
}

fn of_operation(change: impl Fn(Operation) -> Operation) -> [String; 2] {
    [of(change(post())), of(post())]
}

fn of_api(change: impl Fn(Api) -> Api) -> [String; 2] {
    let api = || bare().operation(post().request_body::<Item>().response_model::<Item>());
    [json(change(api())), json(api())]
}

/// A setter of layers in the three places that have it.
macro_rules! of_layer {
    ($router:ident => $changed:expr) => {{
        let within = || Router::without_handlers().operation(post());
        let by_router = |change: &dyn Fn(Router) -> Router| json(bare().include(change(within())));
        let by_include =
            |change: &dyn Fn(Include) -> Include| json(bare().include_with(change(Include::new()), within()));
        let changed = by_router(&|$router| $changed);
        assert_eq!(changed, by_include(&|$router| $changed), "a router and an inclusion say the same");
        [changed, by_router(&|it| it)]
    }};
}

fn key() -> Security {
    Security::new("key", SecurityScheme::api_key("X-Key", ApiKeyLocation::Header))
}

fn callback() -> Callbacks {
    [declare::post("https://a.example/").name("notify")].into()
}

fn item() -> Model {
    Model::of::<Item>()
}

/// Each word, a document in which it is said, and the same without it.
fn cases() -> Vec<(&'static str, [String; 2])> {
    vec![
        ("Operation::name", [of(post().name("g")), of(post())]),
        ("Operation::operation_id", of_operation(|it| it.operation_id("x"))),
        ("Operation::summary", of_operation(|it| it.summary("x"))),
        ("Operation::description", of_operation(|it| it.description("x"))),
        ("Operation::tag", of_operation(|it| it.tag("x"))),
        ("Operation::deprecated", of_operation(|it| it.deprecated(true))),
        ("Operation::include_in_schema", of_operation(|it| it.include_in_schema(false))),
        ("Operation::response_model", of_operation(|it| it.response_model::<Item>())),
        ("Operation::response_model_of", of_operation(|it| it.response_model_of(item()))),
        ("Operation::no_response_model", [of(post().returns(item()).no_response_model()), of(post().returns(item()))]),
        ("Operation::returns", of_operation(|it| it.returns(item()))),
        ("Operation::status_code", of_operation(|it| it.status_code(201))),
        ("Operation::response_class", of_operation(|it| it.response_class(ResponseClass::html()))),
        ("Operation::response_description", of_operation(|it| it.response_description("x"))),
        ("Operation::response", of_operation(|it| it.response(404, declare::description("x")))),
        ("Operation::responses", of_operation(|it| it.responses([(404, declare::description("x"))].into()))),
        ("Operation::path_parameter", of_operation(|it| it.path_parameter::<u8>("x"))),
        ("Operation::query_parameter", of_operation(|it| it.query_parameter::<u8>("x"))),
        ("Operation::header_parameter", of_operation(|it| it.header_parameter::<u8>("x"))),
        ("Operation::parameter", of_operation(|it| it.parameter(Parameter::new::<u8>("x", ParameterLocation::Cookie)))),
        ("Operation::path", of_operation(|it| it.path::<Item>())),
        ("Operation::query", of_operation(|it| it.query::<Item>())),
        ("Operation::header", of_operation(|it| it.header::<Item>())),
        ("Operation::cookie", of_operation(|it| it.cookie::<Item>())),
        ("Operation::request_body", of_operation(|it| it.request_body::<Item>())),
        ("Operation::body", of_operation(|it| it.body(RequestBody::of(item())))),
        ("Operation::callbacks", of_operation(|it| it.callbacks(callback()))),
        ("Operation::security", of_operation(|it| it.security(key()))),
        ("Operation::external_docs", of_operation(|it| it.external_docs(ExternalDocumentation::default()))),
        ("Operation::server", of_operation(|it| it.server(Server::new("/x")))),
        ("Operation::extension", of_operation(|it| it.extension("x-a", 1))),
        ("Parameter::required", of_parameter(|it| it.required(false))),
        ("Parameter::description", of_parameter(|it| it.description("x"))),
        ("Parameter::deprecated", of_parameter(|it| it.deprecated(true))),
        ("Parameter::example", of_parameter(|it| it.example(1))),
        ("Parameter::named_example", of_parameter(|it| it.named_example("x", Example::default()))),
        ("Parameter::include_in_schema", of_parameter(|it| it.include_in_schema(false))),
        ("RequestBody::media_type", of_body(|it| it.media_type("a/b"))),
        ("RequestBody::also", of_body(|it| it.also("a/b"))),
        ("RequestBody::required", of_body(|it| it.required(false))),
        ("RequestBody::description", of_body(|it| it.description("x"))),
        ("RequestBody::example", of_body(|it| it.example(1))),
        ("RequestBody::named_example", of_body(|it| it.named_example("x", Example::default()))),
        ("Response::model", of_response(|it| it.model(item()))),
        ("Response::model_as", of_response(|it| it.model_as("a/b", item()))),
        ("Response::or", of_response(|it| it.or(declare::media_type("a/b")))),
        ("Response::description", of_response(|it| it.description("x"))),
        ("Response::media_type", of_response(|it| it.media_type("a/b"))),
        ("Response::content", of_response(|it| it.content("a/b", MediaType::default()))),
        ("Response::example", of_response(|it| it.example("a/b", 1))),
        ("Response::header", of_response(|it| it.header("X-A", Header::default()))),
        ("Response::link", of_response(|it| it.link("x", Link::default()))),
        ("Response::extension", of_response(|it| it.extension("x-a", 1))),
        ("ResponseClass::status", {
            let created = ResponseClass::json().status(StatusCode::new(201).expect("a code"));
            [of(post().response_class(created)), of(post().response_class(ResponseClass::json()))]
        }),
        ("ResponseClass::without_media_type", of_class(ResponseClass::without_media_type)),
        ("Security::scope", [of(post().security(key().scope("a"))), of(post().security(key()))]),
        ("layer_setters::responses", of_layer!(it => it.responses([(404, declare::description("x"))].into()))),
        ("layer_setters::response", of_layer!(it => it.response(404, declare::description("x")))),
        ("layer_setters::callbacks", of_layer!(it => it.callbacks(callback()))),
        ("layer_setters::default_response_class", of_layer!(it => it.default_response_class(ResponseClass::html()))),
        ("layer_setters::deprecated", of_layer!(it => it.deprecated(true))),
        ("layer_setters::include_in_schema", of_layer!(it => it.include_in_schema(false))),
        ("layer_setters::security", of_layer!(it => it.security(key()))),
        ("path_setters::prefix", of_layer!(it => it.prefix("/x"))),
        ("path_setters::tag", of_layer!(it => it.tag("x"))),
        (
            "Operation::parameters",
            of_operation(|it| it.parameters(Parameters::new::<Filter>(ParameterLocation::Query))),
        ),
        ("Operation::depends", of_operation(|it| it.depends(Dependency::new().query_parameter::<u8>("x")))),
        ("Operation::generate_unique_id", of_operation(|it| it.generate_unique_id(|_| "x".into()))),
        ("Operation::validation_error", {
            let with_input = || post().query::<Filter>();
            [of(with_input().validation_error(false)), of(with_input())]
        }),
        ("Operation::no_security", [of(post().no_security()), of(post())]),
        ("Operation::optional_security", of_operation(|it| it.optional_security())),
        ("Parameter::style", of_parameter(|it| it.style(Style::SpaceDelimited))),
        ("Parameter::explode", of_parameter(|it| it.explode(false))),
        ("Parameter::allow_reserved", of_parameter(|it| it.allow_reserved(true))),
        ("Parameter::keyword", of_parameter(|it| it.keyword("format", "x"))),
        ("Parameter::default", of_parameter(|it| it.default(1))),
        ("keyword_setters::title", of_parameter(|it| it.title("x"))),
        ("keyword_setters::ge", of_parameter(|it| it.ge(1))),
        ("keyword_setters::gt", of_parameter(|it| it.gt(1))),
        ("keyword_setters::le", of_parameter(|it| it.le(1))),
        ("keyword_setters::lt", of_parameter(|it| it.lt(1))),
        ("keyword_setters::multiple_of", of_parameter(|it| it.multiple_of(2))),
        ("keyword_setters::min_length", of_parameter(|it| it.min_length(1))),
        ("keyword_setters::max_length", of_parameter(|it| it.max_length(1))),
        ("keyword_setters::pattern", of_parameter(|it| it.pattern("x"))),
        ("keyword_setters::examples", of_parameter(|it| it.examples([1]))),
        ("Parameters::required", of_parameters(|it| it.required(false))),
        ("Parameters::include_in_schema", of_parameters(|it| it.include_in_schema(false))),
        (
            "Dependency::parameter",
            of_dependency(|it| it.parameter(Parameter::new::<u8>("x", ParameterLocation::Query))),
        ),
        (
            "Dependency::parameters",
            of_dependency(|it| it.parameters(Parameters::new::<Filter>(ParameterLocation::Query))),
        ),
        ("Dependency::path_parameter", {
            let at = |it: Dependency| of(declare::get("/{x}").depends(it));
            [at(Dependency::new().path_parameter::<u8>("x")), at(Dependency::new())]
        }),
        ("Dependency::query_parameter", of_dependency(|it| it.query_parameter::<u8>("x"))),
        ("Dependency::header_parameter", of_dependency(|it| it.header_parameter::<u8>("x"))),
        ("Dependency::security", of_dependency(|it| it.security(key()))),
        ("Dependency::depends", of_dependency(|it| it.depends(Dependency::new().query_parameter::<u8>("x")))),
        (
            "Security::and",
            [
                of(post().security(key().and(Security::new("b", SecurityScheme::http("bearer"))))),
                of(post().security(key())),
            ],
        ),
        ("layer_setters::depends", of_layer!(it => it.depends(Dependency::new().query_parameter::<u8>("x")))),
        ("layer_setters::validation_error", {
            let within = || Router::without_handlers().operation(post().query::<Filter>());
            [json(bare().include(within().validation_error(false))), json(bare().include(within()))]
        }),
        ("layer_setters::generate_unique_id", of_layer!(it => it.generate_unique_id(|_| "x".into()))),
        ("Api::external_docs", of_api(|it| it.external_docs(ExternalDocumentation::default()))),
        ("Operation::body_parameter", of_operation(|it| it.body_parameter(BodyParameter::new::<u8>("x")))),
        ("Dependency::body_parameter", of_dependency(|it| it.body_parameter(BodyParameter::new::<u8>("x")))),
        ("RequestBody::also_as", of_body(|it| it.also_as("a/b", Model::of::<u8>()))),
        ("RequestBody::encoding", of_body(|it| it.encoding("id", Encoding::default()))),
        ("BodyParameter::required", of_body_parameter(|it| it.required(false))),
        ("BodyParameter::embed", of_body_parameter(|it| it.embed(true))),
        ("BodyParameter::media_type", of_body_parameter(|it| it.media_type("a/b"))),
        ("BodyParameter::keyword", of_body_parameter(|it| it.keyword("format", "x"))),
        ("BodyParameter::default", of_body_parameter(|it| it.default(1))),
        ("BodyParameter::description", of_body_parameter(|it| it.description("x"))),
        ("BodyParameter::deprecated", of_body_parameter(|it| it.deprecated(true))),
        ("BodyParameter::example", of_body_parameter(|it| it.example(1))),
        ("BodyParameter::named_example", of_body_parameter(|it| it.named_example("x", Example::default()))),
        ("Operation::stream", of_operation(|it| it.stream(Stream::any_events()))),
        ("Stream::of", {
            let stream = || Stream::any_json_lines();
            [of(post().stream(stream().of(item()))), of(post().stream(stream()))]
        }),
        ("Router::operation", of_api(|it| it.include(Router::without_handlers().operation(declare::get("/b"))))),
        ("Router::route", of_api(|it| it.include(Router::new().route(declare::get("/b"), ())))),
        ("Router::include", {
            let inner = Router::without_handlers().operation(declare::get("/b"));
            of_api(move |it| it.include(Router::new().include(inner.clone())))
        }),
        ("Router::include_with", {
            let inner = Router::without_handlers().operation(declare::get("/b"));
            of_api(move |it| it.include(Router::new().include_with(Include::new(), inner.clone())))
        }),
        ("Api::operation", of_api(|it| it.operation(declare::get("/b")))),
        ("Api::info", of_api(|it| it.info(Info::new("B", "2")))),
        ("Api::server", of_api(|it| it.server(Server::new("/x")))),
        ("Api::root_path", of_api(|it| it.root_path("/x"))),
        ("Api::tag", of_api(|it| it.tag(Tag::new("x")))),
        ("Api::schema_style", of_api(|it| it.schema_style(SchemaStyle::FastApi))),
        ("Api::separate_input_output_schemas", of_api(|it| it.separate_input_output_schemas(false))),
        ("Api::same_in_both_directions", of_api(|it| it.same_in_both_directions::<Item>())),
        ("Api::route", of_api(|it| it.route(declare::get("/b"), ()))),
        ("Api::include", of_api(|it| it.include(Router::without_handlers().operation(declare::get("/b"))))),
        ("Api::include_with", {
            let inner = Router::without_handlers().operation(declare::get("/b"));
            of_api(move |it| it.include_with(Include::new(), inner.clone()))
        }),
        ("Api::root", of_api(|it| it.root(Router::without_handlers()))),
        ("Api::webhooks", of_api(|it| it.webhooks(Router::without_handlers().operation(declare::post("x"))))),
    ]
}

/// Words that show nothing by themselves, each with a test of its own.
const TESTED_ELSEWHERE: [&str; 3] = [
    // `no_status` in `problems.rs`.
    "ResponseClass::without_status",
    // `types_that_schemars_may_have_numbered` in `problems.rs`.
    "Api::model",
    // `security_that_nobody_looks_at_is_a_warning` in `signatures.rs`.
    "Security::enforced_elsewhere",
];

#[test]
fn every_word_shows_in_the_document() {
    for (word, [with, without]) in cases() {
        assert_ne!(with, without, "{word} shows nothing");
    }
}

#[test]
fn every_word_has_a_case() {
    let tested: BTreeSet<_> =
        cases().into_iter().map(|(word, _)| word).chain(TESTED_ELSEWHERE).map(str::to_owned).collect();
    assert_eq!(words(), tested);
}

#[test]
fn responses_are_collected() {
    let collected: Responses =
        [(404, declare::description("a")), (410, declare::description("b"))].into_iter().collect();
    assert_eq!(collected.keys().map(|key| key.to_string()).collect::<Vec<_>>(), ["404", "410"]);
}

#[test]
fn the_root_path_is_the_first_server_and_stands_once() {
    let servers = |root_path: &'static str| {
        let api = bare().server(Server::new("/api")).root_path(root_path);
        api.document()
            .expect("a document")
            .servers
            .into_iter()
            .map(|server| server.url.into_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(servers("/api/v1/"), ["/api/v1", "/api"]);
    assert_eq!(servers("/api"), ["/api"]);
    assert_eq!(servers("/"), ["/api"]);
}
