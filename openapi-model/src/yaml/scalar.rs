//! What a plain scalar is in YAML's core schema (YAML 1.2.2, section 10.3.2), digit for digit.

use alloc::format;
use alloc::string::String;

use crate::json::number::Number;
use crate::json::text;
use crate::json::value::Value;

/// A plain scalar that JSON has no value for.
pub(super) struct NotJson;

/// What a plain scalar without a tag is.
///
/// # Errors
/// If it is infinite, not a number, or an octal or hexadecimal number of more than 128 bits.
pub(super) fn resolve(scalar: &str) -> Result<Value, NotJson> {
    match scalar {
        "" | "~" | "null" | "Null" | "NULL" => Ok(Value::Null),
        "true" | "True" | "TRUE" => Ok(Value::Bool(true)),
        "false" | "False" | "FALSE" => Ok(Value::Bool(false)),
        ".nan" | ".NaN" | ".NAN" => Err(NotJson),
        _ if is_infinite(scalar) => Err(NotJson),
        _ => Ok(number(scalar)?.map_or_else(|| Value::String(text::from_str(scalar)), Value::Number)),
    }
}

fn is_infinite(scalar: &str) -> bool {
    let unsigned = scalar.strip_prefix(['-', '+']).unwrap_or(scalar);
    matches!(unsigned, ".inf" | ".Inf" | ".INF")
}

/// The number that a scalar is; `None` if it is none.
pub(super) fn number(scalar: &str) -> Result<Option<Number>, NotJson> {
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        if let Some(digits) = scalar.strip_prefix(prefix) {
            let is_number = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
            return is_number
                .then(|| u128::from_str_radix(digits, radix).map(Number::from))
                .transpose()
                .map_err(|_| NotJson);
        }
    }
    Ok(decimal(scalar))
}

/// A decimal number, spelled as JSON spells it where YAML allows more: a `+`, zeros in front, nothing beside the point.
fn decimal(scalar: &str) -> Option<Number> {
    let unsigned = scalar.strip_prefix(['-', '+']).unwrap_or(scalar);
    let (mantissa, exponent) = unsigned.split_at(unsigned.find(['e', 'E']).unwrap_or(unsigned.len()));
    let (whole, fraction) = mantissa.split_at(mantissa.find('.').unwrap_or(mantissa.len()));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = fraction.strip_prefix('.').unwrap_or_default();
    let power = exponent.get(1..).map_or("", |power| power.strip_prefix(['-', '+']).unwrap_or(power));
    let is_number = is_digits(whole)
        && is_digits(digits)
        && is_digits(power)
        && !(whole.is_empty() && digits.is_empty())
        && power.is_empty() == exponent.is_empty();
    if !is_number {
        return None;
    }
    let sign = if scalar.starts_with('-') { "-" } else { "" };
    let significant = whole.trim_start_matches('0');
    let whole = if significant.is_empty() { "0" } else { significant };
    let fraction: String = if fraction == "." { String::from(".0") } else { fraction.into() };
    format!("{sign}{whole}{fraction}{exponent}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn resolved(scalar: &str) -> String {
        resolve(scalar).map_or("not JSON".into(), |value| value.to_string())
    }

    #[test]
    fn the_core_schema_decides() {
        // The examples and productions of YAML 1.2.2, section 10.3.2.
        for (scalar, json) in [
            ("null", "null"),
            ("Null", "null"),
            ("", "null"),
            ("~", "null"),
            ("nULL", "\"nULL\""),
            ("true", "true"),
            ("False", "false"),
            ("TRUE", "true"),
            ("tRUE", "\"tRUE\""),
            ("yes", "\"yes\""),
            ("0", "0"),
            ("0o7", "7"),
            ("0o17", "15"),
            ("0x3A", "58"),
            ("-19", "-19"),
            ("0127", "127"),
            ("-007", "-7"),
            ("+12", "12"),
            ("0b11", "\"0b11\""),
            ("0o8", "\"0o8\""),
            ("0x", "\"0x\""),
            ("-0x1", "\"-0x1\""),
            ("1_000", "\"1_000\""),
            ("1:30", "\"1:30\""),
            ("2020-01-01", "\"2020-01-01\""),
            ("0.", "0.0"),
            ("-0.0", "-0.0"),
            (".5", "0.5"),
            ("+12e03", "12e03"),
            ("-2E+05", "-2E+05"),
            ("1.10", "1.10"),
            ("18446744073709551616", "18446744073709551616"),
            ("1e999", "1e999"),
            ("-0", "-0"),
            ("00", "0"),
            ("-.5", "-0.5"),
            (".", "\".\""),
            ("-", "\"-\""),
            ("e5", "\"e5\""),
            ("1e", "\"1e\""),
            (".e1", "\".e1\""),
            ("1.2.3", "\"1.2.3\""),
            (".inf", "not JSON"),
            ("-.Inf", "not JSON"),
            ("+.INF", "not JSON"),
            (".nan", "not JSON"),
            ("0xfffffffffffffffffffffffffffffffff", "not JSON"),
        ] {
            assert_eq!(resolved(scalar), json, "{scalar}");
        }
    }
}
