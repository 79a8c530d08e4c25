//! From a declared operation to the one the document shows: FastAPI's rules, in order.

use openapi_model as oas;

use crate::layers::Said;
use crate::rules;
use crate::schemas::Schemas;

/// One declared operation, with all it inherits, as the document will show it.
pub(crate) fn combine(said: &Said<'_>, schemas: &Schemas) -> oas::Operation {
    let mut operation = rules::request(said, schemas);
    operation.responses = rules::main_response(said, schemas);
    for (key, additional) in said.responses().iter() {
        let incoming = rules::attach_model(said, *key, additional, schemas);
        rules::join(&mut operation.responses, *key, additional, incoming);
    }
    rules::validation_error_response(said, &mut operation.responses, schemas);
    operation.callbacks = rules::callbacks(said, schemas);
    operation
}
