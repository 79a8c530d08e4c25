//! What each type answers.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse, Responder};
use openapi_merge::handler::{Answer, Answers, Output};
use schemars::JsonSchema;
#[cfg(feature = "valid")]
use serde::Serialize;

use crate::Actix;
#[cfg(feature = "valid")]
use crate::valid;

openapi_merge::__statuses!();

openapi_merge::__answers! {
    Actix;

    [T: JsonSchema] web::Json<T> => Answers::json::<T>();
    // Only in a `Result`, and without content.
    [] () => Answers::status(204);
    [] String => Answers::text();
    [] &'static str => Answers::text();
    [] web::Html => Answers::text_as("text/html");
    [] Vec<u8> => Answers::bytes("application/octet-stream");
    [] &'static [u8] => Answers::bytes("application/octet-stream");
    [] Bytes => Answers::bytes("application/octet-stream");
    [B] HttpResponse<B> => Answers::opaque();
    [] web::Redirect => Answers::opaque();
    [T: Output<Actix>] (T, StatusCode) => T::output().with_any_status();
    [T: Output<Actix>] Option<T> => T::output().and(Answers::status(404));
}

#[cfg(feature = "valid")]
openapi_merge::__answers! {
    Actix;

    [T: JsonSchema] valid::Json<T> => Answers::json::<T>();
}

#[cfg(feature = "valid")]
impl<T: Serialize> Responder for valid::Json<T> {
    type Body = <web::Json<T> as Responder>::Body;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse<Self::Body> {
        web::Json(self.0).respond_to(request)
    }
}

impl<const CODE: u16, T: Responder> Responder for Status<CODE, T> {
    type Body = T::Body;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse<Self::Body> {
        let mut response = self.0.respond_to(request);
        const { assert!(CODE >= 100 && CODE <= 999, "a status code is a number from 100 to 999") };
        *response.status_mut() = StatusCode::from_u16(CODE).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response
    }
}

impl<T: Responder> Responder for Created<T> {
    type Body = T::Body;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse<Self::Body> {
        Status::<201, T>(self.0).respond_to(request)
    }
}

impl<T: Responder> Responder for Accepted<T> {
    type Body = T::Body;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse<Self::Body> {
        Status::<202, T>(self.0).respond_to(request)
    }
}

impl Responder for NoContent {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::new(StatusCode::NO_CONTENT)
    }
}

/// Makes a type with `handler::Output` and `handler::Respond` an answer and an error of actix-web's: what
/// `#[derive(Responses)]` of this crate does by itself, for a type that another framework's derive made.
#[macro_export]
macro_rules! answer {
    ([$($generics:tt)*] [$kind:ty] [$($bounds:tt)*]) => {
        impl<$($generics)*> $crate::derived::Responder for $kind
        where
            $($bounds)*
        {
            type Body = $crate::derived::BoxBody;

            fn respond_to(self, _: &$crate::derived::HttpRequest) -> $crate::derived::HttpResponse {
                $crate::derived::response($crate::handler::Respond::respond(self))
            }
        }

        impl<$($generics)*> From<$kind> for $crate::derived::Error
        where
            $($bounds)*
        {
            fn from(answer: $kind) -> Self {
                $crate::Refused($crate::handler::Respond::respond(answer)).into()
            }
        }
    };
    ($kind:ty) => {
        $crate::answer! { [] [$kind] [] }
    };
}

/// actix-web's response of an answer. One that has no place in HTTP is a fault of the server.
pub fn response(answer: Answer) -> HttpResponse {
    let Answer { status, media_type, headers, body } = answer;
    let mut response = HttpResponse::new(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    if let Some(media_type) = media_type {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    for (name, value) in headers {
        match HeaderValue::try_from(value) {
            Ok(value) => response.headers_mut().append(HeaderName::from_static(name), value),
            Err(error) => return HttpResponse::InternalServerError().body(error.to_string()),
        }
    }
    if body.is_empty() { response } else { response.set_body(BoxBody::new(body)) }
}
