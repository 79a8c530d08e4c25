//! The contract of `adapters/README.md`, over every framework, through real sockets.
#![allow(clippy::unwrap_used, reason = "a test may end there")]

mod actix;
mod axum;
mod contract;
mod poem;
mod warp;

use std::future::Future;
use std::net::{SocketAddr, TcpListener};

use contract::{App, Framework, METHODS, WRONG};
use serde_json::{Value, json};
use tests::http::{self, Answer};
use tests::scenarios::{INVOICES, ITEMS, Scenario};

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

/// An app on a framework, waiting for requests.
struct Served(SocketAddr);

impl Served {
    fn of(framework: &Framework, app: App) -> Self {
        Self((framework.serve)(app).unwrap_or_else(|problems| panic!("{}: {problems}", framework.name)))
    }

    fn ask(&self, method: &str, target: &str) -> Answer {
        self.ask_with(method, target, &[])
    }

    fn ask_with(&self, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
        http::send(self.0, method, target, headers, b"").unwrap_or_else(|error| panic!("{method} {target}: {error}"))
    }

    fn get(&self, target: &str) -> Answer {
        self.ask("GET", target)
    }
}

macro_rules! on_every_framework {
    ($($test:ident)*) => {
        on_every_framework! { @on poem $($test)* }
        on_every_framework! { @on warp $($test)* }
        on_every_framework! { @on axum $($test)* }
        on_every_framework! { @on actix $($test)* }
    };
    (@on $framework:ident $($test:ident)*) => {
        mod $framework {
            $(
                #[test]
                fn $test() {
                    super::super::$test(&crate::$framework::FRAMEWORK);
                }
            )*
        }
    };
}

mod on {
    on_every_framework! {
        every_declared_method_is_mounted_and_no_other
        methods_declared_apart_share_a_path
        head_of_a_declared_get
        query_is_mounted_or_a_problem
        parameters_are_decoded
        a_rest_of_several_segments
        an_integer_in_the_path
        a_path_is_matched_to_its_last_slash
        an_undeclared_path_is_not_found
        state_and_middleware_are_the_frameworks_own
        the_frameworks_own_extractors_answer_as_they_do
        the_apps_answer_as_declared
        wrong_input_is_answered_as_fastapi_does
        the_document_and_the_pages_are_served
        a_wide_path_does_not_hide_the_pages
        a_known_etag_is_not_sent_again
        encodings_are_chosen_by_the_client
        nested_under_a_prefix
        every_problem_at_once_and_nothing_is_served
        what_cannot_be_spelled_is_a_problem
        nothing_that_is_declared_panics
    }
}

fn every_declared_method_is_mounted_and_no_other(framework: &Framework) {
    let served = Served::of(framework, App::Contract);
    for declared in METHODS {
        let target = format!("/only/{}", declared.to_lowercase());
        for method in METHODS {
            let answer = served.ask(method, &target);
            let follows = method == "HEAD" && declared == "GET" && framework.head_follows_get;
            if method == declared || follows {
                let body = if method == "HEAD" { "" } else { declared };
                assert_eq!((answer.status, answer.text().as_str()), (200, body), "{method} {target}");
            } else {
                assert_eq!(answer.status, 405, "{method} {target}");
                if declared == "GET" {
                    assert_eq!(answer.header("allow"), framework.allow, "{method} {target}");
                }
            }
        }
    }
}

fn methods_declared_apart_share_a_path(framework: &Framework) {
    let served = Served::of(framework, App::Contract);
    assert_eq!(served.get("/both").text(), "GET");
    assert_eq!(served.ask("POST", "/both").text(), "POST");
    assert_eq!(served.ask("PUT", "/both").status, 405);
}

fn head_of_a_declared_get(framework: &Framework) {
    let answer = Served::of(framework, App::Contract).ask("HEAD", "/hello/you");
    let expected = if framework.head_follows_get { 200 } else { 405 };
    assert_eq!((answer.status, answer.body.len()), (expected, 0));
}

