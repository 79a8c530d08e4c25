//! warp's filters for input once more, with FastAPI's 422 for input that is wrong.
//!
//! What they read is held against the schema that the document shows, and everything that is wrong is told at once. What
//! went wrong is an [`Invalid`], a rejection like any other: [`recover`] answers it.
//!
//! By itself a filter reads JSON strictly and within the default [`Limits`]. [`Mount::reading`](crate::Mount) says
//! otherwise for an API: for filters that are made while their route is, within the closure that
//! [`Api::route`](openapi_merge::Api::route) takes.

use std::cell::RefCell;
use std::convert::Infallible;
use std::sync::Arc;

use bytes::{Buf, Bytes};
use futures_util::{Stream, TryStreamExt as _};
use openapi_input::PathTexts;
use openapi_mount::Look;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use tokio::task::JoinSet;
use tower_service::Service as _;
use warp::filters::BoxedFilter;
use warp::http::header::{CONTENT_TYPE, HeaderValue};
use warp::http::{HeaderMap, Method, Request, StatusCode, Uri};
use warp::reject::Reject;
use warp::reply::Response;
use warp::{Filter, Rejection, Reply as _};

use crate::endpoint::{FromPath, rest_of_path};
use crate::function::{FromRequest, Request as Asked};
use crate::path::Pattern;

pub use openapi_input::{Limits, Reading};

impl Reject for Invalid {}

impl warp::Reply for Invalid {
    fn into_response(self) -> Response {
        let mut response = Response::new(self.0.to_json().into());
        *response.status_mut() = StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }
}

/// For [`Filter::recover`]: answers what is [`Invalid`], and leaves other rejections alone.
///
/// # Errors
/// Any other rejection.
pub async fn recover(rejection: Rejection) -> Result<Response, Rejection> {
    match rejection.find::<Invalid>() {
        Some(invalid) => Ok(invalid.clone().into_response()),
        None => Err(rejection),
    }
}

/// What is said of a route while its filters are made.
#[derive(Clone, Default)]
pub(crate) struct Route {
    pub(crate) pattern: Option<Arc<Pattern>>,
    pub(crate) look: Option<Look>,
    /// Whether a filter reads the parameters of the path by itself.
    reads_path: bool,
}

thread_local! {
    static ROUTE: RefCell<Route> = RefCell::default();
}

impl Route {
    /// Makes filters for a route, and says whether one of them reads the path.
    pub(crate) fn within<T>(pattern: &Arc<Pattern>, look: Option<&Look>, make: impl FnOnce() -> T) -> (T, bool) {
        let route = Self { pattern: Some(Arc::clone(pattern)), look: look.cloned(), reads_path: false };
        let before = ROUTE.replace(route);
        let made = make();
        (made, ROUTE.replace(before).reads_path)
    }

    fn reading() -> Reading {
        ROUTE.with_borrow(|route| route.look.as_ref().map(|look| look.reading().clone())).unwrap_or_default()
    }

    fn pattern() -> Option<Arc<Pattern>> {
        ROUTE.with_borrow_mut(|route| {
            route.reads_path = true;
            route.pattern.clone()
        })
    }
}

/// A request without its body.
struct Head {
    path: Result<Vec<(String, String)>, openapi_input::Invalid>,
    query: String,
    headers: HeaderMap,
}

impl openapi_input::Head for Head {
    fn query(&self) -> &str {
        &self.query
    }

    fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()))
    }

    fn path(&self) -> Result<PathTexts<'_>, openapi_input::Invalid> {
        let path = self.path.as_ref().map_err(Clone::clone)?;
        Ok(path.iter().map(|(name, text)| (name.into(), text.into())).collect())
    }
}

impl openapi_input::Head for Asked {
    fn query(&self) -> &str {
        &self.query
    }

    fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()))
    }

    fn path(&self) -> Result<PathTexts<'_>, openapi_input::Invalid> {
        Ok(self.parameters().map(|(name, text)| (name.into(), text.into())).collect())
    }
}

/// How a request is read that a function is handed.
fn reading_of(request: &Asked) -> Reading {
    request.state.get::<Look>().map(|look| look.reading().clone()).unwrap_or_default()
}

