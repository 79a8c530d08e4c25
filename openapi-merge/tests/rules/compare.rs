//! Whether two documents say the same: objects unordered, numbers by value, and the order that matters besides.

use serde_json::Value;

/// The first differences between what was expected and what was found, each with its JSON Pointer.
pub fn differences(expected: &Value, found: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    compare("", expected, found, &mut differences);
    differences
}

fn compare(pointer: &str, expected: &Value, found: &Value, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                let pointer = child(pointer, key);
                match found.get(key) {
                    Some(found) => compare(&pointer, value, found, differences),
                    None => differences.push(format!("{pointer}: expected {value}, found nothing")),
                }
            }
            for (key, value) in found.iter().filter(|(key, _)| !expected.contains_key(*key)) {
                differences.push(format!("{}: expected nothing, found {value}", child(pointer, key)));
            }
            if order_counts(pointer) {
                let (expected, found): (Vec<_>, Vec<_>) = (expected.keys().collect(), found.keys().collect());
                if expected != found {
                    differences.push(format!("{pointer}: expected the order {expected:?}, found {found:?}"));
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&child(pointer, &index.to_string()), expected, found, differences);
            }
        }
        (Value::Number(a), Value::Number(b)) if a == b || a.as_f64() == b.as_f64() => {}
        (expected, found) if expected == found => {}
        (expected, found) => differences.push(format!("{pointer}: expected {expected}, found {found}")),
    }
}

fn child(pointer: &str, key: &str) -> String {
    let mut pointer = pointer.to_owned();
    openapi_model::pointer::push(&mut pointer, key);
    pointer
}

/// The order of paths, of responses, content and callbacks of an operation, and of component schemas.
fn order_counts(pointer: &str) -> bool {
    matches!(pointer, "/paths" | "/components/schemas")
        || ((pointer.starts_with("/paths/") || pointer.starts_with("/webhooks/"))
            && ["/responses", "/content", "/callbacks"].iter().any(|end| pointer.ends_with(end)))
}
