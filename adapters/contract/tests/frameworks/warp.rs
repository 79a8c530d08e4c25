//! The application on warp.

use std::net::SocketAddr;

use futures_util::StreamExt as _;
use openapi_contract::Layer;
use warp::Filter as _;
use warp::filters::path::FullPath;
use warp::http::Method;
use warp::reply::{Reply as _, Response};

fn handle(method: &Method, path: &FullPath, query: &str) -> Response {
    let target = if query.is_empty() { path.as_str().to_owned() } else { format!("{}?{query}", path.as_str()) };
    if target == "/endless" {
        let events = crate::endless().map(|event| event.map(bytes::Bytes::from));
        let reply = warp::reply::stream(events);
        return warp::reply::with_header(reply, "content-type", "text/event-stream").into_response();
    }
    let canned = crate::answer(method.as_str(), &target);
    let builder = warp::http::Response::builder().status(canned.status);
    let builder = canned.headers.iter().fold(builder, |builder, (name, value)| builder.header(*name, *value));
    builder.body(canned.body).unwrap().into_response()
}

pub fn serve(layer: Layer) -> SocketAddr {
    let query = warp::query::raw().or(warp::any().map(String::new)).unify();
    let app = warp::method()
        .and(warp::path::full())
        .and(query)
        .map(|method: Method, path: FullPath, query: String| handle(&method, &path, &query));
    let app = layer.filter(app);
    crate::in_background(|listener| async {
        warp::serve(app).incoming(tokio::net::TcpListener::from_std(listener).unwrap()).run().await;
    })
}
