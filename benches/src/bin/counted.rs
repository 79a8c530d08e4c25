//! Counts memory: `counted GENERATOR made|literal COUNT` prints allocations and the most bytes held at once.
//!
//! A program of its own, because counting costs time. `compare` runs it.

use benches::scenario;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, text, count] = &arguments[..] else {
        eprintln!("usage: counted GENERATOR made|literal COUNT");
        std::process::exit(2)
    };
    let count: usize = count.parse().unwrap_or(1_000);
    let Some((_, generate)) = benches::generators().into_iter().find(|(held, _)| held == name) else {
        eprintln!("there is no generator `{name}`");
        std::process::exit(2)
    };
    let run = || match text.as_str() {
        "literal" => generate(&mut scenario::literal(count)),
        _ => generate(&mut scenario::made(count)),
    };
    // What is made once per program does not count.
    let length = run().len();
    let counted = allocation_counter::measure(|| drop(run()));
    println!("{} {} {length}", counted.count_total, counted.bytes_max);
}
