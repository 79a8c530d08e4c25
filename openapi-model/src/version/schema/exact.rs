//! Which schemas mean in OAS 3.0 exactly what they mean in OAS 3.1, and which accept more there.
//!
//! A schema is wider when a keyword that OAS 3.0 lacks forbade something, or when a schema that it applies is wider.
//! Whoever excludes (`not`) or counts (`oneOf`) has to know, for there a wider schema would forbid more.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use super::Keywords;
use crate::navigate::resources::{Resources, Target, is_known_dialect};
use crate::walk::{Node, Place, Subschemas, Visitor, subschemas, walk};
use crate::{MAX_DEPTH, Map, OpenApi, Schema, Text, Value};

/// What one schema has to know of the others before any of them is changed.
pub(in crate::version) struct Facts {
    resources: Resources,
    /// The JSON Pointers of all schemas that are referred to and become wider.
    wider: BTreeSet<String>,
    /// Whether the second schema of an `anyOf` or `oneOf` is referred to, so that it has to stay where it is.
    pub second_is_named: bool,
    /// Whether the document names a dialect for its schemas that nothing is known about.
    pub is_foreign: bool,
}

impl Facts {
    pub fn of(document: &OpenApi) -> Self {
        let mut references =
            References { resources: Resources::of(document), document, found: Map::new(), base: Vec::new() };
        walk(document, &mut Roots { references: &mut references, depth: 0 });
        let References { resources, found, .. } = references;
        let second_is_named = found.keys().any(|pointer| pointer.ends_with("Of/1"));
        let is_foreign = document.json_schema_dialect.as_deref().is_some_and(|dialect| !is_known_dialect(dialect));
        Self { resources, wider: spread(found), second_is_named, is_foreign }
    }

    /// The names of the schemas, and where they stood.
    pub fn resources(&self) -> &Resources {
        &self.resources
    }

    /// Where the reference of a schema leads that stands in the resource `base`.
    pub fn target(&self, base: Option<&str>, target: &str) -> Target {
        self.resources.target(base, target)
    }

    /// Whether the schema that a reference leads to means the same in OAS 3.0. One of another document does.
    pub fn is_exact(&self, base: Option<&str>, target: &str) -> bool {
        match self.target(base, target) {
            Target::Here(pointer) => !self.is_foreign && !self.wider.contains(&pointer),
            Target::Unknown | Target::Elsewhere => true,
        }
    }
}

/// What a schema that is referred to is, by itself, and which schemas it applies by reference.
#[derive(Default)]
struct Referred {
    is_wider: bool,
    applies: Vec<String>,
}

/// All that become wider because one that they apply does.
fn spread(found: Map<String, Referred>) -> BTreeSet<String> {
    let mut appliers: Map<&str, Vec<&str>> = Map::new();
    for (pointer, referred) in &found {
        for applied in &referred.applies {
            appliers.get_or_insert_with(applied, Vec::new).push(pointer);
        }
    }
    let mut open: Vec<&str> = found.iter().filter(|(_, it)| it.is_wider).map(|(pointer, _)| &**pointer).collect();
    let mut wider = BTreeSet::new();
    while let Some(pointer) = open.pop() {
        if wider.insert(String::from(pointer)) {
            open.extend(appliers.get(pointer).into_iter().flatten());
        }
    }
    wider
}

/// Gathers every schema that is referred to.
struct References<'a> {
    document: &'a OpenApi,
    resources: Resources,
    found: Map<String, Referred>,
    base: Vec<&'a str>,
}

/// Visits the schemas of a document for the references in them.
struct Roots<'f, 'a> {
    references: &'f mut References<'a>,
    depth: usize,
}

impl<'a> Visitor<'a> for Roots<'_, 'a> {
    fn enter(&mut self, node: Node<'a>, _: &Place<'_>) {
        self.depth += 1;
        if let Node::Schema(Value::Object(keywords)) = node {
            let id = keywords.get("$id").and_then(Value::as_str);
            self.references.base.extend(id);
            let target = keywords.get("$ref").and_then(Value::as_str);
            if let Some(target) = target {
                let base = self.references.base.last().copied();
                self.references.add(base, target);
            }
        }
    }

    fn leave(&mut self, node: Node<'a>, _: &Place<'_>) {
        self.depth -= 1;
        if let Node::Schema(Value::Object(keywords)) = node {
            if keywords.get("$id").and_then(Value::as_str).is_some() {
                self.references.base.pop();
            }
        }
    }

    fn wants_inside(&mut self, _: &Place<'_>) -> bool {
        self.depth <= MAX_DEPTH
    }
}

