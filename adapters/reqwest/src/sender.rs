//! `Sender` and `Handle`: from an exchange to a declared answer.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::{Bytes, BytesMut};
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Uri};
use openapi_merge::Problems;
use percent_encoding::percent_decode_str;
use tokio::time::Instant;
use url::Url;

use crate::answer::Received;
use crate::callback::{Answered, Body};
use crate::declared::Declared;
use crate::retries;
use crate::{Answer, Callback, Exchange, Other, Policy, Refused, Retries, Secret, SendError, guard, signature};

/// Sends callbacks: a policy, retries and a pool of connections. Made once, cheap to clone.
#[derive(Clone, Debug)]
pub struct Sender {
    client: reqwest::Client,
    policy: Arc<Policy>,
    retries: Retries,
}

impl Sender {
    /// A sender that keeps to a policy and tries once.
    ///
    /// # Errors
    /// The system's certificates cannot be read, or the user agent is not a header's value.
    pub fn new(policy: Policy) -> Result<Self, reqwest::Error> {
        Ok(Self { client: guard::client(&policy)?, policy: Arc::new(policy), retries: Retries::none() })
    }

    /// A sender that tries again.
    #[must_use]
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// A declared callback, ready to be sent.
    ///
    /// # Errors
    /// The problems of its declaration, as [`Api::document`](openapi_merge::Api::document) would tell them.
    #[track_caller]
    pub fn handle<B: Body, A: Answered>(&self, callback: Callback<B, A>) -> Result<Handle<B, A>, Problems> {
        let declared = Declared::new(&callback.operation, callback.signed, Location::caller())?;
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
/// # #[derive(serde::Deserialize)] struct Message { message: String }
/// # async fn example(notify: Handle<InvoiceEvent, InvoiceEventReceived>, exchange: Exchange) -> Result<(), SendError> {
/// match notify.send(&exchange, &InvoiceEvent { paid: true }).await? {
///     Answer::Main(received) => println!("received: {}", received.ok),
///     Answer::Other(other) => println!("{}: {}", other.status(), other.json::<Message>()?.message),
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
    /// Signed with the secrets that this receiver shares; several while one takes the place of another.
    #[must_use]
    pub fn with_secrets(mut self, secrets: impl IntoIterator<Item = Secret>) -> Self {
        self.secrets = secrets.into_iter().collect();
        self
    }

    /// With one more header, such as one that the callback declares.
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
        self.deliver(self.prepared(exchange, body))
    }

    /// As [`send`](Self::send), to a URL that is known otherwise: a webhook's, that somebody subscribed with.
    ///
    /// # Errors
    /// Those of [`send`](Self::send).
    pub fn send_to(
        &self,
        url: &str,
        body: &B,
    ) -> impl Future<Output = Result<Answer<A>, SendError>> + Send + use<B, A> {
        self.deliver(self.prepared_to(url, body))
    }

    /// The request itself, signed for now, to be sent by something else. That has to guard the connection: here only the
    /// URL was held to the policy, not the addresses that its name resolves to.
    ///
    /// # Errors
    /// Those of [`send`](Self::send) that come before anything is sent.
    pub fn request(&self, exchange: &Exchange, body: &B) -> Result<Request<Bytes>, SendError> {
        self.prepared(exchange, body).map(|prepared| prepared.request())
    }

    /// As [`request`](Self::request), for a URL that is known otherwise.
    ///
    /// # Errors
    /// Those of [`request`](Self::request).
    pub fn request_to(&self, url: &str, body: &B) -> Result<Request<Bytes>, SendError> {
        self.prepared_to(url, body).map(|prepared| prepared.request())
    }

    fn prepared(&self, exchange: &Exchange, body: &B) -> Result<Prepared, SendError> {
        let url = self.declared.url.evaluate(&exchange.borrowed()?)?;
        self.prepared_to(&url, body)
    }

