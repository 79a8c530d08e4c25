//! The document's text: the only place where what is declared becomes what is published.

mod document;
mod operation;

pub(crate) use document::Document;