/// The body of a request that a function is handed, and a look at all of it, if that is wanted.
pub(crate) async fn looked_at_by_function(
    mut request: Asked,
    reads_body: bool,
    chunks: impl Stream<Item = Result<impl Buf, warp::Error>>,
) -> Result<Asked, Rejection> {
    let look = request.state.get::<Look>().cloned();
    let refused = |error| Rejection::from(Invalid(error));
    if reads_body || look.as_ref().is_some_and(|look| look.takes_body()) {
        let chunks = chunks.map_ok(|mut chunk| chunk.copy_to_bytes(chunk.remaining()));
        let length = openapi_input::Head::content_length(&request);
        let body = openapi_input::body(&reading_of(&request), length, chunks).await.map_err(refused)?;
        request.body = body;
    }
    if let Some(look) = look {
        look.look(&request, &request.body).map_err(refused)?;
    }
    Ok(request)
}

/// The request without its body, and what is left of its path. The parameters of the path are those of a pattern.
fn head(pattern: Option<Arc<Pattern>>) -> impl Filter<Extract = (Head, String), Error = Infallible> + Clone {
    let query = warp::query::raw().or(warp::any().map(String::new)).unify();
    rest_of_path()
        .and(query)
        .and(warp::header::headers_cloned())
        .map(move |rest: String, query: String, headers: HeaderMap| {
            let texts = pattern.as_ref().map_or_else(|| Ok(Vec::new()), |pattern| pattern.texts(&rest));
            let path = texts.map_err(|name| openapi_input::undecodable(&name));
            (Head { path, query, headers }, rest)
        })
        .untuple_one()
}

async fn body_of(
    reading: &Reading,
    head: &Head,
    chunks: impl Stream<Item = Result<impl Buf, warp::Error>>,
) -> Result<Bytes, openapi_input::Invalid> {
    let chunks = chunks.map_ok(|mut chunk| chunk.copy_to_bytes(chunk.remaining()));
    openapi_input::body(reading, openapi_input::Head::content_length(head), chunks).await
}

/// What a filter of this module reads.
///
/// [`query`], [`json`] and the others are the same with the value taken out.
pub trait Extract: Sized + Send + 'static {
    /// The filter that reads it.
    fn extract() -> BoxedFilter<(Self,)>;
}

macro_rules! of_head {
    ($name:ident |$reading:ident, $head:ident| $read:expr) => {
        impl<T: DeserializeOwned + JsonSchema + Send + 'static> Extract for $name<T> {
            fn extract() -> BoxedFilter<(Self,)> {
                let (reading, pattern) = (Route::reading(), of_head!(@pattern $name));
                let read = move |$head: Head, _| -> Result<Self, openapi_input::Invalid> {
                    let ($reading, $head) = (&reading, &$head);
                    $read.map(Self)
                };
                let read = move |head: Head, rest: String| {
                    std::future::ready(read(head, rest).map_err(|error| Rejection::from(Invalid(error))))
                };
                head(pattern).and_then(read).boxed()
            }
        }
        impl<T: DeserializeOwned + JsonSchema + Send + 'static> FromRequest for $name<T> {
            fn from_request(request: &Asked) -> Result<Self, Response> {
                let read = |$reading: &Reading, $head: &Asked| -> Result<T, openapi_input::Invalid> { $read };
                read(&reading_of(request), request).map(Self).map_err(|error| Invalid(error).into_response())
            }
        }
    };
    (@pattern Path) => {
        Route::pattern()
    };
    (@pattern $other:ident) => { None };
}

macro_rules! of_body {
    ($name:ident |$reading:ident, $head:ident, $body:ident| $read:expr) => {
        impl<T: DeserializeOwned + JsonSchema + Send + 'static> Extract for $name<T> {
            fn extract() -> BoxedFilter<(Self,)> {
                let reading = Arc::new(Route::reading());
                head(None)
                    .and(warp::body::stream())
                    .and_then(move |head: Head, _: String, chunks| {
                        let reading = Arc::clone(&reading);
                        async move {
                            let ($reading, $head) = (&*reading, &head);
                            let read = async {
                                let $body = body_of($reading, $head, chunks).await?;
                                $read.map(Self)
                            };
                            read.await.map_err(|error: openapi_input::Invalid| Rejection::from(Invalid(error)))
                        }
                    })
                    .boxed()
            }
        }
        impl<T: DeserializeOwned + JsonSchema + Send + 'static> FromRequest for $name<T> {
            fn from_request(request: &Asked) -> Result<Self, Response> {
                let read =
                    |$reading: &Reading, $head: &Asked, $body: &Bytes| -> Result<T, openapi_input::Invalid> { $read };
                let read = read(&reading_of(request), request, &request.body);
                read.map(Self).map_err(|error| Invalid(error).into_response())
            }
        }
    };
}

