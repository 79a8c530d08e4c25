//! Compact JSON, written member by member through the model's writer.

use alloc::string::String;

use openapi_model::{Map, Text};
use serde::Serialize;

/// Appends a value.
pub(crate) fn push<T: Serialize + ?Sized>(json: &mut String, value: &T) {
    // No value of the model fails to be written: its keys are strings and its numbers finite.
    let _ = openapi_model::push_json(json, value);
}

/// An object whose members are being written.
pub(crate) struct Object<'a> {
    json: &'a mut String,
    /// What comes before the next member.
    before: char,
}

impl<'a> Object<'a> {
    /// Appends the object whose members `write` writes, `{}` if it writes none.
    pub(crate) fn push(json: &'a mut String, write: impl FnOnce(&mut Object<'a>)) {
        let mut object = Object { json, before: '{' };
        write(&mut object);
        object.json.push_str(if object.before == '{' { "{}" } else { "}" });
    }

    /// Appends a name, whatever is in it; the value is to be appended to what is returned.
    pub(crate) fn name(&mut self, name: &str) -> &mut String {
        self.json.push(self.before);
        self.before = ',';
        push(self.json, name);
        self.json.push(':');
        self.json
    }

    /// Appends the name of a field of the specification, in which nothing is to be escaped.
    fn field(&mut self, name: &'static str) -> &mut String {
        self.json.push(self.before);
        self.before = ',';
        self.json.push('"');
        self.json.push_str(name);
        self.json.push_str("\":");
        self.json
    }

    /// Appends a member.
    pub(crate) fn member<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        push(self.field(name), value);
    }

    /// Appends a member, if there is a value.
    pub(crate) fn optional<T: Serialize + ?Sized>(&mut self, name: &'static str, value: Option<&T>) {
        if let Some(value) = value {
            self.member(name, value);
        }
    }

    /// Appends a member that says that something is so, and nothing if it is not.
    pub(crate) fn flag(&mut self, name: &'static str, value: bool) {
        if value {
            self.field(name).push_str("true");
        }
    }

    /// Appends a member that is an object, and nothing if `write` writes no member of it.
    pub(crate) fn object(&mut self, name: &'static str, write: impl FnOnce(&mut Object<'_>)) {
        let (length, before) = (self.json.len(), self.before);
        let mut inner = Object { json: self.field(name), before: '{' };
        write(&mut inner);
        match inner.before {
            '{' => {
                self.json.truncate(length);
                self.before = before;
            }
            _ => self.json.push('}'),
        }
    }

    /// Appends a member that is an object with these members, and nothing if there is none.
    pub(crate) fn map<T: Serialize>(&mut self, name: &'static str, members: &Map<Text, T>) {
        self.object(name, |object| object.members(members));
    }

    /// Appends these members.
    pub(crate) fn members<T: Serialize>(&mut self, members: &Map<Text, T>) {
        members.iter().for_each(|(name, value)| push(self.name(name), value));
    }

    /// Appends a member that is an array of what `write` appends for each item, and nothing if there is no item.
    pub(crate) fn array<T>(
        &mut self,
        name: &'static str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(T, &mut String),
    ) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() {
            let json = self.field(name);
            let mut before = '[';
            for item in items {
                json.push(before);
                write(item, json);
                before = ',';
            }
            json.push(']');
        }
    }

    /// Appends a member that is an array of values, and nothing if there is none.
    pub(crate) fn list<T: Serialize>(&mut self, name: &'static str, items: impl IntoIterator<Item = T>) {
        self.array(name, items, |item, json| push(json, &item));
    }
}
