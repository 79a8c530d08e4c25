//! What the bins and tests of this crate share.

pub mod compare;
pub mod differences;
pub mod documents;
pub mod documents_for_pages;
pub mod http;
pub mod judge;
pub mod neutral;
pub mod program;
pub mod scenarios;
