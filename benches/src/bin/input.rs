//! What holding input against its schema costs, beside serde_json alone: `cargo run --release -p benches --bin input`.
//!
//! Right input of three sizes, read into a type without bounds and into one with a bound on every member; then wrong input
//! of growing size and with a growing number of faults.

use std::hint::black_box;

use benches::table::Table;
use cpu_time::ProcessTime;
use openapi_input::{Limits, Reading, json};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code, reason = "it is read, and that is all")]
struct Free {
    id: u64,
    name: String,
    note: Option<String>,
    price: f64,
    tags: Vec<String>,
    paid: bool,
    at: Position,
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code, reason = "it is read, and that is all")]
struct Position {
    x: i32,
    y: i32,
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code, reason = "it is read, and that is all")]
struct Bounded {
    #[schemars(range(min = 1, max = 1_000_000_000))]
    id: u64,
    #[schemars(length(min = 1, max = 40))]
    name: String,
    #[schemars(length(max = 200))]
    note: Option<String>,
    #[schemars(range(min = 0.0, max = 1e6))]
    price: f64,
    #[schemars(length(max = 10), inner(length(min = 1, max = 20)))]
    tags: Vec<String>,
    paid: bool,
    at: BoundedPosition,
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code, reason = "it is read, and that is all")]
struct BoundedPosition {
    #[schemars(range(min = -1000, max = 1000))]
    x: i32,
    #[schemars(range(min = -1000, max = 1000))]
    y: i32,
}

fn item(index: usize, x: i32) -> String {
    format!(
        r#"{{"id":{},"name":"item number {index}","note":null,"price":{}.25,"tags":["red","green","on sale"],"paid":true,"at":{{"x":{x},"y":-7}}}}"#,
        index + 1,
        index % 1000
    )
}

/// A list of items, of which the first `wrong` ones have a position that is out of bounds.
fn items(count: usize, wrong: usize) -> String {
    let items: Vec<String> = (0..count).map(|index| item(index, if index < wrong { 5000 } else { 3 })).collect();
    format!("[{}]", items.join(","))
}

/// The least time of many, in nanoseconds. Those that are compared take turns, so that they meet the same machine.
fn least(mut all: Vec<Box<dyn FnMut() + '_>>, rounds: usize, times: usize) -> Vec<f64> {
    let mut least = vec![f64::MAX; all.len()];
    for _ in 0..rounds {
        for (least, run) in least.iter_mut().zip(&mut all) {
            let start = ProcessTime::now();
            for _ in 0..times {
                run();
            }
            *least = least.min(start.elapsed().as_nanos() as f64 / times as f64);
        }
    }
    least
}

fn compared<T: DeserializeOwned + JsonSchema + 'static>(text: &str, reading: &Reading) -> [f64; 2] {
    let bytes = text.as_bytes();
    let times = (2_000_000 / bytes.len()).clamp(1, 5000);
    let alone = Box::new(|| {
        black_box(serde_json::from_slice::<Vec<T>>(black_box(bytes)).is_ok());
    });
    let held = Box::new(|| {
        black_box(json::<Vec<T>>(reading, Some("application/json"), black_box(bytes)).is_ok());
    });
    let found = least(vec![alone, held], 60, times);
    [found[0], found[1]]
}

fn main() {
    let reading = Reading::strict().limits(Limits::default().body(64 << 20).members(100_000_000).faults(100_000));
    let mut rows = Table::new(["size", "type", "serde_json", "held against its schema", "times"]);
    for count in [2, 100, 10_000] {
        let text = items(count, 0);
        for (what, [alone, held]) in [
            ("without bounds", compared::<Free>(&text, &reading)),
            ("with bounds", compared::<Bounded>(&text, &reading)),
        ] {
            let size = format!("{} bytes", text.len());
            let [alone_us, held_us] = [alone, held].map(|nanoseconds| format!("{:.1} µs", nanoseconds / 1000.0));
            rows.row([size, what.to_owned(), alone_us, held_us, format!("{:.2}", held / alone)]);
        }
    }
    println!("Right input\n\n{rows}\nWrong input\n");
    let mut rows = Table::new(["size", "faults", "time", "a byte"]);
    for (count, wrong) in
        [(1000, 1), (2000, 1), (4000, 1), (8000, 1), (8000, 1000), (8000, 2000), (8000, 4000), (8000, 8000)]
    {
        let text = items(count, wrong);
        let run = Box::new(|| {
            let told = json::<Vec<Bounded>>(&reading, Some("application/json"), text.as_bytes());
            assert_eq!(told.err().map(|invalid| invalid.faults().len()), Some(wrong));
        });
        let time = least(vec![run], 5, 1)[0];
        let per_byte = time / text.len() as f64;
        rows.row([
            format!("{} bytes", text.len()),
            wrong.to_string(),
            format!("{:.2} ms", time / 1e6),
            format!("{per_byte:.1} ns"),
        ]);
    }
    println!("{rows}");
}
