//! What the document shows of an operation, borrowed from what was said: [`combine`](crate::combine) makes the model's
//! objects of it, [`write`](crate::write) the text.

use alloc::boxed::Box;
use alloc::string::String;

use openapi_model::{self as oas, MediaType, RefOr, Response, Schema, Text};

use crate::declare::{self, Besides};
use crate::layers::Said;
use crate::python_text::{push_id, push_quoted_id, push_quoted_title, push_spaced_title};
use crate::schemas::Settled;
use crate::{fastapi_style, json};

/// A text that was said, or one that is made from a name.
pub(crate) enum ShownText<'a> {
    Said(&'a Text),
    /// R39: a name as a title.
    Title(&'a str),
    /// R39: name, path and method as an identifier.
    Id(&'a str, &'a Said<'a>),
    /// One that stands where nobody said one.
    Default(&'static str),
    /// One that is ready.
    Made(String),
}

impl ShownText<'_> {
    pub(crate) fn push(&self, text: &mut String) {
        match self {
            ShownText::Said(said) => text.push_str(said),
            ShownText::Title(name) => push_spaced_title(text, name),
            ShownText::Id(name, said) => {
                push_id(text, name, &said.documented_path(), &said.operation.method);
            }
            ShownText::Default(default) => text.push_str(default),
            ShownText::Made(made) => text.push_str(made),
        }
    }

    pub(crate) fn push_json(&self, json: &mut String) {
        match self {
            ShownText::Said(said) => json::push(json, said),
            ShownText::Default(default) => json::push(json, default),
            ShownText::Made(made) => json::push(json, made),
            ShownText::Title(name) if push_quoted_title(json, name) => {}
            ShownText::Id(name, said)
                if push_quoted_id(json, name, &said.documented_path(), &said.operation.method) => {}
            ShownText::Title(_) | ShownText::Id(..) => {
                let mut text = String::new();
                self.push(&mut text);
                json::push(json, &text);
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        match self {
            ShownText::Said(said) => said.is_empty(),
            ShownText::Default(default) => default.is_empty(),
            ShownText::Title(name) => name.is_empty(),
            ShownText::Made(made) => made.is_empty(),
            ShownText::Id(..) => false,
        }
    }

    pub(crate) fn into_text(self) -> Text {
        match self {
            ShownText::Said(said) => said.clone(),
            ShownText::Default(default) => Text::Borrowed(default),
            ShownText::Made(made) => Text::Owned(made),
            made => {
                let mut text = String::new();
                made.push(&mut text);
                Text::Owned(text)
            }
        }
    }
}

/// A schema in its place, perhaps with a title that it gets there.
pub(crate) struct ShownSchema<'a> {
    pub(crate) settled: &'a Settled,
    pub(crate) title: Option<ShownText<'a>>,
}

impl ShownSchema<'_> {
    pub(crate) fn into_schema(self) -> Schema {
        let mut schema = self.settled.schema.clone();
        if let (Some(title), Some(keywords)) = (self.title, schema.keywords_mut()) {
            keywords.insert("title".into(), title.into_text().into());
        }
        schema
    }

    /// The schema as the only content, where that is ready: `{"application/json":{"schema":…}}`
    pub(crate) fn ready_content(&self, media_type: &str) -> Option<&str> {
        (self.title.is_none() && media_type == "application/json").then_some(&self.settled.content)
    }

    pub(crate) fn push_json(&self, json: &mut String) {
        let Some(title) = &self.title else {
            json.push_str(&self.settled.json);
            return;
        };
        json.push_str(&self.settled.before_title);
        title.push_json(json);
        json.push('}');
    }
}

/// A parameter: one that was declared, or a property of a struct that was.
pub(crate) enum ShownParameter<'a> {
    Declared(&'a declare::Parameter, &'a Settled),
    Property(oas::Parameter),
}

/// A body and the schema of its media types.
pub(crate) struct ShownBody<'a> {
    pub(crate) declared: &'a declare::RequestBody,
    pub(crate) schema: ShownSchema<'a>,
}

/// A response.
pub(crate) enum ShownResponse<'a> {
    /// One in which nothing had to be merged.
    Plain(PlainResponse<'a>),
    /// All but the description.
    Merged(Box<RefOr<Response>>, ShownText<'a>),
}

/// A response whose media types come one after the other from up to three places.
pub(crate) struct PlainResponse<'a> {
    pub(crate) description: ShownText<'a>,
    /// R3: that of the main response.
    pub(crate) first: Option<(&'a Text, ShownSchema<'a>)>,
    pub(crate) besides: Besides<'a>,
    /// R13: that of the model.
    pub(crate) last: Option<(&'a Text, ShownSchema<'a>)>,
}

impl PlainResponse<'_> {
    /// The response without its description.
    pub(crate) fn into_object(self) -> Response {
        let mut response = self.besides.to_object();
        let of = |(key, schema): (&Text, ShownSchema<'_>)| (key.clone(), MediaType::of(schema.into_schema()).into());
        if let Some(first) = self.first {
            let said = core::mem::take(&mut response.content);
            response.content = [of(first)].into_iter().chain(said).collect();
        }
        response.content.extend(self.last.map(of));
        response
    }
}

impl ShownResponse<'_> {
    pub(crate) fn into_response(self) -> RefOr<Response> {
        let (mut response, description) = match self {
            ShownResponse::Plain(mut plain) => {
                let description = core::mem::replace(&mut plain.description, ShownText::Default(""));
                (RefOr::Item(plain.into_object()), description)
            }
            ShownResponse::Merged(response, description) => (*response, description),
        };
        let description = Some(description.into_text());
        match &mut response {
            RefOr::Item(response) => response.description = description,
            RefOr::Ref(reference) => reference.description = description,
        }
        response
    }
}

/// FastAPI titles what stands under a name.
pub(crate) fn takes_title_of_parameter(schema: &Schema) -> bool {
    schema.keywords().is_some_and(fastapi_style::takes_title_of_parameter)
}
