//! What every adapter of a web framework does alike.
//!
//! An adapter says three things about its framework: what a handler is, how the paths and methods of a [`Plan`] become
//! its router, and how it answers with the bytes of a page. The rest is here: [`Mount`], which users of every adapter
//! meet.

mod mount;
mod plan;
mod spell;

pub use mount::{Adapter, Mount};
pub use plan::{Look, PathPlan, Plan};
pub use spell::{pattern, percent_encoded};
