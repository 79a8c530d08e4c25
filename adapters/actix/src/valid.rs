//! actix-web's extractors once more, with FastAPI's 422 for input that is wrong.
//!
//! To use one is to name it in a handler's arguments in place of actix-web's own. What it reads is held against the
//! schema that the document shows, and everything that is wrong is told at once. What went wrong is an [`Invalid`], an
//! error like any other of actix-web's.
//!
//! By itself an extractor reads JSON strictly and within the default [`Limits`]. [`Mount::reading`](crate::Mount) says
//! otherwise for an API.

use std::borrow::Cow;
use std::future::{Future, Ready, ready};
use std::pin::Pin;

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{Error, FromRequest, HttpMessage as _, HttpRequest, HttpResponse, ResponseError};
use openapi_input::PathTexts;
use openapi_mount::Look;
use percent_encoding::percent_decode_str;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

pub use openapi_input::{Limits, Reading};

impl ResponseError for Invalid {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY)
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status_code()).content_type("application/json").body(self.0.to_json())
    }
}

/// A request without its body.
struct Head<'r>(&'r HttpRequest);

impl openapi_input::Head for Head<'_> {
    fn query(&self) -> &str {
        self.0.query_string()
    }

    fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes()))
    }

    fn path(&self) -> Result<PathTexts<'_>, openapi_input::Invalid> {
        // actix decodes most of a path before it is matched, and has a character of its own for what is no UTF-8.
        let is_text = percent_decode_str(self.0.uri().path()).decode_utf8().is_ok();
        let parameters = self.0.match_info().iter().map(|(name, text)| {
            if !is_text && text.contains(char::REPLACEMENT_CHARACTER) {
                return Err(openapi_input::undecodable(name));
            }
            // `%2F`, `%25` and `%2B` are left as they are.
            Ok((Cow::Borrowed(name), percent_decode_str(text).decode_utf8_lossy()))
        });
        parameters.collect()
    }
}

/// How a request is read.
fn reading(request: &HttpRequest) -> Reading {
    request.extensions().get::<Look>().map(|look| look.reading().clone()).unwrap_or_default()
}

async fn body_of(reading: &Reading, head: &Head<'_>, payload: Payload) -> Result<Bytes, openapi_input::Invalid> {
    openapi_input::body(reading, openapi_input::Head::content_length(head), payload).await
}

macro_rules! of_head {
    ($name:ident |$reading:ident, $head:ident| $read:expr) => {
        impl<T: DeserializeOwned + JsonSchema + 'static> FromRequest for $name<T> {
            type Error = Invalid;
            type Future = Ready<Result<Self, Invalid>>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                let read = |$reading: &Reading, $head: &Head<'_>| -> Result<T, openapi_input::Invalid> { $read };
                ready(read(&reading(request), &Head(request)).map(Self).map_err(Invalid))
            }
        }
    };
}

macro_rules! of_body {
    ($name:ident |$reading:ident, $head:ident, $body:ident| $read:expr) => {
        impl<T: DeserializeOwned + JsonSchema + 'static> FromRequest for $name<T> {
            type Error = Invalid;
            type Future = Pin<Box<dyn Future<Output = Result<Self, Invalid>>>>;

            fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
                let (request, payload) = (request.clone(), payload.take());
                Box::pin(async move {
                    let ($reading, $head) = (&reading(&request), &Head(&request));
                    let $body = body_of($reading, $head, payload).await?;
                    Ok(Self($read?))
                })
            }
        }
    };
}

openapi_input::extractors! { of_head, of_body }

/// Looks at a whole request before its handler runs.
pub(crate) async fn look<B: MessageBody>(
    look: Look,
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let mut bytes = Bytes::new();
    if look.takes_body() {
        let payload = request.take_payload();
        bytes = body_of(look.reading(), &Head(request.request()), payload).await.map_err(Invalid)?;
        let whole = futures_util::stream::once(ready(Ok::<_, PayloadError>(bytes.clone())));
        request.set_payload(Payload::Stream { payload: Box::pin(whole) });
    }
    look.look(&Head(request.request()), &bytes).map_err(Invalid)?;
    request.extensions_mut().insert(look);
    next.call(request).await
}
