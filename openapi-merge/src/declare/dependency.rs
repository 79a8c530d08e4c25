//! `Dependency`: what several operations read alike.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::panic::Location;

use openapi_model::{ParameterLocation, Text};
use schemars::JsonSchema;

use super::{BodyParameter, DeclaredBodyParameter, DeclaredParameter, Parameter, Parameters, Security};

/// What several operations read alike, declared once: FastAPI's `Depends`.
///
/// An operation, a router, an inclusion and the application [depend](super::Operation::depends) on it; every operation
/// within then shows its parameters and its security. A dependency that is reached in two ways counts once: clones of
/// one dependency are that dependency.
///
/// ```
/// use openapi_merge::declare::{self, Dependency};
///
/// let paging = Dependency::new().query_parameter::<u32>("offset").query_parameter::<u32>("limit");
/// let list_items = declare::get("/items").depends(paging.clone());
/// let list_users = declare::get("/users").depends(paging);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Dependency(pub(crate) Arc<DependencyFields>);

#[derive(Clone, Debug, Default)]
pub(crate) struct DependencyFields {
    pub(crate) parameters: Vec<DeclaredParameter>,
    pub(crate) body: Vec<DeclaredBodyParameter>,
    pub(crate) security: Vec<Security>,
    pub(crate) dependencies: Vec<Dependency>,
}

impl Dependency {
    /// A dependency that reads nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn fields(&mut self) -> &mut DependencyFields {
        Arc::make_mut(&mut self.0)
    }

    /// Adds a parameter.
    #[must_use]
    #[track_caller]
    pub fn parameter(mut self, parameter: Parameter) -> Self {
        self.fields().parameters.push(DeclaredParameter::one(parameter, Location::caller()));
        self
    }

    /// Adds each property of a struct as a parameter.
    #[must_use]
    #[track_caller]
    pub fn parameters(mut self, parameters: Parameters) -> Self {
        self.fields().parameters.push(DeclaredParameter::all(parameters, Location::caller()));
        self
    }

    /// Adds a parameter in the path, of operations whose path has it.
    #[must_use]
    #[track_caller]
    pub fn path_parameter<T: JsonSchema>(self, name: impl Into<Text>) -> Self {
        self.parameter(Parameter::new::<T>(name, ParameterLocation::Path))
    }

    /// Adds a required parameter in the query.
    #[must_use]
    #[track_caller]
    pub fn query_parameter<T: JsonSchema>(self, name: impl Into<Text>) -> Self {
        self.parameter(Parameter::new::<T>(name, ParameterLocation::Query))
    }

    /// Adds a required header.
    #[must_use]
    #[track_caller]
    pub fn header_parameter<T: JsonSchema>(self, name: impl Into<Text>) -> Self {
        self.parameter(Parameter::new::<T>(name, ParameterLocation::Header))
    }

    /// Adds one of the values of the body (R82).
    #[must_use]
    #[track_caller]
    pub fn body_parameter(mut self, parameter: BodyParameter) -> Self {
        self.fields().body.push(DeclaredBodyParameter { parameter, at: Location::caller() });
        self
    }

    /// Adds a security scheme that is needed.
    #[must_use]
    pub fn security(mut self, security: Security) -> Self {
        self.fields().security.push(security);
        self
    }

    /// Adds what this dependency itself depends on.
    #[must_use]
    pub fn depends(mut self, dependency: Dependency) -> Self {
        self.fields().dependencies.push(dependency);
        self
    }

    /// Adds this dependency and all that it depends on, each once, in the order of FastAPI's walk (R96).
    pub(crate) fn walk<'a>(&'a self, met: &mut Vec<&'a Dependency>) {
        if met.iter().all(|earlier| !Arc::ptr_eq(&earlier.0, &self.0)) {
            met.push(self);
            self.0.dependencies.iter().for_each(|inner| inner.walk(met));
        }
    }
}
