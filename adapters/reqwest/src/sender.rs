//! `Sender` and `Handle`: from an exchange to a declared answer.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;
use std::time::SystemTime;

use backon::Retryable;
use bytes::{Bytes, BytesMut};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use openapi_merge::Problems;
use tokio::time::Instant;

use crate::answer::Received;
use crate::callback::{Answered, Body};
use crate::declared::Declared;
use crate::request::as_value;
use crate::{
    Answer, Callback, CallbackRequest, Exchange, Other, Policy, Retries, Secret, SendError, guard, retries, signature,
};

/// Sends callbacks: a policy, retries and what TLS needs. Made once, cheap to clone.
#[derive(Clone, Debug)]
pub struct Sender {
    client: reqwest::Client,
    policy: Arc<Policy>,
    retries: Retries,
    inspector: Option<Inspector>,
}

/// What is shown each attempt.
#[derive(Clone)]
struct Inspector(Arc<Show>);

type Show = dyn Fn(&str, &Request<Bytes>, Option<&Response<Bytes>>) + Send + Sync;

impl fmt::Debug for Inspector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inspector")
    }
}

impl Sender {
    /// Creates a sender that keeps to a policy and tries once.
    ///
    /// # Errors
    /// The system's certificates cannot be read, or the user agent is not a header's value.
    pub fn new(policy: Policy) -> Result<Self, reqwest::Error> {
        Ok(Self {
            client: guard::client(&policy)?,
            policy: Arc::new(policy),
            retries: Retries::none(),
            inspector: None,
        })
    }

    /// Sets how often and when it tries again.
    #[must_use]
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// Shows each attempt to a function, when it is over: the expression that the callback declares, the request as it was
    /// sent, and the answer if all of it came. For tests that hold callbacks against a document.
    ///
    /// The request has its signature and whatever credentials stand in its URL.
    #[must_use]
    pub fn inspect(
        mut self,
        show: impl Fn(&str, &Request<Bytes>, Option<&Response<Bytes>>) + Send + Sync + 'static,
    ) -> Self {
        self.inspector = Some(Inspector(Arc::new(show)));
        self
    }

    /// Prepares a declared callback: reads its declaration once, so that it can be sent.
    ///
    /// # Errors
    /// The problems of the declaration, as [`Api::document`](openapi_merge::Api::document) would tell them.
    #[track_caller]
    pub fn prepare<B: Body, A: Answered>(&self, callback: Callback<B, A>) -> Result<Handle<B, A>, Problems> {
        let declared = Declared::new(&callback, Location::caller())?;
        Ok(Handle {
            sender: self.clone(),
            declared: Arc::new(declared),
            secrets: Arc::new([]),
            headers: HeaderMap::new(),
            types: PhantomData,
        })
    }
}

/// A declared callback, ready to be sent. Cheap to clone; the futures of [`send`](Self::send) borrow nothing.
///
/// ```
/// # use openapi_reqwest::{Answer, Exchange, Handle, SendError};
/// # #[derive(serde::Serialize, schemars::JsonSchema)] struct InvoiceEvent { paid: bool }
/// # #[derive(serde::Deserialize, schemars::JsonSchema)] struct InvoiceEventReceived { ok: bool }
/// # #[derive(serde::Deserialize)] struct CallbackRequest { message: String }
/// # async fn example(notify: Handle<InvoiceEvent, InvoiceEventReceived>, exchange: Exchange) -> Result<(), SendError> {
/// match notify.send(&exchange, &InvoiceEvent { paid: true }).await? {
///     Answer::Main(received) => println!("received: {}", received.ok),
///     Answer::Other(other) => println!("{}: {}", other.status(), other.json::<CallbackRequest>()?.message),
/// }
/// # Ok(()) }
/// ```
pub struct Handle<B, A> {
    sender: Sender,
    declared: Arc<Declared>,
    secrets: Arc<[Secret]>,
    headers: HeaderMap,
    types: PhantomData<fn(B) -> A>,
}

