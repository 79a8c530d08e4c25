//! The apps of the examples, whose handlers are their declaration: the same text on every framework, held against what
//! FastAPI writes.
#![allow(clippy::unwrap_used, reason = "a test may end there")]

use serde_json::Value;

/// The documents of the five apps on the framework of the module.
#[macro_export]
macro_rules! documents {
    () => {
        pub fn documents() -> Vec<String> {
            use framework::{Api, SchemaStyle};

            let api = || Api::new("FastAPI", "0.1.0").schema_style(SchemaStyle::FastApi);
            let items = (1..5).map(|number| api().include(items::app(number).unwrap()));
            let apps = items.chain([api().include(invoices::app())]);
            apps.map(|api| api.to_json().unwrap()).collect()
        }
    };
}

mod actix;
mod axum;
mod poem;
mod warp;

const FASTAPI: [&str; 5] = [
    include_str!("../../fixtures/additional_responses_tutorial001.fastapi-0.165.0.json"),
    include_str!("../../fixtures/additional_responses_tutorial002.fastapi-0.165.0.json"),
    include_str!("../../fixtures/additional_responses_tutorial003.fastapi-0.165.0.json"),
    include_str!("../../fixtures/additional_responses_tutorial004.fastapi-0.165.0.json"),
    include_str!("../../fixtures/openapi_callbacks_tutorial001.fastapi-0.165.0.json"),
];

#[test]
fn the_documents_are_fastapis() {
    let documents = axum::documents();
    for other in [actix::documents(), poem::documents(), warp::documents()] {
        assert_eq!(documents, other);
    }
    for (document, expected) in documents.iter().zip(FASTAPI) {
        let mut expected: Value = serde_json::from_str(expected).unwrap();
        let document: Value = serde_json::from_str(document).unwrap();
        // The docstring is FastAPI's own, ours the example's.
        if let Some(post) = expected.pointer_mut("/paths/~1invoices~1/post") {
            post["description"] = document["paths"]["/invoices/"]["post"]["description"].clone();
        }
        assert_eq!(document, expected);
    }
}
