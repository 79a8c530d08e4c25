//! The five apps of FastAPI's documentation give the documents that FastAPI gives.
#![allow(clippy::unwrap_used, reason = "a test may end there")]

use openapi_merge::Api;
use serde_json::Value;
use tests::compare::differences;
use tests::scenarios::{INVOICES, ITEMS, Scenario};

fn assert_same_document(scenario: Scenario) {
    let api: Api = scenario.api(());
    let document = serde_json::to_value(api.document().unwrap()).unwrap();
    let file = format!("{}/fixtures/{}.fastapi-0.165.0.json", env!("CARGO_MANIFEST_DIR"), scenario.name);
    let expected: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert_eq!(differences(&expected, &document), [""; 0], "{}", scenario.name);
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
