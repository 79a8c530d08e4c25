//! The keywords of one schema, with those of what it refers to.

use serde_json::{Map, Value};

/// In `x-input`: each member is a parameter of its own.
pub(crate) const SEPARATE: &str = "separate";

/// The keywords of a schema and of all that it refers to or is made of by `allOf`.
#[derive(Clone, Debug, Default)]
pub(super) struct Keywords(pub(super) Map<String, Value>);

/// Keywords that say nothing about a value.
const ANNOTATIONS: [&str; 11] = [
    "$schema",
    "$id",
    "$defs",
    "$comment",
    "title",
    "description",
    "default",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
];

/// More references in a row than any schema has that is no circle.
const MOST_REFERENCES: usize = 64;

impl Keywords {
    /// Gathers the keywords of a schema. References are followed, so that those beside them count, too.
    pub(super) fn of(schema: &Map<String, Value>, root: &Value) -> Self {
        let mut keywords = Self::default();
        keywords.add(schema, root, 0);
        keywords
    }

    fn add(&mut self, schema: &Map<String, Value>, root: &Value, depth: usize) {
        if depth > MOST_REFERENCES {
            return;
        }
        if let Some(Value::Object(target)) = reference(schema).and_then(|to| resolve(root, to)) {
            self.add(target, root, depth + 1);
        }
        for (keyword, value) in schema {
            match (keyword.as_str(), value) {
                ("$ref", _) => {}
                ("allOf", Value::Array(parts)) => {
                    for part in parts.iter().filter_map(Value::as_object) {
                        self.add(part, root, depth + 1);
                    }
                }
                (_, Value::Object(members)) if keyword == "properties" || keyword == "patternProperties" => {
                    match self.0.get_mut(keyword) {
                        Some(Value::Object(held)) => held.extend(members.clone()),
                        _ => self.set(keyword, value.clone()),
                    }
                }
                ("required", Value::Array(names)) => match self.0.get_mut(keyword) {
                    Some(Value::Array(held)) => held.extend(names.iter().cloned()),
                    _ => self.set(keyword, value.clone()),
                },
                ("x-input", Value::Object(members)) => match self.0.get_mut(keyword) {
                    Some(Value::Object(held)) => held.extend(members.clone()),
                    _ => self.set(keyword, value.clone()),
                },
                ("anyOf" | "oneOf", _) if self.0.contains_key(keyword) => {
                    // Both must hold; the second stands by itself.
                    let second = Value::from(Map::from_iter([(keyword.clone(), value.clone())]));
                    match self.0.get_mut("allOf") {
                        Some(Value::Array(held)) => held.push(second),
                        _ => self.set("allOf", Value::Array(vec![second])),
                    }
                }
                _ => self.set(keyword, value.clone()),
            }
        }
    }

    fn set(&mut self, keyword: &str, value: Value) {
        self.0.insert(keyword.to_owned(), value);
    }

    pub(super) fn get(&self, keyword: &str) -> Option<&Value> {
        self.0.get(keyword)
    }

    pub(super) fn text(&self, keyword: &str) -> Option<&str> {
        self.0.get(keyword)?.as_str()
    }

    pub(super) fn count(&self, keyword: &str) -> Option<u64> {
        let value = self.0.get(keyword)?;
        value.as_u64().or_else(|| value.as_f64().filter(|count| *count >= 0.0).map(|count| count as u64))
    }

    pub(super) fn float(&self, keyword: &str) -> Option<f64> {
        self.0.get(keyword)?.as_f64()
    }

    /// A whole number. A bound that is none is rounded to the side that keeps its meaning.
    pub(super) fn whole(&self, keyword: &str, round: fn(f64) -> f64) -> Option<i128> {
        let value = self.0.get(keyword)?;
        let whole = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
        whole.or_else(|| value.as_f64().map(|bound| round(bound) as i128))
    }

    pub(super) fn list(&self, keyword: &str) -> &[Value] {
        self.0.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    pub(super) fn members(&self, keyword: &str) -> Option<&Map<String, Value>> {
        self.0.get(keyword)?.as_object()
    }

    /// A word of `x-input`, our keyword for what pydantic knows and JSON Schema does not say.
    pub(super) fn word(&self, word: &str) -> Option<&Value> {
        self.members("x-input")?.get(word)
    }

    pub(super) fn says(&self, word: &str) -> bool {
        self.word(word) == Some(&Value::Bool(true))
    }
}

/// What a schema refers to, if it does.
pub(super) fn reference(schema: &Map<String, Value>) -> Option<&str> {
    schema.get("$ref")?.as_str()
}

/// What a schema refers to, if it says nothing else.
pub(super) fn bare_reference(schema: &Map<String, Value>) -> Option<&str> {
    let others = schema.keys().any(|keyword| keyword != "$ref" && !ANNOTATIONS.contains(&keyword.as_str()));
    reference(schema).filter(|_| !others)
}

/// What a reference within the document leads to.
pub(super) fn resolve<'a>(root: &'a Value, reference: &str) -> Option<&'a Value> {
    let pointer = percent_encoding::percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()?;
    root.pointer(&pointer)
}
