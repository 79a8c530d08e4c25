//! What a document says, as sentences that can be compared whoever wrote it.

use std::collections::BTreeSet;

use serde_json::Value;

/// What the document says of its operations and models: texts, tags, parameters, bodies, responses with headers and links,
/// callbacks, and of each property of a model what it holds and whether it must be given.
pub fn facts(document: &str) -> BTreeSet<String> {
    let document: Value = serde_json::from_str(document).unwrap_or_default();
    let mut facts = BTreeSet::new();
    path_items(&document["paths"], "", &mut facts);
    for (name, schema) in members(&document["components"]["schemas"]) {
        model(name, schema, &mut facts);
    }
    facts
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
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
    for tag in items(&operation["tags"]) {
        say(format!("tag {tag}"));
    }
    for parameter in items(&operation["parameters"]) {
        let [name, location, required] = [&parameter["name"], &parameter["in"], &parameter["required"]];
        let required = required.as_bool().unwrap_or(false);
        say(format!("parameter {name} in {location}, {}, required {required}", kind(&parameter["schema"])));
    }
    for (media_type, content) in members(&operation["requestBody"]["content"]) {
        say(format!("body {media_type} {}", kind(&content["schema"])));
    }
    for (status, response) in members(&operation["responses"]) {
        say(format!("response {status} {}", response["description"]));
        for (media_type, content) in members(&response["content"]) {
            say(format!("response {status} {media_type} {}", kind(&content["schema"])));
        }
        for (name, header) in members(&response["headers"]) {
            say(format!("response {status} header {name}: {}", kind(&header["schema"])));
        }
        for (name, link) in members(&response["links"]) {
            say(format!("response {status} link {name}: {} {}", link["operationId"], link["parameters"]));
        }
    }
    for (name, callback) in members(&operation["callbacks"]) {
        path_items(callback, &format!("{place} > callback {name} "), facts);
    }
}

fn model(name: &str, schema: &Value, facts: &mut BTreeSet<String>) {
    facts.insert(format!("model {name}: {}", kind(schema)));
    for (property, holds) in members(&schema["properties"]) {
        let required = items(&schema["required"]).any(|required| required == property);
        facts.insert(format!("model {name}: {property} {}, required {required}", kind(holds)));
    }
}

/// What a schema allows, roughly: whether it allows null too is said in different ways and left out.
fn kind(schema: &Value) -> String {
    if let Some(target) = schema["$ref"].as_str() {
        return target.rsplit('/').next().unwrap_or_default().to_owned();
    }
    for alternatives in ["anyOf", "oneOf", "allOf"] {
        if let Some(first) = items(&schema[alternatives]).find(|one| one["type"] != "null") {
            return kind(first);
        }
    }
    let words: Vec<_> = items(&schema["enum"]).map(Value::to_string).collect();
    let name = items(&schema["type"]).find(|name| *name != "null").unwrap_or(&schema["type"]);
    match name.as_str().unwrap_or("anything") {
        "array" => format!("list of {}", kind(&schema["items"])),
        "object" if schema["additionalProperties"].is_object() => {
            format!("map of {}", kind(&schema["additionalProperties"]))
        }
        name => [name, &words.concat()].concat(),
    }
}
