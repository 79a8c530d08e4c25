//! One walker over a document: every object once, with its place.
//!
//! ```
//! use openapi_model::OpenApi;
//! use openapi_model::walk::{Node, Place, Visitor, walk};
//!
//! struct Statuses(Vec<String>);
//!
//! impl<'a> Visitor<'a> for Statuses {
//!     fn enter(&mut self, node: Node<'a>, place: &Place<'_>) {
//!         if let Node::Response(_) = node {
//!             self.0.push(place.pointer());
//!         }
//!     }
//! }
//!
//! let text = r#"{"openapi":"3.1.0","info":{"title":"t","version":"1"},
//!     "paths":{"/a":{"get":{"responses":{"200":{"description":"d"}}}}}}"#;
//! let mut statuses = Statuses(Vec::new());
//! walk(&OpenApi::from_json(text)?, &mut statuses);
//! assert_eq!(statuses.0, ["/paths/~1a/get/responses/200"]);
//! # Ok::<(), openapi_model::ReadError>(())
//! ```

use alloc::format;
use alloc::string::String;

use crate::{
    Callback, Components, Contact, Encoding, Example, ExternalDocumentation, Header, Info, License, Link, Map,
    MediaType, OAuthFlow, OAuthFlows, OpenApi, Operation, Parameter, PathItem, Paths, RefOr, Reference, RequestBody,
    Response, Responses, Schema, SecurityRequirement, SecurityScheme, Server, ServerVariable, StatusKey, Tag, Text,
    Value,
};

#[cfg(feature = "version")]
pub(crate) use change::{NodeMut, VisitorMut, walk_mut};

/// Where an object stands: a chain up to the document, made into a JSON Pointer only when asked.
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    parent: Option<&'p Place<'p>>,
    segment: Segment<'p>,
}

#[derive(Clone, Copy, Debug)]
enum Segment<'p> {
    Document,
    Name(&'p str),
    Index(usize),
    Status(StatusKey),
}

impl<'p> Place<'p> {
    /// The document itself.
    pub(crate) const DOCUMENT: Place<'static> = Place { parent: None, segment: Segment::Document };

    /// A member of what stands here.
    pub fn member<'q>(&'q self, name: &'q str) -> Place<'q> {
        Place { parent: Some(self), segment: Segment::Name(name) }
    }

    /// An item of what stands here.
    pub fn item(&self, index: usize) -> Place<'_> {
        Place { parent: Some(self), segment: Segment::Index(index) }
    }

    fn status(&self, key: StatusKey) -> Place<'_> {
        Place { parent: Some(self), segment: Segment::Status(key) }
    }

    /// What holds this; `None` for the document.
    pub fn parent(&self) -> Option<&'p Place<'p>> {
        self.parent
    }

    /// The name of the member this is, if it is one and not a status key.
    pub fn name(&self) -> Option<&'p str> {
        match self.segment {
            Segment::Name(name) => Some(name),
            _ => None,
        }
    }

    /// How many steps it is from the document.
    pub fn depth(&self) -> usize {
        self.parent.map_or(0, |parent| parent.depth() + 1)
    }

    /// The JSON Pointer (RFC 6901).
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.write(&mut pointer);
        pointer
    }

    fn write(&self, pointer: &mut String) {
        if let Some(parent) = self.parent {
            parent.write(pointer);
        }
        match self.segment {
            Segment::Document => {}
            Segment::Name(name) => crate::pointer::push(pointer, name),
            Segment::Index(index) => crate::pointer::push(pointer, &format!("{index}")),
            Segment::Status(key) => key.with_text(|text| crate::pointer::push(pointer, text)),
        }
    }
}

/// The sort of object that a place holds or a reference must lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the names are those of the specification's objects")]
pub enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Tag,
    ExternalDocumentation,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Example,
    Header,
    Link,
    Responses,
    Response,
    Callback,
    Components,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
    Schema,
}

