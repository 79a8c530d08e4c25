//! What becomes `Callbacks`: operations, and routers of them.

use alloc::vec::Vec;

use smallvec::SmallVec;

use super::{Callbacks, Item, Operation, Router};

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
