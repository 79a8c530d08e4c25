//! How an object's fields are read, written and walked.

pub(crate) mod error;
pub(crate) mod extensions;
pub(crate) mod json_text;
pub(crate) mod layout;
pub(crate) mod object;
pub(crate) mod part;
pub(crate) mod read;
pub(crate) mod source;
pub(crate) mod view;
pub(crate) mod visit;

pub use error::{ReadError, ReadProblem};
pub use extensions::Extensions;
pub use read::{FromValue, Lenient, from_json, from_json_lenient};
