//! Keywords that describe, and all that OAS 3.0 does not have.

use alloc::format;

use super::{IGNORED, Keywords, is_keyword_of_3_0, is_true, levels, set_aside};
use crate::version::report::Report;
use crate::version::step::aside;
use crate::walk::Place;
use crate::{MAX_DEPTH, Text, Value};

/// What a reader knows by a keyword that is set aside, if it forbids anything.
pub(in crate::version) fn what_is_known_by(keyword: &str) -> Option<&'static str> {
    Some(match keyword {
        "additionalProperties" => "the schema of properties that are not named",
        "const" | "enum" => "which values are meant",
        "contains" | "minContains" | "maxContains" => "which items an array has to contain",
        "dependentRequired" | "dependentSchemas" => "what follows from a property that is there",
        "if" | "then" | "else" => "what holds under the condition",
        "items" => "the schema of the items",
        "maxItems" | "minItems" => "how many items there are",
        "maxLength" | "minLength" => "how long a text is",
        "maxProperties" | "minProperties" => "how many properties there are",
        "not" => "what is excluded",
        "oneOf" => "that only one of the schemas fits",
        "patternProperties" => "the schemas of properties by the pattern of their names",
        "prefixItems" => "the schemas of items by their position",
        "propertyNames" => "how properties may be named",
        "type" => "of which type a value is",
        "unevaluatedItems" => "the schema of items that no other keyword speaks of",
        "unevaluatedProperties" => "the schema of properties that no other keyword speaks of",
        "$dynamicRef" | "$ref" => "which other schema holds",
        _ => return None,
    })
}

/// `examples` of one value are the `example`; of more, the first is.
pub(super) fn examples_down(keywords: &mut Keywords) {
    if keywords.contains_key("example") {
        keywords.insert(aside("example").into(), true.into());
        set_aside(keywords, "examples");
        return;
    }
    let examples = keywords.get("examples").and_then(Value::as_array);
    let (first, count) = (examples.and_then(|examples| examples.first()).cloned(), examples.map_or(0, |it| it.len()));
    match count {
        1 => drop(keywords.remove("examples")),
        _ => set_aside(keywords, "examples"),
    }
    if let Some(first) = first {
        keywords.insert("example".into(), first);
    }
}

pub(super) fn examples_up(keywords: &mut Keywords, level: usize) {
    if keywords.remove(aside("example").as_str()).is_some() {
        return;
    }
    let kept = keywords.get(aside("examples").as_str()).and_then(Value::as_array).and_then(|it| it.first());
    if kept.is_some() && kept == keywords.get("example") {
        keywords.remove("example");
    }
    let is_flat = |value: &&Value| level + 1 + levels(value, MAX_DEPTH) <= MAX_DEPTH;
    let has_others = keywords.contains_key("examples") || keywords.contains_key(aside("examples").as_str());
    if keywords.get("example").filter(is_flat).is_some() && !has_others {
        if let Some(example) = keywords.remove("example") {
            keywords.insert("examples".into(), Value::Array([example].into()));
        }
    }
}

/// The formats of OAS 3.0 for what `contentEncoding` and `contentMediaType` say since, by their usual values.
const CONTENT: [(&str, &str, &str); 2] =
    [("contentEncoding", "base64", "byte"), ("contentMediaType", "application/octet-stream", "binary")];

/// Encoded and binary strings have formats.
pub(super) fn content_down(keywords: &mut Keywords) {
    for (keyword, usual, format) in CONTENT {
        let is_usual = keywords.get(keyword).and_then(Value::as_str) == Some(usual);
        let is_string = keywords.get("type").is_none_or(|kind| kind.as_str() == Some("string"));
        set_aside(keywords, keyword);
        if is_usual && is_string && !keywords.contains_key("format") {
            keywords.insert("format".into(), format.into());
        }
    }
}

