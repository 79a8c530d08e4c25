//! A [`Value`] as YAML in block style, numbers digit for digit, without a stack of calls.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::scalar;
use crate::json::events::{self, Event, Events};
use crate::json::value::Value;

/// Writes a value.
pub(super) fn write(value: &Value) -> String {
    let mut writer = Writer { text: String::new(), open: Vec::new(), on_new_line: false };
    for event in Events::of(value) {
        writer.event(event);
    }
    writer.text.push('\n');
    writer.text
}

/// YAML's own limit for a name that stands on one line with its `:`.
const LONGEST_NAME: usize = 1000;

struct Writer<'a> {
    text: String,
    open: Vec<&'a Value>,
    /// Whether the next part begins a line. The first part of an array's item stands behind the `-`.
    on_new_line: bool,
}

impl<'a> Writer<'a> {
    fn event(&mut self, event: Event<'a>) {
        match event {
            Event::Open(value) => {
                self.on_new_line = match self.open.last() {
                    None => false,
                    Some(Value::Array(_)) => {
                        self.begin_part();
                        self.text.push_str("- ");
                        false
                    }
                    Some(_) => true,
                };
                self.open.push(value);
            }
            Event::Close(_) => {
                self.open.pop();
                self.on_new_line = true;
            }
            Event::Name(name) if name.len() > LONGEST_NAME => {
                self.begin_part();
                self.text.push_str("? ");
                self.string(name);
                self.begin_part();
                self.text.push(':');
            }
            Event::Name(name) => {
                self.begin_part();
                self.string(name);
                self.text.push(':');
            }
            Event::Leaf(leaf) => {
                match self.open.last() {
                    None => {}
                    Some(Value::Array(_)) => {
                        self.begin_part();
                        self.text.push_str("- ");
                    }
                    Some(_) => self.text.push(' '),
                }
                match leaf {
                    Value::String(text) => self.string(text),
                    other => events::push_value(&mut self.text, other),
                }
                self.on_new_line = true;
            }
        }
    }

    /// Begins an item or a member of what is open.
    fn begin_part(&mut self) {
        if self.on_new_line {
            let indentation = 2 * (self.open.len() - 1);
            // A `String` takes whatever is written.
            let _ = write!(self.text, "\n{:indentation$}", "");
        }
        self.on_new_line = true;
    }

    fn string(&mut self, text: &str) {
        if is_plain(text) {
            self.text.push_str(text);
        } else {
            quote(&mut self.text, text);
        }
    }
}

/// Whether a string needs no quotes, for readers of YAML 1.2 and 1.1.
fn is_plain(text: &str) -> bool {
    let begins = text.starts_with(|first: char| first.is_alphabetic() || first == '/' || first == '_');
    let ends = !text.ends_with([' ', ':']);
    let is_harmless = text.chars().all(|letter| letter.is_alphanumeric() || (' '..='~').contains(&letter));
    begins
        && ends
        && is_harmless
        && !text.contains(": ")
        && !text.contains(" #")
        && !is_boolean_in_1_1(text)
        && matches!(scalar::resolve(text), Ok(Value::String(_)))
}

fn is_boolean_in_1_1(text: &str) -> bool {
    ["y", "n", "yes", "no", "on", "off"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// In double quotes, with an escape for all that YAML calls not printable or takes for a line break.
fn quote(to: &mut String, text: &str) {
    to.push('"');
    for letter in text.chars() {
        match letter {
            '"' => to.push_str("\\\""),
            '\\' => to.push_str("\\\\"),
            '\n' => to.push_str("\\n"),
            '\t' => to.push_str("\\t"),
            ' '..='~' => to.push(letter),
            _ if letter.is_alphanumeric() => to.push(letter),
            _ if u32::from(letter) > 0xffff => {
                let _ = write!(to, "\\U{:08x}", u32::from(letter));
            }
            _ => {
                let _ = write!(to, "\\u{:04x}", u32::from(letter));
            }
        }
    }
    to.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_in_block_style() {
        let json = r#"{"a":{"b":[1,[2,[]],{"c":"d","e":{}}]},"200":"yes","x: y":"1.10","n":1.10,"t":"a\nb – 💡","/p/{id}":null}"#;
        let yaml = "\
a:
  b:
    - 1
    - - 2
      - []
    - c: d
      e: {}
\"200\": \"yes\"
\"x: y\": \"1.10\"
\"n\": 1.10
t: \"a\\nb \\u2013 \\U0001f4a1\"
/p/{id}: null
";
        assert_eq!(write(&crate::from_json::<Value>(json).unwrap()), yaml);
    }
}
