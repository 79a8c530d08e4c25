#![doc = include_str!("../README.md")]

mod endpoint;
mod input;
mod mount;
mod output;
mod path;
#[cfg(feature = "valid")]
pub mod valid;

pub use endpoint::Handler;
pub use input::{Axum, Depends, Refused};
pub use mount::{Mount, mount};
pub use openapi_docs::Docs;
#[cfg(feature = "macros")]
pub use openapi_macros::{
    AxumResponses as Responses, axum_delete as delete, axum_get as get, axum_head as head, axum_options as options,
    axum_patch as patch, axum_post as post, axum_put as put, axum_query as query, axum_route as route,
    axum_trace as trace,
};
pub use openapi_merge::{Api, SchemaStyle, declare, handler, routes};
pub use output::{Accepted, Created, NoContent, Status};
#[cfg(feature = "valid")]
pub use valid::{Header, Json, Path, Query};

/// What the code of the attributes and of `#[derive(Responses)]` names.
#[doc(hidden)]
pub mod derived {
    pub use axum::response::{IntoResponse, Response};
    pub use schemars::JsonSchema;
    pub use serde::Serialize;

    pub use crate::output::response;
}

#[cfg(doctest)]
#[doc = include_str!("../../by-value.md")]
struct DeclarationsByValue;
