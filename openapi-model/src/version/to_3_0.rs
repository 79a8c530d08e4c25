//! Between OAS 3.1 and 3.0: one function per difference, each of which goes both ways.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::step::{Direction, Step, absent, aside, is_absent, newer_fields, take, to_value};
use super::{Version, schema, target};
use crate::walk::{NodeMut, Place, VisitorMut, walk_mut};
use crate::{
    Components, Extensions, Info, License, Map, OpenApi, Operation, Parameter, ParameterLocation, Paths, RefOr,
    Reference, Response, SecurityRequirement, SecurityScheme, SecuritySchemeType, StatusKey, Text, Value,
};

pub(super) fn step(document: &mut OpenApi, step: &mut Step<'_>) {
    let schemes = document.components.security_schemes.clone();
    walk_mut(document, &mut Between { step, schemes });
}

struct Between<'s, 'r> {
    step: &'s mut Step<'r>,
    schemes: Map<Text, RefOr<SecurityScheme>>,
}

impl VisitorMut for Between<'_, '_> {
    /// Upwards, what was set aside comes back before it is looked into.
    fn enter(&mut self, node: NodeMut<'_>, place: &Place<'_>) {
        if !self.step.is_down() {
            self.change(node, place);
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
                security(&mut it.security, &mut it.extensions, &self.schemes, step, place);
                paths(it, step, place);
                webhooks_and_dialect(it, step, place);
                step.version(it, Version::V3_0, Version::V3_1);
            }
            NodeMut::Info(it) => info(it, step, place),
            NodeMut::License(it) => license(it, step, place),
            NodeMut::Components(it) => {
                mutual_tls(it, step, place);
                path_items(it, step, place);
            }
            NodeMut::PathItem(it) => moved_target(it.reference.as_mut(), step),
            NodeMut::Link(it) => moved_target(it.operation_ref.as_mut(), step),
            NodeMut::Operation(it) => {
                security(&mut it.security, &mut it.extensions, &self.schemes, step, place);
                responses(it, step, place);
            }
            NodeMut::Parameter(it) => path_parameter(it, step, place),
            NodeMut::Reference(it) => {
                moved_target(Some(&mut it.target), step);
                reference(it, step, place);
            }
            NodeMut::Schema(it) => match step.direction {
                Direction::Down => schema::down_to_3_0(it.value_mut(), place, step.report),
                Direction::Up => schema::up_to_3_1(it.value_mut()),
            },
            _ => {}
        }
    }
}

/// OAS 3.0 has neither webhooks nor a choice of dialects.
fn webhooks_and_dialect(it: &mut OpenApi, step: &mut Step<'_>, place: &Place<'_>) {
    newer_fields!(step, it, place, webhooks "webhooks", json_schema_dialect "jsonSchemaDialect");
}

/// OAS 3.0 requires `paths`.
fn paths(it: &mut OpenApi, step: &mut Step<'_>, place: &Place<'_>) {
    match step.direction {
        Direction::Down if it.paths.is_none() => {
            it.paths = Some(Paths { extensions: absent(), ..Paths::default() });
            step.lost(place, "that there are no `paths`", "wrote none of them");
        }
        Direction::Up if it.paths.as_ref().is_some_and(|paths| is_absent(&paths.extensions)) => it.paths = None,
        _ => {}
    }
}

/// An API has no `summary` in OAS 3.0.
fn info(it: &mut Info, step: &mut Step<'_>, place: &Place<'_>) {
    newer_fields!(step, it, place, summary "summary");
}

/// A licence has no `identifier` in OAS 3.0.
fn license(it: &mut License, step: &mut Step<'_>, place: &Place<'_>) {
    newer_fields!(step, it, place, identifier "identifier");
}

/// Path items are no components in OAS 3.0; references follow them to where they are kept.
fn path_items(it: &mut Components, step: &mut Step<'_>, place: &Place<'_>) {
    newer_fields!(step, it, place, path_items "pathItems");
}

fn moved_target(target: Option<&mut Text>, step: &mut Step<'_>) {
    if let Some(target) = target {
        if let Some(moved) = target::moved(target, Version::V3_0, step.direction) {
            *target = moved;
        }
    }
}

/// A reference overrides nothing in OAS 3.0.
fn reference(it: &mut Reference, step: &mut Step<'_>, place: &Place<'_>) {
    newer_fields!(step, it, place, summary "summary", description "description");
}

