//! What each type answers.

use openapi_merge::handler::{Answer, Answers, Output};
use poem::error::IntoResult;
use poem::http::{HeaderName, HeaderValue, StatusCode};
use poem::web::Html;
use poem::{Body, IntoResponse, Response, Result};
use schemars::JsonSchema;
#[cfg(feature = "valid")]
use serde::Serialize;

use crate::Poem;
#[cfg(feature = "valid")]
use crate::valid;

openapi_merge::__statuses!();

openapi_merge::__answers! {
    Poem;

    [T: JsonSchema] poem::web::Json<T> => Answers::json::<T>();
    [] () => Answers::empty();
    [] String => Answers::text();
    [] &'static str => Answers::text();
    [T] Html<T> => Answers::text_as("text/html");
    [] Vec<u8> => Answers::bytes("application/octet-stream");
    [] &'static [u8] => Answers::bytes("application/octet-stream");
    [] Body => Answers::opaque();
    [] Response => Answers::opaque();
    [] poem::web::Redirect => Answers::opaque();
    [] StatusCode => Answers::empty().with_any_status();
    [T: Output<Poem>] (StatusCode, T) => T::output().with_any_status();
}

#[cfg(feature = "valid")]
openapi_merge::__answers! {
    Poem;

    [T: JsonSchema] valid::Json<T> => Answers::json::<T>();
}

#[cfg(feature = "valid")]
impl<T: Serialize + Send> IntoResponse for valid::Json<T> {
    fn into_response(self) -> Response {
        poem::web::Json(self.0).into_response()
    }
}

impl<const CODE: u16, T: IntoResponse> IntoResponse for Status<CODE, T> {
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        response.set_status(const { status(CODE) });
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
        StatusCode::NO_CONTENT.into_response()
    }
}

/// Makes a type with `handler::Output` and `handler::Respond` an answer and an error of poem's: what
/// `#[derive(Responses)]` of this crate does by itself, for a type that another framework's derive made.
#[macro_export]
macro_rules! answer {
    ([$($generics:tt)*] [$kind:ty] [$($bounds:tt)*]) => {
        impl<$($generics)*> $crate::derived::IntoResponse for $kind
        where
            Self: Send,
            $($bounds)*
        {
            fn into_response(self) -> $crate::derived::Response {
                $crate::derived::response($crate::handler::Respond::respond(self))
            }
        }

        impl<$($generics)*> From<$kind> for $crate::derived::Error
        where
            $($bounds)*
        {
            fn from(answer: $kind) -> Self {
                Self::from_response($crate::derived::response($crate::handler::Respond::respond(answer)))
            }
        }
    };
    ($kind:ty) => {
        $crate::answer! { [] [$kind] [] }
    };
}

/// What a handler's value becomes.
///
/// # Errors
/// The handler's own.
pub fn answer<T: IntoResponse>(value: impl IntoResult<T>) -> Result<Response> {
    value.into_result().map(T::into_response)
}

/// poem's response of an answer. One that has no place in HTTP is a fault of the server.
pub fn response(answer: Answer) -> Response {
    let Answer { status, media_type, headers, body } = answer;
    let mut response = Response::from(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    if let Some(media_type) = media_type {
        response.headers_mut().insert(poem::http::header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    for (name, value) in headers {
        match HeaderValue::try_from(value) {
            Ok(value) => response.headers_mut().append(HeaderName::from_static(name), value),
            Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
        };
    }
    if !body.is_empty() {
        response.set_body(body);
    }
    response
}
