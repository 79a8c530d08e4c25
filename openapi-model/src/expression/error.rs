//! Why an expression has no value, and why what was made of it is no URL.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::exchange::Place;

/// Why text is not a URL to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UrlFault {
    /// It does not begin with `https://` or `http://`.
    Scheme,
    /// It has no host, or one that not every client reads alike: escapes, several `@`, an IPv6 zone.
    Host,
    /// What follows the `:` is not a port.
    Port,
    /// It holds a control character, a space, a line break or a backslash.
    Character(char),
}

impl fmt::Display for UrlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UrlFault::Scheme => f.write_str("expected it to begin with `https://` or `http://`"),
            UrlFault::Host => f.write_str("expected a plain host after the scheme"),
            UrlFault::Port => f.write_str("expected a port from 0 to 65535 after the host"),
            UrlFault::Character(found) => write!(f, "found the character U+{:04X} in it", u32::from(*found)),
        }
    }
}

/// Why an expression or a template has no value in an exchange.
///
/// The sentences name expressions as the document has them and never show the values: those are a stranger's, and may be
/// secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EvaluateError {
    /// The exchange has no such value.
    Missing {
        /// The expression.
        expression: String,
        /// Where it was looked for, in this order; empty for the query or the path of a response.
        looked_in: Vec<Place>,
    },
    /// A parameter or a header is there several times.
    Repeated {
        /// The expression.
        expression: String,
        /// Where it was found.
        place: Place,
        /// How often.
        times: usize,
    },
    /// The text stands in the place of an expression and cannot be understood.
    NotUnderstood {
        /// The text.
        text: String,
    },
    /// An object, an array or null stands where text is needed.
    NotText {
        /// The expression.
        expression: String,
        /// `an object`, `an array` or `null`.
        kind: &'static str,
    },
    /// What opens the template is not a URL that can be called.
    NotAUrl {
        /// The expression that opens the template, or the text if it is text.
        opening: String,
        /// What is wrong with the value.
        fault: UrlFault,
    },
    /// A value holds a control character or a line break, or text of the template such a one, a space or a backslash.
    Character {
        /// The expression, or the text.
        text: String,
        /// The character.
        found: char,
    },
    /// What follows the host of the opening URL would be taken for a part of the host.
    HostRunsOn {
        /// What opens the template: an expression or text.
        opening: String,
        /// What follows it.
        next: String,
    },
    /// The opening URL has a query or a fragment, and what follows would end up in it.
    PathIsOver {
        /// The expression that opens the template.
        opening: String,
        /// What follows it.
        next: String,
    },
    /// A value makes a segment of the path empty, `.` or `..`.
    Segment {
        /// The expression.
        expression: String,
        /// The segment.
        segment: String,
    },
}

impl EvaluateError {
    /// The same of the text that was understood as the expression.
    pub(super) fn of(mut self, text: &str) -> Self {
        if let EvaluateError::Missing { expression, .. } | EvaluateError::Repeated { expression, .. } = &mut self {
            *expression = text.into();
        }
        self
    }
}

impl fmt::Display for EvaluateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EvaluateError::Missing { expression, looked_in } => match looked_in.split_first() {
                None => write!(f, "`{expression}` has no value; a response has neither query nor path parameters"),
                Some((first, others)) => {
                    write!(f, "`{expression}` has no value; looked in {first}")?;
                    others.iter().try_for_each(|place| write!(f, ", then in {place}"))
                }
            },
            EvaluateError::Repeated { expression, place, times } => {
                write!(f, "`{expression}` has no single value; found {times} in {place}, expected one")
            }
            EvaluateError::NotUnderstood { text } => {
                write!(f, "`{text}` cannot be evaluated; expected a runtime expression")
            }
            EvaluateError::NotText { expression, kind } => {
                write!(f, "`{expression}` is {kind}; expected a string, a number or a boolean")
            }
            EvaluateError::NotAUrl { opening, fault } => write!(f, "`{opening}` is not a URL to call; {fault}"),
            EvaluateError::Character { text, found } => {
                write!(f, "`{}` cannot stand in a URL; {}", text.escape_debug(), UrlFault::Character(*found))
            }
            EvaluateError::HostRunsOn { opening, next } => {
                write!(f, "the host of `{opening}` would run on into `{next}`; expected `/`, `?` or `#` after it")
            }
            EvaluateError::PathIsOver { opening, next } => {
                write!(f, "the URL of `{opening}` ends in a query or fragment; expected no `{next}` after it")
            }
            EvaluateError::Segment { expression, segment } => {
                write!(f, "`{expression}` makes the path segment `{segment}`; expected one that is a name")
            }
        }
    }
}

impl core::error::Error for EvaluateError {}
