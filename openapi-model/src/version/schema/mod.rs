//! Schemas: what OAS 3.0 says otherwise than JSON Schema 2020-12.
//!
//! Each `…_down` has its `…_up` beside it. Whatever has no other spelling in OAS 3.0 is set aside as `x-oai-KEYWORD`.
//! A schema of OAS 3.0 accepts at least what it accepted in OAS 3.1, and a schema of OAS 3.1 exactly what it accepted
//! in OAS 3.0.

use alloc::string::String;
use alloc::vec::Vec;

use super::report::Report;
use super::step::aside;
use crate::navigate::resources::is_known_dialect;
use crate::walk::{Place, Subschemas, subschemas};
use crate::{MAX_DEPTH, Map, Text, Value};

mod annotations;
mod applicators;
mod exact;
pub(super) mod keywords;
pub(super) mod newest;
mod reference;
mod types;

pub(super) use exact::Facts;
pub(super) use reference::WRITTEN;

type Keywords = Map<Text, Value>;

/// Changes a schema of OAS 3.1 to one of OAS 3.0.
pub(super) fn down_to_3_0(schema: &mut Value, place: &Place<'_>, facts: &Facts, report: &mut Report) {
    let before = schema.clone();
    let known = report.len();
    let level = place.depth() + 1;
    Down { facts, report, base: None }.schema(schema, place, level);
    if report.len() > known {
        return;
    }
    let mut back = schema.clone();
    up_to_3_1(&mut back, place, &mut Report::default());
    if back != before {
        report.add(place, "the spelling of this schema", "it means the same and comes back in another spelling");
    }
}

/// Changes a schema of OAS 3.0 to one of OAS 3.1.
pub(super) fn up_to_3_1(schema: &mut Value, place: &Place<'_>, report: &mut Report) {
    let level = place.depth() + 1;
    up(schema, place, level, report);
}

/// A schema on its way down.
struct Down<'d> {
    facts: &'d Facts,
    report: &'d mut Report,
    /// The `$id` of the innermost resource around it.
    base: Option<String>,
}

/// Which schemas inside another are wider than they were.
#[derive(Clone, Copy, Default)]
struct Wider {
    any: bool,
    not: bool,
    one_of: bool,
}

