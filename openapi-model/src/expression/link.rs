//! The values of a link: a constant, an expression, or text with expressions in it.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};

use super::error::EvaluateError;
use super::evaluate::as_text;
use super::exchange::Exchange;
use super::template::{Part, Template};
use crate::Value;

/// What a link's parameter or request body stands for in an exchange.
///
/// * Text that is one expression is the value it names, with its JSON type.
/// * Text with expressions in braces is text; nothing is encoded, and objects, arrays and null in it are errors.
/// * Any other text, and any other JSON, is a constant and stands as it is. So do braces and dollars that can mean
///   something else than an expression; [`lint_link_value`](Template::lint_link_value) reports those that cannot.
///
/// ```
/// use openapi_model::Value;
/// use openapi_model::expression::{Exchange, evaluate_link_value};
///
/// let body = Value::from(serde_json::json!({ "id": 7 }));
/// let exchange = Exchange::new().response_body(&body);
/// assert_eq!(*evaluate_link_value(&Value::from("$response.body#/id"), &exchange)?, Value::from(7));
/// assert_eq!(*evaluate_link_value(&Value::from("no. {$response.body#/id}"), &exchange)?, Value::from("no. 7"));
/// assert_eq!(*evaluate_link_value(&Value::from("id"), &exchange)?, Value::from("id"));
/// # Ok::<(), openapi_model::expression::EvaluateError>(())
/// ```
///
/// OAS 3.2 [Link Object](https://spec.openapis.org/oas/v3.2.0#link-object).
///
/// # Errors
///
/// [`EvaluateError::Missing`], [`Repeated`](EvaluateError::Repeated), [`NotText`](EvaluateError::NotText) and
/// [`NotUnderstood`](EvaluateError::NotUnderstood); the specification's answer to any of them is to pass no value.
pub fn evaluate_link_value<'a>(value: &'a Value, exchange: &Exchange<'a>) -> Result<Cow<'a, Value>, EvaluateError> {
    let Some(text) = value.as_str() else { return Ok(Cow::Borrowed(value)) };
    let template = Template::from(text);
    match template.parts.as_slice() {
        [Part::Bare(expression)] => expression.evaluate(exchange),
        [Part::Misspelt(misspelt)] if !misspelt.may_be_constant() && !misspelt.text.starts_with('{') => {
            misspelt.evaluate(exchange)
        }
        parts if parts.iter().all(is_constant) => Ok(Cow::Borrowed(value)),
        parts => {
            let mut text = String::new();
            for part in parts {
                push(&mut text, part, exchange)?;
            }
            Ok(Cow::Owned(Value::from(text)))
        }
    }
}

fn is_constant(part: &Part) -> bool {
    match part {
        Part::Literal(_) => true,
        Part::Bare(_) | Part::Braced(_) => false,
        Part::Misspelt(misspelt) => misspelt.may_be_constant(),
    }
}

fn push(text: &mut String, part: &Part, exchange: &Exchange<'_>) -> Result<(), EvaluateError> {
    let (name, value) = match part {
        Part::Literal(literal) => {
            text.push_str(literal);
            return Ok(());
        }
        Part::Misspelt(misspelt) if misspelt.may_be_constant() => {
            text.push_str(&misspelt.text);
            return Ok(());
        }
        Part::Misspelt(misspelt) => (misspelt.found().1.into(), misspelt.evaluate(exchange)?),
        Part::Bare(expression) | Part::Braced(expression) => (expression.to_string(), expression.evaluate(exchange)?),
    };
    text.push_str(&as_text(&value, &name)?);
    Ok(())
}
