//! `Reads`: what an argument reads of a request.

use alloc::vec::Vec;

use openapi_model::{ParameterLocation, Text};
use schemars::JsonSchema;

use crate::declare::{GivenParameter, Model, Parameter, Parameters, RequestBody, Security};

/// What an argument reads of a request: parameters, a body, credentials.
///
/// ```
/// use openapi_merge::handler::Reads;
/// # use schemars::JsonSchema;
/// # #[derive(JsonSchema)] struct Paging { limit: u32 }
///
/// let reads = Reads::query::<Paging>();
/// ```
#[derive(Clone, Debug, Default)]
pub struct Reads {
    pub(crate) parameters: Vec<GivenParameter>,
    /// Values of the path in the order of the template, whose names it tells.
    pub(crate) in_path: Option<Vec<Model>>,
    pub(crate) body: Option<RequestBody>,
    /// Whether a body is read of which nothing else is known.
    pub(crate) any_body: bool,
    pub(crate) security: Vec<Security>,
    pub(crate) optional_security: bool,
    /// Whether more may be read than is said.
    pub(crate) opaque: bool,
}

impl Reads {
    /// Nothing that a document shows: state, the URI, all headers.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Something that is not known. Parameters of the path may be among it.
    pub fn anything() -> Self {
        Self { opaque: true, ..Self::default() }
    }

    /// Parameters in the path: those of a struct by their names, those of a tuple and a single value by their order.
    pub fn path<T: JsonSchema>() -> Self {
        match path_values::<T>() {
            PathValues::Named => Self::properties::<T>(ParameterLocation::Path),
            PathValues::InOrder(models) => Self { in_path: Some(models), ..Self::default() },
            PathValues::Any => Self::anything(),
        }
    }

    /// Parameters in the query: each property of a struct.
    pub fn query<T: JsonSchema>() -> Self {
        Self::properties::<T>(ParameterLocation::Query)
    }

    /// Headers: each property of a struct, with `-` for `_`.
    pub fn header<T: JsonSchema>() -> Self {
        Self::properties::<T>(ParameterLocation::Header)
    }

    /// Cookies: each property of a struct.
    pub fn cookie<T: JsonSchema>() -> Self {
        Self::properties::<T>(ParameterLocation::Cookie)
    }

    fn properties<T: JsonSchema>(location: ParameterLocation) -> Self {
        Self::nothing().and_parameter(GivenParameter::All(Parameters::new::<T>(location)))
    }

    /// A JSON body, which must be given.
    pub fn json<T: JsonSchema>() -> Self {
        Self::body(RequestBody::new::<T>())
    }

    /// A body with all that can be said of one.
    pub fn body(body: RequestBody) -> Self {
        Self { body: Some(body), ..Self::default() }
    }

    /// A body of which only the declaration says what it is.
    pub fn any_body() -> Self {
        Self { any_body: true, ..Self::default() }
    }

    /// Reads one more parameter.
    #[must_use]
    pub fn parameter(self, parameter: Parameter) -> Self {
        self.and_parameter(GivenParameter::One(parameter))
    }

    /// Reads one more required header.
    #[must_use]
    pub fn header_parameter<T: JsonSchema>(self, name: impl Into<Text>) -> Self {
        self.parameter(Parameter::new::<T>(name, ParameterLocation::Header))
    }

    fn and_parameter(mut self, given: GivenParameter) -> Self {
        self.parameters.push(given);
        self
    }

    /// Looks at credentials; several are alternatives.
    #[must_use]
    pub fn security(mut self, security: Security) -> Self {
        self.security.push(security);
        self
    }

    /// The same, of which nothing has to be there.
    #[must_use]
    pub fn optional(mut self) -> Self {
        for given in &mut self.parameters {
            if let GivenParameter::One(parameter) = given {
                parameter.required = parameter.location == ParameterLocation::Path;
            }
        }
        self.body = self.body.map(|body| body.required(false));
        self.optional_security = !self.security.is_empty();
        self
    }

    /// What both read.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.parameters.extend(other.parameters);
        self.in_path = self.in_path.or(other.in_path);
        self.body = self.body.or(other.body);
        self.any_body |= other.any_body;
        self.security.extend(other.security);
        self.optional_security |= other.optional_security;
        self.opaque |= other.opaque;
        self
    }
}

/// How the values of a type stand in a path.
enum PathValues {
    Named,
    InOrder(Vec<Model>),
    Any,
}

/// Asks schemars, since a type does not say by itself whether it is one value, a tuple or a struct.
fn path_values<T: JsonSchema>() -> PathValues {
    let schema = T::json_schema(&mut schemars::SchemaGenerator::default());
    if schema.get("properties").is_some() {
        return PathValues::Named;
    }
    if let Some(items) = schema.get("prefixItems").and_then(|items| items.as_array()) {
        return match Model::items_of_tuple::<T>(items.len()) {
            Some(models) => PathValues::InOrder(models),
            None => PathValues::Any,
        };
    }
    let kind = schema.get("type").and_then(|kind| kind.as_str()).unwrap_or_default();
    match kind {
        "array" | "object" => PathValues::Any,
        "null" => PathValues::InOrder(Vec::new()),
        _ => PathValues::InOrder(Vec::from([Model::of::<T>()])),
    }
}
