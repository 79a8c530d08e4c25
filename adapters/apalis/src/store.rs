//! `Store`: where callbacks wait, whichever database that is.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures_util::future::BoxFuture;

use crate::DeliveryId;
use crate::job::{Counts, NewJob, Row, Which};
use crate::worker::Work;

/// Where callbacks wait to be sent: a database with the tables of [apalis](https://docs.rs/apalis) in it.
///
/// | store | feature | |
/// |---|---|---|
/// | [`Store::sqlite`], [`Store::sqlite_pool`] | `sqlite` | a file; several processes of one machine |
/// | [`Store::postgres`], [`Store::postgres_pool`] | `postgres` | several machines |
///
/// Opening a store creates the tables it needs or brings them up to date.
#[derive(Clone)]
pub struct Store {
    pub(crate) backend: Arc<dyn Backend>,
    pub(crate) queue: Arc<str>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("queue", &self.queue).finish_non_exhaustive()
    }
}

impl Store {
    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    pub(crate) fn new(backend: impl Backend + 'static) -> Self {
        Self { backend: Arc::new(backend), queue: Arc::from("openapi-callbacks") }
    }

    /// Sets the name of the queue, `openapi-callbacks` unless it is said: two applications in one database need two.
    #[must_use]
    pub fn queue(mut self, name: &str) -> Self {
        self.queue = Arc::from(name);
        self
    }
}

/// What a database has to do. The engine sends, locks, counts attempts and finds what a dead worker has left; it offers
/// no way to say when a job is next due and none to read why it failed, so these go to its tables directly.
pub(crate) trait Backend: Send + Sync {
    fn push<'a>(&'a self, queue: &'a str, job: NewJob) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Sets when a job that is being sent is due again.
    fn postpone(&self, id: DeliveryId, due: SystemTime) -> BoxFuture<'_, Result<(), StoreError>>;

    fn find<'a>(&'a self, queue: &'a str, id: DeliveryId) -> BoxFuture<'a, Result<Option<Row>, StoreError>>;

    fn list<'a>(
        &'a self,
        queue: &'a str,
        which: Which,
        limit: u32,
        offset: u32,
    ) -> BoxFuture<'a, Result<Vec<Row>, StoreError>>;

    fn counts<'a>(&'a self, queue: &'a str) -> BoxFuture<'a, Result<Counts, StoreError>>;

    /// Puts a job that was put aside among the others again.
    fn revive<'a>(&'a self, queue: &'a str, id: DeliveryId) -> BoxFuture<'a, Result<bool, StoreError>>;

    /// Removes what was sent or put aside before a time.
    fn forget<'a>(&'a self, queue: &'a str, before: SystemTime) -> BoxFuture<'a, Result<u64, StoreError>>;

    /// Runs one worker of the engine until it is told to stop or its database fails.
    fn work(&self, work: Work) -> BoxFuture<'_, Result<(), StoreError>>;
}

/// A database connection that callbacks can be stored with, in whatever transaction it is in: the outbox.
///
/// Implemented for `sqlx::SqliteConnection` and `sqlx::PgConnection`, each with the feature of its store.
pub trait Connection: sealed::Connection {}

impl<C: sealed::Connection> Connection for C {}

pub(crate) mod sealed {
    use super::*;

    pub trait Connection: Send {
        fn push<'a>(&'a mut self, queue: &'a str, job: NewJob) -> BoxFuture<'a, Result<(), StoreError>>;
    }
}

/// The database, or what lies between it and here, has failed.
///
/// The sentence is complete; [`into_inner`](Self::into_inner) gives the database's own error.
#[derive(Debug)]
pub struct StoreError(Box<dyn std::error::Error + Send + Sync>);

impl StoreError {
    pub(crate) fn new(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(error.into())
    }

    /// Returns the error of the database or the engine.
    pub fn into_inner(self) -> Box<dyn std::error::Error + Send + Sync> {
        self.0
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the store of callbacks failed: {}", self.0)
    }
}

impl std::error::Error for StoreError {}

/// The first whole second since 1970 that is not before `time`: the engine's tables count seconds, and an attempt must
/// not be early.
pub(crate) fn seconds(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let seconds = since.as_secs().saturating_add(u64::from(since.subsec_nanos() > 0));
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

pub(crate) fn time(seconds: i64) -> SystemTime {
    let since = Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
    SystemTime::UNIX_EPOCH.checked_add(since).unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Which rows a list shows, in either database's words.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub(crate) fn condition(which: Which) -> &'static str {
    match which {
        Which::Waiting => {
            "(status NOT IN ('Done', 'Killed', 'Failed') OR (status = 'Failed' AND attempts < max_attempts))"
        }
        Which::Sent => "status = 'Done'",
        Which::Failed => "(status = 'Killed' OR (status = 'Failed' AND attempts >= max_attempts))",
    }
}
