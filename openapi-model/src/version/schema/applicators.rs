//! Keywords that apply other schemas.

use alloc::format;
use alloc::vec::Vec;

use super::{Keywords, Wider, set_aside};
use crate::version::report::Report;
use crate::version::step::aside;
use crate::walk::Place;
use crate::{MAX_DEPTH, Value};

/// What is excluded is no more than before: a schema that became wider excludes nothing.
pub(super) fn not_down(keywords: &mut Keywords, wider: Wider, place: &Place<'_>, report: &mut Report) {
    if wider.not {
        set_aside(keywords, "not");
        report.lost(place, "not");
    }
}

const ONE_OF: &str = "x-oai-oneOf";

/// Of schemas that became wider more than one may fit where one did.
pub(super) fn one_of_down(keywords: &mut Keywords, wider: Wider, place: &Place<'_>, report: &mut Report) {
    if !wider.one_of {
        return;
    }
    if keywords.contains_key("anyOf") {
        set_aside(keywords, "oneOf");
        report.lost(place, "oneOf");
    } else if let Some(members) = keywords.remove("oneOf") {
        keywords.insert("anyOf".into(), members);
        keywords.insert(ONE_OF.into(), true.into());
        let done = "wrote `anyOf`; a reader no longer knows that only one of the schemas fits";
        report.add(&place.member("oneOf"), "`oneOf` of schemas that accept more here", done);
    }
}

pub(super) fn one_of_up(keywords: &mut Keywords) {
    if keywords.get(ONE_OF).and_then(Value::as_bool) == Some(true) {
        keywords.remove(ONE_OF);
        if let Some(members) = keywords.remove("anyOf") {
            keywords.insert("oneOf".into(), members);
        }
    }
}

/// A list of schemas is not empty in OAS 3.1: all of none is everything, any of none is nothing.
pub(super) fn empty_up(keywords: &mut Keywords, level: usize) {
    let is_empty = |value: Option<&Value>| value.and_then(Value::as_array).is_some_and(Vec::is_empty);
    if is_empty(keywords.get("allOf")) {
        keywords.remove("allOf");
    }
    for keyword in ["anyOf", "oneOf"] {
        if is_empty(keywords.get(keyword)) && level < MAX_DEPTH {
            keywords.insert(keyword.into(), Value::Array([Value::Bool(false)].into()));
        }
    }
}

/// What leans on a keyword that OAS 3.0 does not have goes with it.
pub(super) fn leaning_down(keywords: &mut Keywords, place: &Place<'_>, report: &mut Report) {
    for (keyword, support) in [("items", "prefixItems"), ("additionalProperties", "patternProperties")] {
        if keywords.contains_key(keyword) && keywords.contains_key(support) {
            set_aside(keywords, keyword);
            let known = super::annotations::what_is_known_by(keyword).unwrap_or_default();
            let done = format!("kept as `{}`; a reader no longer knows {known}", aside(keyword));
            report.add(&place.member(keyword), format!("`{keyword}` beside `{support}`"), done);
        }
    }
}
