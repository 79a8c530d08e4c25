//! Serde's errors in pydantic's words, as FastAPI answers them.

use openapi_merge::{HttpValidationError, Location, ValidationError};
use serde_json::{Value, json};
use serde_path_to_error::{Path, Segment};

/// What stands in a body, or is missing there.
pub(super) fn of_body(path: &Path, message: &str, body: &Value) -> ValidationError {
    let mut loc = vec![Location::from("body")];
    let mut input = body;
    for segment in path {
        let (step, inside) = match segment {
            Segment::Seq { index } => (Location::from(*index), input.get(index)),
            Segment::Map { key } | Segment::Enum { variant: key } => (Location::from(key.clone()), input.get(key)),
            Segment::Unknown => continue,
        };
        loc.push(step);
        input = inside.unwrap_or(input);
    }
    of(loc, message, input)
}

/// What serde says in `message` of the `input` at `loc`.
pub(super) fn of(mut loc: Vec<Location>, message: &str, input: &Value) -> ValidationError {
    if let Some(field) = quoted_after(message, "missing field `") {
        if loc.last() != Some(&Location::from(field.to_owned())) {
            loc.push(field.to_owned().into());
        }
        return missing(loc, input);
    }
    if message.starts_with("unknown field `") {
        return error(loc, "extra_forbidden", "Extra inputs are not permitted", input);
    }
    if let Some((_, expected)) = message.split_once(", expected ") {
        if message.starts_with("invalid type: ") {
            return wrong_type(loc, message, expected, input);
        }
        if message.starts_with("unknown variant `") {
            let expected = either(expected);
            let mut wrong = error(loc, "enum", &format!("Input should be {expected}"), input);
            wrong.ctx = Some(json!({ "expected": expected }).into());
            return wrong;
        }
    }
    if let Some(reason) = URL_REASONS.iter().find(|reason| message.starts_with(**reason)) {
        let mut wrong = error(loc, "url_parsing", &format!("Input should be a valid URL, {reason}"), input);
        wrong.ctx = Some(json!({ "error": reason }).into());
        return wrong;
    }
    if let Some(reason) = message.strip_prefix("UUID parsing failed: ") {
        let mut wrong = error(loc, "uuid_parsing", &format!("Input should be a valid UUID, {reason}"), input);
        wrong.ctx = Some(json!({ "error": reason }).into());
        return wrong;
    }
    error(loc, "value_error", &format!("Value error, {message}"), input)
}

/// What the crate `url` says, and pydantic with it.
const URL_REASONS: [&str; 7] = [
    "empty host",
    "invalid international domain name",
    "invalid port number",
    "invalid IPv4 address",
    "invalid IPv6 address",
    "invalid domain character",
    "relative URL without a base",
];

fn wrong_type(loc: Vec<Location>, message: &str, expected: &str, input: &Value) -> ValidationError {
    let (kind, sentence) = match expected {
        "a boolean" if input.is_string() || input.is_number() => {
            ("bool_parsing", "Input should be a valid boolean, unable to interpret input")
        }
        "a boolean" => ("bool_type", "Input should be a valid boolean"),
        "f32" | "f64" if input.is_string() => {
            ("float_parsing", "Input should be a valid number, unable to parse string as a number")
        }
        "f32" | "f64" => ("float_type", "Input should be a valid number"),
        _ if INTEGERS.contains(&expected) && input.is_string() => {
            ("int_parsing", "Input should be a valid integer, unable to parse string as an integer")
        }
        _ if INTEGERS.contains(&expected) && input.is_f64() => {
            ("int_from_float", "Input should be a valid integer, got a number with a fractional part")
        }
        _ if INTEGERS.contains(&expected) => ("int_type", "Input should be a valid integer"),
        "a string" | "a borrowed string" | "a character" => ("string_type", "Input should be a valid string"),
        "a sequence" => ("list_type", "Input should be a valid list"),
        "a map" => ("dict_type", "Input should be a valid dictionary"),
        _ if expected.starts_with("struct ") => return no_object(loc, input),
        _ => return error(loc, "value_error", &format!("Value error, {message}"), input),
    };
    error(loc, kind, sentence, input)
}

const INTEGERS: [&str; 12] = ["i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize"];

pub(super) fn missing(loc: Vec<Location>, input: &Value) -> ValidationError {
    error(loc, "missing", "Field required", input)
}

pub(super) fn no_object(loc: Vec<Location>, input: &Value) -> ValidationError {
    let sentence = "Input should be a valid dictionary or object to extract fields from";
    error(loc, "model_attributes_type", sentence, input)
}

/// A body that is no JSON: `loc` has the position of the character where it stops being some.
pub(super) fn no_json(body: &[u8], error: &serde_json::Error) -> HttpValidationError {
    let text = String::from_utf8_lossy(body);
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let before: usize = lines.map(|line| line.chars().count()).sum();
    let position = if error.is_eof() { text.chars().count() } else { before + error.column().saturating_sub(1) };
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
    let mut wrong = ValidationError::new(["body".into(), position.into()], "JSON decode error", "json_invalid");
    wrong.input = Some(json!({}).into());
    wrong.ctx = Some(json!({ "error": in_python(reason) }).into());
    wrong.into()
}

/// serde_json's words for what is no JSON, as Python's `json` says it.
fn in_python(reason: &str) -> &str {
    match reason {
        "expected value" | "EOF while parsing a value" => "Expecting value",
        "key must be a string" | "trailing comma" => "Expecting property name enclosed in double quotes",
        "expected `:`" => "Expecting ':' delimiter",
        "expected `,` or `}`" | "expected `,` or `]`" => "Expecting ',' delimiter",
        "trailing characters" => "Extra data",
        other => other,
    }
}

fn error(loc: Vec<Location>, kind: &'static str, sentence: &str, input: &Value) -> ValidationError {
    let mut wrong = ValidationError::new(loc, sentence, kind);
    wrong.input = Some(input.clone().into());
    wrong
}

/// `` missing field `id` `` → `id`
fn quoted_after<'a>(message: &'a str, start: &str) -> Option<&'a str> {
    message.strip_prefix(start)?.strip_suffix('`')
}

/// `` one of `a`, `b`, `c` `` → `'a', 'b' or 'c'`
fn either(expected: &str) -> String {
    let quoted = expected.trim_start_matches("one of ").replace('`', "'").replace("' or '", "', '");
    match quoted.rsplit_once(", ") {
        Some((before, last)) => format!("{before} or {last}"),
        None => quoted,
    }
}
