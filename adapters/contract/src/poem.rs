//! The layer on poem: a `Middleware`.

use std::io;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http_body_util::BodyExt as _;
use http_body_util::combinators::BoxBody;
use poem::{Body, Endpoint, IntoResponse, Middleware, Request, Response, Result};

use crate::tee::Tee;
use crate::watch::{Asked, Layer, Seen};

/// An endpoint whose exchanges are looked at.
///
/// An error of the endpoint is answered here, as poem's server would, so that the layer belongs around everything else.
#[derive(Debug)]
pub struct Watched<E> {
    inner: E,
    layer: Layer,
}

impl<E: Endpoint> Middleware<E> for Layer {
    type Output = Watched<E>;

    fn transform(&self, inner: E) -> Watched<E> {
        Watched { inner, layer: self.clone() }
    }
}

impl<E: Endpoint> Endpoint for Watched<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        if !self.layer.takes() {
            return self.inner.call(request).await.map(IntoResponse::into_response);
        }
        let limit = self.layer.limit();
        let body = Arc::new(Mutex::new(Seen::new(limit)));
        // A router within may take a prefix off `uri`.
        let uri = request.original_uri().clone();
        let asked = Asked {
            layer: self.layer.clone(),
            method: request.method().to_string(),
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            headers: request.headers().clone(),
            body: Arc::clone(&body),
        };
        let inner = BoxBody::<Bytes, io::Error>::from(request.take_body());
        request.set_body(Body::from(Tee::request(inner, body).boxed()));
        let mut answer = match self.inner.call(request).await {
            Ok(answer) => answer.into_response(),
            Err(error) => error.into_response(),
        };
        let answered = asked.answered(answer.status().as_u16(), answer.headers().clone());
        let inner = BoxBody::<Bytes, io::Error>::from(answer.take_body());
        answer.set_body(Body::from(Tee::answer(inner, limit, answered).boxed()));
        Ok(answer)
    }
}
