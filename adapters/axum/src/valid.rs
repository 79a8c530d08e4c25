//! axum's extractors once more, with FastAPI's 422 for input that is wrong.
//!
//! To use one is to name it in a handler's arguments in place of axum's own. What went wrong is an [`Invalid`]: the
//! rejection, which a handler may take as `Result<Json<T>, Invalid>`.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::http::{StatusCode, request::Parts};
use axum::response::{IntoResponse, Response};
use openapi_merge::HttpValidationError;
use openapi_mount::input;
use serde::de::DeserializeOwned;

/// Input that is wrong: it answers 422 with FastAPI's body. Or there is none, since axum could not read it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Invalid {
    /// What is wrong.
    Input(HttpValidationError),
    /// Why axum could not read it: a body that is too long, a path that is no UTF-8.
    Unread(Response),
}

impl IntoResponse for Invalid {
    fn into_response(self) -> Response {
        match self {
            Self::Input(error) => {
                let json = serde_json::to_vec(&error).unwrap_or_default();
                let kind = [(CONTENT_TYPE, HeaderValue::from_static("application/json"))];
                (StatusCode::UNPROCESSABLE_ENTITY, kind, json).into_response()
            }
            Self::Unread(response) => response,
        }
    }
}

/// A JSON body.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs, reason = "it is made to be taken apart")]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Invalid;

    async fn from_request(request: Request, state: &S) -> Result<Self, Invalid> {
        let kind = request.headers().get(CONTENT_TYPE).cloned();
        let body = Bytes::from_request(request, state).await.map_err(|error| Invalid::Unread(error.into_response()))?;
        let kind = kind.as_ref().and_then(|kind| kind.to_str().ok());
        input::json(kind, &body).map(Self).map_err(Invalid::Input)
    }
}

macro_rules! extractors {
    ($($(#[$doc:meta])* $name:ident($parts:ident) $read:expr;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug)]
            #[allow(clippy::exhaustive_structs, reason = "it is made to be taken apart")]
            pub struct $name<T>(pub T);

            impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for $name<T> {
                type Rejection = Invalid;

                async fn from_request_parts($parts: &mut Parts, _: &S) -> Result<Self, Invalid> {
                    $read.map(Self).map_err(Invalid::Input)
                }
            }
        )*
    };
}

extractors! {
    /// The parameters of the query.
    Query(parts) input::query(parts.uri.query().unwrap_or_default());

    /// Headers: a struct whose field `x_token` is the header `x-token`.
    Header(parts) input::header(parts.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())));

    /// The parameters of the path: one value, a tuple or a struct.
    Path(parts) match RawPathParams::from_request_parts(parts, &()).await {
        Ok(parameters) => input::path(&parameters),
        Err(error) => return Err(Invalid::Unread(error.into_response())),
    };
}
