//! Dates, times and durations, read by the crate that pydantic is built on.

use serde_json::Value;
use speedate::{
    Date, DateTime, Duration, MicrosecondsPrecisionOverflowBehavior, ParseError, Time, TimeConfig, TimeConfigBuilder,
};
use strum::EnumMessage as _;

use super::{Exactness, Read};
use crate::fault::{Fault, Side};
use crate::schema::{DurationBounds, Offset};

fn config() -> TimeConfig {
    TimeConfigBuilder::new()
        .microseconds_precision_overflow_behavior(MicrosecondsPrecisionOverflowBehavior::Truncate)
        .unix_timestamp_offset(Some(0))
        .build()
}

/// What the parser says, in a sentence.
fn reason(error: ParseError) -> &'static str {
    error.get_documentation().unwrap_or("it cannot be read")
}

fn lax_text(value: String) -> Read {
    Ok((value.into(), Exactness::Lax))
}

/// Seconds, and millionths of one.
fn timestamp(number: &serde_json::Number) -> Option<(i64, u32)> {
    if let Some(seconds) = number.as_i64() {
        return Some((seconds, 0));
    }
    let seconds = number.as_f64().filter(|seconds| seconds.is_finite() && seconds.abs() < i64::MAX as f64)?;
    let whole = seconds.floor();
    let millionths = ((seconds - whole) * 1e6).round() as u32;
    Some(if millionths >= 1_000_000 { (whole as i64 + 1, 0) } else { (whole as i64, millionths) })
}

fn date_of(text: &str) -> Result<Date, ParseError> {
    Date::parse_bytes_rfc3339(text.as_bytes())
}

fn datetime_of(input: &Value, lax: bool) -> Option<Result<DateTime, ParseError>> {
    match input {
        Value::String(text) if lax => Some(DateTime::parse_bytes_with_config(text.as_bytes(), &config_of_datetime())),
        Value::String(text) => Some(DateTime::parse_bytes_rfc3339_with_config(text.as_bytes(), &config())),
        Value::Number(number) if lax => Some(match (number.as_i64(), number.as_f64()) {
            (Some(seconds), _) => DateTime::from_timestamp_with_config(seconds, 0, &config_of_datetime()),
            (None, Some(seconds)) if seconds.is_finite() => {
                DateTime::from_float_with_config(seconds, &config_of_datetime())
            }
            _ => Err(ParseError::DateTooLarge),
        }),
        _ => None,
    }
}

fn config_of_datetime() -> speedate::DateTimeConfig {
    speedate::DateTimeConfigBuilder::new().time_config(config()).build()
}

/// Python's dates begin with year 1.
const NO_YEAR: &str = "year 0 is out of range";

pub(super) fn date(input: &Value, lax: bool) -> Read {
    let not_exact = match input {
        Value::String(text) => match date_of(text) {
            Ok(date) if date.year == 0 => return Err(Fault::date_parsing(NO_YEAR)),
            Ok(date) => return lax_text(date.to_string()),
            Err(error) if !lax => return Err(Fault::date_parsing(reason(error))),
            Err(_) => datetime_of(input, true),
        },
        _ => datetime_of(input, lax),
    };
    match not_exact {
        None => Err(Fault::date_type()),
        Some(Err(error)) => Err(Fault::date_from_datetime_parsing(reason(error))),
        Some(Ok(DateTime { date, time })) => {
            let midnight = time.hour == 0 && time.minute == 0 && time.second == 0 && time.microsecond == 0;
            if date.year == 0 {
                return Err(Fault::date_parsing(NO_YEAR));
            }
            if midnight { lax_text(date.to_string()) } else { Err(Fault::date_from_datetime_inexact()) }
        }
    }
}

pub(super) fn datetime(offset: Offset, input: &Value, lax: bool) -> Read {
    let read = match datetime_of(input, lax) {
        None => return Err(Fault::datetime_type()),
        Some(Ok(read)) if read.date.year == 0 => return Err(Fault::datetime_parsing(NO_YEAR)),
        Some(Ok(read)) => read,
        // A date is the moment at which it begins.
        Some(Err(error)) => match input {
            Value::String(text) if lax => {
                let date = date_of(text).map_err(|error| Fault::datetime_from_date_parsing(reason(error)))?;
                if date.year == 0 {
                    return Err(Fault::datetime_parsing(NO_YEAR));
                }
                DateTime { date, time: Time { hour: 0, minute: 0, second: 0, microsecond: 0, tz_offset: None } }
            }
            _ => return Err(Fault::datetime_parsing(reason(error))),
        },
    };
    match (offset, read.time.tz_offset) {
        (Offset::Required, None) => Err(Fault::timezone_aware()),
        (Offset::Forbidden, Some(_)) => Err(Fault::timezone_naive()),
        _ => lax_text(read.to_string()),
    }
}