openapi_input::extractors! { of_head, of_body }

impl<T: DeserializeOwned + JsonSchema + Send + 'static> FromPath for Path<T> {
    fn from_path(name: &str, text: &str) -> Result<Self, Rejection> {
        openapi_input::path(&Reading::default(), [(name, text)]).map(Self).map_err(|error| Invalid(error).into())
    }

    fn undecodable(name: &str) -> Rejection {
        Invalid(openapi_input::undecodable(name)).into()
    }
}

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident $type:ident;)*) => {
        $(
            $(#[$doc])*
            pub fn $name<T: DeserializeOwned + JsonSchema + Send + 'static>() -> BoxedFilter<(T,)> {
                $type::<T>::extract().map(|$type(read)| read).boxed()
            }
        )*
    };
}

functions! {
    /// All parameters of the path: a struct by their names, a tuple by their order, one value by itself.
    ///
    /// The closure of a route then takes a path without parameters: `|path: BoxedFilter<()>| path.and(valid::path())`.
    path Path;

    /// The parameters of the query.
    query Query;

    /// Headers: a struct whose field `x_token` is the header `x-token`.
    header Header;

    /// Cookies: a struct.
    cookie Cookie;

    /// A JSON body, read as its schema says; as FastAPI reads it if the API is mounted so.
    json Json;

    /// A JSON body, read as FastAPI reads it.
    lax_json LaxJson;

    /// A form: `application/x-www-form-urlencoded`, or the texts of `multipart/form-data`.
    form Form;
}

/// Looks at a whole request of a route before `filter`, which has matched nothing yet, runs.
///
/// warp hands a body to one filter alone. So where a body is looked at, the rest of the route is a service that is
/// handed the request anew, in a task of its own: warp does not nest services in one.
pub(crate) fn looked_at(
    look: Look,
    pattern: Arc<Pattern>,
    matches: BoxedFilter<()>,
    filter: BoxedFilter<(Response,)>,
) -> BoxedFilter<(Response,)> {
    let refused = |error| Rejection::from(Invalid(error));
    if !look.takes_body() {
        let seen = head(Some(pattern))
            .and_then(move |head: Head, _| std::future::ready(look.look(&head, &Bytes::new()).map_err(refused)))
            .untuple_one();
        return matches.and(seen).and(filter).boxed();
    }
    let service = warp::service(filter.recover(recover));
    matches
        .and(head(Some(pattern)))
        .and(warp::method())
        .and(warp::body::stream())
        .and_then(move |head: Head, path: String, method: Method, chunks| {
            let (look, mut service) = (Look::clone(&look), service.clone());
            async move {
                let body = body_of(look.reading(), &head, chunks).await.map_err(refused)?;
                look.look(&head, &body).map_err(refused)?;
                let mut request = Request::new(http_body_util::Full::new(body));
                *request.method_mut() = method;
                *request.uri_mut() = target(&path, &head.query).unwrap_or_default();
                *request.headers_mut() = head.headers;
                let mut task = JoinSet::new();
                task.spawn(async move { service.call(request).await });
                match task.join_next().await {
                    Some(Ok(Ok(response))) => Ok::<_, Rejection>(response),
                    Some(Ok(Err(never))) => match never {},
                    // A handler that panics does so here as it would without the look.
                    Some(Err(failed)) => match failed.try_into_panic() {
                        Ok(panic) => std::panic::resume_unwind(panic),
                        Err(_) => Err(warp::reject::not_found()),
                    },
                    None => Err(warp::reject::not_found()),
                }
            }
        })
        .boxed()
}

/// What is left of a path, and its query.
fn target(path: &str, query: &str) -> Option<Uri> {
    let question = if query.is_empty() { "" } else { "?" };
    format!("/{path}{question}{query}").parse().ok()
}
