//! `Response`: a model plus any field of a Response Object.

use alloc::boxed::Box;

use openapi_model::{self as oas, Map, MediaType, RefOr, Text, Value};

use super::Model;

/// One entry of FastAPI's `responses=`: `{"model": …, **response_object}`.
///
/// ```
/// # use openapi_merge::declare::Response;
/// let missing = Response::reference("NotFound").description("No such item").header("X-Trace", Default::default());
/// ```
///
/// What is said beside a reference stands beside it in the document (R31).
#[derive(Clone, Debug, Default)]
pub struct Response {
    pub(crate) model: Option<Model>,
    /// Stands here and not in `object`, because most responses say nothing else.
    pub(crate) description: Option<Text>,
    /// A media type of which nothing else is said, while `object` says nothing: few responses say more.
    media_type: Option<Text>,
    pub(crate) reference: Option<Box<oas::Reference>>,
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

    /// With a description, in CommonMark.
    #[must_use]
    #[inline]
    pub fn description(mut self, text: impl Into<Text>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// With one more media type, of which nothing else is said.
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

    /// With a Media Type Object, in place of what was said of that media type.
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
