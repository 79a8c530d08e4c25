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
    /// Whether something else than the handler looks at it.
    pub(crate) elsewhere: bool,
}

impl Security {
    /// A scheme under a name, without scopes.
    pub fn new(name: impl Into<Text>, scheme: SecurityScheme) -> Self {
        Self { name: name.into(), scheme, scopes: Vec::new(), elsewhere: false }
    }

    /// With one more scope (or role) that is needed.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<Text>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Says that a middleware or a server in front looks at the credentials, so that no argument of a handler has to.
    #[must_use]
    pub fn enforced_elsewhere(mut self) -> Self {
        self.elsewhere = true;
        self
    }
}
