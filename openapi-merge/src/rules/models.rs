//! Which models an API shows (R50, R53, R56, R57), in the order in which FastAPI meets them.

use alloc::vec::Vec;

use super::parameters::LOCATIONS;
use super::responses::{main_status, response_model, shows_response_model};
use super::validation_error::brings_validation_error;
use crate::declare::Mode;
use crate::schemas::Schemas;
use crate::scope::OperationInScope;

/// Registers every model that some operations show: those of all callbacks, then those of all bodies, of all responses
/// and of all parameters, then that of the 422.
pub(crate) fn register_models(operations: &[OperationInScope<'_>], schemas: &mut Schemas) {
    for operation in operations.iter().filter(|operation| operation.has_callbacks()) {
        let callbacks: Vec<_> = operation.callbacks().filter(OperationInScope::shown).collect();
        register_models(&callbacks, schemas);
    }
    operations.iter().for_each(|operation| body(operation, schemas));
    operations.iter().for_each(|operation| responses(operation, schemas));
    operations.iter().for_each(|operation| parameters(operation, schemas));
    if operations.iter().any(|operation| brings_validation_error(operation, main_status(operation))) {
        schemas.add_validation_error();
    }
}

fn body(operation: &OperationInScope<'_>, schemas: &mut Schemas) {
    if let Some(body) = &operation.declared.body {
        schemas.add(&body.model, Mode::Input, operation.role);
        let others = body.rare.iter().flat_map(|rare| &rare.others).filter_map(|(_, model)| model.as_ref());
        others.for_each(|model| schemas.add(model, Mode::Input, operation.role));
    }
    operation.body_parameters().for_each(|it| schemas.add(&it.parameter.model, Mode::Input, operation.role));
}

fn responses(operation: &OperationInScope<'_>, schemas: &mut Schemas) {
    if let (Some(model), true) = (response_model(operation), shows_response_model(operation)) {
        schemas.add(model, Mode::Output, operation.role);
    }
    if let Some(item) = operation.stream().and_then(|stream| stream.item.as_ref()) {
        schemas.add(item, Mode::Output, operation.role);
    }
    operation.responses_with_model().for_each(|(_, _, model)| schemas.add(model, Mode::Output, operation.role));
}

fn parameters(operation: &OperationInScope<'_>, schemas: &mut Schemas) {
    for location in LOCATIONS.into_iter().filter(|_| operation.parameters().next().is_some()) {
        for model in operation.parameters().filter_map(|parameter| parameter.shown_model(location)) {
            schemas.add(model, Mode::Input, operation.role);
        }
    }
}
