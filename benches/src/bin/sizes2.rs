//! tmp
use benches::{ours, scenario};
fn main() {
    let n = 1000;
    let reps: u32 = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(200);
    let _ = scenario::literal(n).count();
    let t = std::time::Instant::now();
    for _ in 0..reps {
        std::hint::black_box(ours::api(&mut scenario::literal(n)));
    }
    println!("declare literal {:?}", t.elapsed() / reps / 1000);
    let api = ours::api(&mut scenario::literal(n));
    let t = std::time::Instant::now();
    for _ in 0..reps {
        std::hint::black_box(api.to_json()).ok();
    }
    println!("render {:?}", t.elapsed() / reps / 1000);
}
