//! `mount`: from an API to an `axum::Router`.

use std::future::ready;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, StatusCode};
#[cfg(feature = "valid")]
use axum::middleware;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodFilter, MethodRouter};
use openapi_docs::Published;
use openapi_merge::declare::FromHandler as _;
use openapi_merge::{Api, Problem, Problems};
use openapi_mount::{Adapter, Look, Plan};

use crate::endpoint::Handler;
use crate::path::Spelling;
#[cfg(feature = "valid")]
use crate::valid;

/// An API on its way to an [`axum::Router`] with the state `S`.
pub type Mount<S = ()> = openapi_mount::Mount<Handler<S>, Router<S>>;

/// Mounts an API: each operation under the method and the path it declares.
pub fn mount<S: Clone + Send + Sync + 'static>(api: Api<Handler<S>>) -> Mount<S> {
    Mount::new(Adapter { assemble, page }, api)
}

fn assemble<S: Clone + Send + Sync + 'static>(plan: Plan<Handler<S>>, problems: &mut Problems) -> Router<S> {
    // Whether a segment that begins with `:` is a parameter is a question of axum 0.7.
    let mut router = Router::new().without_v07_checks();
    let mut spelling = Spelling::default();
    for path in plan.paths {
        match spelling.spell(&path.path) {
            Err(reason) => problems.extend(path.unmountable(&reason)),
            Ok(spelled) => {
                let mut methods = MethodRouter::new();
                for (route, look) in path.into_looked_at() {
                    match method_filter(&route.method) {
                        Some(method) => methods = mounted(route.handler, method, look, methods),
                        None => {
                            let reason = format!("axum has no filter for the method {}", route.method);
                            problems.extend([Problem::unmountable(route.at, route.place(), reason)]);
                        }
                    }
                }
                router = router.route(&spelled, methods);
            }
        }
    }
    router
}

fn mounted<S: Clone + Send + Sync + 'static>(
    handler: Handler<S>,
    method: MethodFilter,
    look: Option<Look>,
    methods: MethodRouter<S>,
) -> MethodRouter<S> {
    match look {
        None => handler.mount(methods, method),
        #[cfg(feature = "valid")]
        Some(look) => {
            let alone = handler.mount(MethodRouter::new(), method);
            methods.merge(alone.route_layer(middleware::from_fn_with_state(look, valid::look)))
        }
        #[cfg(not(feature = "valid"))]
        Some(never) => match never {},
    }
}

fn method_filter(method: &str) -> Option<MethodFilter> {
    MethodFilter::try_from(Method::from_bytes(method.as_bytes()).ok()?).ok()
}

fn page<S: Clone + Send + Sync + 'static>(published: Published, path: String) -> Handler<S> {
    Handler::from_handler(move |method: Method, headers: HeaderMap| ready(answer(&published, &path, &method, &headers)))
}

fn answer(published: &Published, path: &str, method: &Method, headers: &HeaderMap) -> Response {
    let header = |name| headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    let Some(answer) = published.answer(path, method.as_str(), header) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(*name, &**value);
    }
    response.body(Body::from(answer.body)).unwrap_or_default()
}
