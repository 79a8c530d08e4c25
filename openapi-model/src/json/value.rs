//! `Value`: any JSON value, ordered and lossless, lighter than a general-purpose one.

use alloc::string::String;
use alloc::vec::Vec;
use core::mem;
use core::ops::Index;

use serde::ser::{Serialize, Serializer};

use crate::json::map::Map;
use crate::json::number::Number;
use crate::json::pointer::{self, array_index};
use crate::json::text::{self, Text};

/// How deep arrays and objects may stand inside one another in what is read, as text and through serde.
///
/// Deeper text is an error, which keeps every later walk over what was read far from the end of the stack.
pub const MAX_DEPTH: usize = 120;

/// Any JSON value: a schema, an example, an extension.
///
/// It converts from and to [`serde_json::Value`], so `json!` writes one:
///
/// ```
/// # use openapi_model::Value;
/// let value = Value::from(serde_json::json!({ "id": "bar", "tags": [1, null] }));
/// assert_eq!(value["tags"][0].as_u64(), Some(1));
/// assert_eq!(value.to_string(), r#"{"id":"bar","tags":[1,null]}"#);
/// ```
///
/// However deep a value is that a program makes, it can be cloned, compared, printed, written and dropped. What is read is
/// nested at most [`MAX_DEPTH`](crate::MAX_DEPTH) deep. A value is taken apart by [`into_object`](Value::into_object) and its like,
/// or by [`mem::take`] of what a pattern borrows, since a pattern cannot move out of what is dropped piece by piece.
#[derive(Default)]
#[allow(clippy::exhaustive_enums, reason = "JSON has these six kinds of values and will get no seventh")]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(Text),
    /// `[…]`
    Array(Vec<Value>),
    /// `{…}`, in order.
    Object(Map<Text, Value>),
}

static NULL: Value = Value::Null;

