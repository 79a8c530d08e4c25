//! What goes wrong: one type for the service, which each module's own nests in.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::framework::Responses;

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Problem {
    pub title: String,
}

impl Problem {
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into() }
    }
}

/// Why somebody is not let in.
#[derive(Debug, PartialEq, Responses)]
pub enum AccessError {
    /// Not signed in
    #[response(401, "application/problem+json")]
    NotSignedIn {
        #[header]
        www_authenticate: &'static str,
        problem: Problem,
    },
    /// Not allowed
    #[response(403, "application/problem+json")]
    Forbidden(Problem),
    /// Asked too often
    #[response(429, "application/problem+json")]
    TooManyRequests {
        /// Seconds to wait.
        #[header]
        retry_after: u32,
        problem: Problem,
    },
}

/// Whatever goes wrong with a thing of the shop.
#[derive(Debug, PartialEq, Responses)]
pub enum ApiError {
    #[response(transparent)]
    Access(AccessError),
    /// There is no such thing
    #[response(404, "application/problem+json")]
    NotFound(Problem),
    /// It is there already
    #[response(409, "application/problem+json")]
    Conflict(Problem),
}
