//! Between OAS 3.2 and 3.1: one function per difference, each of which goes both ways.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::step::{Direction, Step, aside, newer_fields, take, to_value};
use super::{Version, schema, target};
use crate::navigate::members::Members;
use crate::walk::{NodeMut, Place, VisitorMut, walk_mut};
use crate::{
    Components, Encoding, Example, Extensions, Header, Link, Map, MediaType, OAuthFlow, OAuthFlows, OpenApi, Operation,
    Parameter, ParameterLocation, PathItem, RefOr, Reference, Response, SecurityScheme, Server, Style, Tag, Text,
    Value,
};

pub(super) fn step(document: &mut OpenApi, step: &mut Step<'_>) {
    let mut between = Between {
        media_types: document.components.media_types.clone(),
        querystrings: whole_query_components(&document.components),
        moved: moved_operations(document),
        step,
    };
    walk_mut(document, &mut between);
}

struct Between<'s, 'r> {
    step: &'s mut Step<'r>,
    media_types: Map<Text, RefOr<MediaType>>,
    /// References to parameters among the components that stand for the whole query.
    querystrings: BTreeSet<String>,
    /// From `operationId` to where an operation that OAS 3.1 has no method for is kept.
    moved: Map<Text, String>,
}

impl VisitorMut for Between<'_, '_> {
    /// Upwards, what was set aside comes back before it is looked into.
    fn enter(&mut self, node: NodeMut<'_>, place: &Place<'_>) {
        match self.step.direction {
            Direction::Up => self.change(node, place),
            Direction::Down => self.replace_references(node, place),
        }
    }

    /// Downwards, what is set aside has been changed already.
    fn leave(&mut self, node: NodeMut<'_>, place: &Place<'_>) {
        if self.step.is_down() {
            self.change(node, place);
        }
    }
}

impl Between<'_, '_> {
    fn change(&mut self, node: NodeMut<'_>, place: &Place<'_>) {
        let step = &mut *self.step;
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
                moved_target(it.reference.as_mut(), step);
                whole_query(&mut it.parameters, &mut it.extensions, &self.querystrings, step, place);
                methods(it, step, place);
            }
            NodeMut::Operation(it) => operation(it, &self.querystrings, step, place),
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
            NodeMut::Link(it) => {
                moved_target(it.operation_ref.as_mut(), step);
                link(it, &self.moved, step, place);
            }
            NodeMut::SecurityScheme(it) => security_scheme(it, step, place),
            NodeMut::OAuthFlows(it) => flows(it, step, place),
            NodeMut::OAuthFlow(it) => flow(it, step, place),
            NodeMut::Reference(it) => moved_target(Some(&mut it.target), step),
            NodeMut::Schema(it) => schema_keywords(it.value_mut(), step, place),
            _ => {}
        }
    }

    /// A media type is no reference in OAS 3.1, so what it refers to takes its place before it is looked into.
    fn replace_references(&mut self, node: NodeMut<'_>, place: &Place<'_>) {
        let content = match node {
            NodeMut::Parameter(it) => &mut it.content,
            NodeMut::Header(it) => &mut it.content,
            NodeMut::RequestBody(it) => &mut it.content,
            NodeMut::Response(it) => &mut it.content,
            _ => return,
        };
        for (key, media_type) in content.iter_mut() {
            if let RefOr::Ref(reference) = media_type {
                let found = resolve(&self.media_types, reference);
                if found.is_none() {
                    let here = place.member("content");
                    self.step.lost(&here.member(key), "a reference to a media type elsewhere", "wrote an empty one");
                }
                let mut found = found.cloned().unwrap_or_default();
                found.extensions.insert(aside("$ref"), to_value(reference));
                *media_type = RefOr::Item(found);
            }
        }
    }
}

fn resolve<'m>(media_types: &'m Map<Text, RefOr<MediaType>>, reference: &'m Reference) -> Option<&'m MediaType> {
    let mut reference = reference;
    for _ in 0..=media_types.len() {
        let pointer = reference.target.strip_prefix('#')?;
        let tokens: Vec<String> = crate::pointer::tokens(pointer)?.collect();
        let [components, kind, name] = tokens.as_slice() else {
            return None;
        };
        match media_types.get(name.as_str()).filter(|_| components == "components" && kind == "mediaTypes")? {
            RefOr::Item(found) => return Some(found),
            RefOr::Ref(next) => reference = next,
        }
    }
    None
}

