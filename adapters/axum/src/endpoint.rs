//! What runs for an operation: an axum handler.

use axum::routing::{MethodFilter, MethodRouter};
use openapi_merge::declare::FromHandler;

/// An axum handler of any kind, waiting for its method: what [`Api::route`](openapi_merge::Api::route) takes.
///
/// It keeps the handler as it is, so that axum mounts it just as if it had been mounted by hand. `S` is axum's state.
pub struct Handler<S = ()>(Box<dyn FnOnce(MethodRouter<S>, MethodFilter) -> MethodRouter<S> + Send>);

impl<H, T, S> FromHandler<H, (T,)> for Handler<S>
where
    H: axum::handler::Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    fn from_handler(handler: H) -> Self {
        Self(Box::new(|methods, method| methods.on(method, handler)))
    }
}

impl<S> Handler<S> {
    pub(crate) fn mount(self, methods: MethodRouter<S>, method: MethodFilter) -> MethodRouter<S> {
        (self.0)(methods, method)
    }
}
