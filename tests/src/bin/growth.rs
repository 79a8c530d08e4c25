//! How the time for reading, checking, converting and building grows with the size of what is done.
//!
//! ```text
//! growth                  the table, on standard output
//! growth --into FILE      written to a file
//! ```
//!
//! A report, and no test: times depend on the machine. Work that grows as n log n takes less than five times as long
//! for four times as much.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use tests::growth::{SUBJECTS, Subject};

/// A ratio from here on is marked: n log n stays below it, n² is far above.
const STEEP: f64 = 8.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (table, is_linear) = table();
    let written = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            print!("{table}");
            Ok(())
        }
        ["--into", file] => std::fs::write(file, table).map_err(|error| format!("{file}: {error}")),
        _ => Err("usage: growth [--into FILE]".into()),
    };
    match written {
        Ok(()) if is_linear => ExitCode::SUCCESS,
        Ok(()) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// The table as Markdown, and whether nothing in it is steep.
fn table() -> (String, bool) {
    let mut table = String::from(
        "# How the time grows\n\n\
         Written by `cargo run --release -p tests --bin growth -- --into tests/RESULTS.md`, on two shared cores. Times are\n\
         in milliseconds, the least of several runs, for n, twice and four times as much; the last column is the third by\n\
         the first. Linear work has a 4 there, n log n less than 5, and what has more than 8 is marked.\n\n\
         | what | done | n | n | 2n | 4n | 4n : n |\n|---|---|--:|--:|--:|--:|--:|\n",
    );
    let mut is_linear = true;
    for Subject { what, done, n, run } in SUBJECTS {
        let times = [1, 2, 4].map(|factor| best(&mut run(n * factor)).as_secs_f64() * 1e3);
        let ratio = times[2] / times[0];
        // What takes no time has no ratio that means anything.
        let is_steep = ratio > STEEP && times[2] > 1.0;
        is_linear &= !is_steep;
        let mark = if is_steep { " **steep**" } else { "" };
        let [one, two, four] = times;
        let _ = writeln!(table, "| {what} | {done} | {n} | {one:.2} | {two:.2} | {four:.2} | {ratio:.1}{mark} |");
    }
    (table, is_linear)
}

fn best(run: &mut dyn FnMut()) -> Duration {
    let timed = |run: &mut dyn FnMut()| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    let first = timed(run);
    let more = if first > Duration::from_millis(200) { 1 } else { 6 };
    (0..more).map(|_| timed(run)).fold(first, Duration::min)
}
