//! `Fault`: one thing that is wrong with a value, in pydantic's words. Where it stands is not said here.
//!
//! A fault is made from what was found, one function a kind, and never from the text of another library's message; that
//! text may stand in `ctx.error`, as pydantic has it.

use std::borrow::Cow;
use std::fmt::Display;

use serde_json::{Value, json};

/// What is wrong: pydantic's `type`, `msg` and `ctx`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault {
    pub(crate) kind: &'static str,
    pub(crate) message: Cow<'static, str>,
    pub(crate) context: Option<Box<Value>>,
    /// What was given, if it is shown in another way than it came.
    pub(crate) input: Option<Box<Value>>,
}

/// Kinds that have one sentence.
macro_rules! plain {
    ($($name:ident $message:literal)*) => {
        impl Fault {
            $(
                pub(crate) fn $name() -> Self {
                    Self { kind: stringify!($name), message: Cow::Borrowed($message), context: None, input: None }
                }
            )*
        }
    };
}

plain! {
    missing "Field required"
    extra_forbidden "Extra inputs are not permitted"
    none_required "Input should be None"
    model_attributes_type "Input should be a valid dictionary or object to extract fields from"
    dict_type "Input should be a valid dictionary"
    list_type "Input should be a valid list"
    set_type "Input should be a valid set"
    tuple_type "Input should be a valid tuple"
    string_type "Input should be a valid string"
    string_unicode "Input should be a valid string, unable to parse raw data as a unicode string"
    bytes_type "Input should be a valid bytes"
    bool_type "Input should be a valid boolean"
    bool_parsing "Input should be a valid boolean, unable to interpret input"
    int_type "Input should be a valid integer"
    int_parsing "Input should be a valid integer, unable to parse string as an integer"
    int_parsing_size "Unable to parse input string as an integer, exceeded maximum size"
    int_from_float "Input should be a valid integer, got a number with a fractional part"
    float_type "Input should be a valid number"
    float_parsing "Input should be a valid number, unable to parse string as a number"
    finite_number "Input should be a finite number"
    decimal_type "Decimal input should be an integer, float, string or Decimal object"
    decimal_parsing "Input should be a valid decimal"
    uuid_type "UUID input should be a string, bytes or UUID object"
    url_type "URL input should be a string or URL"
    date_type "Input should be a valid date"
    date_from_datetime_inexact "Datetimes provided to dates should have zero time - e.g. be exact dates"
    time_type "Input should be a valid time"
    datetime_type "Input should be a valid datetime"
    timezone_aware "Input should have timezone info"
    timezone_naive "Input should not have timezone info"
    time_delta_type "Input should be a valid timedelta"
    recursion_depth_exceeded "Input is nested too deeply"
}

/// Kinds whose sentence ends with what a parser said: `ctx.error`.
macro_rules! parsing {
    ($($name:ident $start:literal)*) => {
        impl Fault {
            $(
                pub(crate) fn $name(error: impl Display) -> Self {
                    let error = error.to_string();
                    let message = format!(concat!($start, ", {}"), error);
                    Self::with(stringify!($name), message, json!({ "error": error }))
                }
            )*
        }
    };
}

parsing! {
    uuid_parsing "Input should be a valid UUID"
    url_parsing "Input should be a valid URL"
    date_parsing "Input should be a valid date in the format YYYY-MM-DD"
    date_from_datetime_parsing "Input should be a valid date or datetime"
    datetime_parsing "Input should be a valid datetime"
    datetime_from_date_parsing "Input should be a valid datetime or date"
    time_parsing "Input should be in a valid time format"
    time_delta_parsing "Input should be a valid timedelta"
}

/// Which side of a bound a value must be on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Side {
    AtLeast,
    AtMost,
    Above,
    Below,
}

impl Fault {
    fn with(kind: &'static str, message: String, context: Value) -> Self {
        Self { kind, message: Cow::Owned(message), context: Some(Box::new(context)), input: None }
    }

    /// `bound` as it is read, and as it stands in `ctx`.
    pub(crate) fn bound(side: Side, bound: impl Display, in_context: impl Into<Value>) -> Self {
        let (kind, words, key) = match side {
            Side::AtLeast => ("greater_than_equal", "greater than or equal to", "ge"),
            Side::AtMost => ("less_than_equal", "less than or equal to", "le"),
            Side::Above => ("greater_than", "greater than", "gt"),
            Side::Below => ("less_than", "less than", "lt"),
        };
        Self::with(kind, format!("Input should be {words} {bound}"), json!({ key: in_context.into() }))
    }

    pub(crate) fn multiple_of(step: impl Display, in_context: impl Into<Value>) -> Self {
        let message = format!("Input should be a multiple of {step}");
        Self::with("multiple_of", message, json!({ "multiple_of": in_context.into() }))
    }

