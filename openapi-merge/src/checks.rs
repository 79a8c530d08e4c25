//! What is wrong with the declarations of an API: errors E1–E8, and warnings.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use openapi_model::{Map, ParameterLocation, StatusKey, Text};

use crate::declare::{Besides, Declared, GivenParameter, Item, Layer, Parameters, Responses, Router};
use crate::layers::{ByPath, Operations, Place, Role, Said};
use crate::path;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::shown::ShownText;
use crate::{rules, status};

/// What is wrong with routers by themselves.
pub(crate) fn routers<H>(root: &Router<H>, webhooks: &Router<()>, problems: &mut Problems) {
    check_router(root, problems);
    check_router(webhooks, problems);
}

/// What is wrong with each operation, as far as it can be said without generating a schema.
pub(crate) fn operations(operations: &Operations<'_>, paths: &ByPath<'_>, ids: &mut Ids, problems: &mut Problems) {
    let doubles = doubles(operations, paths);
    for (at, said) in operations.iter().enumerate() {
        if operations.is_known(at) && !problems.want_warnings() && doubles.is_empty() {
            own_texts(&said, problems);
        } else {
            operation(&said, doubles.contains(&at), ids, problems);
        }
    }
}

/// What may be wrong with an operation alone though nothing is with another of its kind.
fn own_texts(said: &Said<'_>, problems: &mut Problems) {
    path_template(said, &said.place(), problems);
    if let (true, Some(callback)) = (said.shown(), said.only_callback()) {
        own_texts(&callback, problems);
    }
}

/// R49: operations whose method another has on the same path of the document; what differs by a convertor alone is
/// one path.
fn doubles(operations: &Operations<'_>, paths: &ByPath<'_>) -> Vec<usize> {
    let mut doubles = Vec::new();
    for (first, others) in paths.values().filter(|(_, others)| !others.is_empty()) {
        let mut methods: Vec<&str> = Vec::new();
        for &at in [first].into_iter().chain(others) {
            let Some(method) = operations.get(at).map(|said| &*said.operation.method) else { continue };
            if methods.contains(&method) {
                doubles.push(at);
            }
            methods.push(method);
        }
    }
    doubles
}

/// The operationIds of a document.
pub(crate) type Ids = Map<Text, ()>;

