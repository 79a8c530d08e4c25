//! What is wrong with the declarations of an API: errors E1–E8, and warnings.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::panic::Location;

use openapi_model::{Map, ParameterLocation, StatusKey, Text};

use crate::declare::{Declared, GivenParameter, Item, Layer, Parameters, Router};
use crate::layers::{Role, Said};
use crate::path::PathTemplate;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::{rules, status};

/// Everything that can be said without generating a schema.
pub(crate) fn check<H>(root: &Router<H>, webhooks: &Router<()>) -> Problems {
    let mut problems = Problems::default();
    check_router(root, "", &mut problems);
    check_router(webhooks, "", &mut problems);
    let mut seen = Seen::default();
    crate::layers::visit(root, &mut Vec::new(), Role::Path, &mut |said| operation(&said, &mut seen, &mut problems));
    crate::layers::visit(webhooks, &mut Vec::new(), Role::Webhook, &mut |said| {
        operation(&said, &mut seen, &mut problems);
    });
    problems
}

/// What must not come twice.
#[derive(Default)]
struct Seen {
    operations: Map<(bool, String, Text), ()>,
    ids: Map<Text, ()>,
}

fn check_router<H>(router: &Router<H>, around: &str, problems: &mut Problems) {
    prefix(&router.layer, problems);
    for item in &router.items {
        if let Item::Router(include, inner) = item {
            prefix(include, problems);
            let around = format!("{around}{}{}", router.layer.prefix, include.prefix);
            empty_paths(include, inner, problems);
            check_router(inner, &around, problems);
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
fn empty_paths<H>(include: &Layer, inner: &Router<H>, problems: &mut Problems) {
    if !include.prefix.is_empty() {
        return;
    }
    crate::layers::visit(inner, &mut Vec::new(), Role::Path, &mut |said| {
        if said.path().is_empty() {
            problems.add(Problem::error(said.operation.at, ProblemKind::EmptyPrefixAndPath).within(&said.place()));
        }
    });
}

fn operation(said: &Said<'_>, seen: &mut Seen, problems: &mut Problems) {
    let place = said.place();
    let path = said.path();
    path_template(said, &path, &place, problems);
    statuses(said, &place, problems);
    if !said.shown() {
        return;
    }
    path_parameters(said, &path, &place, problems);
    // R49: what differs by a convertor alone is one path of the document.
    let shown_path = PathTemplate::new(&*path).documented();
    let key = (said.role == Role::Webhook, shown_path.clone(), said.operation.method.clone());
    if seen.operations.insert(key, ()).is_some() {
        let kind = ProblemKind::DuplicateOperation { method: said.operation.method.to_string(), path: shown_path };
        problems.add(Problem::error(said.operation.at, kind).within(&place));
        return;
    }
    duplicate_id(rules::operation_id(said, &path), said.operation.at, &place, seen, problems);
    callbacks(said, &place, seen, problems);
}

/// E7, and that an ordinary path begins with a slash.
fn path_template(said: &Said<'_>, path: &str, place: &str, problems: &mut Problems) {
    if said.role == Role::Path && !path.starts_with('/') && !path.is_empty() {
        let kind = ProblemKind::PathMustStartWithSlash { path: path.into() };
        problems.add(Problem::error(said.operation.at, kind).within(place));
    }
    for kind in PathTemplate::new(path).problems() {
        problems.add(Problem::error(said.operation.at, kind).within(place));
    }
}

/// E1, E2, E8 and R9. What is not shown is asked only for what FastAPI asks when it is declared.
fn statuses(said: &Said<'_>, place: &str, problems: &mut Problems) {
    let place = &format!("{place} > responses");
    let all = said.layers.iter().map(|layer| &layer.responses).chain([&said.operation.responses]);
    for responses in all {
        for (problem, (_, declared)) in responses.problems().zip(&responses.misnamed) {
            if said.shown() || declared.response.model.is_some() {
                problems.add(problem.within(place));
            }
        }
    }
    for (key, declared) in said.responses().iter() {
        model_of_response(*key, declared, place, problems);
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
    if let (Some(_), false, Some(key)) =
        (rules::response_model(said), rules::shows_response_model(said), rules::main_status(said))
    {
        if said.shown() && status::may_have_body(key) {
            let kind = ProblemKind::ModelNotShown { status: key.to_string() };
            problems.add(Problem::warning(said.operation.at, kind).within(place));
        }
    }
}

fn model_of_response(key: StatusKey, declared: &Declared, place: &str, problems: &mut Problems) {
    if declared.response.model.is_none() {
        return;
    }
    // R9: with a model FastAPI takes a range or `default` only as a document spells it.
    if let Some(spelling) = &declared.spelling {
        let kind = ProblemKind::InvalidStatus { given: spelling.clone() };
        problems.add(Problem::error(declared.at, kind).within(place));
    }
    if !status::may_have_body(key) {
        let kind = ProblemKind::BodyNotAllowed { status: key.to_string() };
        problems.add(Problem::error(declared.at, kind).within(place));
    }
}

/// Warnings: the path's parameters and the declared ones differ.
fn path_parameters(said: &Said<'_>, path: &str, place: &str, problems: &mut Problems) {
    if said.role != Role::Path {
        return;
    }
    let template = PathTemplate::new(path);
    let mut declared: Vec<&str> = Vec::new();
    for Parameters { given, at } in &said.operation.parameters {
        match given {
            GivenParameter::Struct(ParameterLocation::Path, _) => return,
            GivenParameter::One(parameter) if parameter.location == ParameterLocation::Path => {
                declared.push(&parameter.name);
                if !template.parameters().any(|name| name == parameter.name) {
                    let kind = ProblemKind::UnknownPathParameter { name: parameter.name.to_string() };
                    problems.add(Problem::warning(at, kind).within(place));
                }
            }
            _ => {}
        }
    }
    for name in template.parameters().filter(|name| !declared.contains(name)) {
        let kind = ProblemKind::UndeclaredPathParameter { name: name.into() };
        problems.add(Problem::warning(said.operation.at, kind).within(place));
    }
}

/// R39: a duplicate operationId is a warning.
fn duplicate_id(
    id: Option<Text>,
    at: &'static Location<'static>,
    place: &str,
    seen: &mut Seen,
    problems: &mut Problems,
) {
    let Some(id) = id else { return };
    if seen.ids.insert(id.clone(), ()).is_some() {
        problems.add(Problem::warning(at, ProblemKind::DuplicateOperationId { id: id.into_owned() }).within(place));
    }
}

/// R41: callbacks of one name add up; the same expression and method twice is an error.
fn callbacks(said: &Said<'_>, place: &str, seen: &mut Seen, problems: &mut Problems) {
    let mut held: Vec<(Text, String, Text)> = Vec::new();
    said.visit_callbacks(&mut |callback| {
        let expression = callback.path().into_owned();
        let at = callback.operation.at;
        let Some(name) = callback.operation.name.clone() else {
            let kind = ProblemKind::UnnamedCallback { expression };
            problems.add(Problem::error(at, kind).within(&format!("{place} > callbacks")));
            return;
        };
        let place = format!("{place} > callbacks > {name}");
        path_template(&callback, &expression, &place, problems);
        statuses(&callback, &place, problems);
        if !callback.shown() {
            return;
        }
        let id = rules::operation_id(&callback, &expression);
        let key = (name, expression, callback.operation.method.clone());
        if held.contains(&key) {
            let (name, expression, method) = key;
            let kind =
                ProblemKind::DuplicateCallback { name: name.into_owned(), expression, method: method.into_owned() };
            problems.add(Problem::error(at, kind).within(&place));
            return;
        }
        held.push(key);
        duplicate_id(id, at, &place, seen, problems);
        callbacks(&callback, &place, seen, problems);
    });
}

/// Warning: responses of a layer that each operation within replaces, or that has no operation within.
fn unused_responses<H>(router: &Router<H>, problems: &mut Problems) {
    if router.layer.responses.by_key.is_empty() {
        return;
    }
    let mut used = false;
    crate::layers::visit(router, &mut Vec::new(), Role::Path, &mut |_| used = true);
    if !used {
        let keys: Vec<String> = router.layer.responses.keys().map(|key| format!("`{key}`")).collect();
        problems.add(Problem::warning(router.layer.at, ProblemKind::UnusedResponses { keys: keys.join(", ") }));
    }
}
