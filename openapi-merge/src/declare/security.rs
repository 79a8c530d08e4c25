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
    /// Schemes that are needed together with this one.
    pub(crate) also: Vec<Security>,
}

impl Security {
    /// A scheme under a name, without scopes.
    pub fn new(name: impl Into<Text>, scheme: SecurityScheme) -> Self {
        Self { name: name.into(), scheme, scopes: Vec::new(), elsewhere: false, also: Vec::new() }
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

    /// Needs another scheme together with this one; `.security(..)` twice makes them alternatives.
    ///
    /// ```
    /// # use openapi_merge::declare::{self, Security};
    /// # use openapi_model::SecurityScheme;
    /// let key = Security::new("key", SecurityScheme::api_key("X-Key", openapi_model::ApiKeyLocation::Header));
    /// let bearer = Security::new("bearer", SecurityScheme::http("bearer"));
    /// let read_item = declare::get("/items/{item_id}").security(key.and(bearer));
    /// ```
    ///
    /// Shape: `"security": [{"key": [], "bearer": []}]`
    #[must_use]
    pub fn and(mut self, other: Security) -> Self {
        self.also.push(other);
        self
    }

    /// Every scheme of this requirement.
    pub(crate) fn each(&self) -> impl Iterator<Item = &Security> {
        let mut all = Vec::from([self]);
        let mut done = 0;
        while let Some(security) = all.get(done) {
            all.extend(&security.also);
            done += 1;
        }
        all.into_iter()
    }
}
