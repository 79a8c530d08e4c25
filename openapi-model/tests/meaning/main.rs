//! What schemas accept in one version of the specification and in another, by other people's validators.
#![allow(clippy::unwrap_used, reason = "a test may end there")]

mod judge;
mod schemas;

use judge::{in_3_0, in_3_1};
use openapi_model::{FromValue, OpenApi, Version, downgrade, upgrade};
use proptest::prelude::*;
use serde_json::{Value, json};

fn document(version: &str, schemas: Value) -> OpenApi {
    let info = json!({ "title": "t", "version": "1" });
    let document = json!({ "openapi": version, "info": info, "paths": {}, "components": { "schemas": schemas } });
    OpenApi::from_value(document.into()).unwrap()
}

/// The components of a document, in which references lead where they led.
fn components(document: &OpenApi) -> Value {
    let document: Value = serde_json::from_str(&document.to_json()).unwrap();
    document["components"].clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 200 } else { 20_000 }))]

    #[test]
    fn downgrading_forbids_nothing(schemas in schemas::of_3_1(), values in schemas::instances()) {
        let before = document("3.1.0", schemas);
        let (after, report) = downgrade(before.clone(), Version::V3_0);
        let (old, new) = (components(&before), components(&after));
        let (before, after) = (in_3_1(&old), in_3_0(&new));
        for value in values {
            let (was, is) = (before.is_valid(&value), after.is_valid(&value));
            prop_assert!(!was || is, "{value} was accepted by {old:#}, and is not by {new:#}");
            prop_assert!(was || !is || !report.is_empty(), "{value} is accepted by {new:#} without a word, from {old:#}");
        }
    }

    #[test]
    fn upgrading_keeps_the_meaning(schemas in schemas::of_3_0(), values in schemas::instances()) {
        let before = document("3.0.3", schemas);
        let (after, _) = upgrade(before.clone(), Version::V3_2);
        let (old, new) = (components(&before), components(&after));
        let (before, after) = (in_3_0(&old), in_3_1(&new));
        for value in values {
            let (was, is) = (before.is_valid(&value), after.is_valid(&value));
            prop_assert_eq!(was, is, "{} accepted before, and after: {:#} {:#}", value, old, new);
        }
    }

    #[test]
    fn what_comes_back_means_what_it_meant(schemas in schemas::of_3_1(), values in schemas::instances()) {
        let before = document("3.1.0", schemas);
        let (after, _) = upgrade(downgrade(before.clone(), Version::V3_0).0, Version::V3_1);
        let (old, new) = (components(&before), components(&after));
        let (before, after) = (in_3_1(&old), in_3_1(&new));
        for value in values {
            prop_assert_eq!(before.is_valid(&value), after.is_valid(&value), "{} {:#} {:#}", value, old, new);
        }
    }
}
