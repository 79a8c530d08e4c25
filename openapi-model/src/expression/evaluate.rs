//! Evaluating expressions and templates against an exchange.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use super::dialect::Reading;
use super::exchange::{Exchange, Place};
use super::grammar::{Expression, Source};
use super::template::{Misspelt, Part, Template};
use super::url::{UrlFault, UrlText};
use crate::Value;

impl Expression {
    /// The value that this expression names, with its JSON type; headers, parameters, the URL and the method are strings.
    ///
    /// # Errors
    ///
    /// [`EvaluateError::Missing`] where the exchange has no such value, [`EvaluateError::Repeated`] where it has several.
    pub fn evaluate<'a>(&self, exchange: &Exchange<'a>) -> Result<Cow<'a, Value>, EvaluateError> {
        let string = |text: &str| Cow::Owned(Value::from(text.to_owned()));
        let (found, place) = match self {
            Expression::Url => (exchange.url.map(string), Place::Url),
            Expression::Method => (exchange.method.map(string), Place::Method),
            Expression::StatusCode => (exchange.status.map(|status| Cow::Owned(Value::from(status))), Place::Status),
            Expression::Request(Source::Query(name)) => {
                (self.only(exchange.in_query(&name.decoded()), Place::Query)?, Place::Query)
            }
            Expression::Request(Source::Path(name)) => {
                (self.only(exchange.in_path(&name.decoded()), Place::Path)?, Place::Path)
            }
            Expression::Request(Source::Header(name)) => {
                let values = exchange.in_request_headers(name.as_str());
                (self.only(values, Place::RequestHeaders)?, Place::RequestHeaders)
            }
            Expression::Response(Source::Header(name)) => {
                let values = exchange.in_response_headers(name.as_str());
                (self.only(values, Place::ResponseHeaders)?, Place::ResponseHeaders)
            }
            Expression::Request(Source::Body(pointer)) => {
                let pointer = pointer.as_ref().map_or("", |pointer| pointer.as_str());
                let found = exchange.request_body.and_then(|body| body.pointer(pointer));
                (found.map(Cow::Borrowed), Place::RequestBody)
            }
            Expression::Response(Source::Body(pointer)) => {
                let pointer = pointer.as_ref().map_or("", |pointer| pointer.as_str());
                let found = exchange.response_body.and_then(|body| body.pointer(pointer));
                (found.map(Cow::Borrowed), Place::ResponseBody)
            }
            Expression::Response(Source::Query(_) | Source::Path(_)) => {
                return Err(EvaluateError::Missing { expression: self.to_string(), looked_in: Vec::new() });
            }
        };
        found.ok_or_else(|| EvaluateError::Missing { expression: self.to_string(), looked_in: Vec::from([place]) })
    }

    /// The one value there may be; of two, this API may have looked at the other.
    fn only<'a>(&self, values: Vec<Cow<'a, str>>, place: Place) -> Result<Option<Cow<'a, Value>>, EvaluateError> {
        match values.len() {
            0 | 1 => Ok(values.into_iter().next().map(|value| Cow::Owned(Value::from(value.into_owned())))),
            times => Err(EvaluateError::Repeated { expression: self.to_string(), place, times }),
        }
    }
}

impl Reading {
    /// As [`Expression::evaluate`]; a bare name is looked for in the query, then in the path parameters, then among the
    /// properties of the request's JSON body. Headers are left out: their names are not spelled like this.
    ///
    /// # Errors
    ///
    /// Those of [`Expression::evaluate`].
    pub fn evaluate<'a>(&self, exchange: &Exchange<'a>) -> Result<Cow<'a, Value>, EvaluateError> {
        let name = match self {
            Reading::Expression(expression) => return expression.evaluate(exchange),
            Reading::Name(name) => name,
        };
        for source in [Source::query(name), Source::path(name), Source::body([&**name])] {
            match Expression::Request(source).evaluate(exchange) {
                Err(EvaluateError::Missing { .. }) => {}
                found => return found,
            }
        }
        let looked_in = Vec::from([Place::Query, Place::Path, Place::RequestBody]);
        Err(EvaluateError::Missing { expression: name.to_string(), looked_in })
    }
}

impl Template {
    /// The URL that a callback's key stands for in this exchange.
    ///
    /// * A value that opens the template is a URL and stands as it is, if it is an absolute `http` or `https` URL with a
    ///   host and without control characters, spaces and backslashes. Which hosts may be called is for the sender to say.
    /// * Nothing that follows reaches the host: text after a bare host must begin with `/`, `?` or `#`, and an expression
    ///   in the host is refused.
    /// * If the opening value has a query, the template may only go on with `&` or `#`; if it has a fragment, not at all.
    ///   A path written after them would silently become part of them, and moving it before them would call an address
    ///   that neither side has written.
    /// * A value further on is percent-encoded, so that it adds no segment, query or fragment. It must not make a segment
    ///   of the path empty, `.` or `..`, and must not hold control characters or line breaks.
    /// * Numbers and booleans are their JSON text; objects, arrays and null are errors.
    ///
    /// # Errors
    ///
    /// Each breach of these rules is its own kind of [`EvaluateError`], as are values that are missing or repeated and
    /// expressions that cannot be understood.
    pub fn evaluate(&self, exchange: &Exchange<'_>) -> Result<String, EvaluateError> {
        let mut url = UrlText::default();
        for part in &self.parts {
            match part {
                Part::Literal(text) => url.push_literal(text)?,
                Part::Bare(expression) | Part::Braced(expression) => {
                    let (name, value) = (expression.to_string(), expression.evaluate(exchange)?);
                    url.push_value(&name, &as_text(&value, &name)?)?;
                }
                Part::Misspelt(misspelt) => {
                    let (name, value) = (misspelt.found().1, misspelt.evaluate(exchange)?);
                    url.push_value(name, &as_text(&value, name)?)?;
                }
            }
        }
        url.finish()
    }
}

impl Misspelt {
    pub(super) fn evaluate<'a>(&self, exchange: &Exchange<'a>) -> Result<Cow<'a, Value>, EvaluateError> {
        let name = self.found().1;
        match &self.reading {
            None => Err(EvaluateError::NotUnderstood { text: name.into() }),
            Some(reading) => reading.evaluate(exchange).map_err(|error| error.of(name)),
        }
    }
}

/// A value as it stands in text.
pub(super) fn as_text<'v>(value: &'v Value, expression: &str) -> Result<Cow<'v, str>, EvaluateError> {
    match value {
        Value::String(text) => Ok(Cow::Borrowed(text)),
        Value::Number(_) | Value::Bool(_) => Ok(Cow::Owned(value.to_string())),
        _ => Err(EvaluateError::NotText { expression: expression.into(), kind: value.kind() }),
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
    fn of(mut self, text: &str) -> Self {
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