pub(super) fn time(offset: Offset, input: &Value, lax: bool) -> Read {
    let read = match input {
        Value::String(text) => Time::parse_bytes_with_config(text.as_bytes(), &config()),
        Value::Number(number) if lax => match timestamp(number) {
            Some((seconds, _)) if seconds < 0 => return Err(Fault::time_parsing("time in seconds should be positive")),
            Some((seconds, millionths)) => match u32::try_from(seconds) {
                Ok(seconds) => Time::from_timestamp_with_config(seconds, millionths, &config()),
                Err(_) => Err(ParseError::TimeTooLarge),
            },
            None => Err(ParseError::TimeTooLarge),
        },
        _ => return Err(Fault::time_type()),
    };
    let read = read.map_err(|error| Fault::time_parsing(reason(error)))?;
    match (offset, read.tz_offset, input) {
        (Offset::Required, None, _) => Err(Fault::timezone_aware()),
        (Offset::Forbidden, Some(_), Value::String(_)) => Err(Fault::timezone_naive()),
        // A number is a time in UTC, which a type without an offset need not be told.
        (Offset::Forbidden, Some(_), _) => lax_text(Time { tz_offset: None, ..read }.to_string()),
        _ => lax_text(read.to_string()),
    }
}

pub(super) fn duration(bounds: &DurationBounds, input: &Value, lax: bool) -> Read {
    let read = match input {
        Value::String(text) => Duration::parse_bytes_with_config(text.as_bytes(), &config()),
        Value::Number(number) if lax => of_seconds(number),
        Value::Bool(value) if lax => Duration::new(true, 0, u32::from(*value), 0),
        _ => return Err(Fault::time_delta_type()),
    };
    let read = read.map_err(|error| Fault::time_delta_parsing(reason(error)))?;
    let told = |side, bound: &Duration| {
        let seconds = read.signed_total_seconds() as f64 + f64::from(read.signed_microseconds()) / 1e6;
        Err(Fault { input: Some(Box::new(seconds.into())), ..Fault::bound(side, in_words(bound), in_words(bound)) })
    };
    match bounds {
        DurationBounds { at_most: Some(bound), .. } if read > *bound => told(Side::AtMost, bound),
        DurationBounds { at_least: Some(bound), .. } if read < *bound => told(Side::AtLeast, bound),
        _ => lax_text(read.to_string()),
    }
}

fn of_seconds(number: &serde_json::Number) -> Result<Duration, ParseError> {
    let (seconds, millionths) = timestamp(number).ok_or(ParseError::DurationDaysTooLarge)?;
    const DAY: i64 = 86_400;
    let (positive, seconds, millionths) = match (seconds < 0, millionths) {
        (false, _) => (true, seconds, millionths),
        (true, 0) => (false, seconds.checked_neg().ok_or(ParseError::DurationDaysTooLarge)?, 0),
        (true, millionths) => (false, -(seconds + 1), 1_000_000 - millionths),
    };
    let days = u32::try_from(seconds / DAY).map_err(|_| ParseError::DurationDaysTooLarge)?;
    Duration::new(positive, days, u32::try_from(seconds % DAY).unwrap_or_default(), millionths)
}

/// `1 hour and 30 seconds`, as pydantic writes a bound.
fn in_words(duration: &Duration) -> String {
    let counted = |count: u32, unit: &str| match count {
        0 => None,
        1 => Some(format!("1 {unit}")),
        many => Some(format!("{many} {unit}s")),
    };
    let parts: Vec<String> = [
        counted(duration.day, "day"),
        counted(duration.second / 3600, "hour"),
        counted(duration.second / 60 % 60, "minute"),
        counted(duration.second % 60, "second"),
        counted(duration.microsecond, "microsecond"),
    ]
    .into_iter()
    .flatten()
    .collect();
    match parts.as_slice() {
        [] => "0 seconds".into(),
        parts => parts.join(" and "),
    }
}
