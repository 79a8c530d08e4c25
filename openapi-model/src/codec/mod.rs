//! How an object's fields are read and written.

pub(crate) mod extensions;
pub(crate) mod from_json;
pub(crate) mod json_shape;
pub(crate) mod layout;
pub(crate) mod object;
pub(crate) mod part;
pub(crate) mod read;
pub(crate) mod source;
pub(crate) mod value_reader;

pub use extensions::Extensions;
pub use from_json::from_json;
pub use read::{FromValue, Position, ReadError, ReadProblem};
pub use value_reader::MAX_DEPTH;
