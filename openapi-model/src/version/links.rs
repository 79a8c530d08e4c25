//! Links to operations that a step sets aside.

use alloc::string::String;

use super::step::{Step, aside, take};
use super::{Version, references};
use crate::walk::{Node, Place, Visitor, walk};
use crate::{Link, MAX_DEPTH, Map, OpenApi};

/// Where operations are kept that a step sets aside, by their `operationId`.
#[derive(Default)]
pub(super) struct SetAside {
    kept: Map<String, String>,
}

/// The operations that a step down to a version will set aside; nothing where no link names an operation.
pub(super) fn set_aside(document: &OpenApi, older: Version) -> SetAside {
    let mut found = Found { operations: Map::new(), has_links: false, depth: 0 };
    walk(document, &mut found);
    let mut kept = Map::new();
    for (id, pointer) in found.operations.into_iter().filter(|_| found.has_links) {
        if let Some(moved) = references::moved_pointer(document, &pointer, older) {
            kept.insert(String::from(id), moved);
        }
    }
    SetAside { kept }
}

struct Found<'a> {
    operations: Map<&'a str, String>,
    has_links: bool,
    depth: usize,
}

impl<'a> Visitor<'a> for Found<'a> {
    fn enter(&mut self, node: Node<'a>, place: &Place<'_>) {
        self.depth += 1;
        match node {
            Node::Operation(it) => {
                if let Some(id) = &it.operation_id {
                    self.operations.insert(id, place.pointer());
                }
            }
            Node::Link(it) => self.has_links |= it.operation_id.is_some(),
            _ => {}
        }
    }

    fn leave(&mut self, _: Node<'a>, _: &Place<'_>) {
        self.depth -= 1;
    }

    fn wants_inside(&mut self, _: &Place<'_>) -> bool {
        self.depth <= MAX_DEPTH
    }
}

/// A link to an operation that is set aside follows it by reference.
pub(super) fn follow(it: &mut Link, operations: &SetAside, step: &mut Step<'_>, place: &Place<'_>) {
    const KEY: &str = "operationId";
    if !step.is_down() {
        if let Some(id) = take(&mut it.extensions, KEY) {
            it.operation_id = Some(id);
            it.operation_ref = None;
        }
        return;
    }
    let Some(pointer) = it.operation_id.as_ref().and_then(|id| operations.kept.get(&**id)) else {
        return;
    };
    if let Some(id) = it.operation_id.take() {
        it.operation_ref = Some(pointer.clone().into());
        it.extensions.insert(aside(KEY), id);
        step.lost(&place.member(KEY), "a link to an operation that is set aside", "it refers to where that is kept");
    }
}
