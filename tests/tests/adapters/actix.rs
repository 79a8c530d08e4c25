//! The contract's app on actix-web.

use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::http::Method;
use actix_web::middleware::DefaultHeaders;
use actix_web::web::{self, Data, Json, Path};
use actix_web::{App as Application, HttpResponse, HttpServer};
use openapi_actix::{Handler, valid};
use openapi_docs::Docs;
use openapi_merge::declare::Operation;
use openapi_merge::{Api, Problems};
use tests::scenarios::{CallbackQuery, INVOICES, Image, Invoice, Item, Message};

use crate::contract::{self, App, Framework, Line, Order, OrderHeader, OrderQuery, Taken};

pub const FRAMEWORK: Framework = Framework {
    name: "actix",
    serve,
    allow: Some("GET"),
    head_follows_get: false,
    rest_may_be_empty: true,
    convertors: true,
    no_query: None,
    unspellable: &[
        ("/a{b", "actix has a meaning of its own for `{` in a path"),
        ("/{a}*", "actix has a meaning of its own for `*` after a parameter"),
    ],
};

async fn method(method: Method) -> String {
    method.to_string()
}

async fn greet(name: Path<String>) -> String {
    format!("hello {name}")
}

async fn pair(names: Path<(String, String)>) -> String {
    format!("{} and {}", names.0, names.1)
}

async fn echo(text: Path<String>) -> String {
    text.into_inner()
}

async fn count(calls: Data<AtomicUsize>) -> String {
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

async fn read_item(id: Path<String>, valid::Query(image): valid::Query<Image>) -> HttpResponse {
    let id = id.into_inner();
    match (id.as_str(), image.img) {
        ("foo", Some(true)) => HttpResponse::Ok().content_type("image/png").body("a picture"),
        ("foo", _) => HttpResponse::Ok().json(Item { id, value: "there goes my hero".into() }),
        _ => HttpResponse::NotFound().json(Message { message: "Item not found".into() }),
    }
}

async fn create_invoice(
    valid::Query(_): valid::Query<CallbackQuery>,
    valid::Json(invoice): valid::Json<Invoice>,
) -> String {
    invoice.id
}

fn api() -> Api<Handler> {
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

fn serve(app: App) -> Result<SocketAddr, Problems> {
    let build = |api| openapi_actix::mount(api).docs(Docs::default()).build();
    let routes = match app {
        App::Scenario(scenario) if scenario.name == INVOICES.name => build(scenario.api(create_invoice))?,
        App::Scenario(scenario) => build(scenario.api(read_item))?,
        App::Contract => build(api())?,
        App::Nested => openapi_actix::mount(api()).docs(Docs::default()).root_path("/api/v1").build()?,
        App::Hello(method_name, path) => {
            build(Api::new("Hello", "1.0.0").route(Operation::new(method_name, path), async || "hello"))?
        }
        App::Wrong => build(contract::wrong(|| method))?,
    };
    let prefix = if matches!(app, App::Nested) { "/api/v1" } else { "" };
    let calls = Data::new(AtomicUsize::new(0));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let server = HttpServer::new(move || {
            Application::new()
                .wrap(DefaultHeaders::new().add(("x-middleware", "was here")))
                .app_data(calls.clone())
                .service(web::scope(prefix).service(routes.clone()))
        });
        actix_web::rt::System::new().block_on(server.workers(1).disable_signals().listen(listener).unwrap().run())
    });
    Ok(address)
}