impl Kind {
    /// With its article, for a sentence: `a Response Object`.
    pub const fn what(self) -> &'static str {
        match self {
            Kind::OpenApi => "an OpenAPI Object",
            Kind::Info => "an Info Object",
            Kind::Contact => "a Contact Object",
            Kind::License => "a License Object",
            Kind::Server => "a Server Object",
            Kind::ServerVariable => "a Server Variable Object",
            Kind::Tag => "a Tag Object",
            Kind::ExternalDocumentation => "an External Documentation Object",
            Kind::Paths => "a Paths Object",
            Kind::PathItem => "a Path Item Object",
            Kind::Operation => "an Operation Object",
            Kind::Parameter => "a Parameter Object",
            Kind::RequestBody => "a Request Body Object",
            Kind::MediaType => "a Media Type Object",
            Kind::Encoding => "an Encoding Object",
            Kind::Example => "an Example Object",
            Kind::Header => "a Header Object",
            Kind::Link => "a Link Object",
            Kind::Responses => "a Responses Object",
            Kind::Response => "a Response Object",
            Kind::Callback => "a Callback Object",
            Kind::Components => "a Components Object",
            Kind::SecurityScheme => "a Security Scheme Object",
            Kind::OAuthFlows => "an OAuth Flows Object",
            Kind::OAuthFlow => "an OAuth Flow Object",
            Kind::SecurityRequirement => "a Security Requirement Object",
            Kind::Schema => "a Schema Object",
        }
    }
}

macro_rules! nodes {
    ($($kind:ident)*) => {
        /// An object of a document.
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "the names are those of the specification's objects")]
        pub enum Node<'a> {
            $($kind(&'a $kind),)*
            /// A schema, at any depth.
            Schema(&'a Value),
            /// A reference where an object of this kind could stand.
            Reference(&'a Reference, Kind),
        }

        impl Node<'_> {
            /// What it is, or for a reference, what it must lead to.
            pub const fn kind(&self) -> Kind {
                match self {
                    $(Node::$kind(_) => Kind::$kind,)*
                    Node::Schema(_) => Kind::Schema,
                    Node::Reference(_, kind) => *kind,
                }
            }
        }
    };
}

/// Hands every object that is neither a schema nor a reference to a macro.
macro_rules! objects {
    ($of:ident) => {
        $of! {
            OpenApi Info Contact License Server ServerVariable Tag ExternalDocumentation Paths PathItem Operation
            Parameter RequestBody MediaType Encoding Example Header Link Responses Response Callback Components
            SecurityScheme OAuthFlows OAuthFlow SecurityRequirement
        }
    };
}

objects!(nodes);

/// What is done with each object.
pub trait Visitor<'a> {
    /// Called with an object before all that is in it.
    fn enter(&mut self, node: Node<'a>, place: &Place<'_>);

    /// Called with an object after all that is in it.
    fn leave(&mut self, node: Node<'a>, place: &Place<'_>) {
        let _ = (node, place);
    }

    /// Whether to go on into the object that was just entered.
    fn wants_inside(&mut self, place: &Place<'_>) -> bool {
        let _ = place;
        true
    }
}

/// Visits every object of a document, schemas at every depth included, in the order of the model's fields.
pub fn walk<'a, V: Visitor<'a>>(document: &'a OpenApi, visitor: &mut V) {
    // One walker for all visitors, which is compiled once.
    let visitor: &mut dyn Visitor<'a> = visitor;
    read::OpenApi(document, &Place::DOCUMENT, visitor);
}

macro_rules! read_reference {
    ($reference:ident, $kind:ident, $place:ident, $to:ident) => {{
        $to.enter(Node::Reference($reference, Kind::$kind), $place);
        $to.leave(Node::Reference($reference, Kind::$kind), $place);
    }};
}

macro_rules! read_schema {
    ($schema:ident, $place:ident, $to:ident) => {
        schema_value($schema.as_value(), $place, $to)
    };
}

