//! What an operation needs to be called (R39), and the schemes of that (R45).

use alloc::vec::Vec;

use openapi_model::{Map, SecurityRequirement, SecurityScheme, Text};

use crate::scope::OperationInScope;

/// R39: each scheme once, with the scopes that any layer needs; each is an alternative of its own.
pub(crate) fn security(operation: &OperationInScope<'_>) -> Vec<SecurityRequirement> {
    let mut needed: Map<&Text, Vec<Text>> = Map::new();
    for security in operation.security() {
        let scopes = needed.get_or_insert_with(&security.name, Vec::new);
        for scope in &security.scopes {
            if !scopes.contains(scope) {
                scopes.push(scope.clone());
            }
        }
    }
    needed.into_iter().map(|(name, scopes)| SecurityRequirement::new(name.clone(), scopes)).collect()
}

/// R45: adds the schemes that an operation and its callbacks need.
pub(crate) fn add_security_schemes<'a>(
    operation: &OperationInScope<'a>,
    schemes: &mut Map<&'a Text, &'a SecurityScheme>,
) {
    schemes.extend(operation.security().map(|security| (&security.name, &security.scheme)));
    operation.callbacks().filter(OperationInScope::shown).for_each(|it| add_security_schemes(&it, schemes));
}
