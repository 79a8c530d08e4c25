//! Values that are no list and no object: what each kind accepts, and what it says of others.

mod base64;
pub(crate) mod decimal;
mod email;
mod float;
mod int;
mod temporal;
mod texts;

use serde_json::Value;

use crate::fault::Fault;
use crate::schema::Kind;

pub(crate) use float::float_fault;
pub(crate) use int::int_fault;
pub(crate) use texts::text_fault;

/// How much of a conversion it took to read a value; unions prefer the branch that took least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exactness {
    Lax,
    Strict,
    Exact,
}

/// What a value is read as, and how exactly.
pub(crate) type Read = Result<(Value, Exactness), Fault>;

/// Reads a value that is no list and no object. `lax` reads texts as numbers and booleans, numbers as dates, and so on,
/// as pydantic does where it is not told to be strict.
pub(crate) fn read(kind: &Kind, input: &Value, lax: bool) -> Read {
    match kind {
        Kind::Null if input.is_null() => Ok((Value::Null, Exactness::Exact)),
        Kind::Bool => bool_of(input, lax),
        Kind::Integer(bounds) => int::read(bounds, input, lax),
        Kind::Number(bounds) => float::read(bounds, input, lax),
        Kind::Decimal(rules) => decimal::read(rules, input),
        Kind::Text(rules) => texts::text(rules, input),
        Kind::Choice(choice) => texts::choice(choice, input),
        Kind::Uuid => texts::uuid(input),
        Kind::Url(rules) => texts::url(rules, input),
        Kind::Email => email::read(input),
        Kind::Base64 => base64::read(input),
        Kind::Date => temporal::date(input, lax),
        Kind::Time(offset) => temporal::time(*offset, input, lax),
        Kind::DateTime(offset) => temporal::datetime(*offset, input, lax),
        Kind::Duration(bounds) => temporal::duration(bounds, input, lax),
        Kind::Null => Err(Fault::none_required()),
        _ => Ok((input.clone(), Exactness::Exact)),
    }
}

fn bool_of(input: &Value, lax: bool) -> Read {
    let read = match input {
        Value::Bool(value) => return Ok((Value::Bool(*value), Exactness::Exact)),
        Value::String(text) if lax => bool_of_text(text),
        Value::Number(number) if lax => match number.as_f64() {
            Some(0.0) => Some(false),
            Some(1.0) => Some(true),
            // pydantic reads a number as an integer first, one of 64 bits.
            Some(number) if number.fract() != 0.0 || number.abs() >= i64::MAX as f64 => return Err(Fault::bool_type()),
            _ => None,
        },
        _ => return Err(Fault::bool_type()),
    };
    read.map(|value| (Value::Bool(value), Exactness::Lax)).ok_or_else(Fault::bool_parsing)
}

fn bool_of_text(text: &str) -> Option<bool> {
    let is_one_of = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is_one_of(&["1", "t", "y", "on", "yes", "true"]) {
        return Some(true);
    }
    is_one_of(&["0", "f", "n", "no", "off", "false"]).then_some(false)
}
