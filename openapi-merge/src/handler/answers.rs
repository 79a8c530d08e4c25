//! `Answers`: every answer of a type.

use alloc::vec::Vec;

use openapi_model::{self as oas, FromValue as _, Schema, StatusCode, StatusKey, Text, Value};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};

use crate::declare::Model;

/// Every answer of a type that a handler returns, the main one first.
///
/// ```
/// use openapi_merge::handler::Answers;
/// # use schemars::JsonSchema;
/// # #[derive(JsonSchema)] struct Item { id: String }
///
/// let created = Answers::json::<Item>().with_status(201);
/// let missing = Answers::status(404).description("The item was not found");
/// let all = created.and(missing);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Answers {
    pub(crate) each: Vec<Described>,
    /// Whether more may be answered than is said.
    pub(crate) opaque: bool,
    /// Whether FastAPI's 422 is among them.
    pub(crate) validation_error: bool,
}

/// One answer: a status, what it means, headers, and the bodies it may have.
#[derive(Clone, Debug, Default)]
pub struct Described {
    /// None if only the declaration can tell.
    pub(crate) status: Option<StatusKey>,
    pub(crate) description: Option<Text>,
    pub(crate) headers: Vec<(Text, oas::Header)>,
    pub(crate) bodies: Vec<(Text, Body)>,
}

/// What is known of a body.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// Its media type.
    Bytes,
    /// That it is text.
    Text,
    /// That it is JSON.
    Json,
    /// Its model.
    Model(Model),
    /// Events or lines, each with this model.
    Items(Model),
}

pub(crate) const JSON: &str = "application/json";

impl Answers {
    /// No answer at all.
    pub fn none() -> Self {
        Self::default()
    }

    /// Answers that are not known: the declaration says what they are.
    pub fn opaque() -> Self {
        Self { opaque: true, ..Self::default() }
    }

    /// FastAPI's answer to wrong input: 422 with its own model.
    pub fn validation_error() -> Self {
        Self { validation_error: true, ..Self::default() }
    }

    /// One answer without a body.
    pub fn status(code: u16) -> Self {
        Self::of(None, None).with_status(code)
    }

    /// 200 without a body.
    pub fn empty() -> Self {
        Self::status(200)
    }

    /// 200 with a JSON body.
    pub fn json<T: JsonSchema>() -> Self {
        Self::json_as::<T>(JSON)
    }

    /// 200 with a JSON body under another media type: `application/problem+json`.
    pub fn json_as<T: JsonSchema>(media_type: impl Into<Text>) -> Self {
        // What can be anything has no model, as a FastAPI function without an annotation has none.
        let anything = T::inline_schema() && T::json_schema(&mut SchemaGenerator::default()) == true;
        let body = if anything { Body::Json } else { Body::Model(Model::of::<T>()) };
        Self::of(Some((media_type.into(), body)), Some(200))
    }

    /// 200 with `text/plain`.
    pub fn text() -> Self {
        Self::text_as("text/plain")
    }

    /// 200 with text of another media type: `text/html`.
    pub fn text_as(media_type: impl Into<Text>) -> Self {
        Self::of(Some((media_type.into(), Body::Text)), Some(200))
    }

    /// 200 with a body of which only the media type is known.
    pub fn bytes(media_type: impl Into<Text>) -> Self {
        Self::of(Some((media_type.into(), Body::Bytes)), Some(200))
    }

    /// 200 with a stream of items, each of this model: events, lines of JSON.
    pub fn items<T: JsonSchema>(media_type: impl Into<Text>) -> Self {
        Self::of(Some((media_type.into(), Body::Items(Model::of::<T>()))), Some(200))
    }

    fn of(body: Option<(Text, Body)>, code: Option<u16>) -> Self {
        let described = Described { bodies: body.into_iter().collect(), ..Described::default() };
        let answers = Self { each: Vec::from([described]), ..Self::default() };
        match code {
            Some(code) => answers.with_status(code),
            None => answers,
        }
    }

    /// All of them under this status.
    #[must_use]
    pub fn with_status(mut self, code: u16) -> Self {
        let key = StatusCode::new(code).ok().map(StatusKey::Code);
        self.each.iter_mut().for_each(|answer| answer.status = key);
        self
    }

    /// All of them under a status that the type does not tell.
    #[must_use]
    pub fn with_any_status(mut self) -> Self {
        self.each.iter_mut().for_each(|answer| answer.status = None);
        self
    }

    /// All of them without a body.
    #[must_use]
    pub fn without_body(mut self) -> Self {
        self.each.iter_mut().for_each(|answer| answer.bodies.clear());
        self
    }

    /// All of them with this description, in CommonMark.
    #[must_use]
    pub fn description(mut self, text: impl Into<Text>) -> Self {
        let text = text.into();
        self.each.iter_mut().for_each(|answer| answer.description = Some(text.clone()));
        self
    }

    /// All of them with a header whose value is a `T`.
    #[must_use]
    pub fn header<T: JsonSchema>(self, name: impl Into<Text>) -> Self {
        self.header_of(name, header::<T>())
    }

    /// All of them with a header and all that can be said of it.
    #[must_use]
    pub fn header_of(mut self, name: impl Into<Text>, header: oas::Header) -> Self {
        let name = name.into();
        self.each.iter_mut().for_each(|answer| answer.headers.push((name.clone(), header.clone())));
        self
    }

    /// These answers, then those.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.each.extend(other.each);
        self.opaque |= other.opaque;
        self.validation_error |= other.validation_error;
        self
    }
}

/// A required header. Its schema stands in it whole, since schemas are named only when all of them are known.
pub(crate) fn header<T: JsonSchema>() -> oas::Header {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.meta_schema = None;
        settings.inline_subschemas = true;
    });
    let mut schema = Value::from(T::json_schema(&mut settings.into_generator()).to_value());
    // A header is named by the answer that it belongs to.
    if let Some(keywords) = schema.as_object_mut() {
        keywords.remove("title");
    }
    let mut header = oas::Header::default();
    header.required = true;
    header.schema = Schema::from_value(schema).ok();
    header
}

impl Described {
    /// Adds what another type answers under the same status.
    pub(crate) fn join(&mut self, other: Self) {
        self.description = self.description.take().or(other.description);
        for (name, mut header) in other.headers {
            match self.headers.iter_mut().find(|(held, _)| *held == name) {
                Some((_, held)) => held.required &= header.required,
                None => {
                    header.required = false;
                    self.headers.push((name, header));
                }
            }
        }
        for (media_type, body) in other.bodies {
            match self.bodies.iter_mut().find(|(held, _)| *held == media_type) {
                Some((_, held)) => held.join(body),
                None => self.bodies.push((media_type, body)),
            }
        }
    }
}

impl Body {
    fn join(&mut self, other: Self) {
        match (&*self, other) {
            (Body::Model(one), Body::Model(other)) => *self = Body::Model(Model::any_of([one.clone(), other])),
            (Body::Items(one), Body::Items(other)) => *self = Body::Items(Model::any_of([one.clone(), other])),
            _ => {}
        }
    }
}
