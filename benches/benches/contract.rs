//! `cargo bench -p benches --bench contract`: what it costs to hold an exchange against a document.

use benches::ours;
use benches::scenario::Scenario;
use divan::{Bencher, black_box};
use http::{Request, Response};
use openapi_contract::Contract;

/// Operations of the document, which an exchange is looked up among.
const COUNTS: [usize; 3] = [10, 100, 1_000];

const ITEM: &str = r#"{"openapi":"3.1.0","info":{"title":"Items","version":"1"},"paths":{"/items/{id}":{"get":{
    "parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"integer"}},
        {"name":"limit","in":"query","schema":{"type":"integer","maximum":100}}],
    "responses":{"200":{"description":"An item","headers":{"x-rate":{"schema":{"type":"integer"}}},
        "content":{"application/json":{"schema":{"type":"array","items":{"type":"object",
            "required":["id","name"],"properties":{"id":{"type":"integer"},"name":{"type":"string","maxLength":40},
            "tags":{"type":"array","items":{"type":"string"}}}}}}}}}}}}}"#;

fn main() {
    divan::main();
}

fn answer(items: usize) -> Response<String> {
    let items: Vec<String> =
        (0..items).map(|id| format!(r#"{{"id":{id},"name":"the item {id}","tags":["a","b"]}}"#)).collect();
    let body = format!("[{}]", items.join(","));
    Response::builder().header("content-type", "application/json").header("x-rate", "7").body(body).unwrap_or_default()
}

/// A request with two parameters and an answer of so many items.
#[divan::bench(args = [1, 10, 100])]
fn check(bencher: Bencher<'_, '_>, items: usize) {
    let contract = Contract::from_json(ITEM).expect("the document of the benchmark");
    let request = Request::get("/items/7?limit=10").body("").expect("the request of the benchmark");
    let answer = answer(items);
    assert_eq!(contract.check(&request, &answer).violations, []);
    bencher.bench(|| contract.check(black_box(&request), black_box(&answer)));
}

/// What reading the document costs, once.
#[divan::bench(args = COUNTS)]
fn read_the_document(bencher: Bencher<'_, '_>, count: usize) {
    let text = ours::api(Scenario::literal(count)).to_json().expect("the scenario's document");
    bencher.bench(|| Contract::from_json(black_box(&text)));
}

/// An answer that is refused by its status alone, so that finding the operation is what counts.
#[divan::bench(args = COUNTS)]
fn find_the_operation(bencher: Bencher<'_, '_>, count: usize) {
    let text = ours::api(Scenario::literal(count)).to_json().expect("the scenario's document");
    let contract = Contract::from_json(&text).expect("the scenario's document");
    let request = Request::put(format!("/resource{}/7", count - 1)).body("").expect("the request of the benchmark");
    let answer = Response::builder().status(404).body("").expect("the answer of the benchmark");
    bencher.bench(|| contract.check(black_box(&request), black_box(&answer)));
}
