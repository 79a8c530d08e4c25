//! `type` and `null`: OAS 3.0 has one type a schema, and `nullable` beside it.

use alloc::vec;
use alloc::vec::Vec;

use super::{Keywords, is_keyword_of_3_0, is_true, object, set_aside};
use crate::version::report::Report;
use crate::version::step::{ABSENT, aside};
use crate::walk::Place;
use crate::{MAX_DEPTH, Value};

/// The schema of `null` alone, in OAS 3.0.
fn null() -> Value {
    object([("nullable", true.into()), ("enum", Value::Array(vec![Value::Null]))])
}

/// `anyOf: [A, null]` is `anyOf: [A or null]`, where nothing else in `A` keeps `null` out.
pub(super) fn null_member_down(keywords: &mut Keywords) {
    for keyword in ["anyOf", "oneOf"] {
        let Some([member, other]) = keywords.get_mut(keyword).and_then(Value::as_array_mut).map(Vec::as_mut_slice)
        else {
            continue;
        };
        let is_null = *other == null();
        let Some(member) = member.as_object_mut().filter(|member| is_null && can_be_nullable(member)) else {
            continue;
        };
        member.insert("nullable".into(), true.into());
        keywords.get_mut(keyword).and_then(Value::as_array_mut).map(Vec::pop);
    }
}

pub(super) fn null_member_up(keywords: &mut Keywords) {
    for keyword in ["anyOf", "oneOf"] {
        let Some(members) = keywords.get_mut(keyword).and_then(Value::as_array_mut) else {
            continue;
        };
        let [Value::Object(member)] = members.as_mut_slice() else {
            continue;
        };
        if !is_true(member, "nullable") {
            continue;
        }
        member.remove("nullable");
        if can_be_nullable(member) {
            members.push(null());
        } else {
            member.insert("nullable".into(), true.into());
        }
    }
}

/// Whether a schema of OAS 3.0 has one type, and `nullable` would let `null` through whatever else it says.
fn can_be_nullable(member: &Keywords) -> bool {
    const ASK_OF_NULL: [&str; 7] = ["$ref", "nullable", "enum", "not", "allOf", "anyOf", "oneOf"];
    let is_blind = |keyword: &str| match keyword.strip_prefix("x-oai-") {
        Some(aside) => matches!(aside, "examples" | "contentEncoding" | "contentMediaType" | "example"),
        None => keyword.starts_with("x-") || (is_keyword_of_3_0(keyword) && !ASK_OF_NULL.contains(&keyword)),
    };
    member.get("type").is_some_and(is_one_type) && member.keys().all(|keyword| is_blind(keyword))
}

/// A list of types is `nullable`, or `anyOf` one type each.
pub(super) fn types_down(keywords: &mut Keywords, is_cramped: bool, place: &Place<'_>, report: &mut Report) {
    let Some(kind) = keywords.get("type").filter(|kind| !is_one_type(kind)).cloned() else {
        return;
    };
    if is_cramped || !names_types(&kind) {
        set_aside(keywords, "type");
        report.lost(place, "type");
        return;
    }
    let types: Vec<&Value> = kind.as_array().map_or_else(|| vec![&kind], |types| types.iter().collect());
    let others: Vec<&Value> = types.iter().copied().filter(|it| it.as_str() != Some("null")).collect();
    let has_null = others.len() < types.len();
    keywords.remove("type");
    match others[..] {
        [] if !keywords.contains_key("enum") && !keywords.contains_key("const") => {
            keywords.insert("nullable".into(), true.into());
            keywords.insert("enum".into(), Value::Array(vec![Value::Null]));
        }
        [one] => {
            keywords.insert("type".into(), one.clone());
            if has_null {
                keywords.insert("nullable".into(), true.into());
            }
        }
        _ => add_alternatives(keywords, alternatives(&kind)),
    }
    if usual_types(keywords).as_ref() != Some(&kind) {
        keywords.insert(aside("type").into(), kind);
    }
}

/// Whether OAS 3.0 can say a type as it stands.
pub(super) fn is_one_type(kind: &Value) -> bool {
    kind.as_str().is_some_and(|name| name != "null" && is_type(name))
}

