//! `Reading`: how input is read.

use crate::limits::Limits;

/// How input is read: how strictly, and how much of it.
///
/// Texts of a path, a query, headers, cookies and forms become numbers, booleans and lists as their schema says. JSON has
/// numbers and booleans of its own, so that it is read strictly unless [`lax`](Self::lax) is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub(crate) lax: bool,
    pub(crate) limits: Limits,
}

impl Reading {
    /// Reads JSON as its schema says: `"3"` is no integer.
    pub fn strict() -> Self {
        Self::default()
    }

    /// Reads JSON as FastAPI does: `"3"` is an integer, `1` is true, a date may be a number of seconds.
    pub fn lax() -> Self {
        Self { lax: true, ..Self::default() }
    }

    /// Reads JSON as FastAPI does, and as much as before.
    #[must_use]
    pub fn into_lax(self) -> Self {
        Self { lax: true, ..self }
    }

    /// Reads as much as `limits` allow.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Whether JSON is read as FastAPI reads it.
    pub fn is_lax(&self) -> bool {
        self.lax
    }

    /// How much is read.
    pub fn limit(&self) -> &Limits {
        &self.limits
    }
}
