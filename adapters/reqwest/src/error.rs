//! `SendError`: everything that can go wrong between an exchange and a declared answer.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use openapi_model::StatusKey;
use openapi_model::expression::EvaluateError;

use crate::{Refused, retries};

/// Why a callback was not sent, or not answered as declared.
///
/// The sentences are complete, so [`source`](std::error::Error::source) gives nothing: an error that is printed with its
/// sources is printed once. They are for logs: they can name inner addresses, so they are not for whoever handed in the
/// URL. What a receiver has sent is shortened in them and its control characters are escaped.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// The expression has no URL for a value in this exchange.
    #[error("the callback's URL cannot be resolved: {0}")]
    NotResolvable(EvaluateError),
    /// The policy does not allow where it leads.
    #[error("the callback's URL is refused: {0}")]
    Refused(Refused),
    /// The body, or that of the exchange, cannot be written as JSON.
    #[error("the body cannot be written as JSON: {0}")]
    NotJson(Arc<serde_json::Error>),
    /// The callback is declared as signed, and there is no secret.
    #[error("the callback is declared as signed; expected a secret, found none")]
    NoSecret,
    /// There is a secret, and the callback is not declared as signed.
    #[error("the callback is not declared as signed; expected no secret")]
    NotSigned,
    /// The request was written before the callback was declared to have a `webhook-id`.
    #[error("the callback declares a `webhook-id`, and the request was written without one")]
    NoId,
    /// The system has no random numbers for a `webhook-id`.
    #[error("there is no random number for a `webhook-id`: {0}")]
    NoRandom(getrandom::Error),
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
        /// How long the answer's `Retry-After` asks to wait.
        retry_after: Option<Duration>,
    },
    /// The body is not what is declared for the status. The request did arrive.
    #[error("the answer of status {status} does not fit its declaration: {reason}")]
    Mismatch {
        /// The status of the answer.
        status: StatusCode,
        /// In what way.
        reason: String,
    },
}

impl SendError {
    /// Whether the same attempt may succeed a little later: the receiver was not reached or did not finish its answer, or
    /// its status is one that [`Retries`](crate::Retries) lists.
    pub fn is_passing(&self) -> bool {
        match self {
            SendError::NotReached(_) | SendError::BrokenOff(_) | SendError::TimedOut(_) => true,
            SendError::UndeclaredStatus { status, .. } => retries::is_passing(*status),
            _ => false,
        }
    }

    /// The status of the answer, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            SendError::TooLarge { status, .. }
            | SendError::UndeclaredStatus { status, .. }
            | SendError::Mismatch { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// How long the answer's `Retry-After` asks to wait, if one came that has it and its status is not declared.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            SendError::UndeclaredStatus { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

// Not by `#[from]`, which would make them sources too.
impl From<EvaluateError> for SendError {
    fn from(error: EvaluateError) -> Self {
        SendError::NotResolvable(error)
    }
}

impl From<Refused> for SendError {
    fn from(refused: Refused) -> Self {
        SendError::Refused(refused)
    }
}

impl From<getrandom::Error> for SendError {
    fn from(error: getrandom::Error) -> Self {
        SendError::NoRandom(error)
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
        let reason = printable(&deepest.to_string());
        if error.is_connect() { SendError::NotReached(reason) } else { SendError::BrokenOff(reason) }
    }
}

fn listed(declared: &[StatusKey]) -> String {
    let keys: Vec<String> = declared.iter().map(|key| format!("`{key}`")).collect();
    keys.join(", ")
}

/// The beginning of a text that a stranger may have written, with everything escaped that would not show as itself in a
/// log: control characters, line separators, marks that change the direction of writing.
pub(crate) fn printable(text: &str) -> String {
    const LONGEST: usize = 200;
    let mut printable = String::new();
    for (position, character) in text.chars().enumerate() {
        if position == LONGEST {
            printable.push('…');
            break;
        }
        match character {
            '"' | '\'' | '\\' => printable.push(character),
            _ => printable.extend(character.escape_debug()),
        }
    }
    printable
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    #[test]
    fn a_strangers_text_is_printed_on_one_line() {
        assert_eq!(printable("a\n\u{1b}[31m\u{202e}\u{2028}\r\0\t"), r"a\n\u{1b}[31m\u{202e}\u{2028}\r\0\t");
        assert_eq!(printable(r#"it's "quoted", größer"#), r#"it's "quoted", größer"#);
        assert_eq!(printable(&"é".repeat(201)), format!("{}…", "é".repeat(200)));
        assert_eq!(printable(&"é".repeat(200)), "é".repeat(200));
    }

    #[test]
    fn a_sentence_is_whole_and_has_no_source_that_repeats_it() {
        let refused = Refused::Scheme { found: "ftp".into() };
        let no_json = serde_json::from_str::<bool>("?").unwrap_err();
        let template = openapi_model::expression::Template::from("{$request.query.url}");
        let unresolved = template.evaluate(&openapi_model::expression::Exchange::new()).unwrap_err();
        for error in
            [SendError::from(refused), SendError::NotJson(Arc::new(no_json)), SendError::from(unresolved.clone())]
        {
            assert!(error.source().is_none(), "{error}");
        }
        let sentence = SendError::from(unresolved.clone()).to_string();
        assert_eq!(sentence, format!("the callback's URL cannot be resolved: {unresolved}"));
    }
}
