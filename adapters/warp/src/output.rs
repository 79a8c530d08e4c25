//! What each type answers.

use bytes::Bytes;
use openapi_merge::handler::{Answer, Answers};
#[cfg(feature = "valid")]
use schemars::JsonSchema;
#[cfg(feature = "valid")]
use serde::Serialize;
use warp::Reply;
use warp::http::StatusCode;
use warp::http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use warp::reply::Response;

use crate::input::Warp;
#[cfg(feature = "valid")]
use crate::valid;

openapi_merge::__statuses!();

openapi_merge::__answers! {
    Warp;

    [] () => Answers::empty();
    [] String => Answers::text();
    [] &'static str => Answers::text();
    [T] warp::reply::Html<T> => Answers::text_as("text/html");
    [] Vec<u8> => Answers::bytes("application/octet-stream");
    [] Bytes => Answers::bytes("application/octet-stream");
    [] Response => Answers::opaque();
    [] warp::reply::Json => Answers::opaque();
    [] StatusCode => Answers::empty().with_any_status();
    [T] warp::reply::WithStatus<T> => Answers::opaque();
    [T] warp::reply::WithHeader<T> => Answers::opaque();
}

/// What a function can return: warp's replies, ours, and a `Result` of both.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be what a handler returns",
    note = "return `Json<T>`, a type with `#[derive(Responses)]`, a reply of warp's, or `Result` of both"
)]
pub trait IntoResponse {
    /// warp's response of it.
    fn into_response(self) -> Response;
}

impl<T: IntoResponse, E: IntoResponse> IntoResponse for Result<T, E> {
    fn into_response(self) -> Response {
        match self {
            Ok(value) => value.into_response(),
            Err(error) => error.into_response(),
        }
    }
}

/// warp has a `Reply` of its own for `Result`, whose error is no answer; so each type is named.
macro_rules! replies {
    ($([$($generics:tt)*] $kind:ty;)*) => {
        $(
            impl<$($generics)*> IntoResponse for $kind {
                fn into_response(self) -> Response {
                    Reply::into_response(self)
                }
            }
        )*
    };
}

replies! {
    [] Response;
    [] String;
    [] &'static str;
    [] Vec<u8>;
    [] StatusCode;
    [] warp::reply::Json;
}

impl<T: Send> IntoResponse for warp::reply::Html<T>
where
    Self: Reply,
{
    fn into_response(self) -> Response {
        Reply::into_response(self)
    }
}

impl IntoResponse for () {
    fn into_response(self) -> Response {
        Response::default()
    }
}

impl IntoResponse for Bytes {
    fn into_response(self) -> Response {
        let mut response = Response::new(self.into());
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        response
    }
}

#[cfg(feature = "valid")]
openapi_merge::__answers! {
    Warp;

    [T: JsonSchema] valid::Json<T> => Answers::json::<T>();
}

#[cfg(feature = "valid")]
impl<T: Serialize> IntoResponse for valid::Json<T> {
    fn into_response(self) -> Response {
        Reply::into_response(warp::reply::json(&self.0))
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
        Status::<201, T>(self.0).into_response()
    }
}

impl<T: IntoResponse> IntoResponse for Accepted<T> {
    fn into_response(self) -> Response {
        Status::<202, T>(self.0).into_response()
    }
}

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        Reply::into_response(StatusCode::NO_CONTENT)
    }
}

/// Makes a type with `handler::Output` and `handler::Respond` a reply of warp's: what `#[derive(Responses)]` of this crate
/// does by itself, for a type that another framework's derive made.
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

        impl<$($generics)*> $crate::derived::Reply for $kind
        where
            Self: Send,
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

/// warp's response of an answer. One that has no place in HTTP is a fault of the server.
pub fn response(answer: Answer) -> Response {
    let Answer { status, media_type, headers, body } = answer;
    let mut response = if body.is_empty() { Response::default() } else { Response::new(body.into()) };
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(media_type) = media_type {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    for (name, value) in headers {
        match HeaderValue::try_from(value) {
            Ok(value) => response.headers_mut().append(HeaderName::from_static(name), value),
            Err(_) => return Reply::into_response(StatusCode::INTERNAL_SERVER_ERROR),
        };
    }
    response
}
