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

use core::any::Any;

use crate::codec::part::Part;
use crate::codec::visit::Visit;
use crate::{
    Callback, Components, Contact, Encoding, Example, ExternalDocumentation, Header, Info, License, Link, MAX_DEPTH,
    Map, MediaType, OAuthFlow, OAuthFlows, OpenApi, Operation, Parameter, PathItem, Paths, Reference, RequestBody,
    Response, Responses, Schema, SecurityRequirement, SecurityScheme, Server, ServerVariable, Tag, Value,
};

#[cfg(feature = "version")]
pub(crate) use change::{NodeMut, VisitorMut, walk_mut};

pub use crate::codec::visit::Place;
pub use crate::objects::kind::Kind;

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

        impl<'a> Node<'a> {
            /// Returns what it is, or for a reference, what it must lead to.
            pub const fn kind(&self) -> Kind {
                match self {
                    $(Node::$kind(_) => Kind::$kind,)*
                    Node::Schema(_) => Kind::Schema,
                    Node::Reference(_, kind) => *kind,
                }
            }

            fn of(kind: Kind, object: &'a dyn Any) -> Option<Self> {
                match kind {
                    $(Kind::$kind => object.downcast_ref().map(Node::$kind),)*
                    Kind::Schema | Kind::Reference | Kind::Discriminator | Kind::Xml => None,
                }
            }
        }
    };
}

/// Hands every object that is neither a schema nor a reference to a macro. The compiler names a [`Kind`] that is missing.
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

    /// Returns whether to go on into the object that was just entered.
    fn wants_inside(&mut self, place: &Place<'_>) -> bool {
        let _ = place;
        true
    }
}

/// Visits every object of a document, schemas at every depth included, in the order of the model's fields.
///
/// What lenient reading kept in the place of an object is passed over. So is, in a document that a program made, what is
/// nested deeper than what is read can be, [`MAX_DEPTH`].
pub fn walk<'a, V: Visitor<'a>>(document: &'a OpenApi, visitor: &mut V) {
    document.visit(&Place::DOCUMENT, &mut Typed(visitor));
}

/// Turns objects into [`Node`]s.
struct Typed<'v, 'a>(&'v mut dyn Visitor<'a>);

impl<'a> Visit<'a> for Typed<'_, 'a> {
    fn enter(&mut self, kind: Kind, object: &'a dyn Any, place: &Place<'_>) -> bool {
        match (Node::of(kind, object), object.downcast_ref::<Schema>()) {
            (Some(node), _) => {
                self.0.enter(node, place);
                self.0.wants_inside(place)
            }
            (None, Some(schema)) => {
                schema_value(schema.as_value(), place, self.0);
                false
            }
            (None, None) => true,
        }
    }

    fn leave(&mut self, kind: Kind, object: &'a dyn Any, place: &Place<'_>) {
        if let Some(node) = Node::of(kind, object) {
            self.0.leave(node, place);
        }
    }

    fn reference(&mut self, kind: Kind, reference: &'a dyn Any, place: &Place<'_>) {
        if let Some(reference) = reference.downcast_ref() {
            self.0.enter(Node::Reference(reference, kind), place);
            self.0.leave(Node::Reference(reference, kind), place);
        }
    }
}

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

fn schema_value<'a>(schema: &'a Value, place: &Place<'_>, to: &mut dyn Visitor<'a>) {
    if place.depth() > MAX_DEPTH || !matches!(schema, Value::Object(_) | Value::Bool(_)) {
        return;
    }
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