fn query_is_mounted_or_a_problem(framework: &Framework) {
    match ((framework.serve)(App::Hello("QUERY", "/search")), framework.no_query) {
        (Ok(address), None) => {
            assert_eq!(Served(address).ask("QUERY", "/search").text(), "hello");
            assert_eq!(Served(address).ask("GET", "/search").status, 405);
        }
        (Err(problems), Some(reason)) => {
            assert_eq!(problems.iter().map(|problem| problem.kind.to_string()).collect::<Vec<_>>(), [reason]);
        }
        (found, expected) => panic!("expected {expected:?}, found {found:?}"),
    }
}

fn parameters_are_decoded(framework: &Framework) {
    let served = Served::of(framework, App::Contract);
    assert_eq!(served.get("/hello/you").text(), "hello you");
    assert_eq!(served.get("/hello/a%20b%2Fc%C3%BC%25+").text(), "hello a b/cü%+");
    assert_eq!(served.get("/pairs/a%2Fb/with/%7Bc%7D").text(), "a/b and {c}");
    assert_eq!(served.get("/men%C3%BC/").text(), "menu");
}

fn a_rest_of_several_segments(framework: &Framework) {
    let served = Served::of(framework, App::Contract);
    assert_eq!(served.get("/files/a/b%20c/d.txt").text(), "a/b c/d.txt");
    assert_eq!(served.get("/files/a").text(), "a");
    let empty = served.get("/files/").status;
    assert_eq!(empty, if framework.rest_may_be_empty { 200 } else { 404 });
}

fn an_integer_in_the_path(framework: &Framework) {
    let served = Served::of(framework, App::Contract);
    assert_eq!(served.get("/numbers/42").text(), "42");
    assert_eq!(served.get("/numbers/many").status, if framework.convertors { 404 } else { 200 });
}

fn a_path_is_matched_to_its_last_slash(framework: &Framework) {
    let served = Served::of(framework, App::Contract);
    for target in ["/men%C3%BC", "/hello/you/", "/both/", "/hello/", "/hello"] {
        assert_eq!(served.get(target).status, 404, "{target}");
    }
}

fn an_undeclared_path_is_not_found(framework: &Framework) {
    let served = Served::of(framework, App::Contract);
    for target in ["/", "/nothing", "/docs/nothing", "/openapi.yaml", "//hello/you"] {
        assert_eq!(served.get(target).status, 404, "{target}");
        assert_eq!(served.ask("POST", target).status, 404, "{target}");
    }
}

fn state_and_middleware_are_the_frameworks_own(framework: &Framework) {
    let served = Served::of(framework, App::Contract);
    let counted: Vec<_> = (0..3).map(|_| served.ask("POST", "/count").text()).collect();
    assert_eq!(counted, ["0", "1", "2"]);
    for target in ["/hello/you", "/openapi.json", "/docs"] {
        assert_eq!(served.get(target).header("x-middleware"), Some("was here"), "{target}");
    }
}

