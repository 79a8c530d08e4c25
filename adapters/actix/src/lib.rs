#![doc = include_str!("../README.md")]

mod endpoint;
mod input;
mod mount;
mod output;
mod path;
#[cfg(feature = "valid")]
pub mod valid;

pub use endpoint::Handler;
pub use input::{Actix, Depends, Refused};
pub use mount::{Mount, Routes, mount};
pub use openapi_docs::Docs;
#[cfg(feature = "macros")]
pub use openapi_macros::{
    ActixResponses as Responses, actix_delete as delete, actix_get as get, actix_head as head,
    actix_options as options, actix_patch as patch, actix_post as post, actix_put as put, actix_query as query,
    actix_route as route, actix_trace as trace,
};
pub use openapi_merge::{Api, SchemaStyle, declare, handler, routes};
pub use output::{Accepted, Created, NoContent, Status};
#[cfg(feature = "valid")]
pub use valid::{Header, Json, Path, Query};

/// What the code of the attributes and of `#[derive(Responses)]` names.
#[doc(hidden)]
pub mod derived {
    pub use actix_web::body::BoxBody;
    pub use actix_web::{Error, HttpRequest, HttpResponse, Responder};
    pub use schemars::JsonSchema;
    pub use serde::Serialize;

    pub use crate::output::response;
}
