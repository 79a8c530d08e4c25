//! `mount`: from an API to a filter.

use std::future::ready;

use openapi_docs::Published;
use openapi_merge::declare::FromHandler as _;
use openapi_merge::{Api, Problem, Problems};
use openapi_mount::{Adapter, Plan};
use warp::filters::BoxedFilter;
use warp::http::{HeaderMap, Method, StatusCode};
use warp::reply::Response;
use warp::{Filter, Rejection, Reply as _};

use crate::endpoint::Handler;
use crate::path::Pattern;

/// An API on its way to a warp filter.
pub type Mount = openapi_mount::Mount<Handler, BoxedFilter<(Response,)>>;

/// Mounts an API: each operation under the method and the path it declares.
pub fn mount(api: Api<Handler>) -> Mount {
    Mount::new(Adapter { assemble, page }, api)
}

fn assemble(plan: Plan<Handler>, problems: &mut Problems) -> BoxedFilter<(Response,)> {
    let (mut filters, mut of_root) = (Vec::new(), Vec::new());
    for path in plan.paths {
        match Pattern::of(&path.path) {
            Err(reason) => problems.extend(path.unmountable(&reason)),
            Ok(pattern) => {
                for (route, look) in path.into_looked_at() {
                    let (at, place) = (route.at, route.place());
                    let method = Method::from_bytes(route.method.as_bytes()).unwrap_or_default();
                    match route.handler.mount(pattern.clone(), method, look) {
                        Ok(filter) => {
                            if pattern.matches("") {
                                of_root.push(filter.clone());
                            }
                            filters.push(filter);
                        }
                        Err(reason) => problems.extend([Problem::unmountable(at, place, reason)]),
                    }
                }
            }
        }
    }
    let all = has_path().and(first_of(&filters));
    if of_root.is_empty() {
        return all.boxed();
    }
    all.or(warp::path::end().and(first_of(&of_root))).unify().boxed()
}

/// A request for more than the root. A target without a path, as in `GET docs`, has none either, and warp's own filters
/// panic when they are asked for it.
fn has_path() -> impl Filter<Extract = (), Error = Rejection> + Copy {
    let is_end = warp::path::end().map(|| true).or(warp::any().map(|| false)).unify();
    is_end.and_then(|is_end| ready(if is_end { Err(warp::reject::not_found()) } else { Ok(()) })).untuple_one()
}

/// The first that does not reject; halved again and again, so that a request passes few of them.
fn first_of(filters: &[BoxedFilter<(Response,)>]) -> BoxedFilter<(Response,)> {
    match filters {
        [] => warp::any().and_then(|| ready(Err(warp::reject::not_found()))).boxed(),
        [only] => only.clone(),
        several => {
            let (before, after) = several.split_at(several.len() / 2);
            first_of(before).or(first_of(after)).unify().boxed()
        }
    }
}

fn page(published: Published, path: String) -> Handler {
    Handler::from_handler(move |filter: BoxedFilter<()>| {
        filter
            .and(warp::method())
            .and(warp::header::headers_cloned())
            .map(move |method: Method, headers: HeaderMap| answer(&published, &path, &method, &headers))
    })
}

fn answer(published: &Published, path: &str, method: &Method, headers: &HeaderMap) -> Response {
    let header = |name| headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    let Some(answer) = published.answer(path, method.as_str(), header) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = warp::http::Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(*name, &**value);
    }
    response.body(answer.body).into_response()
}
