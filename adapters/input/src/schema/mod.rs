//! A type's schema, compiled once: what a value must be, as a graph of nodes.

mod checks;
mod compile;
mod keywords;
mod labels;
mod of_type;

use regex::Regex;
use serde_json::Value;

pub(crate) use keywords::SEPARATE;
pub(crate) use of_type::{of, of_schema};

use crate::kinds::decimal::DecimalRules;

/// The index of a node in its schema.
pub(crate) type NodeId = usize;

/// A compiled schema.
#[derive(Debug)]
pub(crate) struct Schema {
    nodes: Vec<Node>,
    pub(crate) root: NodeId,
    /// Patterns that the crate `regex` cannot compile.
    pub(crate) unsupported: Vec<String>,
}

impl Schema {
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        // An index comes from the schema itself; a node that is not there accepts nothing.
        static NOTHING: Node =
            Node { kind: Kind::Never, rules: Vec::new(), label: String::new(), strict: true, needs_check: true };
        self.nodes.get(id).unwrap_or(&NOTHING)
    }

    /// Whether anything must be checked that the type does not check while serde reads it.
    pub(crate) fn needs_check(&self) -> bool {
        self.node(self.root).needs_check
    }

    /// The node behind `null`.
    pub(crate) fn without_null(&self, mut id: NodeId) -> &Node {
        // A type that holds nothing but itself has no end.
        for _ in 0..self.nodes.len() {
            match &self.node(id).kind {
                Kind::Nullable(inner) => id = *inner,
                Kind::All(parts) if parts.len() == 1 => id = parts[0],
                _ => break,
            }
        }
        self.node(id)
    }

    /// The object that the root is.
    pub(crate) fn object(&self) -> Option<&Object> {
        match &self.without_null(self.root).kind {
            Kind::Object(object) => Some(object),
            Kind::All(parts) => parts.iter().find_map(|part| match &self.without_null(*part).kind {
                Kind::Object(object) => Some(object),
                _ => None,
            }),
            _ => None,
        }
    }
}

/// What a value must be.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    /// What must hold besides.
    pub(crate) rules: Vec<Rule>,
    /// What pydantic calls it where it is a branch of a union.
    pub(crate) label: String,
    /// Whether it, and what is within it, is read strictly even where other input is not.
    pub(crate) strict: bool,
    /// Whether it, or what is within it, needs more than the type's own reading.
    pub(crate) needs_check: bool,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Any,
    Never,
    Null,
    Bool,
    Integer(Integer),
    Number(Number),
    Decimal(DecimalRules),
    Text(Text),
    Choice(Choice),
    Uuid,
    Url(Url),
    Email,
    Base64,
    Date,
    Time(Offset),
    DateTime(Offset),
    Duration(DurationBounds),
    List(List),
    Tuple {
        items: Vec<NodeId>,
        least: usize,
        rest: Option<NodeId>,
    },
    Map(Map),
    Object(Object),
    Nullable(NodeId),
    /// The branch that fits best.
    Union(Vec<NodeId>),
    /// The branch that a member names.
    Tagged {
        tag: String,
        branches: Vec<(String, NodeId)>,
    },
    /// A text that is one of `units`, or an object with one member, which names its branch.
    Variants {
        units: Option<Choice>,
        branches: Vec<(String, NodeId)>,
    },
    /// Everything at once.
    All(Vec<NodeId>),
}

/// What must hold of a value besides its kind. JSON Schema has these, and pydantic does not.
#[derive(Debug)]
pub(crate) enum Rule {
    Not(NodeId),
    Condition { when: NodeId, then: Option<NodeId>, otherwise: Option<NodeId> },
    Contains { item: NodeId, least: u64, most: Option<u64> },
    DependentRequired(String, Vec<String>),
    DependentSchema(String, NodeId),
    UniqueItems,
    Members { least: u64, most: Option<u64> },
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Integer {
    pub(crate) at_least: Option<i128>,
    pub(crate) above: Option<i128>,
    pub(crate) at_most: Option<i128>,
    pub(crate) below: Option<i128>,
    pub(crate) step: Option<i128>,
    /// Whether the bounds are those of the Rust type alone.
    pub(crate) only_its_type: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Number {
    pub(crate) at_least: Option<f64>,
    pub(crate) above: Option<f64>,
    pub(crate) at_most: Option<f64>,
    pub(crate) below: Option<f64>,
    pub(crate) step: Option<f64>,
    /// Whether a text such as `inf` is held against the bounds before it is refused.
    pub(crate) infinite: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Text {
    pub(crate) least: Option<u64>,
    pub(crate) most: Option<u64>,
    pub(crate) pattern: Option<Regex>,
}

/// One of a few values.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) values: Vec<Value>,
    /// `'red', 'green' or 'blue'`
    pub(crate) expected: String,
    /// Whether pydantic has it as a `Literal`.
    pub(crate) literal: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Url {
    pub(crate) most: Option<u64>,
    pub(crate) schemes: Vec<String>,
    pub(crate) expected: String,
}

/// Whether a time says its offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Offset {
    Required,
    Optional,
    Forbidden,
}

/// The shortest and the longest duration.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct DurationBounds {
    pub(crate) at_least: Option<speedate::Duration>,
    pub(crate) at_most: Option<speedate::Duration>,
}

#[derive(Debug)]
pub(crate) struct List {
    pub(crate) items: NodeId,
    pub(crate) least: Option<u64>,
    pub(crate) most: Option<u64>,
    pub(crate) set: bool,
}

#[derive(Debug)]
pub(crate) struct Map {
    pub(crate) keys: Option<NodeId>,
    pub(crate) values: Extra,
    pub(crate) patterns: Vec<(Regex, NodeId)>,
}

#[derive(Debug)]
pub(crate) struct Object {
    pub(crate) fields: Vec<Field>,
    pub(crate) extra: Extra,
    pub(crate) patterns: Vec<(Regex, NodeId)>,
    /// Whether each member is a parameter of its own, so that a missing one has no input.
    pub(crate) separate: bool,
}

#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) node: NodeId,
    pub(crate) required: bool,
    /// Whether serde may read the object without it although it is required.
    pub(crate) unchecked: bool,
}

/// What members may stand beside those that are named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Extra {
    Any,
    Forbidden,
    Each(NodeId),
}

impl Object {
    /// The index of a field. Members mostly stand in the order of the fields, so `next` is tried first.
    pub(crate) fn position(&self, name: &str, next: usize) -> Option<usize> {
        match self.fields.get(next) {
            Some(field) if field.name == name => Some(next),
            _ => self.fields.iter().position(|field| field.name == name),
        }
    }
}
