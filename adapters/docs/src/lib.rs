#![doc = include_str!("../README.md")]
// Without Swagger UI a packed file has fewer forms.
#![cfg_attr(not(feature = "swagger-ui"), allow(dead_code))]

mod docs;
mod etag;
mod file;
mod gzip;
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
mod template;

pub use docs::Docs;
pub use page::Page;
pub use problem::{DocsProblem, InvalidDocs};
pub use published::{Answer, Header, Published};
#[cfg(feature = "scalar")]
pub use scalar::Scalar;
#[cfg(feature = "swagger-ui")]
pub use swagger_ui::SwaggerUi;
