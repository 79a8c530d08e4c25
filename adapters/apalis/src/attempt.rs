//! One attempt to send a stored callback, and what follows from its outcome.

use std::time::Duration;

use futures_util::future::BoxFuture;
use http::StatusCode;
use openapi_reqwest::{Answer, Answered, Body, CallbackRequest, Handle, Secret, SendError};

/// What follows from an attempt.
#[derive(Debug, PartialEq)]
pub(crate) enum Outcome {
    /// The receiver has answered with the main response.
    Sent,
    /// Another attempt may succeed, after at least what the receiver asks to wait.
    Again { reason: String, asked: Option<Duration> },
    /// No other attempt will.
    Failed { reason: String },
}

impl Outcome {
    pub(crate) fn again(reason: impl ToString) -> Self {
        Outcome::Again { reason: reason.to_string(), asked: None }
    }
}

/// A declared callback whose types are forgotten.
pub(crate) trait Attempt: Send + Sync {
    fn attempt(&self, request: &CallbackRequest, secrets: Vec<Secret>) -> BoxFuture<'static, Outcome>;
}

impl<B: Body + 'static, A: Answered + Send + 'static> Attempt for Handle<B, A> {
    fn attempt(&self, request: &CallbackRequest, secrets: Vec<Secret>) -> BoxFuture<'static, Outcome> {
        let answer = self.clone().with_secrets(secrets).send_written(request);
        Box::pin(async move { outcome(answer.await) })
    }
}

/// As the table on the crate's first page has it.
fn outcome<A>(answer: Result<Answer<A>, SendError>) -> Outcome {
    match answer {
        Ok(Answer::Main(_)) => Outcome::Sent,
        Ok(Answer::Other(other)) => {
            let reason = format!("the receiver answered {}", other.status());
            if other.is_passing() {
                Outcome::Again { reason, asked: other.retry_after() }
            } else {
                Outcome::Failed { reason }
            }
        }
        Err(error) if may_be_mended(&error) => Outcome::Again { reason: error.to_string(), asked: error.retry_after() },
        Err(error) => Outcome::Failed { reason: error.to_string() },
    }
}

/// Whether a later attempt may succeed, be it that somebody has to mend something first: between two attempts lie hours.
fn may_be_mended(error: &SendError) -> bool {
    match error {
        // A receiver that is wrong about its routes, its secret or its certificate today may be right tomorrow; 410 says
        // that it is gone for good, and 2xx that the message has arrived.
        SendError::UndeclaredStatus { status, .. } => !status.is_success() && *status != StatusCode::GONE,
        SendError::NoSecret | SendError::NotSigned | SendError::NoId | SendError::NoRandom(_) => true,
        error => error.is_passing(),
    }
}
