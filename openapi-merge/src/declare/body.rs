//! What an operation takes as its body.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::panic::Location;

use openapi_model::{Encoding, Example, Map, RefOr, Schema, Text, Value};
use schemars::JsonSchema;

use super::Model;

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
    /// Further media types; one without a model has that of the body.
    pub(crate) others: Vec<(Text, Option<Model>)>,
    pub(crate) encoding: Map<Text, Encoding>,
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
        self.rare.get_or_insert_default().others.push((key.into(), None));
        self
    }

    /// Accepts one more media type, with a schema of its own.
    ///
    /// ```
    /// # use openapi_merge::declare::{self, Model, RequestBody};
    /// # #[derive(schemars::JsonSchema)] struct Item { id: String }
    /// # #[derive(schemars::JsonSchema)] struct Line { csv: String }
    /// let body = RequestBody::new::<Item>().also_as("text/csv", Model::of::<Line>());
    /// let create_item = declare::post("/items").body(body);
    /// ```
    #[must_use]
    #[inline]
    pub fn also_as(mut self, key: impl Into<Text>, model: Model) -> Self {
        self.rare.get_or_insert_default().others.push((key.into(), Some(model)));
        self
    }

    /// Says how a property of a form is written, under the body's main media type.
    #[must_use]
    #[inline]
    pub fn encoding(mut self, property: impl Into<Text>, encoding: Encoding) -> Self {
        self.rare.get_or_insert_default().encoding.insert(property.into(), encoding);
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

/// One of several values that a request body is put together from: FastAPI's `Body`, `Form` and `File` parameters.
///
/// One that stands alone is the body. Several, or a field of a form, are the properties of one object, a component that
/// is called after the operation's id (R72).
///
/// ```
/// use openapi_merge::declare::{self, BodyParameter};
///
/// let upload = declare::post("/files")
///     .name("upload")
///     .body_parameter(BodyParameter::file("file"))
///     .body_parameter(BodyParameter::form::<String>("note").max_length(80));
/// ```
#[derive(Clone, Debug)]
pub struct BodyParameter {
    pub(crate) name: Text,
    pub(crate) kind: BodyKind,
    pub(crate) model: Model,
    pub(crate) required: bool,
    pub(crate) embedded: bool,
    pub(crate) media_type: Option<Text>,
    pub(crate) keywords: Map<Text, Value>,
    pub(crate) example: Option<Value>,
    pub(crate) examples: Map<Text, RefOr<Example>>,
}

/// Where in a body a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyKind {
    Json,
    FormField,
    /// A struct of which each property is a field.
    FormModel,
    File,
}

/// A body parameter and where it is declared.
#[derive(Clone, Debug)]
pub(crate) struct DeclaredBodyParameter {
    pub(crate) parameter: BodyParameter,
    pub(crate) at: &'static Location<'static>,
}

impl BodyParameter {
    fn with(name: Text, kind: BodyKind, model: Model) -> Self {
        Self {
            name,
            kind,
            model,
            required: true,
            embedded: false,
            media_type: None,
            keywords: Map::new(),
            example: None,
            examples: Map::new(),
        }
    }

    /// A value in JSON. It is required.
    pub fn new<T: JsonSchema>(name: impl Into<Text>) -> Self {
        Self::of(name, Model::of::<T>())
    }

    /// A value in JSON with this model. It is required.
    pub fn of(name: impl Into<Text>, model: Model) -> Self {
        Self::with(name.into(), BodyKind::Json, model)
    }

    /// A field of a form. It is required.
    pub fn form<T: JsonSchema>(name: impl Into<Text>) -> Self {
        Self::with(name.into(), BodyKind::FormField, Model::of::<T>())
    }

    /// A struct of which each property is a field of a form. It is required.
    pub fn form_model<T: JsonSchema>(name: impl Into<Text>) -> Self {
        Self::with(name.into(), BodyKind::FormModel, Model::of::<T>())
    }

    /// A file in a form (R77). It is required.
    ///
    /// Shape: `{"type": "string", "contentMediaType": "application/octet-stream"}`
    pub fn file(name: impl Into<Text>) -> Self {
        Self::with(name.into(), BodyKind::File, Model::inline(file()))
    }

    /// Files in a form, under one name (R77). They are required.
    pub fn files(name: impl Into<Text>) -> Self {
        let list = Map::from([("type", Value::from("array")), ("items", file().into_value())]);
        Self::with(name.into(), BodyKind::File, Model::inline(Schema::new(list)))
    }

    /// Whether the value must be given.
    #[must_use]
    pub fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    /// Whether the value stands under its name even if it is alone: FastAPI's `embed`.
    #[must_use]
    pub fn embed(mut self, embedded: bool) -> Self {
        self.embedded = embedded;
        self
    }

    /// The media type of the body, instead of `application/json`; of several parameters only if all agree (R78).
    #[must_use]
    pub fn media_type(mut self, key: impl Into<Text>) -> Self {
        self.media_type = Some(key.into());
        self
    }

    /// Adds a keyword to the schema, for this value alone.
    #[must_use]
    pub fn keyword(mut self, keyword: impl Into<Text>, value: impl Into<Value>) -> Self {
        self.keywords.insert(keyword.into(), value.into());
        self
    }

    /// The value where none is given, so that none need be; null is not shown.
    #[must_use]
    pub fn default(mut self, value: impl Into<Value>) -> Self {
        self = self.required(false);
        match value.into() {
            Value::Null => self,
            value => self.keyword("default", value),
        }
    }

    /// A description in the schema (R81), in CommonMark.
    #[must_use]
    pub fn description(self, text: impl Into<Text>) -> Self {
        self.keyword("description", Value::String(text.into()))
    }

    /// Whether it should no longer be given.
    #[must_use]
    pub fn deprecated(self, deprecated: bool) -> Self {
        self.keyword("deprecated", deprecated)
    }

    /// An example of the body, where this value is the body.
    #[must_use]
    pub fn example(mut self, example: impl Into<Value>) -> Self {
        self.example = Some(example.into());
        self
    }

    /// A named example of the body, where this value is the body.
    #[must_use]
    pub fn named_example(mut self, name: impl Into<Text>, example: Example) -> Self {
        self.examples.insert(name.into(), example.into());
        self
    }

    super::keywords::keyword_setters!();
}

fn file() -> Schema {
    Schema::new(Map::from([
        ("type", Value::from("string")),
        ("contentMediaType", Value::from("application/octet-stream")),
    ]))
}
