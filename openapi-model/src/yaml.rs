//! Reading and writing YAML 1.2, on serde-saphyr, behind the feature `yaml`.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_saphyr::{Location, Spanned};

use crate::codec::read::{FromValue, Position, ReadError};
use crate::{MAX_DEPTH, Number, OpenApi, Text, Value};

impl OpenApi {
    /// Reads a YAML document (YAML 1.2: `yes`, `on` and dates are strings; status keys may stand without quotes).
    ///
    /// ```
    /// # use openapi_model::OpenApi;
    /// let document = OpenApi::from_yaml("openapi: 3.1.0\ninfo: {title: yes, version: '1'}\npaths: {}\n")?;
    /// assert_eq!(document.info.title, "yes");
    /// assert_eq!(OpenApi::from_yaml("openapi: 3.1.0\ninfo:\n  title: a\n  version: 1.0\n").unwrap_err().to_string(),
    ///     "expected a string at /info/version, found a number (line 4, column 12)");
    /// # Ok::<(), openapi_model::ReadError>(())
    /// ```
    ///
    /// # Errors
    /// As [`from_json`](OpenApi::from_json); also where the text is not YAML, or aliases make more of it than is safe.
    pub fn from_yaml(text: &str) -> Result<Self, ReadError> {
        from_yaml(text)
    }

    /// The document as YAML.
    ///
    /// # Errors
    /// If a number is not what a YAML reader would make of it: an integer of more than 128 bits, or a fraction with
    /// more digits than a double. Both need the feature `arbitrary_precision`.
    pub fn to_yaml(&self) -> Result<String, WriteYamlError> {
        to_yaml(self)
    }
}

/// Reads any object of the model from YAML text, as [`OpenApi::from_yaml`] does.
///
/// # Errors
/// As [`OpenApi::from_yaml`].
pub fn from_yaml<T: FromValue>(text: &str) -> Result<T, ReadError> {
    let value: Value = serde_saphyr::from_str_with_options(text, options(text)).map_err(|error| not_yaml(&error))?;
    T::from_value(value).map_err(|error| match Places::of(text) {
        Some(places) => error.located(|tokens| places.locate(tokens)),
        None => error,
    })
}

/// Writes any object of the model as YAML, as [`OpenApi::to_yaml`] does.
///
/// # Errors
/// As [`OpenApi::to_yaml`].
pub fn to_yaml<T: Serialize + ?Sized>(object: &T) -> Result<String, WriteYamlError> {
    let text = crate::to_json(object).map_err(|error| WriteYamlError(error.to_string()))?;
    let value: Value = serde_json::from_str(&text).map_err(|error| WriteYamlError(error.to_string()))?;
    let options = serde_saphyr::ser_options! { prefer_block_scalars: false };
    serde_saphyr::to_string_with_options(&Plain(&value), options).map_err(|error| WriteYamlError(error.to_string()))
}

/// Why a value cannot be written as YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteYamlError(String);

impl fmt::Display for WriteYamlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for WriteYamlError {}

fn options(text: &str) -> serde_saphyr::Options {
    let nodes = text.len().saturating_mul(4).max(10_000);
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_events: nodes,
            max_nodes: nodes,
            max_total_scalar_bytes: text.len().saturating_mul(4).max(1 << 20),
            max_documents: 1,
        },
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: nodes },
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        with_snippet: false,
    }
}

fn not_yaml(error: &serde_saphyr::Error) -> ReadError {
    let position = error.location().map_or(Position::new(1, 1), position);
    let sentence = error.without_snippet().to_string();
    ReadError::new("YAML", format!("broken text ({sentence})")).located(|_| position)
}

fn position(location: Location) -> Position {
    Position::new(location.line() as usize, location.column() as usize)
}

/// Where each part of a YAML text begins. Only errors ask.
struct Places {
    here: Position,
    parts: BTreeMap<String, Places>,
}

impl Places {
    fn of(text: &str) -> Option<Self> {
        serde_saphyr::from_str_with_options(text, options(text)).ok()
    }

    fn locate(&self, tokens: &mut dyn Iterator<Item = &Text>) -> Position {
        match tokens.next().and_then(|token| self.parts.get(&**token)) {
            Some(part) => part.locate(tokens),
            None => self.here,
        }
    }
}

impl<'de> Deserialize<'de> for Places {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { value: Parts(parts), referenced, .. } = Spanned::deserialize(deserializer)?;
        Ok(Self { here: position(referenced), parts })
    }
}

struct Parts(BTreeMap<String, Places>);

impl<'de> Deserialize<'de> for Parts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PartsVisitor).map(Parts)
    }
}

struct PartsVisitor;

macro_rules! no_parts {
    ($($visit:ident($type:ty)),*) => {
        $(fn $visit<E>(self, _: $type) -> Result<Self::Value, E> {
            Ok(BTreeMap::new())
        })*
    };
}

