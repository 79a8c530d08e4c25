#![doc = include_str!("../README.md")]
// Without an embedded page nothing is packed.
#![cfg_attr(not(any(feature = "swagger-ui", feature = "scalar")), allow(dead_code))]

mod docs;
mod etag;
mod file;
mod negotiate;
mod packed;
mod page;
mod path;
mod problem;
mod published;
#[cfg(feature = "scalar")]
mod scalar;
mod settings;
#[cfg(feature = "swagger-ui")]
mod swagger_ui;

pub use docs::Docs;
pub use page::Page;
pub use problem::{DocsProblem, InvalidDocs};
pub use published::{Answer, Header, Published};
#[cfg(feature = "scalar")]
pub use scalar::Scalar;
#[cfg(feature = "swagger-ui")]
pub use swagger_ui::SwaggerUi;
