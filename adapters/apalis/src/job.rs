//! What is stored of a callback, and what is read back.

use std::time::SystemTime;

use openapi_reqwest::CallbackRequest;
use serde::{Deserialize, Serialize};

use crate::DeliveryId;

/// The engine's job. Secrets are in it by name only.
#[derive(Serialize, Deserialize)]
pub(crate) struct Job {
    /// The callback's name: it leads to the declaration that the answer is held to.
    pub(crate) callback: String,
    /// The name under which the sender looks up the receiver's secrets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) secret: Option<String>,
    pub(crate) request: CallbackRequest,
}

/// A job on its way into a store.
pub struct NewJob {
    pub(crate) id: DeliveryId,
    /// The [`Job`] as JSON.
    pub(crate) job: Vec<u8>,
    /// After how many attempts the engine stops.
    pub(crate) attempts: u32,
}

/// A stored callback, and what became of it so far.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Delivery {
    /// Its name, the `webhook-id`.
    pub id: DeliveryId,
    /// The name of its declaration.
    pub callback: String,
    /// Where it goes.
    pub url: String,
    /// How many attempts were begun. An attempt that ended with its process counts.
    pub attempts: u32,
    /// What became of it.
    pub state: State,
}

/// What became of a stored callback.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// It is to be sent, or being sent just now.
    Waiting {
        /// When the next attempt is due.
        due: SystemTime,
        /// Why the last attempt did not succeed.
        last_failure: Option<String>,
    },
    /// The receiver has answered with the main response.
    Sent {
        /// When.
        at: SystemTime,
    },
    /// It was put aside.
    Failed {
        /// When.
        at: SystemTime,
        /// The reason, as a sentence.
        reason: String,
    },
}

/// Which stored callbacks to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a stored callback is in one of three states")]
pub enum Which {
    /// Those that are to be sent.
    Waiting,
    /// Those that were sent.
    Sent,
    /// Those that were put aside.
    Failed,
}

/// How many callbacks are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// To be sent.
    pub waiting: u64,
    /// Sent.
    pub sent: u64,
    /// Put aside.
    pub failed: u64,
}

/// A job's row as every store reads it.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) job: Vec<u8>,
    pub(crate) status: String,
    pub(crate) attempts: u32,
    pub(crate) max_attempts: u32,
    pub(crate) run_at: SystemTime,
    pub(crate) done_at: Option<SystemTime>,
    /// The engine's JSON: `{"Ok": …}` or `{"Err": "…"}`.
    pub(crate) last_result: Option<String>,
}

impl Row {
    /// None if the row was not written by this crate.
    pub(crate) fn read(self) -> Option<Delivery> {
        let id = DeliveryId::of_job(&self.id)?;
        let (callback, url) = match serde_json::from_slice::<Job>(&self.job) {
            Ok(job) => (job.callback, job.request.url().to_string()),
            Err(_) => (String::new(), String::new()),
        };
        let failure = self.last_result.as_deref().and_then(sentence);
        let at = self.done_at.unwrap_or(self.run_at);
        let state = match self.status.as_str() {
            "Done" => State::Sent { at },
            "Killed" => State::Failed { at, reason: failure.unwrap_or_default() },
            "Failed" if self.attempts >= self.max_attempts => State::Failed { at, reason: failure.unwrap_or_default() },
            _ => State::Waiting { due: self.run_at, last_failure: failure },
        };
        Some(Delivery { id, callback, url, attempts: self.attempts, state })
    }
}

/// The sentence in the engine's result, without the name of the engine's error type before it.
fn sentence(result: &str) -> Option<String> {
    let result: serde_json::Value = serde_json::from_str(result).ok()?;
    let text = result.get("Err")?.as_str()?;
    Some(text.strip_prefix("AbortError: ").unwrap_or(text).to_owned())
}
