//! Input read as its schema says, and refused in FastAPI's words.
//!
//! What an operation takes is written once, as a Rust type; its schema is in the document. Here that same schema is what
//! input is held against: every fault at once, each with its place, its kind and what was given.
//!
//! A framework's adapter wraps these functions into extractors or filters. Right input is read by serde; what the type
//! itself does not check (bounds, lengths, patterns) is checked by a second look that keeps nothing. Only input that is
//! wrong, or not yet what its type reads, is walked through.

mod body;
mod extractors;
mod fault;
mod head;
mod invalid;
mod json;
mod kinds;
mod limits;
mod python;
mod reading;
mod schema;
mod texts;
mod typed;
mod walk;
mod whole;

pub use body::body;
pub use head::{Head, PathTexts};
pub use invalid::Invalid;
pub use json::json;
pub use limits::Limits;
pub use reading::Reading;
pub use texts::{cookie, form, header, path, query, undecodable};
pub use whole::Whole;
