//! `Queue`: what prepares callbacks to be stored, sends those that were, and knows what became of them.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::pin;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use futures_util::future;
use openapi_merge::{Problem, Problems};
use openapi_reqwest::{Answered, Body, Callback, Retries, Secret, Sender};
use tokio::sync::{Notify, watch};
use ulid::Ulid;

use crate::worker::{LookUp, Sending, Work, keep_working};
use crate::{Counts, Delivery, DeliveryId, Handle, Store, StoreError, Which};

/// Stores callbacks and sends what is stored. Made once, cheap to clone.
///
/// See the crate's first page for what happens to a stored callback.
#[derive(Clone)]
pub struct Queue {
    sender: Sender,
    sending: Arc<Sending>,
    concurrency: usize,
    heartbeat: Duration,
    poll: Duration,
}

/// Settings of a [`Queue`].
pub struct QueueBuilder {
    store: Store,
    sender: Sender,
    secrets: Box<LookUp>,
    retries: Retries,
    concurrency: usize,
    heartbeat: Duration,
    poll: Duration,
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Queue")
            .field("store", &self.sending.store)
            .field("sender", &self.sender)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for QueueBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueueBuilder").field("store", &self.store).field("sender", &self.sender).finish_non_exhaustive()
    }
}

impl QueueBuilder {
    /// Sets how the secrets of a receiver are found, by the name that [`Handle::secret`] gave to them. A job holds the
    /// name and no secret, so that a secret can be changed while callbacks wait.
    ///
    /// ```
    /// # use openapi_apalis::QueueBuilder;
    /// # use openapi_reqwest::{InvalidSecret, Secret};
    /// # fn example(queue: QueueBuilder) -> QueueBuilder {
    /// queue.secrets(async |receiver| {
    ///     let text = std::env::var(format!("SECRET_OF_{receiver}")).map_err(|error| error.to_string())?;
    ///     Ok(vec![text.parse().map_err(|error: InvalidSecret| error.to_string())?])
    /// })
    /// # }
    /// ```
    #[must_use]
    pub fn secrets<F, Fut>(mut self, look_up: F) -> Self
    where
        F: Fn(String) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Vec<Secret>, String>> + Send + 'static,
    {
        self.secrets = Box::new(move |name| Box::pin(look_up(name)));
        self
    }

    /// Sets how often and when a stored callback is tried again: 15 attempts unless it is said, the waits between them from
    /// 5 seconds up to 6 hours, within 2 days of the storing.
    #[must_use]
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// Sets how many callbacks a worker sends at the same time: 16 unless it is said.
    #[must_use]
    pub fn concurrency(mut self, most: usize) -> Self {
        self.concurrency = most.max(1);
        self
    }

    /// Sets how often a worker gives a sign of life, during attempts too: every 20 seconds unless it is said, a second at
    /// least. After three that did not come, its callbacks are given to other workers; if it is alive after all, they are
    /// sent twice.
    #[must_use]
    pub fn heartbeat(mut self, interval: Duration) -> Self {
        self.heartbeat = interval.max(Duration::from_secs(1));
        self
    }

    /// Sets how often a worker that has nothing to do looks for what other processes have stored: every 500 milliseconds
    /// unless it is said.
    #[must_use]
    pub fn poll(mut self, interval: Duration) -> Self {
        self.poll = interval;
        self
    }

    /// Builds the queue.
    #[must_use]
    pub fn build(self) -> Queue {
        let sending = Sending {
            store: self.store,
            callbacks: RwLock::new(HashMap::new()),
            secrets: self.secrets,
            retries: self.retries,
            stored: Arc::new(Notify::new()),
        };
        Queue {
            sender: self.sender,
            sending: Arc::new(sending),
            concurrency: self.concurrency,
            heartbeat: self.heartbeat,
            poll: self.poll,
        }
    }
}

impl Queue {
    /// Begins a queue that keeps callbacks in a store and sends them by a sender, under its policy.
    pub fn builder(store: Store, sender: Sender) -> QueueBuilder {
        const HOUR: Duration = Duration::from_secs(60 * 60);
        let retries = Retries::attempts(15).first_wait(Duration::from_secs(5)).longest_wait(6 * HOUR).within(48 * HOUR);
        QueueBuilder {
            store,
            sender,
            secrets: Box::new(|name| Box::pin(async move { Err(format!("nothing looks up the secret `{name}`")) })),
            retries,
            concurrency: 16,
            heartbeat: Duration::from_secs(20),
            poll: Duration::from_millis(500),
        }
    }

