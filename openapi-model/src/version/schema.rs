//! Schemas: what OAS 3.0 says otherwise than JSON Schema 2020-12, one function per difference.
//!
//! Each `…_down` has its `…_up` beside it. Whatever has no other spelling in OAS 3.0 is set aside as `x-oai-KEYWORD`.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::report::Report;
use super::step::{ABSENT, Direction, aside};
use super::target;
use crate::walk::{Place, Subschemas, subschemas};
use crate::{Map, Text, Value, Version};

type Keywords = Map<Text, Value>;

/// A schema, in OAS 3.0.
pub(super) fn down_to_3_0(schema: &mut Value, place: &Place<'_>, report: &mut Report) {
    let before = schema.clone();
    let known = report.len();
    down(schema, place, report);
    let mut back = schema.clone();
    up_to_3_1(&mut back);
    if back != before && report.len() == known {
        report.add(place, "the spelling of this schema", "it means the same and comes back in another spelling");
    }
}

/// A schema of OAS 3.0, in OAS 3.1.
pub(super) fn up_to_3_1(schema: &mut Value) {
    if let Some(accepts) = schema.get(&aside("schema")).and_then(Value::as_bool) {
        *schema = Value::Bool(accepts);
        return;
    }
    let Some(keywords) = schema.as_object_mut() else {
        return;
    };
    reference_up(keywords);
    null_member_up(keywords);
    types_up(keywords);
    constant_up(keywords);
    examples_up(keywords);
    bound_up(keywords, "minimum", "exclusiveMinimum");
    bound_up(keywords, "maximum", "exclusiveMaximum");
    content_up(keywords);
    items_up(keywords);
    bring_back(keywords);
    each_subschema(schema, &Place::DOCUMENT, &mut |schema, _| up_to_3_1(schema));
}

fn down(schema: &mut Value, place: &Place<'_>, report: &mut Report) {
    each_subschema(schema, place, &mut |schema, place| {
        let may_be_boolean = place.name() == Some("additionalProperties")
            && place.parent().and_then(Place::name) != Some("properties")
            && matches!(schema, Value::Bool(_));
        if !may_be_boolean {
            down(schema, place, report);
        }
    });
    match schema {
        Value::Bool(accepts) => *schema = boolean_down(*accepts),
        Value::Object(keywords) => {
            set_aside(keywords, "nullable");
            null_member_down(keywords);
            types_down(keywords, place, report);
            constant_down(keywords);
            examples_down(keywords);
            bound_down(keywords, "minimum", "exclusiveMinimum", |bound, other| bound >= other);
            bound_down(keywords, "maximum", "exclusiveMaximum", |bound, other| bound <= other);
            content_down(keywords);
            empty_lists_down(keywords, place, report);
            items_down(keywords);
            read_and_write_only_down(keywords, place, report);
            others_down(keywords, place, report);
            reference_down(keywords);
        }
        _ => {}
    }
}

/// Calls `visit` with each schema directly inside another, also where a keyword was set aside.
pub(super) fn each_subschema(schema: &mut Value, place: &Place<'_>, visit: &mut dyn FnMut(&mut Value, &Place<'_>)) {
    for (keyword, value) in schema.as_object_mut().into_iter().flat_map(Map::iter_mut) {
        let place = place.member(keyword);
        match (subschemas(keyword.strip_prefix("x-oai-").unwrap_or(keyword)), value) {
            (Some(Subschemas::One), schema) => visit(schema, &place),
            (Some(Subschemas::Array), Value::Array(schemas)) => {
                schemas.iter_mut().enumerate().for_each(|(index, schema)| visit(schema, &place.item(index)));
            }
            (Some(Subschemas::Map), Value::Object(schemas)) => {
                schemas.iter_mut().for_each(|(name, schema)| visit(schema, &place.member(name)));
            }
            _ => {}
        }
    }
}

