//! The store beyond one machine: PostgreSQL.

use std::time::SystemTime;

use apalis::layers::WorkerBuilderExt as _;
use apalis::prelude::WorkerBuilder;
use apalis_core::backend::ext::BackendExt as _;
use apalis_core::task::builder::TaskBuilder;
use apalis_core::task::task_id::TaskId;
use apalis_postgres::{Config, PostgresStorage};
use futures_util::future::BoxFuture;
use serde_json::Value;
use sqlx::Row as _;
use sqlx::postgres::{PgConnection, PgPool, PgPoolOptions, PgRow};

use crate::DeliveryId;
use crate::job::{Counts, NewJob, Row, Which};
use crate::store::{Backend, Store, StoreError, condition, sealed, seconds, time};
use crate::worker::{MISSED_HEARTBEATS, Work, send};

const COLUMNS: &str = "id, job, status, attempts, max_attempts, last_result::text AS last_result, \
                       extract(epoch FROM run_at)::bigint AS run_at, extract(epoch FROM done_at)::bigint AS done_at";

impl Store {
    /// Opens a store in PostgreSQL: `postgres://user:password@host/database`.
    ///
    /// # Errors
    /// The database cannot be reached, or the tables cannot be made.
    pub async fn postgres(url: &str) -> Result<Self, StoreError> {
        Self::postgres_pool(PgPoolOptions::new().connect(url).await.map_err(StoreError::new)?).await
    }

    /// Opens a store in your application's own database, so that a callback can be stored in the transaction that is its
    /// cause: [`Handle::enqueue_in`](crate::Handle::enqueue_in).
    ///
    /// The engine's tables are in the schema `apalis`, which also says their version, and it needs the extension `hstore`,
    /// which PostgreSQL brings: the user that opens a store for the first time has to be allowed to create both.
    ///
    /// # Errors
    /// The tables cannot be made.
    pub async fn postgres_pool(pool: PgPool) -> Result<Self, StoreError> {
        let mut migrations = PostgresStorage::migrations();
        migrations.create_schema("apalis");
        migrations.dangerous_set_table_name("apalis._apalis_migrations");
        migrations.run(&pool).await.map_err(StoreError::new)?;
        Ok(Self::new(Postgres { pool }))
    }
}

struct Postgres {
    pool: PgPool,
}

impl Backend for Postgres {
    fn push<'a>(&'a self, queue: &'a str, job: NewJob) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let mut connection = self.pool.acquire().await.map_err(StoreError::new)?;
            sealed::Connection::push(&mut *connection, queue, job).await
        })
    }

    fn postpone(&self, id: DeliveryId, due: SystemTime) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            let query = sqlx::query("UPDATE apalis.jobs SET run_at = to_timestamp($1::bigint) WHERE id = $2");
            query.bind(seconds(due)).bind(id.job().to_string()).execute(&self.pool).await.map_err(StoreError::new)?;
            Ok(())
        })
    }

    fn find<'a>(&'a self, queue: &'a str, id: DeliveryId) -> BoxFuture<'a, Result<Option<Row>, StoreError>> {
        Box::pin(async move {
            let text = format!("SELECT {COLUMNS} FROM apalis.jobs WHERE job_type = $1 AND id = $2");
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
                "SELECT {COLUMNS} FROM apalis.jobs WHERE job_type = $1 AND {} ORDER BY id DESC LIMIT $2 OFFSET $3",
                condition(which)
            );
            let query =
                sqlx::query(sqlx::AssertSqlSafe(text)).bind(queue).bind(i64::from(limit)).bind(i64::from(offset));
            let rows = query.fetch_all(&self.pool).await.map_err(StoreError::new)?;
            rows.into_iter().map(read).collect::<Result<_, _>>().map_err(StoreError::new)
        })
    }

    fn counts<'a>(&'a self, queue: &'a str) -> BoxFuture<'a, Result<Counts, StoreError>> {
        Box::pin(async move {
            let count = |which| format!("COUNT(*) FILTER (WHERE {})", condition(which));
            let [waiting, sent, failed] = [Which::Waiting, Which::Sent, Which::Failed].map(count);
            let text = format!("SELECT {waiting}, {sent}, {failed} FROM apalis.jobs WHERE job_type = $1");
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
                "UPDATE apalis.jobs SET status = 'Pending', attempts = 0, run_at = now(), lock_by = NULL, \
                 lock_at = NULL, done_at = NULL WHERE job_type = $1 AND id = $2 AND {}",
                condition(Which::Failed)
            );
            let query = sqlx::query(sqlx::AssertSqlSafe(text)).bind(queue).bind(id.job().to_string());
            Ok(query.execute(&self.pool).await.map_err(StoreError::new)?.rows_affected() == 1)
        })
    }

    fn forget<'a>(&'a self, queue: &'a str, before: SystemTime) -> BoxFuture<'a, Result<u64, StoreError>> {
        Box::pin(async move {
            let text = format!(
                "DELETE FROM apalis.jobs WHERE job_type = $1 AND done_at < to_timestamp($2::bigint) AND NOT {}",
                condition(Which::Waiting)
            );
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
            let storage = PostgresStorage::<Value>::new(&self.pool).with_config(config).poll_with_stream(work.wakes());
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

impl sealed::Connection for PgConnection {
    fn push<'a>(&'a mut self, queue: &'a str, job: NewJob) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let task = TaskBuilder::new(job.job)
                .task_id(TaskId::from_ulid(job.id.job()))
                .max_attempts(usize::try_from(job.attempts).unwrap_or(usize::MAX))
                .build();
            apalis_postgres::queries::push_tasks(self, queue, vec![task]).await.map_err(StoreError::new)
        })
    }
}

fn read(row: PgRow) -> Result<Row, sqlx::Error> {
    let number = |name| row.try_get::<i32, _>(name).map(|number| u32::try_from(number).unwrap_or(u32::MAX));
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
