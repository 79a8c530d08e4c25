//! `PathTemplate`: `/items/{item_id}`, its parameters and what is wrong with it.

use alloc::string::String;
use alloc::vec::Vec;

/// A path with `{parameters}`, some with a convertor: `/files/{name:path}`.
///
/// ```
/// # use openapi_merge::{PathTemplate, PathPiece};
/// let template = PathTemplate::new("/items/{item_id:int}/parts");
/// assert_eq!(template.documented(), "/items/{item_id}/parts");
/// assert_eq!(template.parameters().collect::<Vec<_>>(), ["item_id"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTemplate {
    text: String,
    pieces: Vec<PathPiece>,
}

/// A part of a [`PathTemplate`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "an adapter spells both, and there is nothing else in a path")]
pub enum PathPiece {
    /// Text as it stands.
    Literal(String),
    /// A parameter.
    Parameter {
        /// Its name.
        name: String,
        /// What it matches: `str` (a segment, the default), `path` (all that follows), `int`, `float`, `uuid`.
        convertor: Option<String>,
    },
}

impl PathTemplate {
    /// Reads a template. What is not a parameter stands as it is, so that any text is a template.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let pieces = parts(&text)
            .map(|part| match part {
                Part::Literal(text) => PathPiece::Literal(text.into()),
                Part::Parameter { name, convertor } => {
                    PathPiece::Parameter { name: name.into(), convertor: convertor.map(Into::into) }
                }
            })
            .collect();
        Self { text, pieces }
    }

    /// The text it was read from.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The parts in order.
    pub fn pieces(&self) -> &[PathPiece] {
        &self.pieces
    }

    /// The names of the parameters in order.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            PathPiece::Parameter { name, .. } => Some(name.as_str()),
            PathPiece::Literal(_) => None,
        })
    }

    /// The template as the document has it: without convertors (R58).
    pub fn documented(&self) -> String {
        documented(&self.text)
    }
}

/// A part of a path template, as it stands there.
#[derive(Clone, Copy)]
pub(crate) enum Part<'a> {
    Literal(&'a str),
    Parameter { name: &'a str, convertor: Option<&'a str> },
}

/// The parts of a template in order.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    core::iter::from_fn(move || {
        let mut searched = 0;
        while let Some(open) = rest[searched..].find('{').map(|at| searched + at) {
            let Some((name, convertor, length)) = parameter_at(&rest[open..]) else {
                searched = open + 1;
                continue;
            };
            if open > 0 {
                let literal = &rest[..open];
                rest = &rest[open..];
                return Some(Part::Literal(literal));
            }
            rest = &rest[length..];
            return Some(Part::Parameter { name, convertor });
        }
        let literal = core::mem::take(&mut rest);
        (!literal.is_empty()).then_some(Part::Literal(literal))
    })
}

/// The names of a template's parameters in order.
pub(crate) fn parameters(text: &str) -> impl Iterator<Item = &str> {
    parts(text).filter_map(|part| match part {
        Part::Parameter { name, .. } => Some(name),
        Part::Literal(_) => None,
    })
}

/// A template as the document has it: without convertors (R58). A [simple](is_simple) one stands as it is.
pub(crate) fn documented(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for part in parts(text) {
        match part {
            Part::Literal(literal) => shown.push_str(literal),
            Part::Parameter { name, .. } => shown.extend(["{", name, "}"]),
        }
    }
    shown
}

/// Whether a path has at most one parameter and no convertor, as nearly all paths: the document shows it unchanged, and
/// nothing can be wrong with its parameters.
pub(crate) fn is_simple(text: &str) -> bool {
    text.bytes().filter(|byte| matches!(byte, b'{' | b':')).count() <= 1
}

impl core::fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.text)
    }
}

/// The parameter `{name}` or `{name:convertor}` that `text` begins with, and its length.
fn parameter_at(text: &str) -> Option<(&str, Option<&str>, usize)> {
    let close = text.find('}')?;
    let inside = text.get(1..close)?;
    let (name, convertor) = match inside.split_once(':') {
        Some((name, convertor)) => (name, Some(convertor)),
        None => (inside, None),
    };
    (is_name(name) && convertor.is_none_or(is_name)).then_some((name, convertor, close + 1))
}

fn is_name(text: &str) -> bool {
    text.bytes()
        .enumerate()
        .all(|(index, byte)| byte == b'_' || byte.is_ascii_alphabetic() || (index > 0 && byte.is_ascii_digit()))
        && !text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_parameter_stands_as_it_is() {
        for text in ["", "{", "{}", "{$request.body#/id}", "/a{b", "/{1}", "/{a:}", "/{{a}}"] {
            assert_eq!(PathTemplate::new(text).documented(), text);
        }
        assert_eq!(PathTemplate::new("/{{a}}").parameters().collect::<Vec<_>>(), ["a"]);
    }
}
