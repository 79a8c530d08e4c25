//! Ways through a document: references, and visits of every object.

#[cfg(any(feature = "check", feature = "version"))]
pub(crate) mod grammar;
#[cfg(any(feature = "check", feature = "version"))]
pub(crate) mod members;
pub(crate) mod resolve;
#[cfg(any(feature = "check", feature = "version"))]
pub(crate) mod resources;
pub mod walk;

pub use resolve::{MAX_HOPS, Referable, ResolveError};
