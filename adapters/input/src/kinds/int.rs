//! Integers.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::{Exactness, Read};
use crate::fault::{Fault, Side};
use crate::schema::Integer;

/// pydantic reads no longer texts as integers.
const MOST_DIGITS: usize = 4300;

/// An integer of any size. Bounds have at most 128 bits, so that of larger ones the sign and the digits are enough.
#[derive(Debug, PartialEq)]
enum Whole {
    Small(i128),
    Huge { negative: bool, digits: String },
}

pub(super) fn read(bounds: &Integer, input: &Value, lax: bool) -> Read {
    let (whole, exactness) = match input {
        Value::Number(number) => of_number(number, lax)?,
        Value::Bool(value) if lax => (Whole::Small((*value).into()), Exactness::Lax),
        Value::String(text) if lax => (of_text(text)?, Exactness::Lax),
        _ => return Err(Fault::int_type()),
    };
    match whole {
        Whole::Small(value) => match int_fault(bounds, value) {
            None => Ok((to_json(value), exactness)),
            Some(fault) => Err(fault),
        },
        Whole::Huge { negative, digits } => {
            huge_fault(bounds, negative, &digits).map_or_else(|| Ok((input.clone(), exactness)), Err)
        }
    }
}

fn of_number(number: &Number, lax: bool) -> Result<(Whole, Exactness), Fault> {
    if let Some(value) = number.as_i128() {
        return Ok((Whole::Small(value), Exactness::Exact));
    }
    let text = number.to_string();
    let digits = text.strip_prefix('-').unwrap_or(&text);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok((Whole::Huge { negative: digits.len() < text.len(), digits: digits.to_owned() }, Exactness::Exact));
    }
    if !lax {
        return Err(Fault::int_type());
    }
    match number.as_f64().filter(|value| value.is_finite()) {
        None => Err(Fault::finite_number()),
        Some(value) if value.fract() != 0.0 => Err(Fault::int_from_float()),
        Some(value) if value.abs() < i64::MAX as f64 => Ok((Whole::Small(value as i128), Exactness::Lax)),
        Some(_) => Err(Fault::int_parsing_size()),
    }
}

/// `" 3 "`, `"+3"`, `"007"`, `"1_000"` and `"3.0"` are integers, `"3."` and `"1__0"` are not.
fn of_text(text: &str) -> Result<Whole, Fault> {
    let trimmed = text.trim();
    if trimmed.len() > MOST_DIGITS {
        return Err(Fault::int_parsing_size());
    }
    let (negative, unsigned) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
    };
    let whole = match unsigned.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => whole,
        Some(_) => return Err(Fault::int_parsing()),
        None => unsigned,
    };
    let digits = without_underscores(whole).ok_or_else(Fault::int_parsing)?;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::int_parsing());
    }
    Ok(match digits.parse::<i128>() {
        Ok(value) => Whole::Small(if negative { -value } else { value }),
        Err(_) => Whole::Huge { negative, digits: digits.into_owned() },
    })
}

/// Digits may be grouped by single underscores.
pub(super) fn without_underscores(digits: &str) -> Option<Cow<'_, str>> {
    if !digits.contains('_') {
        return Some(Cow::Borrowed(digits));
    }
    let misplaced = digits.starts_with('_') || digits.ends_with('_') || digits.contains("__");
    (!misplaced).then(|| Cow::Owned(digits.replace('_', "")))
}

fn to_json(value: i128) -> Value {
    match (i64::try_from(value), u64::try_from(value)) {
        (Ok(value), _) => value.into(),
        (_, Ok(value)) => value.into(),
        // What JSON numbers of this build cannot hold is left to the type, as a text.
        _ => Number::from_i128(value).map_or_else(|| value.to_string().into(), Value::Number),
    }
}

/// What is wrong with an integer, in the order in which pydantic asks.
pub(crate) fn int_fault(bounds: &Integer, value: i128) -> Option<Fault> {
    if let Some(step) = bounds.step.filter(|step| value % step != 0) {
        return Some(Fault::multiple_of(step, to_json(step)));
    }
    out_of(bounds, |bound| value.cmp(&bound))
}

fn huge_fault(bounds: &Integer, negative: bool, digits: &str) -> Option<Fault> {
    let rest = |step: i128| {
        digits.bytes().try_fold(0i128, |rest, digit| Some((rest.checked_mul(10)? + i128::from(digit - b'0')) % step))
    };
    if let Some(step) = bounds.step.filter(|step| rest(*step) != Some(0)) {
        return Some(Fault::multiple_of(step, to_json(step)));
    }
    out_of(bounds, |_| if negative { Ordering::Less } else { Ordering::Greater })
}

fn out_of(bounds: &Integer, compared: impl Fn(i128) -> Ordering) -> Option<Fault> {
    let told = |side, bound: i128| Some(Fault::bound(side, bound, to_json(bound)));
    match bounds {
        Integer { at_most: Some(bound), .. } if compared(*bound).is_gt() => told(Side::AtMost, *bound),
        Integer { below: Some(bound), .. } if compared(*bound).is_ge() => told(Side::Below, *bound),
        Integer { at_least: Some(bound), .. } if compared(*bound).is_lt() => told(Side::AtLeast, *bound),
        Integer { above: Some(bound), .. } if compared(*bound).is_le() => told(Side::Above, *bound),
        _ => None,
    }
}
