//! axum's extractors once more, with FastAPI's 422 for input that is wrong.
//!
//! To use one is to name it in a handler's arguments in place of axum's own. What it reads is held against the schema
//! that the document shows, and everything that is wrong is told at once. What went wrong is an [`Invalid`]: the
//! rejection, which a handler may take as `Result<Json<T>, Invalid>`.
//!
//! By itself an extractor reads JSON strictly and within the default [`Limits`]. [`Mount::reading`](crate::Mount) says
//! otherwise for an API.

use std::sync::LazyLock;

use axum::body::{Body, Bytes};
use axum::extract::path::ErrorKind;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::http::{Extensions, StatusCode, request::Parts};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use openapi_input::PathTexts;
use openapi_mount::Look;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

pub use openapi_input::{Limits, Reading};

impl IntoResponse for Invalid {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        (status, [(CONTENT_TYPE, HeaderValue::from_static("application/json"))], self.0.to_json()).into_response()
    }
}

/// A request without its body, and the parameters of its path.
struct Head<'r> {
    parts: &'r Parts,
    path: Result<Vec<(String, String)>, openapi_input::Invalid>,
}

impl<'r> Head<'r> {
    async fn new(parts: &'r mut Parts) -> Self {
        let path = axum::extract::Path::<Vec<(String, String)>>::from_request_parts(parts, &()).await;
        let path = path.map(|axum::extract::Path(pairs)| pairs).or_else(|rejection| match rejection {
            PathRejection::FailedToDeserializePathParams(failed) => match failed.into_kind() {
                ErrorKind::InvalidUtf8InPathParam { key } => Err(openapi_input::undecodable(&key)),
                _ => Ok(Vec::new()),
            },
            _ => Ok(Vec::new()),
        });
        Self { parts, path }
    }
}

impl openapi_input::Head for Head<'_> {
    fn query(&self) -> &str {
        self.parts.uri.query().unwrap_or_default()
    }

    fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.parts.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()))
    }

    fn path(&self) -> Result<PathTexts<'_>, openapi_input::Invalid> {
        let path = self.path.as_ref().map_err(Clone::clone)?;
        Ok(path.iter().map(|(name, text)| (name.into(), text.into())).collect())
    }
}

/// How requests are read where nobody says otherwise.
static USUAL: LazyLock<Reading> = LazyLock::new(Reading::default);

/// How a request is read.
fn reading(extensions: &Extensions) -> &Reading {
    extensions.get::<Look>().map_or(&USUAL, |look| look.reading())
}

async fn body_of(reading: &Reading, head: &Head<'_>, body: Body) -> Result<Bytes, openapi_input::Invalid> {
    openapi_input::body(reading, openapi_input::Head::content_length(head), body.into_data_stream()).await
}

macro_rules! of_head {
    ($name:ident |$reading:ident, $head:ident| $read:expr) => {
        impl<T, S> FromRequestParts<S> for $name<T>
        where
            T: DeserializeOwned + JsonSchema + 'static,
            S: Send + Sync,
        {
            type Rejection = Invalid;

            async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Invalid> {
                let head = &Head::new(parts).await;
                let read = |$head: &Head<'_>| -> Result<T, openapi_input::Invalid> {
                    let $reading = reading(&$head.parts.extensions);
                    $read
                };
                Ok(Self(read(head)?))
            }
        }
    };
}

macro_rules! of_body {
    ($name:ident |$reading:ident, $head:ident, $body:ident| $read:expr) => {
        impl<T, S> FromRequest<S> for $name<T>
        where
            T: DeserializeOwned + JsonSchema + 'static,
            S: Send + Sync,
        {
            type Rejection = Invalid;

            async fn from_request(request: Request, _: &S) -> Result<Self, Invalid> {
                let (mut parts, body) = request.into_parts();
                let $head = &Head::new(&mut parts).await;
                let $reading = reading(&$head.parts.extensions);
                let $body = body_of($reading, $head, body).await?;
                Ok(Self($read?))
            }
        }
    };
}

openapi_input::extractors! { of_head, of_body }

/// Looks at a whole request before its handler runs.
pub(crate) async fn look(State(look): State<Look>, request: Request, next: Next) -> Response {
    match looked_at(look, request).await {
        Ok(request) => next.run(request).await,
        Err(invalid) => Invalid(invalid).into_response(),
    }
}

async fn looked_at(look: Look, request: Request) -> Result<Request, openapi_input::Invalid> {
    let (mut parts, mut body) = request.into_parts();
    let head = Head::new(&mut parts).await;
    let mut bytes = Bytes::new();
    if look.takes_body() {
        bytes = body_of(look.reading(), &head, std::mem::take(&mut body)).await?;
        body = Body::from(bytes.clone());
    }
    look.look(&head, &bytes)?;
    parts.extensions.insert(look);
    Ok(Request::from_parts(parts, body))
}
