//! Numbers.

use serde_json::Value;

use super::int::without_underscores;
use super::{Exactness, Read};
use crate::fault::{Fault, Side};
use crate::schema::Number;

pub(super) fn read(bounds: &Number, input: &Value, lax: bool) -> Read {
    let (value, exactness) = match input {
        Value::Number(number) => {
            let exactness = if number.is_f64() { Exactness::Exact } else { Exactness::Strict };
            match number.as_f64().filter(|value| value.is_finite()) {
                Some(value) => (value, exactness),
                // A float that no float holds, or an integer.
                None if number.to_string().contains(['.', 'e', 'E']) => return Err(Fault::finite_number()),
                None => return Err(Fault::float_type()),
            }
        }
        Value::Bool(value) if lax => (f64::from(u8::from(*value)), Exactness::Lax),
        Value::String(text) if lax => (of_text(text).ok_or_else(Fault::float_parsing)?, Exactness::Lax),
        _ => return Err(Fault::float_type()),
    };
    if !value.is_finite() && !bounds.infinite {
        return Err(Fault::finite_number());
    }
    if let Some(fault) = float_fault(bounds, value) {
        return Err(fault);
    }
    match (input, serde_json::Number::from_f64(value)) {
        (Value::Number(_), _) => Ok((input.clone(), exactness)),
        (_, Some(number)) => Ok((Value::Number(number), exactness)),
        (_, None) => Err(Fault::finite_number()),
    }
}

fn of_text(text: &str) -> Option<f64> {
    let trimmed = text.trim();
    match trimmed.parse() {
        Ok(value) => Some(value),
        Err(_) if trimmed.contains('_') => without_underscores(trimmed)?.parse().ok(),
        Err(_) => None,
    }
}

/// A multiple may be off by so much, as pydantic has it.
const TOLERANCE: f64 = 1e-9;

/// What is wrong with a number, in the order in which pydantic asks. What is no number is on no side of a bound.
#[allow(clippy::neg_cmp_op_on_partial_ord, reason = "what is no number fits no bound")]
pub(crate) fn float_fault(bounds: &Number, value: f64) -> Option<Fault> {
    if let Some(step) = bounds.step {
        let rest = (value % step).abs();
        if rest > TOLERANCE && step - rest > TOLERANCE {
            return Some(Fault::multiple_of(step, step));
        }
    }
    let told = |side, bound: f64| Some(Fault::bound(side, bound, bound));
    match bounds {
        Number { at_most: Some(bound), .. } if !(value <= *bound) => told(Side::AtMost, *bound),
        Number { below: Some(bound), .. } if !(value < *bound) => told(Side::Below, *bound),
        Number { at_least: Some(bound), .. } if !(value >= *bound) => told(Side::AtLeast, *bound),
        Number { above: Some(bound), .. } if !(value > *bound) => told(Side::Above, *bound),
        _ => None,
    }
}
