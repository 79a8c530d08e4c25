//! Compact JSON, as the model's writer has it, written part by part.

use alloc::string::String;

use serde::Serialize;

/// Appends a value.
pub(crate) fn push<T: Serialize + ?Sized>(json: &mut String, value: &T) {
    // Nothing of the model fails to be written: its keys are strings and its numbers finite.
    let _ = openapi_model::push_json(json, value);
}

/// An object of which some members are written.
pub(crate) struct Object<'a> {
    json: &'a mut String,
    /// What comes before the next member.
    before: char,
}

impl<'a> Object<'a> {
    pub(crate) fn new(json: &'a mut String) -> Self {
        Self { json, before: '{' }
    }

    /// Appends a key that is given with its quotes and colon; the value is appended to what comes back.
    #[inline(always)]
    pub(crate) fn member(&mut self, quoted: &'static str) -> &mut String {
        self.json.push(self.before);
        self.json.push_str(quoted);
        self.before = ',';
        self.json
    }

    /// Appends any key.
    pub(crate) fn keyed(&mut self, key: &str) -> &mut String {
        self.json.push(self.before);
        push(self.json, key);
        self.json.push(':');
        self.before = ',';
        self.json
    }

    /// All that was written so far.
    pub(crate) fn text(&mut self) -> &mut String {
        self.json
    }

    pub(crate) fn end(self) {
        self.json.push_str(if self.before == ',' { "}" } else { "{}" });
    }
}

/// A member that is an object and stands only if something is in it.
pub(crate) struct Members<'a, 'b> {
    key: &'static str,
    object: &'a mut Object<'b>,
    started: bool,
}

impl<'a, 'b> Members<'a, 'b> {
    pub(crate) fn new(key: &'static str, object: &'a mut Object<'b>) -> Self {
        Self { key, object, started: false }
    }

    /// Appends a key; the value is appended to what comes back.
    pub(crate) fn next(&mut self, key: &str) -> &mut String {
        let json = self.next_member();
        push(json, key);
        json.push(':');
        json
    }

    /// The next member is appended to what comes back, key and all.
    pub(crate) fn next_member(&mut self) -> &mut String {
        let json = match self.started {
            true => &mut *self.object.json,
            false => self.object.member(self.key),
        };
        json.push(if self.started { ',' } else { '{' });
        self.started = true;
        json
    }

    pub(crate) fn end(self) {
        if self.started {
            self.object.json.push('}');
        }
    }
}

/// A member that is an array and stands only if something is in it.
pub(crate) struct Items<'a, 'b> {
    key: &'static str,
    object: &'a mut Object<'b>,
    started: bool,
}

impl<'a, 'b> Items<'a, 'b> {
    pub(crate) fn new(key: &'static str, object: &'a mut Object<'b>) -> Self {
        Self { key, object, started: false }
    }

    /// The next item is appended to what comes back.
    pub(crate) fn next(&mut self) -> &mut String {
        let json = match self.started {
            true => &mut *self.object.json,
            false => self.object.member(self.key),
        };
        json.push(if self.started { ',' } else { '[' });
        self.started = true;
        json
    }

    pub(crate) fn end(self) {
        if self.started {
            self.object.json.push(']');
        }
    }
}

/// A member that is an array, unless it is empty.
pub(crate) fn list<T: Serialize>(items: impl Iterator<Item = T>, key: &'static str, object: &mut Object<'_>) {
    let mut list = Items::new(key, object);
    items.for_each(|item| push(list.next(), &item));
    list.end();
}