/// Whether OAS 3.0 knows a keyword.
pub(super) fn is_keyword_of_3_0(keyword: &str) -> bool {
    matches!(
        keyword,
        "$ref"
            | "title"
            | "multipleOf"
            | "maximum"
            | "exclusiveMaximum"
            | "minimum"
            | "exclusiveMinimum"
            | "maxLength"
            | "minLength"
            | "pattern"
            | "maxItems"
            | "minItems"
            | "uniqueItems"
            | "maxProperties"
            | "minProperties"
            | "required"
            | "enum"
            | "type"
            | "not"
            | "allOf"
            | "oneOf"
            | "anyOf"
            | "items"
            | "properties"
            | "additionalProperties"
            | "description"
            | "format"
            | "default"
            | "nullable"
            | "discriminator"
            | "readOnly"
            | "writeOnly"
            | "example"
            | "externalDocs"
            | "deprecated"
            | "xml"
    )
}

fn set_aside(keywords: &mut Keywords, keyword: &str) {
    if let Some(value) = keywords.remove(keyword) {
        keywords.insert(aside(keyword).into(), value);
    }
}

/// Where upgrading keeps what OAS 3.0 ignores.
const IGNORED: &str = "x-oai-ignored";

/// Renames what was set aside, where its own name is free.
fn bring_back(keywords: &mut Keywords) {
    let kept: Vec<Text> = keywords.keys().filter(|keyword| keyword.starts_with("x-oai-")).cloned().collect();
    for kept in kept {
        let keyword = String::from(&kept["x-oai-".len()..]);
        if !keyword.is_empty() && *kept != *IGNORED && !keywords.contains_key(keyword.as_str()) {
            if let Some(value) = keywords.remove(&*kept) {
                keywords.insert(keyword.into(), value);
            }
        }
    }
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

/// The schema of `null` alone, in OAS 3.0.
fn null() -> Value {
    object([("nullable", true.into()), ("enum", Value::Array(vec![Value::Null]))])
}

/// `anyOf: [A, null]` is `anyOf: [A or null]`, where `A` can say so.
fn null_member_down(keywords: &mut Keywords) {
    for keyword in ["anyOf", "oneOf"] {
        let Some([member, other]) = keywords.get_mut(keyword).and_then(Value::as_array_mut).map(Vec::as_mut_slice)
        else {
            continue;
        };
        let Some(member) = member.as_object_mut().filter(|_| *other == null()) else {
            continue;
        };
        let has_one_type = member.get("type").is_some_and(|it| it.as_str().is_some());
        let is_plain = !["nullable", "enum", "x-oai-type", "x-oai-nullable"].iter().any(|it| member.contains_key(*it));
        if has_one_type && is_plain {
            member.insert("nullable".into(), true.into());
            keywords.get_mut(keyword).and_then(Value::as_array_mut).map(Vec::pop);
        }
    }
}

fn null_member_up(keywords: &mut Keywords) {
    for keyword in ["anyOf", "oneOf"] {
        let Some(members) = keywords.get_mut(keyword).and_then(Value::as_array_mut) else {
            continue;
        };
        let [Value::Object(member)] = members.as_mut_slice() else {
            continue;
        };
        if is_true(member, "nullable") && member.contains_key("type") && !member.contains_key("x-oai-type") {
            member.remove("nullable");
            members.push(null());
        }
    }
}

/// A list of types is `nullable`, or `anyOf` one type each.
fn types_down(keywords: &mut Keywords, place: &Place<'_>, report: &mut Report) {
    let Some(kind) = keywords.get("type").cloned() else {
        return;
    };
    if !names_types(&kind) {
        set_aside(keywords, "type");
        report.add(&place.member("type"), "a type of another dialect", "kept as `x-oai-type`");
        return;
    }
    let types: Vec<&Value> = match &kind {
        Value::Array(types) => types.iter().collect(),
        Value::String(name) if name == "null" => vec![&kind],
        _ => return,
    };
    let others: Vec<&Value> = types.iter().copied().filter(|it| it.as_str() != Some("null")).collect();
    let has_null = others.len() < types.len();
    keywords.remove("type");
    match others[..] {
        [] if has_null && !keywords.contains_key("enum") => {
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

fn names_types(kind: &Value) -> bool {
    const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];
    let names_type = |kind: &Value| kind.as_str().is_some_and(|name| TYPES.contains(&name));
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
        remove_from_all_of(keywords, &object([("anyOf", alternatives)]));
    }
}

fn remove_from_all_of(keywords: &mut Keywords, schema: &Value) {
    if let Some(all) = keywords.get_mut("allOf").and_then(Value::as_array_mut) {
        if let Some(at) = all.iter().rposition(|it| it == schema) {
            all.remove(at);
        }
        if all.is_empty() {
            keywords.remove("allOf");
        }
    }
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

fn types_up(keywords: &mut Keywords) {
    let usual = usual_types(keywords);
    if usual.as_ref().is_some_and(|kind| kind.as_str() == Some("null")) && !keywords.contains_key("type") {
        keywords.remove("enum");
    }
    if usual.is_some() || keywords.get("nullable") == Some(&Value::Bool(false)) {
        keywords.remove("nullable");
    }
    let kept = keywords.remove(aside("type").as_str());
    if let Some(kept) = &kept {
        remove_alternatives(keywords, alternatives(kept));
    }
    if let Some(kind) = kept.or(usual) {
        keywords.insert("type".into(), kind);
    }
}

/// `const` is an `enum` of one value.
fn constant_down(keywords: &mut Keywords) {
    if let Some(value) = keywords.get("const").cloned() {
        set_aside(keywords, "const");
        set_aside(keywords, "enum");
        keywords.insert("enum".into(), Value::Array(vec![value]));
    }
}

fn constant_up(keywords: &mut Keywords) {
    if keywords.contains_key(aside("const").as_str()) {
        keywords.remove("enum");
    }
}

/// The first of `examples` is the `example`.
fn examples_down(keywords: &mut Keywords) {
    let first = keywords.get("examples").and_then(Value::as_array).and_then(|examples| examples.first()).cloned();
    set_aside(keywords, "examples");
    if let Some(first) = first.filter(|_| !keywords.contains_key("example")) {
        keywords.insert("example".into(), first);
    }
}

fn examples_up(keywords: &mut Keywords) {
    let kept = keywords.get(aside("examples").as_str()).and_then(Value::as_array).and_then(|it| it.first());
    if kept.is_some() && kept == keywords.get("example") {
        keywords.remove("example");
    }
}

/// An exclusive bound is the bound and a flag beside it; of two bounds the tighter.
fn bound_down(keywords: &mut Keywords, bound: &str, exclusive: &str, is_tighter: fn(f64, f64) -> bool) {
    let number = |keyword: &str| keywords.get(keyword).and_then(Value::as_number)?.as_f64();
    let Some(limit) = number(exclusive) else {
        return;
    };
    if number(bound).is_some_and(|other| !is_tighter(limit, other)) {
        set_aside(keywords, exclusive);
        return;
    }
    set_aside(keywords, bound);
    if let Some(limit) = keywords.remove(exclusive) {
        keywords.insert(Text::Owned(bound.into()), limit);
        keywords.insert(Text::Owned(exclusive.into()), true.into());
    }
}

fn bound_up(keywords: &mut Keywords, bound: &str, exclusive: &str) {
    let Some(is_exclusive) = keywords.get(exclusive).and_then(Value::as_bool) else {
        return;
    };
    keywords.remove(exclusive);
    if let Some(limit) = keywords.remove(bound).filter(|_| is_exclusive) {
        keywords.insert(Text::Owned(exclusive.into()), limit);
    }
}

/// The formats of OAS 3.0 for what `contentEncoding` and `contentMediaType` say since, by their usual values.
const CONTENT: [(&str, &str, &str); 2] =
    [("contentEncoding", "base64", "byte"), ("contentMediaType", "application/octet-stream", "binary")];

/// Encoded and binary strings have formats.
fn content_down(keywords: &mut Keywords) {
    for (keyword, usual, format) in CONTENT {
        let is_usual = keywords.get(keyword).and_then(Value::as_str) == Some(usual);
        let is_string = keywords.get("type").is_none_or(|kind| kind.as_str() == Some("string"));
        set_aside(keywords, keyword);
        if is_usual && is_string && !keywords.contains_key("format") {
            keywords.insert("format".into(), format.into());
        }
    }
}

fn content_up(keywords: &mut Keywords) {
    for (keyword, usual, format) in CONTENT {
        let is_usual = keywords.get(aside(keyword).as_str()).and_then(Value::as_str) == Some(usual);
        if is_usual && keywords.get("format").and_then(Value::as_str) == Some(format) {
            keywords.remove("format");
        }
    }
}

/// `required` and `enum` are not empty in OAS 3.0.
fn empty_lists_down(keywords: &mut Keywords, place: &Place<'_>, report: &mut Report) {
    for keyword in ["required", "enum"] {
        if keywords.get(keyword).and_then(Value::as_array).is_some_and(Vec::is_empty) {
            set_aside(keywords, keyword);
            if keyword == "enum" {
                let place = place.member(keyword);
                report.add(&place, "a list of values without any", "kept as `x-oai-enum`; every value is accepted");
            }
        }
    }
}

/// An array has `items` in OAS 3.0.
fn items_down(keywords: &mut Keywords) {
    if keywords.get("type").and_then(Value::as_str) == Some("array") && !keywords.contains_key("items") {
        keywords.insert("items".into(), object([(ABSENT, true.into())]));
    }
}

fn items_up(keywords: &mut Keywords) {
    if keywords.get("items").is_some_and(|items| items.get(ABSENT).is_some()) {
        keywords.remove("items");
    }
}

/// Nothing is both read-only and write-only in OAS 3.0.
fn read_and_write_only_down(keywords: &mut Keywords, place: &Place<'_>, report: &mut Report) {
    if is_true(keywords, "readOnly") && is_true(keywords, "writeOnly") {
        set_aside(keywords, "writeOnly");
        report.add(&place.member("writeOnly"), "`writeOnly` beside `readOnly`", "kept as `x-oai-writeOnly`");
    }
}

/// Keywords that OAS 3.0 does not have.
fn others_down(keywords: &mut Keywords, place: &Place<'_>, report: &mut Report) {
    let is_other = |keyword: &Text| !is_keyword_of_3_0(keyword) && !keyword.starts_with("x-");
    let others: Vec<Text> = keywords.keys().filter(|keyword| is_other(keyword)).cloned().collect();
    for keyword in others {
        set_aside(keywords, &keyword);
        if !matches!(&*keyword, "$comment" | "$schema") {
            report.add(&place.member(&keyword), format!("`{keyword}`"), format!("kept as `{}`", aside(&keyword)));
        }
    }
}

/// Beside `$ref` nothing counts in OAS 3.0, so it becomes one of `allOf`.
fn reference_down(keywords: &mut Keywords) {
    let Some(target) = keywords.get("$ref").and_then(Value::as_str) else {
        return;
    };
    let target = target::moved(target, Version::V3_0, Direction::Down).unwrap_or_else(|| Text::Owned(target.into()));
    if keywords.keys().all(|keyword| keyword == "$ref" || keyword.starts_with("x-")) {
        keywords.insert("$ref".into(), target.into());
        return;
    }
    keywords.remove("$ref");
    let reference = object([("$ref", target.clone().into())]);
    let all = keywords.get_or_insert_with("allOf".into(), || Value::Array(Vec::new()));
    if let Some(all) = all.as_array_mut() {
        all.push(reference);
    }
    keywords.insert(aside("$ref").into(), target.into());
}

fn reference_up(keywords: &mut Keywords) {
    if let Some(target) = keywords.remove(aside("$ref").as_str()) {
        remove_from_all_of(keywords, &object([("$ref", target.clone())]));
        keywords.insert("$ref".into(), target);
    } else if keywords.contains_key("$ref") {
        ignored_up(keywords);
    }
    if let Some(Value::String(target)) = keywords.get_mut("$ref") {
        if let Some(moved) = target::moved(target, Version::V3_0, Direction::Up) {
            *target = moved;
        }
    }
}

/// What OAS 3.0 ignores beside `$ref` would count in OAS 3.1; only texts may.
fn ignored_up(keywords: &mut Keywords) {
    let mut ignored = Keywords::new();
    let is_ignored = |keyword: &str| !matches!(keyword, "$ref" | "title" | "description") && !keyword.starts_with("x-");
    keywords.retain(|keyword, value| {
        let is_ignored = is_ignored(keyword);
        if is_ignored {
            ignored.insert(keyword.clone(), core::mem::take(value));
        }
        !is_ignored
    });
    if !ignored.is_empty() {
        keywords.insert(IGNORED.into(), Value::Object(ignored));
    }
}
