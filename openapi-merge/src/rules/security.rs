//! What an operation needs to be called (R39), and the schemes of that (R45).

use alloc::vec::Vec;

use openapi_model::{Map, SecurityRequirement, SecurityScheme, Text};

use crate::declare::Security;
use crate::scope::OperationInScope;

/// R39: each requirement once, with the scopes that any layer needs; each is an alternative. `None` where the operation
/// says nothing of security, so that nothing is shown.
pub(crate) fn security(operation: &OperationInScope<'_>) -> Option<Vec<SecurityRequirement>> {
    let mut needed: Map<Vec<&Text>, Map<Text, Vec<Text>>> = Map::new();
    for requirement in operation.security() {
        let names = requirement.each().map(|security| &security.name).collect();
        let schemes = needed.get_or_insert_with(names, Map::new);
        for security in requirement.each() {
            let scopes = schemes.get_or_insert_with(security.name.clone(), Vec::new);
            for scope in &security.scopes {
                if !scopes.contains(scope) {
                    scopes.push(scope.clone());
                }
            }
        }
    }
    let optional = operation.has_optional_security().then(Map::new);
    let shown: Vec<_> = needed.into_iter().map(|(_, schemes)| schemes).chain(optional).collect();
    let is_said = !shown.is_empty() || operation.needs_no_security();
    let requirement = |schemes| {
        let mut requirement = SecurityRequirement::default();
        requirement.schemes = schemes;
        requirement
    };
    is_said.then(|| shown.into_iter().map(requirement).collect())
}

/// R45: adds the schemes that an operation and its callbacks need.
pub(crate) fn add_security_schemes<'a>(
    operation: &OperationInScope<'a>,
    schemes: &mut Map<&'a Text, &'a SecurityScheme>,
) {
    let each = operation.security().flat_map(Security::each);
    schemes.extend(each.map(|security| (&security.name, &security.scheme)));
    operation.callbacks().filter(OperationInScope::shown).for_each(|it| add_security_schemes(&it, schemes));
}
