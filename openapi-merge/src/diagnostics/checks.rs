//! What is wrong with the declarations of an API: errors E1–E8, and warnings.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use openapi_model::{Map, ParameterLocation, SecurityScheme, StatusKey, Text};

use super::problem::{Problem, ProblemKind, Problems};
use crate::declare::path::{self, Part};
use crate::declare::{
    Declaration, DeclaredBodyParameter, DeclaredParameter, DeclaredResponse, ExtraFields, GivenParameter, Item, Layer,
    Mode, Responses, Router, Security,
};
use crate::handler;
use crate::rules::{self, status};
use crate::schemas::Schemas;
use crate::scope::{OperationInScope, Operations, OperationsByPath, Place, Role};

/// What is wrong with routers by themselves.
pub(crate) fn routers<H>(root: &Router<H>, webhooks: &Router<()>, problems: &mut Problems) {
    check_router(root, problems);
    check_router(webhooks, problems);
}

/// What is wrong with each operation, as far as it can be said without a schema. `by_path` holds those that are shown.
pub(crate) fn operations(
    operations: &Operations<'_>,
    by_path: &OperationsByPath<'_>,
    ids: &mut Ids,
    problems: &mut Problems,
) {
    let doubles = doubles(by_path);
    for operation in operations.iter() {
        let is_double = doubles.iter().any(|double| core::ptr::eq(*double, operation.declared));
        self::operation(&operation, is_double, ids, problems);
    }
}

/// R49: the operations whose method an earlier one has on the same path; what differs by a convertor alone is one path.
fn doubles<'a>(by_path: &OperationsByPath<'a>) -> Vec<&'a Declaration> {
    let mut doubles = Vec::new();
    for operations in by_path.values().filter(|operations| operations.len() > 1) {
        let mut methods: Map<&str, ()> = Map::new();
        for OperationInScope { declared, .. } in operations {
            if methods.insert(&declared.method, ()).is_some() {
                doubles.push(*declared);
            }
        }
    }
    doubles
}

/// The operationIds of a document.
pub(crate) type Ids = Map<String, ()>;

fn check_router<H>(router: &Router<H>, problems: &mut Problems) {
    prefix(&router.layer, problems);
    for item in &router.items {
        if let Item::Router(include, inner) = item {
            if let Some(include) = include {
                prefix(include, problems);
            }
            check_router(inner, problems);
        }
    }
    unused_responses(router, problems);
}

/// E5: a prefix begins with a slash and does not end with one.
fn prefix(layer: &Layer, problems: &mut Problems) {
    let prefix = || layer.prefix.to_string();
    if !layer.prefix.is_empty() && !layer.prefix.starts_with('/') {
        problems.add(Problem::error(layer.at, ProblemKind::PrefixMustStartWithSlash { prefix: prefix() }));
    }
    if layer.prefix.ends_with('/') {
        problems.add(Problem::error(layer.at, ProblemKind::PrefixMustNotEndWithSlash { prefix: prefix() }));
    }
}

fn operation(operation: &OperationInScope<'_>, is_double: bool, ids: &mut Ids, problems: &mut Problems) {
    let place = &operation.place();
    path_template(operation, place, problems);
    handler::check(operation, place, problems);
    statuses(operation, place, problems);
    if !operation.shown() {
        return;
    }
    if operation.declared.signature.is_none() {
        path_parameters(operation, place, problems);
        body_twice(operation, place, problems);
    }
    if is_double {
        let (method, path) = (operation.declared.method.to_string(), operation.documented_path().into());
        problems
            .add(Problem::error(operation.declared.at, ProblemKind::DuplicateOperation { method, path }).within(place));
        return;
    }
    operation_id(operation, place, ids, problems);
    callbacks(operation, place, ids, problems);
}

/// E6: prefix and path are not both empty; E7; and the path of an operation that this API serves begins with a slash.
fn path_template(operation: &OperationInScope<'_>, place: &Place<'_>, problems: &mut Problems) {
    if operation.role == Role::Path && !operation.path.starts_with('/') {
        let kind = match operation.path {
            "" => ProblemKind::EmptyPrefixAndPath,
            path => ProblemKind::PathMustStartWithSlash { path: path.into() },
        };
        problems.add(Problem::error(operation.declared.at, kind).within(place));
    }
    if operation.has_simple_path() {
        return;
    }
    for kind in faults_of_template(operation.path) {
        problems.add(Problem::error(operation.declared.at, kind).within(place));
    }
}

/// E7: parameters that stand twice, and convertors that FastAPI does not have.
fn faults_of_template(text: &str) -> impl Iterator<Item = ProblemKind> + '_ {
    let mut earlier: Map<&str, ()> = Map::new();
    path::parts(text).filter_map(move |part| match part {
        Part::Parameter { convertor: Some(convertor), .. }
            if !["str", "path", "int", "float", "uuid"].contains(&convertor) =>
        {
            Some(ProblemKind::UnknownConvertor { convertor: convertor.into(), path: text.into() })
        }
        Part::Parameter { name, .. } => earlier
            .insert(name, ())
            .map(|()| ProblemKind::DuplicatePathParameter { name: name.into(), path: text.into() }),
        Part::Literal(_) => None,
    })
}

