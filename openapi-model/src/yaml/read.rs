//! YAML's events to a [`Value`], without a stack of calls.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::mem;

use granit_parser::{ErrorKind, Event, Marker, Parser, ScalarStyle, Tag};

use super::scalar;
use crate::codec::error::{ReadError, ReadProblem};
use crate::json::events::Events;
use crate::json::locate::{Position, Wanted};
use crate::json::map::Map;
use crate::json::text::{self, Text};
use crate::json::value::{MAX_DEPTH, Value};

/// How a text is read.
#[derive(Default)]
pub(super) struct Reading<'w> {
    /// Whether a member that comes twice is told, and the last one kept, or ends the reading.
    pub(super) lenient: bool,
    /// The places that are looked for.
    pub(super) wanted: Option<&'w mut Wanted>,
}

/// A value and what was told on the way.
pub(super) struct Loaded {
    pub(super) value: Value,
    pub(super) problems: Vec<ReadProblem>,
}

/// Reads the one document of a text.
pub(super) fn load(text: &str, reading: Reading<'_>) -> Result<Loaded, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let options = granit_parser::options! {
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH + 1,
        block_nesting_limit: MAX_DEPTH + 1,
        simple_key_max_lookahead: text.len().max(1024),
    };
    let room = text.len().saturating_mul(4).max(10_000);
    let mut loader =
        Loader { reading, open: Vec::new(), anchors: BTreeMap::new(), room, root: None, problems: Vec::new() };
    let mut documents = 0;
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| {
            let place = position(error.marker());
            match error.kind() {
                // The parser looks ahead, and may meet its limit before we meet ours.
                ErrorKind::RecursionLimitExceeded => loader.too_deep(place),
                _ => loader.error("YAML", format!("broken text ({})", error.info()), place),
            }
        })?;
        let at = span.start;
        match event {
            Event::DocumentStart(..) if documents == 1 => {
                return Err(loader.error("one YAML document", "another", position(&at)));
            }
            Event::DocumentStart(..) => documents += 1,
            Event::Scalar(scalar, style, anchor, tag) => {
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let ends_the_text = !text.ends_with('\n') && rest_is_blank(text, &span.end);
                // Where the text ends without a line break, the scalar has none either.
                let scalar = match scalar.strip_suffix('\n') {
                    Some(shorter) if is_block && ends_the_text => shorter.to_string().into(),
                    _ => scalar,
                };
                loader.scalar(text::from_cow(scalar), style == ScalarStyle::Plain, anchor, tag.as_deref(), &at)?;
            }
            Event::SequenceStart(_, anchor, _) => loader.open(Parts::Items(Vec::new()), anchor, &at)?,
            Event::MappingStart(_, anchor, _) => {
                loader.open(Parts::Members { members: Map::new(), name: None, merged: Vec::new() }, anchor, &at)?;
            }
            Event::SequenceEnd | Event::MappingEnd => loader.close(),
            Event::Alias(anchor) => loader.alias(anchor, &at)?,
            _ => {}
        }
    }
    match loader.root {
        Some(value) => Ok(Loaded { value, problems: loader.problems }),
        None => Err(loader.error("a YAML document", "none", Position::new(1, 1))),
    }
}

fn position(marker: &Marker) -> Position {
    Position::new(marker.line(), marker.col() + 1)
}

fn rest_is_blank(text: &str, end: &Marker) -> bool {
    end.byte_offset().is_some_and(|end| text.get(end..).is_none_or(|rest| rest.trim().is_empty()))
}

/// What has been read of the nodes that are still open.
struct Loader<'w> {
    reading: Reading<'w>,
    open: Vec<Open>,
    /// What aliases stand for.
    anchors: BTreeMap<usize, Value>,
    /// How many more values aliases may make.
    room: usize,
    root: Option<Value>,
    problems: Vec<ReadProblem>,
}

struct Open {
    parts: Parts,
    anchor: usize,
    /// The place that is looked for, or one in it.
    wanted: Option<usize>,
}

enum Parts {
    Items(Vec<Value>),
    Members { members: Map<Text, Value>, name: Option<Text>, merged: Vec<Value> },
}

