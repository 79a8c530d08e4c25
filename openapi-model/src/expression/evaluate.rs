//! Evaluating expressions and templates against an exchange.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::dialect::Reading;
use super::error::EvaluateError;
use super::exchange::{Exchange, Place};
use super::grammar::{Expression, Source};
use super::template::{Misspelt, Part, Template};
use super::url::UrlText;
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
