//! Counts memory: `counted GENERATOR made|literal COUNT` prints allocations, the most bytes held at once and those
//! written. `counted read READER FILE` prints the most bytes held while a document is read
//! and written; `made` is no file.
//!
//! A program of its own, because counting costs time. `compare` runs it.

use benches::{reading, scenario};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [read, name, file] = &arguments[..]
        && read == "read"
    {
        return peak_of_reading(name, file);
    }
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

fn peak_of_reading(name: &str, file: &str) {
    let text = if file == "made" { reading::made() } else { std::fs::read_to_string(file).unwrap_or_default() };
    let Some((_, round_trip)) = reading::readers().into_iter().find(|(held, _)| *held == name) else { return };
    let counted = allocation_counter::measure(|| drop(round_trip(&text, &mut || ())));
    println!("{}", counted.bytes_max);
}
