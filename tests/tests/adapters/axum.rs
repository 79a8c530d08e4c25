//! The contract's app on axum.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header::CONTENT_TYPE};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::{Json, Router};
use openapi_axum::{Handler, valid};
use openapi_docs::Docs;
use openapi_merge::declare::Operation;
use openapi_merge::{Api, Problems};
use tests::scenarios::{CallbackQuery, INVOICES, Image, Invoice, Item, Message};

use crate::contract::{self, App, Framework, Line, Order, OrderHeader, OrderQuery, Taken};

pub const FRAMEWORK: Framework = Framework {
    name: "axum",
    serve,
    allow: Some("GET,HEAD"),
    head_follows_get: true,
    rest_may_be_empty: false,
    convertors: false,
    no_query: Some("axum has no filter for the method QUERY"),
    unspellable: &[
        ("/{a}-{b}", "axum takes one parameter in a segment, with nothing after it"),
        ("/{a:path}/b", "axum matches several segments only at the end"),
    ],
};

type Calls = Arc<AtomicUsize>;

async fn method(method: Method) -> String {
    method.to_string()
}

async fn greet(Path(name): Path<String>) -> String {
    format!("hello {name}")
}

async fn pair(Path((first, second)): Path<(String, String)>) -> String {
    format!("{first} and {second}")
}

async fn echo(Path(text): Path<String>) -> String {
    text
}

async fn count(State(calls): State<Calls>) -> String {
    calls.fetch_add(1, Ordering::Relaxed).to_string()
}

async fn unforced(Json(line): Json<Line>) -> Json<Line> {
    Json(line)
}

async fn order(
    valid::Path(order_id): valid::Path<i64>,
    valid::Query(query): valid::Query<OrderQuery>,
    valid::Header(header): valid::Header<OrderHeader>,
    valid::LaxJson(order): valid::LaxJson<Order>,
) -> Json<Taken> {
    Json(contract::taken(order_id, query, header, order))
}

async fn read_item(Path(id): Path<String>, valid::Query(image): valid::Query<Image>) -> Response {
    match (id.as_str(), image.img) {
        ("foo", Some(true)) => ([(CONTENT_TYPE, "image/png")], "a picture").into_response(),
        ("foo", _) => Json(Item { id, value: "there goes my hero".into() }).into_response(),
        _ => (StatusCode::NOT_FOUND, Json(Message { message: "Item not found".into() })).into_response(),
    }
}

async fn create_invoice(
    valid::Query(_): valid::Query<CallbackQuery>,
    valid::Json(invoice): valid::Json<Invoice>,
) -> String {
    invoice.id
}

fn api() -> Api<Handler<Calls>> {
    let api = Api::new("Contract", "1.0.0")
        .route(contract::greet(), greet)
        .route(contract::pair(), pair)
        .route(contract::file(), echo)
        .route(contract::number(), echo)
        .route(contract::menu(), async || "menu")
        .route(contract::count(), count)
        .route(contract::unforced(), unforced)
        .route(contract::order(), order)
        .route(contract::both("GET"), method)
        .route(contract::both("POST"), method);
    contract::METHODS.into_iter().fold(api, |api, name| api.route(contract::only(name), method))
}

async fn leave_a_header(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert("x-middleware", HeaderValue::from_static("was here"));
    response
}

fn serve(app: App) -> Result<SocketAddr, Problems> {
    let build = |api: Api<Handler<Calls>>| openapi_axum::mount(api).docs(Docs::default()).build();
    let router = match app {
        App::Scenario(scenario) if scenario.name == INVOICES.name => build(scenario.api(create_invoice))?,
        App::Scenario(scenario) => build(scenario.api(read_item))?,
        App::Contract => build(api())?,
        App::Nested => {
            let inner = openapi_axum::mount(api()).docs(Docs::default()).root_path("/api/v1").build()?;
            Router::new().nest("/api/v1", inner)
        }
        App::Hello(method_name, path) => {
            build(Api::new("Hello", "1.0.0").route(Operation::new(method_name, path), async || "hello"))?
        }
        App::Wrong => build(contract::wrong(|| method))?,
    };
    let app = router.with_state(Calls::default()).layer(middleware::from_fn(leave_a_header));
    Ok(crate::in_background(|listener| async {
        axum::serve(tokio::net::TcpListener::from_std(listener).unwrap(), app).await.unwrap();
    }))
}
