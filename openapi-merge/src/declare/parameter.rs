//! What an operation takes: parameters and a body.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::panic::Location;

use openapi_model::{Example, Map, ParameterLocation, RefOr, Text, Value};
use schemars::JsonSchema;

use super::Model;

/// One parameter, or the properties of a struct as a parameter each.
#[derive(Clone, Debug)]
pub(crate) struct DeclaredParameter {
    pub(crate) given: GivenParameter,
    pub(crate) at: &'static Location<'static>,
}

#[derive(Clone, Debug)]
pub(crate) enum GivenParameter {
    One(Parameter),
    Struct(ParameterLocation, Model),
}

/// A value an operation takes from the path, the query, a header or a cookie.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub(crate) name: Text,
    pub(crate) location: ParameterLocation,
    pub(crate) model: Model,
    pub(crate) required: bool,
    pub(crate) shown: bool,
    pub(crate) rare: Option<Box<RareParameterFields>>,
}

/// What is said of few parameters.
#[derive(Clone, Debug, Default)]
pub(crate) struct RareParameterFields {
    pub(crate) description: Option<Text>,
    pub(crate) deprecated: bool,
    pub(crate) example: Option<Value>,
    pub(crate) examples: Map<Text, RefOr<Example>>,
}

impl Parameter {
    /// A parameter whose value is a `T`. It is required.
    pub fn new<T: JsonSchema>(name: impl Into<Text>, location: ParameterLocation) -> Self {
        Self::of(name, location, Model::of::<T>())
    }

    /// A parameter with this model. It is required.
    pub fn of(name: impl Into<Text>, location: ParameterLocation, model: Model) -> Self {
        Self { name: name.into(), location, model, required: true, shown: true, rare: None }
    }

    /// Whether it must be given; one in the path always must.
    #[must_use]
    #[inline]
    pub fn required(mut self, required: bool) -> Self {
        self.required = required || self.location == ParameterLocation::Path;
        self
    }

    /// With a description, in CommonMark.
    #[must_use]
    #[inline]
    pub fn description(mut self, text: impl Into<Text>) -> Self {
        self.rare.get_or_insert_default().description = Some(text.into());
        self
    }

    /// Whether it should no longer be used.
    #[must_use]
    #[inline]
    pub fn deprecated(mut self, deprecated: bool) -> Self {
        self.rare.get_or_insert_default().deprecated = deprecated;
        self
    }

    /// With one example.
    #[must_use]
    #[inline]
    pub fn example(mut self, example: impl Into<Value>) -> Self {
        self.rare.get_or_insert_default().example = Some(example.into());
        self
    }

    /// With a named example.
    #[must_use]
    #[inline]
    pub fn named_example(mut self, name: impl Into<Text>, example: Example) -> Self {
        self.rare.get_or_insert_default().examples.insert(name.into(), example.into());
        self
    }

    pub(crate) fn is_required(&self) -> bool {
        self.required || self.location == ParameterLocation::Path
    }

    /// Whether the document shows it. One that is hidden is still validated, so it still brings the 422 (R32).
    #[must_use]
    #[inline]
    pub fn include_in_schema(mut self, shown: bool) -> Self {
        self.shown = shown;
        self
    }
}

/// The body an operation takes.
#[derive(Clone, Debug)]
pub struct RequestBody {
    pub(crate) model: Model,
    pub(crate) media_type: Text,
    pub(crate) required: bool,
    pub(crate) rare: Option<Box<RareBodyFields>>,
}

/// What is said of few bodies.
#[derive(Clone, Debug, Default)]
pub(crate) struct RareBodyFields {
    pub(crate) description: Option<Text>,
    pub(crate) example: Option<Value>,
    pub(crate) examples: Map<Text, RefOr<Example>>,
    pub(crate) others: Vec<Text>,
}

impl RequestBody {
    /// JSON that is a `T`. It is required.
    pub fn new<T: JsonSchema>() -> Self {
        Self::of(Model::of::<T>())
    }

    /// JSON with this model. It is required.
    pub fn of(model: Model) -> Self {
        Self { model, media_type: "application/json".into(), required: true, rare: None }
    }

    /// Under another media type than `application/json`.
    #[must_use]
    #[inline]
    pub fn media_type(mut self, key: impl Into<Text>) -> Self {
        self.media_type = key.into();
        self
    }

    /// Accepts one more media type, with the same schema.
    #[must_use]
    #[inline]
    pub fn also(mut self, key: impl Into<Text>) -> Self {
        self.rare.get_or_insert_default().others.push(key.into());
        self
    }

    /// Whether it must be given.
    #[must_use]
    #[inline]
    pub fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    /// With a description, in CommonMark.
    #[must_use]
    #[inline]
    pub fn description(mut self, text: impl Into<Text>) -> Self {
        self.rare.get_or_insert_default().description = Some(text.into());
        self
    }

    /// With one example.
    #[must_use]
    #[inline]
    pub fn example(mut self, example: impl Into<Value>) -> Self {
        self.rare.get_or_insert_default().example = Some(example.into());
        self
    }

    /// With a named example.
    #[must_use]
    #[inline]
    pub fn named_example(mut self, name: impl Into<Text>, example: Example) -> Self {
        self.rare.get_or_insert_default().examples.insert(name.into(), example.into());
        self
    }
}
