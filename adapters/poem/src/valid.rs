//! poem's extractors once more, with FastAPI's 422 for input that is wrong.
//!
//! To use one is to name it in a handler's arguments in place of poem's own. What it reads is held against the schema
//! that the document shows, and everything that is wrong is told at once. What went wrong is an [`Invalid`], an error
//! like any other of poem's: `catch_error` meets it.
//!
//! By itself an extractor reads JSON strictly and within the default [`Limits`]. [`Mount::reading`](crate::Mount) says
//! otherwise for an API.

use std::fmt;
use std::sync::LazyLock;

use bytes::Bytes;
use openapi_input::PathTexts;
use openapi_mount::Look;
use poem::error::ResponseError;
use poem::http::StatusCode;
use poem::{Body, Endpoint, FromRequest, PathPattern, Request, RequestBody, Response, Result};
use schemars::JsonSchema;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};

pub use openapi_input::{Limits, Reading};

impl ResponseError for Invalid {
    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY)
    }

    fn as_response(&self) -> Response {
        Response::builder().status(self.status()).content_type("application/json").body(self.0.to_json())
    }
}

/// A request without its body.
struct Head<'r>(&'r Request);

impl openapi_input::Head for Head<'_> {
    fn query(&self) -> &str {
        self.0.uri().query().unwrap_or_default()
    }

    fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes()))
    }

    fn path(&self) -> Result<PathTexts<'_>, openapi_input::Invalid> {
        let Pairs(pairs) = self.0.path_params().unwrap_or_default();
        // poem leaves out what it cannot decode.
        let pattern = self.0.data::<PathPattern>().map_or("", |pattern| &pattern.0);
        match names(pattern).find(|name| !pairs.iter().any(|(held, _)| held == name)) {
            Some(name) => Err(openapi_input::undecodable(name)),
            None => Ok(pairs.into_iter().map(|(name, text)| (name.into(), text.into())).collect()),
        }
    }
}

/// The names in a path in poem's spelling: `/items/:id/*rest`, `/v:major<[0-9]+>`.
fn names(pattern: &str) -> impl Iterator<Item = &str> {
    let is_of_name = |character: char| character.is_alphanumeric() || character == '_';
    pattern.split([':', '*']).skip(1).filter_map(move |after| {
        let end = after.find(|character| !is_of_name(character)).unwrap_or(after.len());
        after.get(..end).filter(|name| !name.is_empty())
    })
}

/// The parameters of a path in their order.
#[derive(Default)]
struct Pairs(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;

        impl<'de> Visitor<'de> for Collect {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("parameters")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(Collect)
    }
}

/// How requests are read where nobody says otherwise.
static USUAL: LazyLock<Reading> = LazyLock::new(Reading::default);

/// How a request is read.
fn reading(request: &Request) -> &Reading {
    request.extensions().get::<Look>().map_or(&USUAL, |look| look.reading())
}

async fn body_of(reading: &Reading, head: &Head<'_>, body: Body) -> Result<Bytes, openapi_input::Invalid> {
    openapi_input::body(reading, openapi_input::Head::content_length(head), body.into_bytes_stream()).await
}

macro_rules! of_head {
    ($name:ident |$reading:ident, $head:ident| $read:expr) => {
        impl<'a, T: DeserializeOwned + JsonSchema + 'static> FromRequest<'a> for $name<T> {
            async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
                let read = |$reading: &Reading, $head: &Head<'_>| -> Result<T, openapi_input::Invalid> { $read };
                Ok(Self(read(reading(request), &Head(request)).map_err(Invalid)?))
            }
        }
    };
}

macro_rules! of_body {
    ($name:ident |$reading:ident, $head:ident, $body:ident| $read:expr) => {
        impl<'a, T: DeserializeOwned + JsonSchema + 'static> FromRequest<'a> for $name<T> {
            async fn from_request(request: &'a Request, body: &mut RequestBody) -> Result<Self> {
                let ($reading, $head) = (reading(request), &Head(request));
                let $body = body_of($reading, $head, body.take()?).await.map_err(Invalid)?;
                Ok(Self($read.map_err(Invalid)?))
            }
        }
    };
}

openapi_input::extractors! { of_head, of_body }

/// An endpoint whose requests are looked at as a whole before it runs.
pub(crate) struct LookedAt<E> {
    pub(crate) look: Look,
    pub(crate) endpoint: E,
}

impl<E: Endpoint> Endpoint for LookedAt<E> {
    type Output = E::Output;

    async fn call(&self, mut request: Request) -> Result<E::Output> {
        let look = &self.look;
        let mut bytes = Bytes::new();
        if look.takes_body() {
            let body = request.take_body();
            bytes = body_of(look.reading(), &Head(&request), body).await.map_err(Invalid)?;
            request.set_body(bytes.clone());
        }
        look.look(&Head(&request), &bytes).map_err(Invalid)?;
        request.extensions_mut().insert(look.clone());
        self.endpoint.call(request).await
    }
}