impl Down<'_> {
    /// Says whether the schema means exactly the same, rather than more. It stands `level` arrays and objects deep.
    fn schema(&mut self, schema: &mut Value, place: &Place<'_>, level: usize) -> bool {
        let keywords = match schema {
            Value::Bool(accepts) => {
                *schema = boolean_down(*accepts);
                return true;
            }
            Value::Object(keywords) => keywords,
            _ => return true,
        };
        if level > MAX_DEPTH {
            let said = alloc::format!("a schema more than {MAX_DEPTH} levels deep");
            self.report.add(place, said, "left as it stands, for nothing reads a document so deep");
            return false;
        }
        let outer = self.base.clone();
        if let Some(id) = keywords.get("$id").and_then(Value::as_str) {
            self.base = Some(id.into());
        }
        let is_exact = self.keywords(keywords, place, level);
        self.base = outer;
        is_exact
    }

    fn keywords(&mut self, keywords: &mut Keywords, place: &Place<'_>, level: usize) -> bool {
        let dialect = keywords.get("$schema").and_then(Value::as_str);
        if dialect.map_or(self.facts.is_foreign, |dialect| !is_known_dialect(dialect)) {
            annotations::foreign_down(keywords, place, self.report);
            return false;
        }
        let forbids_more = exact::forbids_more(keywords, level);
        let is_cramped = exact::is_cramped(level);
        while let Some(keyword) = has_boolean_schemas(keywords).filter(|_| is_cramped).map(String::from) {
            set_aside(keywords, &keyword);
            self.report.lost(place, &keyword);
        }
        let wider = self.subschemas(keywords, place, level);
        let refers_exactly = self.refers_exactly(keywords);
        set_aside(keywords, "nullable");
        applicators::not_down(keywords, wider, place, self.report);
        applicators::one_of_down(keywords, wider, place, self.report);
        if !self.facts.second_is_named {
            types::null_member_down(keywords);
        }
        types::types_down(keywords, is_cramped, place, self.report);
        keywords::constant_down(keywords, level, place, self.report);
        annotations::examples_down(keywords);
        keywords::bound_down(keywords, "minimum", "exclusiveMinimum", |bound, other| bound >= other);
        keywords::bound_down(keywords, "maximum", "exclusiveMaximum", |bound, other| bound <= other);
        keywords::counts_down(keywords, place, self.report);
        annotations::content_down(keywords);
        keywords::empty_lists_down(keywords, place, self.report);
        applicators::leaning_down(keywords, place, self.report);
        types::items_down(keywords, is_cramped);
        annotations::read_and_write_only_down(keywords, place, self.report);
        annotations::others_down(keywords, place, self.report);
        let base = self.base.as_deref();
        let is_local = base.is_none() || self.refers_locally(keywords);
        reference::reference_down(keywords, is_cramped, is_local, place, self.report);
        !forbids_more && !wider.any && refers_exactly
    }

    fn subschemas(&mut self, keywords: &mut Keywords, place: &Place<'_>, level: usize) -> Wider {
        let is_cramped = exact::is_cramped(level);
        let mut wider = Wider::default();
        each_subschema(keywords, place, level, &mut |keyword, schema, place, level| {
            let may_be_boolean = keyword == "additionalProperties" || is_cramped;
            if may_be_boolean && matches!(schema, Value::Bool(_)) {
                return;
            }
            let is_exact = self.schema(schema, place, level);
            let counts = !matches!(keyword, "$defs" | "definitions" | "contentSchema");
            wider.any |= !is_exact && counts;
            wider.not |= !is_exact && keyword == "not";
            wider.one_of |= !is_exact && keyword == "oneOf";
        });
        wider
    }

    fn refers_exactly(&self, keywords: &Keywords) -> bool {
        let target = keywords.get("$ref").and_then(Value::as_str);
        let base = self.base.as_deref();
        target
            .is_none_or(|target| self.facts.is_exact(base, target) && (base.is_none() || self.refers_locally(keywords)))
    }

    /// Whether a reference leads to a place in the document, wherever it is written.
    fn refers_locally(&self, keywords: &Keywords) -> bool {
        let target = keywords.get("$ref").and_then(Value::as_str).unwrap_or_default();
        matches!(self.facts.target(self.base.as_deref(), target), crate::navigate::resources::Target::Here(_))
    }
}

fn up(schema: &mut Value, place: &Place<'_>, level: usize, report: &mut Report) {
    if level > MAX_DEPTH {
        return;
    }
    if let Some(accepts) = schema.get(&aside("schema")).and_then(Value::as_bool) {
        *schema = Value::Bool(accepts);
        return;
    }
    let Some(keywords) = schema.as_object_mut() else {
        return;
    };
    let is_foreign = keywords.contains_key(annotations::FOREIGN);
    if !is_foreign {
        reference::reference_up(keywords, place, report);
        applicators::empty_up(keywords, level);
        applicators::one_of_up(keywords);
        types::null_member_up(keywords);
        types::types_up(keywords, level, place, report);
        keywords::constant_up(keywords);
        annotations::examples_up(keywords, level);
        keywords::bound_up(keywords, "minimum", "exclusiveMinimum");
        keywords::bound_up(keywords, "maximum", "exclusiveMaximum");
        keywords::counts_up(keywords);
        annotations::content_up(keywords);
        types::items_up(keywords);
        annotations::discriminator_up(keywords, place, report);
    }
    keywords.remove(annotations::FOREIGN);
    bring_back(keywords);
    if !is_foreign {
        each_subschema(keywords, place, level, &mut |_, schema, place, level| up(schema, place, level, report));
    }
}

