//! What each extractor reads of a request, and how it refuses: ours with FastAPI's 422, actix-web's own with what they
//! answer.

use std::convert::Infallible;
use std::fmt;
use std::future::{Ready, ready};

use actix_web::dev::{ConnectionInfo, Payload, PeerAddr};
use actix_web::http::{Method, StatusCode, Uri};
use actix_web::{FromRequest, HttpRequest, HttpResponse, ResponseError, web};
use openapi_merge::declare::RequestBody;
use openapi_merge::handler::{Answer, Extract, Input, Reads, RequestHead, Respond};
#[cfg(feature = "valid")]
use openapi_merge::handler::{Answers, Output};
use schemars::JsonSchema;

use crate::output::response;
#[cfg(feature = "valid")]
use crate::valid;

/// Stands for actix-web in [`Input`] and [`Output`].
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_enums, reason = "there is no value of it")]
pub enum Actix {}

openapi_merge::__reads! {
    Actix;

    [T: JsonSchema] web::Path<T>, NotFound => Reads::path::<T>();
    [T: JsonSchema] web::Query<T>, BadRequest => Reads::query::<T>();
    #[body] [T: JsonSchema] web::Json<T>, BadBody => Reads::json::<T>();
    #[body] [T: JsonSchema] web::Form<T>, BadForm =>
        Reads::body(RequestBody::new::<T>().media_type("application/x-www-form-urlencoded"));

    #[body] [] web::Bytes, BadBody => Reads::any_body();
    #[body] [] web::Payload, Infallible => Reads::any_body();
    #[body] [] String, BadBody => Reads::any_body();

    [T: ?Sized] web::Data<T>, Infallible => Reads::nothing();
    [T] web::ThinData<T>, Infallible => Reads::nothing();
    [T: Clone] web::ReqData<T>, Infallible => Reads::nothing();
    [] HttpRequest, Infallible => Reads::anything();
    [] Method, Infallible => Reads::nothing();
    [] Uri, Infallible => Reads::nothing();
    [] ConnectionInfo, Infallible => Reads::nothing();
    [] PeerAddr, Infallible => Reads::nothing();
}

/// What actix-web answers to a parameter of the path that cannot be read.
#[derive(Debug)]
pub enum NotFound {}

/// What actix-web answers to a query that cannot be read.
#[derive(Debug)]
pub enum BadRequest {}

/// What actix-web answers to a body that cannot be read or is too long.
#[derive(Debug)]
pub enum BadBody {}

/// What actix-web answers to a form that cannot be read, is too long or is of another media type.
#[derive(Debug)]
pub enum BadForm {}

openapi_merge::__refuses! {
    Actix;

    NotFound: 404;
    BadRequest: 400;
    BadBody: 400 413;
    BadForm: 400 413 415;
}

/// `None` where anything is missing or wrong.
impl<T: Input<Actix>> Input<Actix> for Option<T> {
    type Refusal = Infallible;

    const READS_BODY: bool = T::READS_BODY;

    fn input() -> Reads {
        T::optional_input()
    }
}

#[cfg(feature = "valid")]
openapi_merge::__reads! {
    Actix;

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
impl Output<Actix> for valid::Invalid {
    fn output() -> Answers {
        Answers::validation_error()
    }
}

openapi_merge::__depends!();

/// A request without its body.
struct Head<'a>(&'a HttpRequest);

impl RequestHead for Head<'_> {
    fn method(&self) -> &str {
        self.0.method().as_str()
    }

    fn target(&self) -> &str {
        self.0.uri().path_and_query().map_or("", |target| target.as_str())
    }

    fn header(&self, name: &str) -> Option<&[u8]> {
        self.0.headers().get(name).map(|value| value.as_bytes())
    }

    fn state<T: Clone + Send + Sync + 'static>(&self) -> Option<&T> {
        self.0.app_data::<T>().or_else(|| self.0.app_data::<web::Data<T>>().map(web::Data::get_ref))
    }
}

impl<T: Extract> FromRequest for Depends<T> {
    type Error = Refused;
    type Future = Ready<Result<Self, Refused>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(T::extract(&Head(request)).map(Self).map_err(|refusal| Refused(refusal.respond())))
    }
}

/// Why [`Depends`] refused: an error that answers what was declared.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs, reason = "it is made of nothing else")]
pub struct Refused(pub Answer);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "refused with status {}", self.0.status)
    }
}

impl ResponseError for Refused {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        response(self.0.clone())
    }
}
