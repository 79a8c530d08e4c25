//! Answers a number of requests on a bare route or on the same route mounted from its declaration, without sockets:
//! `mounted_cost poem bare 1000`. A tool such as callgrind counts what a request costs.
//!
//! Both routes are made whichever is asked, for what an allocation costs depends on those before it.
#![allow(clippy::unwrap_used, reason = "a test may end there")]

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use openapi_merge::{Api, declare};

const TARGET: &str = "/items/foo?limit=3";

#[derive(serde::Deserialize)]
struct Limit {
    limit: u32,
}

fn read_item() -> declare::Operation {
    declare::get("/items/{item_id}").path_parameter::<String>("item_id").query_parameter::<u32>("limit")
}

/// Nothing waits here, so that a future is ready as soon as it is asked.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing should have to wait"),
    }
}

mod poem {
    use ::poem::http::Uri;
    use ::poem::web::{Path, Query};
    use ::poem::{Endpoint as _, Request, Route, get, handler};

    #[handler]
    fn read_item(Path(item_id): Path<String>, Query(query): Query<super::Limit>) -> String {
        format!("{item_id} {}", query.limit)
    }

    pub fn run(mounted: bool, requests: usize) {
        let by_hand = Route::new().at("/items/:item_id", get(read_item));
        let api = super::Api::new("Items", "1.0.0").route(super::read_item(), read_item);
        let declared = openapi_poem::mount(api).build().unwrap();
        let route = if mounted { &declared } else { &by_hand };
        for _ in 0..requests {
            let request = Request::builder().uri(Uri::from_static(super::TARGET)).finish();
            assert!(super::ready(route.get_response(request)).status().is_success());
        }
    }
}

mod warp {
    use ::warp::filters::BoxedFilter;
    use ::warp::http::Request;
    use ::warp::reply::Response;
    use ::warp::{Filter as _, Reply as _};

    async fn read_item(item_id: String, query: super::Limit) -> String {
        format!("{item_id} {}", query.limit)
    }

    /// A function that gives a filter gives a boxed one, and so does a declaration.
    fn item() -> BoxedFilter<(String,)> {
        ::warp::path!("items" / String).and(::warp::get()).boxed()
    }

    /// A route in a list with others is boxed too.
    fn by_hand() -> BoxedFilter<(Response,)> {
        item().and(::warp::query()).then(read_item).map(String::into_response).boxed()
    }

    pub fn run(mounted: bool, requests: usize) {
        let by_hand = by_hand();
        let api = super::Api::new("Items", "1.0.0")
            .route(super::read_item(), |path: BoxedFilter<(String,)>| path.and(::warp::query()).then(read_item));
        let declared = openapi_warp::mount(api).build().unwrap();
        let route = if mounted { &declared } else { &by_hand };
        let mut service = ::warp::service(route.clone());
        for _ in 0..requests {
            let request = Request::get(super::TARGET).body(String::new()).unwrap();
            let response = super::ready(tower_service::Service::call(&mut service, request)).unwrap();
            assert!(response.status().is_success());
        }
    }
}

mod axum {
    use ::axum::Router;
    use ::axum::body::Body;
    use ::axum::extract::{Path, Query};
    use ::axum::http::Request;
    use ::axum::routing::get;

    async fn read_item(Path(item_id): Path<String>, Query(query): Query<super::Limit>) -> String {
        format!("{item_id} {}", query.limit)
    }

    pub fn run(mounted: bool, requests: usize) {
        let mut by_hand = Router::new().route("/items/{item_id}", get(read_item));
        let api = super::Api::new("Items", "1.0.0").route(super::read_item(), read_item);
        let mut declared = openapi_axum::mount(api).build().unwrap();
        let router = if mounted { &mut declared } else { &mut by_hand };
        for _ in 0..requests {
            let request = Request::get(super::TARGET).body(Body::empty()).unwrap();
            let response = super::ready(tower_service::Service::call(router, request)).unwrap();
            assert!(response.status().is_success());
        }
    }
}

mod actix {
    use actix_web::test::{TestRequest, call_service, init_service};
    use actix_web::web::{self, Path, Query};
    use actix_web::{App, rt::System};

    async fn read_item(item_id: Path<String>, query: Query<super::Limit>) -> String {
        format!("{item_id} {}", query.limit)
    }

    pub fn run(mounted: bool, requests: usize) {
        System::new().block_on(async {
            let by_hand = web::resource("/items/{item_id}").route(web::get().to(read_item));
            let by_hand = init_service(App::new().service(by_hand)).await;
            let api = super::Api::new("Items", "1.0.0").route(super::read_item(), read_item);
            let declared = init_service(App::new().service(openapi_actix::mount(api).build().unwrap())).await;
            let service = if mounted { &declared } else { &by_hand };
            for _ in 0..requests {
                let response = call_service(service, TestRequest::with_uri(super::TARGET).to_request()).await;
                assert!(response.status().is_success());
            }
        });
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [framework, route, requests] = arguments.as_slice() else {
        panic!("expected a framework, `bare` or `mounted`, and a number of requests");
    };
    let (mounted, requests) = (route == "mounted", requests.parse().expect("expected a number of requests"));
    match framework.as_str() {
        "poem" => poem::run(mounted, requests),
        "warp" => warp::run(mounted, requests),
        "axum" => axum::run(mounted, requests),
        "actix" => actix::run(mounted, requests),
        other => panic!("there is no framework `{other}`"),
    }
}
