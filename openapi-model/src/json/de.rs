//! From any serde format to a [`Value`]: members in order and once each, nesting limited.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::json::map::FEW;
use crate::json::map::Map;
use crate::json::number::Number;
use crate::json::text;
use crate::json::text::Text;
use crate::json::value::{MAX_DEPTH, Value};

/// How serde_json hands out a number whose digits it keeps: a map with this one key. Any crate of a build may turn
/// that on, so it is understood whether or not our own feature is.
const NUMBER_TOKEN: &str = "$serde_json::private::Number";

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Reader { scratch: &mut Scratch::default(), depth: 0 }.deserialize(deserializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Number(ref number) => Ok(number.clone()),
            other => Err(Error::custom(format_args!("expected a number, found {}", other.kind()))),
        }
    }
}

/// What has been read of the arrays and objects that are still open. An array or object takes its part out when it
/// is complete, so each is allocated once, in its own size.
#[derive(Default)]
struct Scratch {
    items: Vec<Value>,
    members: Vec<(Text, Value)>,
}

/// Reads one value.
struct Reader<'a> {
    scratch: &'a mut Scratch,
    depth: usize,
}

impl Reader<'_> {
    fn inner<E: Error>(&mut self) -> Result<Reader<'_>, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(format_args!("expected at most {MAX_DEPTH} levels of nesting, found more")));
        }
        Ok(Reader { scratch: self.scratch, depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom(format_args!("expected a finite number, found {value}")))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text::from_str(text)))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text::from_string(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut access: A) -> Result<Value, A::Error> {
        let mut inner = self.inner()?;
        let start = inner.scratch.items.len();
        while let Some(item) = access.next_element_seed(inner.again())? {
            inner.scratch.items.push(item);
        }
        Ok(Value::Array(inner.scratch.items.drain(start..).collect()))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<Value, A::Error> {
        let mut inner = self.inner()?;
        let start = inner.scratch.members.len();
        while let Some(Key(key)) = access.next_key()? {
            let before = &inner.scratch.members[start..];
            if before.is_empty() && key == NUMBER_TOKEN {
                let digits: Box<str> = access.next_value()?;
                return digits.parse::<Number>().map(Value::Number).map_err(A::Error::custom);
            }
            if before.iter().any(|(name, _)| *name == key) {
                return Err(twice(&key));
            }
            let few = before.len() < FEW;
            let value = access.next_value_seed(inner.again())?;
            inner.scratch.members.push((key, value));
            if !few {
                let members = Map::of_distinct(inner.scratch.members.drain(start..).collect());
                return inner.many(members, access);
            }
        }
        Ok(Value::Object(Map::of_distinct(inner.scratch.members.drain(start..).collect())))
    }
}

impl Reader<'_> {
    fn again(&mut self) -> Reader<'_> {
        Reader { scratch: self.scratch, depth: self.depth }
    }

    /// The rest of a large object, whose names are found through a hash table.
    fn many<'de, A: MapAccess<'de>>(mut self, mut members: Map<Text, Value>, mut access: A) -> Result<Value, A::Error> {
        while let Some(Key(key)) = access.next_key()? {
            if members.contains_key(&*key) {
                return Err(twice(&key));
            }
            let value = access.next_value_seed(self.again())?;
            members.insert(key, value);
        }
        members.shrink_to_fit();
        Ok(Value::Object(members))
    }
}

fn twice<E: Error>(key: &str) -> E {
    E::custom(format_args!("expected each member once, found `{key}` twice"))
}

/// A member's name, read without an allocation where it is a well-known word.
struct Key(Text);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl Visitor<'_> for KeyVisitor {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a member's name")
            }

            fn visit_str<E>(self, text: &str) -> Result<Key, E> {
                Ok(Key(text::from_str(text)))
            }

            fn visit_string<E>(self, text: String) -> Result<Key, E> {
                Ok(Key(text::from_string(text)))
            }

            // YAML writes status keys and the like as numbers.
            fn visit_u64<E>(self, number: u64) -> Result<Key, E> {
                Ok(Key(text::from_string(number.to_string())))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Key, E> {
                Ok(Key(text::from_string(number.to_string())))
            }

            fn visit_bool<E>(self, value: bool) -> Result<Key, E> {
                Ok(Key(text::from_string(value.to_string())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_stands_once() {
        let error = serde_json::from_str::<Value>(r#"{"a":1,"a":2}"#).unwrap_err().to_string();
        assert_eq!(error, "expected each member once, found `a` twice at line 1 column 10");
        let mut many: String = (0..40).map(|index| alloc::format!("\"{index}\":[{index}],")).collect();
        many.push_str("\"17\":null");
        let error = serde_json::from_str::<Value>(&alloc::format!("{{{many}}}")).unwrap_err().to_string();
        assert!(error.starts_with("expected each member once, found `17` twice"), "{error}");
    }

    #[test]
    fn large_and_nested_objects_keep_their_order() {
        let inner: Vec<String> = (0..40).map(|index| alloc::format!(r#""{index}":[{{"a":{index}}},[]]"#)).collect();
        let text = alloc::format!(r#"{{"z":{{{0}}},"y":[{{{0}}},1]}}"#, inner.join(","));
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap().to_string(), text);
    }

    #[test]
    fn deeper_than_the_limit_is_an_error() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert!(serde_json::from_str::<Value>(&nested(MAX_DEPTH)).is_ok());
        let error = serde_json::from_str::<Value>(&nested(MAX_DEPTH + 1)).unwrap_err().to_string();
        assert!(error.starts_with("expected at most 120 levels of nesting, found more"), "{error}");
        assert!(serde_json::from_str::<Value>(&nested(100_000)).is_err());
    }
}
