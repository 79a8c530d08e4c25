//! What a document says, as sentences that can be compared whoever wrote it.

use std::collections::BTreeSet;

use serde_json::Value;

/// What the document says of its operations: texts, parameters, bodies, responses, callbacks.
pub fn facts(document: &str) -> BTreeSet<String> {
    let document: Value = serde_json::from_str(document).unwrap_or_default();
    let mut facts = BTreeSet::new();
    path_items(&document["paths"], "", &mut facts);
    facts
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn path_items(items: &Value, place: &str, facts: &mut BTreeSet<String>) {
    for (path, item) in members(items) {
        for (method, operation) in members(item) {
            self::operation(operation, &format!("{place}{method} {path}"), facts);
        }
    }
}

fn operation(operation: &Value, place: &str, facts: &mut BTreeSet<String>) {
    let mut say = |fact: String| facts.insert(format!("{place}: {fact}"));
    for text in ["summary", "description", "operationId"] {
        if let Some(said) = operation[text].as_str() {
            say(format!("{text} {said}"));
        }
    }
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let [name, location, kind] = [&parameter["name"], &parameter["in"], &parameter["schema"]["type"]];
        say(format!("parameter {name} in {location}, {kind}, required {}", parameter["required"]));
    }
    for (media_type, content) in members(&operation["requestBody"]["content"]) {
        say(format!("body {media_type} {}", content["schema"]["$ref"]));
    }
    for (status, response) in members(&operation["responses"]) {
        say(format!("response {status} {}", response["description"]));
        for (media_type, content) in members(&response["content"]) {
            say(format!("response {status} {media_type} {}", content["schema"]["$ref"]));
        }
    }
    for (name, callback) in members(&operation["callbacks"]) {
        path_items(callback, &format!("{place} > callback {name} "), facts);
    }
}
