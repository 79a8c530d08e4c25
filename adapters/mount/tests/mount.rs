//! What a mount does with the document and with warnings, for a framework that mounts nothing.

use std::sync::{Arc, Mutex};

use openapi_docs::{Docs, Version};
use openapi_merge::{Api, declare};
use openapi_mount::{Adapter, Mount, Plan};

/// A framework whose handlers are the bytes that they answer with, and whose router is all of them by path.
type Router = Vec<(String, String)>;

fn mount(api: Api<String>) -> Mount<String, Router> {
    let adapter = Adapter {
        assemble: |plan: Plan<String>, _| {
            let paths = plan.paths.into_iter();
            paths.map(|path| (path.path.to_string(), path.routes[0].handler.clone())).collect()
        },
        page: |published, path| {
            let answer = published.answer(&path, "GET", |_| None).expect("a path that is published");
            String::from_utf8_lossy(&answer.body).into_owned()
        },
    };
    Mount::new(adapter, api).docs(Docs::none().document("/openapi.json"))
}

fn api() -> Api<String> {
    let operation = declare::get("/items/{item_id}").name("read_item").path_parameter::<u32>("id");
    Api::new("Items", "1").route(operation, "read")
}

#[test]
fn what_is_published_is_what_is_rendered() {
    let expected = api().root_path("/api").to_json().expect("only warnings");
    let router = mount(api()).root_path("/api/").on_warning(|_| ()).build().expect("only warnings");
    assert_eq!(router[0], ("/openapi.json".to_owned(), expected));
}

#[test]
fn the_finished_document_can_be_changed() {
    let changed = mount(api())
        .on_warning(|_| ())
        .change_document(|document| document.info.title = "Things".into())
        .change_document(|document| document.info.version = "2".into());
    let router = changed.build().expect("only warnings");
    assert!(router[0].1.starts_with(r#"{"openapi":"3.1.0","info":{"title":"Things","version":"2"},"#), "{router:?}");
}

#[test]
fn warnings_are_handed_over_or_denied() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let mounted = mount(api()).on_warning(move |warning| tell.lock().expect("no panic").push(warning.kind.to_string()));
    assert!(mounted.build().is_ok());
    let sentences = [
        "the path parameter `id` is declared, but the path has no `{id}`",
        "the path parameter `item_id` is not declared; say `.path_parameter::<T>(\"item_id\")`",
    ];
    assert_eq!(*told.lock().expect("no panic"), sentences);

    let problems = mount(api()).deny_warnings().build().expect_err("warnings are denied");
    assert_eq!(problems.errors().map(|problem| problem.kind.to_string()).collect::<Vec<_>>(), sentences);
    // What `main` prints of an error is `Debug`.
    let printed = format!("{problems:?}");
    assert!(printed.starts_with("2 problems in the API description\n\nerror: the path parameter `id`"), "{printed}");
}

#[test]
fn what_a_published_version_cannot_say_is_a_warning() {
    let of = |api: Api<String>| {
        let told = Arc::new(Mutex::new(Vec::new()));
        let tell = Arc::clone(&told);
        let docs = Docs::none().document("/openapi.json").version("/openapi-3.0.json", Version::V3_0);
        let mounted = mount(api).docs(docs);
        let tell = move |warning: &openapi_merge::Problem| {
            tell.lock().expect("no panic").push(format!("{}: {}", warning.place, warning.kind));
        };
        assert!(mounted.on_warning(tell).build().is_ok());
        let told = told.lock().expect("no panic");
        told.clone()
    };
    let api = || Api::new("Items", "1").route(declare::get("/items"), "read");
    assert_eq!(of(api()), [""; 0]);
    // OpenAPI 3.0 has no webhooks.
    let webhooks = declare::Router::without_handlers().operation(declare::post("item_added"));
    assert_eq!(
        of(api().webhooks(webhooks)),
        ["/openapi-3.0.json: OpenAPI 3.0.4 cannot say 1 of the things in the document: \
          `openapi_model::downgrade(document, Version::V3_0)` reports each"]
    );
}
