//! Documents as compact JSON, without serde between: what stands under fixed fields needs no look at its name, and
//! nothing can fail.

use alloc::string::String;
#[cfg(feature = "yaml")]
use alloc::vec::Vec;
use core::convert::Infallible;

use crate::codec::part::Part;
use crate::codec::view::{JsonView, MemberWriter, Name, write_members};
use crate::json::events::push_value;
#[cfg(feature = "yaml")]
use crate::json::map::Map;
#[cfg(feature = "yaml")]
use crate::json::text::Text;
#[cfg(feature = "yaml")]
use crate::json::value::Value;
use crate::json::writer::write_string;

/// Writes any part as compact JSON.
pub(crate) fn write<T: Part>(part: &T) -> String {
    let mut text = String::with_capacity(1024);
    part.show(&mut |view| write_view(&mut text, view));
    text
}

/// The value that a part is written as.
#[cfg(feature = "yaml")]
pub(crate) fn to_value<T: Part>(part: &T) -> Value {
    let mut value = Value::Null;
    part.show(&mut |view| value = value_of(view));
    value
}

#[cfg(feature = "yaml")]
fn value_of(view: JsonView<'_>) -> Value {
    match view {
        JsonView::Absent => Value::Null,
        JsonView::Bool(value) => Value::Bool(value),
        JsonView::Text(value) => Value::from(String::from(value)),
        JsonView::Value(value) => value.clone(),
        JsonView::List(items) => {
            let mut values = Vec::new();
            while items.item(values.len(), &mut |item| values.push(value_of(item))) {}
            Value::Array(values)
        }
        JsonView::Map(_) | JsonView::Object(_) | JsonView::Patterned(..) => {
            let mut members = Members(Map::new());
            let Ok(()) = write_members(view, &mut members);
            Value::Object(members.0)
        }
    }
}

#[cfg(feature = "yaml")]
struct Members(Map<Text, Value>);

#[cfg(feature = "yaml")]
impl MemberWriter for Members {
    type Error = Infallible;

    fn member(&mut self, name: Name<'_>, view: JsonView<'_>) -> Result<(), Infallible> {
        let name = match name {
            Name::Fixed(name) => Text::Borrowed(name),
            Name::Text(name) => String::from(name).into(),
            Name::Status(key) => key.with_text(|name| String::from(name)).into(),
        };
        self.0.insert(name, value_of(view));
        Ok(())
    }
}

fn write_view(text: &mut String, view: JsonView<'_>) {
    match view {
        JsonView::Absent => text.push_str("null"),
        JsonView::Bool(value) => write_bool(text, value),
        JsonView::Text(value) => write_string(text, value),
        JsonView::Value(value) => push_value(text, value),
        JsonView::List(items) => {
            text.push('[');
            let mut index = 0;
            while items.item(index, &mut |item| {
                write_comma(text, index);
                write_view(text, item);
            }) {
                index += 1;
            }
            text.push(']');
        }
        JsonView::Map(_) | JsonView::Object(_) | JsonView::Patterned(..) => {
            text.push('{');
            let mut object = JsonObject { text, comma: false };
            let Ok(()) = write_members(view, &mut object);
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

    fn member(&mut self, name: Name<'_>, view: JsonView<'_>) -> Result<(), Infallible> {
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
        write_view(text, view);
        Ok(())
    }
}
