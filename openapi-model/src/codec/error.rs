//! What did not fit while an object was read.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use crate::json::locate::{Position, Wanted};
use crate::json::pointer;
use crate::json::text::Text;

/// Everything that did not fit while an object was read, each with its place.
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

impl ReadProblem {
    pub(crate) fn new(expected: Text, found: Text) -> Self {
        Self { path: Vec::new(), expected, found, position: None }
    }

    /// Returns the JSON Pointer (RFC 6901) of what does not fit; of the object, where a member is missing.
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for token in self.path.iter().rev() {
            pointer::push(&mut pointer, token);
        }
        pointer
    }

    /// Returns what was expected and what was found, without the place.
    pub fn message(&self) -> String {
        format!("expected {}, found {}", self.expected, self.found)
    }

    /// Returns where in the text it is, if a text was read.
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

impl core::error::Error for ReadProblem {}

/// Adds the token that leads to what problems were found in.
pub(crate) fn under(problems: &mut [ReadProblem], token: &Text) {
    for problem in problems {
        problem.path.push(token.clone());
    }
}

/// Gives each problem that has no place yet its place; `find` looks for all of them at once.
pub(crate) fn locate(problems: &mut [ReadProblem], find: impl FnOnce(&mut Wanted)) {
    let mut wanted = Wanted::new();
    let unplaced = || |problem: &&mut ReadProblem| problem.position.is_none();
    for problem in problems.iter_mut().filter(unplaced()) {
        wanted.add(problem.path.iter().rev());
    }
    find(&mut wanted);
    for (problem, position) in problems.iter_mut().filter(unplaced()).zip(wanted.positions()) {
        problem.position = Some(position);
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

    /// Returns every problem, in the order of the document; never empty.
    pub fn problems(&self) -> &[ReadProblem] {
        &self.problems
    }

    /// Turns the error into its problems, in the order of the document; never empty.
    pub fn into_problems(self) -> Vec<ReadProblem> {
        self.problems
    }

    pub(crate) fn located(mut self, find: impl FnOnce(&mut Wanted)) -> Self {
        locate(&mut self.problems, find);
        self
    }

    /// With one place for all.
    pub(crate) fn at(mut self, position: Position) -> Self {
        for problem in &mut self.problems {
            problem.position = Some(position);
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

impl IntoIterator for ReadError {
    type Item = ReadProblem;
    type IntoIter = vec::IntoIter<ReadProblem>;

    fn into_iter(self) -> Self::IntoIter {
        self.problems.into_iter()
    }
}
