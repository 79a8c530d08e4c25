//! `Number`: a JSON number that keeps its digits.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

use serde::ser::{Error as _, Serialize, Serializer};

/// A JSON number, digit for digit as it was written.
///
/// Two numbers are equal when they have the same value, however they are spelled, since that is what JSON Schema compares:
/// `1`, `1.0` and `10e-1` are equal, and so are `0` and `-0`. Values are compared exactly, never as doubles.
///
/// ```
/// # use openapi_model::Number;
/// let price: Number = "1.10".parse()?;
/// assert_eq!(price.to_string(), "1.10");
/// assert_eq!(price, "1.1".parse()?);
/// assert_eq!("1e3".parse::<Number>()?.as_u64(), Some(1000));
/// assert_ne!("0.10000000000000000001".parse::<Number>()?, "0.1".parse()?);
/// # Ok::<(), openapi_model::InvalidNumber>(())
/// ```
///
/// [`OpenApi::from_json`](crate::OpenApi::from_json) and [`to_json`](crate::to_json) keep every digit, and so does YAML.
/// Serde's data model has integers of 64 bits and doubles: by way of another format's `Serialize` and `Deserialize`, and of
/// [`serde_json::Value`], a number that is neither becomes the nearest double, and its spelling (`1.10`, `1e3`, `-0`) is
/// lost, unless `serde_json` is built with its feature `arbitrary_precision`.
#[derive(Clone)]
pub struct Number(Digits);

#[derive(Clone)]
enum Digits {
    Unsigned(u64),
    Negative(i64),
    /// Whatever the two above would not write as it was written.
    Text(Box<str>),
}

impl Number {
    /// The number of a text that is known to be one of JSON.
    pub(crate) fn of_json(text: &str) -> Self {
        let digits = match text.strip_prefix('-') {
            None => text.parse().map(Digits::Unsigned),
            Some("0") => return Self(Digits::Text(text.into())),
            Some(_) => text.parse().map(Digits::Negative),
        };
        Self(digits.unwrap_or_else(|_| Digits::Text(text.into())))
    }

    /// Makes a number of a double, with as few digits as tell it from all others; `None` if it is infinite or no number.
    pub fn from_f64(value: f64) -> Option<Self> {
        serde_json::Number::from_f64(value).map(|number| Self::of_json(&number.to_string()))
    }

    /// Returns the number as `u64`, if it is whole and fits.
    pub fn as_u64(&self) -> Option<u64> {
        match &self.0 {
            Digits::Unsigned(number) => Some(*number),
            _ => self.whole(),
        }
    }

    /// Returns the number as `i64`, if it is whole and fits.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Digits::Negative(number) => Some(*number),
            _ => self.whole(),
        }
    }

    /// Returns the number as `i128`, if it is whole and fits.
    pub fn as_i128(&self) -> Option<i128> {
        self.whole()
    }

    /// Returns the nearest double; `None` if the number is beyond all of them.
    pub fn as_f64(&self) -> Option<f64> {
        match &self.0 {
            Digits::Unsigned(number) => Some(*number as f64),
            Digits::Negative(number) => Some(*number as f64),
            Digits::Text(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
        }
    }

    fn whole<T: FromStr>(&self) -> Option<T> {
        self.with_text(|text| {
            let Decimal { negative, digits, exponent } = Decimal::of(text)?;
            // No integer type has more digits than 39.
            let zeros = usize::try_from(exponent).ok().filter(|zeros| *zeros < 40)?;
            let sign = if negative { "-" } else { "" };
            let digits = if digits.is_empty() { "0" } else { &*digits };
            format!("{sign}{digits}{:0<zeros$}", "").parse().ok()
        })
    }

    fn with_text<R>(&self, use_text: impl FnOnce(&str) -> R) -> R {
        match &self.0 {
            Digits::Unsigned(number) => use_text(&number.to_string()),
            Digits::Negative(number) => use_text(&number.to_string()),
            Digits::Text(text) => use_text(text),
        }
    }

    /// As `serde_json` holds it; `None` if it is beyond every double.
    fn in_serde_json(&self) -> Option<serde_json::Number> {
        match &self.0 {
            Digits::Unsigned(number) => Some((*number).into()),
            Digits::Negative(number) => Some((*number).into()),
            Digits::Text(text) => text.parse().ok(),
        }
    }
}

/// The value of a number: its digits without zeros at either end, times a power of ten.
#[derive(PartialEq, Eq, Hash)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// `None` if the exponent is too large to be counted with.
    fn of(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit).collect();
        let first = all.iter().position(|digit| *digit != b'0').unwrap_or(all.len());
        let end = all.iter().rposition(|digit| *digit != b'0').map_or(first, |last| last + 1);
        if first == end {
            return Some(Self { negative: false, digits: String::new(), exponent: 0 });
        }
        let moved = i64::try_from(all.len() - end).ok()? - i64::try_from(fraction.len()).ok()?;
        let exponent = exponent.parse::<i64>().ok()?.checked_add(moved)?;
        let digits = all[first..end].iter().map(|digit| char::from(*digit)).collect();
        Some(Self { negative: text.starts_with('-'), digits, exponent })
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Digits::Unsigned(one), Digits::Unsigned(other)) => one == other,
            (Digits::Negative(one), Digits::Negative(other)) => one == other,
            (Digits::Text(one), Digits::Text(other)) if one == other => true,
            _ => self.with_text(|one| {
                other.with_text(|other| {
                    Decimal::of(one).is_some_and(|one| Decimal::of(other).is_some_and(|other| one == other))
                })
            }),
        }
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.with_text(|text| match Decimal::of(text) {
            Some(decimal) => decimal.hash(state),
            None => text.hash(state),
        });
    }
}

