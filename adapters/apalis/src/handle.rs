//! `Handle`: a declared callback that is sent now or stored to be sent.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use http::{HeaderName, HeaderValue};
use openapi_reqwest::{Answer, Answered, Body, CallbackRequest, Exchange, SendError};

use crate::job::{Job, NewJob};
use crate::store::Connection;
use crate::worker::Sending;
use crate::{DeliveryId, StoreError};

/// A declared callback, ready to be sent now or stored. Cheap to clone; its futures borrow nothing but a transaction.
///
/// ```
/// # use openapi_apalis::{EnqueueError, Handle};
/// # use openapi_reqwest::Exchange;
/// # async fn example(notify: Handle<String, bool>, exchange: Exchange) -> Result<(), EnqueueError> {
/// let id = notify.enqueue(&exchange, &"paid".to_owned()).await?;
/// println!("{id} will arrive");
/// # Ok(()) }
/// ```
pub struct Handle<B, A> {
    sending: Arc<Sending>,
    now: openapi_reqwest::Handle<B, A>,
    name: Arc<str>,
    signed: bool,
    secret: Option<Arc<str>>,
}

impl<B, A> Clone for Handle<B, A> {
    fn clone(&self) -> Self {
        Self {
            sending: Arc::clone(&self.sending),
            now: self.now.clone(),
            name: Arc::clone(&self.name),
            signed: self.signed,
            secret: self.secret.clone(),
        }
    }
}

impl<B, A> fmt::Debug for Handle<B, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle").field("name", &self.name).field("secret", &self.secret).finish_non_exhaustive()
    }
}

impl<B: Body, A: Answered> Handle<B, A> {
    pub(crate) fn new(sending: Arc<Sending>, now: openapi_reqwest::Handle<B, A>, name: Arc<str>, signed: bool) -> Self {
        Self { sending, now, name, signed, secret: None }
    }

    /// Sets the name of this receiver's secrets: [`QueueBuilder::secrets`](crate::QueueBuilder::secrets) looks them up at
    /// every attempt.
    #[must_use]
    pub fn secret(mut self, name: &str) -> Self {
        self.secret = Some(Arc::from(name));
        self
    }

