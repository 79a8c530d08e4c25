//! Counts memory: `counted GENERATOR made|literal COUNT` prints allocations, the most bytes held at once and those
//! written; `counted document GENERATOR made|literal COUNT` prints the document instead. `counted read READER FILE` prints the most bytes held while a document is read, and while it is read and
//! written; `made` is no file. With the feature `serving`, `counted serve` prints what an answer with the document
//! allocates on each framework, and fails if that grows with the document.
//!
//! A program of its own, because counting costs time. `compare` runs it.

use std::process::ExitCode;

use benches::reading;
use benches::scenario::Scenario;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        #[cfg(feature = "serving")]
        ["serve"] => serving::counted(),
        ["read", name, file] => peak_of_reading(name, file),
        [name, text, count] => generating(name, text, count, false),
        ["document", name, text, count] => generating(name, text, count, true),
        _ => {
            eprintln!("expected `GENERATOR made|literal COUNT`, `read READER FILE`, or `serve` (feature `serving`)");
            ExitCode::from(2)
        }
    }
}

fn generating(name: &str, text: &str, count: &str, is_printed: bool) -> ExitCode {
    let count: usize = count.parse().unwrap_or(1_000);
    let Some((_, generate)) = benches::generators().into_iter().find(|(held, _)| *held == name) else {
        eprintln!("there is no generator `{name}`");
        return ExitCode::from(2);
    };
    let run = || match text {
        "literal" => generate(Scenario::literal(count)),
        _ => generate(Scenario::made(count)),
    };
    if is_printed {
        println!("{}", run());
        return ExitCode::SUCCESS;
    }
    // What is made once per program does not count.
    let length = run().len();
    let counted = allocation_counter::measure(|| drop(run()));
    println!("{} {} {length}", counted.count_total, counted.bytes_max);
    ExitCode::SUCCESS
}

fn peak_of_reading(name: &str, file: &str) -> ExitCode {
    let text = if file == "made" { reading::made() } else { std::fs::read_to_string(file).unwrap_or_default() };
    let Some((_, round_trip)) = reading::readers().into_iter().find(|(held, _)| *held == name) else {
        eprintln!("there is no reader `{name}`");
        return ExitCode::from(2);
    };
    let [of_reading, of_both] =
        [false, true].map(|go_on| allocation_counter::measure(|| drop(round_trip(&text, &mut || go_on))).bytes_max);
    println!("{of_reading} {of_both}");
    ExitCode::SUCCESS
}

#[cfg(feature = "serving")]
mod serving {
    use std::process::ExitCode;

    use benches::serving::{ASKED, Answered, Ask};
    use benches::table::Table;

    /// `content-length` has more digits when the document is longer.
    const DIGITS: u64 = 8;

    /// What one answer was, and how many bytes were allocated for it.
    struct Counted {
        answered: Answered,
        bytes: u64,
    }

    /// So often is something asked before it counts: some things are made for the first client and kept.
    const BEFORE: usize = 3;

    /// The document plain, in two encodings, and known already.
    fn answers(mut ask: Ask) -> [Counted; 4] {
        let etag = ask(&[]).etag.unwrap_or_default();
        [
            ("accept-encoding", "identity"),
            ("accept-encoding", "br"),
            ("accept-encoding", "gzip"),
            ("if-none-match", &etag),
        ]
        .map(|header| {
            for _ in 0..BEFORE {
                ask(&[header]);
            }
            let mut answered = None;
            let counted = allocation_counter::measure(|| answered = Some(ask(&[header])));
            let answered = answered.unwrap_or_else(|| ask(&[header]));
            Counted { answered, bytes: counted.bytes_total }
        })
    }

    pub(super) fn counted() -> ExitCode {
        let mut table =
            Table::new(["", "status", "bytes sent of 10", "of 1,000", "bytes allocated for 10", "for 1,000"]);
        let mut failed = false;
        for (framework, asking) in ASKED {
            let few = answers(asking(10));
            let many = answers(asking(1_000));
            for ((what, few), many) in ["identity", "br", "gzip", "known"].iter().zip(few).zip(many) {
                let growth = many.bytes.saturating_sub(few.bytes);
                let status = if *what == "known" { 304 } else { 200 };
                failed |= growth > DIGITS || [&few, &many].iter().any(|one| one.answered.status != status);
                table.row([
                    format!("{framework}, {what}"),
                    many.answered.status.to_string(),
                    few.answered.length.to_string(),
                    many.answered.length.to_string(),
                    few.bytes.to_string(),
                    many.bytes.to_string(),
                ]);
            }
        }
        println!("{table}");
        if failed {
            eprintln!("expected the same bytes to be allocated, but for {DIGITS} in `content-length`");
        }
        ExitCode::from(u8::from(failed))
    }
}
