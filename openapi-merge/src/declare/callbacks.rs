//! `Callbacks`: what FastAPI's `callbacks=` takes.

use alloc::vec::Vec;

use smallvec::SmallVec;

use super::{Item, Operation, Router};

/// Operations that somebody else serves and this API calls: FastAPI's `callbacks=router.routes`.
///
/// Made from operations, or from a router with its own prefix, responses and so on.
#[derive(Clone, Debug, Default)]
pub struct Callbacks(pub(crate) CallbackItems);

/// Most operations that have callbacks have one.
pub(crate) type CallbackItems = SmallVec<[Item<()>; 1]>;

impl From<Router<()>> for Callbacks {
    fn from(router: Router<()>) -> Self {
        Self(SmallVec::from_buf([Item::Router(None, router)]))
    }
}

impl From<Operation> for Callbacks {
    fn from(operation: Operation) -> Self {
        [operation].into()
    }
}

impl<const N: usize> From<[Operation; N]> for Callbacks {
    fn from(operations: [Operation; N]) -> Self {
        Self(operations.into_iter().map(|operation| Item::Operation(operation, ())).collect())
    }
}

impl From<Vec<Operation>> for Callbacks {
    fn from(operations: Vec<Operation>) -> Self {
        Self(operations.into_iter().map(|operation| Item::Operation(operation, ())).collect())
    }
}
