//! Names for the values that a handler reads from the path in their order.

use alloc::boxed::Box;
use alloc::string::String;

use openapi_model::ParameterLocation;

use crate::declare::{Declaration, DeclaredParameter, GivenParameter, Parameter, path};
use crate::handler::InPath;

/// The operation with names for the values that its handler reads from the path in their order, if it reads any.
pub(crate) fn named(operation: &Declaration, path: &str) -> Option<Box<Declaration>> {
    let signature = operation.signature.as_ref().filter(|signature| !signature.in_path.is_empty())?;
    let mut named = Box::new(operation.clone());
    for InPath { models, argument } in &signature.in_path {
        for (name, model) in path::parameters(path).zip(models) {
            let is_declared = named.parameters.iter().any(|parameters| match &parameters.given {
                GivenParameter::One(one) => one.location == ParameterLocation::Path && one.name == name,
                GivenParameter::All(..) => false,
            });
            if !is_declared {
                let parameter = Parameter::of(String::from(name), ParameterLocation::Path, model.clone());
                named.parameters.push(DeclaredParameter { given: GivenParameter::One(parameter), at: argument.at });
            }
        }
    }
    Some(named)
}
