//! From a JSON value to a typed object, with every misfit and its place.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use crate::codec::source::{Misfit, Source};
use crate::{Text, Value};

/// A type that a JSON value can be read as.
pub trait FromValue: Sized {
    /// Reads `value`, moving its parts.
    ///
    /// # Errors
    /// Everything that does not fit, each with its JSON Pointer.
    fn from_value(value: Value) -> Result<Self, ReadError>;

    /// Reads all there is, JSON text or a value, without knowing which.
    #[doc(hidden)]
    fn from_source(source: &mut Source<'_>) -> Result<Self, Misfit> {
        source.read_value(Self::from_value)
    }
}

/// The methods of a [`Part`](crate::codec::part::Part).
macro_rules! from_value {
    () => {
        #[inline]
        fn from_value(value: crate::Value) -> Result<Self, crate::ReadError> {
            crate::codec::source::read_value(value)
        }

        #[inline]
        fn from_source(source: &mut crate::codec::source::Source<'_>) -> Result<Self, crate::codec::source::Misfit> {
            let mut read = <Self as crate::codec::part::Part>::blank();
            crate::codec::part::Part::read(&mut read, source)?;
            source.end()?;
            Ok(read)
        }
    };
}
pub(crate) use from_value;

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
    pub(crate) fn new(expected: Text, found: Text) -> Self {
        Self { path: Vec::new(), expected, found, position: None }
    }

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

/// Adds the token that leads to what problems were found in.
pub(crate) fn under(problems: &mut [ReadProblem], token: &Text) {
    for problem in problems {
        problem.path.push(token.clone());
    }
}

impl ReadError {
    pub(crate) fn new(expected: impl Into<Text>, found: impl Into<Text>) -> Self {
        Self { problems: vec![ReadProblem::new(expected.into(), found.into())] }
    }

    /// Of problems, of which there is at least one.
    pub(crate) fn of(problems: Vec<ReadProblem>) -> Self {
        Self { problems }
    }

    pub(crate) fn into_problems(self) -> Vec<ReadProblem> {
        self.problems
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
        under(&mut self.problems, &token.into());
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