impl Value {
    /// The value of a member, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// The value of a member, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.as_object_mut()?.get_mut(key)
    }

    /// What a JSON Pointer (RFC 6901) leads to; `""` is the value itself.
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        pointer::tokens(pointer)?.try_fold(self, |value, token| match value {
            Value::Object(members) => members.get(&*token),
            Value::Array(items) => items.get(array_index(&token)?),
            _ => None,
        })
    }

    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if this is one that fits `u64`.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// The number, if this is one.
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The items, if this is an array.
    pub fn as_array(&self) -> Option<&Vec<Value>> {
        match self {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The items, to be changed.
    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Value>> {
        match self {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The members, if this is an object.
    pub fn as_object(&self) -> Option<&Map<Text, Value>> {
        match self {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The members, to be changed.
    pub fn as_object_mut(&mut self) -> Option<&mut Map<Text, Value>> {
        match self {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// Returns the members, if this is an object, and the value itself otherwise.
    ///
    /// # Errors
    /// The value, if it is something else.
    pub fn into_object(mut self) -> Result<Map<Text, Value>, Value> {
        self.as_object_mut().map(mem::take).ok_or(self)
    }

    /// Returns the items, if this is an array.
    ///
    /// # Errors
    /// The value, if it is something else.
    pub fn into_array(mut self) -> Result<Vec<Value>, Value> {
        self.as_array_mut().map(mem::take).ok_or(self)
    }

    /// Returns the text, if this is a string.
    ///
    /// # Errors
    /// The value, if it is something else.
    pub fn into_text(mut self) -> Result<Text, Value> {
        match &mut self {
            Value::String(text) => Ok(mem::take(text)),
            _ => Err(self),
        }
    }

    /// What kind of value this is, for a sentence: `a string`, `an object` …
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}

impl Index<&str> for Value {
    type Output = Value;

    /// The member, or `null` where there is none, as serde_json answers.
    fn index(&self, key: &str) -> &Value {
        self.get(key).unwrap_or(&NULL)
    }
}

impl Index<usize> for Value {
    type Output = Value;

    /// The item, or `null` where there is none.
    fn index(&self, index: usize) -> &Value {
        self.as_array().and_then(|items| items.get(index)).unwrap_or(&NULL)
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(value) => Value::Bool(value),
            serde_json::Value::Number(number) => Value::Number(number.into()),
            serde_json::Value::String(text) => Value::String(text::from_string(text)),
            serde_json::Value::Array(items) => Value::Array(items.into_iter().map(Value::from).collect()),
            serde_json::Value::Object(members) => {
                Value::Object(members.into_iter().map(|(key, value)| (text::from_string(key), value.into())).collect())
            }
        }
    }
}

impl From<Value> for serde_json::Value {
    /// Numbers become the nearest that `serde_json` holds, and one beyond all of them `null`, as in JavaScript.
    fn from(mut value: Value) -> Self {
        match &mut value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => serde_json::Value::Bool(*value),
            Value::Number(number) => {
                number.clone().try_into().map_or(serde_json::Value::Null, serde_json::Value::Number)
            }
            Value::String(text) => serde_json::Value::String(mem::take(text).into_owned()),
            Value::Array(items) => serde_json::Value::Array(mem::take(items).into_iter().map(Into::into).collect()),
            Value::Object(members) => serde_json::Value::Object(
                mem::take(members).into_iter().map(|(key, value)| (key.into_owned(), value.into())).collect(),
            ),
        }
    }
}

macro_rules! from {
    ($($type:ty => |$value:ident| $make:expr;)*) => {
        $(impl From<$type> for Value {
            fn from($value: $type) -> Self {
                $make
            }
        })*
    };
}

from! {
    bool => |value| Value::Bool(value);
    i32 => |value| Value::Number(value.into());
    i64 => |value| Value::Number(value.into());
    u16 => |value| Value::Number(value.into());
    u32 => |value| Value::Number(value.into());
    u64 => |value| Value::Number(value.into());
    usize => |value| Value::Number(value.into());
    Number => |value| Value::Number(value);
    &'static str => |value| Value::String(value.into());
    String => |value| Value::String(value.into());
    Text => |value| Value::String(value);
    Vec<Value> => |value| Value::Array(value);
    Map<Text, Value> => |value| Value::Object(value);
}

impl PartialEq<serde_json::Value> for Value {
    fn eq(&self, other: &serde_json::Value) -> bool {
        match (self, other) {
            (Value::Null, serde_json::Value::Null) => true,
            (Value::Bool(a), serde_json::Value::Bool(b)) => a == b,
            (Value::Number(a), serde_json::Value::Number(b)) => *a == Number::from(b.clone()),
            (Value::String(a), serde_json::Value::String(b)) => a == b,
            (Value::Array(a), serde_json::Value::Array(b)) => a == b,
            (Value::Object(a), serde_json::Value::Object(b)) => {
                a.len() == b.len() && a.iter().all(|(key, value)| b.get(&**key).is_some_and(|other| value == other))
            }
            _ => false,
        }
    }
}

/// Serde's formats go down by calling themselves, so that deeper than [`MAX_DEPTH`](crate::MAX_DEPTH) is an error.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Nested { value: self, depth: 0 }.serialize(serializer)
    }
}

struct Nested<'a> {
    value: &'a Value,
    depth: usize,
}

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let inner = |value| Nested { value, depth: self.depth + 1 };
        match self.value {
            Value::Array(_) | Value::Object(_) if self.depth == MAX_DEPTH => Err(too_deep()),
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(number) => number.serialize(serializer),
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(items) => serializer.collect_seq(items.iter().map(inner)),
            Value::Object(members) => serializer.collect_map(members.iter().map(|(name, value)| (name, inner(value)))),
        }
    }
}

fn too_deep<E: serde::ser::Error>() -> E {
    E::custom(format_args!("expected at most {MAX_DEPTH} levels of nesting, found more"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn pointers_lead_into_arrays_and_escaped_names() {
        let value: Value = serde_json::from_str(r#"{"a/b":[{"~":1}]}"#).unwrap();
        assert_eq!(value.pointer("/a~1b/0/~0"), Some(&Value::from(1)));
        assert_eq!(value.pointer("/a~1b/00"), None);
        assert_eq!(value.pointer("a"), None);
    }

    #[test]
    fn order_and_values_survive() {
        let text = r#"{"z":null,"a":[true,-1,18446744073709551615,1.5,"ä\n"],"m":{}}"#;
        assert_eq!(serde_json::from_str::<Value>(text).unwrap().to_string(), text);
    }
}
