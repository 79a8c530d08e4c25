//! The store in a file: SQLite, embedded.

use std::path::Path;
use std::time::{Duration, SystemTime};

use apalis::layers::WorkerBuilderExt as _;
use apalis::prelude::WorkerBuilder;
use apalis_core::backend::ext::BackendExt as _;
use apalis_core::task::builder::TaskBuilder;
use apalis_core::task::task_id::TaskId;
use apalis_sqlite::{Config, SqliteStorage};
use futures_util::future::BoxFuture;
use serde_json::Value;
use sqlx::Row as _;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};

use crate::DeliveryId;
use crate::job::{Counts, NewJob, Row, Which};
use crate::store::{Backend, Store, StoreError, condition, sealed, seconds, time};
use crate::worker::{MISSED_HEARTBEATS, Work, send};

const COLUMNS: &str = "id, job, status, attempts, max_attempts, run_at, done_at, last_result";

impl Store {
    /// Opens a store in a file, which is made if it is not there. A callback is stored once this says so, even if the power
    /// fails then.
    ///
    /// # Errors
    /// The file cannot be opened, or is not such a database.
    pub async fn sqlite(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(30));
        let pool = SqlitePoolOptions::new().connect_with(options).await.map_err(StoreError::new)?;
        Self::sqlite_pool(pool).await
    }

    /// Opens a store in your application's own database, so that a callback can be stored in the transaction that is its
    /// cause: [`Handle::enqueue_in`](crate::Handle::enqueue_in).
    ///
    /// The engine's tables are `Jobs` and `Workers`, and `_apalis_migrations` says which version they have. The journal
    /// should be `Wal`, so that workers do not wait for readers.
    ///
    /// # Errors
    /// The tables cannot be made.
    pub async fn sqlite_pool(pool: SqlitePool) -> Result<Self, StoreError> {
        // SQLite has no lock for migrations: of two processes that begin at once one may find the other's half.
        let mut migrations = SqliteStorage::migrations();
        migrations.dangerous_set_table_name("_apalis_migrations");
        let mut tries = 0;
        while let Err(error) = migrations.run(&pool).await {
            tries += 1;
            if tries == 20 {
                return Err(StoreError::new(error));
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(Self::new(Sqlite { pool }))
    }
}

struct Sqlite {
    pool: SqlitePool,
}

impl Backend for Sqlite {
    fn push<'a>(&'a self, queue: &'a str, job: NewJob) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let mut connection = self.pool.acquire().await.map_err(StoreError::new)?;
            sealed::Connection::push(&mut *connection, queue, job).await
        })
    }

    fn postpone(&self, id: DeliveryId, due: SystemTime) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            let query = sqlx::query("UPDATE Jobs SET run_at = ? WHERE id = ?");
            query.bind(seconds(due)).bind(id.job().to_string()).execute(&self.pool).await.map_err(StoreError::new)?;
            Ok(())
        })
    }

    fn find<'a>(&'a self, queue: &'a str, id: DeliveryId) -> BoxFuture<'a, Result<Option<Row>, StoreError>> {
        Box::pin(async move {
            let text = format!("SELECT {COLUMNS} FROM Jobs WHERE job_type = ? AND id = ?");
            let query = sqlx::query(sqlx::AssertSqlSafe(text)).bind(queue).bind(id.job().to_string());
            query.fetch_optional(&self.pool).await.and_then(|row| row.map(read).transpose()).map_err(StoreError::new)
        })
    }

    fn list<'a>(
        &'a self,
        queue: &'a str,
        which: Which,
        limit: u32,
        offset: u32,
    ) -> BoxFuture<'a, Result<Vec<Row>, StoreError>> {
        Box::pin(async move {
            let text = format!(
                "SELECT {COLUMNS} FROM Jobs WHERE job_type = ? AND {} ORDER BY id DESC LIMIT ? OFFSET ?",
                condition(which)
            );
            let query = sqlx::query(sqlx::AssertSqlSafe(text)).bind(queue).bind(limit).bind(offset);
            let rows = query.fetch_all(&self.pool).await.map_err(StoreError::new)?;
            rows.into_iter().map(read).collect::<Result<_, _>>().map_err(StoreError::new)
        })
    }

    fn counts<'a>(&'a self, queue: &'a str) -> BoxFuture<'a, Result<Counts, StoreError>> {
        Box::pin(async move {
            let count = |which| format!("COUNT(*) FILTER (WHERE {})", condition(which));
            let [waiting, sent, failed] = [Which::Waiting, Which::Sent, Which::Failed].map(count);
            let text = format!("SELECT {waiting}, {sent}, {failed} FROM Jobs WHERE job_type = ?");
            let row = sqlx::query(sqlx::AssertSqlSafe(text)).bind(queue).fetch_one(&self.pool).await;
            row.and_then(|row| {
                let count = |index: usize| row.try_get::<i64, _>(index).map(|count| u64::try_from(count).unwrap_or(0));
                Ok(Counts { waiting: count(0)?, sent: count(1)?, failed: count(2)? })
            })
            .map_err(StoreError::new)
        })
    }

    fn revive<'a>(&'a self, queue: &'a str, id: DeliveryId) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move {
            let text = format!(
                "UPDATE Jobs SET status = 'Pending', attempts = 0, run_at = ?, lock_by = NULL, lock_at = NULL, \
                 done_at = NULL WHERE job_type = ? AND id = ? AND {}",
                condition(Which::Failed)
            );
            let now = seconds(SystemTime::now()) - 1;
            let query = sqlx::query(sqlx::AssertSqlSafe(text)).bind(now).bind(queue).bind(id.job().to_string());
            Ok(query.execute(&self.pool).await.map_err(StoreError::new)?.rows_affected() == 1)
        })
    }

    fn forget<'a>(&'a self, queue: &'a str, before: SystemTime) -> BoxFuture<'a, Result<u64, StoreError>> {
        Box::pin(async move {
            let text =
                format!("DELETE FROM Jobs WHERE job_type = ? AND done_at < ? AND NOT {}", condition(Which::Waiting));
            let query = sqlx::query(sqlx::AssertSqlSafe(text)).bind(queue).bind(seconds(before));
            Ok(query.execute(&self.pool).await.map_err(StoreError::new)?.rows_affected())
        })
    }

    fn work(&self, work: Work) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            let config = Config::default()
                .queue(&work.queue)
                .batch_size(1)
                .heartbeat_interval(work.heartbeat)
                .missed_heartbeats(MISSED_HEARTBEATS)
                .lock_tasks(false);
            let storage = SqliteStorage::<Value>::new(&self.pool).with_config(config).poll_with_stream(work.wakes());
            WorkerBuilder::new(work.name.as_str())
                .backend(storage)
                .concurrency(work.concurrency)
                .data(work.sending.clone())
                .build(send)
                .run_until(work.stopped())
                .await
                .map_err(StoreError::new)
        })
    }
}

impl sealed::Connection for SqliteConnection {
    fn push<'a>(&'a mut self, queue: &'a str, job: NewJob) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let task = TaskBuilder::new(job.job)
                .task_id(TaskId::from_ulid(job.id.job()))
                .max_attempts(usize::try_from(job.attempts).unwrap_or(usize::MAX))
                .build();
            apalis_sqlite::queries::push_tasks(self, queue, &[task]).await.map_err(StoreError::new)
        })
    }
}

fn read(row: SqliteRow) -> Result<Row, sqlx::Error> {
    let number = |name| row.try_get::<i64, _>(name).map(|number| u32::try_from(number).unwrap_or(u32::MAX));
    Ok(Row {
        id: row.try_get("id")?,
        job: row.try_get("job")?,
        status: row.try_get("status")?,
        attempts: number("attempts")?,
        max_attempts: number("max_attempts")?,
        run_at: time(row.try_get("run_at")?),
        done_at: row.try_get::<Option<i64>, _>("done_at")?.map(time),
        last_result: row.try_get("last_result")?,
    })
}
