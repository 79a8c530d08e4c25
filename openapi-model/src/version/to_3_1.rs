//! Between OAS 3.2 and 3.1: one function per difference, each of which goes both ways.

use alloc::collections::BTreeSet;
use alloc::string::String;

use super::links::{self, SetAside};
use super::media_types::{MediaTypes, content_up};
use super::query::{query_components, whole_query, whole_query_components};
use super::schema::newest::{between_3_1_and_3_2, is_dialect_of_3_2};
use super::step::{Direction, Step, aside, newer_fields};
use super::{Version, references, stricter};
use crate::navigate::members::Members;
use crate::navigate::resources::Resources;
use crate::walk::{NodeMut, Place, VisitorMut, walk_mut};
use crate::{
    Components, Encoding, Example, Header, MAX_DEPTH, MediaType, OAuthFlow, OAuthFlows, OpenApi, Parameter,
    ParameterLocation, PathItem, Response, SecurityScheme, Server, Style, Tag, Value,
};

pub(super) fn step(document: &mut OpenApi, step: &mut Step<'_>) {
    let mut operations = SetAside::default();
    if step.is_down() {
        references::follow(document, &Resources::of(document), Version::V3_1, step.direction);
        operations = links::set_aside(document, Version::V3_1);
    }
    let mut between = Between {
        media_types: MediaTypes::of(&document.components.media_types),
        querystrings: whole_query_components(&document.components),
        operations,
        step,
        depth: 0,
    };
    walk_mut(document, &mut between);
    if !step.is_down() {
        references::follow(document, &Resources::default(), Version::V3_1, step.direction);
    }
}

struct Between<'s, 'r> {
    step: &'s mut Step<'r>,
    media_types: MediaTypes,
    /// References to parameters among the components that stand for the whole query.
    querystrings: BTreeSet<String>,
    operations: SetAside,
    depth: usize,
}

impl VisitorMut for Between<'_, '_> {
    /// Upwards, what was set aside comes back before it is looked into.
    fn enter(&mut self, node: NodeMut<'_>, place: &Place<'_>) {
        self.depth += 1;
        match self.step.direction {
            Direction::Up => self.change(node, place),
            Direction::Down => self.media_types.enter(node, self.step, place),
        }
    }

    /// Downwards, what is set aside has been changed already.
    fn leave(&mut self, node: NodeMut<'_>, place: &Place<'_>) {
        self.depth -= 1;
        if self.step.is_down() {
            self.media_types.leave(&node);
            self.change(node, place);
        }
    }

    fn wants_inside(&mut self, _: &Place<'_>) -> bool {
        self.depth <= MAX_DEPTH
    }
}

impl Between<'_, '_> {
    fn change(&mut self, node: NodeMut<'_>, place: &Place<'_>) {
        let step = &mut *self.step;
        if !step.is_down() {
            stricter::tell(&node, step, place);
        }
        match node {
            NodeMut::OpenApi(it) => {
                document(it, step, place);
                step.version(it, Version::V3_1, Version::V3_2);
            }
            NodeMut::Server(it) => server(it, step, place),
            NodeMut::Tag(it) => tag(it, step, place),
            NodeMut::Components(it) => {
                query_components(it, step, place);
                media_type_components(it, step, place);
            }
            NodeMut::PathItem(it) => {
                whole_query(&mut it.parameters, &mut it.extensions, &self.querystrings, step, place);
                methods(it, step, place);
            }
            NodeMut::Operation(it) => {
                whole_query(&mut it.parameters, &mut it.extensions, &self.querystrings, step, place);
            }
            NodeMut::Parameter(it) => parameter(it, step, place),
            NodeMut::Header(it) => header(it, step, place),
            NodeMut::RequestBody(it) => content_up(&mut it.content, step),
            NodeMut::Response(it) => {
                content_up(&mut it.content, step);
                response(it, step, place);
            }
            NodeMut::MediaType(it) => media_type(it, step, place),
            NodeMut::Encoding(it) => encoding(it, step, place),
            NodeMut::Example(it) => example(it, step, place),
            NodeMut::Link(it) => links::follow(it, &self.operations, step, place),
            NodeMut::SecurityScheme(it) => security_scheme(it, step, place),
            NodeMut::OAuthFlows(it) => flows(it, step, place),
            NodeMut::OAuthFlow(it) => flow(it, step, place),
            NodeMut::Schema(it) => between_3_1_and_3_2(it.value_mut(), step, place),
            _ => {}
        }
    }
}

/// A document does not name itself in OAS 3.1, and a dialect of OAS 3.2 is the default.
fn document(it: &mut OpenApi, step: &mut Step<'_>, place: &Place<'_>) {
    newer_fields!(step, it, place, self_uri "$self");
    let is_newer = it.json_schema_dialect.as_deref().is_some_and(is_dialect_of_3_2);
    if is_newer || !step.is_down() {
        newer_fields!(step, it, place, json_schema_dialect "jsonSchemaDialect");
    }
}

/// A server has no name in OAS 3.1.
fn server(it: &mut Server, step: &mut Step<'_>, place: &Place<'_>) {
    newer_fields!(step, it, place, name "name");
}

