//! The objects of the specification, a file for each family of them.

mod callback;
mod components;
mod document;
mod media_type;
mod oas_version;
mod operation;
mod path_item;
pub(crate) mod reference;
mod response;
mod schema;
mod security;
mod status;

pub use callback::Callback;
pub use components::Components;
pub use document::{Contact, ExternalDocumentation, Info, License, OpenApi, Server, ServerVariable, Tag};
pub use media_type::{Encoding, Example, MediaType};
pub use oas_version::{InvalidVersion, Version};
pub use operation::{Header, Link, Operation, Parameter, ParameterLocation, RequestBody, Style};
pub use path_item::{PathItem, Paths};
pub use reference::{RefOr, Reference};
pub use response::{Response, Responses};
pub use schema::{Discriminator, Schema, Xml};
pub use security::{ApiKeyLocation, OAuthFlow, OAuthFlows, SecurityRequirement, SecurityScheme, SecuritySchemeType};
pub use status::{InvalidStatusKey, StatusCode, StatusKey, StatusRange};