/// E1, E2, E8 and R9. What is not shown is asked only for what FastAPI asks when it is declared.
fn statuses(operation: &OperationInScope<'_>, place: &Place<'_>, problems: &mut Problems) {
    let place = &Place::Within(place, "responses");
    operation.layers().for_each(|layer| misnamed(operation, &layer.responses, place, problems));
    misnamed(operation, &operation.declared.responses, place, problems);
    for (key, declared, _) in operation.responses_with_model() {
        model_of_response(key, declared, place, problems);
        if operation.shown() {
            schema_beside_model(operation, key, declared, place, problems);
        }
    }
    match &operation.declared.status {
        Some(given) => match &given.key {
            Ok(StatusKey::Code(code)) => {
                if rules::response_model(operation).is_some() && !status::may_have_body(StatusKey::Code(*code)) {
                    let kind = ProblemKind::BodyNotAllowed { status: code.to_string() };
                    problems.add(Problem::error(given.at, kind).within(place));
                }
            }
            Ok(key) => {
                let kind = ProblemKind::InvalidStatus { given: key.to_string() };
                problems.add(Problem::error(given.at, kind).within(place));
            }
            Err(text) => {
                let kind = ProblemKind::InvalidStatus { given: text.clone() };
                problems.add(Problem::error(given.at, kind).within(place));
            }
        },
        None if operation.shown() && rules::main_status(operation).is_none() => {
            problems.add(Problem::error(operation.declared.at, ProblemKind::NoDefaultStatus).within(place));
        }
        None => {}
    }
    model_not_shown(operation, place, problems);
}

/// E2: keys that are no status keys.
fn misnamed(operation: &OperationInScope<'_>, responses: &Responses, place: &Place<'_>, problems: &mut Problems) {
    for (given, declared) in &responses.misnamed {
        if operation.shown() || declared.response.model.is_some() {
            let kind = ProblemKind::InvalidStatus { given: given.clone() };
            problems.add(Problem::error(declared.at, kind).within(place));
        }
    }
}

/// Warning: a response model that the response class does not show.
fn model_not_shown(operation: &OperationInScope<'_>, place: &Place<'_>, problems: &mut Problems) {
    if let (Some(_), false, Some(key)) =
        (rules::response_model(operation), rules::shows_response_model(operation), rules::main_status(operation))
    {
        if operation.shown() && status::may_have_body(key) {
            let kind = ProblemKind::ModelNotShown { status: key.to_string() };
            problems.add(Problem::warning(operation.declared.at, kind).within(place));
        }
    }
}

fn model_of_response(key: StatusKey, declared: &DeclaredResponse, place: &Place<'_>, problems: &mut Problems) {
    // R9: with a model FastAPI takes a range or `default` only as a document spells it.
    if let Some(spelling) = &declared.spelling {
        let kind = ProblemKind::InvalidStatus { given: spelling.to_string() };
        problems.add(Problem::error(declared.at, kind).within(place));
    }
    if !status::may_have_body(key) {
        let kind = ProblemKind::BodyNotAllowed { status: key.to_string() };
        problems.add(Problem::error(declared.at, kind).within(place));
    }
}

/// E4: where a model's schema goes there may be another with keywords, which it joins, but not `true` or `false`.
fn schema_beside_model(
    operation: &OperationInScope<'_>,
    key: StatusKey,
    declared: &DeclaredResponse,
    place: &Place<'_>,
    problems: &mut Problems,
) {
    let ExtraFields::Object(response) = declared.response.extra_fields() else { return };
    let media_type = rules::media_type_for_model(operation);
    let beside = response.content.get(media_type).and_then(|it| it.item()?.schema.as_ref());
    if let Some(schema) = beside.filter(|schema| schema.keywords().is_none()) {
        let (status, schema) = (key.to_string(), schema.as_value().to_string());
        let kind = ProblemKind::SchemaNotObject { status, media_type: media_type.to_string(), schema };
        problems.add(Problem::error(declared.at, kind).within(place));
    }
}

/// Warnings: the path's parameters and the declared ones differ.
fn path_parameters(operation: &OperationInScope<'_>, place: &Place<'_>, problems: &mut Problems) {
    if operation.role != Role::Path {
        return;
    }
    let mut declared: Vec<&str> = Vec::new();
    for DeclaredParameter { given, at } in operation.parameters() {
        match given {
            GivenParameter::All(all) if all.location == ParameterLocation::Path => return,
            GivenParameter::One(parameter) if parameter.location == ParameterLocation::Path => {
                declared.push(&parameter.name);
                if !path::parameters(operation.path).any(|name| name == parameter.name) {
                    let kind = ProblemKind::UnknownPathParameter { name: parameter.name.to_string() };
                    problems.add(Problem::warning(at, kind).within(place));
                }
            }
            _ => {}
        }
    }
    for name in path::parameters(operation.path).filter(|name| !declared.contains(name)) {
        let kind = ProblemKind::UndeclaredPathParameter { name: name.into() };
        problems.add(Problem::warning(operation.declared.at, kind).within(place));
    }
}

