#![doc = include_str!("../README.md")]

mod endpoint;
mod function;
mod input;
mod mount;
mod output;
mod path;
#[cfg(feature = "valid")]
pub mod valid;

pub use endpoint::{FromPath, Handler, documented};
pub use function::{FromRequest, Request};
pub use input::{Depends, State, Warp};
pub use mount::{Mount, mount};
pub use openapi_docs::Docs;
#[cfg(feature = "macros")]
pub use openapi_macros::{
    WarpResponses as Responses, warp_delete as delete, warp_get as get, warp_head as head, warp_options as options,
    warp_patch as patch, warp_post as post, warp_put as put, warp_query as query, warp_route as route,
    warp_trace as trace,
};
pub use openapi_merge::{Api, SchemaStyle, declare, handler, routes};
pub use output::{Accepted, Created, IntoResponse, NoContent, Status};
#[cfg(feature = "valid")]
pub use valid::{Header, Json, Path, Query};

/// What the code of the attributes and of `#[derive(Responses)]` names.
#[doc(hidden)]
pub mod derived {
    pub use schemars::JsonSchema;
    pub use serde::Serialize;
    pub use warp::reply::{Reply, Response};

    pub use crate::output::{IntoResponse, response};
}
