//! The builder of `Operation`: a method for each thing that can be declared of one.

use alloc::boxed::Box;
use core::panic::Location;

use openapi_model::{ParameterLocation, Text};
use schemars::JsonSchema;
use smallvec::SmallVec;

use super::path;
use super::{
    BodyParameter, CallbackItems, Callbacks, Declaration, DeclaredBodyParameter, DeclaredParameter, Dependency,
    GenerateUniqueId, GivenModel, GivenStatus, IntoStatusKey, Model, Operation, Parameter, Parameters, RareFields,
    RequestBody, Response, ResponseClass, Responses, Security, Stream,
};

impl Operation {
    /// An operation for any method, as it is sent: `GET`, `QUERY`, `PURGE` … One for several is several (R47).
    #[track_caller]
    #[inline]
    pub fn new(method: impl Into<Text>, path: impl Into<Text>) -> Self {
        let path = path.into();
        Self(Box::new(Declaration {
            method: method.into(),
            has_simple_path: path::is_simple(&path),
            path,
            at: Location::caller(),
            name: None,
            description: None,
            response_model: GivenModel::Unsaid,
            status: None,
            responses: Responses::new(),
            parameters: SmallVec::new(),
            body: None,
            callbacks: CallbackItems::new(),
            shown: true,
            deprecated: false,
            rare: None,
            signature: None,
        }))
    }

    fn rare(&mut self) -> &mut RareFields {
        self.0.rare.get_or_insert_default()
    }

    /// The name of the operation, as the function would be called: it gives `summary` and `operationId` (R39).
    #[must_use]
    #[inline]
    pub fn name(mut self, name: impl Into<Text>) -> Self {
        self.0.name = Some(name.into());
        self
    }

    /// Another `operationId` than the one made from the name.
    #[must_use]
    #[inline]
    pub fn operation_id(mut self, id: impl Into<Text>) -> Self {
        self.rare().operation_id = Some(id.into());
        self
    }

    /// Makes the `operationId` in another way, instead of the way of the layers (R116).
    #[must_use]
    #[inline]
    pub fn generate_unique_id(mut self, generate: GenerateUniqueId) -> Self {
        self.rare().generate_unique_id = Some(generate);
        self
    }

    /// Another `summary` than the one made from the name.
    #[must_use]
    #[inline]
    pub fn summary(mut self, summary: impl Into<Text>) -> Self {
        self.rare().summary = Some(summary.into());
        self
    }

    /// At length, in CommonMark. What follows a form feed is not shown, as in FastAPI.
    #[must_use]
    #[inline]
    pub fn description(mut self, description: impl Into<Text>) -> Self {
        self.0.description = Some(description.into());
        self
    }

    /// With one more tag.
    #[must_use]
    #[inline]
    pub fn tag(mut self, tag: impl Into<Text>) -> Self {
        self.rare().tags.push(tag.into());
        self
    }

    /// Whether the operation should no longer be used.
    #[must_use]
    #[inline]
    pub fn deprecated(mut self, deprecated: bool) -> Self {
        self.0.deprecated = deprecated;
        self
    }

    /// Whether the document shows the operation (R35).
    #[must_use]
    #[inline]
    pub fn include_in_schema(mut self, shown: bool) -> Self {
        self.0.shown = shown;
        self
    }

    /// The model of the main response: FastAPI's `response_model`.
    #[must_use]
    #[inline]
    pub fn response_model<T: JsonSchema>(self) -> Self {
        self.response_model_of(Model::of::<T>())
    }

    /// As [`response_model`](Self::response_model), for any model.
    #[must_use]
    #[inline]
    pub fn response_model_of(mut self, model: Model) -> Self {
        self.0.response_model = GivenModel::Said(model);
        self
    }

    /// The main response has no model, whatever the handler returns: FastAPI's `response_model=None`.
    #[must_use]
    #[inline]
    pub fn no_response_model(mut self) -> Self {
        self.0.response_model = GivenModel::None;
        self
    }

    /// What the handler returns: the model of the main response if nothing else is said (R5).
    #[must_use]
    #[inline]
    pub fn returns(mut self, model: Model) -> Self {
        if matches!(self.0.response_model, GivenModel::Unsaid) {
            self.0.response_model = GivenModel::Returned(model);
        }
        self
    }

    /// The status of the main response: FastAPI's `status_code` (R1).
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn status_code(mut self, status: impl IntoStatusKey) -> Self {
        let key = status.into_status_key().map(|spelled| spelled.key);
        self.0.status = Some(GivenStatus { key, at: Location::caller() });
        self
    }

    /// The class of the main response: its media type and, if no status is said, its status (R2).
    #[must_use]
    #[inline]
    pub fn response_class(mut self, class: ResponseClass) -> Self {
        self.rare().response_class = Some(class);
        self
    }

    /// Answers item by item: FastAPI's functions that yield. Lines of JSON are not shown where a response class is named,
    /// here or by a layer (R65).
    #[must_use]
    #[inline]
    pub fn stream(mut self, stream: Stream) -> Self {
        self.rare().stream = Some(stream);
        self
    }

    /// The description of the main response, instead of "Successful Response" (R10).
    #[must_use]
    #[inline]
    pub fn response_description(mut self, description: impl Into<Text>) -> Self {
        self.rare().response_description = Some(description.into());
        self
    }

    /// One more response, or more about the main one (R18).
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn response(mut self, key: impl IntoStatusKey, response: Response) -> Self {
        self.0.declare_responses(Responses::of_one(key, response, Location::caller()));
        self
    }

