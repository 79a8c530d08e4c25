//! The words users write: what an operation takes and answers, beside its handler.

mod body;
mod callbacks;
mod declaration;
mod dependency;
mod keywords;
mod model;
mod operation;
mod parameter;
pub(crate) mod path;
mod response;
mod response_class;
mod responses;
mod router;
mod security;
mod stream;
mod taken;
mod type_name;
mod unique_id;

pub use body::{BodyParameter, RequestBody};
pub use declaration::{Callbacks, Operation, Router};
pub use dependency::Dependency;
pub use model::{Catalog, Definition, Model, SharedCatalog};
pub use parameter::{Parameter, Parameters};
pub use response::Response;
pub use response_class::ResponseClass;
pub use responses::{IntoStatusKey, Responses};
pub use router::{FromHandler, Include};
pub use security::Security;
pub use stream::Stream;
pub use taken::{Taken, TakenBody, TakenParameters};
pub use unique_id::{GenerateUniqueId, UniqueIdParts};

pub(crate) use body::{BodyKind, DeclaredBodyParameter};
pub(crate) use declaration::{CallbackItems, Declaration, GivenModel, GivenStatus, Item, Layer, RareFields};
pub(crate) use model::{DEFS, Described, Kind, Mode, decoded};
pub(crate) use parameter::{DeclaredParameter, GivenParameter, RareParameterFields};
pub(crate) use response::ExtraFields;
pub(crate) use responses::DeclaredResponse;
pub(crate) use router::layer_setters;
pub(crate) use stream::StreamKind;

use openapi_model::Text;
use schemars::JsonSchema;

/// A response whose body is a `T`: FastAPI's `{"model": T}`.
pub fn model<T: JsonSchema>() -> Response {
    Response::of(Model::of::<T>())
}

/// A response with a description. For the main status it describes the main response.
pub fn description(text: impl Into<Text>) -> Response {
    Response::default().description(text)
}

/// A response with a body of one more media type: `{"content": {KEY: {}}}`.
pub fn media_type(key: impl Into<Text>) -> Response {
    Response::default().media_type(key)
}

macro_rules! methods {
    ($($name:ident $method:literal)*) => {
        $(
            #[doc = concat!("An operation that answers ", $method, " on a path template (or, in a callback, under an expression).")]
            #[track_caller]
            pub fn $name(path: impl Into<Text>) -> Operation {
                Operation::new($method, path)
            }
        )*
    };
}

methods! {
    get "GET"
    put "PUT"
    post "POST"
    delete "DELETE"
    options "OPTIONS"
    head "HEAD"
    patch "PATCH"
    trace "TRACE"
    query "QUERY"
}
