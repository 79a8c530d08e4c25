//! The application on axum.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use openapi_contract::Layer;

async fn handle(request: Request) -> Response {
    let target = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    if target == "/endless" {
        let body = Body::from_stream(crate::endless());
        return Response::builder().header("content-type", "text/event-stream").body(body).unwrap();
    }
    let canned = crate::answer(request.method().as_str(), &target);
    let builder = Response::builder().status(canned.status);
    let builder = canned.headers.iter().fold(builder, |builder, (name, value)| builder.header(*name, *value));
    builder.body(canned.body.into()).unwrap()
}

pub fn serve(layer: Layer) -> SocketAddr {
    let app: Router = Router::new().fallback(handle).layer(layer);
    crate::in_background(|listener| async {
        axum::serve(tokio::net::TcpListener::from_std(listener).unwrap(), app).await.unwrap();
    })
}
