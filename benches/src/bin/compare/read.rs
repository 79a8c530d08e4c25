//! Reading documents and writing them again.

use std::error::Error;
use std::hint::black_box;

use benches::arguments::Arguments;
use benches::table::Table;
use benches::{median, reading};
use cpu_time::ThreadTime;

use crate::aims::Aims;
use crate::counted;

/// Those that know no OpenAPI, by name.
const UNTYPED: [&str; 2] = ["ours", "serde_json::Value"];

pub(crate) fn report(arguments: &Arguments, files: &[String], aims: &mut Aims) -> Result<String, Box<dyn Error>> {
    let mut report = String::from("\n## Reading and writing\n");
    let rounds = if arguments.quick { 5 } else { 15 };
    if files.is_empty() {
        report += &of_document("made", &reading::made(), rounds, aims);
    }
    for file in files {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        report += &of_document(file, &text, rounds, aims);
    }
    Ok(report)
}

fn of_document(file: &str, text: &str, rounds: usize, aims: &mut Aims) -> String {
    let readers = reading::readers();
    let mut samples = vec![[Vec::new(), Vec::new()]; readers.len()];
    for _ in 0..rounds {
        for ((_, round_trip), [reads, writes]) in readers.iter().zip(&mut samples) {
            let start = ThreadTime::now();
            let mut read_and_written = Vec::with_capacity(2);
            let written = round_trip(text, &mut || {
                read_and_written.push(start.elapsed().as_secs_f64());
                true
            });
            if let (Some(_), [read, written]) = (black_box(written), &read_and_written[..]) {
                reads.push(*read);
                writes.push(written - read);
            }
        }
    }
    let medians: Vec<_> = samples.into_iter().map(|[reads, writes]| Some((median(reads)?, median(writes)?))).collect();
    let of_value = readers.iter().zip(&medians).find(|((name, _), _)| *name == "serde_json::Value");
    let (value_read, value_write) = of_value.and_then(|(_, medians)| *medians).unwrap_or((f64::NAN, f64::NAN));

    let megabytes = text.len() as f64 / 1e6;
    let mut table =
        Table::new(["", "read MB/s", "÷ Value", "peak ÷ input", "write MB/s", "÷ Value", "peak of both", "comes back"]);
    let mut peak_of_ours = f64::NAN;
    for ((name, round_trip), medians) in readers.iter().zip(&medians) {
        let Some((read, write)) = medians else {
            table.row([name, "cannot read it", "", "", "", "", "", ""]);
            continue;
        };
        let peaks = counted(&["read", name, file]);
        let [of_reading, of_both] = [0, 1].map(|at| peaks.get(at).map_or(f64::NAN, |peak| peak / text.len() as f64));
        if *name == "ours" {
            peak_of_ours = of_reading;
        }
        table.row([
            (*name).to_owned(),
            format!("{:.0}", megabytes / read),
            format!("{:.2}", read / value_read),
            format!("{of_reading:.1}"),
            format!("{:.0}", megabytes / write),
            format!("{:.2}", write / value_write),
            format!("{of_both:.1}"),
            round_trip(text, &mut || true).map_or("", |back| reading::compared(text, &back)).to_owned(),
        ]);
    }

    let name = file.rsplit('/').next().unwrap_or(file);
    if let Some(Some((read, write))) = medians.first() {
        let typed = readers.iter().zip(&medians).filter(|((name, _), _)| !UNTYPED.contains(name));
        let fastest = typed.filter_map(|(_, medians)| Some(medians.as_ref()?.0)).fold(f64::INFINITY, f64::min);
        aims.at_most(0.7, format!("reading `{name}` ÷ serde_json::Value"), read / value_read);
        if fastest.is_finite() {
            aims.at_most(0.35, format!("reading `{name}` ÷ the fastest typed peer"), read / fastest);
        }
        aims.at_most(5.0, format!("peak of reading `{name}` ÷ input"), peak_of_ours);
        aims.at_most(0.6, format!("writing `{name}` ÷ serde_json::Value"), write / value_write);
    }
    format!("\n### {name}, {megabytes:.1} MB\n\n{table}")
}
