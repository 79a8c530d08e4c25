//! `peak_memory FILE…`: the most memory that reading each JSON document takes, divided by the length of its text,
//! beside `serde_json::Value` with `preserve_order`.

use std::error::Error;
use std::hint::black_box;
use std::{env, fs};

use openapi_model::OpenApi;
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

fn main() -> Result<(), Box<dyn Error>> {
    println!("{:>8} {:>8} {:>8} {:>12}  file", "MB", "peak", "held", "Value's peak");
    for path in env::args().skip(1) {
        let text = serde_json::from_str::<serde_json::Value>(&fs::read_to_string(&path)?)?.to_string();
        let (peak, held) = measure(&text, |text| OpenApi::from_json(text).map_err(Into::into))?;
        let (beside, _) = measure(&text, |text| serde_json::from_str::<serde_json::Value>(text).map_err(Into::into))?;
        println!("{:>8.2} {peak:>8.2} {held:>8.2} {beside:>12.2}  {path}", text.len() as f64 / 1e6);
    }
    Ok(())
}

fn measure<T>(text: &str, read: impl Fn(&str) -> Result<T, Box<dyn Error>>) -> Result<(f64, f64), Box<dyn Error>> {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let document = black_box(read(text)?);
    let share = |bytes: usize| bytes.saturating_sub(before) as f64 / text.len() as f64;
    let measured = (share(ALLOCATOR.peak_usage()), share(ALLOCATOR.current_usage()));
    drop(document);
    Ok(measured)
}
