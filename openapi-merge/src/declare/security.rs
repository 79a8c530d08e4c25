//! `Security`: a scheme and the scopes that are needed.

use alloc::vec::Vec;

use openapi_model::{SecurityScheme, Text};

/// A way to prove who is asking, needed here: FastAPI's `Security(scheme, scopes=…)`.
///
/// The scheme goes to `components.securitySchemes` under its name.
#[derive(Clone, Debug)]
pub struct Security {
    pub(crate) name: Text,
    pub(crate) scheme: SecurityScheme,
    pub(crate) scopes: Vec<Text>,
}

impl Security {
    /// A scheme under a name, without scopes.
    pub fn new(name: impl Into<Text>, scheme: SecurityScheme) -> Self {
        Self { name: name.into(), scheme, scopes: Vec::new() }
    }

    /// With one more scope (or role) that is needed.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<Text>) -> Self {
        self.scopes.push(scope.into());
        self
    }
}
