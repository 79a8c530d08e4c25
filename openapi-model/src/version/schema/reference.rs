//! `$ref` in schemas, beside which nothing counts in OAS 3.0.

use alloc::format;
use alloc::vec::Vec;

use super::{IGNORED, Keywords, object, set_aside};
use crate::version::report::Report;
use crate::version::step::aside;
use crate::walk::Place;
use crate::{Text, Value};

/// Whether nothing beside `$ref` counts.
pub(super) fn stands_alone(keywords: &Keywords) -> bool {
    keywords.keys().all(|keyword| keyword == "$ref" || keyword.starts_with("x-"))
}

/// Beside `$ref` nothing counts in OAS 3.0, so it becomes one of `allOf`.
pub(super) fn reference_down(
    keywords: &mut Keywords,
    is_cramped: bool,
    is_local: bool,
    place: &Place<'_>,
    report: &mut Report,
) {
    let Some(target) = keywords.get("$ref").and_then(Value::as_str).map(|target| Text::Owned(target.into())) else {
        return;
    };
    if !is_local || (is_cramped && !stands_alone(keywords)) {
        set_aside(keywords, "$ref");
        report.lost(place, "$ref");
        return;
    }
    if stands_alone(keywords) {
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

pub(super) fn reference_up(keywords: &mut Keywords, place: &Place<'_>, report: &mut Report) {
    if let Some(target) = keywords.remove(aside("$ref").as_str()) {
        let added = super::types::remove_from_all_of(keywords, |schema| schema.get("$ref") == Some(&target));
        keywords.insert("$ref".into(), target);
        keywords.extend(added.and_then(into_keywords).into_iter().flatten());
    } else if keywords.contains_key("$ref") {
        ignored_up(keywords, place, report);
    }
    if let Some(written) = keywords.remove(WRITTEN) {
        keywords.insert("$ref".into(), written);
    }
}

fn into_keywords(schema: Value) -> Option<Keywords> {
    schema.into_object().ok()
}

/// What OAS 3.0 ignores beside `$ref` would count in OAS 3.1; only texts may.
fn ignored_up(keywords: &mut Keywords, place: &Place<'_>, report: &mut Report) {
    let is_ignored = |(keyword, value): (&Text, &Value)| match &**keyword {
        "$ref" => false,
        "title" | "description" => value.as_str().is_none(),
        other => !other.starts_with("x-"),
    };
    if !keywords.iter().any(is_ignored) {
        return;
    }
    for (keyword, value) in core::mem::take(keywords) {
        if is_ignored((&keyword, &value)) {
            let kept = format!("{IGNORED}{keyword}");
            let said = format!("`{keyword}` beside `$ref`, which OAS 3.0 ignores");
            report.add(&place.member(&keyword), said, format!("kept as `{kept}`"));
            keywords.insert(kept.into(), value);
        } else {
            keywords.insert(keyword, value);
        }
    }
}

/// Beside a reference whose text is changed: the text as it was written.
pub(in crate::version) const WRITTEN: &str = "x-oai-written";
