//! Status codes, their ranges, and the keys of a Responses Object.

use alloc::string::String;
use core::fmt;
use core::num::NonZeroU16;
use core::str::FromStr;

use serde::ser::{Serialize, Serializer};

/// An HTTP status code, 100 to 999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatusCode(NonZeroU16);

impl StatusCode {
    /// The code, if it has three digits.
    ///
    /// # Errors
    /// If it is below 100 or above 999.
    pub fn new(code: u16) -> Result<Self, InvalidStatusKey> {
        match NonZeroU16::new(code) {
            Some(code) if (100..=999).contains(&code.get()) => Ok(Self(code)),
            _ => Err(InvalidStatusKey { given: alloc::format!("{code}") }),
        }
    }

    /// The number.
    pub const fn get(self) -> u16 {
        self.0.get()
    }

    /// The range it belongs to; `None` from 600 on.
    pub fn range(self) -> Option<StatusRange> {
        StatusRange::from_digit((self.get() / 100) as u8 + b'0')
    }

    fn text(self) -> [u8; 3] {
        let code = self.get();
        [code / 100, code / 10 % 10, code % 10].map(|digit| digit as u8 + b'0')
    }
}

impl fmt::Display for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

impl fmt::Debug for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

impl TryFrom<u16> for StatusCode {
    type Error = InvalidStatusKey;

    fn try_from(code: u16) -> Result<Self, InvalidStatusKey> {
        Self::new(code)
    }
}

/// All status codes that share a first digit: `1XX` to `5XX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums, reason = "the specification allows these five")]
pub enum StatusRange {
    /// `1XX`
    Informational = 1,
    /// `2XX`
    Success,
    /// `3XX`
    Redirection,
    /// `4XX`
    ClientError,
    /// `5XX`
    ServerError,
}

impl StatusRange {
    fn from_digit(digit: u8) -> Option<Self> {
        match digit {
            b'1' => Some(Self::Informational),
            b'2' => Some(Self::Success),
            b'3' => Some(Self::Redirection),
            b'4' => Some(Self::ClientError),
            b'5' => Some(Self::ServerError),
            _ => None,
        }
    }

    /// `1XX` to `5XX`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Informational => "1XX",
            Self::Success => "2XX",
            Self::Redirection => "3XX",
            Self::ClientError => "4XX",
            Self::ServerError => "5XX",
        }
    }

    /// Whether a code is in the range.
    pub fn contains(self, code: StatusCode) -> bool {
        code.range() == Some(self)
    }
}

impl fmt::Display for StatusRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a response of a Responses Object is for: one code, a range of them, or all others.
///
/// Its text form is the document's: `404`, `4XX`, `default`.
///
/// ```
/// # use openapi_model::{StatusKey, StatusRange};
/// assert_eq!("4XX".parse(), Ok(StatusKey::Range(StatusRange::ClientError)));
/// assert_eq!("hello".parse::<StatusKey>().unwrap_err().to_string(),
///     "`hello` is not a status key: expected a code from 100 to 999, a range `1XX` to `5XX`, or `default`");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::exhaustive_enums, reason = "the specification allows these three")]
pub enum StatusKey {
    /// One status code.
    Code(StatusCode),
    /// `1XX` to `5XX`.
    Range(StatusRange),
    /// All that no other key covers.
    Default,
}

impl StatusKey {
    pub(crate) fn of(text: &str) -> Option<Self> {
        match text.as_bytes() {
            b"default" => Some(Self::Default),
            [digit, b'X', b'X'] => StatusRange::from_digit(*digit).map(Self::Range),
            [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9'] => StatusCode::new(text.parse().ok()?).ok().map(Self::Code),
            _ => None,
        }
    }

    /// Calls `use_text` with the key as a document has it, without an allocation.
    pub fn with_text<R>(self, use_text: impl FnOnce(&str) -> R) -> R {
        match self {
            StatusKey::Code(code) => use_text(core::str::from_utf8(&code.text()).unwrap_or_default()),
            StatusKey::Range(range) => use_text(range.as_str()),
            StatusKey::Default => use_text("default"),
        }
    }
}

impl fmt::Display for StatusKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with_text(|text| f.write_str(text))
    }
}

impl FromStr for StatusKey {
    type Err = InvalidStatusKey;

    fn from_str(text: &str) -> Result<Self, InvalidStatusKey> {
        Self::of(text).ok_or_else(|| InvalidStatusKey { given: text.into() })
    }
}

impl From<StatusCode> for StatusKey {
    fn from(code: StatusCode) -> Self {
        Self::Code(code)
    }
}

impl From<StatusRange> for StatusKey {
    fn from(range: StatusRange) -> Self {
        Self::Range(range)
    }
}

impl Serialize for StatusKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.with_text(|text| serializer.serialize_str(text))
    }
}

/// Something that is not a status key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidStatusKey {
    given: String,
}

impl InvalidStatusKey {
    /// What was given.
    pub fn given(&self) -> &str {
        &self.given
    }
}

impl fmt::Display for InvalidStatusKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a status key: expected a code from 100 to 999, a range `1XX` to `5XX`, or `default`",
            self.given
        )
    }
}

impl core::error::Error for InvalidStatusKey {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        for text in ["100", "404", "999", "1XX", "5XX", "default"] {
            assert_eq!(alloc::format!("{}", text.parse::<StatusKey>().unwrap()), text);
        }
        for text in ["", "99", "1000", "099", "+40", "6XX", "4xx", "Default", "４０４", "4 4"] {
            assert!(text.parse::<StatusKey>().is_err(), "{text}");
        }
    }
}
