//! Reading a document's text and writing it.

use alloc::string::String;

use crate::read::{FromValue, Position, ReadError};
use crate::{OpenApi, Value};

impl OpenApi {
    /// Reads a JSON document.
    ///
    /// # Errors
    /// Everything that does not fit, each with its JSON Pointer, line and column; or where the text is not JSON.
    /// A text nested deeper than 127 levels is refused.
    pub fn from_json(text: &str) -> Result<Self, ReadError> {
        from_json(text)
    }

    /// The document as compact JSON.
    pub fn to_json(&self) -> String {
        // Nothing in the model fails to be written: its keys are strings and its numbers finite.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Reads any object of the model from JSON text, as [`OpenApi::from_json`] does.
///
/// # Errors
/// As [`OpenApi::from_json`].
pub fn from_json<T: FromValue>(text: &str) -> Result<T, ReadError> {
    let value: Value = serde_json::from_str(text).map_err(|error| not_json(&error))?;
    T::from_value(value)
}

fn not_json(error: &serde_json::Error) -> ReadError {
    let mut read = ReadError::new("JSON", alloc::format!("{error}"));
    for problem in read.problems_mut() {
        problem.set_position(Some(Position::new(error.line(), error.column())));
    }
    read
}
