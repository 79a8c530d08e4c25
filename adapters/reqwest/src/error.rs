//! `SendError`: everything that can go wrong between an exchange and a declared answer.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use openapi_model::StatusKey;
use openapi_model::expression::EvaluateError;

use crate::Refused;

/// Why a callback was not sent, or not answered as declared.
///
/// The sentences are for logs: they can name inner addresses, so they are not for whoever handed in the URL.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// The expression has no URL for a value in this exchange.
    #[error("the callback's URL cannot be resolved: {0}")]
    NotResolvable(#[from] EvaluateError),
    /// The policy does not allow where it leads.
    #[error("the callback's URL is refused: {0}")]
    Refused(#[from] Refused),
    /// The body, or that of the exchange, cannot be written as JSON.
    #[error("the body cannot be written as JSON: {0}")]
    NotJson(#[source] Arc<serde_json::Error>),
    /// The callback is declared as signed, and there is no secret.
    #[error("the callback is declared as signed; expected a secret, found none")]
    NoSecret,
    /// There is a secret, and the callback is not declared as signed.
    #[error("the callback is not declared as signed; expected no secret")]
    NotSigned,
    /// The system has no random numbers for a `webhook-id`.
    #[error("there is no random number for a `webhook-id`: {0}")]
    NoRandom(#[from] getrandom::Error),
    /// No connection came about: no such name, nobody listens, no trust.
    #[error("the receiver was not reached: {0}")]
    NotReached(String),
    /// The connection ended before the answer did. The request may have arrived.
    #[error("the exchange was broken off: {0}")]
    BrokenOff(String),
    /// An attempt took longer than the policy allows. The request may have arrived.
    #[error("the callback timed out after {0:?}")]
    TimedOut(Duration),
    /// The answer is longer than the policy allows. The request did arrive.
    #[error("the answer of status {status} is longer than {limit} bytes")]
    TooLarge {
        /// The status of the answer.
        status: StatusCode,
        /// How many bytes are allowed.
        limit: usize,
    },
    /// The callback declares no such status. The request did arrive.
    #[error("the answer's status {status} is not declared; expected {}", listed(declared))]
    UndeclaredStatus {
        /// The status of the answer.
        status: StatusCode,
        /// What is declared.
        declared: Vec<StatusKey>,
    },
    /// The body is not what is declared for the status. The request did arrive.
    #[error("the answer of status {status} does not fit its declaration: {reason}")]
    Unfit {
        /// The status of the answer.
        status: StatusCode,
        /// In what way.
        reason: String,
    },
}

impl SendError {
    /// Whether the same attempt may succeed a little later.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, SendError::NotReached(_) | SendError::BrokenOff(_) | SendError::TimedOut(_))
    }
}

impl From<reqwest::Error> for SendError {
    fn from(error: reqwest::Error) -> Self {
        // The URL may hold secrets in its query.
        let error = error.without_url();
        let mut deepest: &(dyn std::error::Error + 'static) = &error;
        while let Some(source) = deepest.source() {
            if let Some(refused) = source.downcast_ref::<Refused>() {
                return SendError::Refused(refused.clone());
            }
            deepest = source;
        }
        let reason = deepest.to_string();
        if error.is_connect() { SendError::NotReached(reason) } else { SendError::BrokenOff(reason) }
    }
}

fn listed(declared: &[StatusKey]) -> String {
    let keys: Vec<String> = declared.iter().map(|key| format!("`{key}`")).collect();
    keys.join(", ")
}
