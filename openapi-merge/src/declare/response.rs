//! `Response`: a model plus any field of a Response Object.

use alloc::boxed::Box;

use openapi_model::{self as oas, Map, MediaType, RefOr, Text, Value};

use super::Model;

/// One entry of FastAPI's `responses=`: `{"model": …, **response_object}`.
#[derive(Clone, Debug, Default)]
pub struct Response {
    pub(crate) model: Option<Model>,
    /// Stands here and not in `object`, because most responses say nothing else.
    pub(crate) description: Option<Text>,
    pub(crate) object: Option<Box<RefOr<oas::Response>>>,
}

impl From<oas::Response> for Response {
    fn from(mut object: oas::Response) -> Self {
        let description = object.description.take();
        Self { model: None, description, object: Some(Box::new(RefOr::Item(object))) }
    }
}

impl From<oas::Reference> for Response {
    fn from(mut reference: oas::Reference) -> Self {
        let description = reference.description.take();
        Self { model: None, description, object: Some(Box::new(RefOr::Ref(reference))) }
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
    pub fn model(mut self, model: Model) -> Self {
        self.model = Some(model);
        self
    }

    /// With a description, in CommonMark.
    #[must_use]
    pub fn description(mut self, text: impl Into<Text>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// With one more media type, of which nothing else is said.
    #[must_use]
    pub fn media_type(self, key: impl Into<Text>) -> Self {
        self.content(key, MediaType::default())
    }

    /// With a Media Type Object.
    #[must_use]
    pub fn content(mut self, key: impl Into<Text>, media_type: MediaType) -> Self {
        let content = &mut self.item().content;
        if content.is_empty() {
            // Most responses have one media type, and the objects are large.
            *content = Map::with_capacity(1);
        }
        content.insert(key.into(), media_type.into());
        self
    }

    /// With an example under a media type.
    #[must_use]
    pub fn example(mut self, key: impl Into<Text>, example: impl Into<Value>) -> Self {
        let media_type = self.item().content.get_or_insert_with(key.into(), || MediaType::default().into());
        if let RefOr::Item(media_type) = media_type {
            media_type.example = Some(example.into());
        }
        self
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<Text>, header: oas::Header) -> Self {
        self.item().headers.insert(name.into(), header.into());
        self
    }

    /// With a link.
    #[must_use]
    pub fn link(mut self, name: impl Into<Text>, link: oas::Link) -> Self {
        self.item().links.insert(name.into(), link.into());
        self
    }

    /// With an `x-` field.
    #[must_use]
    pub fn extension(mut self, key: impl Into<Text>, value: impl Into<Value>) -> Self {
        match &mut **self.object.get_or_insert_with(empty) {
            RefOr::Item(object) => object.extensions.insert(key, value),
            RefOr::Ref(reference) => reference.extensions.insert(key, value),
        };
        self
    }

    /// The Response Object; a reference becomes one, since it is being said what stands here.
    fn item(&mut self) -> &mut oas::Response {
        let object = self.object.get_or_insert_with(empty);
        if let RefOr::Ref(_) = **object {
            self.description = None;
            *object = empty();
        }
        match &mut **object {
            RefOr::Item(object) => object,
            RefOr::Ref(_) => unreachable!("it was replaced above"),
        }
    }
}

fn empty() -> Box<RefOr<oas::Response>> {
    Box::new(RefOr::Item(oas::Response::default()))
}
