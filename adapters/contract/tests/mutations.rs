//! Right answers, changed at random: what the schema forbids is found and what it allows is not, says another validator.
//!
//! With the Python package jsonschema as the judge: `tests/referees/install DIR`, then
//! `REFEREES=DIR cargo test -p openapi-contract --test mutations -- --ignored`.
#![allow(clippy::unwrap_used, reason = "a test may end there")]

use std::io::Write as _;
use std::process::{Command, Stdio};

use http::{Method, Response};
use openapi_contract::Contract;
use serde_json::{Value, json};

/// Schemas with a right answer each.
fn declared() -> Vec<(Value, Value)> {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    vec![
        (
            reference("Order"),
            json!({ "id": 7, "paid": true, "total": 12.5, "size": "large", "note": null, "tags": ["a", "b"],
                "lines": [{ "sku": "A-1", "count": 2 }, { "sku": "B-22", "count": 1, "gift": { "to": "x" } }] }),
        ),
        (
            json!({ "type": "array", "items": reference("Line"), "minItems": 1, "maxItems": 2 }),
            json!([{ "sku": "A-1", "count": 1 }]),
        ),
        (reference("Shape"), json!({ "kind": "circle", "radius": 3 })),
        (reference("Shape"), json!({ "kind": "square", "side": { "length": 2, "unit": "cm" } })),
        (reference("Tree"), json!({ "value": 1, "children": [{ "value": 2, "children": [] }, { "value": null }] })),
        (
            json!({ "type": "object", "propertyNames": { "pattern": "^[a-z]+$" }, "additionalProperties": { "type": ["integer", "string"] },
                "minProperties": 1, "dependentRequired": { "a": ["b"] } }),
            json!({ "a": 1, "b": "two", "c": 3 }),
        ),
        (
            json!({ "allOf": [reference("Line"), { "properties": { "price": { "exclusiveMinimum": 0, "multipleOf": 5 } } }],
                "required": ["price"], "unevaluatedProperties": false }),
            json!({ "sku": "A-1", "count": 3, "price": 10 }),
        ),
        (
            json!({ "type": "array", "prefixItems": [{ "type": "string" }, { "type": "integer" }], "items": false, "uniqueItems": true,
                "contains": { "const": 5 } }),
            json!(["a", 5]),
        ),
        (
            json!({ "if": { "required": ["a"] }, "then": { "required": ["b"] }, "else": { "not": { "required": ["b"] } },
                "type": "object" }),
            json!({ "a": 1, "b": 2 }),
        ),
        (json!({ "anyOf": [{ "type": "string", "minLength": 2, "maxLength": 3 }, { "type": "null" }] }), json!("abc")),
    ]
}

fn components() -> Value {
    json!({
        "Order": { "type": "object", "required": ["id", "paid", "total", "size", "lines"], "properties": {
            "id": { "type": "integer", "minimum": 1, "maximum": 1000 }, "paid": { "type": "boolean" },
            "total": { "type": "number", "minimum": 0 }, "size": { "enum": ["small", "large"] },
            "note": { "anyOf": [{ "type": "string" }, { "type": "null" }] },
            "tags": { "type": "array", "items": { "type": "string" }, "uniqueItems": true },
            "lines": { "type": "array", "items": { "$ref": "#/components/schemas/Line" }, "minItems": 1 } } },
        "Line": { "type": "object", "required": ["sku", "count"], "properties": {
            "sku": { "type": "string", "pattern": "^[A-Z]-[0-9]+$" }, "count": { "type": "integer", "exclusiveMinimum": 0 },
            "gift": { "type": "object", "properties": { "to": { "type": "string", "maxLength": 2 } }, "additionalProperties": false } } },
        "Shape": { "oneOf": [
            { "type": "object", "required": ["kind", "radius"], "properties": { "kind": { "const": "circle" }, "radius": { "type": "number" } } },
            { "type": "object", "required": ["kind", "side"], "properties": { "kind": { "const": "square" },
                "side": { "type": "object", "required": ["length"], "properties": { "length": { "minimum": 0, "type": "number" },
                    "unit": { "enum": ["cm", "in"] } } } } } ] },
        "Tree": { "type": "object", "required": ["value"], "additionalProperties": false, "properties": {
            "value": { "type": ["integer", "null"] },
            "children": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } } } },
    })
}

