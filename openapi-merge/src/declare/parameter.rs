//! The parameters that an operation takes.

use alloc::boxed::Box;
use core::panic::Location;

use openapi_model::{Example, Map, ParameterLocation, RefOr, Style, Text, Value};
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
    All(Parameters),
}

impl DeclaredParameter {
    pub(crate) fn one(parameter: Parameter, at: &'static Location<'static>) -> Self {
        Self { given: GivenParameter::One(parameter), at }
    }

    pub(crate) fn all(parameters: Parameters, at: &'static Location<'static>) -> Self {
        Self { given: GivenParameter::All(parameters), at }
    }

    /// The model to ask for, where something of the parameter is shown in this place.
    pub(crate) fn shown_model(&self, place: ParameterLocation) -> Option<&Model> {
        let (location, shown, model) = match &self.given {
            GivenParameter::One(one) => (one.location, one.shown, &one.model),
            GivenParameter::All(all) => (all.location, all.shown, &all.model),
        };
        (shown && location == place).then_some(model)
    }
}

/// Each property of a struct as a parameter: FastAPI's parameter models.
///
/// ```
/// # use openapi_merge::declare::{self, Parameters};
/// # use openapi_model::ParameterLocation;
/// # #[derive(schemars::JsonSchema)] struct Filter { brand: String, page: Option<u32> }
/// let filter = Parameters::new::<Filter>(ParameterLocation::Query).required(false);
/// let list_items = declare::get("/items").parameters(filter);
/// ```
#[derive(Clone, Debug)]
pub struct Parameters {
    pub(crate) location: ParameterLocation,
    pub(crate) model: Model,
    pub(crate) required: bool,
    pub(crate) shown: bool,
}

impl Parameters {
    /// The properties of a struct; those are required that the struct requires.
    pub fn new<T: JsonSchema>(location: ParameterLocation) -> Self {
        Self { location, model: Model::properties_of::<T>(), required: true, shown: true }
    }

    /// Whether the struct must be given: without it no property is required, whatever the struct says.
    #[must_use]
    pub fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    /// Whether the document shows the parameters. Hidden ones still bring the 422 (R32).
    #[must_use]
    pub fn include_in_schema(mut self, shown: bool) -> Self {
        self.shown = shown;
        self
    }
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

/// The fields that few parameters declare.
#[derive(Clone, Debug, Default)]
pub(crate) struct RareParameterFields {
    pub(crate) description: Option<Text>,
    pub(crate) deprecated: bool,
    pub(crate) style: Option<Style>,
    pub(crate) explode: Option<bool>,
    pub(crate) allow_reserved: bool,
    pub(crate) keywords: Map<Text, Value>,
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

    /// How the value is written in the URL or header; how it is by default depends on the location.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.rare.get_or_insert_default().style = Some(style);
        self
    }

    /// Whether lists and objects become a pair for each item; whether they do by default depends on the style.
    #[must_use]
    pub fn explode(mut self, explode: bool) -> Self {
        self.rare.get_or_insert_default().explode = Some(explode);
        self
    }

    /// Whether reserved characters may stand in the value as they are.
    #[must_use]
    pub fn allow_reserved(mut self, allowed: bool) -> Self {
        self.rare.get_or_insert_default().allow_reserved = allowed;
        self
    }

    /// Adds a keyword to the schema, for this parameter alone.
    #[must_use]
    pub fn keyword(mut self, keyword: impl Into<Text>, value: impl Into<Value>) -> Self {
        self.rare.get_or_insert_default().keywords.insert(keyword.into(), value.into());
        self
    }

    /// The value where none is given, so that none need be; null is not shown (R92).
    #[must_use]
    pub fn default(mut self, value: impl Into<Value>) -> Self {
        self = self.required(false);
        match value.into() {
            Value::Null => self,
            value => self.keyword("default", value),
        }
    }

    super::keywords::keyword_setters!();

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
