//! The callbacks of an operation (R40–R43, R46).

use alloc::borrow::Cow;

use openapi_model::{Map, Text};

use crate::scope::{OperationInScope, OperationsByPath};

/// R40: what this API will ask of others, by name and expression; R41: callbacks of one name add up; R42, R43: those in
/// routers are callbacks as well; R46: what is hidden leaves nothing.
pub(crate) fn callbacks<'a>(operation: &OperationInScope<'a>) -> Map<&'a Text, OperationsByPath<'a>> {
    let mut callbacks: Map<&Text, OperationsByPath<'a>> = Map::new();
    for callback in operation.callbacks() {
        if let Some(name) = callback_name(&callback) {
            let by_expression = callbacks.get_or_insert_with(name, Map::new);
            by_expression.get_or_insert_with(Cow::Borrowed(callback.path), Default::default).push(callback);
        }
    }
    callbacks
}

/// R40: the name under which a callback is shown, if it is.
pub(crate) fn callback_name<'a>(callback: &OperationInScope<'a>) -> Option<&'a Text> {
    callback.declared.name.as_ref().filter(|_| callback.shown())
}
