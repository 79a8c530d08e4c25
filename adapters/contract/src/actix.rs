//! The layer on actix-web: a `Transform`.

use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use actix_web::HttpMessage as _;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Payload, Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::error::PayloadError;
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::watch::{Answered, Asked, Layer, Seen, SeenRequest};

/// A service whose exchanges are looked at.
///
/// An error of the service is answered here, as actix's server would, so that the layer belongs around everything else:
/// it is the last one that `wrap` is called with.
#[derive(Debug)]
pub struct Watched<S> {
    inner: S,
    layer: Layer,
}

impl<S, B> Transform<S, ServiceRequest> for Layer
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error>,
    S::Future: 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = actix_web::Error;
    type Transform = Watched<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(Watched { inner, layer: self.clone() }))
    }
}

impl<S, B> Service<ServiceRequest> for Watched<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error>,
    S::Future: 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>>>>;

    fn poll_ready(&self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&self, mut request: ServiceRequest) -> Self::Future {
        if !self.layer.takes() {
            let answer = self.inner.call(request);
            return Box::pin(async { Ok(answer.await?.map_into_boxed_body()) });
        }
        let limit = self.layer.limit();
        let body = Arc::new(Mutex::new(Seen::new(limit)));
        let asked = Asked {
            layer: self.layer.clone(),
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            headers: headers(request.headers()),
            body: Arc::clone(&body),
        };
        match request.take_payload() {
            Payload::None => body.lock().unwrap_or_else(PoisonError::into_inner).ended(),
            inner => {
                let tee: Pin<Box<dyn Stream<Item = _>>> = Box::pin(TeePayload { inner: Box::pin(inner), seen: body });
                request.set_payload(tee.into());
            }
        }
        let asking = request.request().clone();
        let answer = self.inner.call(request);
        Box::pin(async move {
            let answer = match answer.await {
                Ok(answer) => answer.map_into_boxed_body(),
                Err(error) => ServiceResponse::from_err(error, asking),
            };
            let answered = asked.answered(answer.status().as_u16(), headers(answer.headers()));
            Ok(answer.map_body(|_, inner| BoxBody::new(TeeBody::new(inner, limit, answered))))
        })
    }
}

/// actix's headers, which are those of an older `http`.
fn headers(all: &actix_web::http::header::HeaderMap) -> HeaderMap {
    let header = |(name, value): (&actix_web::http::header::HeaderName, &actix_web::http::header::HeaderValue)| {
        Some((HeaderName::try_from(name.as_str()).ok()?, HeaderValue::from_bytes(value.as_bytes()).ok()?))
    };
    let mut headers = HeaderMap::new();
    for (name, value) in all.iter().filter_map(header) {
        headers.append(name, value);
    }
    headers
}

struct TeePayload {
    inner: Pin<Box<Payload>>,
    seen: SeenRequest,
}

impl Stream for TeePayload {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let polled = self.inner.as_mut().poll_next(context);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        match &polled {
            Poll::Ready(None) => seen.ended(),
            Poll::Ready(Some(Ok(bytes))) => seen.add(bytes),
            _ => {}
        }
        drop(seen);
        polled
    }
}

impl Drop for TeePayload {
    /// A body of nothing is hardly ever asked for.
    fn drop(&mut self) {
        let mut context = Context::from_waker(Waker::noop());
        while let Poll::Ready(Some(Ok(_))) = Pin::new(&mut *self).poll_next(&mut context) {
            if self.seen.lock().unwrap_or_else(PoisonError::into_inner).is_cut() {
                break;
            }
        }
    }
}

struct TeeBody {
    inner: Pin<Box<BoxBody>>,
    seen: Seen,
    answered: Option<Answered>,
}

impl TeeBody {
    fn new(inner: BoxBody, limit: usize, answered: Answered) -> Self {
        let mut tee = Self { inner: Box::pin(inner), seen: Seen::new(limit), answered: Some(answered) };
        if tee.inner.size().is_eof() {
            tee.ended();
        }
        tee
    }

    fn ended(&mut self) {
        self.seen.ended();
        self.finish();
    }

    fn finish(&mut self) {
        if let Some(answered) = self.answered.take() {
            answered.ended(&self.seen);
        }
    }

    /// Whether all has passed that is announced, after which nobody asks for more.
    fn is_complete(&self) -> bool {
        let announced = match self.inner.size() {
            BodySize::Sized(length) => Some(length),
            _ => self.answered.as_ref().and_then(Answered::content_length),
        };
        announced == Some(self.seen.length() as u64)
    }
}

impl MessageBody for TeeBody {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.inner.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let polled = self.inner.as_mut().poll_next(context);
        match &polled {
            Poll::Ready(None) => self.ended(),
            Poll::Ready(Some(Ok(bytes))) => {
                self.seen.add(bytes);
                if self.is_complete() {
                    self.ended();
                }
            }
            _ => {}
        }
        polled
    }
}

impl Drop for TeeBody {
    /// What nobody reads is read here, if it is at hand: a test that looks at the status alone has a body, too.
    fn drop(&mut self) {
        let is_read = self.answered.as_ref().is_some_and(|answered| !answered.has_no_body());
        if is_read && matches!(self.inner.size(), BodySize::Sized(_)) {
            let mut context = Context::from_waker(Waker::noop());
            while self.answered.is_some() && !self.seen.is_cut() {
                if !matches!(Pin::new(&mut *self).poll_next(&mut context), Poll::Ready(Some(Ok(_)))) {
                    break;
                }
            }
        }
        self.finish();
    }
}
