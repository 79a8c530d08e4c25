//! Rules for paths, operations, callbacks and links.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::reference::{Target, resolve};
use super::text::is_uri_reference;
use super::{Check, Rule};
use crate::expression::{Mistake, Template};
use crate::navigate::grammar::{is_token, template_expressions};
use crate::navigate::members::Members;
use crate::walk::{Kind, Node, Place};
use crate::{
    Callback, Link, Map, Operation, Parameter, ParameterLocation, PathItem, Paths, RefOr, Responses, StatusKey, Value,
    Version,
};

/// The operations of a document by `operationId`, and the links that name one; for rules about the whole.
#[derive(Default)]
pub(super) struct Operations<'a> {
    ids: Map<&'a str, String>,
    repeated: Vec<(&'a str, String)>,
    linked: Vec<(&'a str, String)>,
}

pub(super) fn paths<'a>(check: &mut Check<'a>, it: &'a Paths, place: &Place<'_>) {
    different_paths(check, it, place);
    for (path, item) in &it.items {
        let here = place.member(path);
        template_form(check, path, &here);
        template_parameters(check, path, item, &here);
    }
}

/// No two paths differ only in the names of their parameters.
///
/// OAS 3.2 [Paths Object](https://spec.openapis.org/oas/v3.2.0#paths-object).
fn different_paths(check: &mut Check<'_>, it: &Paths, place: &Place<'_>) {
    const RULE: Rule = Rule::new("different-paths", "paths-object");
    let mut shapes: Map<String, &str> = Map::with_capacity(it.items.len());
    for path in it.items.keys().filter(|path| path.contains('{')) {
        if let Some(before) = shapes.insert(without_names(path), path) {
            let message = format!("`{path}` and `{before}` differ in the names of their parameters only");
            check.error(RULE, &place.member(path), message);
        }
    }
}

fn without_names(path: &str) -> String {
    let mut shape = String::with_capacity(path.len());
    let mut inside = false;
    for character in path.chars() {
        inside = inside && character != '}';
        if !inside {
            shape.push(character);
        }
        inside = inside || character == '{';
    }
    shape
}

/// The braces of a path pair and hold a name; from OAS 3.2 on, each name once.
///
/// OAS 3.2 [Path Templating](https://spec.openapis.org/oas/v3.2.0#path-templating).
fn template_form(check: &mut Check<'_>, path: &str, place: &Place<'_>) {
    const RULE: Rule = Rule::new("path-template", "path-templating");
    let Some(names) = template_expressions(path) else {
        check.error(RULE, place, format!("a brace in `{path}` has no partner or nothing between"));
        return;
    };
    let mut seen = Map::new();
    for name in names {
        if seen.insert(name, ()).is_some() && check.version >= Version::V3_2 {
            check.error(RULE, place, format!("`{{{name}}}` stands twice; expected each expression once"));
        }
    }
}

/// Each expression of a path has its path parameter in the path item or in each operation, and each path parameter
/// its expression. The official test documents break this and pass, so it is a warning.
///
/// OAS 3.2 [Path Templating](https://spec.openapis.org/oas/v3.2.0#path-templating).
fn template_parameters<'a>(check: &mut Check<'a>, path: &str, item: &'a PathItem, place: &Place<'_>) {
    const RULE: Rule = Rule::new("template-parameters", "path-templating");
    let names: Map<&str, ()> = template_expressions(path).into_iter().flatten().map(|name| (name, ())).collect();
    let shared = path_parameters(check, &item.parameters);
    let open: Vec<&str> = names.keys().copied().filter(|name| !shared.names.contains_key(name)).collect();
    let has_reference = item.reference.is_some();
    for (method, operation) in item.operations() {
        let own = path_parameters(check, &operation.parameters);
        let here = operation_place(place, method);
        let here = here.at();
        let first = open.iter().find(|name| !own.names.contains_key(*name));
        if let Some(first) = first.filter(|_| !shared.unseen && !own.unseen && !has_reference) {
            let declared =
                own.names.keys().filter(|name| names.contains_key(*name) && !shared.names.contains_key(*name));
            let message = match open.len() - declared.count() {
                1 => format!("`{{{first}}}` in the path has no path parameter"),
                count => format!("`{{{first}}}` and {} more in the path have no path parameter", count - 1),
            };
            check.warning(RULE, &here, message);
        }
        superfluous(check, RULE, &own, &names, path, &here);
    }
    superfluous(check, RULE, &shared, &names, path, place);
}

