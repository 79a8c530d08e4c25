//! What each argument of a function reads of a request, and how it refuses: ours with FastAPI's 422.
#![allow(clippy::result_large_err, reason = "an answer is moved once")]

use std::convert::Infallible;

use bytes::Bytes;
#[cfg(feature = "valid")]
use openapi_merge::declare::RequestBody;
#[cfg(feature = "valid")]
use openapi_merge::handler::{Answers, Output};
use openapi_merge::handler::{Extract, Input, Reads, RequestHead, Respond};
#[cfg(feature = "valid")]
use schemars::JsonSchema;
use warp::Reply as _;
use warp::http::{HeaderMap, Method, StatusCode};
use warp::reply::Response;

use crate::function::{FromRequest, Request};
use crate::output::response;
#[cfg(feature = "valid")]
use crate::valid;

/// Stands for warp in [`Input`] and [`Output`].
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_enums, reason = "there is no value of it")]
pub enum Warp {}

openapi_merge::__reads! {
    Warp;

    #[body] [] Bytes, Infallible => Reads::any_body();
    [] Request, Infallible => Reads::anything();
    [T] State<T>, Infallible => Reads::nothing();
    [] HeaderMap, Infallible => Reads::nothing();
    [] Method, Infallible => Reads::nothing();
}

#[cfg(feature = "valid")]
openapi_merge::__reads! {
    Warp;

    [T: JsonSchema] valid::Path<T>, valid::Invalid => Reads::path::<T>();
    [T: JsonSchema] valid::Query<T>, valid::Invalid => Reads::query::<T>();
    [T: JsonSchema] valid::Header<T>, valid::Invalid => Reads::header::<T>();
    [T: JsonSchema] valid::Cookie<T>, valid::Invalid => Reads::cookie::<T>();
    #[body] [T: JsonSchema] valid::Json<T>, valid::Invalid => Reads::json::<T>();
    #[body] [T: JsonSchema] valid::LaxJson<T>, valid::Invalid => Reads::json::<T>();
    #[body] [T: JsonSchema] valid::Form<T>, valid::Invalid =>
        Reads::body(RequestBody::new::<T>().media_type("application/x-www-form-urlencoded"));
}

#[cfg(feature = "valid")]
impl Output<Warp> for valid::Invalid {
    fn output() -> Answers {
        Answers::validation_error()
    }
}

macro_rules! take {
    ($($kind:ty: |$request:ident| $value:expr;)*) => {
        $(
            impl FromRequest for $kind {
                fn from_request($request: &Request) -> Result<Self, Response> {
                    Ok($value)
                }
            }
        )*
    };
}

take! {
    Bytes: |request| request.body.clone();
    Request: |request| request.clone();
    HeaderMap: |request| request.headers.clone();
    Method: |request| request.method.clone();
}

/// A value that [`Handler::with_state`](crate::Handler::with_state) put there. Without it the answer is 500.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::exhaustive_structs, reason = "it is made to be taken apart")]
pub struct State<T>(pub T);

impl<T: Clone + Send + Sync + 'static> FromRequest for State<T> {
    fn from_request(request: &Request) -> Result<Self, Response> {
        let state = request.state.get().cloned().map(Self);
        state.ok_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    }
}

/// `None` where anything is missing or wrong.
impl<T: Input<Warp>> Input<Warp> for Option<T> {
    type Refusal = Infallible;

    const READS_BODY: bool = T::READS_BODY;

    fn input() -> Reads {
        T::optional_input()
    }
}

impl<T: FromRequest> FromRequest for Option<T> {
    fn from_request(request: &Request) -> Result<Self, Response> {
        Ok(T::from_request(request).ok())
    }
}

/// The error is what would have been answered.
impl<T: FromRequest> FromRequest for Result<T, Response> {
    fn from_request(request: &Request) -> Result<Self, Response> {
        Ok(T::from_request(request))
    }
}

openapi_merge::__depends!();

impl RequestHead for Request {
    fn method(&self) -> &str {
        self.method.as_str()
    }

    fn target(&self) -> &str {
        &self.target
    }

    fn header(&self, name: &str) -> Option<&[u8]> {
        self.headers.get(name).map(|value| value.as_bytes())
    }

    fn state<T: Clone + Send + Sync + 'static>(&self) -> Option<&T> {
        self.state.get()
    }
}

impl<T: Extract + Send> FromRequest for Depends<T> {
    fn from_request(request: &Request) -> Result<Self, Response> {
        T::extract(request).map(Self).map_err(|refusal| response(refusal.respond()))
    }
}