/// xorshift: the same changes each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// Changes one value somewhere within.
fn change(value: &mut Value, dice: &mut Dice) {
    let deeper = dice.below(4) != 0;
    match value {
        Value::Array(items) if deeper && !items.is_empty() => {
            let at = dice.below(items.len());
            return change(&mut items[at], dice);
        }
        Value::Object(members) if deeper && !members.is_empty() => {
            let at = dice.below(members.len());
            return members.values_mut().nth(at).into_iter().for_each(|member| change(member, dice));
        }
        _ => {}
    }
    let others = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(2.5),
        json!(5),
        json!("A-1"),
        json!(""),
        json!([]),
        json!({}),
    ];
    if dice.below(3) == 0 {
        *value = others[dice.below(others.len())].clone();
        return;
    }
    match value {
        Value::Null => *value = json!("x"),
        Value::Bool(flag) => *flag = !*flag,
        Value::Number(number) => {
            let number = number.as_f64().unwrap();
            *value = match dice.below(5) {
                0 => json!(number + 0.5),
                1 => json!(-number),
                2 => json!(number as i64 * 1000),
                // JSON Schema's integers include 3.0.
                3 => json!(number.trunc()),
                _ => json!(number as i64 + 5),
            };
        }
        Value::String(text) => match dice.below(4) {
            0 => text.push('1'),
            1 => _ = text.pop(),
            2 => text.insert(0, 'é'),
            _ => *text = text.to_uppercase(),
        },
        Value::Array(items) => match (dice.below(3), items.first().cloned()) {
            (0, Some(first)) => items.push(first),
            (1, Some(_)) => _ = items.pop(),
            _ => items.push(others[dice.below(others.len())].clone()),
        },
        Value::Object(members) => {
            if dice.below(2) == 0 && !members.is_empty() {
                let at = dice.below(members.len());
                let name = members.keys().nth(at).unwrap().clone();
                members.remove(&name);
            } else {
                let name = ["more", "gift", "b", "X", "side", "price"][dice.below(6)];
                members.insert(name.into(), others[dice.below(others.len())].clone());
            }
        }
    }
}

/// 500 answers: which of the declared ones it was, and what became of it.
fn answers() -> Vec<(usize, Value)> {
    let declared = declared();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut answer = |index: usize| {
        let at = index % declared.len();
        let mut value = declared[at].1.clone();
        for _ in 0..=dice.below(2) {
            change(&mut value, &mut dice);
        }
        (at, value)
    };
    (0..500).map(&mut answer).collect()
}

fn contract() -> Contract {
    let mut paths = json!({});
    for (at, (schema, _)) in declared().into_iter().enumerate() {
        let answer = json!({ "description": "d", "content": { "application/json": { "schema": schema } } });
        paths[format!("/{at}")] = json!({ "get": { "responses": { "200": answer } } });
    }
    let document = json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": paths,
        "components": { "schemas": components() } });
    Contract::from_json(&document.to_string()).unwrap()
}

/// Whether the contract finds nothing wrong.
fn passes(contract: &Contract, at: usize, value: &Value) -> bool {
    let answer = Response::builder().header("content-type", "application/json").body(value.to_string()).unwrap();
    let verdict = contract.check_answer(&Method::GET, &format!("/{at}"), &answer);
    assert_eq!(verdict.not_looked_at, [], "{value}");
    verdict.violations.is_empty()
}

#[test]
fn another_validator_agrees_on_each() {
    let contract = contract();
    let schema_of = |at: usize| {
        let mut compiler = boon::Compiler::new();
        compiler.set_default_draft(boon::Draft::V2020_12);
        let schema = json!({ "allOf": [declared()[at].0], "components": { "schemas": components() } });
        compiler.add_resource("http://a.example/s", schema).unwrap();
        let mut schemas = boon::Schemas::new();
        let index = compiler.compile("http://a.example/s", &mut schemas).unwrap();
        (schemas, index)
    };
    let judges: Vec<_> = (0..declared().len()).map(schema_of).collect();
    let (mut right, mut wrong) = (0, 0);
    for (at, (_, value)) in declared().iter().enumerate() {
        assert!(passes(&contract, at, value), "{value}");
    }
    for (at, value) in answers() {
        let (schemas, index) = &judges[at];
        let allowed = schemas.validate(&value, *index).is_ok();
        assert_eq!(passes(&contract, at, &value), allowed, "{value} as {}", declared()[at].0);
        *(if allowed { &mut right } else { &mut wrong }) += 1;
    }
    assert!(right > 75 && wrong > 75, "{right} right and {wrong} wrong ones judge nothing");
}

#[test]
#[ignore = "needs Python's jsonschema: tests/referees/install DIR, REFEREES=DIR cargo test -p openapi-contract --test mutations -- --ignored"]
fn python_agrees_on_each() {
    const JUDGE: &str = "
import json, sys
from jsonschema import Draft202012Validator
cases = json.load(sys.stdin)
judges = [Draft202012Validator({'allOf': [s], 'components': {'schemas': cases['components']}}) for s in cases['schemas']]
print(json.dumps([judges[at].is_valid(value) for at, value in cases['answers']]))
";
    let tools = std::env::var("REFEREES").expect("REFEREES names no folder; see tests/referees/install");
    let mut python = Command::new(format!("{tools}/venv/bin/python"))
        .args(["-c", JUDGE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let schemas: Vec<Value> = declared().into_iter().map(|(schema, _)| schema).collect();
    let cases = json!({ "components": components(), "schemas": schemas, "answers": answers() });
    python.stdin.take().unwrap().write_all(cases.to_string().as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    let judged: Vec<bool> = serde_json::from_slice(&output.stdout).unwrap();
    let contract = contract();
    assert_eq!(judged.len(), 500);
    for ((at, value), allowed) in answers().into_iter().zip(judged) {
        assert_eq!(passes(&contract, at, &value), allowed, "{value} as {}", declared()[at].0);
    }
}
