//! Callbacks that are sent, held against the document that declares them.
#![allow(clippy::unwrap_used, reason = "a test may end there")]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

use http::{HeaderName, HeaderValue};
use openapi_contract::Contract;
use openapi_merge::{Api, declare};
use openapi_reqwest::{Callback, Exchange, Policy, Sender};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Serialize, JsonSchema)]
struct Event {
    /// serde knows nothing of the bound that the document shows.
    #[schemars(range(max = 100))]
    percent: u8,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Received {
    #[allow(dead_code, reason = "only its shape counts")]
    ok: bool,
}

fn notify() -> Callback<Event, Received> {
    Callback::new(
        declare::post("{$request.body#/url}/events")
            .name("notify")
            .parameter(declare::Parameter::new::<u8>("x-attempt", openapi_model::ParameterLocation::Header)),
    )
}

/// Answers each request with the body that its path names.
fn receiver() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().take(8) {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let read = stream.read(&mut request).unwrap();
            let lies = String::from_utf8_lossy(&request[..read]).starts_with("POST /lies");
            let body = if lies { r#"{"ok": "maybe"}"# } else { r#"{"ok": true}"# };
            let head = format!("content-type: application/json\r\ncontent-length: {}\r\nconnection: close", body.len());
            let _ = write!(stream, "HTTP/1.1 200 OK\r\n{head}\r\n\r\n{body}");
        }
    });
    address
}

#[tokio::test]
async fn what_is_sent_and_answered_is_held_against_the_declared_callback() {
    let api = Api::without_handlers("t", "1").operation(declare::post("/jobs").callbacks(notify()));
    let contract = Contract::of(&api).unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&told);
    let sender = Sender::new(Policy::new().http(true).any_port(true).loopback(true)).unwrap().inspect(
        move |callback, request, answer| {
            let verdict = contract.check_callback(callback, request, answer);
            into.lock().unwrap().extend(verdict.violations.iter().map(|violation| {
                let sentence = violation.to_string();
                sentence.split(" (declared").next().unwrap_or_default().to_owned()
            }));
        },
    );
    let receiver = receiver();
    let exchange = |path: &str| {
        let url = format!("http://{receiver}{path}");
        Exchange::new("POST", "/jobs").json(&serde_json::json!({ "url": url }))
    };
    let attempt = |value: &'static str| {
        let handle = sender.prepare(notify()).unwrap();
        handle.with_header(HeaderName::from_static("x-attempt"), HeaderValue::from_static(value))
    };
    attempt("1").send(&exchange(""), &Event { percent: 100 }).await.unwrap();
    assert_eq!(*told.lock().unwrap(), [""; 0]);
    attempt("first").send(&exchange("/lies"), &Event { percent: 101 }).await.unwrap_err();
    let place = "POST {$request.body#/url}/events answered 200";
    assert_eq!(
        *told.lock().unwrap(),
        [
            format!(
                "{place}: the request does not fit: the header parameter `x-attempt` does not fit: \"first\" is not of type \"integer\""
            ),
            format!(
                "{place}: the request does not fit: its body does not fit at `/percent`: 101 is greater than the maximum of 100"
            ),
            format!("{place}: the body does not fit at `/ok`: \"maybe\" is not of type \"boolean\""),
        ]
    );
}
