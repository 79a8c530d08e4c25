//! Callback.

use crate::json_reader::{JsonReader, Misfit};
use crate::object::{Patterned, deserialize_through_value, read_patterned, read_patterned_json, write_patterned};
use crate::part::keyed_part;
use crate::read::{FromValue, ReadError};
use crate::{Extensions, Map, PathItem, Text, Value};
use serde::ser::{Serialize, Serializer};

/// Requests that the API will send, by the expression that gives their URL.
///
/// Shape: `{"{$request.query.callback_url}/invoices": {"post": {…}}}`. Keys are kept byte for byte, whatever
/// dialect they are written in.
///
/// OAS 3.2 [Callback Object](https://spec.openapis.org/oas/v3.2.0#callback-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Callback {
    /// By runtime expression.
    pub expressions: Map<Text, PathItem>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fn sort(key: Text) -> Patterned<Text> {
    if key.starts_with("x-") { Patterned::Extension(key) } else { Patterned::Key(key) }
}

impl FromValue for Callback {
    fn from_value(value: Value) -> Result<Self, ReadError> {
        let (expressions, extensions) = read_patterned(value, "a Callback Object", sort)?;
        Ok(Self { expressions, extensions })
    }

    fn read_json(reader: &mut JsonReader<'_>) -> Result<Self, Misfit> {
        let (expressions, extensions) = read_patterned_json(reader, sort)?;
        Ok(Self { expressions, extensions })
    }
}

impl Serialize for Callback {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_patterned(&self.expressions, &self.extensions, serializer)
    }
}

deserialize_through_value!(Callback);
keyed_part!(Callback, expressions, extensions);
