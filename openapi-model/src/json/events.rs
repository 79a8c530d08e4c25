//! Walking a value without a stack of calls, so that no depth is too deep: as events, and what is made of them.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Write};
use core::{mem, slice};

use crate::json::map::{self, Map};
use crate::json::text::Text;
use crate::json::value::Value;
use crate::json::writer::write_string;

/// What comes next in a value.
#[derive(Clone, Copy)]
pub(crate) enum Event<'a> {
    /// An array or an object that is not empty begins.
    Open(&'a Value),
    /// The name of the member whose value comes next.
    Name(&'a Text),
    /// A value that holds no other.
    Leaf(&'a Value),
    /// An array or an object ends.
    Close(&'a Value),
}

/// The parts of a value, from its beginning to its end.
pub(crate) struct Events<'a> {
    next: Option<&'a Value>,
    open: Vec<(&'a Value, Parts<'a>)>,
}

enum Parts<'a> {
    Items(slice::Iter<'a, Value>),
    Members(map::Iter<'a, Text, Value>),
}

impl<'a> Parts<'a> {
    fn of(value: &'a Value) -> Option<Self> {
        match value {
            Value::Array(items) if !items.is_empty() => Some(Self::Items(items.iter())),
            Value::Object(members) if !members.is_empty() => Some(Self::Members(members.iter())),
            _ => None,
        }
    }
}

impl<'a> Events<'a> {
    pub(crate) fn of(value: &'a Value) -> Self {
        Self { next: Some(value), open: Vec::new() }
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        if let Some(value) = self.next.take() {
            return Some(match Parts::of(value) {
                Some(parts) => {
                    self.open.push((value, parts));
                    Event::Open(value)
                }
                None => Event::Leaf(value),
            });
        }
        match &mut self.open.last_mut()?.1 {
            Parts::Items(items) => match items.next() {
                Some(item) => {
                    self.next = Some(item);
                    self.next()
                }
                None => self.open.pop().map(|(value, _)| Event::Close(value)),
            },
            Parts::Members(members) => match members.next() {
                Some((name, member)) => {
                    self.next = Some(member);
                    Some(Event::Name(name))
                }
                None => self.open.pop().map(|(value, _)| Event::Close(value)),
            },
        }
    }
}

/// Appends a value as compact JSON.
pub(crate) fn push_value(text: &mut String, value: &Value) {
    let mut comma = false;
    for event in Events::of(value) {
        if comma && !matches!(event, Event::Close(_)) {
            text.push(',');
        }
        comma = !matches!(event, Event::Open(_) | Event::Name(_));
        push_event(text, event, ":");
    }
}

fn push_event(text: &mut String, event: Event<'_>, colon: &str) {
    match event {
        Event::Open(Value::Array(_)) => text.push('['),
        Event::Open(_) => text.push('{'),
        Event::Close(Value::Array(_)) => text.push(']'),
        Event::Close(_) => text.push('}'),
        Event::Name(name) => {
            write_string(text, name);
            text.push_str(colon);
        }
        Event::Leaf(Value::String(value)) => write_string(text, value),
        Event::Leaf(Value::Number(number)) => {
            // A `String` takes whatever is written.
            let _ = write!(text, "{number}");
        }
        Event::Leaf(leaf) => text.push_str(match leaf {
            Value::Bool(true) => "true",
            Value::Bool(false) => "false",
            Value::Array(_) => "[]",
            Value::Object(_) => "{}",
            _ => "null",
        }),
    }
}

/// Lines deeper than this are indented no further, so that the text does not grow with the square of the depth.
const DEEPEST_INDENTATION: usize = 32;

/// Writes a value as JSON, each part on a line of its own, four spaces deeper than what holds it.
pub(crate) fn write_indented(f: &mut fmt::Formatter<'_>, value: &Value) -> fmt::Result {
    let (mut depth, mut comma, mut named, mut first) = (0_usize, false, false, true);
    let mut part = String::new();
    for event in Events::of(value) {
        let closes = matches!(event, Event::Close(_));
        depth -= usize::from(closes);
        if comma && !closes {
            f.write_char(',')?;
        }
        if !named && !first {
            write!(f, "\n{:1$}", "", depth.min(DEEPEST_INDENTATION) * 4)?;
        }
        part.clear();
        push_event(&mut part, event, ": ");
        f.write_str(&part)?;
        depth += usize::from(matches!(event, Event::Open(_)));
        named = matches!(event, Event::Name(_));
        comma = !named && !matches!(event, Event::Open(_));
        first = false;
    }
    Ok(())
}

impl Value {
    /// Returns how deep arrays and objects stand inside one another: 0 for a number, 1 for `[]`, 2 for `[[]]`.
    pub fn depth(&self) -> usize {
        let mut open = 0_usize;
        let mut deepest = 0;
        for event in Events::of(self) {
            match event {
                Event::Open(_) => {
                    open += 1;
                    deepest = deepest.max(open);
                }
                Event::Close(_) => open -= 1,
                Event::Name(_) | Event::Leaf(_) => {}
            }
        }
        deepest
    }
}

impl fmt::Debug for Value {
    /// JSON, compact or with `{:#?}` indented.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { write_indented(f, self) } else { fmt::Display::fmt(self, f) }
    }
}

impl fmt::Display for Value {
    /// Compact JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        push_value(&mut text, self);
        f.write_str(&text)
    }
}

impl Clone for Value {
    fn clone(&self) -> Self {
        let mut made = Vec::new();
        let mut names = Vec::new();
        for event in Events::of(self) {
            match event {
                Event::Open(_) => {}
                Event::Name(name) => names.push(name.clone()),
                Event::Leaf(leaf) => made.push(clone_of_leaf(leaf)),
                Event::Close(Value::Array(items)) => {
                    let items = made.drain(made.len() - items.len()..).collect();
                    made.push(Value::Array(items));
                }
                Event::Close(closed) => {
                    let count = closed.as_object().map_or(0, Map::len);
                    let members = made.drain(made.len() - count..);
                    let members = names.drain(names.len() - count..).zip(members).collect();
                    made.push(Value::Object(Map::of_distinct(members)));
                }
            }
        }
        made.pop().unwrap_or_default()
    }
}

fn clone_of_leaf(leaf: &Value) -> Value {
    match leaf {
        Value::Null => Value::Null,
        Value::Bool(value) => Value::Bool(*value),
        Value::Number(number) => Value::Number(number.clone()),
        Value::String(text) => Value::String(text.clone()),
        Value::Array(_) => Value::Array(Vec::new()),
        Value::Object(_) => Value::Object(Map::new()),
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        let mut pairs = Vec::new();
        pairs.push((self, other));
        while let Some(pair) = pairs.pop() {
            let equal = match pair {
                (Value::Null, Value::Null) => true,
                (Value::Bool(one), Value::Bool(other)) => one == other,
                (Value::Number(one), Value::Number(other)) => one == other,
                (Value::String(one), Value::String(other)) => one == other,
                (Value::Array(one), Value::Array(other)) => {
                    pairs.extend(one.iter().zip(other));
                    one.len() == other.len()
                }
                (Value::Object(one), Value::Object(other)) => {
                    let before = pairs.len();
                    pairs.extend(one.iter().filter_map(|(name, value)| Some((value, other.get(name)?))));
                    one.len() == other.len() && pairs.len() - before == one.len()
                }
                _ => false,
            };
            if !equal {
                return false;
            }
        }
        true
    }
}

impl Eq for Value {}

impl Drop for Value {
    /// Drops what is nested piece by piece.
    fn drop(&mut self) {
        let mut nested = Vec::new();
        take_nested(self, &mut nested);
        while let Some(mut value) = nested.pop() {
            take_nested(&mut value, &mut nested);
        }
    }
}

/// Takes out what is in a value and holds further values; the rest is dropped.
fn take_nested(value: &mut Value, nested: &mut Vec<Value>) {
    let holds_values = |value: &Value| Parts::of(value).is_some();
    match value {
        Value::Array(items) if items.iter().any(holds_values) => nested.extend(items.drain(..).filter(holds_values)),
        Value::Object(members) if members.values().any(holds_values) => {
            nested.extend(mem::take(members).into_values().filter(holds_values));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MAX_DEPTH;
    use alloc::format;
    use alloc::vec;

    const DEEP: usize = 100_000;

    fn deep() -> Value {
        (0..DEEP).fold(Value::Null, |inner, depth| match depth % 2 {
            0 => Value::Array(vec![Value::from(1), inner]),
            _ => Value::Object(Map::from([("a", inner), ("b", Value::from("c"))])),
        })
    }

    #[test]
    fn no_depth_is_too_deep() {
        let value = deep();
        assert_eq!(value.depth(), DEEP);
        assert_eq!(value.clone(), value);
        assert_ne!(Value::Array(vec![value.clone()]), value);
        let text = value.to_string();
        assert_eq!(format!("{value:?}"), text);
        assert!(format!("{value:#?}").len() > text.len());
        assert!(serde_json::to_string(&value).is_err());
        assert!(serde_json::to_string(&value["b"]).is_ok());
        drop(value);
    }

    #[test]
    fn the_deepest_that_is_written_through_serde_is_read() {
        let nested = |depth| (0..depth).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
        assert!(serde_json::to_string(&nested(MAX_DEPTH)).is_ok());
        assert!(serde_json::to_string(&nested(MAX_DEPTH + 1)).is_err());
    }

    #[test]
    fn values_are_printed_as_json() {
        let value: Value = serde_json::from_str(r#"{"a":[1,{}],"b":{"c":"d"},"e":[]}"#).unwrap();
        assert_eq!(format!("{value:?}"), r#"{"a":[1,{}],"b":{"c":"d"},"e":[]}"#);
        let indented = "{\n    \"a\": [\n        1,\n        {}\n    ],\n    \"b\": {\n        \"c\": \"d\"\n    },\n    \"e\": []\n}";
        assert_eq!(format!("{value:#?}"), indented);
    }

    use alloc::string::ToString;
}
