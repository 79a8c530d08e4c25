//! actix-web's extractors once more, with FastAPI's 422 for input that is wrong.
//!
//! To use one is to name it in a handler's arguments in place of actix-web's own. What went wrong is an [`Invalid`], an
//! error like any other of actix-web's.

use std::borrow::Cow;
use std::fmt;
use std::future::{Future, Ready, ready};
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{Error, FromRequest, HttpRequest, HttpResponse, ResponseError, web};
use openapi_merge::HttpValidationError;
use openapi_mount::input;
use serde::de::DeserializeOwned;

/// Input that is wrong: it answers 422 with FastAPI's body.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs, reason = "it is made of nothing else")]
pub struct Invalid(pub HttpValidationError);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl ResponseError for Invalid {
    fn status_code(&self) -> StatusCode {
        StatusCode::UNPROCESSABLE_ENTITY
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status_code()).json(&self.0)
    }
}

/// A JSON body.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs, reason = "it is made to be taken apart")]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Json<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(CONTENT_TYPE).cloned();
        let body = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            let kind = kind.as_ref().and_then(|kind| kind.to_str().ok());
            Ok(Self(input::json(kind, &body.await?).map_err(Invalid)?))
        })
    }
}

macro_rules! extractors {
    ($($(#[$doc:meta])* $name:ident($request:ident) $read:expr;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug)]
            #[allow(clippy::exhaustive_structs, reason = "it is made to be taken apart")]
            pub struct $name<T>(pub T);

            impl<T: DeserializeOwned> FromRequest for $name<T> {
                type Error = Invalid;
                type Future = Ready<Result<Self, Invalid>>;

                fn from_request($request: &HttpRequest, _: &mut Payload) -> Self::Future {
                    ready($read.map(Self).map_err(Invalid))
                }
            }
        )*
    };
}

extractors! {
    /// The parameters of the query.
    Query(request) input::query(request.query_string());

    /// Headers: a struct whose field `x_token` is the header `x-token`.
    Header(request) input::header(request.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes())));

    /// The parameters of the path: one value, a tuple or a struct.
    Path(request) input::path(request.match_info().iter().map(|(name, value)| (name, decoded(value))));
}

/// actix leaves `%2F`, `%25` and `%2B` as they are until a parameter is read.
fn decoded(value: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(value).decode_utf8_lossy()
}
