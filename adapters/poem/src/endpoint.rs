//! What runs for an operation: a poem endpoint.

use openapi_mount::Look;
use poem::http::Method;
use poem::{IntoEndpoint, RouteMethod};

#[cfg(feature = "valid")]
use crate::valid::LookedAt;

/// A poem endpoint of any kind, waiting for its method: what [`Api::route`](openapi_merge::Api::route) takes.
///
/// It keeps the endpoint as it is, so that poem mounts it just as if it had been mounted by hand.
pub struct Handler(Box<dyn FnOnce(RouteMethod, Method, Option<Look>) -> RouteMethod + Send>);

impl<E> From<E> for Handler
where
    E: IntoEndpoint,
    E::Endpoint: 'static,
{
    fn from(endpoint: E) -> Self {
        let endpoint = endpoint.into_endpoint();
        Self(Box::new(|methods, method, look| match look {
            None => methods.method(method, endpoint),
            #[cfg(feature = "valid")]
            Some(look) => methods.method(method, LookedAt { look, endpoint }),
            #[cfg(not(feature = "valid"))]
            Some(never) => match never {},
        }))
    }
}

impl Handler {
    pub(crate) fn mount(self, methods: RouteMethod, method: Method, look: Option<Look>) -> RouteMethod {
        (self.0)(methods, method, look)
    }
}
