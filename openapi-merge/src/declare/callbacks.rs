//! `Callbacks`: what FastAPI's `callbacks=` takes.

use alloc::vec::Vec;

use super::{Operation, Router};

/// Operations that somebody else serves and this API calls: FastAPI's `callbacks=router.routes`.
///
/// Made from operations, or from a router with its own prefix, responses and so on.
#[derive(Clone, Debug, Default)]
pub struct Callbacks(pub(crate) Vec<Router<()>>);

impl From<Router<()>> for Callbacks {
    fn from(router: Router<()>) -> Self {
        Self(Vec::from([router]))
    }
}

impl From<Operation> for Callbacks {
    #[track_caller]
    fn from(operation: Operation) -> Self {
        Router::docs().operation(operation).into()
    }
}

impl<const N: usize> From<[Operation; N]> for Callbacks {
    #[track_caller]
    fn from(operations: [Operation; N]) -> Self {
        Vec::from(operations).into()
    }
}

impl From<Vec<Operation>> for Callbacks {
    #[track_caller]
    fn from(operations: Vec<Operation>) -> Self {
        operations.into_iter().fold(Router::docs(), Router::operation).into()
    }
}
