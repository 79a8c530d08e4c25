//! `Response`: a model plus any field of a Response Object.

use alloc::boxed::Box;
use alloc::vec::Vec;

use openapi_model::{self as oas, Map, MediaType, RefOr, Text, Value};

use super::Model;

/// One entry of FastAPI's `responses=`: `{"model": …, **response_object}`.
///
/// ```
/// # use openapi_merge::declare::Response;
/// let missing = Response::reference("NotFound").description("No such item").header("X-Trace", Default::default());
/// ```
///
/// Fields that are declared besides a reference stand beside it in the document (R31).
#[derive(Clone, Debug, Default)]
pub struct Response {
    pub(crate) model: Option<Model>,
    /// Stands here and not in `object`, because most responses declare nothing else.
    pub(crate) description: Option<Text>,
    /// A media type without fields, as long as `object` is not needed: few responses need it.
    media_type: Option<Text>,
    pub(crate) reference: Option<Box<oas::Reference>>,
    /// Models that stand under media types of their own.
    pub(crate) typed: Vec<(Text, Model)>,
    object: Option<Box<oas::Response>>,
}

impl From<oas::Response> for Response {
    fn from(mut object: oas::Response) -> Self {
        let description = object.description.take();
        Self { description, object: Some(Box::new(object)), ..Self::default() }
    }
}

impl From<oas::Reference> for Response {
    fn from(mut reference: oas::Reference) -> Self {
        let description = reference.description.take();
        Self { description, reference: Some(Box::new(reference)), ..Self::default() }
    }
}

impl Response {
    /// A response whose body has this model.
    pub fn of(model: Model) -> Self {
        Self { model: Some(model), ..Self::default() }
    }

    /// A reference to `#/components/responses/NAME`.
    pub fn reference(name: &str) -> Self {
        oas::Reference::component("responses", name).into()
    }

    /// With a model for its body, which goes to the media type of the operation's response class (R13).
    #[must_use]
    #[inline]
    pub fn model(mut self, model: Model) -> Self {
        self.model = Some(model);
        self
    }

    /// With a model for its body under this media type, whatever the operation's response class:
    /// `application/problem+json`.
    #[must_use]
    pub fn model_as(mut self, media_type: impl Into<Text>, model: Model) -> Self {
        self.typed.push((media_type.into(), model));
        self
    }