/// Tags are a flat list in OAS 3.1.
fn tag(it: &mut Tag, step: &mut Step<'_>, place: &Place<'_>) {
    newer_fields!(step, it, place, summary "summary", parent "parent", kind "kind");
}

/// Media types are no components in OAS 3.1.
fn media_type_components(it: &mut Components, step: &mut Step<'_>, place: &Place<'_>) {
    newer_fields!(step, it, place, media_types "mediaTypes");
}

/// OAS 3.1 knows eight methods; references follow the others to where they are kept.
fn methods(it: &mut PathItem, step: &mut Step<'_>, place: &Place<'_>) {
    newer_fields!(step, it, place, query "query", additional_operations "additionalOperations");
}

/// Cookies are written as forms in OAS 3.1, only a query has reserved characters, and examples go with a schema.
fn parameter(it: &mut Parameter, step: &mut Step<'_>, place: &Place<'_>) {
    content_up(&mut it.content, step);
    if it.style == Some(Style::Cookie) || !step.is_down() {
        newer_fields!(step, it, place, style "style");
    }
    if matches!(it.location, ParameterLocation::Path | ParameterLocation::Cookie) {
        newer_fields!(step, it, place, allow_reserved "allowReserved");
    }
    if it.has("content") {
        newer_fields!(step, it, place, example "example", examples "examples");
    }
}

/// The examples of a header go with a schema in OAS 3.1.
fn header(it: &mut Header, step: &mut Step<'_>, place: &Place<'_>) {
    content_up(&mut it.content, step);
    if it.has("content") {
        newer_fields!(step, it, place, example "example", examples "examples");
    }
}

/// A response has a description in OAS 3.1, and no summary.
fn response(it: &mut Response, step: &mut Step<'_>, place: &Place<'_>) {
    if !step.is_down() && it.extensions.get("x-oai-description").is_some_and(Value::is_null) {
        it.extensions.remove("x-oai-description");
        it.description = None;
    }
    if step.is_down() && it.description.is_none() {
        it.description = Some(it.summary.clone().unwrap_or_default());
        it.extensions.insert(aside("description"), Value::Null);
        step.lost(place, "a response without a description", "wrote its summary, or nothing, as one");
    }
    newer_fields!(step, it, place, summary "summary");
}

/// Only whole bodies have schemas in OAS 3.1, and only named parts encodings.
fn media_type(it: &mut MediaType, step: &mut Step<'_>, place: &Place<'_>) {
    newer_fields!(step, it, place,
        item_schema "itemSchema", prefix_encoding "prefixEncoding", item_encoding "itemEncoding");
    match step.direction {
        Direction::Down => {
            if let Some(description) = it.extensions.remove("description") {
                it.extensions.insert(aside("description"), description);
                step.lost(&place.member("description"), "`description`", "kept as `x-oai-description`");
            }
        }
        Direction::Up => {
            if let Some(description) = it.extensions.remove("x-oai-description") {
                it.extensions.insert("description", description);
            }
        }
    }
}

/// Encodings do not nest in OAS 3.1.
fn encoding(it: &mut Encoding, step: &mut Step<'_>, place: &Place<'_>) {
    newer_fields!(step, it, place,
        encoding "encoding", prefix_encoding "prefixEncoding", item_encoding "itemEncoding");
}

/// An example's value is data or text alike in OAS 3.1.
fn example(it: &mut Example, step: &mut Step<'_>, place: &Place<'_>) {
    const KEY: &str = "value";
    if !step.is_down() {
        match it.extensions.get("x-oai-value").and_then(Value::as_str) {
            Some("dataValue") => it.data_value = it.value.take(),
            Some("serializedValue") => match it.value.take().map(Value::into_text) {
                Some(Ok(text)) => it.serialized_value = Some(text),
                Some(Err(other)) => it.value = Some(other),
                None => {}
            },
            _ => {}
        }
        it.extensions.remove("x-oai-value");
    }
    let is_free = step.is_down() && it.value.is_none() && it.external_value.is_none();
    if is_free && it.data_value.is_some() {
        it.value = it.data_value.take();
        it.extensions.insert(aside(KEY), "dataValue");
    } else if is_free && it.serialized_value.is_some() {
        it.value = it.serialized_value.take().map(Value::String);
        it.extensions.insert(aside(KEY), "serializedValue");
    }
    newer_fields!(step, it, place, data_value "dataValue", serialized_value "serializedValue");
}

/// A scheme is not deprecated in OAS 3.1 and has no metadata.
fn security_scheme(it: &mut SecurityScheme, step: &mut Step<'_>, place: &Place<'_>) {
    newer_fields!(step, it, place, oauth2_metadata_url "oauth2MetadataUrl", deprecated "deprecated");
}

/// Devices are not authorized in OAS 3.1.
fn flows(it: &mut OAuthFlows, step: &mut Step<'_>, place: &Place<'_>) {
    newer_fields!(step, it, place, device_authorization "deviceAuthorization");
}

/// As [`flows`].
fn flow(it: &mut OAuthFlow, step: &mut Step<'_>, place: &Place<'_>) {
    if place.name() != Some("deviceAuthorization") {
        newer_fields!(step, it, place, device_authorization_url "deviceAuthorizationUrl");
    }
}