/// A body that is declared whole and in parts.
fn body_twice(operation: &OperationInScope<'_>, place: &Place<'_>, problems: &mut Problems) {
    for DeclaredBodyParameter { parameter, at } in operation.body_parameters() {
        if operation.declared.body.is_some() {
            let kind = ProblemKind::BodyBesideParameters { name: parameter.name.to_string() };
            problems.add(Problem::error(at, kind).within(place));
        }
    }
}

/// R39: a duplicate operationId is a warning.
fn operation_id(operation: &OperationInScope<'_>, place: &Place<'_>, ids: &mut Ids, problems: &mut Problems) {
    if let Some(id) = rules::operation_id(operation) {
        if ids.contains_key(&*id) {
            let kind = ProblemKind::DuplicateOperationId { id: id.into_owned() };
            problems.add(Problem::warning(operation.declared.at, kind).within(place));
        } else {
            ids.insert(id.into_owned(), ());
        }
    }
}

/// R41: callbacks of one name add up; the same expression and method twice is an error.
fn callbacks(operation: &OperationInScope<'_>, place: &Place<'_>, ids: &mut Ids, problems: &mut Problems) {
    let place = &Place::Within(place, "callbacks");
    let mut met: Map<(&Text, &str, &str), ()> = Map::new();
    for callback in operation.callbacks() {
        let Some(name) = &callback.declared.name else {
            let kind = ProblemKind::UnnamedCallback { expression: callback.path.into() };
            problems.add(Problem::error(callback.declared.at, kind).within(place));
            continue;
        };
        let place = &Place::Within(place, name);
        let method = &callback.declared.method;
        if callback.shown() && met.insert((name, callback.path, method), ()).is_some() {
            let (name, expression) = (name.to_string(), callback.path.into());
            let kind = ProblemKind::DuplicateCallback { name, expression, method: method.to_string() };
            problems.add(Problem::error(callback.declared.at, kind).within(place));
            continue;
        }
        if callback.path == "$ref" || callback.path.starts_with("x-") {
            let kind = ProblemKind::ReservedExpression { expression: callback.path.into() };
            problems.add(Problem::error(callback.declared.at, kind).within(place));
        }
        path_template(&callback, place, problems);
        statuses(&callback, place, problems);
        if callback.shown() {
            operation_id(&callback, place, ids, problems);
            callbacks(&callback, place, ids, problems);
        }
    }
}

/// Parameters that are the properties of a struct, whose schema has none. Schemas are resolved by now.
pub(crate) fn parameters_of_no_struct(operation: &OperationInScope<'_>, schemas: &Schemas, problems: &mut Problems) {
    for DeclaredParameter { given, at } in operation.parameters() {
        if let GivenParameter::All(all) = given {
            let shown = all.shown.then(|| schemas.schema(&all.model, Mode::Input, operation.role));
            if shown.is_some_and(|schema| schema.value.get("properties").is_none()) {
                let name = schemas.type_name(&all.model).to_string();
                problems.add(Problem::error(at, ProblemKind::ParametersOfNoStruct { name }).within(operation.place()));
            }
        }
    }
}

/// Warning, R100: one name for different security schemes.
pub(crate) fn security_schemes(shown: &[OperationInScope<'_>], problems: &mut Problems) {
    let mut schemes: Map<&Text, &SecurityScheme> = Map::new();
    for operation in shown {
        for security in operation.security().flat_map(Security::each) {
            let known = schemes.get_or_insert_with(&security.name, || &security.scheme);
            if *known != &security.scheme {
                *known = &security.scheme;
                let kind = ProblemKind::DifferentSecuritySchemes { name: security.name.to_string() };
                problems.add(Problem::warning(operation.declared.at, kind).within(operation.place()));
            }
        }
    }
}

/// Warning: responses of a layer that no operation receives.
fn unused_responses<H>(router: &Router<H>, problems: &mut Problems) {
    if !router.layer.responses.by_key.is_empty() && !has_operations(router) {
        let keys: Vec<String> = router.layer.responses.keys().map(|key| format!("`{key}`")).collect();
        problems.add(Problem::warning(router.layer.at, ProblemKind::UnusedResponses { keys: keys.join(", ") }));
    }
}

fn has_operations<H>(router: &Router<H>) -> bool {
    router.items.iter().any(|item| match item {
        Item::Operation(..) => true,
        Item::Router(_, router) => has_operations(router),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_parameters_and_unknown_convertors() {
        let kinds: Vec<_> = faults_of_template("/{a}/{a}/{b:foo}").map(|kind| kind.to_string()).collect();
        assert_eq!(
            kinds,
            [
                "the path `/{a}/{a}/{b:foo}` has the parameter `a` twice",
                "`foo` in the path `/{a}/{a}/{b:foo}` is not a convertor: \
                 expected `str`, `path`, `int`, `float` or `uuid`",
            ]
        );
    }
}
