//! Each rule against what FastAPI made of the same declarations: the files in `cases/`, which README.md describes.
//!
//! `cargo test -p openapi-merge --test rules -- --nocapture` prints which rules each case covers.

mod compare;
mod differences;
mod judge;
mod neutral;

use std::collections::BTreeSet;

use judge::{Verdict, judge};
use neutral::Case;

/// Every case, in the order of the files' names.
fn cases() -> Vec<Case> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the cases are there").flatten().collect();
    files.sort_by_key(std::fs::DirEntry::file_name);
    let texts = files.iter().map(|file| std::fs::read_to_string(file.path()).expect("a case can be read"));
    texts.map(|text| Case::new(serde_json::from_str(&text).expect("a case is JSON"))).collect()
}

#[test]
fn every_case_says_what_fastapi_says_or_is_outside_by_its_rule() {
    let mut wrong = Vec::new();
    for case in cases() {
        let verdict = judge(&case);
        println!("{:<9} {}", case.rules().join(" "), case.name());
        let expected = case.said_outside().map_or(Verdict::Passed, |rule| Verdict::Outside(rule.into()));
        if verdict != expected {
            wrong.push(format!("{}: expected {expected:?}, found {verdict:#?}", case.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_case() {
    let cases = cases();
    let covered: BTreeSet<&str> = cases.iter().flat_map(Case::rules).collect();
    let rules = (1..=59).map(|number| format!("R{number}")).chain((1..=8).map(|number| format!("E{number}")));
    let missing: Vec<String> = rules.filter(|rule| !covered.contains(rule.as_str())).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn a_document_that_differs_fails() {
    let text = r#"{"app":{"info":{"title":"T","version":"1"},"routes":[{"method":"get","path":"/a","name":"f"}]},
        "expected":{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{}}}"#;
    let Verdict::Failed(reasons) = judge(&Case::new(serde_json::from_str(text).expect("JSON"))) else {
        panic!("it should have failed")
    };
    assert!(reasons[0].starts_with("/paths/~1a: expected nothing, found "), "{reasons:?}");
}
