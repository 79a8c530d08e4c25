//! References follow what they lead to, where a step gives it another name.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::Any;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::Version;
use super::schema::{WRITTEN, each_subschema};
use super::step::{Direction, aside};
use crate::navigate::resources::{Resources, Target};
use crate::walk::{NodeMut, Place, Subschemas, VisitorMut, subschemas, walk_mut};
use crate::{Components, Encoding, MAX_DEPTH, Map, MediaType, OpenApi, PathItem, RefOr, Schema, Text, Value};

/// What cannot stand in a fragment as it is.
const FRAGMENT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'%');

/// Gives every reference of a document the name that its target has after a step.
///
/// Downwards, the schemas are those of the older version already, and nothing else is; upwards, everything is newer.
pub(super) fn follow(document: &mut OpenApi, resources: &Resources, older: Version, direction: Direction) {
    let mut met: Map<(String, String), Option<Moved>> = Map::new();
    each_reference(document, &mut |base, text| {
        met.get_or_insert_with((base.unwrap_or_default().into(), String::from(&**text)), || None);
        None
    });
    for ((base, target), moved) in met.iter_mut() {
        let base = Some(&**base).filter(|base| !base.is_empty());
        *moved = moved_to(document, resources, base, target, older, direction);
    }
    if met.values().all(Option::is_none) {
        return;
    }
    each_reference(document, &mut |base, text| {
        met.get(&(base.unwrap_or_default().into(), String::from(&**text)))?.clone()
    });
}

/// The new text of a reference.
#[derive(Clone)]
struct Moved {
    text: String,
    /// Whether only the old text says by which name the target was called.
    is_renamed: bool,
}

fn moved_to(
    document: &OpenApi,
    resources: &Resources,
    base: Option<&str>,
    full: &str,
    older: Version,
    direction: Direction,
) -> Option<Moved> {
    let target = if direction == Direction::Down { resources.without_own_uri(full) } else { full };
    // Names of schemas stay what they are from OAS 3.1 on, and are written out for OAS 3.0.
    let loses_names = older == Version::V3_0 && direction == Direction::Down;
    let is_plain = base.is_none() && target.starts_with("#/");
    if !is_plain && !loses_names {
        return None;
    }
    let Target::Here(pointer) = resources.target(base, target) else {
        return None;
    };
    let written = if is_plain { String::from(&target[1..]) } else { encoded(&pointer) };
    let mut tokens: Vec<String> = written.split('/').skip(1).map(String::from).collect();
    for (at, name) in renames(document, &tokens, older, direction) {
        tokens[at] = encoded(&name.replace('~', "~0").replace('/', "~1"));
    }
    let text = tokens.iter().fold(String::from("#"), |text, token| format!("{text}/{token}"));
    (text != full).then_some(Moved { text, is_renamed: !is_plain })
}

/// The fragment of what stands at a JSON Pointer before a step down sets it aside; `None` where it stays.
pub(super) fn moved_pointer(document: &OpenApi, pointer: &str, older: Version) -> Option<String> {
    let plain = format!("#{}", encoded(pointer));
    moved_to(document, &Resources::default(), None, &plain, older, Direction::Down).map(|moved| moved.text)
}

fn encoded(text: &str) -> String {
    format!("{}", utf8_percent_encode(text, FRAGMENT))
}

/// The tokens of a pointer that have other names after a step, by their positions.
fn renames(document: &OpenApi, tokens: &[String], older: Version, direction: Direction) -> Vec<(usize, String)> {
    let mut renames = Vec::new();
    let mut prefix = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(part) = document.part_at(&prefix) else {
            break;
        };
        if let Some(schema) = part.downcast_ref::<Schema>() {
            in_schema(schema.as_value(), &tokens[at..], at, direction, &mut renames);
            break;
        }
        let name = name_of(token);
        let mut next = name.clone();
        match direction {
            Direction::Down if is_set_aside(part, &name, older) => renames.push((at, aside(&name))),
            Direction::Up => {
                if let Some(own) = name.strip_prefix("x-oai-").filter(|_| !leads(document, &prefix, &name)) {
                    next = own.into();
                    renames.push((at, next.clone()));
                }
            }
            Direction::Down => {}
        }
        crate::pointer::push(&mut prefix, &next);
    }
    renames
}

fn leads(document: &OpenApi, prefix: &str, name: &str) -> bool {
    let mut pointer = String::from(prefix);
    crate::pointer::push(&mut pointer, name);
    document.part_at(&pointer).is_some()
}

/// A token of a pointer in a fragment, decoded.
fn name_of(token: &str) -> String {
    percent_decode_str(token).decode_utf8_lossy().replace("~1", "/").replace("~0", "~")
}

/// Whether a step down to a version sets a member of an object aside.
fn is_set_aside(part: &dyn Any, name: &str, older: Version) -> bool {
    if older == Version::V3_0 {
        return match name {
            "webhooks" => part.is::<OpenApi>(),
            "pathItems" => part.is::<Components>(),
            _ => false,
        };
    }
    match name {
        "mediaTypes" => part.is::<Components>(),
        "query" | "additionalOperations" => part.is::<PathItem>(),
        "itemSchema" => is_media_type(part),
        "prefixEncoding" | "itemEncoding" => is_media_type(part) || part.is::<Encoding>(),
        "encoding" => part.is::<Encoding>(),
        _ => false,
    }
}

fn is_media_type(part: &dyn Any) -> bool {
    part.is::<MediaType>() || part.is::<RefOr<MediaType>>()
}

