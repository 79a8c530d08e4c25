//! What an operation inherits: the settings of the application, of inclusions and of routers, added up.

mod inherited;
mod named;
mod operations;
mod role;

pub(crate) use operations::{OperationInScope, Operations, OperationsByPath, Place};
pub(crate) use role::Role;