    pub(crate) fn string_too_short(least: u64) -> Self {
        let message = format!("String should have at least {}", counted(least, "character"));
        Self::with("string_too_short", message, json!({ "min_length": least }))
    }

    pub(crate) fn string_too_long(most: u64) -> Self {
        let message = format!("String should have at most {}", counted(most, "character"));
        Self::with("string_too_long", message, json!({ "max_length": most }))
    }

    pub(crate) fn string_pattern_mismatch(pattern: &str) -> Self {
        let message = format!("String should match pattern '{pattern}'");
        Self::with("string_pattern_mismatch", message, json!({ "pattern": pattern }))
    }

    /// `what` is `List`, `Set`, `Tuple` or `Dictionary`.
    pub(crate) fn too_short(what: &str, least: u64, found: usize) -> Self {
        let items = counted(least, "item");
        let message = format!("{what} should have at least {items} after validation, not {found}");
        let context = json!({ "field_type": what, "min_length": least, "actual_length": found });
        Self::with("too_short", message, context)
    }

    /// `what` is `List`, `Set`, `Tuple` or `Dictionary`.
    pub(crate) fn too_long(what: &str, most: u64, found: usize) -> Self {
        let items = counted(most, "item");
        let message = format!("{what} should have at most {items} after validation, not {found}");
        let context = json!({ "field_type": what, "max_length": most, "actual_length": found });
        Self::with("too_long", message, context)
    }

    /// `expected` is `'red', 'green' or 'blue'`.
    pub(crate) fn choice(literal: bool, expected: &str) -> Self {
        let kind = if literal { "literal_error" } else { "enum" };
        Self::with(kind, format!("Input should be {expected}"), json!({ "expected": expected }))
    }

    pub(crate) fn union_tag_not_found(discriminator: &str) -> Self {
        let discriminator = format!("'{discriminator}'");
        let message = format!("Unable to extract tag using discriminator {discriminator}");
        Self::with("union_tag_not_found", message, json!({ "discriminator": discriminator }))
    }

    pub(crate) fn union_tag_invalid(discriminator: &str, tag: &str, expected: &str) -> Self {
        let message = format!(
            "Input tag '{tag}' found using '{discriminator}' does not match any of the expected tags: {expected}"
        );
        let discriminator = format!("'{discriminator}'");
        let context = json!({ "discriminator": discriminator, "tag": tag, "expected_tags": expected });
        Self::with("union_tag_invalid", message, context)
    }

    pub(crate) fn url_scheme(expected: &str) -> Self {
        let message = format!("URL scheme should be {expected}");
        Self::with("url_scheme", message, json!({ "expected_schemes": expected }))
    }

    pub(crate) fn url_too_long(most: u64) -> Self {
        let message = format!("URL should have at most {}", counted(most, "character"));
        Self::with("url_too_long", message, json!({ "max_length": most }))
    }

    pub(crate) fn base64_decode(error: &str) -> Self {
        Self::with("base64_decode", format!("Base64 decoding error: '{error}'"), json!({ "error": error }))
    }

    pub(crate) fn email(reason: &str) -> Self {
        let message = format!("value is not a valid email address: {reason}");
        Self::with("value_error", message, json!({ "reason": reason }))
    }

    pub(crate) fn decimal_max_digits(most: u64) -> Self {
        let message = format!("Decimal input should have no more than {} in total", counted(most, "digit"));
        Self::with("decimal_max_digits", message, json!({ "max_digits": most }))
    }

    pub(crate) fn decimal_max_places(most: u64) -> Self {
        let message = format!("Decimal input should have no more than {}", counted(most, "decimal place"));
        Self::with("decimal_max_places", message, json!({ "decimal_places": most }))
    }

    pub(crate) fn decimal_whole_digits(most: u64) -> Self {
        let digits = counted(most, "digit");
        let message = format!("Decimal input should have no more than {digits} before the decimal point");
        Self::with("decimal_whole_digits", message, json!({ "whole_digits": most }))
    }

    pub(crate) fn json_invalid(error: &str) -> Self {
        Self::with("json_invalid", "JSON decode error".into(), json!({ "error": error }))
    }

    /// What a type says of itself, or what no schema can say.
    pub(crate) fn value_error(error: impl Display) -> Self {
        let error = error.to_string();
        Self::with("value_error", format!("Value error, {error}"), json!({ "error": error }))
    }

    /// More of something than a limit allows. `limit` is the limit's name.
    pub(crate) fn limit(limit: &'static str, what: &str, most: usize) -> Self {
        let message = format!("Input should have at most {}", counted(most as u64, what));
        Self::with("limit_exceeded", message, json!({ "limit": limit, "max": most }))
    }
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// `'red', 'green' or 'blue'`, as pydantic lists what it expects.
pub(crate) fn either(quoted: &[String]) -> String {
    match quoted {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} or {last}", before.join(", ")),
    }
}
