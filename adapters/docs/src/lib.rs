//! The documentation pages and the rendered document as bytes, for any framework.
