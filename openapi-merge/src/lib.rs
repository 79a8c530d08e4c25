#![doc = include_str!("../README.md")]
#![no_std]

extern crate alloc;

mod alike;
mod api;
mod blocks;
mod body_schema;
mod checks;
mod combine;
pub mod declare;
mod deep_merge;
mod expressions;
mod fastapi_style;
mod json;
mod layers;
mod models;
mod naming;
mod outline;
mod path;
mod problem;
mod python_text;
mod rules;
mod schemas;
mod shown;
mod status;
mod validation_error;
mod write;

pub use api::{Api, Route};
pub use deep_merge::deep_merge;
pub use path::{PathPiece, PathTemplate};
pub use problem::{Problem, ProblemKind, Problems, Severity};
pub use schemas::SchemaStyle;
pub use validation_error::{HttpValidationError, Location, ValidationError};
