#![doc = include_str!("../README.md")]

mod endpoint;
mod input;
mod mount;
mod output;
mod path;
#[cfg(feature = "valid")]
pub mod valid;

pub use endpoint::Handler;
pub use input::{Depends, Poem};
pub use mount::{Mount, mount};
pub use openapi_docs::Docs;
#[cfg(feature = "macros")]
pub use openapi_macros::{
    PoemResponses as Responses, poem_delete as delete, poem_get as get, poem_head as head, poem_options as options,
    poem_patch as patch, poem_post as post, poem_put as put, poem_query as query, poem_route as route,
    poem_trace as trace,
};
pub use openapi_merge::{Api, SchemaStyle, declare, handler, routes};
pub use output::{Accepted, Created, NoContent, Status};
#[cfg(feature = "valid")]
pub use valid::{Header, Json, Path, Query};

/// What the code of the attributes and of `#[derive(Responses)]` names.
#[doc(hidden)]
pub mod derived {
    pub use poem::{Endpoint, Error, FromRequest, IntoResponse, Request, Response, Result};
    pub use schemars::JsonSchema;
    pub use serde::Serialize;

    pub use crate::output::{answer, response};
}
