//! The Schema Object: JSON, an object or a boolean, and nothing more.

use crate::codec::object::{deserialize_through_value, fixed_fields};
use crate::codec::part::{Shape, part};
use crate::codec::read::{FromValue, ReadError};
use crate::{Extensions, Map, Reference, Text, Value};
use serde::ser::{Serialize, Serializer};

/// A JSON Schema: an object, or (since OAS 3.1) a boolean.
///
/// It is kept as JSON because the dialect is the document's choice.
///
/// OAS 3.2 [Schema Object](https://spec.openapis.org/oas/v3.2.0#schema-object).
///
/// ```
/// # use openapi_model::Schema;
/// let schema = Schema::reference("Message");
/// assert_eq!(schema.get("$ref").and_then(|it| it.as_str()), Some("#/components/schemas/Message"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Schema(Value);

impl Schema {
    /// A schema of these keywords.
    pub fn new(keywords: Map<Text, Value>) -> Self {
        Self(Value::Object(keywords))
    }

    /// `{"$ref": "#/components/schemas/NAME"}`
    pub fn reference(name: &str) -> Self {
        let target = Reference::component("schemas", name).target;
        Self::new(Map::from([("$ref", Value::String(target))]))
    }

    /// The value of a keyword.
    pub fn get(&self, keyword: &str) -> Option<&Value> {
        self.0.get(keyword)
    }

    /// The keywords, unless the schema is a boolean.
    pub fn keywords(&self) -> Option<&Map<Text, Value>> {
        self.0.as_object()
    }

    /// The keywords, to be changed, unless the schema is a boolean.
    pub fn keywords_mut(&mut self) -> Option<&mut Map<Text, Value>> {
        self.0.as_object_mut()
    }

    /// The schema as JSON.
    pub fn as_value(&self) -> &Value {
        &self.0
    }

    #[cfg(feature = "version")]
    pub(crate) fn value_mut(&mut self) -> &mut Value {
        &mut self.0
    }

    /// The schema's JSON.
    pub fn into_value(self) -> Value {
        self.0
    }

    /// The `discriminator` keyword.
    ///
    /// # Errors
    /// What does not fit the Discriminator Object.
    pub fn discriminator(&self) -> Option<Result<Discriminator, ReadError>> {
        self.get("discriminator").map(|value| Discriminator::from_value(value.clone()))
    }

    /// The `xml` keyword.
    ///
    /// # Errors
    /// What does not fit the XML Object.
    pub fn xml(&self) -> Option<Result<Xml, ReadError>> {
        self.get("xml").map(|value| Xml::from_value(value.clone()))
    }
}

/// The schema that accepts everything: `{}`.
impl Default for Schema {
    fn default() -> Self {
        Self(Value::Object(Map::new()))
    }
}

impl From<bool> for Schema {
    fn from(accepts: bool) -> Self {
        Self(Value::Bool(accepts))
    }
}

impl From<Map<Text, Value>> for Schema {
    fn from(keywords: Map<Text, Value>) -> Self {
        Self::new(keywords)
    }
}

impl TryFrom<serde_json::Value> for Schema {
    type Error = ReadError;

    fn try_from(value: serde_json::Value) -> Result<Self, ReadError> {
        Self::from_value(value.into())
    }
}

part! {
    [] Schema, Self(Value::Null),
        |it, source| {
            source.read_any(&mut it.0)?;
            match &it.0 {
                Value::Object(_) | Value::Bool(_) => Ok(()),
                other => Err(source.mismatch("a schema (an object or a boolean)", other)),
            }
        },
        |it, to| to(Shape::Value(&it.0)),
        |it, tokens| {
            let mut tokens = tokens.peekable();
            if tokens.peek().is_none() { Some(it) } else { it.0.lead(&mut tokens) }
        };
}

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

deserialize_through_value!(Schema);

/// Tells which of several schemas a value is meant for, by one of its properties.
///
/// OAS 3.2 [Discriminator Object](https://spec.openapis.org/oas/v3.2.0#discriminator-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Discriminator {
    /// The property that decides.
    pub property_name: Text,
    /// From the property's value to a schema's name or URI.
    pub mapping: Map<Text, Text>,
    /// The schema for values that `mapping` does not name. Since OAS 3.2.
    pub default_mapping: Option<Text>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(Discriminator, "a Discriminator Object", {
    "propertyName" => property_name,
    "mapping" => mapping,
    "defaultMapping" => default_mapping,
});

/// How a schema is written as XML.
///
/// OAS 3.2 [XML Object](https://spec.openapis.org/oas/v3.2.0#xml-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Xml {
    /// `element`, `attribute`, `text`, `cdata` or `none`. Since OAS 3.2.
    pub node_type: Option<Text>,
    /// The name of the element or attribute.
    pub name: Option<Text>,
    /// The URI of its namespace.
    pub namespace: Option<Text>,
    /// The prefix for its name.
    pub prefix: Option<Text>,
    /// Whether it is an attribute. Deprecated in OAS 3.2 for `node_type`.
    pub attribute: bool,
    /// Whether an array has an element around it. Deprecated in OAS 3.2 for `node_type`.
    pub wrapped: bool,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(Xml, "an XML Object", {
    "nodeType" => node_type,
    "name" => name,
    "namespace" => namespace,
    "prefix" => prefix,
    "attribute" => attribute,
    "wrapped" => wrapped,
});
