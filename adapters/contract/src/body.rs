//! A body held against the media type that is declared for it.

use serde_json::{Map, Value};

use crate::media_type::{MediaType, Sort};
use crate::operation::Content;
use crate::schema::{Fault, Schemas};
use crate::value::{object_of_pairs, pairs};

/// A body as far as it was seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) end: End,
}

/// How far a body was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// All of it.
    Whole,
    /// It has more bytes than are looked at.
    Cut,
    /// Nobody read it to its end.
    Unread,
}

impl<'a> Body<'a> {
    pub(crate) fn whole(bytes: &'a [u8]) -> Self {
        Self { bytes, end: End::Whole }
    }

    /// Whether there is none, as far as can be known.
    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty() && self.end == End::Whole
    }

    /// Why the rest of it is not known.
    pub(crate) fn not_seen(&self) -> Option<String> {
        match self.end {
            End::Whole => None,
            End::Cut => Some(format!("the body is longer than the {} bytes that are looked at", self.bytes.len())),
            End::Unread => Some("the body was not read to its end".into()),
        }
    }
}

/// What does not fit in a body.
#[derive(Debug)]
pub(crate) enum BodyFault {
    NotJson(String),
    Value(Fault),
    Item(usize, Fault),
}

#[derive(Debug, Default)]
pub(crate) struct Looked {
    pub(crate) faults: Vec<BodyFault>,
    pub(crate) not_looked_at: Option<String>,
}

impl Looked {
    fn skipped(reason: impl Into<String>) -> Self {
        Self { faults: Vec::new(), not_looked_at: Some(reason.into()) }
    }

    fn not_json(error: &serde_json::Error) -> Self {
        Self { faults: vec![BodyFault::NotJson(error.to_string())], not_looked_at: None }
    }
}

/// The declared media type that names the found one most exactly.
pub(crate) fn declared_for<'a>(content: &'a [Content], found: &MediaType) -> Option<(usize, &'a Content)> {
    let exactness = |one: &Content| one.media_type.as_ref()?.names(found);
    let fitting = content.iter().enumerate().filter_map(|(at, one)| Some((exactness(one)?, at, one)));
    // Of several that are as exact the first counts.
    fitting.rev().max_by_key(|(exactness, ..)| *exactness).map(|(_, at, one)| (at, one))
}

pub(crate) fn look(schemas: &Schemas, declared: &Content, found: &MediaType, body: Body<'_>) -> Looked {
    if declared.schema.is_none() && declared.item_schema.is_none() {
        // Nothing is declared but that it is JSON.
        if found.sort() == Sort::Json
            && body.end == End::Whole
            && let Err(error) = serde_json::from_slice::<Value>(body.bytes)
        {
            return Looked::not_json(&error);
        }
        return Looked::default();
    }
    match found.sort() {
        Sort::Json => whole(schemas, declared, body, |bytes| {
            serde_json::from_slice(bytes).map_err(|error| Looked::not_json(&error))
        }),
        Sort::JsonLines => items(schemas, declared, body, b'\n'),
        Sort::JsonSequence => items(schemas, declared, body, 0x1e),
        Sort::EventStream => events(schemas, declared, body),
        Sort::Text => whole(schemas, declared, body, |bytes| match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Value::String(text.to_owned())),
            Err(_) => Err(Looked::skipped("the body is no UTF-8")),
        }),
        Sort::Form => whole(schemas, declared, body, |bytes| match (std::str::from_utf8(bytes), &declared.schema) {
            (Ok(text), Some(schema)) => Ok(object_of_pairs(schemas, schema, &pairs(text))),
            _ => Err(Looked::skipped("the body is no form")),
        }),
        Sort::Other => Looked::skipped(format!("bodies of `{}` are not looked into", declared.key)),
    }
}

fn whole(
    schemas: &Schemas,
    declared: &Content,
    body: Body<'_>,
    read: impl FnOnce(&[u8]) -> Result<Value, Looked>,
) -> Looked {
    if let Some(reason) = body.not_seen() {
        return Looked::skipped(reason);
    }
    let Some(schema) = &declared.schema else {
        return Looked::skipped("`itemSchema` says nothing of a body that is no sequence");
    };
    match read(body.bytes) {
        Err(looked) => looked,
        Ok(value) => match schemas.faults(schema, &value) {
            Ok(faults) => Looked { faults: faults.into_iter().map(BodyFault::Value).collect(), not_looked_at: None },
            Err(reason) => Looked::skipped(format!("its schema cannot be used: {reason}")),
        },
    }
}