/// Calls `visit` with the keyword, schema, place and level of each schema directly inside another, also where a
/// keyword was set aside.
pub(super) fn each_subschema(
    keywords: &mut Keywords,
    place: &Place<'_>,
    level: usize,
    visit: &mut dyn FnMut(&str, &mut Value, &Place<'_>, usize),
) {
    for (keyword, value) in keywords.iter_mut() {
        let place = place.member(keyword);
        let keyword = keyword.strip_prefix("x-oai-").unwrap_or(keyword);
        match (subschemas(keyword), value) {
            (Some(Subschemas::One), schema) => visit(keyword, schema, &place, level + 1),
            (Some(Subschemas::Array), Value::Array(schemas)) => {
                for (index, schema) in schemas.iter_mut().enumerate() {
                    visit(keyword, schema, &place.item(index), level + 2);
                }
            }
            (Some(Subschemas::Map), Value::Object(schemas)) => {
                schemas.iter_mut().for_each(|(name, schema)| visit(keyword, schema, &place.member(name), level + 2));
            }
            _ => {}
        }
    }
}

/// A keyword that holds `true` or `false` where OAS 3.0 has objects only.
fn has_boolean_schemas(keywords: &Keywords) -> Option<&str> {
    let is_boolean = |value: &Value| matches!(value, Value::Bool(_));
    let holds_one = |(keyword, value): &(&Text, &Value)| match (subschemas(keyword), value) {
        (Some(Subschemas::One), value) => is_boolean(value) && **keyword != "additionalProperties",
        (Some(Subschemas::Array), Value::Array(items)) => items.iter().any(is_boolean),
        (Some(Subschemas::Map), Value::Object(members)) => members.values().any(is_boolean),
        _ => false,
    };
    keywords.iter().find(holds_one).map(|(keyword, _)| &**keyword)
}

/// Whether OAS 3.0 knows a keyword.
fn is_keyword_of_3_0(keyword: &str) -> bool {
    const KEYWORDS: [&str; 35] = [
        "$ref",
        "title",
        "multipleOf",
        "maximum",
        "exclusiveMaximum",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "maxProperties",
        "minProperties",
        "required",
        "enum",
        "type",
        "not",
        "allOf",
        "oneOf",
        "anyOf",
        "items",
        "properties",
        "additionalProperties",
        "description",
        "format",
        "default",
        "nullable",
        "discriminator",
        "readOnly",
        "writeOnly",
        "example",
        "externalDocs",
        "deprecated",
    ];
    KEYWORDS.contains(&keyword) || keyword == "xml"
}

fn set_aside(keywords: &mut Keywords, keyword: &str) {
    if let Some(value) = keywords.remove(keyword) {
        keywords.insert(aside(keyword).into(), value);
    }
}

/// Where upgrading keeps what OAS 3.0 ignores and OAS 3.1 would not.
const IGNORED: &str = "x-oai-ignored-";

/// Renames what was set aside, where its own name is free.
fn bring_back(keywords: &mut Keywords) {
    if !keywords.keys().any(|keyword| keyword.starts_with("x-oai-")) {
        return;
    }
    let mut renamed = Keywords::with_capacity(keywords.len());
    let before = core::mem::take(keywords);
    let is_free: Vec<bool> = before
        .keys()
        .map(|keyword| match keyword.strip_prefix("x-oai-") {
            Some(own) => !own.is_empty() && !keyword.starts_with(IGNORED) && !before.contains_key(own),
            None => false,
        })
        .collect();
    for ((keyword, value), is_free) in before.into_iter().zip(is_free) {
        let own = keyword.strip_prefix("x-oai-").filter(|_| is_free).map(String::from);
        renamed.insert(own.map_or(keyword, Text::Owned), value);
    }
    *keywords = renamed;
}

fn object<const N: usize>(keywords: [(&'static str, Value); N]) -> Value {
    Value::Object(Map::from(keywords))
}

fn is_true(keywords: &Keywords, keyword: &str) -> bool {
    keywords.get(keyword) == Some(&Value::Bool(true))
}

/// `true` and `false` are objects in OAS 3.0.
fn boolean_down(accepts: bool) -> Value {
    let mut schema = Keywords::new();
    if !accepts {
        schema.insert("not".into(), object([]));
    }
    schema.insert(aside("schema").into(), accepts.into());
    Value::Object(schema)
}

/// The number of arrays and objects inside one another in a value, as far as `most`.
pub(super) fn levels(value: &Value, most: usize) -> usize {
    if most == 0 {
        return 0;
    }
    match value {
        Value::Array(items) => 1 + items.iter().map(|item| levels(item, most - 1)).max().unwrap_or(0),
        Value::Object(members) => 1 + members.values().map(|member| levels(member, most - 1)).max().unwrap_or(0),
        _ => 0,
    }
}
