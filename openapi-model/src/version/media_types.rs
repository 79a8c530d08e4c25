//! References to media types, which OAS 3.1 does not have.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::step::{Step, aside, take, to_value};
use crate::walk::{NodeMut, Place};
use crate::{MAX_DEPTH, Map, MediaType, RefOr, Reference, Text};

/// The media types among the components, to stand where they are referred to.
pub(super) struct MediaTypes {
    components: Map<Text, RefOr<MediaType>>,
    /// How many of the media types that the walk is in took the place of a reference.
    inside: usize,
}

const KEY: &str = "$ref";

impl MediaTypes {
    pub fn of(components: &Map<Text, RefOr<MediaType>>) -> Self {
        Self { components: components.clone(), inside: 0 }
    }

    /// A media type is no reference in OAS 3.1, so what it refers to takes its place before it is looked into.
    ///
    /// Inside of what took a place, references are not replaced: that could go on without end.
    pub fn enter(&mut self, node: NodeMut<'_>, step: &mut Step<'_>, place: &Place<'_>) {
        let content = match node {
            NodeMut::Parameter(it) => &mut it.content,
            NodeMut::Header(it) => &mut it.content,
            NodeMut::RequestBody(it) => &mut it.content,
            NodeMut::Response(it) => &mut it.content,
            NodeMut::MediaType(it) => {
                self.inside += usize::from(was_reference(it));
                return;
            }
            _ => return,
        };
        let here = place.member("content");
        for (key, media_type) in content.iter_mut() {
            if let RefOr::Ref(reference) = media_type {
                let found = self.resolve(reference).filter(|found| self.inside == 0 && fits(found, &here));
                if found.is_none() {
                    let said = "a reference to a media type elsewhere, or inside of one that was referred to";
                    step.lost(&here.member(key), said, format!("wrote an empty one, and kept it as `{}`", aside(KEY)));
                }
                let mut found = found.cloned().unwrap_or_default();
                found.extensions.insert(aside(KEY), to_value(reference));
                *media_type = RefOr::Item(found);
            }
        }
    }

    pub fn leave(&mut self, node: &NodeMut<'_>) {
        if let NodeMut::MediaType(it) = node {
            self.inside -= usize::from(was_reference(it));
        }
    }

    fn resolve<'m>(&'m self, reference: &'m Reference) -> Option<&'m MediaType> {
        let mut reference = reference;
        for _ in 0..crate::MAX_HOPS {
            let pointer = reference.target.strip_prefix('#')?;
            let tokens: Vec<String> = crate::pointer::tokens(pointer)?.collect();
            let [components, kind, name] = tokens.as_slice() else {
                return None;
            };
            match self.components.get(name.as_str()).filter(|_| components == "components" && kind == "mediaTypes")? {
                RefOr::Item(found) => return Some(found),
                RefOr::Ref(next) => reference = next,
            }
        }
        None
    }
}

fn was_reference(it: &MediaType) -> bool {
    it.extensions.get("x-oai-$ref").is_some()
}

/// Whether a media type can be read again where it takes a place.
fn fits(it: &MediaType, place: &Place<'_>) -> bool {
    let inner = super::schema::levels(&to_value(it), MAX_DEPTH);
    place.depth() + 2 + inner <= MAX_DEPTH
}

/// Upwards, a media type that took a reference's place becomes the reference again.
pub(super) fn content_up(content: &mut Map<Text, RefOr<MediaType>>, step: &Step<'_>) {
    for media_type in content.values_mut().filter(|_| !step.is_down()) {
        let reference: Option<Reference> = media_type.item_mut().and_then(|it| take(&mut it.extensions, KEY));
        if let Some(reference) = reference {
            *media_type = RefOr::Ref(reference);
        }
    }
}