impl Loader<'_> {
    fn open(&mut self, parts: Parts, anchor: usize, at: &Marker) -> Result<(), ReadError> {
        if self.expects_name() {
            return Err(self.error("a member's name", "an array or an object", position(at)));
        }
        if self.open.len() == MAX_DEPTH {
            return Err(self.too_deep(position(at)));
        }
        let wanted = self.begins(at);
        self.open.push(Open { parts, anchor, wanted });
        Ok(())
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let value = match open.parts {
            Parts::Items(items) => Value::Array(items),
            Parts::Members { mut members, merged, .. } => {
                for (name, value) in merged.into_iter().filter_map(|value| value.into_object().ok()).flatten() {
                    members.entry(name).or_insert(value);
                }
                Value::Object(members)
            }
        };
        self.ends(value, open.anchor);
    }

    fn scalar(
        &mut self,
        scalar: Text,
        plain: bool,
        anchor: usize,
        tag: Option<&Tag>,
        at: &Marker,
    ) -> Result<(), ReadError> {
        if self.expects_name() {
            return self.name(scalar, plain, at);
        }
        let value = match tag.map(|tag| tag.core_suffix().unwrap_or("str")) {
            None if plain => scalar::resolve(&scalar),
            Some("int" | "float") => {
                scalar::number(&scalar).and_then(|number| number.map(Value::Number).ok_or(scalar::NotJson))
            }
            Some("null" | "bool") => scalar::resolve(&scalar),
            _ => Ok(Value::String(scalar.clone())),
        };
        let value = value.map_err(|_| self.error("a value that JSON has", format!("`{scalar}`"), position(at)))?;
        self.begins(at);
        self.ends(value, anchor);
        Ok(())
    }

    fn alias(&mut self, anchor: usize, at: &Marker) -> Result<(), ReadError> {
        if self.expects_name() {
            return Err(self.error("a member's name", "an alias", position(at)));
        }
        let Some(value) = self.anchors.get(&anchor) else {
            return Err(self.error("an alias of what stands before it", "one of what it stands in", position(at)));
        };
        match self.room.checked_sub(Events::of(value).take(self.room + 1).count()) {
            Some(room) => self.room = room,
            None => return Err(self.error("aliases that make no more of the text than is safe", "more", position(at))),
        }
        let value = value.clone();
        if self.open.len() + value.depth() > MAX_DEPTH {
            return Err(self.too_deep(position(at)));
        }
        // What is looked for in it is found at the alias.
        self.begins(at);
        self.ends(value, 0);
        Ok(())
    }

    fn expects_name(&self) -> bool {
        matches!(self.open.last(), Some(Open { parts: Parts::Members { name: None, .. }, .. }))
    }

    fn name(&mut self, scalar: Text, plain: bool, at: &Marker) -> Result<(), ReadError> {
        let Some(Open { parts: Parts::Members { members, name, .. }, .. }) = self.open.last_mut() else {
            return Ok(());
        };
        let is_merge = plain && scalar == "<<";
        let is_twice = !is_merge && members.contains_key(&*scalar);
        *name = Some(scalar.clone());
        if is_twice {
            let error = self.error("each member once", format!("`{scalar}` twice"), position(at));
            if !self.reading.lenient {
                return Err(error);
            }
            self.problems.extend(error);
        }
        Ok(())
    }

    /// Notes where a value begins, and returns the place that is looked for there.
    fn begins(&mut self, at: &Marker) -> Option<usize> {
        let wanted = self.reading.wanted.as_deref_mut()?;
        let node = match self.open.last() {
            None => Some(Wanted::ROOT),
            Some(Open { parts: Parts::Items(items), wanted: node, .. }) => wanted.item((*node)?, items.len()),
            Some(Open { parts: Parts::Members { name, .. }, wanted: node, .. }) => {
                wanted.member((*node)?, name.as_deref()?)
            }
        }?;
        wanted.found(node, position(at));
        Some(node)
    }

    /// Puts a value where it belongs.
    fn ends(&mut self, value: Value, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, value.clone());
        }
        match self.open.last_mut().map(|open| &mut open.parts) {
            None => self.root = Some(value),
            Some(Parts::Items(items)) => items.push(value),
            Some(Parts::Members { members, name, merged }) => {
                let name = mem::take(name).unwrap_or_default();
                let is_mapping = |value: &Value| value.as_object().is_some();
                match value {
                    value if name == "<<" && is_mapping(&value) => merged.push(value),
                    value if name == "<<" && value.as_array().is_some_and(|all| all.iter().all(is_mapping)) => {
                        merged.extend(value.into_array().unwrap_or_default());
                    }
                    value => drop(members.insert(name, value)),
                }
            }
        }
    }

    #[cold]
    fn too_deep(&self, position: Position) -> ReadError {
        self.error(format!("at most {MAX_DEPTH} levels of nesting"), "more", position)
    }

    #[cold]
    fn error(&self, expected: impl Into<Text>, found: impl Into<Text>, position: Position) -> ReadError {
        let mut error = ReadError::new(expected, found);
        for open in self.open.iter().rev() {
            match &open.parts {
                Parts::Items(items) => error = error.under(items.len().to_string()),
                Parts::Members { name: Some(name), .. } => error = error.under(name.clone()),
                Parts::Members { name: None, .. } => {}
            }
        }
        error.at(position)
    }
}