impl fmt::Display for Number {
    /// The digits as they were written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Digits::Unsigned(number) => number.fmt(f),
            Digits::Negative(number) => number.fmt(f),
            Digits::Text(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Number {
    type Err = InvalidNumber;

    /// Reads a number as JSON spells it.
    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        if is_number(text.as_bytes()) { Ok(Self::of_json(text)) } else { Err(InvalidNumber { given: text.into() }) }
    }
}

/// Whether a text is a number of JSON.
fn is_number(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(text);
    if whole == 0 || (whole > 1 && text[0] == b'0') {
        return false;
    }
    let mut rest = &text[whole..];
    if let [b'.', fraction @ ..] = rest {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = &fraction[count..];
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = exponent.strip_prefix(b"+").or_else(|| exponent.strip_prefix(b"-")).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

/// A text that is no number of JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidNumber {
    given: String,
}

impl InvalidNumber {
    /// Returns what was given.
    pub fn given(&self) -> &str {
        &self.given
    }
}

impl fmt::Display for InvalidNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a number of JSON", self.given)
    }
}

impl core::error::Error for InvalidNumber {}

macro_rules! from_integers {
    ($($type:ty),*) => {
        $(impl From<$type> for Number {
            fn from(number: $type) -> Self {
                match u64::try_from(number) {
                    Ok(number) => Self(Digits::Unsigned(number)),
                    Err(_) => Self::of_json(&number.to_string()),
                }
            }
        })*
    };
}

from_integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

impl From<serde_json::Number> for Number {
    fn from(number: serde_json::Number) -> Self {
        match number.as_u64() {
            Some(number) => Self(Digits::Unsigned(number)),
            None => Self::of_json(&number.to_string()),
        }
    }
}

impl TryFrom<Number> for serde_json::Number {
    type Error = InvalidNumber;

    /// Gives the nearest number that `serde_json` holds.
    ///
    /// # Errors
    /// If the number is beyond every double.
    fn try_from(number: Number) -> Result<Self, InvalidNumber> {
        number.in_serde_json().ok_or_else(|| InvalidNumber { given: number.to_string() })
    }
}

/// The name by which [`to_json`](crate::to_json) knows a [`Number`].
pub(crate) const TOKEN: &str = "$openapi_model::Number";

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Digits::Unsigned(number) => serializer.serialize_u64(*number),
            Digits::Negative(number) => serializer.serialize_i64(*number),
            // Formats pass a newtype over; our own writer takes it as the sign that digits are to come.
            Digits::Text(text) => serializer.serialize_newtype_struct(TOKEN, &Spelled(text, self)),
        }
    }
}

struct Spelled<'a>(&'a str, &'a Number);

impl Serialize for Spelled<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A format is for people or it is not. Only the part of our writer that takes digits says now this, now that.
        if serializer.is_human_readable() != serializer.is_human_readable() {
            return serializer.serialize_str(self.0);
        }
        match self.1.in_serde_json() {
            Some(number) => number.serialize(serializer),
            None => Err(S::Error::custom(format_args!("expected a number that a double can hold, found `{}`", self.0))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_are_equal_by_value() {
        for (one, other) in
            [("1", "1.0"), ("1", "10e-1"), ("0", "-0"), ("0.0", "-0e5"), ("1e3", "1000"), ("-1.50", "-15e-1")]
        {
            assert_eq!(number(one), number(other));
        }
        for (one, other) in
            [("1", "-1"), ("1", "10"), ("0.1", "0.10000000000000000001"), ("1e99999999999999999999", "1")]
        {
            assert_ne!(number(one), number(other));
        }
    }

    #[test]
    fn whole_numbers_are_integers_however_they_are_spelled() {
        assert_eq!(number("1.0").as_u64(), Some(1));
        assert_eq!(number("-0").as_i64(), Some(0));
        assert_eq!(number("12e1").as_i64(), Some(120));
        assert_eq!(number("18446744073709551616").as_u64(), None);
        assert_eq!(number("18446744073709551616").as_i128(), Some(1 << 64));
        assert_eq!(number("1.5").as_i64(), None);
        assert_eq!(number("1e999").as_f64(), None);
        assert_eq!(number("1e99999999999999999999").as_i64(), None);
    }

    #[test]
    fn only_numbers_of_json_are_read() {
        for text in ["", "-", "01", "1.", ".5", "1e", "1e+", "+1", "1 ", "0x10", "NaN", "١"] {
            assert_eq!(text.parse::<Number>(), Err(InvalidNumber { given: text.into() }));
        }
    }

    proptest! {
        #[test]
        fn every_spelling_comes_back(text in "-?(0|[1-9][0-9]{0,45})(\\.[0-9]{1,45})?([eE][+-]?[0-9]{1,30})?") {
            prop_assert_eq!(number(&text).to_string(), &*text);
            prop_assert_eq!(crate::to_json(&number(&text)).unwrap(), &*text);
        }

        #[test]
        fn every_double_comes_back(double in any::<f64>()) {
            if let Some(number) = Number::from_f64(double) {
                prop_assert_eq!(number.as_f64().map(f64::to_bits), Some(double.to_bits()));
            }
        }

        #[test]
        fn integers_compare_as_integers(one in any::<i64>(), other in any::<i128>()) {
            prop_assert_eq!(Number::from(one) == Number::from(other), i128::from(one) == other);
            prop_assert_eq!(Number::from(other).as_i128(), Some(other));
            prop_assert_eq!(Number::from(one).as_i64(), Some(one));
        }
    }
}
