//! `Invalid`: why a request is refused, and the answer to it.

use std::fmt;

use openapi_merge::{HttpValidationError, Location, ValidationError};
use serde_json::Value;

use crate::fault::Fault;

/// A request that is refused: its status and the body of the answer.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Invalid {
    /// The input is not what the schema says: 422 with FastAPI's body.
    Input(HttpValidationError),
    /// The body is larger than [`Limits`](crate::Limits) allow: 413 with a body of the same shape.
    TooLarge(HttpValidationError),
    /// The body cannot be read, since it is no UTF-8 or breaks off: 400 with FastAPI's sentence.
    Unreadable,
}

impl Invalid {
    /// The status of the answer.
    pub fn status(&self) -> u16 {
        match self {
            Self::Input(_) => 422,
            Self::TooLarge(_) => 413,
            Self::Unreadable => 400,
        }
    }

    /// The body of the answer, which is JSON.
    pub fn to_json(&self) -> Vec<u8> {
        match self {
            Self::Input(error) | Self::TooLarge(error) => serde_json::to_vec(error).unwrap_or_default(),
            Self::Unreadable => br#"{"detail":"There was an error parsing the body"}"#.to_vec(),
        }
    }

    /// Everything that is wrong; nothing where the body could not be read.
    pub fn faults(&self) -> &[ValidationError] {
        match self {
            Self::Input(error) | Self::TooLarge(error) => &error.detail,
            Self::Unreadable => &[],
        }
    }

    /// A refusal of a body that is larger than `most` bytes.
    pub fn too_large(most: usize) -> Self {
        Self::TooLarge(told([BODY], Fault::limit("body", "byte", most), None).into())
    }

    pub(crate) fn input(detail: Vec<ValidationError>) -> Self {
        let mut error = HttpValidationError::default();
        error.detail = detail;
        Self::Input(error)
    }

    pub(crate) fn one(loc: impl IntoIterator<Item = Location>, fault: Fault, input: Option<&Value>) -> Self {
        Self::Input(told(loc, fault, input).into())
    }
}

/// Where a body is.
pub(crate) const BODY: Location = Location::Name(std::borrow::Cow::Borrowed("body"));

pub(crate) fn told(loc: impl IntoIterator<Item = Location>, fault: Fault, input: Option<&Value>) -> ValidationError {
    let mut told = ValidationError::new(loc, fault.message, fault.kind);
    told.input = input.map(|input| input.clone().into());
    told.ctx = fault.context.map(|context| (*context).into());
    told
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) | Self::TooLarge(error) => fmt::Display::fmt(error, f),
            Self::Unreadable => f.write_str("the body cannot be read"),
        }
    }
}

impl std::error::Error for Invalid {}
