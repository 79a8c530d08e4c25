#![doc = include_str!("../README.md")]
#![no_std]

extern crate alloc;

mod callback;
#[cfg(feature = "check")]
pub mod check;
mod components;
mod document;
#[cfg(feature = "expression")]
pub mod expression;
mod extensions;
mod index;
mod json;
mod json_reader;
mod json_shape;
mod json_text;
mod json_writer;
mod layout;
mod map;
mod media_type;
#[cfg(any(feature = "check", feature = "version"))]
mod members;
mod oas_version;
mod object;
mod operation;
mod part;
mod path_item;
pub mod pointer;
mod read;
mod reference;
mod resolve;
mod response;
mod schema;
mod security;
mod source;
mod status;
#[cfg(feature = "proptest")]
pub mod strategies;
mod text;
mod value;
mod value_reader;
#[cfg(feature = "version")]
mod version;
pub mod walk;
#[cfg(feature = "yaml")]
mod yaml;

pub use callback::Callback;
pub use components::Components;
pub use document::{Contact, ExternalDocumentation, Info, License, OpenApi, Server, ServerVariable, Tag};
pub use extensions::Extensions;
pub use json::from_json;
pub use json_writer::{push_json, to_json};
pub use map::{IntoIter, Iter, IterMut, Map};
pub use media_type::{Encoding, Example, MediaType};
pub use oas_version::{InvalidVersion, Version};
pub use operation::{Header, Link, Operation, Parameter, ParameterLocation, RequestBody, Style};
pub use path_item::{PathItem, Paths};
pub use read::{FromValue, Position, ReadError, ReadProblem};
pub use reference::{RefOr, Reference};
pub use resolve::{MAX_HOPS, Referable, ResolveError};
pub use response::{Response, Responses};
pub use schema::{Discriminator, Schema, Xml};
pub use security::{ApiKeyLocation, OAuthFlow, OAuthFlows, SecurityRequirement, SecurityScheme, SecuritySchemeType};
pub use status::{InvalidStatusKey, StatusCode, StatusKey, StatusRange};
pub use text::Text;
pub use value::{Number, Value};
pub use value_reader::MAX_DEPTH;
#[cfg(feature = "version")]
pub use version::{Loss, Report, downgrade, upgrade};
#[cfg(feature = "yaml")]
pub use yaml::{WriteYamlError, from_yaml, to_yaml};
