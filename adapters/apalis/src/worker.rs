//! A worker: the engine's, which takes jobs one by one, and ours, which starts it again when its database has failed.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant, SystemTime};

use apalis::prelude::Data;
use apalis_core::error::{AbortError, BoxDynError, WorkerError};
use apalis_core::task::attempt::Attempt as AttemptNumber;
use apalis_core::task::task_id::TaskId;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, stream};
use openapi_reqwest::{Retries, Secret};
use serde_json::Value;
use tokio::sync::{Notify, watch};
use tracing::Instrument;

use crate::attempt::{Attempt, Outcome};
use crate::job::Job;
use crate::store::Store;
use crate::{DeliveryId, StoreError};

/// After how many heartbeats that did not come a worker counts as dead, and its jobs are given to others.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub(crate) const MISSED_HEARTBEATS: usize = 3;

/// Looks up the secrets that are known by a name.
pub(crate) type LookUp = dyn Fn(String) -> BoxFuture<'static, Result<Vec<Secret>, String>> + Send + Sync;

/// All that a worker and the handles share.
pub(crate) struct Sending {
    pub(crate) store: Store,
    pub(crate) callbacks: RwLock<HashMap<String, Arc<dyn Attempt>>>,
    pub(crate) secrets: Box<LookUp>,
    pub(crate) retries: Retries,
    /// Told when something was stored by this process.
    pub(crate) stored: Arc<Notify>,
}

impl Sending {
    pub(crate) fn callback(&self, name: &str) -> Option<Arc<dyn Attempt>> {
        self.callbacks.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    pub(crate) async fn look_up(&self, name: Option<&str>) -> Result<Vec<Secret>, String> {
        match name {
            Some(name) => (self.secrets)(name.to_owned()).await,
            None => Ok(Vec::new()),
        }
    }
}

/// One worker of the engine.
pub(crate) struct Work {
    /// Unlike that of any worker before: the engine takes jobs from a name that has gone silent.
    pub(crate) name: String,
    pub(crate) queue: Arc<str>,
    pub(crate) concurrency: usize,
    pub(crate) heartbeat: Duration,
    pub(crate) poll: Duration,
    pub(crate) sending: Arc<Sending>,
    pub(crate) stop: watch::Receiver<bool>,
}

impl Work {
    /// When to look for jobs: what this process stores is seen at once, all else a little later.
    pub(crate) fn wakes(&self) -> BoxStream<'static, ()> {
        let state = (Arc::clone(&self.sending.stored), self.poll);
        Box::pin(stream::unfold(state, |(stored, poll)| async move {
            let _ = tokio::time::timeout(poll, stored.notified()).await;
            Some(((), (stored, poll)))
        }))
    }

    pub(crate) fn stopped(&self) -> impl Future<Output = Result<(), WorkerError>> + Send + 'static {
        let mut stop = self.stop.clone();
        async move {
            // An error means that nobody can say it any more.
            let _ = stop.wait_for(|stopped| *stopped).await;
            Ok(())
        }
    }
}

/// Runs workers one after the other until one stops because it was told to.
pub(crate) async fn keep_working(mut next: impl FnMut() -> Work, stop: &watch::Receiver<bool>) {
    loop {
        let work = next();
        let store = work.sending.store.clone();
        let outcome: Result<(), StoreError> = store.backend.work(work).await;
        if *stop.borrow() {
            return;
        }
        match outcome {
            Ok(()) => tracing::warn!("a worker of callbacks ended by itself; another one begins"),
            Err(error) => tracing::error!(%error, "a worker of callbacks ended; another one begins"),
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// What the engine calls for each job. `Ok` is sent, an [`AbortError`] put aside, another error tried again when due.
pub(crate) async fn send(
    job: Value,
    id: TaskId,
    number: AttemptNumber,
    sending: Data<Arc<Sending>>,
) -> Result<(), BoxDynError> {
    let id = id.as_ulid().and_then(|id| DeliveryId::of_job(&id.to_string()));
    let id = id.ok_or_else(|| AbortError::new("the job has no id of a callback"))?;
    let job: Job = match serde_json::from_value(job) {
        Ok(job) => job,
        Err(error) => return Err(AbortError::new(format!("the stored callback cannot be read: {error}")).into()),
    };
    let attempt = u32::try_from(number.current()).unwrap_or(u32::MAX);
    let span = tracing::info_span!("callback", callback = %job.callback, webhook_id = %id, attempt);
    conclude(&sending, id, attempt, job).instrument(span).await
}

async fn conclude(sending: &Sending, id: DeliveryId, attempt: u32, job: Job) -> Result<(), BoxDynError> {
    let begun = Instant::now();
    let outcome = try_once(sending, &job).await;
    let callback = job.callback;
    metrics::histogram!("openapi_callbacks_attempt_seconds", "callback" => callback.clone()).record(begun.elapsed());
    let count = |outcome: &'static str| {
        metrics::counter!("openapi_callbacks_attempts_total", "callback" => callback.clone(), "outcome" => outcome)
            .increment(1);
    };
    match outcome {
        Outcome::Sent => {
            count("sent");
            tracing::info!("sent");
            Ok(())
        }
        Outcome::Failed { reason } => {
            count("failed");
            tracing::error!(reason, "put aside");
            Err(AbortError::new(reason).into())
        }
        Outcome::Again { reason, asked } => {
            let stored_for = SystemTime::now().duration_since(id.stored_at()).unwrap_or_default();
            let Some(wait) = sending.retries.wait(attempt, asked, stored_for) else {
                count("failed");
                tracing::error!(reason, "put aside after the last attempt");
                return Err(AbortError::new(reason).into());
            };
            count("again");
            tracing::warn!(reason, ?wait, "to be tried again");
            // If this fails the job is due at once, which is better than never.
            let due = SystemTime::now().checked_add(wait);
            if let Some(Err(error)) = match due {
                Some(due) => Some(sending.store.backend.postpone(id, due).await),
                None => None,
            } {
                tracing::error!(%error, "not postponed");
            }
            Err(reason.into())
        }
    }
}

async fn try_once(sending: &Sending, job: &Job) -> Outcome {
    let Some(callback) = sending.callback(&job.callback) else {
        return Outcome::again(format!("no callback `{}` is prepared in the process that sends", job.callback));
    };
    let attempt = async {
        match sending.look_up(job.secret.as_deref()).await {
            Ok(secrets) => callback.attempt(&job.request, secrets).await,
            Err(error) => Outcome::again(format!("the secret was not found: {error}")),
        }
    };
    // What a user wrote, the look-up of secrets, shall not end the worker.
    AssertUnwindSafe(attempt).catch_unwind().await.unwrap_or_else(|_| Outcome::again("the attempt panicked"))
}
