//! The walk, read strictly, against the crate `jsonschema`: what one of them accepts, the other does, but for what is
//! different on purpose.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test may end there")]

use std::collections::{BTreeMap, BTreeSet};

use openapi_input::{Reading, json};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json as value};

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Closed {
    #[schemars(length(min = 2, max = 5))]
    first_name: String,
    #[schemars(range(min = -3, max = 300))]
    age: Option<i16>,
    #[serde(default)]
    #[schemars(regex(pattern = "^[a-c]+$"))]
    letters: String,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Size {
    Small,
    /// The largest.
    Large,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Tagged {
    Circle {
        #[schemars(range(min = 0.5))]
        radius: f64,
    },
    Text(Words),
    Nothing,
}

#[derive(Deserialize, Serialize, JsonSchema)]
struct Words {
    #[schemars(length(max = 2))]
    words: Vec<String>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
enum External {
    Unit,
    Number(u8),
    Pair(bool, String),
    Fields { a: i32 },
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    A(u8),
    B(Vec<bool>),
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
enum Untagged {
    Number(u8),
    Flag(bool),
    Words(Words),
    List(Vec<Untagged>),
}

#[derive(Deserialize, Serialize, JsonSchema)]
struct Flat {
    id: u32,
    #[serde(flatten)]
    words: Words,
    #[serde(flatten)]
    more: BTreeMap<String, u8>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
struct Tree {
    #[schemars(range(max = 9))]
    weight: u8,
    #[serde(default)]
    #[schemars(length(max = 2))]
    children: Vec<Tree>,
    next: Option<Box<Tree>>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("not" = { "required": ["b"] }))]
struct Excluding {
    a: Option<u8>,
    #[schemars(extend("multipleOf" = 4))]
    c: Option<i64>,
}

/// Values of every kind, and those of a type, with one place changed after another.
fn values(right: &[Value]) -> Vec<Value> {
    let odd = value!([
        null, true, false, 0, 1, -1, 2.5, 255, 256, 300, 301, -4, 70000, 4294967296u64, 1e300, "", "a", "ab", "abc", "abcdef", "x", "small",
        "Small", "LARGE", "circle", "Unit", [], [1], [1, 2], [true, "a"], [true, "a", 1], [[1], [true]], ["a", "b", "c"], {},
        { "a": 1 }, { "a": "1" }, { "b": 1 }, { "words": [] }, { "words": ["a", "b", "c"] }, { "kind": "circle" }, { "kind": "nothing" },
        { "Number": 3 }, { "Number": 300 }, { "Pair": [true, "a"] }, { "Fields": { "a": 1 } }, { "t": "A", "c": 1 }, { "weight": 10 },
    ]);
    let odd: Vec<Value> = odd.as_array().unwrap().clone();
    let mut all = odd.clone();
    for right in right {
        all.push(right.clone());
        for path in paths(right, "".into()) {
            for odd in &odd {
                let mut changed = right.clone();
                *changed.pointer_mut(&path).unwrap() = odd.clone();
                all.push(changed);
            }
            let (parent, name) = path.rsplit_once('/').unwrap_or_default();
            let mut without = right.clone();
            if let Some(Value::Object(members)) = without.pointer_mut(parent) {
                members.remove(name);
                members.insert("unknown".into(), value!(5));
                all.push(without);
            }
        }
    }
    all
}

fn paths(value: &Value, at: String) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Array(items) => items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect(),
        Value::Object(members) => members.iter().map(|(name, member)| (name.clone(), member)).collect(),
        _ => Vec::new(),
    };
    let mut all = vec![at.clone()];
    all.extend(inner.iter().flat_map(|(step, inner)| paths(inner, format!("{at}/{step}"))));
    all
}

/// A schema whose formats of integers are bounds, too: JSON Schema has no such formats, and ours are Rust's.
fn with_bounds(schema: &mut Value) {
    let range = match schema.get("format").and_then(Value::as_str) {
        Some("int32") => Some((i64::from(i32::MIN), i64::from(i32::MAX))),
        Some("uint32") => Some((0, i64::from(u32::MAX))),
        Some("int64") => Some((i64::MIN, i64::MAX)),
        _ => None,
    };
    match schema {
        Value::Object(members) => {
            if let Some((least, most)) = range {
                members.entry("minimum").or_insert(least.into());
                members.entry("maximum").or_insert(most.into());
            }
            members.values_mut().for_each(with_bounds);
        }
        Value::Array(items) => items.iter_mut().for_each(with_bounds),
        _ => {}
    }
}

/// How many values were compared.
fn compare<T: DeserializeOwned + JsonSchema + 'static>(right: &[Value], on_purpose: fn(&Value) -> bool) -> usize {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    with_bounds(&mut schema);
    let referee = jsonschema::validator_for(&schema).unwrap();
    for value in right {
        assert!(referee.is_valid(value), "{}: {value} is right", T::schema_name());
    }
    let values = values(right);
    for value in &values {
        let text = serde_json::to_vec(value).unwrap();
        let ours = json::<T>(&Reading::strict(), Some("application/json"), &text);
        if ours.is_ok() != referee.is_valid(value) && !on_purpose(value) {
            panic!(
                "{}: {value}: ours {:?}, jsonschema {}\n{schema}",
                T::schema_name(),
                ours.err(),
                referee.is_valid(value)
            );
        }
    }
    values.len()
}

fn never(_: &Value) -> bool {
    false
}

#[test]
fn what_one_accepts_the_other_does() {
    let compared = [
        compare::<Closed>(&[value!({ "firstName": "Ann", "age": 7, "letters": "abc" })], never),
        compare::<Size>(&[value!("small"), value!("large")], never),
        compare::<Tagged>(
            &[
                value!({ "kind": "circle", "radius": 1 }),
                value!({ "kind": "text", "words": ["a"] }),
                value!({ "kind": "nothing" }),
            ],
            never,
        ),
        compare::<External>(
            &[
                value!("Unit"),
                value!({ "Number": 3 }),
                value!({ "Pair": [true, "a"] }),
                value!({ "Fields": { "a": 1 } }),
            ],
            never,
        ),
        compare::<Adjacent>(&[value!({ "t": "A", "c": 1 }), value!({ "t": "B", "c": [true] })], never),
        compare::<Untagged>(&[value!(3), value!(true), value!({ "words": ["a"] }), value!([1, [true]])], never),
        compare::<Flat>(&[value!({ "id": 1, "words": ["a"], "more": 3 })], never),
        compare::<Tree>(&[value!({ "weight": 3, "children": [{ "weight": 1 }], "next": { "weight": 2 } })], never),
        compare::<Excluding>(&[value!({ "a": 1, "c": 8 }), value!({})], never),
        compare::<Vec<Option<(u8, String)>>>(&[value!([[1, "a"], null])], never),
        compare::<BTreeMap<String, Vec<i8>>>(&[value!({ "a": [1, -128], "b": [] })], never),
        compare::<BTreeMap<u16, bool>>(&[value!({ "1": true })], never),
        compare::<[u8; 2]>(&[value!([1, 2])], never),
        // A set takes what is the same once, as pydantic's does.
        compare::<BTreeSet<u8>>(&[value!([1, 2])], |value| *value == value!([1, 1]) || *value == value!([2, 2])),
    ];
    assert!(compared.iter().sum::<usize>() > 4000, "{compared:?}");
}
