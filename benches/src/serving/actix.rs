//! On actix-web.

use std::net::TcpListener;

use actix_web::body::MessageBody as _;
use actix_web::http::header::ETAG;
use actix_web::rt::System;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::{App, HttpServer};
use openapi_actix::{Handler, Routes};
use openapi_merge::Api;

use super::{Answered, Ask, DOCUMENT, declared};

async fn nothing() -> &'static str {
    ""
}

fn routes(api: Api<Handler>) -> Routes {
    openapi_actix::mount(api).docs(declared::docs()).build().unwrap_or_else(|problems| panic!("{problems}"))
}

pub(super) fn serve(listener: TcpListener, count: usize) {
    let api = declared::api(count, |router, operation, _| router.route(operation, nothing));
    let routes = routes(api);
    let server = HttpServer::new(move || App::new().service(routes.clone())).workers(1);
    let ended = server.listen(listener).and_then(|server| System::new().block_on(server.run()));
    ended.unwrap_or_else(|error| panic!("{error}"));
}

pub(super) fn ask(count: usize) -> Ask {
    let system = System::new();
    let service = system.block_on(init_service(App::new().service(routes(declared::without_routes(count)))));
    Box::new(move |headers| {
        let request =
            headers.iter().fold(TestRequest::with_uri(DOCUMENT), |request, header| request.insert_header(*header));
        system.block_on(async {
            let response = call_service(&service, request.to_request()).await;
            let etag = response.headers().get(ETAG);
            let etag = etag.and_then(|etag| Some(etag.to_str().ok()?.to_owned()));
            let status = response.status().as_u16();
            let body = response.into_body().try_into_bytes().unwrap_or_default();
            Answered { status, etag, length: body.len() }
        })
    })
}
