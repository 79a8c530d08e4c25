//! `Stream`: a main response that is one item after the other.

use openapi_model::Text;
use schemars::JsonSchema;

use super::{Model, ResponseClass};

/// What a main response is that comes item by item: lines of JSON, or server-sent events.
///
/// ```
/// use openapi_merge::declare::{self, Stream};
/// # #[derive(schemars::JsonSchema)] struct Item { id: String }
///
/// let export = declare::get("/items").name("export").stream(Stream::json_lines::<Item>());
/// let watch = declare::get("/events").name("watch").stream(Stream::events::<Item>());
/// ```
///
/// Shape: `"content": {"application/jsonl": {"itemSchema": {"$ref": "#/components/schemas/Item"}}}`
#[derive(Clone, Debug)]
pub struct Stream {
    pub(crate) kind: StreamKind,
    pub(crate) item: Option<Model>,
}

/// How items follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StreamKind {
    JsonLines,
    Events,
}

impl Stream {
    /// JSON Lines, each of them a `T` (R60).
    pub fn json_lines<T: JsonSchema>() -> Self {
        Self { kind: StreamKind::JsonLines, item: Some(Model::of::<T>()) }
    }

    /// JSON Lines of which nothing more is known (R61).
    pub fn any_json_lines() -> Self {
        Self { kind: StreamKind::JsonLines, item: None }
    }

    /// Server-sent events whose data is a `T` in JSON (R69).
    pub fn events<T: JsonSchema>() -> Self {
        Self { kind: StreamKind::Events, item: Some(Model::of::<T>()) }
    }

    /// Server-sent events of whose data nothing more is known (R70).
    pub fn any_events() -> Self {
        Self { kind: StreamKind::Events, item: None }
    }

    /// Items with this model, instead of a type.
    #[must_use]
    pub fn of(mut self, model: Model) -> Self {
        self.item = Some(model);
        self
    }

    pub(crate) fn media_type(&self) -> &'static Text {
        static JSON_LINES: Text = Text::Borrowed("application/jsonl");
        static EVENTS: Text = Text::Borrowed("text/event-stream");
        match self.kind {
            StreamKind::JsonLines => &JSON_LINES,
            StreamKind::Events => &EVENTS,
        }
    }

    /// The response class of events, which additional responses have too (R67); that of lines is JSON (R66).
    pub(crate) fn class(&self) -> Option<&'static ResponseClass> {
        static EVENTS: ResponseClass =
            ResponseClass { media_type: Some(Text::Borrowed("text/event-stream")), json: false, status: Some(200) };
        (self.kind == StreamKind::Events).then_some(&EVENTS)
    }
}
