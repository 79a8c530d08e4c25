//! What runs for an operation: an actix-web handler.

use std::sync::Arc;

use actix_web::http::Method;
#[cfg(feature = "valid")]
use actix_web::middleware::from_fn;
use actix_web::{FromRequest, Resource, Responder, web};
use openapi_merge::declare::FromHandler;
use openapi_mount::Look;

#[cfg(feature = "valid")]
use crate::valid;

/// An actix-web handler of any kind, waiting for its method: what [`Api::route`](openapi_merge::Api::route) takes.
///
/// It keeps the handler as it is and hands a clone to each worker, so that actix mounts it just as if it had been mounted
/// by hand.
#[derive(Clone)]
pub struct Handler(Arc<dyn Fn(Resource, Method, Option<Look>) -> Resource + Send + Sync>);

impl<H, Args> FromHandler<H, (Args,)> for Handler
where
    H: actix_web::Handler<Args> + Send + Sync,
    H::Output: Responder + 'static,
    Args: FromRequest + 'static,
{
    fn from_handler(handler: H) -> Self {
        Self(Arc::new(move |resource, method, look| {
            let route = web::method(method).to(handler.clone());
            resource.route(match look {
                None => route,
                #[cfg(feature = "valid")]
                Some(look) => route.wrap(from_fn(move |request, next| valid::look(look.clone(), request, next))),
                #[cfg(not(feature = "valid"))]
                Some(never) => match never {},
            })
        }))
    }
}

impl Handler {
    pub(crate) fn mount(&self, resource: Resource, method: Method, look: Option<Look>) -> Resource {
        (self.0)(resource, method, look)
    }
}
