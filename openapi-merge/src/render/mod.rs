//! The document's text: the only place where what is declared becomes what is published.

mod document;
pub(crate) mod json;
mod operation;

pub(crate) use document::Document;
