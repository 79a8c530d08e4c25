//! The Schema Object: JSON, an object or a boolean, and nothing more.

use core::any::Any;

use crate::codec::object::object;
use crate::codec::part::{Part, Tokens, serialize};
use crate::codec::read::deserialize;
use crate::codec::source::{Mismatch, Source};
use crate::codec::view::{JsonView, Show};
use crate::codec::visit::{Place, Visit, VisitMut};
use crate::objects::kind::Kind;
use crate::{FromValue, Map, ReadError, Reference, Text, Value};

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

impl Part for Schema {
    const KIND: Option<Kind> = Some(Kind::Schema);
    const KEEPS: bool = true;

    fn empty() -> Self {
        Self(Value::Null)
    }

    fn read(&mut self, source: &mut Source<'_>) -> Result<(), Mismatch> {
        match source.value()? {
            fits @ (Value::Object(_) | Value::Bool(_)) => self.0 = fits,
            other => {
                let mismatch = source.mismatch("a schema (an object or a boolean)", other);
                if !source.is_lenient() {
                    return Err(mismatch);
                }
                self.0 = source.value()?;
            }
        }
        Ok(())
    }

    fn keep(&mut self, value: Value) {
        self.0 = value;
    }

    fn show(&self, to: Show<'_>) {
        to(JsonView::Value(&self.0));
    }

    fn at_pointer(&self, tokens: Tokens<'_>) -> Option<&dyn Any> {
        let mut tokens = tokens.peekable();
        if tokens.peek().is_none() { Some(self) } else { self.0.at_pointer(&mut tokens) }
    }

    fn visit<'a>(&'a self, place: &Place<'_>, to: &mut dyn Visit<'a>) {
        to.enter(Kind::Schema, self, place);
        to.leave(Kind::Schema, self, place);
    }

    fn visit_mut(&mut self, place: &Place<'_>, to: &mut dyn VisitMut) {
        to.enter(Kind::Schema, self, place);
        to.leave(Kind::Schema, self, place);
    }
}

serialize!(Schema);
deserialize!(Schema);

object! {
    /// Tells which of several schemas a value is meant for, by one of its properties.
    ///
    /// OAS 3.2 [Discriminator Object](https://spec.openapis.org/oas/v3.2.0#discriminator-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Discriminator {
        /// The property that decides.
        "propertyName" => pub property_name: Text, with_property_name(Text);
        /// From the property's value to a schema's name or URI.
        "mapping" => pub mapping: Map<Text, Text>, with_mapping(Text => Text);
        /// The schema for values that `mapping` does not name. Since OAS 3.2.
        "defaultMapping" => pub default_mapping: Option<Text>, with_default_mapping(Text);
    }
}

object! {
    /// How a schema is written as XML.
    ///
    /// OAS 3.2 [XML Object](https://spec.openapis.org/oas/v3.2.0#xml-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Xml {
        /// `element`, `attribute`, `text`, `cdata` or `none`. Since OAS 3.2.
        "nodeType" => pub node_type: Option<Text>, with_node_type(Text);
        /// The name of the element or attribute.
        "name" => pub name: Option<Text>, with_name(Text);
        /// The URI of its namespace.
        "namespace" => pub namespace: Option<Text>, with_namespace(Text);
        /// The prefix for its name.
        "prefix" => pub prefix: Option<Text>, with_prefix(Text);
        /// Whether it is an attribute. Deprecated in OAS 3.2 for `node_type`.
        "attribute" => pub attribute: bool, with_attribute(bool);
        /// Whether an array has an element around it. Deprecated in OAS 3.2 for `node_type`.
        "wrapped" => pub wrapped: bool, with_wrapped(bool);
    }
}