    fn prepared_to(&self, url: &str, body: &B) -> Result<Prepared, SendError> {
        let url = self.sender.policy.check(url)?;
        let id = match (self.declared.signed, self.secrets.is_empty()) {
            (true, false) => Some(format!("msg_{:016x}{:016x}", getrandom::u64()?, getrandom::u64()?)),
            (true, true) => return Err(SendError::NoSecret),
            (false, false) => return Err(SendError::NotSigned),
            (false, true) => None,
        };
        let written = body.written().map_err(|error| SendError::NotJson(Arc::new(error)))?;
        let mut request = Request::new(written.unwrap_or_default());
        *request.method_mut() = self.declared.method.clone();
        if let Some(media_type) = &self.declared.media_type {
            request.headers_mut().insert(CONTENT_TYPE, as_value(media_type)?);
        }
        request.headers_mut().extend(self.headers.clone());
        *request.uri_mut() = as_uri(url, request.headers_mut())?;
        Ok(Prepared { request, id, secrets: Arc::clone(&self.secrets) })
    }

    fn deliver(
        &self,
        prepared: Result<Prepared, SendError>,
    ) -> impl Future<Output = Result<Answer<A>, SendError>> + Send + use<B, A> {
        let (sender, declared) = (self.sender.clone(), Arc::clone(&self.declared));
        async move {
            let received = sender.deliver(prepared?).await?;
            let status = received.status;
            match declared.key_of(status) {
                Some(key) if key == declared.main => {
                    A::read(&received).map(Answer::Main).map_err(|reason| SendError::Unfit { status, reason })
                }
                Some(key) => Ok(Answer::Other(Other { key, received })),
                None => Err(SendError::UndeclaredStatus { status, declared: declared.statuses.clone() }),
            }
        }
    }
}

/// A request that is complete but for its signature, which is made for each attempt.
struct Prepared {
    request: Request<Bytes>,
    id: Option<String>,
    secrets: Arc<[Secret]>,
}

impl Prepared {
    fn request(&self) -> Request<Bytes> {
        let mut request = self.request.clone();
        if let Some(id) = &self.id {
            let signed = signature::headers(&self.secrets, id, SystemTime::now(), request.body());
            request.headers_mut().extend(signed);
        }
        request
    }
}

impl Sender {
    async fn deliver(&self, prepared: Prepared) -> Result<Received, SendError> {
        let begun = Instant::now();
        let mut made = 0;
        loop {
            let timeout = self.policy.timeout;
            let attempt = tokio::time::timeout(timeout, self.attempt(prepared.request()));
            let outcome = attempt.await.unwrap_or(Err(SendError::TimedOut(timeout)));
            made += 1;
            let asked = match &outcome {
                Ok(received) if retries::is_passing(received.status.as_u16()) => {
                    retries::asked_for(&received.headers, SystemTime::now())
                }
                Err(error) if error.is_passing() => None,
                _ => return outcome,
            };
            let random = getrandom::u64().unwrap_or_default();
            match self.retries.wait(made, begun.elapsed(), asked, random) {
                Some(wait) => tokio::time::sleep(wait).await,
                None => return outcome,
            }
        }
    }

    async fn attempt(&self, request: Request<Bytes>) -> Result<Received, SendError> {
        let mut response = self.client.execute(request.try_into()?).await?;
        let (status, limit) = (response.status(), self.policy.answer_limit);
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

/// The URL as a request has it: without the fragment, and with user and password as the header they stand for.
fn as_uri(mut url: Url, headers: &mut HeaderMap) -> Result<Uri, SendError> {
    let decoded = |text| percent_decode_str(text).collect::<Vec<u8>>();
    if !url.username().is_empty() || url.password().is_some() {
        let pair = [decoded(url.username()), b":".to_vec(), decoded(url.password().unwrap_or_default())].concat();
        let mut basic = as_value(&format!("Basic {}", STANDARD.encode(pair)))?;
        basic.set_sensitive(true);
        headers.insert(AUTHORIZATION, basic);
    }
    // These fail only for URLs without a host, which the policy has refused.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    url.as_str().parse().map_err(|_| SendError::Refused(Refused::NotAUrl { reason: "HTTP cannot ask for it".into() }))
}

fn as_value(text: &str) -> Result<HeaderValue, SendError> {
    HeaderValue::try_from(text)
        .map_err(|_| SendError::Refused(Refused::NotAUrl { reason: "a header cannot hold what stands in it".into() }))
}
