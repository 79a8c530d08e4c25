//! What a model looks like, said so that every generator can be told it: its properties and their kinds.

use serde_json::{Map, Value, json};

/// What a property holds.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_enums, reason = "every generator says each of them")]
pub enum Kind {
    /// A text.
    String,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A truth value.
    Boolean,
    /// An object of which nothing is said.
    Object,
    /// Anything.
    Any,
    /// Another model, by its name.
    Component(&'static str),
    /// Several.
    List(Box<Kind>),
    /// Several, each under a text.
    Map(Box<Kind>),
    /// One or none.
    Nullable(Box<Kind>),
}

/// A property of a model.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs, reason = "every generator says all of it")]
pub struct Property {
    /// `unit_price`
    pub name: &'static str,
    /// `Unit Price`
    pub title: &'static str,
    /// In a sentence, if there is one.
    pub description: Option<&'static str>,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be given.
    pub required: bool,
}

/// A model.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs, reason = "every generator says all of it")]
pub struct Shape {
    /// The name of its component.
    pub name: &'static str,
    /// What it consists of.
    pub content: Content,
}

/// What a model consists of.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_enums, reason = "every generator says each of them")]
pub enum Content {
    /// An object.
    Properties(Vec<Property>),
    /// One of some words.
    Words(&'static [&'static str]),
}

/// How a version of OpenAPI writes a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "there are two ways")]
pub enum Dialect {
    /// `nullable: true`
    V3_0,
    /// `anyOf: [.., {"type": "null"}]`
    V3_1,
}

impl Kind {
    /// The models that it names.
    pub fn components(&self) -> Option<&'static str> {
        match self {
            Kind::Component(name) => Some(name),
            Kind::List(item) | Kind::Map(item) | Kind::Nullable(item) => item.components(),
            _ => None,
        }
    }

    /// Its JSON Schema. `references` is what stands before the name of a model.
    pub fn schema(&self, dialect: Dialect, references: &str) -> Value {
        match self {
            Kind::String => json!({ "type": "string" }),
            Kind::Integer => json!({ "type": "integer" }),
            Kind::Number => json!({ "type": "number" }),
            Kind::Boolean => json!({ "type": "boolean" }),
            Kind::Object => json!({ "type": "object" }),
            Kind::Any => json!({}),
            Kind::Component(name) => json!({ "$ref": format!("{references}{name}") }),
            Kind::List(item) => json!({ "type": "array", "items": item.schema(dialect, references) }),
            Kind::Map(item) => json!({ "type": "object", "additionalProperties": item.schema(dialect, references) }),
            Kind::Nullable(item) => {
                let mut item_schema = item.schema(dialect, references);
                match (dialect, item.as_ref()) {
                    (Dialect::V3_1, _) => json!({ "anyOf": [item_schema, { "type": "null" }] }),
                    (Dialect::V3_0, Kind::Component(_)) => json!({ "allOf": [item_schema], "nullable": true }),
                    (Dialect::V3_0, _) => {
                        item_schema["nullable"] = true.into();
                        item_schema
                    }
                }
            }
        }
    }
}

impl Property {
    /// Its JSON Schema, with title and description.
    pub fn schema(&self, dialect: Dialect, references: &str) -> Value {
        let mut schema = self.kind.schema(dialect, references);
        if let (Value::Object(members), false) = (&mut schema, matches!(self.kind, Kind::Component(_))) {
            members.insert("title".into(), self.title.into());
            if let Some(description) = self.description {
                members.insert("description".into(), description.into());
            }
        }
        schema
    }
}

impl Shape {
    /// Its JSON Schema.
    pub fn schema(&self, dialect: Dialect, references: &str) -> Value {
        match &self.content {
            Content::Words(words) => json!({ "type": "string", "enum": words, "title": self.name }),
            Content::Properties(properties) => {
                let schemas: Map<String, Value> = properties
                    .iter()
                    .map(|property| (property.name.to_owned(), property.schema(dialect, references)))
                    .collect();
                let required: Vec<&str> =
                    properties.iter().filter(|property| property.required).map(|property| property.name).collect();
                let mut schema = json!({ "properties": schemas, "type": "object", "title": self.name });
                if !required.is_empty() {
                    schema["required"] = json!(required);
                }
                schema
            }
        }
    }

    /// The models that it names.
    pub fn components(&self) -> impl Iterator<Item = &'static str> {
        let properties: &[Property] = match &self.content {
            Content::Properties(properties) => properties,
            Content::Words(_) => &[],
        };
        properties.iter().filter_map(|property| property.kind.components())
    }
}

/// `unit_price` → `Unit Price`, as Python's `str.title` has it after the underscores.
#[must_use]
pub fn title(name: &str) -> String {
    let word = |word: &str| {
        let mut characters = word.chars();
        characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
    };
    name.split(['_', '-']).map(word).collect::<Vec<_>>().join(" ")
}
