//! The versions of the specification, and one document at another of them.

use alloc::string::String;
use core::fmt;
use core::str::FromStr;

#[cfg(test)]
mod laws;
mod report;
mod schema;
mod step;
mod target;
mod to_3_0;
mod to_3_1;

pub use report::{Loss, Report};

use crate::OpenApi;
use step::{Direction, Step};

/// A document as an older version of the specification says it, and what that version cannot say.
///
/// What cannot be said is kept as `x-oai-…` where that is possible, and [`upgrade`] brings it back. A document of that
/// version or an older one is returned as it is.
///
/// ```
/// use openapi_model::{OpenApi, Version, downgrade, upgrade};
///
/// let text = r##"{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{},
///     "components":{"schemas":{"Name":{"type":["string","null"]}}}}"##;
/// let document = OpenApi::from_json(text)?;
/// let (older, report) = downgrade(document.clone(), Version::V3_0);
/// assert_eq!(older.components.schemas["Name"].as_value().to_string(), r#"{"type":"string","nullable":true}"#);
/// assert!(report.is_empty());
/// assert_eq!(upgrade(older, Version::V3_1), document);
/// # Ok::<(), openapi_model::ReadError>(())
/// ```
pub fn downgrade(mut document: OpenApi, to: Version) -> (OpenApi, Report) {
    let mut report = Report::default();
    let from = document.openapi.parse().unwrap_or(to);
    for (version, step) in STEPS.iter().rev() {
        if *version < from && *version >= to {
            step(&mut document, &mut Step::new(Direction::Down, &mut report));
        }
    }
    (document, report)
}

/// A document as a newer version of the specification says it, with what [`downgrade`] kept aside back in its place.
///
/// A document of that version or a newer one is returned as it is.
pub fn upgrade(mut document: OpenApi, to: Version) -> OpenApi {
    let mut report = Report::default();
    let from = document.openapi.parse().unwrap_or(to);
    for (version, step) in STEPS {
        if *version >= from && *version < to {
            step(&mut document, &mut Step::new(Direction::Up, &mut report));
        }
    }
    document
}

/// What lies between a version and the next one.
type Difference = fn(&mut OpenApi, &mut Step<'_>);

/// The differences by the older of their two versions, upwards.
const STEPS: &[(Version, Difference)] = &[(Version::V3_0, to_3_0::step), (Version::V3_1, to_3_1::step)];

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

    /// The text that this version's sections are linked in.
    pub(crate) const fn link(self) -> &'static str {
        match self {
            Version::V3_0 => "https://spec.openapis.org/oas/v3.0.4",
            Version::V3_1 => "https://spec.openapis.org/oas/v3.1.2",
            Version::V3_2 => "https://spec.openapis.org/oas/v3.2.0",
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
