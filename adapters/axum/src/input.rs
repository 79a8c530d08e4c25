//! What each extractor reads of a request, and how it refuses: ours with FastAPI's 422, axum's own with what they answer.

use std::convert::Infallible;

use axum::body::{Body, Bytes};
use axum::extract::rejection::{
    BytesRejection, FormRejection, JsonRejection, PathRejection, QueryRejection, RawFormRejection, StringRejection,
};
use axum::extract::{
    self, FromRequestParts, MatchedPath, OptionalFromRequestParts, OriginalUri, RawForm, RawPathParams, RawQuery,
    Request, State,
};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, Uri, Version};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Form};
use openapi_merge::declare::RequestBody;
#[cfg(feature = "valid")]
use openapi_merge::handler::{Answers, Output};
use openapi_merge::handler::{Extract, Input, Reads, RequestHead, Respond};
use schemars::JsonSchema;

use crate::output::response;
#[cfg(feature = "valid")]
use crate::valid;

/// Stands for axum in [`Input`] and [`Output`].
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_enums, reason = "there is no value of it")]
pub enum Axum {}

openapi_merge::__reads! {
    Axum;

    [T: JsonSchema] extract::Path<T>, PathRejection => Reads::path::<T>();
    [T: JsonSchema] extract::Query<T>, QueryRejection => Reads::query::<T>();
    #[body] [T: JsonSchema] axum::Json<T>, JsonRejection => Reads::json::<T>();
    #[body] [T: JsonSchema] Form<T>, FormRejection =>
        Reads::body(RequestBody::new::<T>().media_type("application/x-www-form-urlencoded"));

    [] RawPathParams, Infallible => Reads::anything();
    [] Parts, Infallible => Reads::anything();
    #[body] [] Request, Infallible => Reads::anything().and(Reads::any_body());
    #[body] [] Body, Infallible => Reads::any_body();
    #[body] [] Bytes, BytesRejection => Reads::any_body();
    #[body] [] String, StringRejection => Reads::any_body();
    #[body] [] RawForm, RawFormRejection => Reads::any_body();
    #[body] [] (), Infallible => Reads::nothing();

    [S] State<S>, Infallible => Reads::nothing();
    [T] Extension<T>, Infallible => Reads::nothing();
    [] Extensions, Infallible => Reads::nothing();
    [] HeaderMap, Infallible => Reads::nothing();
    [] MatchedPath, Infallible => Reads::nothing();
    [] Method, Infallible => Reads::nothing();
    [] OriginalUri, Infallible => Reads::nothing();
    [] RawQuery, Infallible => Reads::nothing();
    [] Uri, Infallible => Reads::nothing();
    [] Version, Infallible => Reads::nothing();
}

#[cfg(feature = "valid")]
openapi_merge::__reads! {
    Axum;

    [T: JsonSchema] valid::Path<T>, valid::Invalid => Reads::path::<T>();
    [T: JsonSchema] valid::Query<T>, valid::Invalid => Reads::query::<T>();
    [T: JsonSchema] valid::Header<T>, valid::Invalid => Reads::header::<T>();
    [T: JsonSchema] valid::Cookie<T>, valid::Invalid => Reads::cookie::<T>();
    #[body] [T: JsonSchema] valid::Json<T>, valid::Invalid => Reads::json::<T>();
    #[body] [T: JsonSchema] valid::LaxJson<T>, valid::Invalid => Reads::json::<T>();
    #[body] [T: JsonSchema] valid::Form<T>, valid::Invalid =>
        Reads::body(RequestBody::new::<T>().media_type("application/x-www-form-urlencoded"));
}

#[cfg(feature = "tokio")]
openapi_merge::__reads! {
    Axum;

    [T] extract::ConnectInfo<T>, Infallible => Reads::nothing();
}

openapi_merge::__depends!();

/// A request as axum has taken it apart.
struct Head<'a>(&'a Parts);

impl RequestHead for Head<'_> {
    fn method(&self) -> &str {
        self.0.method.as_str()
    }

    fn target(&self) -> &str {
        let original = self.0.extensions.get::<OriginalUri>().map(|OriginalUri(uri)| uri);
        original.unwrap_or(&self.0.uri).path_and_query().map_or("", |target| target.as_str())
    }

    fn header(&self, name: &str) -> Option<&[u8]> {
        self.0.headers.get(name).map(HeaderValue::as_bytes)
    }

    fn state<T: Clone + Send + Sync + 'static>(&self) -> Option<&T> {
        self.0.extensions.get()
    }
}

impl<T: Extract, S: Sync> FromRequestParts<S> for Depends<T> {
    type Rejection = Refused<T::Refusal>;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        T::extract(&Head(parts)).map(Self).map_err(Refused)
    }
}

impl<T: Extract, S: Sync> OptionalFromRequestParts<S> for Depends<T> {
    type Rejection = Refused<T::Refusal>;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Self::Rejection> {
        T::extract_optional(&Head(parts)).map(|value| value.map(Self)).map_err(Refused)
    }
}

/// Why [`Depends`] refused: the rejection that is sent.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs, reason = "it is made of nothing else")]
pub struct Refused<R>(pub R);

impl<R: Respond> IntoResponse for Refused<R> {
    fn into_response(self) -> Response {
        response(self.0.respond())
    }
}

/// `None` where nothing was sent; what is sent and wrong is refused as by `T`.
impl<T: Input<Axum>> Input<Axum> for Option<T> {
    type Refusal = T::Refusal;

    const READS_BODY: bool = T::READS_BODY;

    fn input() -> Reads {
        T::optional_input()
    }
}

#[cfg(feature = "valid")]
impl Output<Axum> for valid::Invalid {
    fn output() -> Answers {
        Answers::validation_error()
    }
}

// What axum's own extractors answer is plain text.
openapi_merge::__refuses! {
    Axum;

    BytesRejection: 400 413;
    FormRejection: 400 413 415 422;
    JsonRejection: 400 413 415 422;
    PathRejection: 400;
    QueryRejection: 400;
    RawFormRejection: 400 413 415;
    StringRejection: 400 413;
}
