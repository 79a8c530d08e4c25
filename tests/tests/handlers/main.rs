//! The apps of the examples, whose handlers are their declaration: the same text on every framework, held against what
//! FastAPI writes.
#![allow(clippy::unwrap_used, reason = "a test may end there")]
#![allow(clippy::duplicate_mod, reason = "the same text is compiled for every framework")]

use std::future::Future;
use std::net::{SocketAddr, TcpListener};

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;
use tests::http;

#[derive(Deserialize, JsonSchema)]
struct Paging {
    limit: u32,
}

#[derive(Deserialize, JsonSchema)]
struct Line {
    sku: String,
}

/// Runs a server on a thread and a runtime of its own, until the tests end.
fn in_background<F: Future>(server: impl FnOnce(TcpListener) -> F + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async { server(listener).await });
    });
    address
}

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

        /// Two modules of the service, served, and their document.
        pub fn service() -> (SocketAddr, String) {
            let api =
                || Api::new("Shop", "1.0.0").include(service::items::router()).include(service::invoices::router());
            assert_eq!(api().problems().iter().map(ToString::to_string).collect::<Vec<_>>(), [""; 0]);
            (serve(api()), api().to_json().unwrap())
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

/// What a framework's own extractors answer to wrong input is what the document says of them, and no 422 of FastAPI's.
#[test]
fn the_frameworks_own_extractors_are_declared_as_they_answer() {
    // To a number that is none, a query without `limit`, no media type, no JSON, other JSON.
    let frameworks = [
        ("axum", axum::own(), [400, 400, 415, 400, 422], vec!["200", "400", "413", "415", "422"]),
        ("poem", poem::own(), [400, 400, 415, 400, 400], vec!["200", "400", "415"]),
        ("actix", actix::own(), [404, 400, 400, 400, 400], vec!["200", "404", "400", "413"]),
    ];
    let json: &[(&str, &str)] = &[("content-type", "application/json")];
    for (framework, (address, document), expected, declared) in frameworks {
        let document: Value = serde_json::from_str(&document).unwrap();
        let responses = document["paths"]["/own/{number}"]["post"]["responses"].as_object().unwrap();
        assert_eq!(responses.keys().collect::<Vec<_>>(), declared, "{framework}");
        let right = r#"{"sku": "a"}"#;
        let ask = |target: &str, headers: &[(&str, &str)], body: &str| {
            http::send(address, "POST", target, headers, body.as_bytes()).unwrap()
        };
        assert_eq!(ask("/own/7?limit=3", json, right).text(), "7 3 a", "{framework}");
        let answers = [
            ask("/own/seven?limit=3", json, right),
            ask("/own/7", json, right),
            ask("/own/7?limit=3", &[], right),
            ask("/own/7?limit=3", json, "{"),
            ask("/own/7?limit=3", json, "{}"),
        ];
        assert_eq!(answers.each_ref().map(|answer| answer.status), expected, "{framework}");
        for answer in answers {
            let response = &responses[&answer.status.to_string()];
            assert!(response["content"]["text/plain"].is_object(), "{framework} {response}");
            let kind = answer.header("content-type").unwrap_or_default();
            assert!(kind.starts_with("text/plain"), "{framework} {} {kind}", answer.status);
        }
    }
}

/// A bearer token that is really looked at, by one declaration on every framework.
#[test]
fn a_dependency_refuses_as_it_declares() {
    let [first, others @ ..] = [axum::service(), actix::service(), poem::service(), warp::service()];
    for (_, document) in &others {
        assert_eq!(document, &first.1);
    }
    let document: Value = serde_json::from_str(&first.1).unwrap();
    let post = &document["paths"]["/items"]["post"];
    for (address, _) in [first].into_iter().chain(others) {
        let json = ("content-type", "application/json");
        let ask = |token: Option<&str>, body: &str| {
            let headers: Vec<_> = token.map(|token| ("authorization", token)).into_iter().chain([json]).collect();
            http::send(address, "POST", "/items", &headers, body.as_bytes()).unwrap()
        };
        let new = r#"{"id": "foo", "value": "hero"}"#;
        for (answer, status, kind) in [
            (ask(None, new), 401, "application/problem+json"),
            (ask(Some("Basic cmljaw=="), new), 401, "application/problem+json"),
            (ask(Some("Bearer morty"), new), 403, "application/problem+json"),
            (ask(Some("bearer rick"), new), 201, "application/json"),
            (ask(Some("Bearer rick"), "{}"), 422, "application/json"),
        ] {
            assert_eq!((answer.status, answer.header("content-type")), (status, Some(kind)), "{}", answer.text());
            let response = &post["responses"][status.to_string()];
            assert!(response["content"][kind].is_object(), "{response}");
            for name in response["headers"].as_object().into_iter().flat_map(|headers| headers.keys()) {
                assert!(answer.header(name).is_some(), "{status} without {name}");
            }
        }
    }
}
