//! An application that does not do what it declares, on every framework, through real sockets.
#![allow(clippy::unwrap_used, reason = "a test may end there")]

mod actix;
mod axum;
mod client;
mod poem;
mod warp;

use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use openapi_contract::{Contract, Layer, NotLookedAt};
use serde_json::json;

/// What the application answers, whatever is declared.
#[derive(Clone, Copy)]
struct Canned {
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
}

/// Puts the layer around an application on a framework, which answers what [`answer`] says, and serves it.
type Serve = fn(Layer) -> SocketAddr;

const FRAMEWORKS: [(&str, Serve); 4] =
    [("axum", axum::serve), ("poem", poem::serve), ("actix", actix::serve), ("warp", warp::serve)];

const JSON: &[(&str, &str)] = &[("content-type", "application/json")];
const EVENTS: &[(&str, &str)] = &[("content-type", "text/event-stream")];

/// A path, what is asked there, what is answered, and what the contract says of it.
type Lie = (&'static str, &'static str, Canned, &'static str);

const LIES: [Lie; 15] = [
    // The status.
    (
        "GET",
        "/status/1",
        Canned { status: 418, headers: &[], body: "" },
        "GET /status/{id} answered 418: the status is not declared, expected `200` or `404` (declared at \
         `/paths/~1status~1{id}/get/responses`)",
    ),
    (
        "GET",
        "/item/media",
        Canned { status: 200, headers: &[("content-type", "text/plain")], body: "{}" },
        "GET /item/media answered 200: the media type `text/plain` is not declared, expected `application/json` \
         (declared at `/paths/~1item~1media/get/responses/200/content`)",
    ),
    (
        "GET",
        "/header/missing",
        Canned { status: 200, headers: &[], body: "" },
        "GET /header/missing answered 200: the header `x-rate` is missing (declared at \
         `/paths/~1header~1missing/get/responses/200/headers/x-rate`)",
    ),
    (
        "GET",
        "/header/type",
        Canned { status: 200, headers: &[("x-rate", "many")], body: "" },
        "GET /header/type answered 200: the header `x-rate` does not fit: \"many\" is not of type \"integer\" \
         (declared at `/paths/~1header~1type/get/responses/200/headers/x-rate`)",
    ),
    (
        "GET",
        "/item/member",
        Canned { status: 200, headers: JSON, body: r#"{"id": 1}"# },
        "GET /item/member answered 200: the body does not fit: \"name\" is a required property (declared at \
         `/paths/~1item~1member/get/responses/200/content/application~1json/schema`)",
    ),
    (
        "GET",
        "/item/extra",
        Canned { status: 200, headers: JSON, body: r#"{"id": 1, "name": "a", "b": 2}"# },
        "GET /item/extra answered 200: the body does not fit: Additional properties are not allowed ('b' was \
         unexpected) (declared at `/paths/~1item~1extra/get/responses/200/content/application~1json/schema`)",
    ),
    (
        "GET",
        "/item/bounds",
        Canned { status: 200, headers: JSON, body: r#"{"id": 0, "name": "a"}"# },
        "GET /item/bounds answered 200: the body does not fit at `/id`: 0 is less than the minimum of 1 (declared at \
         `/paths/~1item~1bounds/get/responses/200/content/application~1json/schema`)",
    ),
    (
        "GET",
        "/item/null",
        Canned { status: 200, headers: JSON, body: r#"{"id": 1, "name": null}"# },
        "GET /item/null answered 200: the body does not fit at `/name`: null is not of type \"string\" (declared at \
         `/paths/~1item~1null/get/responses/200/content/application~1json/schema`)",
    ),
    (
        "GET",
        "/item/enum",
        Canned { status: 200, headers: JSON, body: r#"{"id": 1, "name": "a", "size": "huge"}"# },
        "GET /item/enum answered 200: the body does not fit at `/size`: \"huge\" is not one of \"small\" or \"large\" \
         (declared at `/paths/~1item~1enum/get/responses/200/content/application~1json/schema`)",
    ),
    (
        "DELETE",
        "/gone",
        Canned { status: 204, headers: &[], body: "gone" },
        "DELETE /gone answered 204: there is a body, and none is declared (declared at \
         `/paths/~1gone/delete/responses/204`)",
    ),
    (
        "GET",
        "/item/empty",
        Canned { status: 200, headers: &[], body: "" },
        "GET /item/empty answered 200: there is no body, expected `application/json` (declared at \
         `/paths/~1item~1empty/get/responses/200/content`)",
    ),
    (
        "PATCH",
        "/gone",
        Canned { status: 200, headers: &[], body: "" },
        "PATCH /gone answered 200: the method is not declared, expected `DELETE`",
    ),
    (
        "GET",
        "/nowhere",
        Canned { status: 200, headers: &[], body: "" },
        "GET /nowhere answered 200: no such path is declared; if it is not part of the API, `ignore` it",
    ),
    (
        "GET",
        "/events",
        Canned { status: 200, headers: EVENTS, body: "data: {\"id\": 1, \"name\": \"a\"}\n\ndata: {\"id\": 2}\n\n" },
        "GET /events answered 200: item 1 of the body does not fit at `/data`: in the text: \"name\" is a required \
         property (declared at `/paths/~1events/get/responses/200/content/text~1event-stream/itemSchema`)",
    ),
    (
        "GET",
        "/item/json",
        Canned { status: 200, headers: JSON, body: "{\"id\": 1" },
        "GET /item/json answered 200: the body is no JSON: EOF while parsing an object at line 1 column 8 (declared at \
         `/paths/~1item~1json/get/responses/200/content/application~1json`)",
    ),
];

const TRUTHS: [(&str, &str, Canned); 9] = [
    ("GET", "/status/2", Canned { status: 200, headers: &[], body: "" }),
    ("HEAD", "/status/3", Canned { status: 200, headers: &[("content-length", "12")], body: "" }),
    ("GET", "/header/right", Canned { status: 200, headers: &[("x-rate", "7")], body: "" }),
    ("GET", "/item/right", Canned { status: 200, headers: JSON, body: r#"{"id": 1, "name": "a", "size": "small"}"# }),
    (
        "GET",
        "/item/charset",
        Canned {
            status: 200,
            headers: &[("content-type", "application/json; charset=utf-8")],
            body: r#"{"id": 1, "name": "a"}"#,
        },
    ),
    ("DELETE", "/gone?right", Canned { status: 204, headers: &[], body: "" }),
    ("PUT", "/gone", Canned { status: 405, headers: &[], body: "" }),
    ("GET", "/elsewhere", Canned { status: 404, headers: &[], body: "no" }),
    (
        "GET",
        "/events?right",
        Canned {
            status: 200,
            headers: EVENTS,
            body: ": hello\n\nevent: e\r\ndata: {\"id\": 1,\r\ndata: \"name\": \"a\"}\r\n\r\ndata: {\"id\": 2, \"name\": \"b\"}\n\n",
        },
    ),
];

/// What is answered to a target.
fn answer(method: &str, target: &str) -> Canned {
    let asked = |one: &&str| *one == target;
    let lie = LIES.iter().find(|(of, at, ..)| *of == method && asked(at)).map(|(_, _, canned, _)| *canned);
    let truth = TRUTHS.iter().find(|(of, at, _)| *of == method && asked(at)).map(|(_, _, canned)| *canned);
    lie.or(truth).unwrap_or(Canned { status: 500, headers: &[], body: "not asked for" })
}

fn contract() -> Contract {
    let item = json!({ "$ref": "#/components/schemas/Item" });
    let get = |answer: serde_json::Value| json!({ "get": { "responses": { "200": answer } } });
    let of_items = || get(json!({ "description": "d", "content": { "application/json": { "schema": item } } }));
    let header = json!({ "required": true, "schema": { "type": "integer" } });
    let with_header = || get(json!({ "description": "d", "headers": { "x-rate": header } }));
    let mut paths = json!({
        "/status/{id}": { "get": { "responses": { "200": { "description": "d" }, "404": { "description": "d" } } } },
        "/gone": { "delete": { "responses": { "204": { "description": "d" } } } },
        "/events": get(json!({ "description": "d", "content": { "text/event-stream": { "itemSchema": {
            "type": "object", "required": ["data"], "properties": {
                "data": { "type": "string", "contentMediaType": "application/json", "contentSchema": item } } } } } })),
        "/endless": get(json!({ "description": "d", "content": { "text/event-stream": { "itemSchema": {} } } })),
    });
    for name in ["media", "member", "extra", "bounds", "null", "enum", "empty", "json", "right", "charset"] {
        paths[format!("/item/{name}")] = of_items();
    }
    for name in ["missing", "type", "right"] {
        paths[format!("/header/{name}")] = with_header();
    }
    let schema = json!({ "type": "object", "required": ["id", "name"], "additionalProperties": false, "properties": {
        "id": { "type": "integer", "minimum": 1 }, "name": { "type": "string" },
        "size": { "enum": ["small", "large"] } } });
    let document = json!({ "openapi": "3.2.0", "info": { "title": "t", "version": "1" }, "paths": paths,
        "components": { "schemas": { "Item": schema } } });
    Contract::from_json(&document.to_string()).unwrap()
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

/// Waits, within reason, for what a server does after its answer is out.
fn eventually(holds: impl Fn() -> bool) -> bool {
    (0..400).any(|_| {
        holds() || {
            std::thread::sleep(Duration::from_millis(5));
            false
        }
    })
}

#[test]
fn each_lie_is_told_in_its_own_sentence() {
    for (name, serve) in FRAMEWORKS {
        let watch = contract().watch();
        let server = serve(watch.layer());
        for (method, target, canned, expected) in LIES {
            let before = watch.so_far().violations.len();
            let answer = client::send(server, method, target, "").unwrap();
            assert_eq!(answer.status, canned.status, "{name}: {method} {target}");
            assert!(
                eventually(|| watch.so_far().violations.len() > before),
                "{name}: {method} {target} slipped through"
            );
            let told: Vec<String> = watch.so_far().violations[before..].iter().map(ToString::to_string).collect();
            assert_eq!(told, [expected], "{name}");
        }
        let violations = watch.finish().unwrap_err();
        assert_eq!(violations.iter().count(), LIES.len(), "{name}");
        assert!(violations.to_string().starts_with("15 not as declared:\n  GET /status/{id} answered 418"), "{name}");
    }
}

#[test]
fn the_truth_passes_unchanged() {
    for (name, serve) in FRAMEWORKS {
        let watch = contract().watch();
        let (watched, plain) = (serve(watch.layer()), serve(contract().log(drop).sample(0.0)));
        for (method, target, canned) in TRUTHS {
            let answer = client::send(watched, method, target, "").unwrap();
            assert_eq!(answer.status, canned.status, "{name}: {method} {target}");
            assert_eq!(String::from_utf8_lossy(&answer.body), canned.body, "{name}: {method} {target}");
            assert_eq!(answer, client::send(plain, method, target, "").unwrap(), "{name}: {method} {target}");
        }
        assert_eq!(watch.finish().unwrap(), Vec::<NotLookedAt>::new(), "{name}");
    }
}

/// Whether the client has read the first event of `/endless`.
static FIRST_IS_READ: AtomicBool = AtomicBool::new(false);

/// Sends the first event at once and the second when the first is read.
fn endless() -> impl futures_util::Stream<Item = Result<&'static str, std::io::Error>> + Send + Sync + 'static {
    futures_util::stream::unfold(0, |sent| async move {
        if sent == 1 {
            while !FIRST_IS_READ.load(Ordering::SeqCst) {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        }
        (sent < 2).then(|| (Ok(["data: 1\n\n", "data: 2\n\n"][sent]), sent + 1))
    })
}

#[test]
fn a_stream_is_not_held_back() {
    for (name, serve) in FRAMEWORKS {
        FIRST_IS_READ.store(false, Ordering::SeqCst);
        let found = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&found);
        let layer = contract().log(move |verdict| into.lock().unwrap().push(verdict)).body_limit(12);
        let server = serve(layer);
        let read = client::send_and_see(server, "GET", "/endless", |so_far| {
            if so_far.windows(7).any(|bytes| bytes == b"data: 1") {
                FIRST_IS_READ.store(true, Ordering::SeqCst);
            }
        });
        assert!(read.unwrap().windows(7).any(|bytes| bytes == b"data: 2"), "{name}");
        assert!(eventually(|| found.lock().unwrap().len() == 1), "{name}");
        let verdict = found.lock().unwrap().remove(0);
        assert_eq!(verdict.violations, [], "{name}");
        assert_eq!(
            verdict.not_looked_at[0].to_string(),
            "GET /endless answered 200: the body is longer than the 12 bytes that are looked at",
            "{name}"
        );
    }
}

#[test]
fn a_sample_is_looked_at() {
    for (name, serve) in FRAMEWORKS {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let layer = contract().log(move |_| _ = counted.fetch_add(1, Ordering::SeqCst)).sample(0.25);
        let server = serve(layer);
        for _ in 0..12 {
            client::send(server, "GET", "/status/2", "").unwrap();
        }
        assert!(eventually(|| count.load(Ordering::SeqCst) == 3), "{name}: {}", count.load(Ordering::SeqCst));
    }
}

#[test]
fn a_test_that_forgets_to_ask_fails_all_the_same() {
    let watch = contract().watch();
    let server = axum::serve(watch.layer());
    client::send(server, "GET", "/nowhere", "").unwrap();
    assert!(eventually(|| !watch.so_far().violations.is_empty()));
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(watch))).unwrap_err();
    assert_eq!(
        panic.downcast_ref::<String>().unwrap(),
        "1 not as declared:\n  GET /nowhere answered 200: no such path is declared; if it is not part of the API, `ignore` it"
    );
}