impl<'a> References<'a> {
    fn add(&mut self, base: Option<&str>, target: &str) {
        let Target::Here(pointer) = self.resources.target(base, target) else {
            return;
        };
        if self.found.contains_key(&pointer) {
            return;
        }
        let part = self.document.part_at(&pointer);
        let schema = part.and_then(|part| match part.downcast_ref::<Schema>() {
            Some(schema) => Some(schema.as_value()),
            None => part.downcast_ref::<Value>(),
        });
        let level = pointer.bytes().filter(|byte| *byte == b'/').count() + 1;
        let mut referred = Referred::default();
        if let Some(schema) = schema {
            self.scan(schema, base, level, &mut referred);
        }
        self.found.insert(pointer, referred);
    }

    /// Looks through a schema and all that it applies.
    fn scan(&self, schema: &Value, base: Option<&str>, level: usize, into: &mut Referred) {
        let Some(keywords) = schema.as_object().filter(|_| level <= MAX_DEPTH) else {
            into.is_wider |= level > MAX_DEPTH;
            return;
        };
        let base = keywords.get("$id").and_then(Value::as_str).or(base);
        into.is_wider |= forbids_more(keywords, level);
        if let Some(target) = keywords.get("$ref").and_then(Value::as_str) {
            match self.resources.target(base, target) {
                Target::Here(pointer) => into.applies.push(pointer),
                Target::Unknown | Target::Elsewhere => into.is_wider |= base.is_some(),
            }
        }
        for (keyword, value) in keywords.iter().filter(|(keyword, _)| applies(keyword)) {
            match (subschemas(keyword), value) {
                (Some(Subschemas::One), value) => self.scan(value, base, level + 1, into),
                (Some(Subschemas::Array), Value::Array(items)) => {
                    items.iter().for_each(|item| self.scan(item, base, level + 2, into));
                }
                (Some(Subschemas::Map), Value::Object(members)) => {
                    members.values().for_each(|member| self.scan(member, base, level + 2, into));
                }
                _ => {}
            }
        }
    }
}

/// Whether a keyword makes its subschemas count for the instance.
fn applies(keyword: &str) -> bool {
    !matches!(keyword, "$defs" | "definitions" | "contentSchema")
}

/// Whether a schema by itself, whatever its subschemas are, accepts more in OAS 3.0 than in OAS 3.1.
pub(super) fn forbids_more(keywords: &Keywords, level: usize) -> bool {
    keywords.keys().any(only_since_3_1)
        || keywords.get("$schema").and_then(Value::as_str).is_some_and(|dialect| !is_known_dialect(dialect))
        || keywords.get("enum").and_then(Value::as_array).is_some_and(|values| !has_constant(keywords, values))
        || [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")]
            .iter()
            .any(|(bound, exclusive)| super::keywords::are_too_close(keywords, bound, exclusive))
        || super::keywords::COUNTS.iter().any(|count| super::keywords::is_uncountable(keywords, count))
        || (is_cramped(level) && loses_in_cramped_room(keywords))
        || super::keywords::constant_is_too_deep(keywords, level)
        || keywords.get("type").is_some_and(|kind| !super::types::names_types(kind))
}

/// The keywords that forbid something and have no other spelling in OAS 3.0.
fn only_since_3_1(keyword: &Text) -> bool {
    matches!(
        &**keyword,
        "contains"
            | "propertyNames"
            | "patternProperties"
            | "prefixItems"
            | "if"
            | "dependentSchemas"
            | "dependentRequired"
            | "unevaluatedItems"
            | "unevaluatedProperties"
            | "$dynamicRef"
    )
}

/// Whether the values of `enum` say all that `enum` and `const` say together.
fn has_constant(keywords: &Keywords, values: &[Value]) -> bool {
    !values.is_empty() && keywords.get("const").is_none_or(|constant| values.contains(constant))
}

/// Whether a schema stands so deep that what OAS 3.0 writes in more levels could not be read again.
pub(super) fn is_cramped(level: usize) -> bool {
    level + MOST_LEVELS > MAX_DEPTH
}

/// How many levels a schema of one level can take in OAS 3.0: `allOf: [{anyOf: [{items: {}}]}]`.
const MOST_LEVELS: usize = 6;

/// Whether a schema has something that OAS 3.0 writes in more levels.
fn loses_in_cramped_room(keywords: &Keywords) -> bool {
    super::has_boolean_schemas(keywords).is_some()
        || keywords.get("type").is_some_and(|kind| !super::types::is_one_type(kind))
        || (keywords.contains_key("$ref") && !super::reference::stands_alone(keywords))
}
