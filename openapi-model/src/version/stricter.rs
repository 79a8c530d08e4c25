//! What OAS 3.2 forbids and OAS 3.1 does not. It has no other spelling, so upgrading only tells of it.

use alloc::collections::BTreeSet;
use alloc::format;

use super::step::Step;
use crate::navigate::grammar::{is_token, template_expressions};
use crate::walk::{NodeMut, Place};
use crate::{Header, Map, Parameter, ParameterLocation, RefOr, Text};

/// Tells what of an object was allowed before the step up to OAS 3.2.
pub(super) fn tell(node: &NodeMut<'_>, step: &mut Step<'_>, place: &Place<'_>) {
    match node {
        NodeMut::Paths(it) => {
            for path in it.items.keys().filter(|path| repeats(path)) {
                step.left(&place.member(path), "a path with an expression that stands twice");
            }
        }
        NodeMut::Server(it) if repeats(&it.url) => {
            step.left(&place.member("url"), "a server with a variable that stands twice");
        }
        NodeMut::Parameter(it) => parameter_name(it, step, place),
        NodeMut::Response(it) => header_names(&it.headers, step, place),
        NodeMut::Encoding(it) => header_names(&it.headers, step, place),
        _ => {}
    }
}

fn repeats(template: &str) -> bool {
    let mut seen = BTreeSet::new();
    template_expressions(template).into_iter().flatten().any(|name| !seen.insert(name))
}

fn parameter_name(it: &Parameter, step: &mut Step<'_>, place: &Place<'_>) {
    let fits = match it.location {
        ParameterLocation::Path => !it.name.is_empty() && !it.name.contains(['{', '}']),
        ParameterLocation::Header => is_token(&it.name),
        _ => true,
    };
    if !fits {
        step.left(&place.member("name"), format!("`{}` as the name of a parameter in {}", it.name, it.location));
    }
}

fn header_names(headers: &Map<Text, RefOr<Header>>, step: &mut Step<'_>, place: &Place<'_>) {
    for name in headers.keys().filter(|name| !is_token(name)) {
        step.left(&place.member("headers").member(name), format!("`{name}` as the name of a header"));
    }
}
