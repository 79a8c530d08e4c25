//! Components.

use crate::codec::object::{Object, object, object_field};
use crate::{
    Callback, Example, Header, Link, Map, MediaType, Parameter, PathItem, RefOr, RequestBody, Response, Schema,
    SecurityScheme, Text,
};

object! {
    /// Objects to be referred to by name. Nothing here counts until it is.
    ///
    /// OAS 3.2 [Components Object](https://spec.openapis.org/oas/v3.2.0#components-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Components {
        /// `#/components/schemas/…`
        "schemas" => pub schemas: Map<Text, Schema>, with_schema(Text => Schema);
        /// `#/components/responses/…`
        "responses" => pub responses: Map<Text, RefOr<Response>>, with_response(Text => RefOr<Response>);
        /// `#/components/parameters/…`
        "parameters" => pub parameters: Map<Text, RefOr<Parameter>>, with_parameter(Text => RefOr<Parameter>);
        /// `#/components/examples/…`
        "examples" => pub examples: Map<Text, RefOr<Example>>, with_example(Text => RefOr<Example>);
        /// `#/components/requestBodies/…`
        "requestBodies" => pub request_bodies: Map<Text, RefOr<RequestBody>>, with_request_body(Text => RefOr<RequestBody>);
        /// `#/components/headers/…`
        "headers" => pub headers: Map<Text, RefOr<Header>>, with_header(Text => RefOr<Header>);
        /// `#/components/securitySchemes/…`; a Security Requirement names them.
        "securitySchemes" => pub security_schemes: Map<Text, RefOr<SecurityScheme>>, with_security_scheme(Text => RefOr<SecurityScheme>);
        /// `#/components/links/…`
        "links" => pub links: Map<Text, RefOr<Link>>, with_link(Text => RefOr<Link>);
        /// `#/components/callbacks/…`
        "callbacks" => pub callbacks: Map<Text, RefOr<Callback>>, with_callback(Text => RefOr<Callback>);
        /// `#/components/pathItems/…` Since OAS 3.1.
        "pathItems" => pub path_items: Map<Text, PathItem>, with_path_item(Text => PathItem);
        /// `#/components/mediaTypes/…` Since OAS 3.2.
        "mediaTypes" => pub media_types: Map<Text, RefOr<MediaType>>, with_media_type(Text => RefOr<MediaType>);
    }
}

object_field!(Components, required: false, |it| it.filled() == 0);
