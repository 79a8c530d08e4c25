//! What the bins and tests of this crate share.

pub mod documents;
