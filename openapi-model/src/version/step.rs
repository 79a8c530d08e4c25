//! One step between two versions, in either direction: each difference is one function that goes both ways.

use alloc::format;
use alloc::string::String;

use serde::Serialize;

use super::Version;
use super::report::Report;
use crate::codec::object::{Field, Object};
use crate::json::reader;
use crate::walk::Place;
use crate::{Extensions, FromValue, OpenApi, Text, Value, to_json};

/// Towards the older version or the newer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Down,
    Up,
}

/// A step that is being made.
pub(super) struct Step<'r> {
    pub direction: Direction,
    pub report: &'r mut Report,
}

/// `x-oai-summary` for `summary`.
pub(super) fn aside(key: &str) -> String {
    format!("x-oai-{key}")
}

/// Marks what an older version requires and the document did not say.
pub(super) const ABSENT: &str = "x-oai-absent";

pub(super) fn absent() -> Extensions {
    Extensions::from_iter([(ABSENT, true)])
}

pub(super) fn is_absent(extensions: &Extensions) -> bool {
    extensions.get(ABSENT).is_some()
}

/// Anything of the model as JSON.
pub(super) fn to_value(it: &impl Serialize) -> Value {
    // Nothing in the model fails to be written: its keys are strings and its numbers finite.
    let text = to_json(it).unwrap_or_default();
    // What is deeper than anything that can be read is kept as the text it would be.
    reader::read(&text).unwrap_or_else(|_| Value::String(text.into()))
}

impl<'r> Step<'r> {
    pub fn new(direction: Direction, report: &'r mut Report) -> Self {
        Self { direction, report }
    }

    pub fn is_down(&self) -> bool {
        self.direction == Direction::Down
    }

    pub fn lost(&mut self, place: &Place<'_>, said: impl Into<String>, done: impl Into<String>) {
        self.report.add(place, said, done);
    }

    /// Tells of something that the version above or below forbids and that cannot be said otherwise.
    pub fn left(&mut self, place: &Place<'_>, said: impl Into<String>) {
        self.report.add(place, said, "left as it stands");
    }

    /// Sets a field aside that only one of the versions has, or brings it back.
    pub fn field<T: Field + Serialize>(
        &mut self,
        lives: Direction,
        field: &mut T,
        is_there: bool,
        extensions: &mut Extensions,
        key: &str,
        place: &Place<'_>,
    ) {
        if self.direction != lives && is_there && !T::REQUIRED {
            let value = to_value(&core::mem::replace(field, T::empty()));
            extensions.insert(aside(key), value);
            self.lost(&place.member(key), format!("`{key}`"), format!("kept as `{}`", aside(key)));
        } else if self.direction == lives && field.is_absent() {
            if let Some(kept) = take(extensions, key) {
                *field = kept;
            }
        } else if self.direction == lives && self.is_down() {
            self.left(&place.member(key), format!("`{key}`, which the newer version does not have here,"));
        }
    }

    /// Writes the version that a step leads to; a version text that is not the usual one comes back.
    pub fn version(&mut self, document: &mut OpenApi, older: Version, newer: Version) {
        match self.direction {
            Direction::Down => {
                if document.openapi != newer.as_str() {
                    document.extensions.insert(aside("openapi"), document.openapi.clone());
                }
                document.openapi = older.as_str().into();
            }
            Direction::Up => {
                let kept = document.extensions.get("x-oai-openapi").and_then(Value::as_str);
                let kept = kept.filter(|text| text.parse() == Ok(newer)).map(|text| Text::Owned(text.into()));
                if kept.is_some() {
                    document.extensions.remove("x-oai-openapi");
                }
                document.openapi = kept.unwrap_or(newer.as_str().into());
            }
        }
    }
}

/// What was kept aside, if it can still be read.
pub(super) fn take<T: FromValue>(extensions: &mut Extensions, key: &str) -> Option<T> {
    let kept = T::from_value(extensions.get(&aside(key))?.clone()).ok()?;
    extensions.remove(&aside(key));
    Some(kept)
}

/// Which of an object's fixed fields `key` is.
pub(super) fn fixed_field<T: Object>(_: &T, key: &str) -> Option<u8> {
    T::FIELDS.named(key, 0)
}

/// Sets fields of an object aside that only one of two versions has, or brings them back.
macro_rules! fields_of {
    ($lives:ident, $step:ident, $it:ident, $place:ident, $($field:ident $key:literal),*) => {
        $(
            let is_there = crate::navigate::members::Members::has($it, $key);
            let lives = crate::version::step::Direction::$lives;
            $step.field(lives, &mut $it.$field, is_there, &mut $it.extensions, $key, $place);
            if $step.direction != lives && is_there {
                if let Some(field) = crate::version::step::fixed_field($it, $key) {
                    $it.extensions.forget(field);
                }
            }
        )*
    };
}
pub(super) use fields_of;

/// Fields that came with the newer version.
macro_rules! newer_fields {
    ($step:ident, $it:ident, $place:ident, $($field:ident $key:literal),*) => {
        crate::version::step::fields_of!(Up, $step, $it, $place, $($field $key),*)
    };
}
pub(super) use newer_fields;

/// Fields that the newer version does not allow here.
macro_rules! older_fields {
    ($step:ident, $it:ident, $place:ident, $($field:ident $key:literal),*) => {
        crate::version::step::fields_of!(Down, $step, $it, $place, $($field $key),*)
    };
}
pub(super) use older_fields;
