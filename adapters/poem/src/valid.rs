//! poem's extractors once more, with FastAPI's 422 for input that is wrong.
//!
//! To use one is to name it in a handler's arguments in place of poem's own. What went wrong is an [`Invalid`], an
//! error like any other of poem's: `catch_error` meets it.

use std::fmt;

use openapi_merge::HttpValidationError;
use openapi_mount::input;
use poem::error::ResponseError;
use poem::http::StatusCode;
use poem::{FromRequest, Request, RequestBody, Response, Result};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};

/// Input that is wrong: it answers 422 with FastAPI's body.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs, reason = "it is made of nothing else")]
pub struct Invalid(pub HttpValidationError);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::error::Error for Invalid {}

impl ResponseError for Invalid {
    fn status(&self) -> StatusCode {
        StatusCode::UNPROCESSABLE_ENTITY
    }

    fn as_response(&self) -> Response {
        let json = serde_json::to_vec(&self.0).unwrap_or_default();
        Response::builder().status(self.status()).content_type("application/json").body(json)
    }
}

macro_rules! extractors {
    ($($(#[$doc:meta])* $name:ident($request:ident, $body:ident) $read:expr;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug)]
            #[allow(clippy::exhaustive_structs, reason = "it is made to be taken apart")]
            pub struct $name<T>(pub T);

            impl<'a, T: DeserializeOwned> FromRequest<'a> for $name<T> {
                async fn from_request($request: &'a Request, $body: &mut RequestBody) -> Result<Self> {
                    Ok(Self($read.map_err(Invalid)?))
                }
            }
        )*
    };
}

extractors! {
    /// A JSON body.
    Json(request, body) input::json(request.content_type(), &body.take()?.into_bytes().await?);

    /// The parameters of the query.
    Query(request, _body) input::query(request.uri().query().unwrap_or_default());

    /// The parameters of the path: one value, a tuple or a struct.
    Path(request, _body) input::path(request.path_params::<Pairs>()?.0);

    /// Headers: a struct whose field `x_token` is the header `x-token`.
    Header(request, _body) input::header(request.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes())));
}

/// The parameters of a path in their order.
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
