//! Compares us with the peers: `cargo run --release -p benches --features peers --bin compare`
//!
//! First holds what each wrote against what we wrote, then measures in turns and prints a table of medians. Times are
//! of the processor, so that what else runs on the machine counts little. Writes the table to `benches/RESULTS.md`
//! with `--save`.
//!
//! `compare read FILE…` compares reading and writing documents; without a file, one of five megabytes that is made.

use std::fmt::Write as _;
use std::hint::black_box;
use std::process::Command;
use std::time::Duration;

use benches::facts::facts;
use benches::{Generate, generators, reading, scenario};
use cpu_time::ThreadTime;

const COUNTS: [usize; 4] = [10, 100, 1_000, 10_000];
const ROUNDS: usize = 15;
/// Operations in a sample: enough that the clock's own time does not show.
const SAMPLE: usize = 4_000;

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.next_if(|argument| argument == "read").is_some() {
        read(&arguments.collect::<Vec<_>>());
        return;
    }
    let mut report = String::new();
    says_the_same(&mut report);
    for (text, heading) in [("made", "Text made while the program runs"), ("literal", "Text known at compile time")] {
        let _ = writeln!(report, "\n## {heading}\n");
        times(text, &mut report);
        memory(text, &mut report);
    }
    println!("{report}");
    if std::env::args().any(|argument| argument == "--save") {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/RESULTS.md");
        let saved = std::fs::write(path, preface() + &report);
        saved.unwrap_or_else(|error| eprintln!("{path}: {error}"));
    }
}

fn read(files: &[String]) {
    let read =
        |file: &String| (file.clone(), std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}")));
    let mut documents: Vec<(String, String)> = files.iter().map(read).collect();
    if documents.is_empty() {
        documents.push(("made".to_owned(), reading::made()));
    }
    for (name, text) in documents {
        let megabytes = text.len() as f64 / 1e6;
        println!("\n### {name}, {megabytes:.1} MB\n");
        println!("| | read MB/s | ÷ Value | write MB/s | ÷ Value | peak of both ÷ input | comes back |");
        println!("|---|---|---|---|---|---|---|");
        let readers = reading::readers();
        let mut samples = vec![[Vec::new(), Vec::new()]; readers.len()];
        for _ in 0..ROUNDS {
            for ((_, round_trip), [reads, writes]) in readers.iter().zip(&mut samples) {
                let start = ThreadTime::now();
                let mut read = Duration::ZERO;
                let written = round_trip(&text, &mut || read = start.elapsed());
                if black_box(written).is_some() {
                    reads.push(read);
                    writes.push(start.elapsed() - read);
                }
            }
        }
        let median = |samples: &mut Vec<Duration>| {
            samples.sort_unstable();
            samples.get(samples.len() / 2).map(Duration::as_secs_f64)
        };
        let medians: Vec<_> =
            samples.iter_mut().map(|[reads, writes]| Some((median(reads)?, median(writes)?))).collect();
        let Some((value_read, value_write)) = medians[1] else { continue };
        for ((peer, round_trip), medians) in readers.iter().zip(medians) {
            let Some((read, write)) = medians else {
                println!("| {peer} | cannot read it | | | | | |");
                continue;
            };
            let back = round_trip(&text, &mut || ()).map_or("", |back| reading::compared(&text, &back));
            println!(
                "| {peer} | {:.0} | {:.2} | {:.0} | {:.2} | {} | {back} |",
                megabytes / read,
                read / value_read,
                megabytes / write,
                write / value_write,
                peak_of_reading(peer, &name).map_or("?".to_owned(), |peak| format!("{:.1}", peak / text.len() as f64)),
            );
        }
    }
}

fn peak_of_reading(peer: &str, file: &str) -> Option<f64> {
    let counted = counted(&["read", peer, file]);
    counted.first().copied()
}

/// Asks `counted`, a program of its own, because counting costs time.
fn counted(arguments: &[&str]) -> Vec<f64> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--release", "--package", "benches", "--bin", "counted"]);
    if cfg!(feature = "peers") {
        command.args(["--features", "peers"]);
    }
    let output = command.arg("--").args(arguments).output();
    let figures = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    figures.split_whitespace().filter_map(|figure| figure.parse().ok()).collect()
}

