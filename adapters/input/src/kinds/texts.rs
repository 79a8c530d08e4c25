//! Texts, and what is read from a text alone.

use serde_json::Value;

use super::{Exactness, Read};
use crate::fault::Fault;
use crate::schema::{Choice, Text, Url};

pub(super) fn text(rules: &Text, input: &Value) -> Read {
    let Value::String(text) = input else { return Err(Fault::string_type()) };
    match text_fault(rules, text) {
        None => Ok((input.clone(), Exactness::Exact)),
        Some(fault) => Err(fault),
    }
}

/// What is wrong with a text, in the order in which pydantic asks.
pub(crate) fn text_fault(rules: &Text, text: &str) -> Option<Fault> {
    if rules.least.is_some() || rules.most.is_some() {
        let length = text.chars().count() as u64;
        if let Some(least) = rules.least.filter(|least| length < *least) {
            return Some(Fault::string_too_short(least));
        }
        if let Some(most) = rules.most.filter(|most| length > *most) {
            return Some(Fault::string_too_long(most));
        }
    }
    let pattern = rules.pattern.as_ref().filter(|pattern| !pattern.is_match(text))?;
    Some(Fault::string_pattern_mismatch(pattern.as_str()))
}

pub(super) fn choice(choice: &Choice, input: &Value) -> Read {
    if choice.values.contains(input) {
        let exactness = if choice.literal { Exactness::Exact } else { Exactness::Lax };
        return Ok((input.clone(), exactness));
    }
    Err(Fault::choice(choice.literal, &choice.expected))
}

pub(super) fn uuid(input: &Value) -> Read {
    let Value::String(text) = input else { return Err(Fault::uuid_type()) };
    let uuid = uuid::Uuid::try_parse(text).map_err(Fault::uuid_parsing)?;
    Ok((uuid.hyphenated().to_string().into(), Exactness::Lax))
}

pub(super) fn url(rules: &Url, input: &Value) -> Read {
    let Value::String(text) = input else { return Err(Fault::url_type()) };
    if let Some(most) = rules.most.filter(|most| text.len() as u64 > *most) {
        return Err(Fault::url_too_long(most));
    }
    if text.is_empty() {
        return Err(Fault::url_parsing("input is empty"));
    }
    let url = url::Url::parse(text).map_err(Fault::url_parsing)?;
    if !rules.schemes.is_empty() && !rules.schemes.iter().any(|scheme| scheme == url.scheme()) {
        return Err(Fault::url_scheme(&rules.expected));
    }
    Ok((String::from(url).into(), Exactness::Lax))
}
