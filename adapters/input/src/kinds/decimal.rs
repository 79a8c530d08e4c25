//! Decimals: numbers by their digits.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::{Exactness, Read};
use crate::fault::{Fault, Side};

/// What a decimal must be. The digits are told by `x-input`, since no keyword of JSON Schema counts them.
#[derive(Debug, Default)]
pub(crate) struct DecimalRules {
    most_digits: Option<u64>,
    most_places: Option<u64>,
    at_least: Option<Bound>,
    above: Option<Bound>,
    at_most: Option<Bound>,
    below: Option<Bound>,
}

#[derive(Debug)]
struct Bound {
    value: Decimal,
    shown: Number,
}

impl DecimalRules {
    /// `keyword` tells the bounds, `word` the digits.
    pub(crate) fn of(keyword: impl Fn(&str) -> Option<Number>, word: impl Fn(&str) -> Option<u64>) -> Self {
        let bound = |name| {
            let shown: Number = keyword(name)?;
            Some(Bound { value: Decimal::parse(&shown.to_string())?, shown })
        };
        Self {
            most_digits: word("maxDigits"),
            most_places: word("decimalPlaces"),
            at_least: bound("minimum"),
            above: bound("exclusiveMinimum"),
            at_most: bound("maximum"),
            below: bound("exclusiveMaximum"),
        }
    }

    fn fault(&self, value: &Decimal) -> Option<Fault> {
        let (digits, places) = value.counted();
        if let Some(most) = self.most_digits.filter(|most| digits > *most) {
            return Some(Fault::decimal_max_digits(most));
        }
        if let Some(most) = self.most_places {
            if places > most {
                return Some(Fault::decimal_max_places(most));
            }
            let whole = self.most_digits.map(|digits| digits.saturating_sub(most));
            if let Some(most) = whole.filter(|whole| digits.saturating_sub(places) > *whole) {
                return Some(Fault::decimal_whole_digits(most));
            }
        }
        let told = |side, bound: &Bound| Some(Fault::bound(side, &bound.shown, Value::Number(bound.shown.clone())));
        match self {
            Self { at_most: Some(bound), .. } if value.compare(&bound.value).is_gt() => told(Side::AtMost, bound),
            Self { below: Some(bound), .. } if value.compare(&bound.value).is_ge() => told(Side::Below, bound),
            Self { at_least: Some(bound), .. } if value.compare(&bound.value).is_lt() => told(Side::AtLeast, bound),
            Self { above: Some(bound), .. } if value.compare(&bound.value).is_le() => told(Side::Above, bound),
            _ => None,
        }
    }
}

pub(super) fn read(rules: &DecimalRules, input: &Value) -> Read {
    let text = match input {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().replace('_', ""),
        _ => return Err(Fault::decimal_type()),
    };
    match Decimal::parse(&text) {
        None if is_no_number(&text) => Err(Fault::finite_number()),
        None => Err(Fault::decimal_parsing()),
        Some(value) => match rules.fault(&value) {
            Some(fault) => Err(fault),
            None => Ok((value.plain().map_or_else(|| input.clone(), Value::String), Exactness::Strict)),
        },
    }
}

/// `nan`, `-Infinity` …
fn is_no_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text).to_ascii_lowercase();
    let digits = |name| unsigned.strip_prefix(name).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    matches!(unsigned.as_str(), "inf" | "infinity") || digits("nan") || digits("snan")
}

/// A decimal: its digits without zeros before and after them, and the power of ten of the last.
#[derive(Debug, PartialEq)]
struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

/// No exponent is larger; the sum of two fits.
const MOST_EXPONENT: i64 = 1_000_000_000_000_000_000;

