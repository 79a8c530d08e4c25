//! The contract's app on warp.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use openapi_docs::Docs;
use openapi_merge::declare::Operation;
use openapi_merge::{Api, Problems};
use openapi_warp::{Handler, valid};
use tests::scenarios::{CallbackQuery, INVOICES, Image, Invoice, Item, Message};
use warp::filters::BoxedFilter;
use warp::http::{Method, StatusCode};
use warp::reply::{self, Response};
use warp::{Filter, Reply as _};

use crate::contract::{self, App, Framework, Line, Order, OrderHeader, OrderQuery};

pub const FRAMEWORK: Framework = Framework {
    name: "warp",
    serve,
    allow: None,
    head_follows_get: false,
    rest_may_be_empty: true,
    convertors: false,
    no_query: None,
    unspellable: &[
        ("/{a}-{b}", "warp takes a parameter for a whole segment, but `-` follows it"),
        ("/v{n}", "warp takes a whole segment for `{n}`, but more stands before it"),
        ("/x/{a}/{b}", "the filter takes 1 parameter from a path that has 2"),
    ],
};

fn method(path: BoxedFilter<()>) -> BoxedFilter<(String,)> {
    path.and(warp::method()).map(|method: Method| method.to_string()).boxed()
}

async fn read_item(id: String, image: Image) -> Response {
    match (id.as_str(), image.img) {
        ("foo", Some(true)) => reply::with_header("a picture", "content-type", "image/png").into_response(),
        ("foo", _) => reply::json(&Item { id, value: "there goes my hero".into() }).into_response(),
        _ => reply::with_status(reply::json(&Message { message: "Item not found".into() }), StatusCode::NOT_FOUND)
            .into_response(),
    }
}

fn api() -> Api<Handler> {
    let calls = Arc::new(AtomicUsize::new(0));
    let api = Api::new("Contract", "1.0.0")
        .route(contract::greet(), |path: BoxedFilter<(String,)>| path.map(|name: String| format!("hello {name}")))
        .route(contract::pair(), |path: BoxedFilter<(String, String)>| {
            path.map(|first: String, second: String| format!("{first} and {second}"))
        })
        .route(contract::file(), |path: BoxedFilter<(String,)>| path)
        .route(contract::number(), |path: BoxedFilter<(String,)>| path)
        .route(contract::menu(), |path: BoxedFilter<()>| path.map(|| "menu"))
        .route(contract::count(), move |path: BoxedFilter<()>| {
            let calls = Arc::clone(&calls);
            path.map(move || calls.fetch_add(1, Ordering::Relaxed).to_string())
        })
        .route(contract::unforced(), |path: BoxedFilter<()>| {
            path.and(warp::body::json()).map(|line: Line| reply::json(&line))
        })
        .route(contract::order(), |path: BoxedFilter<(valid::Path<i64>,)>| {
            path.and(valid::query()).and(valid::header()).and(valid::lax_json()).map(
                |valid::Path(order_id), query: OrderQuery, header: OrderHeader, order: Order| {
                    reply::json(&contract::taken(order_id, query, header, order))
                },
            )
        })
        .route(contract::both("GET"), method)
        .route(contract::both("POST"), method);
    contract::METHODS.into_iter().fold(api, |api, name| api.route(contract::only(name), method))
}

fn serve(app: App) -> Result<SocketAddr, Problems> {
    let build = |api| openapi_warp::mount(api).docs(Docs::default()).build();
    let filter = match app {
        App::Scenario(scenario) if scenario.name == INVOICES.name => build(scenario.api(|path: BoxedFilter<()>| {
            path.and(valid::query()).and(valid::json()).map(|_: CallbackQuery, invoice: Invoice| invoice.id)
        }))?,
        App::Scenario(scenario) => {
            build(scenario.api(|path: BoxedFilter<(String,)>| path.and(valid::query()).then(read_item)))?
        }
        App::Contract => build(api())?,
        App::Nested => {
            let inner = openapi_warp::mount(api()).docs(Docs::default()).root_path("/api/v1").build()?;
            warp::path!("api" / "v1" / ..).and(inner).boxed()
        }
        App::Hello(method_name, path) => {
            let (api, operation) = (Api::new("Hello", "1.0.0"), Operation::new(method_name, path));
            build(if path.contains('{') {
                api.route(operation, |path: BoxedFilter<(String,)>| path.map(|_| "hello"))
            } else {
                api.route(operation, |path: BoxedFilter<()>| path.map(|| "hello"))
            })?
        }
        App::Wrong => build(contract::wrong(|| method))?,
    };
    let app = filter.recover(valid::recover).with(reply::with::header("x-middleware", "was here"));
    Ok(crate::in_background(|listener| async {
        warp::serve(app).incoming(tokio::net::TcpListener::from_std(listener).unwrap()).run().await;
    }))
}
