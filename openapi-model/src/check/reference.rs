//! Rules for references: that they lead somewhere, and to the right kind of object.

use alloc::format;
use alloc::vec::Vec;
use core::any::Any;

use super::text::is_uri_reference;
use super::{Check, Rule};
use crate::navigate::resources::{self, Resources};
use crate::walk::{Kind, Node, Place};
use crate::{
    Callback, Components, Contact, Encoding, Example, ExternalDocumentation, Header, Info, License, Link, Map,
    MediaType, OAuthFlow, OAuthFlows, OpenApi, Operation, Parameter, PathItem, Paths, RefOr, Reference, RequestBody,
    Response, Responses, Schema, SecurityRequirement, SecurityScheme, Server, ServerVariable, Tag, Text, Value,
    Version,
};

/// A reference: the `$id` of the schema around it, and its text.
type Hop<'a> = (Option<&'a str>, &'a str);

/// What references lead to, each looked for once.
#[derive(Default)]
pub(super) struct References<'a> {
    resources: Resources,
    has_roots: bool,
    found: Map<Hop<'a>, Target<'a>>,
    /// What stands at the end of a chain of references; `None` where it goes round in a circle.
    ends: Map<Hop<'a>, Option<Target<'a>>>,
    /// The schemas with an `$id` that the walk is in, each with the number of objects around it.
    open: Vec<(usize, &'a str)>,
}

impl<'a> References<'a> {
    pub(super) fn of(document: &OpenApi) -> Self {
        let resources = Resources::of(document);
        Self { has_roots: resources.has_roots(), resources, ..Self::default() }
    }

    /// Called with each schema before what is in it.
    pub(super) fn enter_schema(&mut self, keywords: &'a Map<Text, Value>, depth: usize) {
        if let Some(id) = keywords.get("$id").and_then(Value::as_str) {
            self.open.push((depth, id));
        }
    }

    /// Called with each object after what is in it.
    pub(super) fn leave(&mut self, depth: usize) {
        if self.open.last().is_some_and(|(open, _)| *open == depth) {
            self.open.pop();
        }
    }

    fn base(&self) -> Option<&'a str> {
        self.open.last().map(|(_, id)| *id)
    }
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
pub(super) fn follow<'a>(check: &mut Check<'a>, base: Option<&'a str>, target: &'a str) -> Target<'a> {
    if let Some(found) = check.references.found.get(&(base, target)) {
        return *found;
    }
    let found = match check.references.resources.target(base, target) {
        resources::Target::Here(pointer) => {
            check.document.part_at(&pointer).map_or(Target::Nothing, |part| object(part, &pointer))
        }
        resources::Target::Unknown => Target::Nothing,
        resources::Target::Elsewhere => Target::Elsewhere,
    };
    check.references.found.insert((base, target), found);
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
pub(super) fn resolve<'a>(check: &mut Check<'a>, base: Option<&'a str>, target: &'a str) -> Option<Target<'a>> {
    let mut way = Vec::new();
    let mut hop = (base, target);
    let end = loop {
        if let Some(end) = check.references.ends.get(&hop) {
            break *end;
        }
        // Whoever comes back here before the end is known goes round in a circle.
        check.references.ends.insert(hop, None);
        way.push(hop);
        let found = follow(check, hop.0, hop.1);
        let next = match found {
            Target::Object(Node::Reference(reference, _)) => Some(&*reference.target),
            Target::Object(Node::PathItem(item)) => item.reference.as_deref(),
            Target::Object(Node::Schema(schema)) | Target::Json(schema) => schema.get("$ref").and_then(Value::as_str),
            _ => None,
        };
        match next {
            // Among schemas with an `$id` it is not known which of them the next reference stands in.
            Some(next) if !check.references.has_roots => hop = (None, next),
            _ => break Some(found),
        }
    };
    check.references.ends.extend(way.into_iter().map(|hop| (hop, end)));
    end
}

pub(super) fn reference<'a>(check: &mut Check<'a>, it: &'a Reference, kind: Kind, place: &Place<'_>) {
    target(check, None, &it.target, kind, &place.member("$ref"));
    overriding_texts(check, it, place);
    beside_reference(check, it, place);
}

/// From OAS 3.1 on, what overrides a summary or description is a text.
///
/// OAS 3.2 [Reference Object](https://spec.openapis.org/oas/v3.2.0#reference-object).
fn overriding_texts(check: &mut Check<'_>, it: &Reference, place: &Place<'_>) {
    const RULE: Rule = Rule::new("reference-fields", "reference-object");
    if check.version == Version::V3_0 {
        return;
    }
    for field in ["summary", "description"] {
        if let Some(value) = it.extensions.get(field) {
            check.error(RULE, &place.member(field), format!("`{field}` is a string, found {}", value.kind()));
        }
    }
}

