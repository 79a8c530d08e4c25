//! What is wrong with declarations, and how it is told.

pub(crate) mod checks;
pub(crate) mod expressions;
mod lookup;
pub(crate) mod problem;

pub use problem::{Problem, ProblemKind, Problems, Severity};
