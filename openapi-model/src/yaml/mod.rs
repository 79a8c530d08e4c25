//! Reading and writing YAML 1.2, behind the feature `yaml`: events of granit-parser, which has every digit that a text
//! has, and a writer of our own, since writers by way of serde's data model lose them.

mod read;
mod scalar;
mod write;

use alloc::string::String;

use self::read::Reading;
use crate::OpenApi;
use crate::codec::error::{self, ReadError};
use crate::codec::json_text;
use crate::codec::read::{FromValue, Lenient};
use crate::json::locate::Wanted;

impl OpenApi {
    /// Reads a YAML document (YAML 1.2: `yes`, `on` and dates are strings; status keys may stand without quotes).
    ///
    /// ```
    /// # use openapi_model::OpenApi;
    /// let document = OpenApi::from_yaml("openapi: 3.1.0\ninfo: {title: yes, version: '1'}\npaths: {}\n")?;
    /// assert_eq!(document.info.title, "yes");
    /// assert_eq!(OpenApi::from_yaml("openapi: 3.1.0\ninfo:\n  title: a\n  version: 1.0\n").unwrap_err().to_string(),
    ///     "expected a string at /info/version, found a number (line 4, column 12)");
    /// # Ok::<(), openapi_model::ReadError>(())
    /// ```
    ///
    /// # Errors
    /// As [`from_json`](OpenApi::from_json); also where the text is not YAML, or aliases make more of it than is safe.
    pub fn from_yaml(text: &str) -> Result<Self, ReadError> {
        from_yaml(text)
    }

    /// Reads any mapping of YAML as a document: what does not fit is kept in its place, and told.
    ///
    /// # Errors
    /// As [`from_json_lenient`](OpenApi::from_json_lenient); also where the text is not YAML.
    pub fn from_yaml_lenient(text: &str) -> Result<Lenient<Self>, ReadError> {
        from_yaml_lenient(text)
    }

    /// Writes the document as YAML, numbers digit for digit.
    pub fn to_yaml(&self) -> String {
        to_yaml(self)
    }
}

/// Reads any object of the model from YAML text, as [`OpenApi::from_yaml`] does.
///
/// # Errors
/// As [`OpenApi::from_yaml`].
pub fn from_yaml<T: FromValue>(text: &str) -> Result<T, ReadError> {
    let loaded = read::load(text, Reading::default())?;
    T::from_value(loaded.value).map_err(|error| error.located(|wanted| find(text, wanted)))
}

/// Reads any object of the model leniently, as [`OpenApi::from_yaml_lenient`] does.
///
/// # Errors
/// As [`OpenApi::from_yaml_lenient`].
pub fn from_yaml_lenient<T: FromValue>(text: &str) -> Result<Lenient<T>, ReadError> {
    let loaded = read::load(text, Reading { lenient: true, wanted: None })?;
    let read = T::from_value_lenient(loaded.value);
    let mut read = read.map_err(|error| error.located(|wanted| find(text, wanted)))?;
    error::locate(&mut read.problems, |wanted| find(text, wanted));
    read.problems.extend(loaded.problems);
    read.problems.sort_by_key(|problem| problem.position().map(|place| (place.line, place.column)));
    Ok(read)
}

/// Finds places in a text that was read before.
fn find(text: &str, wanted: &mut Wanted) {
    let _ = read::load(text, Reading { lenient: true, wanted: Some(wanted) });
}

/// Writes any object of the model as YAML, as [`OpenApi::to_yaml`] does.
pub fn to_yaml<T: FromValue>(object: &T) -> String {
    write::write(&json_text::to_value(object))
}

#[cfg(test)]
mod tests;