fn preface() -> String {
    let versions = include_str!("../../Cargo.toml").lines().filter(|line| line.contains("optional = true"));
    let mut preface = String::from(
        "# Results\n\n\
         Written by `cargo run --release -p benches --features peers --bin compare -- --save` on two shared virtual\n\
         x86-64 cores under Linux. Times are of the processor, medians of interleaved rounds; read the ratios.\n\n\
         The scenario is in `src/scenario.rs`. Versions as `Cargo.toml` has them:\n\n",
    );
    for version in versions {
        let _ = writeln!(preface, "    {version}");
    }
    preface + "\n"
}

fn says_the_same(report: &mut String) {
    let _ = writeln!(report, "## What each says of the operations of the scenario\n");
    let said: Vec<_> =
        generators().iter().map(|(name, generate)| (*name, facts(&generate(&mut scenario::literal(10))))).collect();
    let Some((_, ours)) = said.first() else { return };
    let _ = writeln!(report, "We: {} facts on 10 operations.", ours.len());
    for (name, facts) in &said[1..] {
        let missing = ours.difference(facts).count();
        let further = facts.difference(ours).count();
        let example = ours.difference(facts).chain(facts.difference(ours)).next();
        let _ = writeln!(
            report,
            "{name}: {}",
            match example {
                None => "the same.".to_owned(),
                Some(example) => format!("{missing} missing, {further} others, such as `{example}`."),
            }
        );
    }
}

fn sample(generate: Generate, text: &str, count: usize) -> Duration {
    let repetitions = (SAMPLE / count).max(1);
    let start = ThreadTime::now();
    for _ in 0..repetitions {
        black_box(match text {
            "made" => generate(&mut scenario::made(count)),
            _ => generate(&mut scenario::literal(count)),
        });
    }
    start.elapsed() / (repetitions * count) as u32
}

fn times(text: &str, report: &mut String) {
    let generators = generators();
    let _ = writeln!(
        report,
        "| ns per operation | {} | ÷ ours at 1,000 | 10,000 ÷ 100 |",
        COUNTS.map(|count| count.to_string()).join(" | ")
    );
    let _ = writeln!(report, "|---|{}", "---|".repeat(COUNTS.len() + 2));
    let mut medians = vec![Vec::new(); generators.len()];
    for count in COUNTS {
        let mut samples = vec![Vec::new(); generators.len()];
        for round in 0..=ROUNDS {
            for ((_, generate), samples) in generators.iter().zip(&mut samples) {
                let sample = sample(*generate, text, count);
                // The first round warms up.
                if round > 0 {
                    samples.push(sample.as_nanos());
                }
            }
        }
        for (samples, medians) in samples.iter_mut().zip(&mut medians) {
            samples.sort_unstable();
            medians.push(samples[ROUNDS / 2] as f64);
        }
    }
    for ((name, _), of_it) in generators.iter().zip(&medians) {
        let columns: Vec<String> = of_it.iter().map(|median| format!("{median:.0}")).collect();
        let (ratio, growth) = (of_it[2] / medians[0][2], of_it[3] / of_it[1]);
        let _ = writeln!(report, "| {name} | {} | {ratio:.2} | {growth:.2} |", columns.join(" | "));
    }
}

fn memory(text: &str, report: &mut String) {
    let _ =
        writeln!(report, "\n| per operation at 1,000 | allocations | peak bytes | bytes written | peak ÷ written |");
    let _ = writeln!(report, "|---|---|---|---|---|");
    for (name, _) in generators() {
        if let [allocations, peak, written] = counted(&[name, text, "1000"])[..] {
            let [per, held, out] = [allocations, peak, written].map(|figure| figure / 1000.0);
            let _ = writeln!(report, "| {name} | {per:.1} | {held:.0} | {out:.0} | {:.2} |", peak / written);
        }
    }
}
