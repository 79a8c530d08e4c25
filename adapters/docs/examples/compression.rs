//! What the document costs to compress, by level: how `GZIP_LEVEL` and the quality of brotli were chosen.
//!
//! `cargo run --release -p openapi-docs --features brotli --example compression -- openapi.json`

use std::error::Error;
use std::io::Read as _;
use std::time::Instant;

/// Samples are taken in turns, and the fastest counts: what else runs only adds.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("expected the file of a document")?;
    let plain = std::fs::read(file)?;
    let ways: Vec<(&str, u32)> =
        (1..=9).map(|level| ("gzip", level)).chain((1..=11).map(|quality| ("br", quality))).collect();
    let mut fastest = vec![(f64::INFINITY, 0); ways.len()];
    for _ in 0..ROUNDS {
        for ((way, level), fastest) in ways.iter().zip(&mut fastest) {
            let start = Instant::now();
            let length = match *way {
                "gzip" => gzip(&plain, *level)?.len(),
                _ => brotli(&plain, *level)?.len(),
            };
            *fastest = (start.elapsed().as_secs_f64().min(fastest.0), length);
        }
    }
    println!(
        "{:.1} KB plain\n\n|      | level |     ms |    KB |\n| ---- | ----: | -----: | ----: |",
        kilobytes(plain.len())
    );
    for ((way, level), (seconds, length)) in ways.iter().zip(&fastest) {
        println!("| {way:<4} | {level:>5} | {:>6.1} | {:>5.1} |", seconds * 1e3, kilobytes(*length));
    }
    Ok(())
}

fn kilobytes(length: usize) -> f64 {
    length as f64 / 1e3
}

fn gzip(plain: &[u8], level: u32) -> std::io::Result<Vec<u8>> {
    let mut file = Vec::new();
    flate2::bufread::GzEncoder::new(plain, flate2::Compression::new(level)).read_to_end(&mut file)?;
    Ok(file)
}

fn brotli(mut plain: &[u8], quality: u32) -> std::io::Result<Vec<u8>> {
    let params =
        brotli::enc::BrotliEncoderParams { quality: quality as i32, size_hint: plain.len(), ..Default::default() };
    let mut file = Vec::new();
    brotli::BrotliCompress(&mut plain, &mut file, &params)?;
    Ok(file)
}
