//! The layer on tower: axum, hyper, and everything else that is a `Service` of `http` types.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use http::{Request, Response};
use http_body::Body;
use tower_service::Service;

use crate::tee::Tee;
use crate::watch::{Asked, Layer, Seen};

/// A service whose exchanges are looked at.
#[derive(Clone, Debug)]
pub struct Watched<S> {
    inner: S,
    layer: Layer,
}

impl<S> tower_layer::Layer<S> for Layer {
    type Service = Watched<S>;

    fn layer(&self, inner: S) -> Watched<S> {
        Watched { inner, layer: self.clone() }
    }
}

impl<S, A, B> Service<Request<A>> for Watched<S>
where
    S: Service<Request<Tee<A>>, Response = Response<B>>,
    S::Future: Send + 'static,
    A: Body,
    B: Body,
{
    type Response = Response<Tee<B>>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<A>) -> Self::Future {
        if !self.layer.takes() {
            let answer = self.inner.call(request.map(Tee::unseen));
            return Box::pin(async { Ok(answer.await?.map(Tee::unseen)) });
        }
        let limit = self.layer.limit();
        let body = Arc::new(Mutex::new(Seen::new(limit)));
        let asked = Asked {
            layer: self.layer.clone(),
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            headers: request.headers().clone(),
            body: Arc::clone(&body),
        };
        let answer = self.inner.call(request.map(|inner| Tee::request(inner, body)));
        Box::pin(async move {
            let answer = answer.await?;
            let answered = asked.answered(answer.status().as_u16(), answer.headers().clone());
            Ok(answer.map(|inner| Tee::answer(inner, limit, answered)))
        })
    }
}
