//! warp's filters for input once more, with FastAPI's 422 for input that is wrong.
//!
//! What went wrong is an [`Invalid`], a rejection like any other: [`recover`] answers it.

use bytes::Bytes;
use openapi_merge::HttpValidationError;
use openapi_mount::input;
use serde::de::DeserializeOwned;
use std::future::ready;
use warp::http::{HeaderMap, StatusCode};
use warp::reject::Reject;
use warp::reply::Response;
use warp::{Filter, Rejection, Reply as _};

use crate::endpoint::FromPath;

/// Input that is wrong.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs, reason = "it is made of nothing else")]
pub struct Invalid(pub HttpValidationError);

impl Reject for Invalid {}

fn reject(error: HttpValidationError) -> Rejection {
    warp::reject::custom(Invalid(error))
}

/// For [`Filter::recover`]: answers 422 with FastAPI's body to what is [`Invalid`], and leaves other rejections alone.
///
/// # Errors
/// Any other rejection.
pub async fn recover(rejection: Rejection) -> Result<Response, Rejection> {
    match rejection.find::<Invalid>() {
        Some(Invalid(error)) => {
            Ok(warp::reply::with_status(warp::reply::json(error), StatusCode::UNPROCESSABLE_ENTITY).into_response())
        }
        None => Err(rejection),
    }
}

/// A parameter of the path.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs, reason = "it is made to be taken apart")]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send + 'static> FromPath for Path<T> {
    fn from_path(name: &str, text: &str) -> Result<Self, Rejection> {
        input::path([(name, text)]).map(Self).map_err(reject)
    }
}

macro_rules! arguments {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug)]
            #[allow(clippy::exhaustive_structs, reason = "it is made to be taken apart")]
            pub struct $name<T>(pub T);
        )*
    };
}

arguments! {
    /// A JSON body, as an argument of a function; also what a function answers.
    Json;

    /// The parameters of the query, as an argument of a function.
    Query;

    /// Headers, as an argument of a function: a struct whose field `x_token` is the header `x-token`.
    Header;
}

/// A JSON body.
pub fn json<T: DeserializeOwned + Send>() -> impl Filter<Extract = (T,), Error = Rejection> + Copy {
    warp::header::optional("content-type")
        .and(warp::body::bytes())
        .and_then(|kind: Option<String>, body: Bytes| ready(input::json(kind.as_deref(), &body).map_err(reject)))
}

/// The parameters of the query.
pub fn query<T: DeserializeOwned + Send>() -> impl Filter<Extract = (T,), Error = Rejection> + Copy {
    warp::query::raw()
        .or(warp::any().map(String::new))
        .unify()
        .and_then(|query: String| ready(input::query(&query).map_err(reject)))
}

/// Headers: a struct whose field `x_token` is the header `x-token`.
pub fn header<T: DeserializeOwned + Send>() -> impl Filter<Extract = (T,), Error = Rejection> + Copy {
    warp::header::headers_cloned().and_then(|headers: HeaderMap| {
        let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        ready(input::header(headers).map_err(reject))
    })
}
