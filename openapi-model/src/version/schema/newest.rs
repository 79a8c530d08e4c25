//! Schemas: what OAS 3.1 says otherwise than OAS 3.2.

use alloc::format;

use super::{Keywords, each_subschema};
use crate::version::step::{Direction, Step, aside};
use crate::walk::Place;
use crate::{MAX_DEPTH, Text, Value};

/// `discriminator` has no default in OAS 3.1, `xml` no types of nodes, and a dialect of OAS 3.2 is the default.
pub(in crate::version) fn between_3_1_and_3_2(schema: &mut Value, step: &mut Step<'_>, place: &Place<'_>) {
    let level = place.depth() + 1;
    if let Some(keywords) = schema.as_object_mut() {
        change(keywords, step, place, level);
    }
}

fn change(keywords: &mut Keywords, step: &mut Step<'_>, place: &Place<'_>, level: usize) {
    if level > MAX_DEPTH {
        return;
    }
    keyword_member(keywords, "discriminator", "defaultMapping", step, place);
    keyword_member(keywords, "xml", "nodeType", step, place);
    let (from, to) = match step.direction {
        Direction::Down => ("$schema", "x-oai-$schema"),
        Direction::Up => ("x-oai-$schema", "$schema"),
    };
    let is_newer = keywords.get(from).and_then(Value::as_str).is_some_and(is_dialect_of_3_2);
    if let Some(dialect) = is_newer.then(|| keywords.remove(from)).flatten() {
        keywords.insert(to.into(), dialect);
    }
    each_subschema(keywords, place, level, &mut |_, schema, place, level| {
        if let Some(keywords) = schema.as_object_mut() {
            change(keywords, step, place, level);
        }
    });
}

pub(in crate::version) fn is_dialect_of_3_2(dialect: &str) -> bool {
    dialect.starts_with("https://spec.openapis.org/oas/3.2/dialect/")
}

/// Sets one member of a keyword's object aside, or brings it back.
fn keyword_member(keywords: &mut Keywords, keyword: &str, member: &str, step: &mut Step<'_>, place: &Place<'_>) {
    let Some(object) = keywords.get_mut(keyword).and_then(Value::as_object_mut) else {
        return;
    };
    let kept = aside(member);
    let is_attribute = |value: &Value| value.as_str() == Some("attribute");
    match step.direction {
        Direction::Down => {
            if let Some(value) = object.remove(member) {
                if member == "nodeType" && is_attribute(&value) {
                    object.insert("attribute".into(), true.into());
                }
                object.insert(kept.clone().into(), value);
                let said = format!("`{member}`");
                step.lost(&place.member(keyword).member(member), said, format!("kept as `{kept}`"));
            }
        }
        Direction::Up => {
            if let Some(value) = object.remove(kept.as_str()) {
                if member == "nodeType" && is_attribute(&value) {
                    object.remove("attribute");
                }
                object.insert(Text::Owned(member.into()), value);
            }
        }
    }
}
