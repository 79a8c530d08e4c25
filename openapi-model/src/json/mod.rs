//! JSON: its values, and its text read and written.

pub(crate) mod index;
pub(crate) mod locate;
pub(crate) mod map;
pub(crate) mod reader;
pub(crate) mod text;
pub(crate) mod value;
pub(crate) mod writer;

pub use map::{IntoIter, Iter, IterMut, Map};
pub use text::Text;
pub use value::{Number, Value};
pub use writer::{push_json, to_json};
