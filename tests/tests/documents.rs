//! The five apps of FastAPI's documentation give the documents that FastAPI gives.
#![allow(clippy::unwrap_used, reason = "a test may end there")]

use openapi_merge::Api;
use openapi_model::{Version, downgrade};
use serde_json::Value;
use tests::compare::differences;
use tests::scenarios::{INVOICES, ITEMS, Scenario};

fn assert_same_document(scenario: Scenario) {
    let api: Api = scenario.api(());
    let document = serde_json::to_value(api.document().unwrap()).unwrap();
    assert_eq!(differences(&fixture(scenario, "0.165.0"), &document), [""; 0], "{}", scenario.name);
}

/// What the FastAPI of this version wrote.
fn fixture(scenario: Scenario, version: &str) -> Value {
    let file = format!("{}/fixtures/{}.fastapi-{version}.json", env!("CARGO_MANIFEST_DIR"), scenario.name);
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

#[test]
fn additional_response_with_model() {
    assert_same_document(ITEMS[0]);
}

#[test]
fn another_media_type_for_the_main_response() {
    assert_same_document(ITEMS[1]);
}

#[test]
fn combined_information() {
    assert_same_document(ITEMS[2]);
}

#[test]
fn predefined_and_custom_responses() {
    assert_same_document(ITEMS[3]);
}

#[test]
fn invoices_with_a_callback() {
    assert_same_document(INVOICES);
}

/// The FastAPI that wrote OpenAPI 3.0.2 stood on pydantic 1, which words two things otherwise, and nothing else.
fn as_pydantic_1(document: &mut Value) {
    wrong_input_without_details(document);
    optional_values_without_null(document);
}

/// A `ValidationError` does not say what was sent, nor which limits it broke.
fn wrong_input_without_details(document: &mut Value) {
    let properties = document.pointer_mut("/components/schemas/ValidationError/properties").unwrap();
    for detail in ["input", "ctx"] {
        assert!(properties.as_object_mut().unwrap().remove(detail).is_some(), "{detail} is not there");
    }
}

/// A value that may be null is described as if it might not, without the `anyOf` round it.
fn optional_values_without_null(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(Value::Array(choices)) = members.get_mut("anyOf")
                && let [Value::Object(choice)] = choices.as_mut_slice()
                && choice.remove("nullable") == Some(true.into())
            {
                let choice = std::mem::take(choice);
                members.remove("anyOf");
                members.extend(choice);
            }
            members.values_mut().for_each(optional_values_without_null);
        }
        Value::Array(items) => items.iter_mut().for_each(optional_values_without_null),
        _ => {}
    }
}

#[test]
fn all_five_as_openapi_3_0_2() {
    for scenario in ITEMS.into_iter().chain([INVOICES]) {
        let api: Api = scenario.api(());
        let (mut older, report) = downgrade(api.document().unwrap(), Version::V3_0);
        assert!(report.is_empty(), "{}: {report:?}", scenario.name);
        older.openapi = "3.0.2".into();
        let mut document = serde_json::to_value(older).unwrap();
        as_pydantic_1(&mut document);
        assert_eq!(differences(&fixture(scenario, "0.98.0"), &document), [""; 0], "{}", scenario.name);
    }
}
