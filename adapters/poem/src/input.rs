//! What each extractor reads of a request, and how it refuses: ours with FastAPI's 422, poem's own with what they answer.

use std::convert::Infallible;

use openapi_merge::declare::RequestBody;
#[cfg(feature = "valid")]
use openapi_merge::handler::{Answers, Output};
use openapi_merge::handler::{Extract, Input, Reads, RequestHead, Respond};
use poem::http::{HeaderMap, Method, Uri, Version};
use poem::web::{Data, LocalAddr, RemoteAddr};
use poem::{Body, Error, FromRequest, Request, Result, web};
use schemars::JsonSchema;

use crate::output::response;
#[cfg(feature = "valid")]
use crate::valid;

/// Stands for poem in [`Input`] and [`Output`].
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_enums, reason = "there is no value of it")]
pub enum Poem {}

openapi_merge::__reads! {
    Poem;

    [T: JsonSchema] web::Path<T>, BadRequest => Reads::path::<T>();
    [T: JsonSchema] web::Query<T>, BadRequest => Reads::query::<T>();
    #[body] [T: JsonSchema] web::Json<T>, BadBody => Reads::json::<T>();
    #[body] [T: JsonSchema] web::Form<T>, BadBody =>
        Reads::body(RequestBody::new::<T>().media_type("application/x-www-form-urlencoded"));

    [] &Request, Infallible => Reads::anything();
    #[body] [] Body, Infallible => Reads::any_body();
    #[body] [] Vec<u8>, BadRequest => Reads::any_body();
    #[body] [] String, BadRequest => Reads::any_body();

    [T] Data<&T>, Infallible => Reads::nothing();
    [] &HeaderMap, Infallible => Reads::nothing();
    [] Method, Infallible => Reads::nothing();
    [] &Uri, Infallible => Reads::nothing();
    [] Version, Infallible => Reads::nothing();
    [] &RemoteAddr, Infallible => Reads::nothing();
    [] &LocalAddr, Infallible => Reads::nothing();
}

/// What poem's extractors answer to a parameter or a text that cannot be read.
#[derive(Debug)]
pub enum BadRequest {}

/// What poem's extractors answer to a body that cannot be read, or is of another media type.
#[derive(Debug)]
pub enum BadBody {}

openapi_merge::__refuses! {
    Poem;

    BadRequest: 400;
    BadBody: 400 415;
}

/// `None` where anything is missing or wrong.
impl<T: Input<Poem>> Input<Poem> for Option<T> {
    type Refusal = Infallible;

    const READS_BODY: bool = T::READS_BODY;

    fn input() -> Reads {
        T::optional_input()
    }
}

#[cfg(feature = "valid")]
openapi_merge::__reads! {
    Poem;

    [T: JsonSchema] valid::Path<T>, valid::Invalid => Reads::path::<T>();
    [T: JsonSchema] valid::Query<T>, valid::Invalid => Reads::query::<T>();
    [T: JsonSchema] valid::Header<T>, valid::Invalid => Reads::header::<T>();
    [T: JsonSchema] valid::Cookie<T>, valid::Invalid => Reads::cookie::<T>();
    #[body] [T: JsonSchema] valid::Json<T>, valid::Invalid => Reads::json::<T>();
    #[body] [T: JsonSchema] valid::LaxJson<T>, valid::Invalid => Reads::json::<T>();
    #[body] [T: JsonSchema] valid::Form<T>, valid::Invalid =>
        Reads::body(RequestBody::new::<T>().media_type("application/x-www-form-urlencoded"));
}

#[cfg(feature = "valid")]
impl Output<Poem> for valid::Invalid {
    fn output() -> Answers {
        Answers::validation_error()
    }
}

openapi_merge::__depends!();

/// A request without its body.
struct Head<'a>(&'a Request);

impl RequestHead for Head<'_> {
    fn method(&self) -> &str {
        self.0.method().as_str()
    }

    fn target(&self) -> &str {
        self.0.original_uri().path_and_query().map_or("", |target| target.as_str())
    }

    fn header(&self, name: &str) -> Option<&[u8]> {
        self.0.headers().get(name).map(|value| value.as_bytes())
    }

    fn state<T: Clone + Send + Sync + 'static>(&self) -> Option<&T> {
        self.0.extensions().get()
    }
}

impl<'a, T: Extract + Send> FromRequest<'a> for Depends<T> {
    async fn from_request(request: &'a Request, _: &mut poem::RequestBody) -> Result<Self> {
        match T::extract(&Head(request)) {
            Ok(value) => Ok(Self(value)),
            Err(refusal) => Err(Error::from_response(response(refusal.respond()))),
        }
    }
}
