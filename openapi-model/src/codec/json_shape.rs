//! Documents as compact JSON, without serde between: what stands under fixed fields needs no look at its name, and
//! nothing can fail.

use alloc::string::String;
use core::convert::Infallible;
use core::fmt::Write;

use crate::codec::part::{MemberWriter, Name, Part, Shape, write_members};
use crate::json::writer::write_string;
use crate::{OpenApi, Value};

impl OpenApi {
    /// The document as compact JSON.
    pub fn to_json(&self) -> String {
        let mut text = String::with_capacity(1024);
        self.show(&mut |shape| write_shape(&mut text, shape));
        text
    }
}

fn write_shape(text: &mut String, shape: Shape<'_>) {
    match shape {
        Shape::Absent => text.push_str("null"),
        Shape::Bool(value) => write_bool(text, value),
        Shape::Text(value) => write_string(text, value),
        Shape::Value(value) => write_value(text, value),
        Shape::List(items) => {
            text.push('[');
            let mut index = 0;
            while items.item(index, &mut |item| {
                write_comma(text, index);
                write_shape(text, item);
            }) {
                index += 1;
            }
            text.push(']');
        }
        Shape::Map(_) | Shape::Object(_) | Shape::Patterned(..) => {
            text.push('{');
            let mut object = JsonObject { text, comma: false };
            let Ok(()) = write_members(shape, &mut object);
            text.push('}');
        }
    }
}

fn write_value(text: &mut String, value: &Value) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => write_bool(text, *value),
        Value::Number(number) => {
            // A `String` takes whatever is written.
            let _ = write!(text, "{number}");
        }
        Value::String(value) => write_string(text, value),
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                write_comma(text, index);
                write_value(text, item);
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for (index, (name, member)) in members.iter().enumerate() {
                write_comma(text, index);
                write_string(text, name);
                text.push(':');
                write_value(text, member);
            }
            text.push('}');
        }
    }
}

fn write_bool(text: &mut String, value: bool) {
    text.push_str(if value { "true" } else { "false" });
}

fn write_comma(text: &mut String, index: usize) {
    if index > 0 {
        text.push(',');
    }
}

/// An object whose `{` is written.
struct JsonObject<'a> {
    text: &'a mut String,
    comma: bool,
}

impl MemberWriter for JsonObject<'_> {
    type Error = Infallible;

    fn member(&mut self, name: Name<'_>, shape: Shape<'_>) -> Result<(), Infallible> {
        let text = &mut *self.text;
        if self.comma {
            text.push(',');
        }
        self.comma = true;
        match name {
            Name::Fixed(name) => {
                text.push('"');
                text.push_str(name);
                text.push('"');
            }
            Name::Text(name) => write_string(text, name),
            Name::Status(key) => key.with_text(|name| write_string(text, name)),
        }
        text.push(':');
        write_shape(text, shape);
        Ok(())
    }
}
