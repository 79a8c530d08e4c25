//! What runs for an operation: an actix-web handler.

use std::sync::Arc;

use actix_web::http::Method;
use actix_web::{FromRequest, Resource, Responder, web};
use openapi_merge::declare::FromHandler;

/// An actix-web handler of any kind, waiting for its method: what [`Api::route`](openapi_merge::Api::route) takes.
///
/// It keeps the handler as it is and hands a clone to each worker, so that actix mounts it just as if it had been mounted
/// by hand.
#[derive(Clone)]
pub struct Handler(Arc<dyn Fn(Resource, Method) -> Resource + Send + Sync>);

impl<H, Args> FromHandler<H, (Args,)> for Handler
where
    H: actix_web::Handler<Args> + Send + Sync,
    H::Output: Responder + 'static,
    Args: FromRequest + 'static,
{
    fn from_handler(handler: H) -> Self {
        Self(Arc::new(move |resource, method| resource.route(web::method(method).to(handler.clone()))))
    }
}

impl Handler {
    pub(crate) fn mount(&self, resource: Resource, method: Method) -> Resource {
        (self.0)(resource, method)
    }
}
