//! The contract's app on poem.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use openapi_docs::Docs;
use openapi_merge::declare::Operation;
use openapi_merge::{Api, Problems};
use openapi_poem::{Handler, valid};
use poem::endpoint::make_sync;
use poem::http::{Method, StatusCode};
use poem::listener::TcpAcceptor;
use poem::web::{Data, Json, Path};
use poem::{EndpointExt as _, IntoResponse, Response, Route, Server, handler};
use tests::scenarios::{CallbackQuery, INVOICES, Image, Invoice, Item, Message};

use crate::contract::{self, App, Framework, Line, Order, OrderHeader, OrderQuery, Taken};

pub const FRAMEWORK: Framework = Framework {
    name: "poem",
    serve,
    allow: None,
    head_follows_get: true,
    rest_may_be_empty: true,
    convertors: true,
    no_query: None,
    unspellable: &[
        ("/{a}-{b}", "poem reads `{a}` up to the next `/`, but more follows it"),
        ("/{a:path}/b", "poem matches several segments only at the end, and `{a:path}` is not alone there"),
        ("/items:batch", "poem has a meaning of its own for `:` in a path"),
        ("/a//b", "poem takes `//` in a path for `/`"),
    ],
};

#[handler]
fn method(method: Method) -> String {
    method.to_string()
}

#[handler]
fn greet(Path(name): Path<String>) -> String {
    format!("hello {name}")
}

#[handler]
fn pair(Path((first, second)): Path<(String, String)>) -> String {
    format!("{first} and {second}")
}

#[handler]
fn echo(Path(text): Path<String>) -> String {
    text
}

#[handler]
fn count(Data(calls): Data<&Arc<AtomicUsize>>) -> String {
    calls.fetch_add(1, Ordering::Relaxed).to_string()
}

#[handler]
fn unforced(Json(line): Json<Line>) -> Json<Line> {
    Json(line)
}

#[handler]
fn order(
    valid::Path(order_id): valid::Path<i64>,
    valid::Query(query): valid::Query<OrderQuery>,
    valid::Header(header): valid::Header<OrderHeader>,
    valid::LaxJson(order): valid::LaxJson<Order>,
) -> Json<Taken> {
    Json(contract::taken(order_id, query, header, order))
}

#[handler]
fn read_item(Path(id): Path<String>, valid::Query(image): valid::Query<Image>) -> Response {
    match (id.as_str(), image.img) {
        ("foo", Some(true)) => "a picture".with_content_type("image/png").into_response(),
        ("foo", _) => Json(Item { id, value: "there goes my hero".into() }).into_response(),
        _ => Json(Message { message: "Item not found".into() }).with_status(StatusCode::NOT_FOUND).into_response(),
    }
}

#[handler]
fn create_invoice(valid::Query(_): valid::Query<CallbackQuery>, valid::Json(invoice): valid::Json<Invoice>) -> String {
    invoice.id
}

fn api() -> Api<Handler> {
    let api = Api::new("Contract", "1.0.0")
        .route(contract::greet(), greet)
        .route(contract::pair(), pair)
        .route(contract::file(), echo)
        .route(contract::number(), echo)
        .route(contract::menu(), make_sync(|_| "menu"))
        .route(contract::count(), count)
        .route(contract::unforced(), unforced)
        .route(contract::order(), order)
        .route(contract::both("GET"), method)
        .route(contract::both("POST"), method);
    contract::METHODS.into_iter().fold(api, |api, name| api.route(contract::only(name), method))
}

fn serve(app: App) -> Result<SocketAddr, Problems> {
    let build = |api| openapi_poem::mount(api).docs(Docs::default()).build();
    let route = match app {
        App::Scenario(scenario) if scenario.name == INVOICES.name => build(scenario.api(create_invoice))?,
        App::Scenario(scenario) => build(scenario.api(read_item))?,
        App::Contract => build(api())?,
        App::Nested => {
            let inner = openapi_poem::mount(api()).docs(Docs::default()).root_path("/api/v1").build()?;
            Route::new().nest("/api/v1", inner)
        }
        App::Hello(method_name, path) => {
            build(Api::new("Hello", "1.0.0").route(Operation::new(method_name, path), make_sync(|_| "hello")))?
        }
        App::Wrong => build(contract::wrong(|| method))?,
    };
    let app = route.data(Arc::new(AtomicUsize::new(0))).after(|result| async {
        let response = result.unwrap_or_else(|error: poem::Error| error.into_response());
        Ok::<_, poem::Error>(response.with_header("x-middleware", "was here"))
    });
    Ok(crate::in_background(|listener: TcpListener| async {
        let acceptor = TcpAcceptor::from_std(listener).unwrap();
        Server::new_with_acceptor(acceptor).run(app).await.unwrap();
    }))
}