fn superfluous(
    check: &mut Check<'_>,
    rule: Rule,
    declared: &PathParameters<'_>,
    names: &Map<&str, ()>,
    path: &str,
    place: &Place<'_>,
) {
    let mut others = declared.names.keys().filter(|name| !names.contains_key(*name));
    if let Some(first) = others.next() {
        let message = match others.count() {
            0 => format!("the path parameter `{first}` is not in `{path}`"),
            count => format!("the path parameter `{first}` and {count} more are not in `{path}`"),
        };
        check.warning(rule, &place.member("parameters"), message);
    }
}

struct PathParameters<'a> {
    names: Map<&'a str, ()>,
    /// Whether some are in other documents.
    unseen: bool,
}

fn path_parameters<'a>(check: &mut Check<'a>, parameters: &'a [RefOr<Parameter>]) -> PathParameters<'a> {
    let mut found = PathParameters { names: Map::new(), unseen: false };
    for parameter in parameters {
        match seen(check, parameter) {
            Some(it) if it.location == ParameterLocation::Path => drop(found.names.insert(&it.name, ())),
            Some(_) => {}
            None => found.unseen = true,
        }
    }
    found
}

/// The parameter that stands here or that a reference leads to.
fn seen<'a>(check: &mut Check<'a>, parameter: &'a RefOr<Parameter>) -> Option<&'a Parameter> {
    match parameter {
        RefOr::Item(parameter) => Some(parameter),
        RefOr::Ref(reference) => match resolve(check, None, &reference.target) {
            Some(Target::Object(Node::Parameter(parameter))) => Some(parameter),
            _ => None,
        },
    }
}

/// Where an operation stands in a path item: `get`, or `additionalOperations/COPY`.
struct OperationPlace<'p> {
    holder: Option<Place<'p>>,
    item: &'p Place<'p>,
    key: String,
}

impl OperationPlace<'_> {
    fn at(&self) -> Place<'_> {
        self.holder.as_ref().unwrap_or(self.item).member(&self.key)
    }
}

fn operation_place<'p>(item: &'p Place<'p>, method: &str) -> OperationPlace<'p> {
    if is_fixed_method(method) {
        return OperationPlace { holder: None, item, key: method.to_ascii_lowercase() };
    }
    OperationPlace { holder: Some(item.member("additionalOperations")), item, key: method.into() }
}

fn is_fixed_method(method: &str) -> bool {
    ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"].contains(&method)
}

pub(super) fn path_item<'a>(check: &mut Check<'a>, it: &'a PathItem, place: &Place<'_>) {
    if let Some(target) = &it.reference {
        super::reference::target(check, None, target, Kind::PathItem, &place.member("$ref"));
    }
    different_parameters(check, &it.parameters, place);
    query_or_querystring(check, &it.parameters, place);
    additional_methods(check, it, place);
}

/// The keys of `additionalOperations` are methods that have no field of their own.
///
/// OAS 3.2 [Path Item Object](https://spec.openapis.org/oas/v3.2.0#path-item-object).
fn additional_methods(check: &mut Check<'_>, it: &PathItem, place: &Place<'_>) {
    const RULE: Rule = Rule::new("additional-methods", "path-item-object");
    for method in it.additional_operations.keys() {
        let here = place.member("additionalOperations");
        if is_fixed_method(method) {
            let field = method.to_ascii_lowercase();
            check.error(RULE, &here.member(method), format!("`{method}` has a field of its own; expected `{field}`"));
        } else if !is_token(method) {
            check.error(RULE, &here.member(method), format!("`{method}` is not a method"));
        }
    }
}

