//! From text or a value to an object, strictly or leniently.

use alloc::vec::Vec;

use crate::codec::error::{self, ReadError, ReadProblem};
use crate::codec::part::Part;
use crate::codec::source::{Mismatch, Source};
use crate::json::locate;
use crate::json::reader::{self, Broken};
use crate::json::value::Value;

/// A type that a JSON value can be read as: every object of the model, and what stands in their fields.
///
/// Not to be implemented elsewhere.
#[allow(private_bounds, reason = "sealed")]
pub trait FromValue: Part {
    /// Reads a value, moving its parts.
    ///
    /// # Errors
    /// Everything that does not fit, each with its JSON Pointer.
    fn from_value(value: Value) -> Result<Self, ReadError> {
        let mut source = Source::of_value(value, false);
        read_from(&mut source).map_err(|Mismatch| refusal(source.into_problems()))
    }

    /// Reads a value, keeps what does not fit in its place as it stands, and tells it.
    ///
    /// # Errors
    /// If the value is not a JSON object. (Or, of a type that is not an object of the specification, whatever does not fit.)
    fn from_value_lenient(value: Value) -> Result<Lenient<Self>, ReadError> {
        let is_object = value.as_object().is_some();
        let mut source = Source::of_value(value, true);
        match read_from(&mut source) {
            Ok(object) if is_object || !Self::KEEPS => Ok(Lenient { object, problems: source.into_problems() }),
            _ => Err(refusal(source.into_problems())),
        }
    }
}

impl<T: Part> FromValue for T {}

/// An object that was read leniently.
///
/// What did not fit is kept where it stood, so that writing the object gives the source back, in order:
///
/// * the value of a field that does not fit it, in the object's [`Extensions`](crate::Extensions), under the field's name;
/// * what stands in the place of an object and is none, in [`Extensions::instead`](crate::Extensions::instead);
/// * a required member that is missing, as an empty field that is not written until it gets a value.
///
/// The rest of the document is read as ever, and everything works on it; a walk passes over what is no object.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Lenient<T> {
    /// The object.
    pub object: T,
    /// Everything that did not fit, in the order of the document.
    pub problems: Vec<ReadProblem>,
}

/// `Deserialize` by way of [`Value`]: the mismatches of the whole object come in one error, with their pointers.
macro_rules! deserialize {
    ($($type:ty),*) => {
        $(impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <crate::Value as serde::Deserialize>::deserialize(deserializer)?;
                crate::codec::read::FromValue::from_value(value).map_err(serde::de::Error::custom)
            }
        })*
    };
}
pub(crate) use deserialize;

#[inline]
fn read_from<T: Part>(source: &mut Source<'_>) -> Result<T, Mismatch> {
    let mut read = T::empty();
    read.read(source)?;
    source.end()?;
    Ok(read)
}

fn refusal(problems: Vec<ReadProblem>) -> ReadError {
    if problems.is_empty() { ReadError::new("each member once", "one twice") } else { ReadError::of(problems) }
}

/// Reads any object of the model from JSON text, as [`OpenApi::from_json`](crate::OpenApi::from_json) does.
///
/// # Errors
/// As `OpenApi::from_json`.
// Inlined, as what it calls: then what drops a half-read object is compiled where whole ones are dropped too.
#[inline]
pub fn from_json<T: FromValue>(text: &str) -> Result<T, ReadError> {
    if let Ok(object) = read_from(&mut Source::of_text(text)) {
        return Ok(object);
    }
    read_with_diagnostics(text)
}

fn read_with_diagnostics<T: FromValue>(text: &str) -> Result<T, ReadError> {
    let value = reader::read(text).map_err(|broken| invalid_json(text, *broken))?;
    T::from_value(value).map_err(|error| error.located(|wanted| wanted.find_in(text)))
}

/// Reads any object of the model leniently, as
/// [`OpenApi::from_json_lenient`](crate::OpenApi::from_json_lenient) does.
///
/// # Errors
/// As `OpenApi::from_json_lenient`.
pub fn from_json_lenient<T: FromValue>(text: &str) -> Result<Lenient<T>, ReadError> {
    let (value, twice) = reader::read_lenient(text).map_err(|broken| invalid_json(text, *broken))?;
    let read = T::from_value_lenient(value).map_err(|error| error.located(|wanted| wanted.find_in(text)));
    let Lenient { object, mut problems } = read?;
    error::locate(&mut problems, |wanted| wanted.find_in(text));
    for (tokens, position) in locate::names_at(text, &twice) {
        problems.extend(twice_error(tokens).at(position));
    }
    problems.sort_by_key(|problem| problem.position().map(|place| (place.line, place.column)));
    Ok(Lenient { object, problems })
}

fn twice_error(tokens: Vec<crate::Text>) -> ReadError {
    let found = alloc::format!("`{}` twice", tokens.last().map_or("", |name| name));
    tokens.into_iter().rev().fold(ReadError::new("each member once", found), ReadError::under)
}

fn invalid_json(text: &str, broken: Broken) -> ReadError {
    let tokens = locate::tokens_after(&text[..broken.end]);
    let error = ReadError::new(broken.expected, broken.found);
    tokens.into_iter().rev().fold(error, ReadError::under).at(locate::position(text, broken.offset))
}