fn check_router<H>(router: &Router<H>, problems: &mut Problems) {
    prefix(&router.layer, problems);
    for item in &router.items {
        if let Item::Router(include, inner) = item {
            if let Some(include) = include {
                prefix(include, problems);
            }
            if include.as_ref().is_none_or(|include| include.prefix.is_empty()) {
                empty_paths(inner, problems);
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

/// E6: an inclusion without a prefix holds no operation whose path is empty.
fn empty_paths<H>(inner: &Router<H>, problems: &mut Problems) {
    if !inner.layer.prefix.is_empty() {
        return;
    }
    for said in Operations::of(inner, Role::Path).iter().filter(|said| said.path.is_empty()) {
        problems.add(Problem::error(said.operation.at, ProblemKind::EmptyPrefixAndPath).within(&said.place()));
    }
}

fn operation(said: &Said<'_>, double: bool, ids: &mut Ids, problems: &mut Problems) {
    let place = &said.place();
    path_template(said, place, problems);
    statuses(said, place, problems);
    if !said.shown() {
        return;
    }
    if problems.want_warnings() {
        path_parameters(said, place, problems);
    }
    if double {
        let (method, path) = (said.operation.method.to_string(), said.documented_path().into());
        problems.add(Problem::error(said.operation.at, ProblemKind::DuplicateOperation { method, path }).within(place));
        return;
    }
    if problems.want_warnings() {
        operation_id(said, place, ids, problems);
    }
    callbacks(said, place, ids, problems);
}

/// E7, and that an ordinary path begins with a slash.
fn path_template(said: &Said<'_>, place: &Place<'_>, problems: &mut Problems) {
    if said.role == Role::Path && !said.path.starts_with('/') && !said.path.is_empty() {
        let kind = ProblemKind::PathMustStartWithSlash { path: said.path.into() };
        problems.add(Problem::error(said.operation.at, kind).within(place));
    }
    if said.has_simple_path {
        return;
    }
    for kind in path::problems(said.path) {
        problems.add(Problem::error(said.operation.at, kind).within(place));
    }
}

/// E1, E2, E8 and R9. What is not shown is asked only for what FastAPI asks when it is declared.
fn statuses(said: &Said<'_>, place: &Place<'_>, problems: &mut Problems) {
    let place = &Place::Within(place, "responses");
    said.layers().for_each(|layer| misnamed(said, &layer.responses, place, problems));
    misnamed(said, &said.operation.responses, place, problems);
    for (key, declared, _) in said.responses_with_model() {
        model_of_response(key, declared, place, problems);
        if said.shown() {
            schema_beside_model(said, key, declared, place, problems);
        }
    }
    match &said.operation.status {
        Some(given) => match &given.key {
            Ok(StatusKey::Code(code)) => {
                if rules::response_model(said).is_some() && !status::may_have_body(StatusKey::Code(*code)) {
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
        None if said.shown() && rules::main_status(said).is_none() => {
            problems.add(Problem::error(said.operation.at, ProblemKind::NoDefaultStatus).within(place));
        }
        None => {}
    }
    if problems.want_warnings() {
        model_not_shown(said, place, problems);
    }
}

/// E2: keys that are none.
fn misnamed(said: &Said<'_>, responses: &Responses, place: &Place<'_>, problems: &mut Problems) {
    for (problem, (_, declared)) in responses.problems().zip(&responses.misnamed) {
        if said.shown() || declared.response.model.is_some() {
            problems.add(problem.within(place));
        }
    }
}

/// Warning: a response model that the response class does not show.
fn model_not_shown(said: &Said<'_>, place: &Place<'_>, problems: &mut Problems) {
    if let (Some(_), false, Some(key)) =
        (rules::response_model(said), rules::shows_response_model(said), rules::main_status(said))
    {
        if said.shown() && status::may_have_body(key) {
            let kind = ProblemKind::ModelNotShown { status: key.to_string() };
            problems.add(Problem::warning(said.operation.at, kind).within(place));
        }
    }
}

fn model_of_response(key: StatusKey, declared: &Declared, place: &Place<'_>, problems: &mut Problems) {
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
    said: &Said<'_>,
    key: StatusKey,
    declared: &Declared,
    place: &Place<'_>,
    problems: &mut Problems,
) {
    let Besides::Object(response) = declared.response.besides() else { return };
    let media_type = rules::media_type_for_model(said);
    let beside = response.content.get(media_type).and_then(|it| it.item()?.schema.as_ref());
    if let Some(schema) = beside.filter(|schema| schema.keywords().is_none()) {
        let (status, schema) = (key.to_string(), schema.as_value().to_string());
        let kind = ProblemKind::SchemaNotObject { status, media_type: media_type.to_string(), schema };
        problems.add(Problem::error(declared.at, kind).within(place));
    }
}

/// Warnings: the path's parameters and the declared ones differ.
fn path_parameters(said: &Said<'_>, place: &Place<'_>, problems: &mut Problems) {
    if said.role != Role::Path {
        return;
    }
    let mut declared: Vec<&str> = Vec::new();
    for Parameters { given, at } in &said.operation.parameters {
        match given {
            GivenParameter::Struct(ParameterLocation::Path, _) => return,
            GivenParameter::One(parameter) if parameter.location == ParameterLocation::Path => {
                declared.push(&parameter.name);
                if !path::parameters(said.path).any(|name| name == parameter.name) {
                    let kind = ProblemKind::UnknownPathParameter { name: parameter.name.to_string() };
                    problems.add(Problem::warning(at, kind).within(place));
                }
            }
            _ => {}
        }
    }
    for name in path::parameters(said.path).filter(|name| !declared.contains(name)) {
        let kind = ProblemKind::UndeclaredPathParameter { name: name.into() };
        problems.add(Problem::warning(said.operation.at, kind).within(place));
    }
}

/// R39: a duplicate operationId is a warning.
fn operation_id(said: &Said<'_>, place: &Place<'_>, ids: &mut Ids, problems: &mut Problems) {
    if let Some(id) = rules::operation_id(said).map(ShownText::into_text) {
        if ids.insert(id.clone(), ()).is_some() {
            let kind = ProblemKind::DuplicateOperationId { id: id.into_owned() };
            problems.add(Problem::warning(said.operation.at, kind).within(place));
        }
    }
}

/// R41: callbacks of one name add up; the same expression and method twice is an error.
fn callbacks(said: &Said<'_>, place: &Place<'_>, ids: &mut Ids, problems: &mut Problems) {
    if let Some(callback) = said.only_callback() {
        self::callback(&callback, place, ids, problems);
        return;
    }
    let mut held: Vec<(Text, String, Text)> = Vec::new();
    said.visit_callbacks(&mut |callback| {
        let name = callback.operation.name.clone().filter(|_| callback.shown());
        let Some(name) = name else { return self::callback(&callback, place, ids, problems) };
        let key = (name, callback.path.to_string(), callback.operation.method.clone());
        if held.contains(&key) {
            let (name, expression, method) = key;
            let place = Place::Within(place, "callbacks");
            let place = Place::Within(&place, &name);
            let kind =
                ProblemKind::DuplicateCallback { name: name.to_string(), expression, method: method.into_owned() };
            problems.add(Problem::error(callback.operation.at, kind).within(&place));
            return;
        }
        held.push(key);
        self::callback(&callback, place, ids, problems);
    });
}

fn callback(callback: &Said<'_>, place: &Place<'_>, ids: &mut Ids, problems: &mut Problems) {
    let place = &Place::Within(place, "callbacks");
    let Some(name) = &callback.operation.name else {
        let kind = ProblemKind::UnnamedCallback { expression: callback.path.into() };
        problems.add(Problem::error(callback.operation.at, kind).within(place));
        return;
    };
    let place = &Place::Within(place, name);
    path_template(callback, place, problems);
    statuses(callback, place, problems);
    if !callback.shown() {
        return;
    }
    if problems.want_warnings() {
        operation_id(callback, place, ids, problems);
    }
    callbacks(callback, place, ids, problems);
}

/// Warning: responses of a layer that each operation within replaces, or that has no operation within.
fn unused_responses<H>(router: &Router<H>, problems: &mut Problems) {
    if router.layer.responses.by_key.is_empty() || !problems.want_warnings() {
        return;
    }
    let used = Operations::of(router, Role::Path).len() > 0;
    if !used {
        let keys: Vec<String> = router.layer.responses.keys().map(|key| format!("`{key}`")).collect();
        problems.add(Problem::warning(router.layer.at, ProblemKind::UnusedResponses { keys: keys.join(", ") }));
    }
}
