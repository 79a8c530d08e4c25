//! Rules for references: that they lead somewhere, and to the right kind of object.

use alloc::format;
use core::any::Any;

use super::text::is_uri_reference;
use super::{Check, Rule};
use crate::navigate::resolve::local_pointer;
use crate::walk::{Kind, Node, Place};
use crate::{
    Callback, Components, Contact, Encoding, Example, ExternalDocumentation, Header, Info, License, Link, MAX_HOPS,
    Map, MediaType, OAuthFlow, OAuthFlows, OpenApi, Operation, Parameter, PathItem, Paths, RefOr, Reference,
    RequestBody, Response, Responses, Schema, SecurityRequirement, SecurityScheme, Server, ServerVariable, Tag, Text,
    Value, Version,
};

/// What references lead to, each looked for once.
#[derive(Default)]
pub(super) struct References<'a> {
    found: Map<&'a str, Target<'a>>,
    /// How deep the schema stands whose `$id` makes a resource of its own, against which references resolve.
    resource: Option<usize>,
}

/// What a reference leads to.
#[derive(Clone, Copy)]
pub(super) enum Target<'a> {
    /// An object of the document.
    Object(Node<'a>),
    /// JSON inside an extension, an example or a schema, which may be any kind of object.
    Json(&'a Value),
    /// Another document, which cannot be seen from here.
    Elsewhere,
    /// Nothing.
    Nothing,
}

/// What a reference leads to, one step on.
pub(super) fn follow<'a>(check: &mut Check<'a>, target: &'a str) -> Target<'a> {
    if let Some(found) = check.references.found.get(target) {
        return *found;
    }
    let found = match local_pointer(check.document, target) {
        // The name of an anchor, which any schema of the document may bear.
        Some(fragment) if !fragment.is_empty() && !fragment.starts_with('/') => Target::Elsewhere,
        Some(pointer) => check.document.part_at(&pointer).map_or(Target::Nothing, |part| object(part, &pointer)),
        None => Target::Elsewhere,
    };
    check.references.found.insert(target, found);
    found
}

/// The object that a part of a document is.
fn object<'a>(part: &'a dyn Any, pointer: &str) -> Target<'a> {
    if let Some(value) = part.downcast_ref::<Value>() {
        let is_in_schema = pointer.starts_with("/components/schemas/");
        return if is_in_schema { Target::Object(Node::Schema(value)) } else { Target::Json(value) };
    }
    if let Some(schema) = part.downcast_ref::<Schema>() {
        return Target::Object(Node::Schema(schema.as_value()));
    }
    macro_rules! find {
        ($($kind:ident)*; $($referable:ident)*) => {
            $(if let Some(item) = part.downcast_ref::<$kind>() {
                return Target::Object(Node::$kind(item));
            })*
            $(match part.downcast_ref::<RefOr<$referable>>() {
                Some(RefOr::Item(item)) => return Target::Object(Node::$referable(item)),
                Some(RefOr::Ref(reference)) => return Target::Object(Node::Reference(reference, Kind::$referable)),
                None => {}
            })*
        };
    }
    find! {
        OpenApi Info Contact License Server ServerVariable Tag ExternalDocumentation Paths PathItem Operation Parameter
        RequestBody MediaType Encoding Example Header Link Responses Response Callback Components SecurityScheme
        OAuthFlows OAuthFlow SecurityRequirement;
        Parameter RequestBody MediaType Example Header Link Response Callback SecurityScheme
    }
    Target::Nothing
}

/// What stands at the end of a chain of references; `None` if it goes round in a circle.
pub(super) fn resolve<'a>(check: &mut Check<'a>, target: &'a str) -> Option<Target<'a>> {
    let mut target = target;
    for _ in 0..MAX_HOPS {
        let found = follow(check, target);
        target = match found {
            Target::Object(Node::Reference(reference, _)) => &reference.target,
            Target::Object(Node::PathItem(item)) => match &item.reference {
                Some(next) => next,
                None => return Some(found),
            },
            Target::Object(Node::Schema(schema)) | Target::Json(schema) => {
                match only_reference(schema, check.version) {
                    Some(next) => next,
                    None => return Some(found),
                }
            }
            _ => return Some(found),
        };
    }
    None
}

/// The `$ref` of a schema that says nothing else.
fn only_reference(schema: &Value, version: Version) -> Option<&str> {
    let keywords = schema.as_object()?;
    let target = keywords.get("$ref")?.as_str()?;
    (keywords.len() == 1 || version == Version::V3_0).then_some(target)
}

pub(super) fn reference<'a>(check: &mut Check<'a>, it: &'a Reference, kind: Kind, place: &Place<'_>) {
    target(check, &it.target, kind, place);
    beside_reference(check, it, place);
}

/// What stands beside `$ref` is ignored, except what overrides since OAS 3.1.
///
/// OAS 3.2 [Reference Object](https://spec.openapis.org/oas/v3.2.0#reference-object).
fn beside_reference(check: &mut Check<'_>, it: &Reference, place: &Place<'_>) {
    const RULE: Rule = Rule::new("beside-reference", "reference-object");
    let overrides = [("summary", it.summary.is_some()), ("description", it.description.is_some())];
    let ignored = overrides.iter().filter(|(_, is_there)| *is_there && check.version == Version::V3_0);
    let others = it.extensions.iter().map(|(key, _)| &**key).filter(|key| !key.starts_with("x-"));
    let first = ignored.map(|(key, _)| *key).chain(others).next();
    if let Some(key) = first {
        check.warning(RULE, &place.member(key), format!("`{key}` stands beside `$ref`, where it is ignored"));
    }
}

/// The `$ref` of a schema.
pub(super) fn schema_reference<'a>(check: &mut Check<'a>, keywords: &'a Map<Text, Value>, place: &Place<'_>) {
    if check.version > Version::V3_0 && is_in_own_resource(check, keywords, place) {
        return;
    }
    if let Some(to) = keywords.get("$ref").and_then(Value::as_str) {
        target(check, to, Kind::Schema, place);
    }
}

/// Whether a schema is in one whose `$id` gives it a base of its own.
fn is_in_own_resource(check: &mut Check<'_>, keywords: &Map<Text, Value>, place: &Place<'_>) -> bool {
    let has_id = keywords.contains_key("$id");
    if check.references.resource.is_none() && !has_id {
        return false;
    }
    let depth = place.depth();
    if check.references.resource.is_some_and(|resource| depth <= resource) {
        check.references.resource = None;
    }
    if check.references.resource.is_none() && has_id {
        check.references.resource = Some(depth);
    }
    check.references.resource.is_some()
}

/// A reference is a URI, leads to something if it is local, and that is an object of the kind that is needed.
///
/// OAS 3.2 [Reference Object](https://spec.openapis.org/oas/v3.2.0#reference-object).
pub(super) fn target<'a>(check: &mut Check<'a>, to: &'a str, kind: Kind, place: &Place<'_>) {
    const RULE: Rule = Rule::new("reference-target", "reference-object");
    let here = place.member("$ref");
    let message = match follow(check, to) {
        Target::Nothing => format!("`{to}` leads nowhere; expected {}", kind.what()),
        Target::Object(node) if node.kind() != kind => {
            format!("`{to}` leads to {}; expected {}", node.kind().what(), kind.what())
        }
        Target::Elsewhere if !is_uri_reference(to) => format!("`{to}` is not a URI"),
        Target::Object(_) | Target::Json(_) if resolve(check, to).is_none() => {
            format!("`{to}` leads back to itself and never to {}", kind.what())
        }
        _ => return,
    };
    check.error(RULE, &here, message);
}
