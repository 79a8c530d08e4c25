//! What a type says of a value, by its kind.

use std::fmt;

use serde::de;

/// Why a type refuses a value. What serde would say of Rust types is left out: no client knows them.
#[derive(Debug)]
pub(super) enum Error {
    /// A member is missing.
    Missing(&'static str),
    /// A member is not one of the type's.
    Unknown,
    /// The value is of another type, or none of those that are expected.
    Refused,
    /// In the type's own words.
    Said(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(f, "`{name}` is missing"),
            Self::Unknown => f.write_str("there is no such member"),
            Self::Refused => f.write_str("the value is none that is accepted"),
            Self::Said(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Said(message.to_string())
    }

    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::Refused
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::Refused
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self::Refused
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::Refused
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self::Unknown
    }

    fn missing_field(name: &'static str) -> Self {
        Self::Missing(name)
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self::Refused
    }
}