/// JSON texts with a byte between; the last one of a body that was not seen to its end is left out.
fn items(schemas: &Schemas, declared: &Content, body: Body<'_>, separator: u8) -> Looked {
    let mut parts: Vec<&[u8]> = body.bytes.split(|byte| *byte == separator).collect();
    if body.end != End::Whole {
        parts.pop();
    }
    let mut looked = Looked { faults: Vec::new(), not_looked_at: body.not_seen() };
    let mut all = Vec::new();
    let lines = parts.iter().map(|part| part.trim_ascii()).filter(|part| !part.is_empty());
    for (index, line) in lines.enumerate() {
        match serde_json::from_slice::<Value>(line) {
            Err(error) => {
                let fault = Fault { pointer: String::new(), reason: format!("it is no JSON: {error}") };
                looked.faults.push(BodyFault::Item(index, fault));
            }
            Ok(item) => look_at_item(schemas, declared, index, item, &mut all, &mut looked),
        }
    }
    look_at_all(schemas, declared, body, all, looked)
}

/// The events of a stream as the objects that OAS 3.2 makes of them: `data`, `event`, `id` and `retry`.
fn events(schemas: &Schemas, declared: &Content, body: Body<'_>) -> Looked {
    let text = String::from_utf8_lossy(body.bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n").replace('\r', "\n");
    let mut blocks: Vec<&str> = text.split("\n\n").collect();
    // What no empty line ends is not yet an event.
    blocks.pop();
    let mut looked = Looked { faults: Vec::new(), not_looked_at: body.not_seen() };
    let mut all = Vec::new();
    for (index, event) in blocks.into_iter().filter_map(event).enumerate() {
        look_at_item(schemas, declared, index, event, &mut all, &mut looked);
    }
    if declared.item_schema.is_none() {
        return whole(schemas, declared, body, |bytes| Ok(Value::String(String::from_utf8_lossy(bytes).into_owned())));
    }
    look_at_all(schemas, declared, body, all, looked)
}

/// An event; `None` for comments alone, and for what has no data, which nobody is told of.
fn event(block: &str) -> Option<Value> {
    let mut members: Map<String, Value> = Map::new();
    for line in block.lines() {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => match members.get_mut("data") {
                Some(Value::String(data)) => {
                    data.push('\n');
                    data.push_str(value);
                }
                _ => _ = members.insert("data".into(), value.into()),
            },
            "event" | "id" => _ = members.insert(name.into(), value.into()),
            "retry" => {
                if let Ok(milliseconds) = value.parse::<u64>() {
                    members.insert(name.into(), milliseconds.into());
                }
            }
            _ => {}
        }
    }
    members.contains_key("data").then_some(Value::Object(members))
}

fn look_at_item(
    schemas: &Schemas,
    declared: &Content,
    index: usize,
    item: Value,
    all: &mut Vec<Value>,
    looked: &mut Looked,
) {
    if let Some(schema) = &declared.item_schema {
        match schemas.faults(schema, &item) {
            Ok(faults) => looked.faults.extend(faults.into_iter().map(|fault| BodyFault::Item(index, fault))),
            Err(reason) => looked.not_looked_at = Some(format!("its `itemSchema` cannot be used: {reason}")),
        }
    }
    if declared.schema.is_some() {
        all.push(item);
    }
}

/// All items as the array that `schema` speaks of.
fn look_at_all(schemas: &Schemas, declared: &Content, body: Body<'_>, all: Vec<Value>, mut looked: Looked) -> Looked {
    if let (Some(schema), End::Whole) = (&declared.schema, body.end) {
        match schemas.faults(schema, &Value::Array(all)) {
            Ok(faults) => looked.faults.extend(faults.into_iter().map(BodyFault::Value)),
            Err(reason) => looked.not_looked_at = Some(format!("its schema cannot be used: {reason}")),
        }
    }
    looked
}
