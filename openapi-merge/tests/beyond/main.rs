//! Small FastAPI applications beside the same declarations in Rust: `cases/GROUP/NAME.py` is declared by the test NAME
//! in `GROUP.rs`, and its document must be the one in `cases/GROUP/NAME.json`, which `record.py` wrote.

mod bodies;
mod callbacks_webhooks;
#[path = "../rules/compare.rs"]
mod compare;
mod dependencies;
mod document;
mod parameters;
mod streaming;

use openapi_merge::{Api, SchemaStyle};
use serde_json::Value;

/// An application of which nothing is said yet: FastAPI's `FastAPI()`.
fn app() -> Api {
    Api::without_handlers("FastAPI", "0.1.0").schema_style(SchemaStyle::FastApi)
}

/// Asserts that an API's document is the one that FastAPI gives in a case: `parameters/aliases`.
#[track_caller]
fn assert_document(case: &str, api: &Api) {
    assert_document_but(case, api, |_| {});
}

/// The same, where ours differs on purpose: `ours` makes of FastAPI's document what we have instead.
#[track_caller]
fn assert_document_but(case: &str, api: &Api, ours: impl FnOnce(&mut Value)) {
    let path = format!("{}/tests/beyond/cases/{case}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut recorded: Value = serde_json::from_str(&text).expect("a recording is JSON");
    let mut expected = recorded["document"].take();
    ours(&mut expected);
    let found = serde_json::from_str(&api.to_json().expect("it can be declared")).expect("a document is JSON");
    let differences = compare::differences(&expected, &found);
    assert!(differences.is_empty(), "{case}:\n{}", differences.join("\n"));
}
