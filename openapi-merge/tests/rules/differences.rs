//! The list of differences from FastAPI, as far as a document shows them: what ours has on purpose, and FastAPI's not.

use serde_json::Value;

use crate::compare;

/// The rules that account for every difference between two documents; `None` if something else differs too.
pub fn accounted_for(expected: &Value, found: &Value) -> Option<String> {
    // Several methods of one callback are not several callbacks of one name, so that is tried last.
    [false, true].into_iter().find_map(|of_one_name| rules_between(expected, found, of_one_name))
}

fn rules_between(expected: &Value, found: &Value, of_one_name: bool) -> Option<String> {
    let mut adjusted = expected.clone();
    let mut found = found.clone();
    let mut rules = Vec::new();
    if remove_nulls(&mut found) {
        rules.push("R36");
    }
    if of_one_name && keep_one_of_a_name(&mut found["paths"], &expected["paths"]) {
        rules.push("R41");
        remove_validation_error(expected, &mut found);
    }
    let found = &found;
    let adjustments = [
        ("R44", add_validation_error as fn(&mut Value, &Value) -> bool),
        ("R45", add_security_schemes),
        ("R57", remove_unused_schemas),
    ];
    rules.extend(adjustments.iter().filter(|(_, adjust)| adjust(&mut adjusted, found)).map(|(rule, _)| *rule));
    (!rules.is_empty() && compare::differences(&adjusted, found).is_empty()).then(|| rules.join(", "))
}

/// R36: FastAPI removes members that are null, and those whose names begin with `_sa`.
pub(crate) fn remove_nulls(json: &mut Value) -> bool {
    match json {
        Value::Object(members) => {
            let before = members.len();
            members.retain(|key, value| !value.is_null() && !key.starts_with("_sa"));
            let removed = members.len() < before;
            members.values_mut().fold(removed, |removed, value| remove_nulls(value) | removed)
        }
        Value::Array(items) => items.iter_mut().fold(false, |removed, value| remove_nulls(value) | removed),
        _ => false,
    }
}

/// R41: of callbacks of one name FastAPI shows the last alone.
fn keep_one_of_a_name(found: &mut Value, expected: &Value) -> bool {
    let mut changed = false;
    for (name, callback) in found.get_mut("callbacks").and_then(Value::as_object_mut).into_iter().flatten() {
        let shown = &expected["callbacks"][name];
        if shown.as_object().is_some_and(|shown| shown.len() == 1) {
            changed |= keep_only(callback, shown);
            for (expression, path_item) in callback.as_object_mut().into_iter().flatten() {
                changed |= keep_only(path_item, &shown[expression]);
            }
        }
    }
    match found {
        Value::Object(members) => members.iter_mut().fold(changed, |changed, (key, value)| {
            keep_one_of_a_name(value, expected.get(key).unwrap_or(&Value::Null)) | changed
        }),
        _ => changed,
    }
}

fn keep_only(found: &mut Value, expected: &Value) -> bool {
    let Some(members) = found.as_object_mut() else { return false };
    let before = members.len();
    members.retain(|key, _| expected.get(key).is_some());
    members.len() < before
}

/// R44: where the callbacks that FastAPI drops were the only ones with a 422.
fn remove_validation_error(expected: &Value, found: &mut Value) {
    for name in ["HTTPValidationError", "ValidationError"] {
        let needed = refers(found, &format!("#/components/schemas/{name}"));
        if needed || expected["components"]["schemas"].get(name).is_some() {
            return;
        }
        if let Some(schemas) = found["components"]["schemas"].as_object_mut() {
            schemas.shift_remove(name);
        }
    }
}

/// R44: FastAPI refers to the components of a callback's 422 without adding them.
fn add_validation_error(expected: &mut Value, found: &Value) -> bool {
    let dangling = |name: &str| {
        let reference = format!("#/components/schemas/{name}");
        refers(&found["paths"], &reference) && expected["components"]["schemas"].get(name).is_none()
    };
    if !dangling("HTTPValidationError") {
        return false;
    }
    for name in ["HTTPValidationError", "ValidationError"] {
        if let Some(schema) = found["components"]["schemas"].get(name) {
            expected["components"]["schemas"][name] = schema.clone();
        }
    }
    if let Some(schemas) = expected["components"]["schemas"].as_object_mut() {
        schemas.sort_keys();
    }
    true
}

/// R45: FastAPI names a callback's security scheme without adding it.
fn add_security_schemes(expected: &mut Value, found: &Value) -> bool {
    let Some(schemes) = found["components"]["securitySchemes"].as_object() else { return false };
    let missing: Vec<_> = schemes
        .iter()
        .filter(|(name, _)| expected["components"]["securitySchemes"].get(*name).is_none())
        .map(|(name, scheme)| (name.clone(), scheme.clone()))
        .collect();
    for (name, scheme) in &missing {
        expected["components"]["securitySchemes"][name] = scheme.clone();
    }
    !missing.is_empty()
}

/// R4, R7, R57: FastAPI adds models that nothing refers to.
fn remove_unused_schemas(expected: &mut Value, found: &Value) -> bool {
    let mut changed = false;
    loop {
        let names = expected["components"]["schemas"].as_object().into_iter().flatten();
        let unused = names.map(|(name, _)| name.clone()).find(|name| {
            let reference = format!("#/components/schemas/{name}");
            found["components"]["schemas"].get(name).is_none() && !refers(expected, &reference)
        });
        let Some(name) = unused else { break };
        if let Some(schemas) = expected["components"]["schemas"].as_object_mut() {
            schemas.shift_remove(&name);
        }
        changed = true;
    }
    if changed {
        shorten_names(expected, found);
    }
    remove_if_empty(&mut expected["components"], "schemas");
    remove_if_empty(expected, "components");
    changed
}

/// R52, R57: a model that nothing refers to can still dispute another's name.
fn shorten_names(expected: &mut Value, found: &Value) {
    let names = expected["components"]["schemas"].as_object().into_iter().flatten();
    let long: Vec<String> = names.map(|(name, _)| name.clone()).filter(|name| name.contains("__")).collect();
    for name in long.into_iter().filter(|name| found["components"]["schemas"].get(name).is_none()) {
        let short = name.rsplit("__").next().unwrap_or_default();
        if expected["components"]["schemas"].get(short).is_some() {
            continue;
        }
        let Some(schemas) = expected["components"]["schemas"].as_object_mut() else { return };
        if let Some(schema) = schemas.shift_remove(&name) {
            schemas.insert(short.to_owned(), schema);
            schemas.sort_keys();
        }
        refer_to(expected, &format!("#/components/schemas/{name}"), &format!("#/components/schemas/{short}"));
    }
}

fn refer_to(json: &mut Value, from: &str, to: &str) {
    match json {
        Value::String(text) if text == from => to.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(|item| refer_to(item, from, to)),
        Value::Object(members) => members.values_mut().for_each(|value| refer_to(value, from, to)),
        _ => {}
    }
}

fn remove_if_empty(json: &mut Value, key: &str) {
    if let Some(members) = json.as_object_mut() {
        if members.get(key).and_then(Value::as_object).is_some_and(serde_json::Map::is_empty) {
            members.shift_remove(key);
        }
        if members.get(key).is_some_and(Value::is_null) {
            members.shift_remove(key);
        }
    }
}

fn refers(json: &Value, reference: &str) -> bool {
    match json {
        Value::String(text) => text == reference,
        Value::Array(items) => items.iter().any(|item| refers(item, reference)),
        Value::Object(members) => members.values().any(|value| refers(value, reference)),
        _ => false,
    }
}
