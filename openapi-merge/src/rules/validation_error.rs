//! The 422 that FastAPI adds (R32, R33).

use openapi_model::{StatusKey, StatusRange};

use crate::scope::OperationInScope;

/// R32: an operation with any input answers 422, R33: unless it declares 422, 4XX or `default`. `main` is the status of
/// the main response.
pub(crate) fn brings_validation_error(operation: &OperationInScope<'_>, main: Option<StatusKey>) -> bool {
    let has_input = operation.has_input();
    let refuses = match &operation.declared.signature {
        // The arguments say how they refuse.
        Some(signature) => signature.validation_error || (signature.opaque_input && has_input),
        None => has_input,
    };
    if !refuses || !operation.wants_validation_error() {
        return false;
    }
    let suppresses = |key: StatusKey| match key {
        StatusKey::Code(code) => code.get() == 422,
        StatusKey::Range(range) => range == StatusRange::ClientError,
        StatusKey::Default => true,
    };
    !operation.has_response(suppresses) && !main.is_some_and(suppresses)
}