impl<B, A> Clone for Handle<B, A> {
    fn clone(&self) -> Self {
        Self {
            sender: self.sender.clone(),
            declared: Arc::clone(&self.declared),
            secrets: Arc::clone(&self.secrets),
            headers: self.headers.clone(),
            types: PhantomData,
        }
    }
}

impl<B, A> fmt::Debug for Handle<B, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle").field("sender", &self.sender).field("declared", &self.declared).finish_non_exhaustive()
    }
}

impl<B: Body, A: Answered> Handle<B, A> {
    /// Signs with the secrets that this receiver shares; several while one takes the place of another.
    #[must_use]
    pub fn with_secrets(mut self, secrets: impl IntoIterator<Item = Secret>) -> Self {
        self.secrets = secrets.into_iter().collect();
        self
    }

    /// Adds a header, such as one that the callback declares.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Sends `body` to where the expression leads in this exchange, and waits for a declared answer.
    ///
    /// Everything of this exchange is read before the future is returned, which can be spawned as it is. Dropping it ends
    /// the attempt.
    ///
    /// # Errors
    /// Each reason is its own kind of [`SendError`].
    pub fn send(
        &self,
        exchange: &Exchange,
        body: &B,
    ) -> impl Future<Output = Result<Answer<A>, SendError>> + Send + use<B, A> {
        self.deliver(self.write(exchange, body))
    }

    /// Sends `body` as [`send`](Self::send) does, to a URL that is known otherwise: a webhook's, that somebody subscribed
    /// with.
    ///
    /// # Errors
    /// Those of [`send`](Self::send).
    pub fn send_to(
        &self,
        url: &str,
        body: &B,
    ) -> impl Future<Output = Result<Answer<A>, SendError>> + Send + use<B, A> {
        self.deliver(self.write_to(url, body))
    }

    /// Sends a request that was written before, under the policy and the secrets of now.
    ///
    /// # Errors
    /// Those of [`send`](Self::send) that come after the request is written.
    pub fn send_written(
        &self,
        request: &CallbackRequest,
    ) -> impl Future<Output = Result<Answer<A>, SendError>> + Send + use<B, A> {
        self.deliver(Ok(request.clone()))
    }

    /// Writes the request that [`send`](Self::send) would send.
    ///
    /// # Errors
    /// Those of [`send`](Self::send) that come before anything is sent; names are not resolved yet.
    pub fn write(&self, exchange: &Exchange, body: &B) -> Result<CallbackRequest, SendError> {
        let url = self.declared.url.evaluate(&exchange.borrowed()?)?;
        self.write_to(&url, body)
    }

    /// Writes the request that [`send_to`](Self::send_to) would send.
    ///
    /// # Errors
    /// Those of [`write`](Self::write).
    pub fn write_to(&self, url: &str, body: &B) -> Result<CallbackRequest, SendError> {
        let url = self.sender.policy.check(url)?;
        let id = if self.declared.identified { Some(signature::new_id()?) } else { None };
        let mut headers = HeaderMap::new();
        if let Some(media_type) = &self.declared.media_type {
            headers.insert(CONTENT_TYPE, as_value(media_type)?);
        }
        headers.extend(self.headers.clone());
        let written = body.written().map_err(|error| SendError::NotJson(Arc::new(error)))?;
        CallbackRequest::new(id, self.declared.method.clone(), url, headers, written.unwrap_or_default())
    }

    /// Signs a request for now, to be sent by something else. That has to guard the connection: here only the URL was held to the policy, not the addresses that its name resolves to.
    ///
    /// # Errors
    /// The policy refuses the URL, or the secrets do not fit the declaration.
    pub fn sign(&self, request: &CallbackRequest) -> Result<Request<Bytes>, SendError> {
        self.delivery(request.clone())?.signed()
    }