/// The walker, once for reading and once for changing: `$m` is nothing or `mut`.
macro_rules! walker {
    ($module:ident, [$($visitor:tt)*], $node:ident, $schema:ident, $reference:ident, [$($m:tt)?]) => {
        #[allow(non_snake_case, reason = "one function per object, named like it")]
        #[allow(clippy::needless_lifetimes, reason = "one of the two visitors needs them")]
        mod $module {
            use super::*;

            fn each<'a, T: 'a, V: $($visitor)* + ?Sized>(
                items: impl IntoIterator<Item = &'a $($m)? T>,
                place: &Place<'_>,
                to: &mut V,
                visit: impl Fn(&'a $($m)? T, &Place<'_>, &mut V),
            ) {
                for (index, item) in items.into_iter().enumerate() {
                    visit(item, &place.item(index), to);
                }
            }

            fn every<'a, T: 'a, V: $($visitor)* + ?Sized>(
                members: impl IntoIterator<Item = (&'a Text, &'a $($m)? T)>,
                place: &Place<'_>,
                to: &mut V,
                visit: impl Fn(&'a $($m)? T, &Place<'_>, &mut V),
            ) {
                for (name, member) in members {
                    visit(member, &place.member(name), to);
                }
            }

            fn Schema<'a, V: $($visitor)* + ?Sized>(it: &'a $($m)? super::Schema, at: &Place<'_>, to: &mut V) {
                $schema!(it, at, to);
            }

            macro_rules! object {
                ($name:ident, |$it:ident, $at:ident, $to:ident| $children:block) => {
                    pub(super) fn $name<'a, V: $($visitor)* + ?Sized>(
                        $it: &'a $($m)? super::$name,
                        $at: &Place<'_>,
                        $to: &mut V,
                    ) {
                        $to.enter($node::$name(&$($m)? *$it), $at);
                        if $to.wants_inside($at) $children
                        $to.leave($node::$name($it), $at);
                    }
                };
            }

            macro_rules! leaf {
                ($name:ident) => {
                    object!($name, |it, at, to| {});
                };
            }

            macro_rules! or_reference {
                ($name:ident, $kind:ident) => {
                    fn $name<'a, V: $($visitor)* + ?Sized>(it: &'a $($m)? RefOr<super::$kind>, at: &Place<'_>, to: &mut V) {
                        match it {
                            RefOr::Ref(reference) => $reference!(reference, $kind, at, to),
                            RefOr::Item(item) => $kind(item, at, to),
                        }
                    }
                };
            }

            or_reference!(ResponseOr, Response);
            or_reference!(ParameterOr, Parameter);
            or_reference!(ExampleOr, Example);
            or_reference!(RequestBodyOr, RequestBody);
            or_reference!(HeaderOr, Header);
            or_reference!(SecuritySchemeOr, SecurityScheme);
            or_reference!(LinkOr, Link);
            or_reference!(CallbackOr, Callback);
            or_reference!(MediaTypeOr, MediaType);

            /// `member!(it.field, "name", Object)`: what is in a field, by the sort of field it is.
            macro_rules! one {
                ($it:ident.$field:ident, $name:literal, $visit:ident, $at:ident, $to:ident) => {
                    if let Some(member) = &$($m)? $it.$field {
                        $visit(member, &$at.member($name), $to);
                    }
                };
            }
            macro_rules! list {
                ($it:ident.$field:ident, $name:literal, $visit:ident, $at:ident, $to:ident) => {
                    each(&$($m)? $it.$field, &$at.member($name), $to, $visit)
                };
            }
            macro_rules! map {
                ($it:ident.$field:ident, $name:literal, $visit:ident, $at:ident, $to:ident) => {
                    every(&$($m)? $it.$field, &$at.member($name), $to, $visit)
                };
            }

            object!(OpenApi, |it, at, to| {
                Info(&$($m)? it.info, &at.member("info"), to);
                list!(it.servers, "servers", Server, at, to);
                one!(it.paths, "paths", Paths, at, to);
                map!(it.webhooks, "webhooks", PathItem, at, to);
                Components(&$($m)? it.components, &at.member("components"), to);
                if let Some(security) = &$($m)? it.security {
                    each(security, &at.member("security"), to, SecurityRequirement);
                }
                list!(it.tags, "tags", Tag, at, to);
                one!(it.external_docs, "externalDocs", ExternalDocumentation, at, to);
            });

            object!(Info, |it, at, to| {
                one!(it.contact, "contact", Contact, at, to);
                one!(it.license, "license", License, at, to);
            });

            leaf!(Contact);
            leaf!(License);
            leaf!(ServerVariable);
            leaf!(ExternalDocumentation);
            leaf!(Example);
            leaf!(OAuthFlow);
            leaf!(SecurityRequirement);

            object!(Server, |it, at, to| {
                map!(it.variables, "variables", ServerVariable, at, to);
            });

            object!(Tag, |it, at, to| {
                one!(it.external_docs, "externalDocs", ExternalDocumentation, at, to);
            });

            object!(Components, |it, at, to| {
                map!(it.schemas, "schemas", Schema, at, to);
                map!(it.responses, "responses", ResponseOr, at, to);
                map!(it.parameters, "parameters", ParameterOr, at, to);
                map!(it.examples, "examples", ExampleOr, at, to);
                map!(it.request_bodies, "requestBodies", RequestBodyOr, at, to);
                map!(it.headers, "headers", HeaderOr, at, to);
                map!(it.security_schemes, "securitySchemes", SecuritySchemeOr, at, to);
                map!(it.links, "links", LinkOr, at, to);
                map!(it.callbacks, "callbacks", CallbackOr, at, to);
                map!(it.path_items, "pathItems", PathItem, at, to);
                map!(it.media_types, "mediaTypes", MediaTypeOr, at, to);
            });

            object!(Paths, |it, at, to| {
                every(&$($m)? it.items, at, to, PathItem);
            });

            object!(Callback, |it, at, to| {
                every(&$($m)? it.expressions, at, to, PathItem);
            });

            object!(PathItem, |it, at, to| {
                one!(it.get, "get", Operation, at, to);
                one!(it.put, "put", Operation, at, to);
                one!(it.post, "post", Operation, at, to);
                one!(it.delete, "delete", Operation, at, to);
                one!(it.options, "options", Operation, at, to);
                one!(it.head, "head", Operation, at, to);
                one!(it.patch, "patch", Operation, at, to);
                one!(it.trace, "trace", Operation, at, to);
                one!(it.query, "query", Operation, at, to);
                map!(it.additional_operations, "additionalOperations", Operation, at, to);
                list!(it.servers, "servers", Server, at, to);
                list!(it.parameters, "parameters", ParameterOr, at, to);
            });

            object!(Operation, |it, at, to| {
                one!(it.external_docs, "externalDocs", ExternalDocumentation, at, to);
                list!(it.parameters, "parameters", ParameterOr, at, to);
                one!(it.request_body, "requestBody", RequestBodyOr, at, to);
                Responses(&$($m)? it.responses, &at.member("responses"), to);
                map!(it.callbacks, "callbacks", CallbackOr, at, to);
                if let Some(security) = &$($m)? it.security {
                    each(security, &at.member("security"), to, SecurityRequirement);
                }
                list!(it.servers, "servers", Server, at, to);
            });

            object!(Parameter, |it, at, to| {
                one!(it.schema, "schema", Schema, at, to);
                map!(it.examples, "examples", ExampleOr, at, to);
                map!(it.content, "content", MediaTypeOr, at, to);
            });

            object!(Header, |it, at, to| {
                one!(it.schema, "schema", Schema, at, to);
                map!(it.examples, "examples", ExampleOr, at, to);
                map!(it.content, "content", MediaTypeOr, at, to);
            });

            object!(RequestBody, |it, at, to| {
                map!(it.content, "content", MediaTypeOr, at, to);
            });

            object!(MediaType, |it, at, to| {
                one!(it.schema, "schema", Schema, at, to);
                one!(it.item_schema, "itemSchema", Schema, at, to);
                map!(it.examples, "examples", ExampleOr, at, to);
                map!(it.encoding, "encoding", Encoding, at, to);
                list!(it.prefix_encoding, "prefixEncoding", Encoding, at, to);
                one!(it.item_encoding, "itemEncoding", Encoding, at, to);
            });

            object!(Encoding, |it, at, to| {
                map!(it.headers, "headers", HeaderOr, at, to);
                map!(it.encoding, "encoding", Encoding, at, to);
                list!(it.prefix_encoding, "prefixEncoding", Encoding, at, to);
                one!(it.item_encoding, "itemEncoding", Encoding, at, to);
            });

            object!(Responses, |it, at, to| {
                for (key, response) in &$($m)? it.by_status {
                    ResponseOr(response, &at.status(*key), to);
                }
            });

            object!(Response, |it, at, to| {
                map!(it.headers, "headers", HeaderOr, at, to);
                map!(it.content, "content", MediaTypeOr, at, to);
                map!(it.links, "links", LinkOr, at, to);
            });

            object!(Link, |it, at, to| {
                one!(it.server, "server", Server, at, to);
            });

            object!(SecurityScheme, |it, at, to| {
                one!(it.flows, "flows", OAuthFlows, at, to);
            });

            object!(OAuthFlows, |it, at, to| {
                one!(it.implicit, "implicit", OAuthFlow, at, to);
                one!(it.password, "password", OAuthFlow, at, to);
                one!(it.client_credentials, "clientCredentials", OAuthFlow, at, to);
                one!(it.authorization_code, "authorizationCode", OAuthFlow, at, to);
                one!(it.device_authorization, "deviceAuthorization", OAuthFlow, at, to);
            });
        }
    };
}