/// What stands beside `$ref` is ignored, except what overrides since OAS 3.1.
///
/// OAS 3.2 [Reference Object](https://spec.openapis.org/oas/v3.2.0#reference-object).
fn beside_reference(check: &mut Check<'_>, it: &Reference, place: &Place<'_>) {
    const RULE: Rule = Rule::new("beside-reference", "reference-object");
    let overrides = [("summary", it.summary.is_some()), ("description", it.description.is_some())];
    let ignored = overrides.iter().filter(|(_, is_there)| *is_there && check.version == Version::V3_0);
    let is_text = |key: &str| matches!(key, "summary" | "description") && check.version > Version::V3_0;
    let others = it.extensions.iter().map(|(key, _)| &**key).filter(|key| !key.starts_with("x-") && !is_text(key));
    let first = ignored.map(|(key, _)| *key).chain(others).next();
    if let Some(key) = first {
        check.warning(RULE, &place.member(key), format!("`{key}` stands beside `$ref`, where it is ignored"));
    }
}

/// The references of a schema.
pub(super) fn schema_references<'a>(check: &mut Check<'a>, keywords: &'a Map<Text, Value>, place: &Place<'_>) {
    let base = check.references.base();
    let dynamic = keywords.get("$dynamicRef").filter(|_| check.version > Version::V3_0);
    for (keyword, to) in [("$ref", keywords.get("$ref")), ("$dynamicRef", dynamic)] {
        if let Some(to) = to.and_then(Value::as_str) {
            target(check, base, to, Kind::Schema, &place.member(keyword));
        }
    }
    if let Some(discriminator) = keywords.get("discriminator") {
        discriminated_schemas(check, base, discriminator, &place.member("discriminator"));
    }
}

/// A discriminator leads to schemas, by the names of components or by references.
///
/// The official test documents name some that are not there and pass, so a missing name is a warning.
///
/// OAS 3.2 [Discriminator Object](https://spec.openapis.org/oas/v3.2.0#discriminator-object).
fn discriminated_schemas<'a>(check: &mut Check<'a>, base: Option<&'a str>, it: &'a Value, place: &Place<'_>) {
    let mapping = place.member("mapping");
    for (name, to) in it.get("mapping").and_then(Value::as_object).into_iter().flatten() {
        discriminated_schema(check, base, to, &mapping.member(name));
    }
    if let Some(to) = it.get("defaultMapping").filter(|_| check.version >= Version::V3_2) {
        discriminated_schema(check, base, to, &place.member("defaultMapping"));
    }
}

fn discriminated_schema<'a>(check: &mut Check<'a>, base: Option<&'a str>, to: &'a Value, place: &Place<'_>) {
    const RULE: Rule = Rule::new("discriminator-mapping", "discriminator-object");
    let Some(to) = to.as_str() else {
        return;
    };
    if check.document.components.schemas.contains_key(to) {
        return;
    }
    // What is no component's name may be a file's, unless it has neither an extension nor a folder.
    if to.contains(['#', '/', '.', ':']) {
        target(check, base, to, Kind::Schema, place);
    } else {
        check.warning(RULE, place, format!("there is no schema `{to}` in the components"));
    }
}

/// A reference is a URI, leads to something if it is local, and that is an object of the kind that is needed.
///
/// OAS 3.2 [Reference Object](https://spec.openapis.org/oas/v3.2.0#reference-object).
pub(super) fn target<'a>(check: &mut Check<'a>, base: Option<&'a str>, to: &'a str, kind: Kind, place: &Place<'_>) {
    const RULE: Rule = Rule::new("reference-target", "reference-object");
    let message = match follow(check, base, to) {
        Target::Nothing => format!("`{to}` leads nowhere; expected {}", kind.what()),
        Target::Object(node) if node.kind() != kind => {
            format!("`{to}` leads to {}; expected {}", node.kind().what(), kind.what())
        }
        Target::Elsewhere if !is_uri_reference(to) => format!("`{to}` is not a URI"),
        Target::Object(_) | Target::Json(_) if resolve(check, base, to).is_none() => {
            format!("`{to}` leads back to itself and never to {}", kind.what())
        }
        _ => return,
    };
    check.error(RULE, place, message);
}