fn the_frameworks_own_extractors_answer_as_they_do(framework: &Framework) {
    let served = Served::of(framework, App::Contract);
    let json = [("content-type", "application/json")];
    let right = http::send(served.0, "POST", "/unforced", &json, br#"{"sku": "a", "count": 1}"#).unwrap();
    assert_eq!((right.status, right.json()), (200, json!({ "sku": "a", "count": 1 })));
    let wrong = http::send(served.0, "POST", "/unforced", &json, br#"{"sku": "a"}"#).unwrap();
    assert!((400..500).contains(&wrong.status));
    assert_eq!(wrong.json().get("detail"), None);
}

fn the_apps_answer_as_declared(framework: &Framework) {
    for scenario in ITEMS {
        let served = Served::of(framework, App::Scenario(scenario));
        let found = served.get("/items/foo");
        assert_eq!((found.status, found.json()), (200, json!({ "id": "foo", "value": "there goes my hero" })));
        assert_eq!(served.get("/items/foo?img=true").header("content-type"), Some("image/png"));
        let missing = served.get("/items/bar");
        assert_eq!((missing.status, missing.json()), (404, json!({ "message": "Item not found" })));
        assert_eq!(served.get("/items/foo?img=perhaps").status, 422);
    }
    let served = Served::of(framework, App::Scenario(INVOICES));
    let invoice = br#"{"id": "2expen51ve", "customer": "Mr. Richie Rich", "total": 9999}"#;
    let json = [("content-type", "application/json")];
    let target = "/invoices/?callback_url=https%3A%2F%2Fwww.external.org%2Fevents";
    assert_eq!(http::send(served.0, "POST", target, &json, invoice).unwrap().text(), "2expen51ve");
    let relative = http::send(served.0, "POST", "/invoices/?callback_url=events", &json, invoice).unwrap();
    assert_eq!(relative.json()["detail"][0]["loc"], json!(["query", "callback_url"]));
    assert_eq!(relative.json()["detail"][0]["type"], "url_parsing");
}

/// What FastAPI answers to each request stands in the fixture, word for word.
fn wrong_input_is_answered_as_fastapi_does(framework: &Framework) {
    let served = Served::of(framework, App::Contract);
    let fixture = include_str!("../../fixtures/wrong_input.fastapi-0.165.0.json");
    let cases: Vec<Value> = serde_json::from_str(fixture).unwrap();
    assert!(cases.len() > 25);
    for case in &cases {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let headers: Vec<_> =
            case["headers"].as_object().unwrap().iter().map(|(name, value)| (name.clone(), text(value))).collect();
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer =
            http::send(served.0, "PUT", &text(&case["target"]), &headers, text(&case["body"]).as_bytes()).unwrap();
        assert_eq!(json!(answer.status), case["status"], "{}: {}", case["name"], answer.text());
        assert_eq!(answer.json(), case["answer"], "{}", case["name"]);
        if answer.status == 422 {
            assert_eq!(answer.header("content-type"), Some("application/json"), "{}", case["name"]);
        }
    }
}

fn the_document_and_the_pages_are_served(framework: &Framework) {
    let served = Served::of(framework, App::Contract);
    for (target, kind) in [("/openapi.json", "application/json"), ("/docs", "text/html; charset=utf-8")] {
        let page = served.get(target);
        assert_eq!((page.status, page.header("content-type")), (200, Some(kind)), "{target}");
        assert_eq!(page.header("content-length"), Some(page.body.len().to_string().as_str()), "{target}");
        let head = served.ask("HEAD", target);
        assert_eq!((head.status, head.body.len()), (200, 0), "{target}");
        for header in ["content-type", "content-length", "etag", "vary"] {
            assert_eq!(head.header(header), page.header(header), "{target} {header}");
        }
        assert_eq!(served.ask("POST", target).status, 405, "{target}");
    }
    assert_eq!(served.get("/openapi.json").json()["openapi"], "3.1.0");
}

fn a_wide_path_does_not_hide_the_pages(framework: &Framework) {
    for path in ["/{name}", "/{path:path}"] {
        let served = Served((framework.serve)(App::Hello("GET", path)).unwrap());
        assert_eq!(served.get("/other").text(), "hello", "{path}");
        assert_eq!(served.get("/openapi.json").header("content-type"), Some("application/json"), "{path}");
        assert!(served.get("/docs").text().contains("swagger-ui"), "{path}");
    }
}

fn a_known_etag_is_not_sent_again(framework: &Framework) {
    let served = Served::of(framework, App::Contract);
    for target in ["/openapi.json", "/docs"] {
        let etag = served.get(target).header("etag").unwrap().to_owned();
        for method in ["GET", "HEAD"] {
            let known = served.ask_with(method, target, &[("if-none-match", &etag)]);
            assert_eq!((known.status, known.body.len()), (304, 0), "{method} {target}");
            assert_eq!(known.header("etag"), Some(etag.as_str()), "{method} {target}");
            assert_eq!(served.ask_with(method, target, &[("if-none-match", "\"other\"")]).status, 200);
            // Several lines are one list.
            let lines = [("if-none-match", "\"other\""), ("if-none-match", &etag)];
            assert_eq!(served.ask_with(method, target, &lines).status, 304, "{method} {target}");
        }
    }
}

fn encodings_are_chosen_by_the_client(framework: &Framework) {
    let served = Served::of(framework, App::Contract);
    let plain = served.get("/openapi.json");
    assert_eq!(plain.header("content-encoding"), None);
    let lines = [("accept-encoding", "deflate"), ("accept-encoding", "gzip")];
    assert_eq!(served.ask_with("GET", "/openapi.json", &lines).header("content-encoding"), Some("gzip"));
    for encoding in ["br", "gzip"] {
        let encoded = served.ask_with("GET", "/openapi.json", &[("accept-encoding", encoding)]);
        assert_eq!(encoded.header("content-encoding"), Some(encoding));
        assert!(encoded.body.len() < plain.body.len());
        assert_ne!(encoded.header("etag"), plain.header("etag"));
    }
}

fn nested_under_a_prefix(framework: &Framework) {
    let served = Served::of(framework, App::Nested);
    assert_eq!(served.get("/api/v1/hello/you").text(), "hello you");
    assert_eq!(served.get("/hello/you").status, 404);
    assert_eq!(served.get("/openapi.json").status, 404);
    let document = served.get("/api/v1/openapi.json").json();
    assert_eq!(document["servers"], json!([{ "url": "/api/v1" }]));

    let page = served.get("/api/v1/docs").text();
    let mut links: Vec<&str> = page.split(['"', '\'']).filter(|text| text.contains("docs/")).collect();
    links.sort_unstable();
    links.dedup();
    assert!(links.len() > 2, "{page}");
    for link in links {
        assert!(!link.starts_with('/'), "{link}");
        assert_eq!(served.get(&format!("/api/v1/{link}")).status, 200, "{link}");
    }
    assert!(
        served.get("/api/v1/docs/init.js").text().contains("\"openapi.json\"") || page.contains("\"openapi.json\"")
    );
}

fn every_problem_at_once_and_nothing_is_served(framework: &Framework) {
    let problems = (framework.serve)(App::Wrong).unwrap_err();
    let errors: Vec<_> = problems.errors().collect();
    let told: Vec<String> = errors.iter().map(|problem| problem.kind.to_string()).collect();
    for (sentence, line, place) in WRONG {
        let problem = errors.iter().find(|problem| problem.kind.to_string() == sentence);
        let problem = problem.unwrap_or_else(|| panic!("`{sentence}` is not told: {told:#?}"));
        assert_eq!(problem.place, place, "{sentence}");
        if line > 0 {
            assert!(problem.at.file().ends_with("contract.rs"), "{sentence}: {}", problem.at);
            assert_eq!(problem.at.line(), line, "{sentence}");
        }
    }
    // Handlers that take no parameter from a path that has one are wrong on warp only.
    let others = told.iter().filter(|sentence| !sentence.starts_with("the filter takes"));
    assert_eq!(others.count(), WRONG.len(), "{told:#?}");
}

fn what_cannot_be_spelled_is_a_problem(framework: &Framework) {
    for (template, reason) in framework.unspellable {
        let problems = (framework.serve)(App::Hello("GET", template)).unwrap_err();
        let told: Vec<_> = problems.errors().map(|it| (it.kind.to_string(), it.place.clone())).collect();
        assert_eq!(told, [((*reason).to_owned(), format!("GET {template}"))]);
    }
}

/// A path is mounted or it is a problem, and the server answers to whatever is asked.
fn nothing_that_is_declared_panics(framework: &Framework) {
    let paths = [
        "",
        "/",
        "//",
        "nothing",
        "/{",
        "/}",
        "/{}",
        "/{{a}}",
        "/{a}{b}",
        "/{a}{b:path}",
        "/{a:path}{b}",
        "/{1}",
        "/{a:int}x",
        "/x{a:path}",
        "/:a",
        "/*",
        "/*a",
        "/**",
        "/a*b",
        "/<a>",
        "/<",
        "/:a<[>",
        "/(",
        "/[a-z",
        "/\\",
        "/a b",
        "/%zz",
        "/%",
        "/ä",
        "/?a",
        "/#a",
        "/\u{0}",
        "/\u{7f}",
        "/a\nb",
        "/.",
        "/..",
        "/a//b",
        "/a/",
        "/{a}/{a}",
        "/{a:unknown}",
        "/docs",
        "/docs/{a}",
        "/docs/{a:path}",
        "/{a:path}",
        "/openapi.json",
    ];
    for path in paths {
        if let Ok(address) = (framework.serve)(App::Hello("GET", path)) {
            for target in ["/", "/x", "/x/y", "/docs", "/%25"] {
                let status = Served(address).get(target).status;
                assert!([200, 400, 404].contains(&status), "{path:?}: {target} {status}");
            }
        }
    }
    for method in ["get", "", " ", "GET /", "ä", "PURGE", "M-SEARCH", "CONNECT"] {
        if let Ok(address) = (framework.serve)(App::Hello(method, "/hello")) {
            assert_eq!(Served(address).ask("PUT", "/hello").status, 405, "{method}");
        }
    }
}

fn frameworks() -> [Framework; 4] {
    [poem::FRAMEWORK, warp::FRAMEWORK, axum::FRAMEWORK, actix::FRAMEWORK]
}

#[test]
fn the_document_of_every_scenario_is_byte_identical_on_all_frameworks() {
    let apps = ITEMS.into_iter().chain([INVOICES]).map(App::Scenario).chain([App::Contract, App::Nested]);
    for app in apps {
        let target = if matches!(app, App::Nested) { "/api/v1/openapi.json" } else { "/openapi.json" };
        let documents = frameworks().map(|framework| Served::of(&framework, app).get(target));
        for (framework, document) in frameworks().iter().zip(&documents) {
            assert_eq!(document.status, 200, "{}", framework.name);
            assert_eq!(document.body, documents[0].body, "{}", framework.name);
            assert_eq!(document.header("etag"), documents[0].header("etag"), "{}", framework.name);
        }
    }
}

#[test]
fn the_document_served_is_fastapis() {
    for framework in frameworks() {
        for scenario in ITEMS.into_iter().chain([INVOICES]) {
            let served = Served::of(&framework, App::Scenario(scenario)).get("/openapi.json").json();
            let expected = expected(scenario);
            assert_eq!(
                tests::compare::differences(&expected, &served),
                [""; 0],
                "{} {}",
                framework.name,
                scenario.name
            );
        }
    }
}

fn expected(scenario: Scenario) -> Value {
    let file = format!("{}/fixtures/{}.fastapi-0.165.0.json", env!("CARGO_MANIFEST_DIR"), scenario.name);
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

#[test]
fn problems_of_declarations_are_told_alike_by_all_frameworks() {
    let [first, others @ ..] = frameworks().map(|framework| {
        let problems = (framework.serve)(App::Wrong).unwrap_err();
        let of_contract = problems.iter().filter(|problem| problem.at.file().ends_with("contract.rs"));
        of_contract.map(ToString::to_string).collect::<Vec<_>>()
    });
    for other in others {
        assert!(first.iter().all(|problem| other.contains(problem)), "{first:#?} {other:#?}");
    }
}
