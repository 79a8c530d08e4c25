//! On warp.

use std::net::TcpListener;

use http_body_util::BodyExt as _;
use tower_service::Service as _;
use warp::Filter as _;
use warp::filters::BoxedFilter;
use warp::http::{Request, header::ETAG};
use warp::reply::Response;

use openapi_merge::Api;
use openapi_warp::Handler;

use super::{Answered, Ask, DOCUMENT, asynchronous, declared, on_one_thread, ready};

fn filter(api: Api<Handler>) -> BoxedFilter<(Response,)> {
    openapi_warp::mount(api).docs(declared::docs()).build().unwrap_or_else(|problems| panic!("{problems}"))
}

pub(super) fn serve(listener: TcpListener, count: usize) {
    // What runs takes the path's parameters as texts.
    let api = declared::api(count, |router, operation, planned| {
        match planned.parameters().filter(|parameter| parameter.location == "path").count() {
            0 => router.route(operation, |path: BoxedFilter<()>| path.map(|| "")),
            1 => router.route(operation, |path: BoxedFilter<(String,)>| path.map(|_| "")),
            _ => router.route(operation, |path: BoxedFilter<(String, String)>| path.map(|_, _| "")),
        }
    });
    let filter = filter(api);
    on_one_thread(async { warp::serve(filter).incoming(asynchronous(listener)).run().await });
}

pub(super) fn ask(count: usize) -> Ask {
    let mut service = warp::service(filter(declared::without_routes(count)));
    Box::new(move |headers| {
        let request =
            headers.iter().fold(Request::get(DOCUMENT), |request, (name, value)| request.header(*name, *value));
        let request = request.body(String::new()).unwrap_or_default();
        ready(async {
            let response = service.call(request).await.unwrap_or_else(|never| match never {});
            let (status, etag) = (response.status().as_u16(), response.headers().get(ETAG));
            let etag = etag.and_then(|etag| Some(etag.to_str().ok()?.to_owned()));
            let body = response.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
            Answered { status, etag, length: body.len() }
        })
    })
}
