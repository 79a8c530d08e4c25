//! On poem.

use std::net::TcpListener;

use poem::endpoint::make_sync;
use poem::http::Uri;
use poem::http::header::ETAG;
use poem::listener::TcpAcceptor;
use poem::{Endpoint, Request, Route, Server};

use openapi_merge::Api;
use openapi_poem::Handler;

use super::{Answered, Ask, DOCUMENT, declared, on_one_thread, ready};

fn route(api: Api<Handler>) -> Route {
    openapi_poem::mount(api).docs(declared::docs()).build().unwrap_or_else(|problems| panic!("{problems}"))
}

pub(super) fn serve(listener: TcpListener, count: usize) {
    let api = declared::api(count, |router, operation, _| router.route(operation, make_sync(|_| ())));
    serve_route(listener, route(api));
}

/// Serves for ever.
pub(super) fn serve_route(listener: TcpListener, route: Route) {
    let ended = on_one_thread(async { Server::new_with_acceptor(TcpAcceptor::from_std(listener)?).run(route).await });
    ended.unwrap_or_else(|error| panic!("{error}"));
}

pub(super) fn ask(count: usize) -> Ask {
    let route = route(declared::without_routes(count));
    Box::new(move |headers| {
        let request = Request::builder().uri(Uri::from_static(DOCUMENT));
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).finish();
        ready(async {
            let response = route.get_response(request).await;
            let (status, etag) = (response.status().as_u16(), response.header(ETAG).map(str::to_owned));
            let body = response.into_body().into_bytes().await.unwrap_or_default();
            Answered { status, etag, length: body.len() }
        })
    })
}
