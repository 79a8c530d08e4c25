//! The versions of the specification.

use alloc::string::String;
use core::fmt;
use core::str::FromStr;

/// A minor version of the specification.
///
/// ```
/// # use openapi_model::Version;
/// assert_eq!("3.1.2".parse(), Ok(Version::V3_1));
/// assert_eq!("3.2".parse(), Ok(Version::V3_2));
/// assert_eq!(Version::V3_0.to_string(), "3.0.4");
/// assert_eq!("2.0".parse::<Version>().unwrap_err().to_string(),
///     "`2.0` is not a version of OpenAPI known here: expected `3.0.x`, `3.1.x` or `3.2.x`");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Version {
    /// OAS 3.0
    V3_0,
    /// OAS 3.1
    V3_1,
    /// OAS 3.2
    V3_2,
}

impl Version {
    /// What is written in a document's `openapi`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Version::V3_0 => "3.0.4",
            Version::V3_1 => "3.1.0",
            Version::V3_2 => "3.2.0",
        }
    }

    const fn minor(self) -> &'static str {
        match self {
            Version::V3_0 => "3.0",
            Version::V3_1 => "3.1",
            Version::V3_2 => "3.2",
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Version {
    type Err = InvalidVersion;

    /// `3.1`, `3.1.0`, `3.1.1-rc1` …
    fn from_str(text: &str) -> Result<Self, InvalidVersion> {
        let known = [Version::V3_0, Version::V3_1, Version::V3_2].into_iter().find(|version| {
            text.strip_prefix(version.minor()).is_some_and(|patch| patch.is_empty() || is_patch(patch))
        });
        known.ok_or_else(|| InvalidVersion { given: text.into() })
    }
}

/// `.1`, `.1-rc1`
fn is_patch(text: &str) -> bool {
    let Some(text) = text.strip_prefix('.') else {
        return false;
    };
    let (number, label) = text.split_once('-').map_or((text, None), |(number, label)| (number, Some(label)));
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) && label != Some("")
}

/// Something that is not a version of OpenAPI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidVersion {
    given: String,
}

impl InvalidVersion {
    /// What was given.
    pub fn given(&self) -> &str {
        &self.given
    }
}

impl fmt::Display for InvalidVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a version of OpenAPI known here: expected `3.0.x`, `3.1.x` or `3.2.x`", self.given)
    }
}

impl core::error::Error for InvalidVersion {}