/// Upwards, a media type that took a reference's place becomes the reference again.
fn content_up(content: &mut Map<Text, RefOr<MediaType>>, step: &Step<'_>) {
    for media_type in content.values_mut().filter(|_| !step.is_down()) {
        let reference: Option<Reference> = media_type.item_mut().and_then(|it| take(&mut it.extensions, "$ref"));
        if let Some(reference) = reference {
            *media_type = RefOr::Ref(reference);
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

fn is_dialect_of_3_2(dialect: &str) -> bool {
    dialect.starts_with("https://spec.openapis.org/oas/3.2/dialect/")
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

fn moved_target(target: Option<&mut Text>, step: &mut Step<'_>) {
    if let Some(target) = target {
        if let Some(moved) = target::moved(target, Version::V3_1, step.direction) {
            *target = moved;
        }
    }
}

fn moved_operations(document: &OpenApi) -> Map<Text, String> {
    let mut moved = Map::new();
    for (path, item) in document.paths.iter().flat_map(|paths| paths.items.iter()) {
        let mut note = |operation: &Operation, steps: &[&str]| {
            if let Some(id) = &operation.operation_id {
                let mut pointer = String::from("#/paths");
                crate::pointer::push(&mut pointer, path);
                steps.iter().for_each(|step| crate::pointer::push(&mut pointer, step));
                moved.insert(id.clone(), pointer);
            }
        };
        if let Some(operation) = &item.query {
            note(operation, &["x-oai-query"]);
        }
        for (method, operation) in &item.additional_operations {
            note(operation, &["x-oai-additionalOperations", method]);
        }
    }
    moved
}

/// A link to an operation that is set aside follows it by reference.
fn link(it: &mut Link, moved: &Map<Text, String>, step: &mut Step<'_>, place: &Place<'_>) {
    const KEY: &str = "operationId";
    if !step.is_down() {
        if let Some(id) = take(&mut it.extensions, KEY) {
            it.operation_id = Some(id);
            it.operation_ref = None;
        }
        return;
    }
    let Some(pointer) = it.operation_id.as_ref().and_then(|id| moved.get(id)) else {
        return;
    };
    if let Some(id) = it.operation_id.take() {
        it.operation_ref = Some(pointer.clone().into());
        it.extensions.insert(aside(KEY), id);
        step.lost(&place.member(KEY), "a link to an operation that is set aside", "it refers to where that is kept");
    }
}

fn operation(it: &mut Operation, querystrings: &BTreeSet<String>, step: &mut Step<'_>, place: &Place<'_>) {
    whole_query(&mut it.parameters, &mut it.extensions, querystrings, step, place);
}

fn whole_query_components(components: &Components) -> BTreeSet<String> {
    let is_whole = |it: &RefOr<Parameter>| it.item().is_some_and(|it| it.location == ParameterLocation::Querystring);
    let names = components.parameters.iter().filter(|(_, it)| is_whole(it)).map(|(name, _)| name);
    names.map(|name| Reference::component("parameters", name).target.into_owned()).collect()
}

fn is_whole_query(it: &RefOr<Parameter>, querystrings: &BTreeSet<String>) -> bool {
    match it {
        RefOr::Item(parameter) => parameter.location == ParameterLocation::Querystring,
        RefOr::Ref(reference) => querystrings.contains(&*reference.target),
    }
}

/// No parameter stands for the whole query in OAS 3.1.
fn whole_query(
    parameters: &mut Vec<RefOr<Parameter>>,
    extensions: &mut Extensions,
    querystrings: &BTreeSet<String>,
    step: &mut Step<'_>,
    place: &Place<'_>,
) {
    const KEY: &str = "parameters";
    if !step.is_down() {
        let kept: Option<Vec<RefOr<Parameter>>> = take(extensions, KEY);
        parameters.extend(kept.into_iter().flatten());
        return;
    }
    let (kept, others) = parameters.drain(..).partition::<Vec<_>, _>(|it| is_whole_query(it, querystrings));
    *parameters = others;
    if !kept.is_empty() {
        extensions.insert(aside(KEY), to_value(&kept));
        step.lost(&place.member(KEY), "a parameter in `querystring`", format!("kept as `{}`", aside(KEY)));
    }
}

/// As [`whole_query`], among the components.
fn query_components(it: &mut Components, step: &mut Step<'_>, place: &Place<'_>) {
    const KEY: &str = "parameters";
    if !step.is_down() {
        let kept: Option<Map<Text, RefOr<Parameter>>> = take(&mut it.extensions, KEY);
        it.parameters.extend(kept.into_iter().flatten());
        return;
    }
    let querystrings = whole_query_components(it);
    let mut kept = Map::new();
    it.parameters.retain(|name, parameter| {
        let is_kept = is_whole_query(parameter, &querystrings);
        if is_kept {
            kept.insert(name.clone(), parameter.clone());
        }
        !is_kept
    });
    if !kept.is_empty() {
        it.extensions.insert(aside(KEY), to_value(&kept));
        step.lost(&place.member(KEY), "a parameter in `querystring`", format!("kept in `{}`", aside(KEY)));
    }
}

/// Cookies are written as forms in OAS 3.1, only a query has reserved characters, and examples go with a schema.
fn parameter(it: &mut Parameter, step: &mut Step<'_>, place: &Place<'_>) {
    content_up(&mut it.content, step);
    if it.style == Some(Style::Cookie) || !step.is_down() {
        newer_fields!(step, it, place, style "style");
    }
    if it.location != ParameterLocation::Query {
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
            Some("serializedValue") => match it.value.take() {
                Some(Value::String(text)) => it.serialized_value = Some(text),
                other => it.value = other,
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

/// `discriminator` has no default in OAS 3.1, `xml` no types of nodes, and a dialect of OAS 3.2 is the default.
fn schema_keywords(schema: &mut Value, step: &mut Step<'_>, place: &Place<'_>) {
    keyword_member(schema, "discriminator", "defaultMapping", step, place);
    keyword_member(schema, "xml", "nodeType", step, place);
    let (from, to) = match step.direction {
        Direction::Down => ("$schema", "x-oai-$schema"),
        Direction::Up => ("x-oai-$schema", "$schema"),
    };
    if let Some(keywords) = schema.as_object_mut() {
        let target = keywords.get_mut("$ref").and_then(|target| match target {
            Value::String(target) => Some(target),
            _ => None,
        });
        moved_target(target, step);
        let is_newer = keywords.get(from).and_then(Value::as_str).is_some_and(is_dialect_of_3_2);
        if let Some(dialect) = is_newer.then(|| keywords.remove(from)).flatten() {
            keywords.insert(to.into(), dialect);
        }
    }
    schema::each_subschema(schema, place, &mut |schema, place| schema_keywords(schema, step, place));
}

/// Sets one member of a keyword's object aside, or brings it back.
fn keyword_member(schema: &mut Value, keyword: &str, member: &str, step: &mut Step<'_>, place: &Place<'_>) {
    let Some(object) = schema.get_mut(keyword).and_then(Value::as_object_mut) else {
        return;
    };
    let kept = aside(member);
    let is_attribute = |value: &Value| value.as_str() == Some("attribute");
    match step.direction {
        Direction::Down => {
            if let Some(value) = object.remove(member) {
                if member == "nodeType" && is_attribute(&value) {
                    object.insert("attribute".into(), true.into());
                }
                object.insert(kept.clone().into(), value);
                let said = format!("`{member}`");
                step.lost(&place.member(keyword).member(member), said, format!("kept as `{kept}`"));
            }
        }
        Direction::Up => {
            if let Some(value) = object.remove(kept.as_str()) {
                if member == "nodeType" && is_attribute(&value) {
                    object.remove("attribute");
                }
                object.insert(Text::Owned(member.into()), value);
            }
        }
    }
}