/// The tokens inside a schema, which is the one after the step.
fn in_schema(
    schema: &Value,
    tokens: &[String],
    first: usize,
    direction: Direction,
    renames: &mut Vec<(usize, String)>,
) {
    let mut value = schema;
    let mut at = 0;
    while let Some(keyword) = tokens.get(at).map(|token| name_of(token)) {
        let Some((found, next)) = value.as_object().and_then(|keywords| keyword_now(keywords, &keyword, direction))
        else {
            return;
        };
        if found != keyword {
            renames.push((first + at, found.clone()));
        }
        at += 1;
        let own = found.strip_prefix("x-oai-").unwrap_or(&found);
        let inner = match subschemas(own) {
            Some(Subschemas::One) => Some(next),
            Some(Subschemas::Array | Subschemas::Map) => {
                let inner = tokens.get(at).and_then(|token| child(next, &name_of(token)));
                at += 1;
                inner
            }
            None => None,
        };
        match inner {
            Some(inner) => value = inner,
            None => return,
        }
    }
}

fn child<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(name),
        Value::Array(items) => items.get(name.parse::<usize>().ok()?),
        _ => None,
    }
}

/// What a keyword is called after a step, and what is there.
fn keyword_now<'v>(keywords: &'v Map<Text, Value>, name: &str, direction: Direction) -> Option<(String, &'v Value)> {
    let kept = aside(name);
    let own = name.strip_prefix("x-oai-").unwrap_or(name);
    let ignored = format!("x-oai-ignored-{name}");
    let candidates = match direction {
        Direction::Down => [&*kept, name, if name == "oneOf" { "anyOf" } else { name }],
        Direction::Up => [name, if name == "anyOf" { "oneOf" } else { own }, &ignored],
    };
    let leads = |it: &&Value| it.as_object().is_some() || it.as_array().is_some() || it.as_bool() == Some(false);
    let found = |candidate: &&str| keywords.get(*candidate).filter(leads).is_some();
    let candidate = candidates.into_iter().find(found).or(Some(name).filter(|name| keywords.contains_key(*name)))?;
    Some((candidate.into(), &keywords[candidate]))
}

/// Calls `visit` with each reference of a document and the `$id` of the schema around it; what it returns is written.
fn each_reference(document: &mut OpenApi, visit: &mut dyn FnMut(Option<&str>, &Text) -> Option<Moved>) {
    walk_mut(document, &mut EachReference { visit, depth: 0 });
}

struct EachReference<'v> {
    visit: &'v mut dyn FnMut(Option<&str>, &Text) -> Option<Moved>,
    depth: usize,
}

impl VisitorMut for EachReference<'_> {
    fn enter(&mut self, node: NodeMut<'_>, place: &Place<'_>) {
        self.depth += 1;
        match node {
            NodeMut::Reference(it) => self.text(None, &mut it.target),
            NodeMut::PathItem(it) => it.reference.iter_mut().for_each(|target| self.text(None, target)),
            NodeMut::Link(it) => it.operation_ref.iter_mut().for_each(|target| self.text(None, target)),
            NodeMut::Schema(it) => self.schema(it.value_mut(), None, place, place.depth() + 1),
            _ => {}
        }
    }

    fn leave(&mut self, _: NodeMut<'_>, _: &Place<'_>) {
        self.depth -= 1;
    }

    fn wants_inside(&mut self, _: &Place<'_>) -> bool {
        self.depth <= MAX_DEPTH
    }
}

impl EachReference<'_> {
    fn text(&mut self, base: Option<&str>, text: &mut Text) {
        if let Some(moved) = (self.visit)(base, text) {
            *text = moved.text.into();
        }
    }

    fn schema(&mut self, schema: &mut Value, base: Option<&str>, place: &Place<'_>, level: usize) {
        let Some(keywords) = schema.as_object_mut().filter(|_| level <= MAX_DEPTH) else {
            return;
        };
        let id = ["$id", "x-oai-$id"].iter().find_map(|keyword| keywords.get(*keyword)?.as_str()).map(String::from);
        let base = id.as_deref().or(base);
        let mut written = None;
        for keyword in ["$ref", "x-oai-$ref"] {
            let Some(Value::String(target)) = keywords.get_mut(keyword) else {
                continue;
            };
            if let Some(moved) = (self.visit)(base, target) {
                let before = core::mem::replace(target, moved.text.into());
                written = written.or((moved.is_renamed && keyword == "$ref").then_some(before));
            }
        }
        if let Some(written) = written {
            keywords.insert(WRITTEN.into(), written.into());
        }
        if let Some(discriminator) = keywords.get_mut("discriminator") {
            self.discriminator(discriminator, base);
        }
        each_subschema(keywords, place, level, &mut |_, schema, place, level| self.schema(schema, base, place, level));
    }

    /// Names of schemas and references stand in the same place; only the latter begin with `#`.
    fn discriminator(&mut self, discriminator: &mut Value, base: Option<&str>) {
        let Some(fields) = discriminator.as_object_mut() else {
            return;
        };
        for keyword in ["defaultMapping", "x-oai-defaultMapping"] {
            if let Some(Value::String(target)) = fields.get_mut(keyword) {
                self.mapped(target, base);
            }
        }
        for target in fields.get_mut("mapping").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
            if let Value::String(target) = target {
                self.mapped(target, base);
            }
        }
    }

    fn mapped(&mut self, target: &mut Text, base: Option<&str>) {
        if target.starts_with("#/") {
            self.text(base, target);
        }
    }
}
