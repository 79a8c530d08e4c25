//! What each type answers.

use std::borrow::Cow;

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use axum::response::{Html, IntoResponse, Redirect, Response};
use openapi_merge::handler::{Answer, Answers, Output};
use schemars::JsonSchema;
#[cfg(feature = "valid")]
use serde::Serialize;

use crate::Axum;
#[cfg(feature = "valid")]
use crate::valid;

openapi_merge::__statuses!();

openapi_merge::__answers! {
    Axum;

    [T: JsonSchema] axum::Json<T> => Answers::json::<T>();
    [] () => Answers::empty();
    [] String => Answers::text();
    [] &'static str => Answers::text();
    [] Box<str> => Answers::text();
    [] Cow<'static, str> => Answers::text();
    [T] Html<T> => Answers::text_as("text/html");
    [] Vec<u8> => Answers::bytes("application/octet-stream");
    [] &'static [u8] => Answers::bytes("application/octet-stream");
    [] Bytes => Answers::bytes("application/octet-stream");
    [] Body => Answers::opaque();
    [] Response => Answers::opaque();
    [] Redirect => Answers::opaque();
    [] StatusCode => Answers::empty().with_any_status();
    [] axum::response::NoContent => Answers::status(204);
    [T: Output<Axum>] (StatusCode, T) => T::output().with_any_status();
}

#[cfg(feature = "valid")]
openapi_merge::__answers! {
    Axum;

    [T: JsonSchema] valid::Json<T> => Answers::json::<T>();
}

#[cfg(feature = "valid")]
impl<T: Serialize> IntoResponse for valid::Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<const CODE: u16, T: IntoResponse> IntoResponse for Status<CODE, T> {
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        *response.status_mut() = const { status(CODE) };
        response
    }
}

/// The status, looked at while compiling.
const fn status(code: u16) -> StatusCode {
    match StatusCode::from_u16(code) {
        Ok(status) => status,
        Err(_) => panic!("a status code is a number from 100 to 999"),
    }
}

impl<T: IntoResponse> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, self.0).into_response()
    }
}

impl<T: IntoResponse> IntoResponse for Accepted<T> {
    fn into_response(self) -> Response {
        (StatusCode::ACCEPTED, self.0).into_response()
    }
}

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

/// Makes a type with `handler::Output` and `handler::Respond` an answer of axum's: what `#[derive(Responses)]` of this
/// crate does by itself, for a type that another framework's derive made.
#[macro_export]
macro_rules! answer {
    ([$($generics:tt)*] [$kind:ty] [$($bounds:tt)*]) => {
        impl<$($generics)*> $crate::derived::IntoResponse for $kind
        where
            $($bounds)*
        {
            fn into_response(self) -> $crate::derived::Response {
                $crate::derived::response($crate::handler::Respond::respond(self))
            }
        }
    };
    ($kind:ty) => {
        $crate::answer! { [] [$kind] [] }
    };
}

/// axum's response of an answer. One that has no place in HTTP is a fault of the server.
pub fn response(answer: Answer) -> Response {
    let Answer { status, media_type, headers, body } = answer;
    let mut response = Response::new(if body.is_empty() { Body::empty() } else { Body::from(body) });
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(media_type) = media_type {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    for (name, value) in headers {
        match HeaderValue::try_from(value) {
            Ok(value) => response.headers_mut().append(HeaderName::from_static(name), value),
            Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
        };
    }
    response
}
