//! What another version cannot say.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::walk::Place;

/// What a conversion could not say in the other version.
///
/// After a downgrade it is empty if upgrading gives back the very document; after an upgrade, if all that the document
/// says is allowed and means what it meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    losses: Vec<Loss>,
}

/// One thing that another version cannot say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Loss {
    /// The JSON Pointer (RFC 6901) of where it stood.
    pub pointer: String,
    /// What cannot be said.
    pub said: String,
    /// What was done instead.
    pub done: String,
}

impl Report {
    /// Everything, in the order in which it was met.
    pub fn losses(&self) -> &[Loss] {
        &self.losses
    }

    /// Whether the other version says all that the document did.
    pub fn is_empty(&self) -> bool {
        self.losses.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.losses.len()
    }

    pub(super) fn add(&mut self, place: &Place<'_>, said: impl Into<String>, done: impl Into<String>) {
        self.losses.push(Loss { pointer: place.pointer(), said: said.into(), done: done.into() });
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() { "the top" } else { &self.pointer };
        write!(f, "{} cannot be said at {place}: {}", self.said, self.done)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.losses.iter().try_for_each(|loss| writeln!(f, "{loss}"))
    }
}