/// No list has two parameters of one name and location.
///
/// OAS 3.2 [Operation Object](https://spec.openapis.org/oas/v3.2.0#operation-object).
fn different_parameters<'a>(check: &mut Check<'a>, parameters: &'a [RefOr<Parameter>], place: &Place<'_>) {
    const RULE: Rule = Rule::new("different-parameters", "operation-object");
    let mut first = Map::new();
    for (index, parameter) in parameters.iter().enumerate() {
        let Some(it) = seen(check, parameter) else {
            continue;
        };
        if let Some(before) = first.insert((&*it.name, it.location), index) {
            let message = format!("the parameter `{}` in {} stands at {before} already", it.name, it.location);
            check.error(RULE, &place.member("parameters").item(index), message);
        }
    }
}

/// The whole query is one parameter, or each pair of it is.
///
/// OAS 3.2 [Parameter Locations](https://spec.openapis.org/oas/v3.2.0#parameter-locations).
fn query_or_querystring<'a>(check: &mut Check<'a>, parameters: &'a [RefOr<Parameter>], place: &Place<'_>) {
    const RULE: Rule = Rule::new("query-or-querystring", "parameter-locations");
    let mut count = |location| {
        parameters.iter().filter(|parameter| seen(check, parameter).is_some_and(|it| it.location == location)).count()
    };
    let (whole, pairs) = (count(ParameterLocation::Querystring), count(ParameterLocation::Query));
    if whole > 1 {
        check.error(RULE, &place.member("parameters"), "there are several parameters in `querystring`; expected one");
    }
    if whole > 0 && pairs > 0 {
        let message = "there are parameters in `query` and in `querystring`; expected one of them";
        check.error(RULE, &place.member("parameters"), message);
    }
}

pub(super) fn operation<'a>(check: &mut Check<'a>, it: &'a Operation, place: &Place<'_>) {
    different_parameters(check, &it.parameters, place);
    query_or_querystring(check, &it.parameters, place);
    responses_required(check, it, place);
    if let Some(id) = &it.operation_id {
        let pointer = place.member("operationId").pointer();
        if check.operations.ids.contains_key(&**id) {
            check.operations.repeated.push((id, pointer));
        } else {
            check.operations.ids.insert(id, pointer);
        }
    }
}

/// OAS 3.0 requires responses; where they are written, there is at least one.
///
/// OAS 3.2 [Responses Object](https://spec.openapis.org/oas/v3.2.0#responses-object).
fn responses_required(check: &mut Check<'_>, it: &Operation, place: &Place<'_>) {
    const RULE: Rule = Rule::new("responses-required", "responses-object");
    let is_there = it.has("responses");
    if !is_there && check.version == Version::V3_0 {
        check.error(RULE, place, "there is no `responses`, which OAS 3.0 requires");
    }
    if is_there && it.responses.by_status.is_empty() {
        check.error(RULE, &place.member("responses"), "there is no response; expected at least one");
    }
}

/// Status codes are those of HTTP: 100 to 599.
///
/// OAS 3.2 [Responses Object](https://spec.openapis.org/oas/v3.2.0#responses-object).
pub(super) fn responses(check: &mut Check<'_>, it: &Responses, place: &Place<'_>) {
    const RULE: Rule = Rule::new("status-keys", "responses-object");
    for key in it.by_status.keys() {
        if matches!(key, StatusKey::Code(code) if code.range().is_none()) {
            let text = format!("{key}");
            check.error(RULE, &place.member(&text), format!("`{key}` is not a status code; expected 100 to 599"));
        }
    }
}

/// An `operationId` stands once.
///
/// OAS 3.2 [Operation Object](https://spec.openapis.org/oas/v3.2.0#operation-object).
pub(super) fn unique_operation_ids(check: &mut Check<'_>) {
    const RULE: Rule = Rule::new("unique-operation-ids", "operation-object");
    for (id, pointer) in core::mem::take(&mut check.operations.repeated) {
        let before = check.operations.ids.get(id).cloned().unwrap_or_default();
        let message = format!("the operationId `{id}` stands at {before} already");
        check.report(super::Severity::Error, RULE, pointer, message);
    }
}