/// A path parameter says that it is required in OAS 3.0, whatever it holds.
fn path_parameter(it: &mut Parameter, step: &mut Step<'_>, place: &Place<'_>) {
    const KEY: &str = "required";
    if !step.is_down() {
        match it.extensions.remove(&aside(KEY)) {
            Some(Value::Null) => it.required = None,
            Some(kept) => it.required = kept.as_bool(),
            None => {}
        }
    } else if it.location == ParameterLocation::Path && it.required != Some(true) {
        it.extensions.insert(aside(KEY), it.required.map_or(Value::Null, Value::Bool));
        it.required = Some(true);
        step.lost(&place.member(KEY), "a path parameter that is not required", "wrote `required: true`");
    }
}

/// An operation has responses in OAS 3.0.
fn responses(it: &mut Operation, step: &mut Step<'_>, place: &Place<'_>) {
    let only = it.responses.by_status.get(&StatusKey::Default).and_then(RefOr::item);
    match step.direction {
        Direction::Down if it.responses.by_status.is_empty() => {
            let response = Response { extensions: absent(), ..Response::new("") };
            it.responses.by_status.insert(StatusKey::Default, RefOr::Item(response));
            step.lost(place, "an operation without responses", "wrote an empty `default`");
        }
        Direction::Up if only.is_some_and(|response| is_absent(&response.extensions)) => {
            it.responses.by_status.remove(&StatusKey::Default);
        }
        _ => {}
    }
}

/// There is no mutual TLS in OAS 3.0.
fn mutual_tls(it: &mut Components, step: &mut Step<'_>, place: &Place<'_>) {
    const KEY: &str = "securitySchemes";
    if !step.is_down() {
        let kept: Option<Map<Text, RefOr<SecurityScheme>>> = take(&mut it.extensions, KEY);
        it.security_schemes.extend(kept.into_iter().flatten());
        return;
    }
    let names: Vec<Text> =
        it.security_schemes.keys().filter(|name| is_mutual_tls(&it.security_schemes, name)).cloned().collect();
    let mut kept = Map::new();
    for name in names {
        step.lost(&place.member(KEY).member(&name), "`mutualTLS`", format!("kept in `{}`", aside(KEY)));
        if let Some(scheme) = it.security_schemes.remove(&name) {
            kept.insert(name, scheme);
        }
    }
    if !kept.is_empty() {
        it.extensions.insert(aside(KEY), to_value(&kept));
    }
}

fn is_mutual_tls(schemes: &Map<Text, RefOr<SecurityScheme>>, name: &str) -> bool {
    let mut name = name;
    for _ in 0..=schemes.len() {
        match schemes.get(name) {
            Some(RefOr::Item(scheme)) => return scheme.kind == SecuritySchemeType::MutualTls,
            Some(RefOr::Ref(reference)) => {
                name = reference.target.strip_prefix("#/components/securitySchemes/").unwrap_or_default();
            }
            None => return false,
        }
    }
    false
}

/// In OAS 3.0 nothing requires mutual TLS, and only OAuth and OpenID Connect have scopes.
fn security(
    field: &mut Option<Vec<SecurityRequirement>>,
    extensions: &mut Extensions,
    schemes: &Map<Text, RefOr<SecurityScheme>>,
    step: &mut Step<'_>,
    place: &Place<'_>,
) {
    const KEY: &str = "security";
    if !step.is_down() {
        if let Some(kept) = take(extensions, KEY) {
            *field = Some(kept);
        }
        return;
    }
    let Some(before) = field else {
        return;
    };
    let after: Vec<SecurityRequirement> = before.iter().filter_map(|it| requirement(it, schemes)).collect();
    if *before != after {
        extensions.insert(aside(KEY), to_value(before));
        step.lost(&place.member(KEY), what_is_required(before), format!("left out, and kept as `{}`", aside(KEY)));
        *before = after;
    }
}

/// A requirement without mutual TLS and roles; nothing where it required nothing else.
fn requirement(it: &SecurityRequirement, schemes: &Map<Text, RefOr<SecurityScheme>>) -> Option<SecurityRequirement> {
    let mut after = it.clone();
    after.schemes.retain(|name, _| !is_mutual_tls(schemes, name));
    for (name, scopes) in after.schemes.iter_mut() {
        let kind = schemes.get(name).and_then(RefOr::item).map(|scheme| scheme.kind);
        if matches!(kind, Some(SecuritySchemeType::ApiKey | SecuritySchemeType::Http)) {
            scopes.clear();
        }
    }
    (it.schemes.is_empty() || !after.schemes.is_empty()).then_some(after)
}

fn what_is_required(requirements: &[SecurityRequirement]) -> String {
    let names: Vec<&str> = requirements.iter().flat_map(|it| it.schemes.keys()).map(|name| &**name).collect();
    format!("mutual TLS or roles, in what requires `{}`,", names.join("`, `"))
}