    fn delivery(&self, request: CallbackRequest) -> Result<Delivery, SendError> {
        match (self.declared.signed, self.secrets.is_empty()) {
            (true, true) => Err(SendError::NoSecret),
            (false, false) => Err(SendError::NotSigned),
            _ if self.declared.identified && request.id().is_none() => Err(SendError::NoId),
            _ => Ok(Delivery {
                sender: self.sender.clone(),
                expression: Arc::clone(&self.declared.expression),
                request,
                secrets: Arc::clone(&self.secrets),
            }),
        }
    }

    fn deliver(
        &self,
        request: Result<CallbackRequest, SendError>,
    ) -> impl Future<Output = Result<Answer<A>, SendError>> + Send + use<B, A> {
        let delivery = request.and_then(|request| self.delivery(request));
        let declared = Arc::clone(&self.declared);
        async move {
            let received = delivery?.outcome().await?;
            let status = received.status;
            match declared.key_of(status) {
                Some(key) if key == declared.main => {
                    A::read(&received).map(Answer::Main).map_err(|reason| SendError::Mismatch { status, reason })
                }
                Some(key) => Ok(Answer::Other(Other { key, received })),
                None => Err(SendError::UndeclaredStatus {
                    status,
                    declared: declared.statuses.clone(),
                    retry_after: received.retry_after(),
                }),
            }
        }
    }
}

/// A request on its way: attempts until one is answered for good, each signed and checked anew.
struct Delivery {
    sender: Sender,
    /// The callback's, as declared.
    expression: Arc<str>,
    request: CallbackRequest,
    secrets: Arc<[Secret]>,
}

impl Delivery {
    async fn outcome(&self) -> Result<Received, SendError> {
        let (begun, retries) = (Instant::now(), &self.sender.retries);
        // To try again is backon's work, which asks for an error: the outcome that may pass is one, whether it is an
        // answer or not.
        let attempt = || async {
            let outcome = self.attempt().await;
            if may_pass(&outcome) { Err(outcome) } else { Ok(outcome) }
        };
        let outcome = attempt
            .retry(retries.waits)
            .sleep(tokio::time::sleep)
            .adjust(|outcome, wait| {
                let asked = outcome.as_ref().ok().and_then(Received::retry_after);
                retries.adjust(wait?, asked, begun.elapsed())
            })
            .await;
        outcome.unwrap_or_else(|last| last)
    }

    async fn attempt(&self) -> Result<Received, SendError> {
        let request = self.signed()?;
        let timeout = self.sender.policy.timeout;
        let shown = self.sender.inspector.as_ref().map(|inspector| (inspector, request.clone()));
        let outcome =
            tokio::time::timeout(timeout, self.exchange(request)).await.unwrap_or(Err(SendError::TimedOut(timeout)));
        if let Some((Inspector(show), request)) = shown {
            show(&self.expression, &request, outcome.as_ref().ok().map(Received::as_response).as_ref());
        }
        outcome
    }

    fn signed(&self) -> Result<Request<Bytes>, SendError> {
        self.sender.policy.check(&self.request.url().to_string())?;
        let mut request = self.request.unsigned().clone();
        if let Some(id) = self.request.id() {
            let signed = signature::headers(&self.secrets, id, SystemTime::now(), request.body());
            request.headers_mut().extend(signed);
        }
        Ok(request)
    }

    async fn exchange(&self, request: Request<Bytes>) -> Result<Received, SendError> {
        let mut response = self.sender.client.execute(request.try_into()?).await?;
        let (status, limit) = (response.status(), self.sender.policy.answer_limit);
        let headers = response.headers().clone();
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await? {
            if chunk.len() > limit - body.len() {
                return Err(SendError::TooLarge { status, limit });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Received { status, headers, body: body.freeze() })
    }
}

fn may_pass(outcome: &Result<Received, SendError>) -> bool {
    match outcome {
        Ok(received) => retries::is_passing(received.status),
        Err(error) => error.is_passing(),
    }
}
