//! Rules for references: that they lead somewhere, and to the right kind of object.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::text::is_uri_reference;
use super::{Check, Rule};
use crate::walk::{Kind, Node, Place, Visitor, walk};
use crate::{Map, OpenApi, RefOr, Reference, Text, Value, Version};

/// More references in a row than any document has without going round in a circle.
const MANY: usize = 64;

/// What was found at the end of references that do not name a component.
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
    /// JSON inside an extension or an example, which may be any kind of object.
    Json,
    /// Another document, which cannot be seen from here.
    Elsewhere,
    /// Nothing.
    Nothing,
}

/// What the fragment of a local reference points to; `None` for other documents.
fn fragment(target: &str) -> Option<&str> {
    target.strip_prefix('#').filter(|pointer| pointer.is_empty() || pointer.starts_with('/'))
}

/// `#/components/KIND/NAME`, the spelling of nearly all references.
fn component<'a>(document: &'a OpenApi, target: &str) -> Option<Option<Node<'a>>> {
    let (section, name) = target.strip_prefix("#/components/")?.split_once('/')?;
    if name.contains(['/', '~', '%']) {
        return None;
    }
    let it = &document.components;
    macro_rules! find {
        ($($key:literal $field:ident $kind:ident;)*) => {
            match section {
                $($key => it.$field.get(name).map(|it| match it {
                    RefOr::Ref(reference) => Node::Reference(reference, Kind::$kind),
                    RefOr::Item(item) => Node::$kind(item),
                }),)*
                "schemas" => it.schemas.get(name).map(|schema| Node::Schema(schema.as_value())),
                "pathItems" => it.path_items.get(name).map(Node::PathItem),
                _ => return None,
            }
        };
    }
    Some(find! {
        "responses" responses Response;
        "parameters" parameters Parameter;
        "examples" examples Example;
        "requestBodies" request_bodies RequestBody;
        "headers" headers Header;
        "securitySchemes" security_schemes SecurityScheme;
        "links" links Link;
        "callbacks" callbacks Callback;
        "mediaTypes" media_types MediaType;
    })
}

/// What a reference leads to, one step on.
pub(super) fn follow<'a>(check: &mut Check<'a>, target: &'a str) -> Target<'a> {
    let Some(pointer) = fragment(target) else {
        return Target::Elsewhere;
    };
    if let Some(found) = component(check.document, target) {
        return found.map_or(Target::Nothing, Target::Object);
    }
    if let Some(found) = check.references.found.get(target) {
        return *found;
    }
    let found = search(check.document, pointer);
    check.references.found.insert(target, found);
    found
}

/// What stands at the end of a chain of references; `None` if it goes round in a circle.
pub(super) fn resolve<'a>(check: &mut Check<'a>, target: &'a str) -> Option<Target<'a>> {
    let mut target = target;
    for _ in 0..MANY {
        let found = follow(check, target);
        target = match found {
            Target::Object(Node::Reference(reference, _)) => &reference.target,
            Target::Object(Node::PathItem(item)) => match &item.reference {
                Some(next) => next,
                None => return Some(found),
            },
            Target::Object(Node::Schema(schema)) => match only_reference(schema, check.version) {
                Some(next) => next,
                None => return Some(found),
            },
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

fn search<'a>(document: &'a OpenApi, pointer: &str) -> Target<'a> {
    let tokens: Vec<String> = crate::pointer::tokens(&percent_decoded(pointer)).into_iter().flatten().collect();
    let mut search = Search { tokens, nearest: None };
    walk(document, &mut search);
    let Some((node, depth)) = search.nearest else {
        return Target::Nothing;
    };
    let rest = &search.tokens[depth..];
    if rest.is_empty() {
        return Target::Object(node);
    }
    let inside = match node {
        Node::Schema(schema) => {
            return value_at(schema, rest).map_or(Target::Nothing, |it| Target::Object(Node::Schema(it)));
        }
        node => node.to_value(),
    };
    value_at(&inside, rest).map_or(Target::Nothing, |_| Target::Json)
}

fn value_at<'v>(value: &'v Value, tokens: &[String]) -> Option<&'v Value> {
    tokens.iter().try_fold(value, |value, token| match value {
        Value::Array(items) => items.get(crate::value::array_index(token)?),
        other => other.get(token),
    })
}

/// Finds the object nearest to a place.
struct Search<'a> {
    tokens: Vec<String>,
    nearest: Option<(Node<'a>, usize)>,
}

impl<'a> Visitor<'a> for Search<'a> {
    fn enter(&mut self, node: Node<'a>, place: &Place<'_>) {
        if place.leads_to(&self.tokens) {
            self.nearest = Some((node, place.depth()));
        }
    }

    fn wants_inside(&mut self, place: &Place<'_>) -> bool {
        place.leads_to(&self.tokens)
    }
}

/// The fragment of a URI, decoded; a `%` that begins no code stands for itself.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], code) {
            (b'%', Some(code)) => {
                decoded.push(code);
                at += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_string())
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
        Target::Object(_) if resolve(check, to).is_none() => {
            format!("`{to}` leads back to itself and never to {}", kind.what())
        }
        _ => return,
    };
    check.error(RULE, &here, message);
}
