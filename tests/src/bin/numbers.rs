//! `numbers [COUNT]`: sends random doubles, ten million unless said otherwise, through the model and back.
//!
//! Each is spelled by serde_json (as few digits as tell it from all others) and by `{:e}`, read from JSON and from YAML, and
//! written again: the text must be the same, and the number the same double, bit for bit. Exponents are as likely as
//! mantissas, since the bits are random.
//!
//! The last line counts: `numbers: N doubles, R came back`.

use std::process::ExitCode;

use openapi_model::{Value, from_json, from_yaml, to_json, to_yaml};

const BLOCK: usize = 10_000;

fn main() -> ExitCode {
    let count = match std::env::args().nth(1).map(|count| count.parse::<usize>()) {
        None => 10_000_000,
        Some(Ok(count)) => count,
        Some(Err(_)) => {
            eprintln!("usage: numbers [COUNT]");
            return ExitCode::from(2);
        }
    };
    let mut random = Random(0x5eed);
    let mut back = 0;
    for done in (0..count).step_by(BLOCK) {
        let doubles: Vec<f64> = random.doubles().take(BLOCK.min(count - done)).collect();
        back += came_back(&doubles, |double| serde_json::json!(double).to_string())
            .min(came_back(&doubles, |double| format!("{double:e}")));
    }
    println!("numbers: {count} doubles, {back} came back");
    if back == count { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// How many of some numbers, spelled like this, are the same afterwards.
fn came_back(doubles: &[f64], spell: impl Fn(f64) -> String) -> usize {
    let text = format!("[{}]", doubles.iter().map(|double| spell(*double)).collect::<Vec<_>>().join(","));
    let Ok(read) = from_json::<Value>(&text) else { return 0 };
    let through_yaml = from_yaml::<Value>(&to_yaml(&read));
    let is_same_text = |value: &Value| to_json(value).is_ok_and(|written| written == text);
    if !is_same_text(&read) || !through_yaml.is_ok_and(|value| is_same_text(&value)) {
        return 0;
    }
    let numbers = read.as_array().into_iter().flatten().map(|value| value.as_number()?.as_f64());
    numbers.zip(doubles).filter(|(number, double)| number.is_some_and(|it| it.to_bits() == double.to_bits())).count()
}

/// SplitMix64, so that every run tries the same numbers.
struct Random(u64);

impl Random {
    fn doubles(&mut self) -> impl Iterator<Item = f64> {
        std::iter::repeat_with(|| {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            f64::from_bits(mixed ^ (mixed >> 31))
        })
        .filter(|double| double.is_finite())
    }
}