walker!(read, [Visitor<'a>], Node, read_schema, read_reference, []);

// After the macros that it is made by.
#[cfg(feature = "version")]
mod change;

/// Where a keyword of a schema holds further schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subschemas {
    /// It is one.
    One,
    /// It is an array of them.
    Array,
    /// It is an object of them by name.
    Map,
}

/// Which keywords hold schemas, over the dialects of OAS 3.0 to 3.2.
pub(crate) fn subschemas(keyword: &str) -> Option<Subschemas> {
    match keyword {
        "items"
        | "not"
        | "additionalProperties"
        | "contains"
        | "propertyNames"
        | "if"
        | "then"
        | "else"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "contentSchema" => Some(Subschemas::One),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Some(Subschemas::Array),
        "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions" => Some(Subschemas::Map),
        _ => None,
    }
}

fn schema_value<'a, V: Visitor<'a> + ?Sized>(schema: &'a Value, place: &Place<'_>, to: &mut V) {
    to.enter(Node::Schema(schema), place);
    if to.wants_inside(place) {
        for (keyword, value) in schema.as_object().into_iter().flat_map(Map::iter) {
            let place = place.member(keyword);
            match (subschemas(keyword), value) {
                (Some(Subschemas::One), value) => schema_value(value, &place, to),
                (Some(Subschemas::Array), Value::Array(items)) => {
                    for (index, item) in items.iter().enumerate() {
                        schema_value(item, &place.item(index), to);
                    }
                }
                (Some(Subschemas::Map), Value::Object(members)) => {
                    for (name, member) in members {
                        schema_value(member, &place.member(name), to);
                    }
                }
                _ => {}
            }
        }
    }
    to.leave(Node::Schema(schema), place);
}
