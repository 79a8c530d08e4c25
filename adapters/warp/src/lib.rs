#![doc = include_str!("../README.md")]

mod handler;
mod mount;
mod path;
pub mod valid;

pub use handler::{FromPath, Handler, documented};
pub use mount::{Mount, mount};
pub use openapi_docs::Docs;
