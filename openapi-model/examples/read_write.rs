//! `read_write FILE…`: how fast each JSON document is read and written, beside `serde_json::Value` with
//! `preserve_order`.
//!
//! The sides take turns and the median of each counts, since single runs drift. Memory is measured by the example
//! `peak_memory`, because counting would slow the clock.

use std::any::Any;
use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs};

use openapi_model::OpenApi;

fn main() -> Result<(), Box<dyn Error>> {
    println!("{:>8} {:>22} {:>22}  file", "MB", "read MB/s (ratio)", "write MB/s (ratio)");
    for path in env::args().skip(1) {
        let text = serde_json::from_str::<serde_json::Value>(&fs::read_to_string(&path)?)?.to_string();
        let value: serde_json::Value = serde_json::from_str(&text)?;
        let document = OpenApi::from_json(&text)?;
        let [read, read_value, write, write_value] = medians(
            [
                &|| Box::new(OpenApi::from_json(black_box(&text))),
                &|| Box::new(serde_json::from_str::<serde_json::Value>(black_box(&text))),
                &|| Box::new(black_box(&document).to_json()),
                &|| Box::new(serde_json::to_vec(black_box(&value))),
            ],
            text.len(),
        );
        let megabytes = text.len() as f64 / 1e6;
        let speed = |time: Duration, beside: Duration| {
            format!("{:.0} ({:.2})", megabytes / time.as_secs_f64(), time.as_secs_f64() / beside.as_secs_f64())
        };
        println!("{megabytes:>8.2} {:>22} {:>22}  {path}", speed(read, read_value), speed(write, write_value));
    }
    Ok(())
}

fn medians<const N: usize>(sides: [&dyn Fn() -> Box<dyn Any>; N], bytes: usize) -> [Duration; N] {
    let rounds = (60_000_000 / bytes).clamp(9, 400);
    let mut times = [const { Vec::new() }; N];
    for _ in 0..rounds {
        for (side, times) in sides.iter().zip(&mut times) {
            settle_allocator();
            let start = Instant::now();
            let made = black_box(side());
            times.push(start.elapsed());
            drop(made);
        }
    }
    times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    })
}

/// A large request makes the allocator sort what was freed last, which the next side would pay for otherwise.
fn settle_allocator() {
    drop(black_box(Vec::<u8>::with_capacity(1 << 20)));
}