/// Nobody writes more zeros.
const MOST_ZEROS: i64 = 400;

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power.parse::<i64>().ok()?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits: Vec<u8> = Vec::with_capacity(mantissa.len());
        for character in whole.chars().chain(fraction.chars()) {
            digits.push(digit(character)?);
        }
        if digits.is_empty() || power.abs() > MOST_EXPONENT {
            return None;
        }
        let mut exponent = power - fraction.chars().count() as i64;
        while digits.len() > 1 && digits.last() == Some(&0) {
            digits.pop();
            exponent += 1;
        }
        let zeros = digits.iter().take_while(|digit| **digit == 0).count().min(digits.len() - 1);
        digits.drain(..zeros);
        if digits == [0] {
            exponent = 0;
        }
        Some(Self { negative, digits, exponent })
    }

    /// How many digits, and how many of them after the point.
    fn counted(&self) -> (u64, u64) {
        let digits = self.digits.len() as u64;
        if self.exponent >= 0 {
            return (digits + self.exponent.unsigned_abs(), 0);
        }
        let places = self.exponent.unsigned_abs();
        (digits.max(places), places)
    }

    fn compare(&self, other: &Self) -> Ordering {
        let sign = |it: &Self| {
            if it.digits == [0] {
                0
            } else if it.negative {
                -1
            } else {
                1
            }
        };
        let (mine, theirs) = (sign(self), sign(other));
        if mine != theirs || mine == 0 {
            return mine.cmp(&theirs);
        }
        // The power of ten of the first digit, then digit by digit.
        let first = |it: &Self| it.exponent + it.digits.len() as i64;
        let larger = first(self).cmp(&first(other)).then_with(|| self.digits.cmp(&other.digits));
        if mine < 0 { larger.reverse() } else { larger }
    }

    /// Without an exponent, as crates for decimals read it.
    fn plain(&self) -> Option<String> {
        if self.exponent.abs() > MOST_ZEROS {
            return None;
        }
        let mut text: String = self.digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        if self.exponent >= 0 {
            text.extend(std::iter::repeat_n('0', self.exponent as usize));
        } else {
            let places = self.exponent.unsigned_abs() as usize;
            if text.len() <= places {
                text.insert_str(0, &"0".repeat(places + 1 - text.len()));
            }
            text.insert(text.len() - places, '.');
        }
        if self.negative {
            text.insert(0, '-');
        }
        Some(text)
    }
}

/// A digit of any script, as Python has it: those of common scripts stand in blocks of ten.
fn digit(character: char) -> Option<u8> {
    if let Some(digit) = character.to_digit(10) {
        return u8::try_from(digit).ok();
    }
    ZEROS
        .iter()
        .find_map(|zero| u8::try_from(u32::from(character).checked_sub(*zero)?).ok().filter(|digit| *digit < 10))
}

/// Zeros of Arabic, Devanagari, Bengali, full-width and mathematical digits.
const ZEROS: [u32; 10] = [0x660, 0x6F0, 0x966, 0x9E6, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_counted_as_python_does() {
        for (text, counted) in
            [("1.10", (2, 1)), ("0.001", (3, 3)), ("1e5", (6, 0)), ("-0.0", (1, 0)), ("12.5e-1", (3, 2))]
        {
            assert_eq!(Decimal::parse(text).map(|it| it.counted()), Some(counted), "{text}");
        }
    }

    #[test]
    fn decimals_are_compared_by_value() {
        let compare = |a: &str, b: &str| {
            Decimal::parse(a)
                .unwrap_or_else(|| panic!("{a}"))
                .compare(&Decimal::parse(b).unwrap_or_else(|| panic!("{b}")))
        };
        for (a, b, expected) in [
            ("1", "1.0", Ordering::Equal),
            ("0", "-0.0", Ordering::Equal),
            ("-2", "1", Ordering::Less),
            ("-2", "-1", Ordering::Less),
            ("1e3", "999.9", Ordering::Greater),
            ("0.30", "0.3001", Ordering::Less),
        ] {
            assert_eq!(compare(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn decimals_are_written_without_an_exponent() {
        for (text, plain) in [("1e2", "100"), ("1E-2", "0.01"), ("-.5", "-0.5"), ("5.", "5"), ("12.50", "12.5")] {
            assert_eq!(Decimal::parse(text).and_then(|it| it.plain()).as_deref(), Some(plain), "{text}");
        }
        assert_eq!(["", "abc", "1e", "0x1", "1,5"].map(Decimal::parse), [const { None }; 5]);
    }
}
