//! JSON: its values, and its text read and written.

pub(crate) mod de;
pub(crate) mod events;
pub(crate) mod locate;
pub(crate) mod map;
pub(crate) mod number;
pub mod pointer;
pub(crate) mod reader;
pub(crate) mod text;
pub(crate) mod value;
pub(crate) mod writer;

pub use locate::Position;
pub use map::{Drain, Entry, IntoIter, Iter, IterMut, Map, OccupiedEntry, VacantEntry};
pub use number::{InvalidNumber, Number};
pub use text::Text;
pub use value::{MAX_DEPTH, Value};
pub use writer::{push_json, to_json};
