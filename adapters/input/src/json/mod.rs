//! JSON bodies.

mod check;
mod fast;
mod size;
mod syntax;

use openapi_merge::Location;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use crate::fault::Fault;
use crate::invalid::{BODY, Invalid};
use crate::reading::Reading;
use crate::schema::{self, Schema};
use crate::typed;
use crate::walk::Walk;
use fast::As;
use size::Exceeded;

/// Reads a JSON body. `content_type` is the request's header.
///
/// # Errors
/// What FastAPI says: `missing` without a body, `json_invalid` for what is no JSON, and everything that the type's
/// schema does not allow.
///
/// ```
/// use openapi_input::{Reading, json};
///
/// let wrong = json::<Vec<u8>>(&Reading::strict(), Some("application/json"), b"[1, true, 300]").unwrap_err();
/// let kinds: Vec<&str> = wrong.faults().iter().map(|fault| &*fault.kind).collect();
/// assert_eq!(kinds, ["int_type", "less_than_equal"]);
/// ```
pub fn json<T>(reading: &Reading, content_type: Option<&str>, body: &[u8]) -> Result<T, Invalid>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    let schema = schema::of::<T>();
    if content_type.is_some_and(is_json) && !body.is_empty() {
        if body.len() > reading.limits.body {
            return Err(Invalid::too_large(reading.limits.body));
        }
        too_much(reading, body)?;
        if let Some(read) = at_once(reading, schema, body) {
            return Ok(read);
        }
    }
    let value = json_value(reading, schema, content_type, body)?;
    typed::read("body", &value).map_err(|fault| Invalid::input(vec![*fault]))
}

/// Reads what is right: by serde, then against what the type does not check itself.
fn at_once<T: DeserializeOwned>(reading: &Reading, schema: &Schema, body: &[u8]) -> Option<T> {
    if schema.needs_check() {
        let read = serde_json::from_slice(body).ok()?;
        return check::fits(schema, body, &reading.limits).then_some(read);
    }
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let read = T::deserialize(As(&mut deserializer)).ok()?;
    deserializer.end().ok().map(|()| read)
}

/// The body as its type reads it, or everything that is wrong with it.
pub(crate) fn json_value(
    reading: &Reading,
    schema: &Schema,
    content_type: Option<&str>,
    body: &[u8],
) -> Result<Value, Invalid> {
    if body.len() > reading.limits.body {
        return Err(Invalid::too_large(reading.limits.body));
    }
    let separate = schema.object().is_some_and(|object| object.separate);
    let value = match parsed(reading, content_type, body)? {
        // Parameters that stand in one body cannot be looked for in a text.
        Some(Value::String(_)) if separate && !content_type.is_some_and(is_json) => return no_body(schema),
        Some(value) => value,
        None => return no_body(schema),
    };
    // A text that is no JSON is read as one, in whichever way the API reads.
    let lax = reading.lax || !content_type.is_some_and(is_json);
    Walk::new(schema, "body", lax, &reading.limits).read(&value).map_err(Invalid::input)
}

/// Without a body, it is missing, or each of the parameters that stand in it.
fn no_body(schema: &Schema) -> Result<Value, Invalid> {
    match schema.object().filter(|object| object.separate) {
        None => Err(Invalid::one([BODY], Fault::missing(), Some(&Value::Null))),
        Some(object) => {
            let required = object.fields.iter().filter(|field| field.required);
            let faults = required.map(|field| {
                let loc = [BODY, Location::from(field.name.clone())];
                crate::invalid::told(loc, Fault::missing(), Some(&Value::Null))
            });
            Err(Invalid::input(faults.collect()))
        }
    }
}

/// The JSON of a body, or its text if it does not say that it is JSON; `None` if there is no body.
fn parsed(reading: &Reading, content_type: Option<&str>, body: &[u8]) -> Result<Option<Value>, Invalid> {
    if body.is_empty() {
        return Ok(None);
    }
    let Ok(text) = std::str::from_utf8(body) else { return Err(Invalid::Unreadable) };
    if !content_type.is_some_and(is_json) {
        return Ok(Some(Value::from(text)));
    }
    too_much(reading, body)?;
    serde_json::from_str(text).map(Some).map_err(|error| {
        let diagnosed = syntax::diagnose(text);
        let (at, what) = diagnosed.unwrap_or_else(|| match error.classify() {
            Category::Eof => (text.chars().count(), "Expecting value"),
            _ => (place(text, &error), "Expecting value"),
        });
        let empty = Value::Object(serde_json::Map::new());
        Invalid::one([BODY, at.into()], Fault::json_invalid(what), Some(&empty))
    })
}

fn too_much(reading: &Reading, body: &[u8]) -> Result<(), Invalid> {
    let fault = match size::exceeded(body, &reading.limits) {
        None => return Ok(()),
        Some(Exceeded::Depth) => Fault::limit("depth", "level", reading.limits.depth),
        Some(Exceeded::Members) => Fault::limit("members", "value", reading.limits.members),
    };
    Err(Invalid::one([BODY], fault, None))
}

/// How many characters stand before what the parser refused.
fn place(text: &str, error: &serde_json::Error) -> usize {
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    lines.map(|line| line.chars().count()).sum::<usize>() + error.column().saturating_sub(1)
}

/// Whether a content type says JSON: `application/json; charset=utf-8`, `application/problem+json`.
pub(crate) fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let Some((kind, subtype)) = essence.split_once('/') else { return false };
    let subtype = subtype.to_ascii_lowercase();
    kind.eq_ignore_ascii_case("application") && (subtype == "json" || subtype.ends_with("+json"))
}
