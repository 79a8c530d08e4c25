//! An `async fn` as what runs for an operation: its arguments are read from the request, its value is the answer.
#![allow(clippy::result_large_err, reason = "an answer is moved once")]

use std::future::{Future, ready};
use std::sync::Arc;

use bytes::Bytes;
use openapi_merge::declare::FromHandler;
use openapi_merge::handler::Input;
use warp::filters::BoxedFilter;
use warp::http::{Extensions, HeaderMap, Method};
use warp::path::FullPath;
use warp::reply::Response;
use warp::{Filter, Rejection};

use crate::endpoint::{Handler, of_method, rest_of_path};
use crate::input::Warp;
use crate::output::IntoResponse;
use crate::path::Pattern;

/// A request whose path and method match, as arguments of a function read it.
#[derive(Clone, Debug)]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) values: Vec<String>,
    pub(crate) query: String,
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) state: Arc<Extensions>,
    pattern: Arc<Pattern>,
}

impl Request {
    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The query, without `?`. Empty if there is none.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The path and the query, as they were sent.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, if an argument of the function reads it.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The parameters of the path, decoded, in their order.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pattern.names.iter().map(String::as_str).zip(self.values.iter().map(String::as_str))
    }
}

/// Reads an argument of a function from a request: what warp's filters are for closures.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a request",
    note = "implement `openapi_warp::FromRequest`, or take one of `openapi_warp`'s extractors"
)]
pub trait FromRequest: Sized + Send {
    /// Reads it.
    ///
    /// # Errors
    /// What is answered instead.
    fn from_request(request: &Request) -> Result<Self, Response>;
}

/// Tells functions from closures over a filter. Nobody but the compiler ever writes it.
#[derive(Debug)]
pub struct Function<Arguments, Answer>(std::marker::PhantomData<(Arguments, Answer)>);

macro_rules! functions {
    ($([$($argument:ident)*])*) => {
        $(
            impl<H, Answer, Value, $($argument),*> FromHandler<H, Function<($($argument,)*), Answer>> for Handler
            where
                H: Fn($($argument),*) -> Answer + Clone + Send + Sync + 'static,
                Answer: Future<Output = Value> + Send + 'static,
                Value: IntoResponse + 'static,
                $($argument: FromRequest + Input<Warp> + Send + 'static,)*
            {
                fn from_handler(function: H) -> Self {
                    Self::of(move |pattern, method, state| {
                        let reads_body = false $(|| <$argument as Input<Warp>>::READS_BODY)*;
                        let answer = requests(pattern, method, state, reads_body).then(move |request: Request| {
                            let function = function.clone();
                            async move {
                                let _ = &request;
                                $(
                                    #[allow(non_snake_case, reason = "an argument is called as its type is")]
                                    let $argument = match $argument::from_request(&request) {
                                        Ok(argument) => argument,
                                        Err(refusal) => return refusal,
                                    };
                                )*
                                function($($argument),*).await.into_response()
                            }
                        });
                        Ok(answer.boxed())
                    })
                }
            }
        )*
    };
}

functions! {
    []
    [A]
    [A B]
    [A B C]
    [A B C D]
    [A B C D E]
    [A B C D E F]
    [A B C D E F G]
    [A B C D E F G I]
}

/// The requests of a path and a method.
fn requests(pattern: Pattern, method: Method, state: Extensions, reads_body: bool) -> BoxedFilter<(Request,)> {
    let (pattern, state) = (Arc::new(pattern), Arc::new(state));
    let matched = Arc::clone(&pattern);
    let values = rest_of_path()
        .and_then(move |path: String| ready(matched.values(&path).ok_or_else(|| undecodable(&matched, &path))));
    let query = warp::query::raw().or(warp::any().map(String::new)).unify();
    let requests = values
        .and(of_method(method.clone()))
        .and(query)
        .and(warp::path::full())
        .and(warp::header::headers_cloned())
        .map(move |values: Vec<String>, query: String, full: FullPath, headers: HeaderMap| {
            let target = match query.as_str() {
                "" => full.as_str().to_owned(),
                query => format!("{}?{query}", full.as_str()),
            };
            Request {
                method: method.clone(),
                values,
                query,
                target,
                headers,
                body: Bytes::new(),
                pattern: Arc::clone(&pattern),
                state: Arc::clone(&state),
            }
        });
    with_body(requests.boxed(), reads_body)
}

#[cfg(feature = "valid")]
fn with_body(requests: BoxedFilter<(Request,)>, reads_body: bool) -> BoxedFilter<(Request,)> {
    let read = move |request, chunks| crate::valid::looked_at_by_function(request, reads_body, chunks);
    requests.and(warp::body::stream()).and_then(read).boxed()
}

#[cfg(not(feature = "valid"))]
fn with_body(requests: BoxedFilter<(Request,)>, reads_body: bool) -> BoxedFilter<(Request,)> {
    if !reads_body {
        return requests;
    }
    requests.and(warp::body::bytes()).map(|request, body| Request { body, ..request }).boxed()
}

/// The answer to a path that does not match, or has a parameter that is no UTF-8.
fn undecodable(pattern: &Pattern, path: &str) -> Rejection {
    match pattern.texts(path) {
        #[cfg(feature = "valid")]
        Err(name) if pattern.matches(path) => crate::valid::Invalid(openapi_input::undecodable(&name)).into(),
        _ => warp::reject::not_found(),
    }
}