    /// Prepares a declared callback, to be stored and to be sent. A process that sends prepares every callback that may be
    /// in the store, before [`run`](Self::run).
    ///
    /// # Errors
    /// The problems of the declaration. A stored callback needs a name, which no other has, and is declared
    /// [`at_least_once`](Callback::at_least_once).
    #[track_caller]
    pub fn prepare<B, A>(&self, callback: Callback<B, A>) -> Result<Handle<B, A>, Problems>
    where
        B: Body + 'static,
        A: Answered + Send + 'static,
    {
        let at = Location::caller();
        let operation = callback.operation();
        let place = format!("{} {}", operation.method(), operation.declared_path());
        let problem = |reason: &str| Problems::from_iter([Problem::unmountable(at, place.clone(), reason)]);
        if !callback.is_at_least_once() {
            return Err(problem("a callback that is stored has to be declared `at_least_once()`"));
        }
        let name: Arc<str> = match operation.declared_name() {
            Some(name) => Arc::from(name),
            None => return Err(problem("a callback that is stored needs a name")),
        };
        let signed = callback.is_signed();
        // Between the attempts of a stored callback the store waits, not the sender.
        let stored = self.sender.clone().retries(Retries::none()).prepare(callback.clone())?;
        let now = self.sender.prepare(callback)?;
        let mut callbacks = self.sending.callbacks.write().unwrap_or_else(PoisonError::into_inner);
        if callbacks.contains_key(&*name) {
            return Err(problem("another callback of this name is prepared; clone its handle if it is the same"));
        }
        callbacks.insert(name.to_string(), Arc::new(stored));
        Ok(Handle::new(Arc::clone(&self.sending), now, name, signed))
    }

    /// Sends what is stored, for as long as the process lives. If the database fails, it goes on once the database is back.
    ///
    /// Any number of processes may do so on one store.
    pub async fn run(&self) {
        self.run_until(std::future::pending()).await;
    }

    /// Sends what is stored until `stop` is ready, and ends when the attempts under way have.
    pub async fn run_until(&self, stop: impl Future<Output = ()>) {
        let (tell, told) = watch::channel(false);
        let next = || Work {
            name: format!("callbacks-{}-{}", std::process::id(), Ulid::generate()),
            queue: Arc::clone(&self.sending.store.queue),
            concurrency: self.concurrency,
            heartbeat: self.heartbeat,
            poll: self.poll,
            sending: Arc::clone(&self.sending),
            stop: told.clone(),
        };
        let telling = async {
            stop.await;
            tell.send_replace(true);
            // The worker ends this by ending itself.
            std::future::pending::<()>().await;
        };
        future::select(pin!(keep_working(next, &told)), pin!(telling)).await;
    }

    /// Returns what became of a stored callback; none if there is no such, or it was [forgotten](Self::forget).
    ///
    /// # Errors
    /// The store failed.
    pub async fn find(&self, id: DeliveryId) -> Result<Option<Delivery>, StoreError> {
        let store = &self.sending.store;
        Ok(store.backend.find(&store.queue, id).await?.and_then(|row| row.read()))
    }

    /// Lists stored callbacks, the newest first: `limit` of them after the first `offset`.
    ///
    /// # Errors
    /// The store failed.
    pub async fn list(&self, which: Which, limit: u32, offset: u32) -> Result<Vec<Delivery>, StoreError> {
        let store = &self.sending.store;
        let rows = store.backend.list(&store.queue, which, limit, offset).await?;
        Ok(rows.into_iter().filter_map(|row| row.read()).collect())
    }

    /// Counts stored callbacks by their state.
    ///
    /// # Errors
    /// The store failed.
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        let store = &self.sending.store;
        store.backend.counts(&store.queue).await
    }

    /// Lets a callback that was put aside wait again, with all its attempts, as if none had been made. Returns whether it
    /// was put aside.
    ///
    /// The time that [`Retries::within`] allows still counts from the storing: after it, one attempt is made.
    ///
    /// # Errors
    /// The store failed.
    pub async fn try_again(&self, id: DeliveryId) -> Result<bool, StoreError> {
        let store = &self.sending.store;
        let revived = store.backend.revive(&store.queue, id).await?;
        self.sending.stored.notify_one();
        Ok(revived)
    }

    /// Removes what was sent or put aside longer ago than this, and returns how much that was. Nothing is removed by
    /// itself: call it now and then, since the bodies may hold what must not be kept.
    ///
    /// # Errors
    /// The store failed.
    pub async fn forget(&self, older_than: Duration) -> Result<u64, StoreError> {
        let store = &self.sending.store;
        let before = SystemTime::now().checked_sub(older_than).unwrap_or(SystemTime::UNIX_EPOCH);
        store.backend.forget(&store.queue, before).await
    }
}
