//! From a JSON value to a typed object, with every misfit and its place.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use crate::json_reader::{JsonReader, Misfit};
use crate::{Map, Text, Value};

/// A type that a JSON value can be read as.
pub trait FromValue: Sized {
    /// Reads `value`, moving its parts.
    ///
    /// # Errors
    /// Everything that does not fit, each with its JSON Pointer.
    fn from_value(value: Value) -> Result<Self, ReadError>;

    /// Reads JSON text without a [`Value`] between, which is only a shorter way.
    #[doc(hidden)]
    fn read_json(reader: &mut JsonReader<'_>) -> Result<Self, Misfit> {
        Self::from_value(reader.value()?).map_err(|_| Misfit)
    }
}

/// What a JSON value did not fit: every problem, each with its place.
///
/// Pointers begin at the value that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadError {
    problems: Vec<ReadProblem>,
}

/// One thing that did not fit.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadProblem {
    /// From the outermost member inwards is the reverse of this: each level adds its own on the way out.
    path: Vec<Text>,
    expected: Text,
    found: Text,
    position: Option<Position>,
}

/// A place in a text; both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

impl Position {
    pub(crate) fn new(line: usize, column: usize) -> Self {
        Self { line, column }
    }
}

impl ReadProblem {
    /// The JSON Pointer (RFC 6901) of what does not fit; of the object, where a member is missing.
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for token in self.path.iter().rev() {
            crate::pointer::push(&mut pointer, token);
        }
        pointer
    }

    /// What was expected and what was found, without the place.
    pub fn message(&self) -> String {
        format!("expected {}, found {}", self.expected, self.found)
    }

    /// Where in the text, if a text was read.
    pub fn position(&self) -> Option<Position> {
        self.position
    }
}

impl fmt::Display for ReadProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = self.pointer();
        let place = if pointer.is_empty() { "the top" } else { &pointer };
        write!(f, "expected {} at {place}, found {}", self.expected, self.found)?;
        if let Some(Position { line, column }) = self.position {
            write!(f, " (line {line}, column {column})")?;
        }
        Ok(())
    }
}

impl ReadError {
    pub(crate) fn new(expected: impl Into<Text>, found: impl Into<Text>) -> Self {
        Self {
            problems: vec![ReadProblem {
                path: Vec::new(),
                expected: expected.into(),
                found: found.into(),
                position: None,
            }],
        }
    }

    pub(crate) fn mismatch(expected: impl Into<Text>, found: &Value) -> Self {
        Self::new(expected, found.kind())
    }

    /// Every problem, in the order of the document; never empty.
    pub fn problems(&self) -> &[ReadProblem] {
        &self.problems
    }

    /// With the place in the text of each problem that has none yet; `locate` gets its tokens from the top.
    pub(crate) fn located(mut self, locate: impl Fn(&mut dyn Iterator<Item = &Text>) -> Position) -> Self {
        for problem in self.problems.iter_mut().filter(|problem| problem.position.is_none()) {
            problem.position = Some(locate(&mut problem.path.iter().rev()));
        }
        self
    }

    pub(crate) fn under(mut self, token: impl Into<Text>) -> Self {
        let token = token.into();
        for problem in &mut self.problems {
            problem.path.push(token.clone());
        }
        self
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl core::error::Error for ReadError {}

/// Gathers the misfits of an object's members, so that all are told at once.
#[derive(Default)]
pub(crate) struct Gathered(Option<ReadError>);

impl Gathered {
    pub(crate) fn add(&mut self, error: ReadError) {
        match &mut self.0 {
            None => self.0 = Some(error),
            Some(gathered) => gathered.problems.extend(error.problems),
        }
    }

    /// The value of `result`, or `None` after remembering its error under `token`.
    pub(crate) fn take<T>(&mut self, result: Result<T, ReadError>, token: impl Into<Text>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(error.under(token));
                None
            }
        }
    }

    pub(crate) fn or<T>(self, value: T) -> Result<T, ReadError> {
        match self.0 {
            None => Ok(value),
            Some(error) => Err(error),
        }
    }

    pub(crate) fn into_error(self) -> Option<ReadError> {
        self.0
    }
}

pub(crate) fn members_of(value: Value, expected: &'static str) -> Result<Map<Text, Value>, ReadError> {
    match value {
        Value::Object(members) => Ok(members),
        other => Err(ReadError::mismatch(expected, &other)),
    }
}

impl FromValue for Value {
    fn from_value(value: Value) -> Result<Self, ReadError> {
        Ok(value)
    }
}

impl FromValue for Text {
    fn from_value(value: Value) -> Result<Self, ReadError> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(ReadError::mismatch("a string", &other)),
        }
    }

    fn read_json(reader: &mut JsonReader<'_>) -> Result<Self, Misfit> {
        reader.read_text()
    }
}

impl FromValue for bool {
    fn from_value(value: Value) -> Result<Self, ReadError> {
        match value {
            Value::Bool(value) => Ok(value),
            other => Err(ReadError::mismatch("a boolean", &other)),
        }
    }
}

impl<T: FromValue> FromValue for Box<T> {
    fn from_value(value: Value) -> Result<Self, ReadError> {
        T::from_value(value).map(Box::new)
    }

    fn read_json(reader: &mut JsonReader<'_>) -> Result<Self, Misfit> {
        T::read_json(reader).map(Box::new)
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    fn from_value(value: Value) -> Result<Self, ReadError> {
        let items = match value {
            Value::Array(items) => items,
            other => return Err(ReadError::mismatch("an array", &other)),
        };
        let mut gathered = Gathered::default();
        let mut read = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            match T::from_value(item) {
                Ok(item) => read.push(item),
                Err(error) => gathered.add(error.under(format!("{index}"))),
            }
        }
        gathered.or(read)
    }

    fn read_json(reader: &mut JsonReader<'_>) -> Result<Self, Misfit> {
        let mut items = Vec::new();
        reader.read_items(|reader| {
            items.push(T::read_json(reader)?);
            Ok(())
        })?;
        items.shrink_to_fit();
        Ok(items)
    }
}

impl<T: FromValue> FromValue for Map<Text, T> {
    fn from_value(value: Value) -> Result<Self, ReadError> {
        let members = members_of(value, "an object")?;
        let mut gathered = Gathered::default();
        let mut read = Map::with_capacity(members.len());
        for (key, value) in members {
            match T::from_value(value) {
                Ok(value) => read.insert_new(key, value),
                Err(error) => gathered.add(error.under(key)),
            }
        }
        gathered.or(read)
    }

    fn read_json(reader: &mut JsonReader<'_>) -> Result<Self, Misfit> {
        let mut members = Map::new();
        reader.read_members(|reader, key| {
            let value = T::read_json(reader)?;
            members.insert(key, value).map_or(Ok(()), |_| Err(Misfit))
        })?;
        members.shrink_to_fit();
        Ok(members)
    }
}
