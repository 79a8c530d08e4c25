//! Between OAS 3.1 and 3.0: one function per difference, each of which goes both ways.

use alloc::format;

use super::links::{self, SetAside};
use super::security::{Schemes, mutual_tls, security};
use super::step::{Direction, Step, absent, aside, is_absent, newer_fields, older_fields, take, to_value};
use super::{Version, references, schema};
use crate::navigate::resources::Resources;
use crate::walk::{NodeMut, Place, VisitorMut, walk_mut};
use crate::{
    Components, Header, Info, License, Link, MAX_DEPTH, Map, OpenApi, Operation, Parameter, ParameterLocation, Paths,
    RefOr, Reference, Response, Server, ServerVariable, StatusKey, Text, Value,
};

pub(super) fn step(document: &mut OpenApi, step: &mut Step<'_>) {
    let schemes = Schemes::of(&document.components);
    match step.direction {
        Direction::Down => {
            let facts = schema::Facts::of(document);
            walk_mut(document, &mut Schemas { step, facts: &facts, depth: 0 });
            references::follow(document, facts.resources(), Version::V3_0, step.direction);
            let operations = links::set_aside(document, Version::V3_0);
            walk_mut(document, &mut Between { step, schemes, operations, depth: 0 });
        }
        Direction::Up => {
            let operations = SetAside::default();
            walk_mut(document, &mut Between { step, schemes, operations, depth: 0 });
            references::follow(document, &Resources::default(), Version::V3_0, step.direction);
        }
    }
}

/// Downwards, all schemas go first, while everything stands where references say.
struct Schemas<'s, 'r> {
    step: &'s mut Step<'r>,
    facts: &'s schema::Facts,
    depth: usize,
}

impl VisitorMut for Schemas<'_, '_> {
    fn enter(&mut self, node: NodeMut<'_>, place: &Place<'_>) {
        self.depth += 1;
        if let NodeMut::Schema(it) = node {
            schema::down_to_3_0(it.value_mut(), place, self.facts, self.step.report);
        }
    }

    fn leave(&mut self, _: NodeMut<'_>, _: &Place<'_>) {
        self.depth -= 1;
    }

    fn wants_inside(&mut self, _: &Place<'_>) -> bool {
        self.depth <= MAX_DEPTH
    }
}

struct Between<'s, 'r> {
    step: &'s mut Step<'r>,
    schemes: Schemes,
    operations: SetAside,
    depth: usize,
}

impl VisitorMut for Between<'_, '_> {
    /// Upwards, what was set aside comes back before it is looked into.
    fn enter(&mut self, node: NodeMut<'_>, place: &Place<'_>) {
        self.depth += 1;
        if !self.step.is_down() {
            self.change(node, place);
        }
    }

    /// Downwards, what is set aside has been changed already.
    fn leave(&mut self, node: NodeMut<'_>, place: &Place<'_>) {
        self.depth -= 1;
        if self.step.is_down() {
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
        match node {
            NodeMut::OpenApi(it) => {
                security(&mut it.security, &mut it.extensions, &self.schemes, step, place);
                paths(it, step, place);
                webhooks_and_dialect(it, step, place);
                step.version(it, Version::V3_0, Version::V3_1);
            }
            NodeMut::Info(it) => info(it, step, place),
            NodeMut::License(it) => license(it, step, place),
            NodeMut::Server(it) => server(it, step, place),
            NodeMut::ServerVariable(it) => server_variable(it, step, place),
            NodeMut::Components(it) => {
                mutual_tls(it, &self.schemes, step, place);
                path_items(it, step, place);
            }
            NodeMut::Link(it) => {
                links::follow(it, &self.operations, step, place);
                link_parameters(it, step, place);
            }
            NodeMut::Operation(it) => {
                security(&mut it.security, &mut it.extensions, &self.schemes, step, place);
                responses(it, step, place);
            }
            NodeMut::Parameter(it) => {
                path_parameter(it, step, place);
                if it.location != ParameterLocation::Query {
                    older_fields!(step, it, place, allow_empty_value "allowEmptyValue", allow_reserved "allowReserved");
                }
            }
            NodeMut::Header(it) => header(it, step, place),
            NodeMut::Reference(it) => reference(it, step, place),
            NodeMut::Schema(it) if !step.is_down() => schema::up_to_3_1(it.value_mut(), place, step.report),
            _ => {}
        }
    }
}

/// The fields of queries stand in no header since OAS 3.1.
fn header(it: &mut Header, step: &mut Step<'_>, place: &Place<'_>) {
    older_fields!(step, it, place, allow_empty_value "allowEmptyValue", allow_reserved "allowReserved");
}

/// The URL of a server has neither query nor fragment since OAS 3.1.
fn server(it: &mut Server, step: &mut Step<'_>, place: &Place<'_>) {
    if !step.is_down() && it.url.contains(['?', '#']) {
        step.left(&place.member("url"), "a server with a query or fragment");
    }
}

/// The values of a server's variable are not an empty list since OAS 3.1, and its default is one of them.
fn server_variable(it: &mut ServerVariable, step: &mut Step<'_>, place: &Place<'_>) {
    match (step.direction, &it.enumeration) {
        (Direction::Up, Some(values)) if values.is_empty() => {}
        (Direction::Up, Some(values)) if !values.contains(&it.default) => {
            step.left(&place.member("default"), "a default that is not one of the values");
            return;
        }
        (Direction::Up, _) => return,
        (Direction::Down, values) if values.as_ref().is_some_and(|values| !values.is_empty()) => return,
        (Direction::Down, _) => {}
    }
    older_fields!(step, it, place, enumeration "enum");
}

/// The parameters of a link are texts since OAS 3.1.
fn link_parameters(it: &mut Link, step: &mut Step<'_>, place: &Place<'_>) {
    const KEY: &str = "parameters";
    if step.is_down() {
        if it.parameters.values().any(|value| value.as_str().is_none()) {
            step.left(&place.member(KEY), "a parameter of a link that is not a text");
        }
        let kept: Option<Map<Text, Value>> = take(&mut it.extensions, KEY);
        it.parameters.extend(kept.into_iter().flatten());
        return;
    }
    let (mut kept, mut texts) = (Map::new(), Map::new());
    for (name, value) in core::mem::take(&mut it.parameters) {
        let map = if value.as_str().is_some() { &mut texts } else { &mut kept };
        map.insert(name, value);
    }
    it.parameters = texts;
    if !kept.is_empty() {
        let said = "a parameter of a link that is not a text";
        step.lost(&place.member(KEY), said, format!("kept in `{}`", aside(KEY)));
        it.extensions.insert(aside(KEY), to_value(&kept));
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
