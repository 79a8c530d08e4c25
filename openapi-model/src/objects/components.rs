//! Components.

use crate::codec::object::{fixed_fields, optional_when_empty};
use crate::{
    Callback, Example, Extensions, Header, Link, Map, MediaType, Parameter, PathItem, RefOr, RequestBody, Response,
    Schema, SecurityScheme, Text,
};

/// Objects to be referred to by name. Nothing here counts until it is.
///
/// OAS 3.2 [Components Object](https://spec.openapis.org/oas/v3.2.0#components-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Components {
    /// `#/components/schemas/…`
    pub schemas: Map<Text, Schema>,
    /// `#/components/responses/…`
    pub responses: Map<Text, RefOr<Response>>,
    /// `#/components/parameters/…`
    pub parameters: Map<Text, RefOr<Parameter>>,
    /// `#/components/examples/…`
    pub examples: Map<Text, RefOr<Example>>,
    /// `#/components/requestBodies/…`
    pub request_bodies: Map<Text, RefOr<RequestBody>>,
    /// `#/components/headers/…`
    pub headers: Map<Text, RefOr<Header>>,
    /// `#/components/securitySchemes/…`; a Security Requirement names them.
    pub security_schemes: Map<Text, RefOr<SecurityScheme>>,
    /// `#/components/links/…`
    pub links: Map<Text, RefOr<Link>>,
    /// `#/components/callbacks/…`
    pub callbacks: Map<Text, RefOr<Callback>>,
    /// `#/components/pathItems/…` Since OAS 3.1.
    pub path_items: Map<Text, PathItem>,
    /// `#/components/mediaTypes/…` Since OAS 3.2.
    pub media_types: Map<Text, RefOr<MediaType>>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(Components, "a Components Object", {
    "schemas" => schemas,
    "responses" => responses,
    "parameters" => parameters,
    "examples" => examples,
    "requestBodies" => request_bodies,
    "headers" => headers,
    "securitySchemes" => security_schemes,
    "links" => links,
    "callbacks" => callbacks,
    "pathItems" => path_items,
    "mediaTypes" => media_types,
});

optional_when_empty!(Components, |it| crate::codec::object::Object::filled(it) == 0);
