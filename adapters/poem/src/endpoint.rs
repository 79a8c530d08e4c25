//! What runs for an operation: a poem endpoint.

use poem::http::Method;
use poem::{IntoEndpoint, RouteMethod};

/// A poem endpoint of any kind, waiting for its method: what [`Api::route`](openapi_merge::Api::route) takes.
///
/// It keeps the endpoint as it is, so that poem mounts it just as if it had been mounted by hand.
pub struct Handler(Box<dyn FnOnce(RouteMethod, Method) -> RouteMethod + Send>);

impl<E> From<E> for Handler
where
    E: IntoEndpoint,
    E::Endpoint: 'static,
{
    fn from(endpoint: E) -> Self {
        let endpoint = endpoint.into_endpoint();
        Self(Box::new(|methods, method| methods.method(method, endpoint)))
    }
}

impl Handler {
    pub(crate) fn mount(self, methods: RouteMethod, method: Method) -> RouteMethod {
        (self.0)(methods, method)
    }
}
