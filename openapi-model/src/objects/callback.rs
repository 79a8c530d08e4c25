//! Callback.

use crate::codec::object::{Patterned, patterned};
use crate::{Extensions, Map, PathItem, Text};

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

fn sort(key: &str) -> Patterned {
    if key.starts_with("x-") { Patterned::Extension } else { Patterned::Key }
}

patterned!(Callback, "a Callback Object", expressions, sort);
