//! `PathTemplate`: `/items/{item_id}`, its parameters and what is wrong with it.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::problem::ProblemKind;

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
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text.as_str();
        while let Some(open) = rest.find('{') {
            literal.push_str(&rest[..open]);
            rest = &rest[open..];
            match parameter_at(rest) {
                Some((name, convertor, length)) => {
                    if !literal.is_empty() {
                        pieces.push(PathPiece::Literal(core::mem::take(&mut literal)));
                    }
                    let convertor = convertor.map(ToString::to_string);
                    pieces.push(PathPiece::Parameter { name: name.to_string(), convertor });
                    rest = &rest[length..];
                }
                None => {
                    literal.push('{');
                    rest = &rest[1..];
                }
            }
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            pieces.push(PathPiece::Literal(literal));
        }
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
        self.pieces
            .iter()
            .map(|piece| match piece {
                PathPiece::Literal(text) => text.clone(),
                PathPiece::Parameter { name, .. } => alloc::format!("{{{name}}}"),
            })
            .collect()
    }

    /// E7: parameters that stand twice, and convertors that are none.
    pub(crate) fn problems(&self) -> impl Iterator<Item = ProblemKind> + '_ {
        let mut seen: Vec<&str> = Vec::new();
        self.pieces.iter().filter_map(move |piece| match piece {
            PathPiece::Parameter { convertor: Some(convertor), .. }
                if !["str", "path", "int", "float", "uuid"].contains(&convertor.as_str()) =>
            {
                Some(ProblemKind::UnknownConvertor { convertor: convertor.clone(), path: self.text.clone() })
            }
            PathPiece::Parameter { name, .. } => {
                if seen.contains(&name.as_str()) {
                    return Some(ProblemKind::DuplicatePathParameter { name: name.clone(), path: self.text.clone() });
                }
                seen.push(name);
                None
            }
            PathPiece::Literal(_) => None,
        })
    }
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
    use alloc::vec;

    #[test]
    fn what_is_no_parameter_stands_as_it_is() {
        for text in ["", "{", "{}", "{$request.body#/id}", "/a{b", "/{1}", "/{a:}", "/{{a}}"] {
            assert_eq!(PathTemplate::new(text).documented(), text);
        }
        assert_eq!(PathTemplate::new("/{{a}}").parameters().collect::<Vec<_>>(), ["a"]);
    }

    #[test]
    fn repeated_parameters_and_unknown_convertors() {
        let kinds: Vec<_> = PathTemplate::new("/{a}/{a}/{b:foo}").problems().map(|kind| kind.to_string()).collect();
        assert_eq!(
            kinds,
            vec![
                "the path `/{a}/{a}/{b:foo}` has the parameter `a` twice",
                "`foo` in the path `/{a}/{a}/{b:foo}` is not a convertor: \
                 expected `str`, `path`, `int`, `float` or `uuid`",
            ]
        );
    }
}
