//! The layer on warp: around a filter.

use bytes::Buf;
use futures_util::{Stream, StreamExt as _};
use http::{HeaderMap, Method, Request};
use http_body::Frame;
use http_body_util::{BodyDataStream, BodyExt as _, StreamBody};
use tower_layer::Layer as _;
use tower_service::Service as _;
use warp::filters::path::FullPath;
use warp::reply::{Reply, Response};
use warp::{Filter, Rejection};

use crate::watch::Layer;

impl Layer {
    /// A filter whose exchanges are looked at, for `warp::serve` and `warp::test`.
    ///
    /// It answers rejections as warp's server would, so that it belongs around everything else. What is served by hyper
    /// or tower is wrapped without a filter: as a tower layer around `warp::service(filter)`.
    ///
    /// `filter` runs in a task of its own and does not see the address of the client.
    pub fn filter<F>(&self, filter: F) -> impl Filter<Extract = (Response,), Error = Rejection> + Clone + use<F>
    where
        F: Filter + Clone + Send + Sync + 'static,
        F::Extract: Reply + Send,
        F::Future: Send,
    {
        let layer = self.clone();
        let query = warp::filters::query::raw().or(warp::any().map(String::new)).unify();
        let request = warp::any()
            .and(warp::filters::method::method())
            .and(warp::filters::path::full())
            .and(query)
            .and(warp::filters::header::headers_cloned())
            .and(warp::filters::body::stream());
        request.and_then(move |method: Method, path: FullPath, query: String, headers: HeaderMap, body| {
            let mut service = layer.layer(warp::service(filter.clone()));
            let body = frames(body);
            async move {
                let path_and_query =
                    if query.is_empty() { path.as_str().to_owned() } else { format!("{}?{query}", path.as_str()) };
                let mut request = Request::new(body);
                *request.method_mut() = method;
                *request.uri_mut() = path_and_query.parse().map_err(|_| warp::reject::not_found())?;
                *request.headers_mut() = headers;
                // warp does not allow one filter to run within another.
                let answering = tokio::spawn(async move { service.call(request).await });
                match answering.await {
                    Ok(Ok(answer)) => Ok::<_, Rejection>(into_reply(answer).await),
                    Ok(Err(impossible)) => match impossible {},
                    Err(error) => match error.try_into_panic() {
                        Ok(panic) => std::panic::resume_unwind(panic),
                        Err(_) => Err(warp::reject::not_found()),
                    },
                }
            }
        })
    }
}

fn frames<B: Buf + 'static>(
    body: impl Stream<Item = Result<B, warp::Error>> + Send + Sync + 'static,
) -> impl http_body::Body<Data = B, Error = warp::Error> + Send + Sync + 'static {
    StreamBody::new(body.map(|data| data.map(Frame::data)))
}

/// A body of known length is at hand and keeps its length; any other goes on as a stream.
async fn into_reply<B>(answer: http::Response<B>) -> Response
where
    B: http_body::Body<Data = bytes::Bytes, Error = warp::Error> + Send + Sync + Unpin + 'static,
{
    let (parts, body) = answer.into_parts();
    if body.size_hint().exact().is_none() {
        let body = warp::reply::stream(BodyDataStream::new(body)).into_response().into_body();
        return Response::from_parts(parts, body);
    }
    match body.collect().await {
        Ok(body) => http::Response::from_parts(parts, body.to_bytes()).into_response(),
        Err(_) => http::StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