    /// More responses; per key they replace what was said before (R26).
    #[must_use]
    #[inline]
    pub fn responses(mut self, responses: Responses) -> Self {
        self.0.declare_responses(responses);
        self
    }

    /// A parameter in the path.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn path_parameter<T: JsonSchema>(self, name: impl Into<Text>) -> Self {
        self.parameter(Parameter::new::<T>(name, ParameterLocation::Path))
    }

    /// A required parameter in the query.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn query_parameter<T: JsonSchema>(self, name: impl Into<Text>) -> Self {
        self.parameter(Parameter::new::<T>(name, ParameterLocation::Query))
    }

    /// A required header.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn header_parameter<T: JsonSchema>(self, name: impl Into<Text>) -> Self {
        self.parameter(Parameter::new::<T>(name, ParameterLocation::Header))
    }

    /// A parameter with all that can be said of one.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn parameter(mut self, parameter: Parameter) -> Self {
        self.0.parameters.push(DeclaredParameter::one(parameter, Location::caller()));
        self
    }

    /// Each property of a struct as a parameter, with all that can be said of them.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn parameters(mut self, parameters: Parameters) -> Self {
        self.0.parameters.push(DeclaredParameter::all(parameters, Location::caller()));
        self
    }

    /// Reads what a dependency reads: FastAPI's `Depends`. Several add up.
    #[must_use]
    #[inline]
    pub fn depends(mut self, dependency: Dependency) -> Self {
        self.rare().dependencies.push(dependency);
        self
    }

    /// Parameters in the path: each property of a struct.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn path<T: JsonSchema>(self) -> Self {
        self.parameters(Parameters::new::<T>(ParameterLocation::Path))
    }

    /// Parameters in the query: each property of a struct.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn query<T: JsonSchema>(self) -> Self {
        self.parameters(Parameters::new::<T>(ParameterLocation::Query))
    }

    /// Headers: each property of a struct, with `-` for `_`.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn header<T: JsonSchema>(self) -> Self {
        self.parameters(Parameters::new::<T>(ParameterLocation::Header))
    }

    /// Cookies: each property of a struct.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn cookie<T: JsonSchema>(self) -> Self {
        self.parameters(Parameters::new::<T>(ParameterLocation::Cookie))
    }

    /// A JSON body, which must be given.
    #[must_use]
    #[inline]
    pub fn request_body<T: JsonSchema>(self) -> Self {
        self.body(RequestBody::new::<T>())
    }

    /// A body with all that can be said of one.
    #[must_use]
    #[inline]
    pub fn body(mut self, body: RequestBody) -> Self {
        self.0.body = Some(body);
        self
    }

    /// One of the values that the body is put together from; several add up (R72).
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn body_parameter(mut self, parameter: BodyParameter) -> Self {
        self.rare().body_parameters.push(DeclaredBodyParameter { parameter, at: Location::caller() });
        self
    }

    /// The requests that this operation will cause: FastAPI's `callbacks=` (R40). Several calls add up.
    #[must_use]
    #[inline]
    pub fn callbacks(mut self, callbacks: impl Into<Callbacks>) -> Self {
        let mut callbacks = callbacks.into().0;
        if self.0.callbacks.is_empty() {
            self.0.callbacks = callbacks;
        } else {
            self.0.callbacks.append(&mut callbacks);
        }
        self
    }

    /// Whether input brings the 422 (R32), whatever the layers say: not where the handler reads the request itself.
    #[must_use]
    #[inline]
    pub fn validation_error(mut self, shown: bool) -> Self {
        self.rare().validation_error = Some(shown);
        self
    }

    /// A security scheme that is needed; several are alternatives, as FastAPI writes them.
    #[must_use]
    #[inline]
    pub fn security(mut self, security: Security) -> Self {
        self.rare().security.push(security);
        self
    }

    /// Needs none of the security of the layers around it; what the operation itself says still counts.
    ///
    /// Shape: `"security": []`
    #[must_use]
    #[inline]
    pub fn no_security(mut self) -> Self {
        self.rare().no_security = true;
        self
    }

    /// May be called without credentials too: one more alternative, of no scheme.
    ///
    /// Shape: `"security": [{"key": []}, {}]`
    #[must_use]
    #[inline]
    pub fn optional_security(mut self) -> Self {
        self.rare().optional_security = true;
        self
    }

    /// More about the operation, elsewhere.
    #[must_use]
    #[inline]
    pub fn external_docs(mut self, docs: openapi_model::ExternalDocumentation) -> Self {
        self.rare().external_docs = Some(docs);
        self
    }

    /// Where the operation is served, instead of where the rest is.
    #[must_use]
    #[inline]
    pub fn server(mut self, server: openapi_model::Server) -> Self {
        self.rare().servers.push(server);
        self
    }

    /// With an `x-` field: what FastAPI's `openapi_extra` is mostly for (R48).
    #[must_use]
    #[inline]
    pub fn extension(mut self, key: impl Into<Text>, value: impl Into<openapi_model::Value>) -> Self {
        self.rare().extensions.insert(key, value);
        self
    }

    /// The method, as it is sent.
    pub fn method(&self) -> &str {
        &self.0.method
    }

    /// The name as it was declared.
    pub fn declared_name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// The description as it was declared.
    pub fn declared_description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// The path template or expression as it was declared, without prefixes.
    pub fn declared_path(&self) -> &str {
        &self.0.path
    }
}
