//! The application on poem.

use std::net::SocketAddr;

use openapi_contract::Layer;
use poem::endpoint::make_sync;
use poem::listener::TcpAcceptor;
use poem::{Body, EndpointExt as _, Request, Response, Server};

fn handle(request: Request) -> Response {
    let target = request.original_uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    if target == "/endless" {
        return Response::builder().content_type("text/event-stream").body(Body::from_bytes_stream(crate::endless()));
    }
    let canned = crate::answer(request.method().as_str(), &target);
    let builder = Response::builder().status(canned.status.try_into().unwrap());
    canned.headers.iter().fold(builder, |builder, (name, value)| builder.header(*name, *value)).body(canned.body)
}

pub fn serve(layer: Layer) -> SocketAddr {
    let app = make_sync(handle).with(layer);
    crate::in_background(|listener| async {
        Server::new_with_acceptor(TcpAcceptor::from_std(listener).unwrap()).run(app).await.unwrap();
    })
}
