//! Keywords that forbid values by themselves: `const` and `enum`, bounds, counts.

use alloc::string::ToString as _;

use super::{Keywords, levels, set_aside};
use crate::version::report::Report;
use crate::version::step::aside;
use crate::walk::Place;
use crate::{MAX_DEPTH, Number, Text, Value};

/// `const` is an `enum` of one value.
pub(super) fn constant_down(keywords: &mut Keywords, level: usize, place: &Place<'_>, report: &mut Report) {
    if constant_is_too_deep(keywords, level) {
        set_aside(keywords, "const");
        report.lost(place, "const");
        return;
    }
    if let Some(value) = keywords.get("const").cloned() {
        let says_more = keywords.get("enum").and_then(Value::as_array).is_some_and(|values| !values.contains(&value));
        set_aside(keywords, "const");
        set_aside(keywords, "enum");
        keywords.insert("enum".into(), Value::Array([value].into()));
        if says_more {
            report.lost(place, "enum");
        }
    }
}

/// Whether a constant would be too deep to be read again if it stood in an array.
pub(super) fn constant_is_too_deep(keywords: &Keywords, level: usize) -> bool {
    keywords.get("const").is_some_and(|value| level + 1 + levels(value, MAX_DEPTH) > MAX_DEPTH)
}

pub(super) fn constant_up(keywords: &mut Keywords) {
    let is_one = keywords.get("enum").and_then(Value::as_array).is_some_and(|values| values.len() == 1);
    if is_one && keywords.contains_key(aside("const").as_str()) {
        keywords.remove("enum");
    }
}

/// An exclusive bound is the bound and a flag beside it; of two bounds the tighter.
pub(super) fn bound_down(keywords: &mut Keywords, bound: &str, exclusive: &str, is_tighter: fn(f64, f64) -> bool) {
    let number = |keyword: &str| keywords.get(keyword).and_then(Value::as_number).map(size);
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

/// A number's size, as near as a double comes to it.
fn size(number: &Number) -> f64 {
    alloc::format!("{number}").parse().unwrap_or_default()
}

/// Whether it cannot be told which of two bounds is the tighter, so that both may be needed.
pub(super) fn are_too_close(keywords: &Keywords, bound: &str, exclusive: &str) -> bool {
    let number = |keyword: &str| keywords.get(keyword).and_then(Value::as_number);
    match (number(bound), number(exclusive)) {
        (Some(bound), Some(exclusive)) => size(bound) == size(exclusive) && bound != exclusive,
        _ => false,
    }
}

pub(super) fn bound_up(keywords: &mut Keywords, bound: &str, exclusive: &str) {
    let Some(is_exclusive) = keywords.get(exclusive).and_then(Value::as_bool) else {
        return;
    };
    keywords.remove(exclusive);
    if is_exclusive {
        if let Some(limit) = keywords.remove(bound) {
            keywords.insert(Text::Owned(exclusive.into()), limit);
        }
    }
}

/// The keywords that hold a count.
pub(super) const COUNTS: [&str; 6] =
    ["maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties"];

/// A count is written without a fraction and an exponent in OAS 3.0.
pub(super) fn counts_down(keywords: &mut Keywords, place: &Place<'_>, report: &mut Report) {
    for keyword in COUNTS {
        let Some(number) = keywords.get(keyword).and_then(Value::as_number).filter(|it| !is_plain_count(it)) else {
            continue;
        };
        let count = count(number);
        set_aside(keywords, keyword);
        match count {
            Some(count) => drop(keywords.insert(keyword.into(), count.into())),
            None => report.lost(place, keyword),
        }
    }
}

/// Whether a number is written in digits alone.
fn is_plain_count(number: &Number) -> bool {
    number.to_string().bytes().all(|byte| byte.is_ascii_digit())
}

/// The count that a number such as `3.0` is.
fn count(number: &Number) -> Option<u64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let size = size(number);
    ((0.0..=EXACT).contains(&size) && size % 1.0 == 0.0).then_some(size as u64)
}

/// Whether a keyword holds a number that is not known to be a count.
pub(super) fn is_uncountable(keywords: &Keywords, keyword: &str) -> bool {
    let number = keywords.get(keyword).and_then(Value::as_number);
    number.is_some_and(|number| number.as_u64().is_none() && count(number).is_none())
}

pub(super) fn counts_up(keywords: &mut Keywords) {
    for keyword in COUNTS {
        if let Some(kept) = keywords.get(aside(keyword).as_str()).and_then(Value::as_number) {
            if count(kept).is_some() && keywords.get(keyword).and_then(Value::as_u64) == count(kept) {
                keywords.remove(keyword);
            }
        }
    }
}

/// `required` and `enum` are not empty in OAS 3.0.
pub(super) fn empty_lists_down(keywords: &mut Keywords, place: &Place<'_>, report: &mut Report) {
    for keyword in ["required", "enum"] {
        if keywords.get(keyword).and_then(Value::as_array).is_some_and(alloc::vec::Vec::is_empty) {
            set_aside(keywords, keyword);
            if keyword == "enum" {
                report.lost(place, keyword);
            }
        }
    }
}
