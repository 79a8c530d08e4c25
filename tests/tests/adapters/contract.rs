//! The app that the contract is tested with: what every framework declares alike, and how a framework is met.

use std::net::SocketAddr;

use openapi_merge::declare::{self, FromHandler, Operation, Router};
use openapi_merge::{Api, Problems};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tests::scenarios::Scenario;

/// A framework as the suite meets it, and what it cannot do.
pub struct Framework {
    pub name: &'static str,
    /// Mounts an app and serves it on a port of its own, for as long as the tests run.
    pub serve: fn(App) -> Result<SocketAddr, Problems>,
    /// What a 405 says in `Allow` where only `GET` is declared.
    pub allow: Option<&'static str>,
    /// Whether `HEAD` is answered where only `GET` is declared.
    pub head_follows_get: bool,
    /// Whether `{path:path}` matches nothing, too.
    pub rest_may_be_empty: bool,
    /// Whether `{number:int}` matches digits alone, and not any segment.
    pub convertors: bool,
    /// Why the method QUERY cannot be mounted.
    pub no_query: Option<&'static str>,
    /// Templates that cannot be mounted, and why.
    pub unspellable: &'static [(&'static str, &'static str)],
}

/// What is served.
#[derive(Clone, Copy)]
pub enum App {
    Scenario(Scenario),
    Contract,
    /// The contract under `/api/v1`.
    Nested,
    /// `hello` alone, under a method and a path.
    Hello(&'static str, &'static str),
    /// Everything that can be declared wrongly.
    Wrong,
}

/// Methods that every framework can mount, each under a path of its own.
pub const METHODS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

pub fn only(method: &'static str) -> Operation {
    Operation::new(method, format!("/only/{}", method.to_lowercase()))
}

/// Two methods on one path, declared apart.
pub fn both(method: &'static str) -> Operation {
    Operation::new(method, "/both").name("both").operation_id(format!("both_{method}"))
}

pub fn greet() -> Operation {
    declare::get("/hello/{name}").name("greet").path_parameter::<String>("name").response_model::<String>()
}

pub fn pair() -> Operation {
    declare::get("/pairs/{first}/with/{second}").path_parameter::<String>("first").path_parameter::<String>("second")
}

pub fn file() -> Operation {
    declare::get("/files/{path:path}").path_parameter::<String>("path")
}

pub fn number() -> Operation {
    declare::get("/numbers/{number:int}").path_parameter::<String>("number")
}

pub fn menu() -> Operation {
    declare::get("/menü/")
}

/// Counts its calls in the state of the framework.
pub fn count() -> Operation {
    declare::post("/count").response_model::<usize>()
}

/// Reads a body with the framework's own extractor.
pub fn unforced() -> Operation {
    declare::post("/unforced").request_body::<Line>()
}

/// Reads all kinds of input with the adapter's extractors.
pub fn order() -> Operation {
    declare::put("/orders/{order_id}")
        .name("put_order")
        .path_parameter::<i64>("order_id")
        .query::<OrderQuery>()
        .header::<OrderHeader>()
        .request_body::<Order>()
        .response_model::<Taken>()
}

#[derive(Deserialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct OrderQuery {
    pub limit: i64,
    pub exact: Option<bool>,
    #[serde(default)]
    pub tag: Vec<i64>,
}

#[derive(Deserialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct OrderHeader {
    pub x_token: i64,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Order {
    pub paid: bool,
    pub total: f64,
    pub size: Size,
    pub lines: Vec<Line>,
    pub note: Option<String>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    Small,
    Large,
    Huge,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Line {
    pub sku: String,
    pub count: i64,
}

#[derive(Serialize, JsonSchema)]
pub struct Taken {
    pub order_id: i64,
    pub limit: i64,
    pub exact: Option<bool>,
    pub tag: Vec<i64>,
    pub x_token: i64,
    pub order: Order,
}

pub fn taken(order_id: i64, query: OrderQuery, header: OrderHeader, order: Order) -> Taken {
    let OrderQuery { limit, exact, tag } = query;
    Taken { order_id, limit, exact, tag, x_token: header.x_token, order }
}

/// Declared wrongly, in every way at once: the lines are those that [`WRONG`] tells.
pub fn wrong<H: FromHandler<F, Kind>, F, Kind>(hello: impl Fn() -> F) -> Api<H> {
    Api::new("Wrong", "1.0.0")
        .route(declare::get("/status").response("hello", declare::description("not a status")), hello())
        .route(declare::get("/no-content").response(204, declare::model::<String>()), hello())
        .include(Router::new().prefix("admin").route(declare::get("/users"), hello()))
        .route(declare::get("/twice"), hello())
        .route(declare::get("/twice"), hello())
        .route(declare::get("/hidden").include_in_schema(false), hello())
        .route(declare::get("/hidden").include_in_schema(false), hello())
        .route(declare::get("/docs"), hello())
        .route(declare::get("/{a}").path_parameter::<String>("a"), hello())
        .route(declare::post("/{b}").path_parameter::<String>("b"), hello())
}

/// The first line of what is declared wrongly.
const FIRST: u32 = line!() - 13;

/// Each problem: its sentence, its line after the first, its place.
pub const WRONG: [(&str, u32, &str); 8] = [
    (
        "`hello` is not a status key: expected a code from 100 to 999, a range `1XX` to `5XX`, or `default`",
        FIRST,
        "GET /status > responses",
    ),
    ("status 204 never has a body, so it cannot have a model", FIRST + 1, "GET /no-content > responses"),
    ("the prefix `admin` does not begin with `/`", FIRST + 2, ""),
    ("the path `admin/users` does not begin with `/`", FIRST + 2, "GET admin/users"),
    ("GET /twice is declared twice", FIRST + 4, "GET /twice"),
    ("GET /hidden is mounted twice", FIRST + 6, "GET /hidden"),
    ("only the names of its parameters tell the path from `/{a}`", FIRST + 9, "POST /{b}"),
    ("GET /docs is mounted twice", 0, "GET /docs"),
];