    /// Adds a header, such as one that the callback declares. One that is marked as sensitive is not stored:
    /// [`EnqueueError::NotStorable`].
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.now = self.now.with_header(name, value);
        self
    }

    /// Sends `body` now, as [`openapi_reqwest::Handle::send`] does: nothing is stored.
    ///
    /// # Errors
    /// Those of [`openapi_reqwest::Handle::send`], and [`SendNowError::Secret`].
    pub fn send(
        &self,
        exchange: &Exchange,
        body: &B,
    ) -> impl Future<Output = Result<Answer<A>, SendNowError>> + Send + use<B, A> {
        self.deliver(self.now.write(exchange, body))
    }

    /// Sends `body` now to a URL that is known otherwise.
    ///
    /// # Errors
    /// Those of [`send`](Self::send).
    pub fn send_to(
        &self,
        url: &str,
        body: &B,
    ) -> impl Future<Output = Result<Answer<A>, SendNowError>> + Send + use<B, A> {
        self.deliver(self.now.write_to(url, body))
    }

    /// Stores the callback, to be sent by a worker: [`Queue::run`](crate::Queue::run). It is stored when the future is
    /// ready, and not before.
    ///
    /// Everything of this exchange is read before the future is returned: the URL is resolved, the body written, the
    /// `webhook-id` chosen. What the policy refuses in the URL is refused here; the addresses of its name are checked
    /// whenever it is sent.
    ///
    /// # Errors
    /// Each reason is its own kind of [`EnqueueError`].
    pub fn enqueue(
        &self,
        exchange: &Exchange,
        body: &B,
    ) -> impl Future<Output = Result<DeliveryId, EnqueueError>> + Send + use<B, A> {
        self.store(self.now.write(exchange, body))
    }

    /// Stores the callback as [`enqueue`](Self::enqueue) does, for a URL that is known otherwise.
    ///
    /// # Errors
    /// Those of [`enqueue`](Self::enqueue).
    pub fn enqueue_to(
        &self,
        url: &str,
        body: &B,
    ) -> impl Future<Output = Result<DeliveryId, EnqueueError>> + Send + use<B, A> {
        self.store(self.now.write_to(url, body))
    }

    /// Stores the callback in your own transaction: it will be sent if that is committed, and was never there if not.
    ///
    /// The connection leads to the database that the [`Store`](crate::Store) was opened in.
    ///
    /// ```
    /// # #[cfg(feature = "sqlite")]
    /// # async fn example(
    /// #     pool: sqlx::SqlitePool, notify: openapi_apalis::Handle<String, bool>, exchange: openapi_reqwest::Exchange,
    /// # ) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut transaction = pool.begin().await?;
    /// sqlx::query("INSERT INTO invoices (id) VALUES ('2expen51ve')").execute(&mut *transaction).await?;
    /// notify.enqueue_in(&mut *transaction, &exchange, &"paid".to_owned()).await?;
    /// transaction.commit().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// Those of [`enqueue`](Self::enqueue).
    pub async fn enqueue_in<C: Connection>(
        &self,
        connection: &mut C,
        exchange: &Exchange,
        body: &B,
    ) -> Result<DeliveryId, EnqueueError> {
        self.store_in(connection, self.now.write(exchange, body)).await
    }

    /// Stores the callback as [`enqueue_in`](Self::enqueue_in) does, for a URL that is known otherwise.
    ///
    /// # Errors
    /// Those of [`enqueue`](Self::enqueue).
    pub async fn enqueue_in_to<C: Connection>(
        &self,
        connection: &mut C,
        url: &str,
        body: &B,
    ) -> Result<DeliveryId, EnqueueError> {
        self.store_in(connection, self.now.write_to(url, body)).await
    }

    fn deliver(
        &self,
        request: Result<CallbackRequest, SendError>,
    ) -> impl Future<Output = Result<Answer<A>, SendNowError>> + Send + use<B, A> {
        let (sending, now, secret) = (Arc::clone(&self.sending), self.now.clone(), self.secret.clone());
        async move {
            let request = request.map_err(SendNowError::Send)?;
            let secrets = sending.look_up(secret.as_deref()).await.map_err(SendNowError::Secret)?;
            now.with_secrets(secrets).send_written(&request).await.map_err(SendNowError::Send)
        }
    }

    fn store(
        &self,
        request: Result<CallbackRequest, SendError>,
    ) -> impl Future<Output = Result<DeliveryId, EnqueueError>> + Send + use<B, A> {
        let (job, sending, name) = (self.job(request), Arc::clone(&self.sending), Arc::clone(&self.name));
        async move {
            let job = job?;
            let id = job.id;
            sending.store.backend.push(&sending.store.queue, job).await.map_err(EnqueueError::Store)?;
            told(&sending, &name, id);
            Ok(id)
        }
    }

    async fn store_in<C: Connection>(
        &self,
        connection: &mut C,
        request: Result<CallbackRequest, SendError>,
    ) -> Result<DeliveryId, EnqueueError> {
        let job = self.job(request)?;
        let id = job.id;
        connection.push(&self.sending.store.queue, job).await.map_err(EnqueueError::Store)?;
        told(&self.sending, &self.name, id);
        Ok(id)
    }

    fn job(&self, request: Result<CallbackRequest, SendError>) -> Result<NewJob, EnqueueError> {
        let request = request.map_err(EnqueueError::Send)?;
        match (self.signed, &self.secret) {
            (true, None) => return Err(EnqueueError::NoSecretName),
            (false, Some(_)) => return Err(EnqueueError::NotSigned),
            _ => {}
        }
        let id = request.id().and_then(|id| id.parse().ok());
        let id = id.ok_or_else(|| EnqueueError::NotStorable("it has no `webhook-id`".into()))?;
        let secret = self.secret.as_deref().map(ToOwned::to_owned);
        let job = Job { callback: self.name.to_string(), secret, request };
        let job = serde_json::to_vec(&job).map_err(|error| EnqueueError::NotStorable(error.to_string()))?;
        Ok(NewJob { id, job, attempts: self.sending.retries.most_attempts() })
    }
}

fn told(sending: &Sending, name: &str, id: DeliveryId) {
    metrics::counter!("openapi_callbacks_stored_total", "callback" => name.to_owned()).increment(1);
    tracing::debug!(callback = name, webhook_id = %id, "stored");
    sending.stored.notify_one();
}

/// Why a callback was not sent now.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SendNowError {
    /// It was not sent, or not answered as declared.
    #[error("{0}")]
    Send(SendError),
    /// Its secrets were not found.
    #[error("the secret was not found: {0}")]
    Secret(String),
}

/// Why a callback was not stored. Each sentence is complete, and no error has a source.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EnqueueError {
    /// The request could not be written.
    #[error("{0}")]
    Send(SendError),
    /// The callback is declared as signed, and the handle has no name of a secret.
    #[error("the callback is declared as signed; expected the name of a secret, found none")]
    NoSecretName,
    /// The handle has the name of a secret, and the callback is not declared as signed.
    #[error("the callback is not declared as signed; expected no name of a secret")]
    NotSigned,
    /// Something of the request must not be stored, or cannot.
    #[error("the callback cannot be stored: {0}")]
    NotStorable(String),
    /// The database failed.
    #[error("{0}")]
    Store(StoreError),
}
