//! 200 requests with the answers of FastAPI; `fixtures/inputs/record.py` has made them.

use openapi_input::Reading;
use serde_json::Value;

use crate::wire::{request, send};
use crate::{FRAMEWORKS, Serve};

/// Faults whose sentence is that of another library.
const OTHER_WORDS: [&str; 8] = [
    "json_invalid",
    "value_error",
    "date_parsing",
    "date_from_datetime_parsing",
    "datetime_parsing",
    "datetime_from_date_parsing",
    "time_parsing",
    "uuid_parsing",
];

fn differences(serve: Serve) -> Vec<String> {
    let address = serve(Some(Reading::lax()));
    let cases = include_str!("../../fixtures/inputs/cases.jsonl").lines().skip(1);
    let mut differences = Vec::new();
    for case in cases {
        let case: Value = serde_json::from_str(case).unwrap();
        let of = |name: &str| case["request"][name].as_str().unwrap().to_owned();
        let headers: Vec<(String, String)> = serde_json::from_value(case["request"]["headers"].clone()).unwrap();
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (&**name, &**value)).collect();
        let sent = request(&of("method"), &of("target"), &headers, of("body").as_bytes());
        let answer = send(address, &sent).unwrap();
        let (status, body) = (&case["answer"]["status"], &case["answer"]["body"]);
        if status.as_u64() != Some(answer.status.into()) || answer.status == 422 && !same_faults(body, &answer.json()) {
            let sent = String::from_utf8_lossy(&sent).into_owned();
            differences.push(format!("{sent}\nFastAPI: {status} {body}\nours: {} {}", answer.status, answer.body));
        }
    }
    differences
}

fn same_faults(expected: &Value, found: &Value) -> bool {
    let faults = |answer: &Value| answer["detail"].as_array().cloned().unwrap_or_default();
    let (expected, found) = (faults(expected), faults(found));
    expected.len() == found.len()
        && expected.iter().zip(&found).all(|(expected, found)| {
            let other_words = OTHER_WORDS.iter().any(|kind| expected["type"] == **kind);
            let members: &[&str] =
                if other_words { &["type", "loc", "input"] } else { &["type", "loc", "input", "msg", "ctx"] };
            members.iter().all(|member| same(&expected[*member], &found[*member]))
        })
}

/// Whether values are equal as JSON: `3` is `3.0`, and members have no order.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, value)| b.get(name).is_some_and(|other| same(value, other)))
        }
        _ => a == b,
    }
}

#[test]
fn every_recorded_answer_is_given_on_every_framework() {
    for (name, serve) in FRAMEWORKS {
        let differences = differences(serve);
        assert!(differences.is_empty(), "{name}: {} differ\n{}", differences.len(), differences.join("\n\n"));
    }
}
