#![doc = include_str!("../README.md")]
#![no_std]

extern crate alloc;

mod api;
pub mod declare;
mod deep_merge;
mod diagnostics;
pub mod handler;
mod json;
mod python_text;
mod render;
mod rules;
mod schemas;
mod scope;
mod validation_error;

pub use api::{Api, Rendered, Route};
pub use declare::path::{PathPiece, PathTemplate};
pub use deep_merge::deep_merge;
pub use diagnostics::{Problem, ProblemKind, Problems, Severity};
pub use schemas::SchemaStyle;
pub use validation_error::{HttpValidationError, Location, ValidationError};
