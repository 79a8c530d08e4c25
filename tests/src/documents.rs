//! Finding documents on disk and comparing them exactly.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde_json::{Map, Value};

/// The files with one of these endings under a path, sorted; the path itself if it is a file.
///
/// # Errors
/// What cannot be listed.
pub fn find(path: &Path, endings: &[&str]) -> io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(find(&path, endings)?);
        } else if path.extension().and_then(|it| it.to_str()).is_some_and(|it| endings.contains(&it)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// How two JSON values differ.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Differences {
    /// Values that are not the same, numbers digit for digit: pointer and both sides.
    pub values: Vec<String>,
    /// Objects whose equal members stand in another order: their pointers.
    pub order: Vec<String>,
}

impl Differences {
    /// Whether there is no difference.
    pub fn is_none(&self) -> bool {
        self.values.is_empty() && self.order.is_empty()
    }
}

/// Every difference between what was read and what was written.
pub fn compare(source: &Value, written: &Value) -> Differences {
    let mut differences = Differences::default();
    compare_at(&mut String::new(), source, written, &mut differences);
    differences
}

fn compare_at(pointer: &mut String, source: &Value, written: &Value, differences: &mut Differences) {
    match (source, written) {
        (Value::Object(a), Value::Object(b)) => compare_members(pointer, a, b, differences),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                at(pointer, &index.to_string(), |pointer| compare_at(pointer, a, b, differences));
            }
        }
        (a, b) if a == b => {}
        (a, b) => differences.values.push(format!("{pointer}: {} became {}", short(a), short(b))),
    }
}

fn compare_members(pointer: &mut String, a: &Map<String, Value>, b: &Map<String, Value>, into: &mut Differences) {
    for (key, value) in a {
        at(pointer, key, |pointer| match b.get(key) {
            Some(other) => compare_at(pointer, value, other, into),
            None => into.values.push(format!("{pointer}: {} is gone", short(value))),
        });
    }
    for (key, value) in b.iter().filter(|(key, _)| !a.contains_key(*key)) {
        at(pointer, key, |pointer| into.values.push(format!("{pointer}: {} is new", short(value))));
    }
    let shared = |one: &Map<String, Value>, other: &Map<String, Value>| -> Vec<String> {
        one.keys().filter(|key| other.contains_key(*key)).cloned().collect()
    };
    if shared(a, b) != shared(b, a) {
        into.order.push(format!("{pointer}: members in another order"));
    }
}

fn at(pointer: &mut String, token: &str, visit: impl FnOnce(&mut String)) {
    let length = pointer.len();
    openapi_model::pointer::push(pointer, token);
    visit(pointer);
    pointer.truncate(length);
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_digits_are_told_apart() {
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let differences = compare(&read(r#"{"a":1.0,"b":[{}]}"#), &read(r#"{"b":[{}],"a":1}"#));
        assert_eq!(differences.values, ["/a: 1.0 became 1"]);
        assert_eq!(differences.order, [": members in another order"]);
        assert!(compare(&read("[1]"), &read("[1,2]")).values[0].starts_with(": "));
    }
}
