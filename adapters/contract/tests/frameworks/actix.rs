//! The application on actix-web.

use std::net::{SocketAddr, TcpListener};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use futures_util::StreamExt as _;
use openapi_contract::Layer;

async fn handle(request: HttpRequest) -> HttpResponse {
    let target = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    if target == "/endless" {
        let events = crate::endless().map(|event| event.map(web::Bytes::from));
        return HttpResponse::Ok().content_type("text/event-stream").streaming(Box::pin(events));
    }
    let canned = crate::answer(request.method().as_str(), &target);
    let mut builder = HttpResponse::build(canned.status.try_into().unwrap());
    // actix says the length of an answer to HEAD itself.
    for header in canned.headers.iter().filter(|(name, _)| *name != "content-length") {
        builder.insert_header(*header);
    }
    builder.body(canned.body)
}

pub fn serve(layer: Layer) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let app = move || App::new().wrap(layer.clone()).default_service(web::to(handle));
        let server = HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap();
        actix_web::rt::System::new().block_on(server.run())
    });
    address
}