fn is_type(name: &str) -> bool {
    matches!(name, "array" | "boolean" | "integer" | "null" | "number" | "object" | "string")
}

pub(super) fn names_types(kind: &Value) -> bool {
    let names_type = |kind: &Value| kind.as_str().is_some_and(is_type);
    kind.as_array().map_or_else(|| names_type(kind), |kinds| !kinds.is_empty() && kinds.iter().all(names_type))
}

/// One schema per type of a list of them.
fn alternatives(kind: &Value) -> Vec<Value> {
    let each = |kind: &Value| match kind.as_str() {
        Some("null") => null(),
        Some("array") => object([("type", kind.clone()), ("items", object([]))]),
        _ => object([("type", kind.clone())]),
    };
    match kind {
        Value::Array(types) => types.iter().map(each).collect(),
        one => vec![each(one)],
    }
}

fn add_alternatives(keywords: &mut Keywords, alternatives: Vec<Value>) {
    if !keywords.contains_key("anyOf") {
        keywords.insert("anyOf".into(), Value::Array(alternatives));
        return;
    }
    let all = keywords.get_or_insert_with("allOf".into(), || Value::Array(Vec::new()));
    if let Some(all) = all.as_array_mut() {
        all.push(object([("anyOf", Value::Array(alternatives))]));
    }
}

fn remove_alternatives(keywords: &mut Keywords, alternatives: Vec<Value>) {
    let alternatives = Value::Array(alternatives);
    if keywords.get("anyOf") == Some(&alternatives) {
        keywords.remove("anyOf");
    } else {
        let added = object([("anyOf", alternatives)]);
        remove_from_all_of(keywords, |schema| *schema == added);
    }
}

/// Takes the last schema of `allOf` out that is the one which was added.
pub(super) fn remove_from_all_of(keywords: &mut Keywords, is_added: impl Fn(&Value) -> bool) -> Option<Value> {
    let all = keywords.get_mut("allOf").and_then(Value::as_array_mut)?;
    let at = all.iter().rposition(is_added)?;
    let removed = all.remove(at);
    if all.is_empty() {
        keywords.remove("allOf");
    }
    Some(removed)
}

/// The types that a schema of OAS 3.0 has in OAS 3.1.
fn usual_types(keywords: &Keywords) -> Option<Value> {
    let only_null = keywords.get("enum") == Some(&Value::Array(vec![Value::Null]));
    match (keywords.get("type"), is_true(keywords, "nullable")) {
        (Some(kind), true) => Some(Value::Array(vec![kind.clone(), "null".into()])),
        (Some(kind), false) => Some(kind.clone()),
        (None, true) if only_null => Some("null".into()),
        (None, _) => None,
    }
}

pub(super) fn types_up(keywords: &mut Keywords, level: usize, place: &Place<'_>, report: &mut Report) {
    let kept = keywords.remove(aside("type").as_str());
    let usual = usual_types(keywords);
    if kept.is_none() && level == MAX_DEPTH && usual.as_ref().is_some_and(|kind| kind.as_array().is_some()) {
        // A list of types would be one level too deep to be read again.
        set_aside(keywords, "type");
        set_aside(keywords, "nullable");
        report.lost(place, "type");
        return;
    }
    if usual.as_ref().is_some_and(|kind| kind.as_str() == Some("null")) && !keywords.contains_key("type") {
        keywords.remove("enum");
    }
    if usual.is_some() || keywords.get("nullable") == Some(&Value::Bool(false)) {
        keywords.remove("nullable");
    }
    if let Some(kept) = &kept {
        remove_alternatives(keywords, alternatives(kept));
    }
    if let Some(kind) = kept.or(usual) {
        keywords.insert("type".into(), kind);
    }
}

/// An array has `items` in OAS 3.0.
pub(super) fn items_down(keywords: &mut Keywords, is_cramped: bool) {
    let is_array = keywords.get("type").and_then(Value::as_str) == Some("array");
    if is_array && !is_cramped && !keywords.contains_key("items") {
        keywords.insert("items".into(), object([(ABSENT, true.into())]));
    }
}

pub(super) fn items_up(keywords: &mut Keywords) {
    if keywords.get("items").is_some_and(|items| items.get(ABSENT).is_some()) {
        keywords.remove("items");
    }
}