pub(super) fn link<'a>(check: &mut Check<'a>, it: &'a Link, place: &Place<'_>) {
    link_names_one_operation(check, it, place);
    link_parameters(check, it, place);
    if let Some(id) = &it.operation_id {
        check.operations.linked.push((id, place.member("operationId").pointer()));
    }
    if let Some(target) = &it.operation_ref {
        operation_ref(check, target, place);
    }
}

/// A link names its operation in one way.
///
/// OAS 3.2 [Link Object](https://spec.openapis.org/oas/v3.2.0#link-object).
fn link_names_one_operation(check: &mut Check<'_>, it: &Link, place: &Place<'_>) {
    const RULE: Rule = Rule::new("link-operation", "link-object");
    match (&it.operation_id, &it.operation_ref) {
        (Some(_), Some(_)) => {
            check.error(RULE, place, "there are both `operationId` and `operationRef`; expected one of them");
        }
        (None, None) => {
            check.error(RULE, place, "there is neither `operationId` nor `operationRef`; expected one of them");
        }
        _ => {}
    }
}

/// The official schemas of OAS 3.1 and 3.2 take strings for a link's parameters.
///
/// OAS 3.2 [Link Object](https://spec.openapis.org/oas/v3.2.0#link-object).
fn link_parameters(check: &mut Check<'_>, it: &Link, place: &Place<'_>) {
    const RULE: Rule = Rule::new("link-parameters", "link-object");
    for (name, value) in it.parameters.iter().filter(|(_, value)| value.as_str().is_none()) {
        if check.version > Version::V3_0 {
            let message = format!("the value is {}; expected a string", Value::kind(value));
            check.error(RULE, &place.member("parameters").member(name), message);
        }
    }
}

/// What a link names by reference is an operation. The official test documents name some that are not there.
///
/// OAS 3.2 [Link Object](https://spec.openapis.org/oas/v3.2.0#link-object).
fn operation_ref<'a>(check: &mut Check<'a>, target: &'a str, place: &Place<'_>) {
    const RULE: Rule = Rule::new("link-target", "link-object");
    let here = place.member("operationRef");
    match super::reference::follow(check, None, target) {
        Target::Object(Node::Operation(_)) | Target::Json(_) => {}
        Target::Elsewhere if is_uri_reference(target) => {}
        Target::Elsewhere => check.error(RULE, &here, format!("`{target}` is not a URI")),
        Target::Object(node) => {
            check.error(RULE, &here, format!("`{target}` leads to {}; expected an operation", node.kind().what()));
        }
        Target::Nothing => check.warning(RULE, &here, format!("`{target}` leads nowhere; expected an operation")),
    }
}

/// What a link names by `operationId` is an operation of the document, unless another document has it.
///
/// OAS 3.2 [Link Object](https://spec.openapis.org/oas/v3.2.0#link-object).
pub(super) fn link_targets(check: &mut Check<'_>) {
    const RULE: Rule = Rule::new("link-target", "link-object");
    for (id, pointer) in core::mem::take(&mut check.operations.linked) {
        if !check.operations.ids.contains_key(id) {
            let message = format!("there is no operation with the operationId `{id}`");
            check.report(super::Severity::Warning, RULE, pointer, message);
        }
    }
}

/// The keys of a callback are runtime expressions or hold some in braces.
///
/// A key whose meaning is clear although it is misspelt, and a fixed URL, are warnings.
///
/// OAS 3.2 [Key Expression](https://spec.openapis.org/oas/v3.2.0#key-expression).
pub(super) fn callback(check: &mut Check<'_>, it: &Callback, place: &Place<'_>) {
    const RULE: Rule = Rule::new("callback-keys", "key-expression");
    for key in it.expressions.keys() {
        let here = place.member(key);
        for finding in Template::from(&**key).lint() {
            match finding.mistake {
                Mistake::HttpMethod => check.error(RULE, place, format!("{finding}")),
                Mistake::FixedUrl => check.warning(RULE, &here, format!("{finding}")),
                _ if finding.reading.is_some() => check.warning(RULE, &here, format!("{finding}")),
                _ => check.error(RULE, &here, format!("{finding}")),
            }
        }
    }
}