impl<'de> Visitor<'de> for PartsVisitor {
    type Value = BTreeMap<String, Places>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    no_parts!(
        visit_bool(bool),
        visit_i64(i64),
        visit_u64(u64),
        visit_i128(i128),
        visit_u128(u128),
        visit_f64(f64),
        visit_str(&str)
    );

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(BTreeMap::new())
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(BTreeMap::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut parts = BTreeMap::new();
        while let Some(part) = access.next_element()? {
            parts.insert(parts.len().to_string(), part);
        }
        Ok(parts)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut parts = BTreeMap::new();
        while let Some((name, part)) = access.next_entry()? {
            parts.insert(name, part);
        }
        Ok(parts)
    }
}

/// A value whose numbers are written as YAML writes numbers.
struct Plain<'a>(&'a Value);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Number(number) => serialize_number(number, serializer),
            Value::Array(items) => serializer.collect_seq(items.iter().map(Plain)),
            Value::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, &Plain(value))?;
                }
                map.end()
            }
            other => other.serialize(serializer),
        }
    }
}

fn serialize_number<S: Serializer>(number: &Number, serializer: S) -> Result<S::Ok, S::Error> {
    if let Some(number) = number.as_i64() {
        return serializer.serialize_i64(number);
    }
    if let Some(number) = number.as_u64() {
        return serializer.serialize_u64(number);
    }
    if let Some(number) = number.as_i128() {
        return serializer.serialize_i128(number);
    }
    match number.as_f64() {
        Some(double) if is_exactly(number, double) => serializer.serialize_f64(double),
        _ => Err(S::Error::custom(format_args!("expected a number that YAML can hold, found `{number}`"))),
    }
}

/// Whether a double is what the digits of a number say, perhaps spelled otherwise.
fn is_exactly(number: &Number, double: f64) -> bool {
    let spelled = |text: &str| {
        let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit).collect();
        let first = all.iter().position(|digit| *digit != b'0').unwrap_or(all.len());
        let last = all.iter().rposition(|digit| *digit != b'0').map_or(first, |last| last + 1);
        let exponent = exponent.parse::<i64>().ok()?;
        let scale = exponent - fraction.len() as i64 + (all.len() - last) as i64;
        Some((text.starts_with('-'), all[first..last].to_vec(), if first == last { 0 } else { scale }))
    };
    let shortest = Number::from_f64(double).map(|number| number.to_string());
    shortest.is_some_and(|shortest| spelled(&shortest).is_some() && spelled(&shortest) == spelled(&number.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
openapi: 3.1.0
info: {title: on, version: 2020-01-01}
paths:
  /a:
    get:
      responses:
        200: {description: yes}
        '404': {$ref: '#/x'}
x-null: ~
x-number: [0x10, 1.5, 18446744073709551615, 0755]
";

    #[test]
    fn words_are_words_and_status_keys_are_keys() {
        let document = OpenApi::from_yaml(TEXT).unwrap();
        let json = r##"{"openapi":"3.1.0","info":{"title":"on","version":"2020-01-01"},"paths":{"/a":{"get":{"responses":{"200":{"description":"yes"},"404":{"$ref":"#/x"}}}}},"x-null":null,"x-number":[16,1.5,18446744073709551615,"0755"]}"##;
        assert_eq!(document.to_json(), json);
        assert_eq!(OpenApi::from_yaml(&document.to_yaml().unwrap()).unwrap().to_json(), json);
    }

    #[test]
    fn misfits_have_places() {
        let text = TEXT.replace("{description: yes}", "[]");
        assert_eq!(
            OpenApi::from_yaml(&text).unwrap_err().to_string(),
            "expected an object or `$ref` at /paths/~1a/get/responses/200, found an array (line 7, column 14)"
        );
        assert!(OpenApi::from_yaml("a: [").unwrap_err().problems()[0].position().is_some());
        assert!(OpenApi::from_yaml("openapi: a\nopenapi: b").is_err());
    }

    #[test]
    fn depth_and_aliases_have_limits() {
        let deep = format!("x: {}", "[".repeat(10_000));
        assert!(OpenApi::from_yaml(&deep).is_err());
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let before = format!("*a{}, ", level - 1).repeat(10);
            bomb.push_str(&format!("a{level}: &a{level} [{before}]\n"));
        }
        let error = OpenApi::from_yaml(&bomb).unwrap_err().to_string();
        assert!(error.starts_with("expected YAML at the top"), "{error}");
    }

    #[test]
    fn a_number_that_a_double_cannot_hold_is_refused() {
        let number = |text: &str| text.parse::<Number>().unwrap();
        assert!(is_exactly(&number("1.5"), 1.5));
        assert!(is_exactly(&number("0.0"), 0.0));
        if cfg!(feature = "arbitrary_precision") {
            assert!(is_exactly(&number("15e-1"), 1.5) && is_exactly(&number("1.50"), 1.5));
            let digits = Value::Number(number("1.00000000000000000001"));
            assert!(to_yaml(&digits).unwrap_err().to_string().contains("1.00000000000000000001"));
        }
    }
}