    /// Also answers what `other` does, under the same status: where both have a model, the body is any of the two, in
    /// this order.
    ///
    /// ```
    /// # use openapi_merge::declare;
    /// # use schemars::JsonSchema;
    /// # #[derive(JsonSchema)] struct NoSuchItem { id: String }
    /// # #[derive(JsonSchema)] struct NoSuchShop { name: String }
    /// let missing = declare::model::<NoSuchItem>().or(declare::model::<NoSuchShop>());
    /// let read_item = declare::get("/shops/{name}/items/{id}").response(404, missing);
    /// ```
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        self.model = match (self.model.take(), other.model.clone()) {
            (Some(one), Some(other)) => Some(Model::any_of([one, other])),
            (one, other) => one.or(other),
        };
        for (media_type, model) in &other.typed {
            match self.typed.iter_mut().find(|(held, _)| held == media_type) {
                Some((_, held)) => *held = Model::any_of([held.clone(), model.clone()]),
                None => self.typed.push((media_type.clone(), model.clone())),
            }
        }
        self.refining(&Self { model: None, typed: Vec::new(), ..other })
    }

    /// Adds the fields of `held` that this response does not have.
    pub(crate) fn refining(mut self, held: &Self) -> Self {
        self.model = self.model.or_else(|| held.model.clone());
        self.description = self.description.or_else(|| held.description.clone());
        self.reference = self.reference.or_else(|| held.reference.clone());
        let mut typed = held.typed.clone();
        for (media_type, model) in core::mem::take(&mut self.typed) {
            match typed.iter_mut().find(|(held, _)| *held == media_type) {
                Some((_, held)) => *held = model,
                None => typed.push((media_type, model)),
            }
        }
        self.typed = typed;
        if let ExtraFields::None = held.extra_fields() {
            return self;
        }
        let mut object = held.extra_fields().to_object();
        let own = self.extra_fields().to_object();
        for (key, mut media_type) in own.content {
            if let Some(held) = object.content.get(&*key) {
                crate::deep_merge::media_types(held, &mut media_type);
            }
            object.content.insert(key, media_type);
        }
        object.summary = own.summary.or(object.summary);
        object.headers.extend(own.headers);
        object.links.extend(own.links);
        for (key, value) in own.extensions.iter() {
            object.extensions.insert(key.clone(), value.clone());
        }
        self.media_type = None;
        self.object = Some(Box::new(object));
        self
    }

    /// With a description, in CommonMark.
    #[must_use]
    #[inline]
    pub fn description(mut self, text: impl Into<Text>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Adds a media type without fields: `{"content": {KEY: {}}}`.
    #[must_use]
    #[inline]
    pub fn media_type(mut self, key: impl Into<Text>) -> Self {
        let key = key.into();
        if self.media_type.is_none() && self.object.is_none() {
            self.media_type = Some(key);
        } else {
            self.object().content.get_or_insert_with(key, || MediaType::default().into());
        }
        self
    }

    /// Sets the Media Type Object of a media type, in place of an earlier one.
    #[must_use]
    #[inline]
    pub fn content(mut self, key: impl Into<Text>, media_type: MediaType) -> Self {
        let content = &mut self.object().content;
        if content.is_empty() {
            // Most responses have one media type, and the objects are large.
            *content = Map::with_capacity(1);
        }
        content.insert(key.into(), media_type.into());
        self
    }

    /// With an example under a media type.
    #[must_use]
    #[inline]
    pub fn example(mut self, key: impl Into<Text>, example: impl Into<Value>) -> Self {
        let media_type = self.object().content.get_or_insert_with(key.into(), || MediaType::default().into());
        match media_type {
            RefOr::Item(media_type) => media_type.example = Some(example.into()),
            RefOr::Ref(reference) => {
                reference.extensions.insert("example", example);
            }
        }
        self
    }

    /// With a header.
    #[must_use]
    #[inline]
    pub fn header(mut self, name: impl Into<Text>, header: oas::Header) -> Self {
        self.object().headers.insert(name.into(), header.into());
        self
    }

    /// With a link.
    #[must_use]
    #[inline]
    pub fn link(mut self, name: impl Into<Text>, link: oas::Link) -> Self {
        self.object().links.insert(name.into(), link.into());
        self
    }

    /// With an `x-` field.
    #[must_use]
    #[inline]
    pub fn extension(mut self, key: impl Into<Text>, value: impl Into<Value>) -> Self {
        self.object().extensions.insert(key, value);
        self
    }

    /// Every model of its bodies.
    pub(crate) fn models(&self) -> impl Iterator<Item = &Model> {
        self.model.iter().chain(self.typed.iter().map(|(_, model)| model))
    }

    fn object(&mut self) -> &mut oas::Response {
        let object = self.object.get_or_insert_default();
        if let Some(key) = self.media_type.take() {
            object.content.insert(key, MediaType::default().into());
        }
        object
    }

    /// What is declared besides the model, the description and the reference.
    pub(crate) fn extra_fields(&self) -> ExtraFields<'_> {
        match (&self.media_type, &self.object) {
            (Some(key), _) => ExtraFields::MediaType(key),
            (None, Some(object)) => ExtraFields::Object(object),
            (None, None) => ExtraFields::None,
        }
    }
}

/// What is declared of a response besides its model and its description.
#[derive(Clone, Copy)]
pub(crate) enum ExtraFields<'a> {
    None,
    /// A media type, and nothing of that.
    MediaType(&'a Text),
    Object(&'a oas::Response),
}

impl ExtraFields<'_> {
    /// A response with these fields.
    pub(crate) fn to_object(self) -> oas::Response {
        match self {
            ExtraFields::None => oas::Response::default(),
            ExtraFields::MediaType(key) => oas::Response::default().with_content(key.clone(), MediaType::default()),
            ExtraFields::Object(object) => object.clone(),
        }
    }
}
