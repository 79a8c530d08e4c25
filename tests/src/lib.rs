//! What the bins and tests of this crate share.

pub mod compare;
pub mod differences;
pub mod http;
pub mod neutral;
pub mod scenarios;
