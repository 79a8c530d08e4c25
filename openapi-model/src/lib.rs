#![doc = include_str!("../README.md")]
#![no_std]

extern crate alloc;

#[cfg(feature = "check")]
pub mod check;
mod codec;
#[cfg(feature = "expression")]
pub mod expression;
mod json;
mod navigate;
mod objects;
#[cfg(feature = "proptest")]
pub mod strategies;
#[cfg(feature = "version")]
mod version;
#[cfg(feature = "yaml")]
mod yaml;

pub use codec::{Extensions, FromValue, Lenient, ReadError, ReadProblem, from_json, from_json_lenient};
pub use json::{
    Drain, Entry, IntoIter, InvalidNumber, Iter, IterMut, MAX_DEPTH, Map, Number, OccupiedEntry, Position, Text,
    VacantEntry, Value, pointer, push_json, to_json,
};
pub use navigate::{MAX_HOPS, Referable, ResolveError, walk};
pub use objects::{
    ApiKeyLocation, Callback, Components, Contact, Discriminator, Encoding, Example, ExternalDocumentation, Header,
    Info, InvalidStatusKey, InvalidVersion, License, Link, MediaType, OAuthFlow, OAuthFlows, OpenApi, Operation,
    Parameter, ParameterLocation, PathItem, Paths, RefOr, Reference, RequestBody, Response, Responses, Schema,
    SecurityRequirement, SecurityScheme, SecuritySchemeType, Server, ServerVariable, StatusCode, StatusKey,
    StatusRange, Style, Tag, Version, Xml,
};
#[cfg(feature = "version")]
pub use version::{Loss, Report, downgrade, upgrade};
#[cfg(feature = "yaml")]
pub use yaml::{from_yaml, from_yaml_lenient, to_yaml};