pub(super) fn content_up(keywords: &mut Keywords) {
    for (keyword, usual, format) in CONTENT {
        let is_usual = keywords.get(aside(keyword).as_str()).and_then(Value::as_str) == Some(usual);
        if is_usual && keywords.get("format").and_then(Value::as_str) == Some(format) {
            keywords.remove("format");
        }
    }
}

/// Nothing is both read-only and write-only in OAS 3.0.
pub(super) fn read_and_write_only_down(keywords: &mut Keywords, place: &Place<'_>, report: &mut Report) {
    if is_true(keywords, "readOnly") && is_true(keywords, "writeOnly") {
        set_aside(keywords, "writeOnly");
        report.add(&place.member("writeOnly"), "`writeOnly` beside `readOnly`", "kept as `x-oai-writeOnly`");
    }
}

/// Keywords that OAS 3.0 does not have.
pub(super) fn others_down(keywords: &mut Keywords, place: &Place<'_>, report: &mut Report) {
    rename(keywords, &|keyword| !is_keyword_of_3_0(keyword), &mut |keyword| {
        if !matches!(keyword, "$comment" | "$schema") {
            report.lost(place, keyword);
        }
    });
}

/// Marks a schema of another dialect, in which nothing is changed.
pub(super) const FOREIGN: &str = "x-oai-foreign";

/// Of a schema of another dialect only the texts are sure to mean the same.
pub(super) fn foreign_down(keywords: &mut Keywords, place: &Place<'_>, report: &mut Report) {
    let is_text = |keyword: &str, value: Option<&Value>| {
        matches!(keyword, "title" | "description") && value.is_some_and(|value| value.as_str().is_some())
    };
    let texts: [bool; 2] = ["title", "description"].map(|keyword| is_text(keyword, keywords.get(keyword)));
    let is_kept = |keyword: &str| !(keyword == "title" && texts[0] || keyword == "description" && texts[1]);
    rename(keywords, &is_kept, &mut |_| {});
    keywords.insert(FOREIGN.into(), true.into());
    report.add(place, "a schema of another dialect", "kept its keywords as `x-oai-…`; a reader knows none of them");
}

/// Renames keywords that are not extensions to `x-oai-…`, all at once.
fn rename(keywords: &mut Keywords, is_renamed: &dyn Fn(&str) -> bool, told: &mut dyn FnMut(&str)) {
    let is_renamed = |keyword: &Text| !keyword.starts_with("x-") && is_renamed(keyword);
    if !keywords.keys().any(is_renamed) {
        return;
    }
    let before = core::mem::take(keywords);
    for (keyword, value) in before {
        if is_renamed(&keyword) {
            told(&keyword);
            keywords.insert(aside(&keyword).into(), value);
        } else {
            keywords.insert(keyword, value);
        }
    }
}

/// A Discriminator Object has only its own fields and `x-` fields since OAS 3.1.
pub(super) fn discriminator_up(keywords: &mut Keywords, place: &Place<'_>, report: &mut Report) {
    let Some(fields) = keywords.get_mut("discriminator").and_then(Value::as_object_mut) else {
        return;
    };
    let is_unknown = |field: &Text| !matches!(&**field, "propertyName" | "mapping") && !field.starts_with("x-");
    if !fields.keys().any(is_unknown) {
        return;
    }
    let place = place.member("discriminator");
    for (field, value) in core::mem::take(fields) {
        let mut name = field.clone();
        if is_unknown(&field) {
            name = Text::Owned(format!("{IGNORED}{field}"));
            report.add(&place.member(&field), format!("`{field}`"), format!("kept as `{name}`"));
        }
        fields.insert(name, value);
    }
}

impl Report {
    /// Tells of a keyword that is kept under another name.
    pub(in crate::version) fn lost(&mut self, place: &Place<'_>, keyword: &str) {
        let mut done = format!("kept as `{}`", aside(keyword));
        if let Some(known) = what_is_known_by(keyword) {
            done.push_str("; a reader no longer knows ");
            done.push_str(known);
        }
        self.add(&place.member(keyword), format!("`{keyword}`"), done);
    }
}
