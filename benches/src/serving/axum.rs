//! On axum.

use std::net::TcpListener;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header::ETAG};
use http_body_util::BodyExt as _;
use tower_service::Service as _;

use openapi_axum::Handler;
use openapi_merge::Api;

use super::{Answered, Ask, DOCUMENT, asynchronous, declared, on_one_thread, ready};

async fn nothing() {}

fn router(api: Api<Handler>) -> Router {
    openapi_axum::mount(api).docs(declared::docs()).build().unwrap_or_else(|problems| panic!("{problems}"))
}

pub(super) fn serve(listener: TcpListener, count: usize) {
    let api = declared::api(count, |router, operation, _| router.route(operation, nothing));
    serve_router(listener, router(api));
}

/// Serves for ever.
pub(super) fn serve_router(listener: TcpListener, router: Router) {
    let ended = on_one_thread(async { axum::serve(asynchronous(listener), router).await });
    ended.unwrap_or_else(|error| panic!("{error}"));
}

pub(super) fn ask(count: usize) -> Ask {
    let mut router = router(declared::without_routes(count));
    Box::new(move |headers| {
        let request =
            headers.iter().fold(Request::get(DOCUMENT), |request, (name, value)| request.header(*name, *value));
        let request = request.body(Body::empty()).unwrap_or_default();
        ready(async {
            let response = router.call(request).await.unwrap_or_else(|never| match never {});
            let (status, etag) = (response.status().as_u16(), response.headers().get(ETAG));
            let etag = etag.and_then(|etag| Some(etag.to_str().ok()?.to_owned()));
            let body = response.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
            Answered { status, etag, length: body.len() }
        })
    })
}
