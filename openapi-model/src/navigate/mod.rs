//! Ways through a document: JSON Pointers, references, and visits of every object.

#[cfg(any(feature = "check", feature = "version"))]
pub(crate) mod members;
pub mod pointer;
pub(crate) mod resolve;
pub mod walk;

pub use resolve::{MAX_HOPS, Referable, ResolveError};
