//! From declarations to text.

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

use benches::arguments::Arguments;
use benches::facts::facts;
use benches::table::Table;
use benches::{Generate, fastapi, generators, median, scenario};
use cpu_time::ThreadTime;

use crate::aims::Aims;
use crate::counted;

const COUNTS: [usize; 4] = [10, 100, 1_000, 10_000];
/// How long a sample takes at least, in seconds: so long that neither the clock's own time shows nor what the one before
/// left in the caches and the heap.
const SAMPLE: f64 = 0.04;
/// It registers types with a registry, which the others do not: compared by itself.
const REGISTRY: &str = "poem-openapi";

/// How the text of the scenario comes to be, with the aims: ÷ poem-openapi, ÷ the fastest other, allocations.
const TEXTS: [(&str, &str, [f64; 3]); 2] = [
    ("made", "text made at run time", [0.35, 0.08, 20.0]),
    ("literal", "text known at compile time", [0.2, f64::NAN, 8.0]),
];

pub(crate) fn report(arguments: &Arguments, aims: &mut Aims) -> String {
    let mut report = says_the_same(arguments.fastapi.as_deref());
    let rounds = if arguments.quick { 5 } else { 15 };
    for (text, heading, [of_registry, of_others, allocations]) in TEXTS {
        let medians = medians(text, rounds);
        let mut rows = named(&medians);
        let mut note = "";
        if let Some(python) = arguments.fastapi.as_deref().filter(|_| text == "made") {
            rows.push(("FastAPI".to_owned(), fastapi_medians(python, arguments.quick)));
            note = "\nOf FastAPI, `app.openapi()` and `json.dumps` are timed, not the declarations.\n";
        }
        let _ = write!(
            report,
            "\n## Generating: {heading}\n\n{}{note}\n{}\n{}",
            times(&rows),
            unlike(text, rounds),
            memory((text, heading), allocations, aims)
        );

        let at_1000 = |wanted: &dyn Fn(&str) -> bool| {
            let found = generators().into_iter().zip(&medians).filter(|((name, _), _)| wanted(name));
            found.map(|(_, medians)| medians[2]).min_by(f64::total_cmp).unwrap_or(f64::NAN)
        };
        let ours = at_1000(&|name| name == "ours");
        aims.at_most(of_registry, format!("{heading}: time ÷ {REGISTRY}"), ours / at_1000(&|name| name == REGISTRY));
        if of_others.is_finite() {
            let others = at_1000(&|name| !["ours", REGISTRY].contains(&name));
            aims.at_most(of_others, format!("{heading}: time ÷ the fastest other peer"), ours / others);
        }
        if let Some(ours) = medians.first() {
            aims.at_most(1.5, format!("{heading}: time of one of 10,000 ÷ of one of 100"), ours[3] / ours[1]);
        }
    }
    report
}

/// What is told of operations that are not alike.
fn unlike(text: &str, rounds: usize) -> String {
    let generate: Generate = benches::ours::generate_unlike;
    let repetitions = repetitions(generate, text, 1_000);
    let samples: Vec<_> = (0..rounds).map(|_| sample(generate, text, 1_000, repetitions)).collect();
    let nanoseconds = median(samples).unwrap_or(f64::NAN) * 1e6 / repetitions as f64;
    format!(
        "The operations differ in their texts alone, of which we make use. Where each has an `x-` field too, so that \
         we cannot, one of 1,000 takes us {nanoseconds:.0} ns.\n"
    )
}

fn says_the_same(python: Option<&Path>) -> String {
    let mut said: Vec<_> =
        generators().iter().map(|(name, generate)| (*name, facts(&generate(&mut scenario::literal(10))))).collect();
    if let Some(python) = python {
        said.push(("FastAPI", facts(&fastapi::printed(python, &["document", "10"]))));
    }
    let mut table = Table::new(["", "facts about 10 operations", "of ours missing", "others", "such as"]);
    let ours = said.first().map(|(_, facts)| facts.clone()).unwrap_or_default();
    for (name, facts) in &said {
        let example = ours.difference(facts).chain(facts.difference(&ours)).next();
        table.row([
            (*name).to_owned(),
            facts.len().to_string(),
            ours.difference(facts).count().to_string(),
            facts.difference(&ours).count().to_string(),
            example.map_or(String::new(), |example| format!("`{example}`")),
        ]);
    }
    format!("\n## What each says of the scenario\n\n{table}")
}

/// Seconds for so many repetitions.
fn sample(generate: Generate, text: &str, count: usize, repetitions: usize) -> f64 {
    let start = ThreadTime::now();
    for _ in 0..repetitions {
        black_box(match text {
            "made" => generate(&mut scenario::made(count)),
            _ => generate(&mut scenario::literal(count)),
        });
    }
    start.elapsed().as_secs_f64()
}

/// How many repetitions a sample needs. The first warms up.
fn repetitions(generate: Generate, text: &str, count: usize) -> usize {
    sample(generate, text, count, 1);
    (SAMPLE / sample(generate, text, count, 1)).ceil().max(1.0) as usize
}

/// Nanoseconds per operation of each generator at each count.
fn medians(text: &str, rounds: usize) -> Vec<[f64; 4]> {
    let generators = generators();
    let mut medians = vec![[f64::NAN; 4]; generators.len()];
    for (at, count) in COUNTS.into_iter().enumerate() {
        let repetitions: Vec<_> = generators.iter().map(|(_, generate)| repetitions(*generate, text, count)).collect();
        let mut samples = vec![Vec::new(); generators.len()];
        for _ in 0..rounds {
            for (((_, generate), samples), repetitions) in generators.iter().zip(&mut samples).zip(&repetitions) {
                let seconds = sample(*generate, text, count, *repetitions);
                samples.push(seconds * 1e9 / (repetitions * count) as f64);
            }
        }
        for (samples, medians) in samples.into_iter().zip(&mut medians) {
            medians[at] = median(samples).unwrap_or(f64::NAN);
        }
    }
    medians
}

fn named(medians: &[[f64; 4]]) -> Vec<(String, [f64; 4])> {
    generators().iter().zip(medians).map(|((name, _), medians)| ((*name).to_owned(), *medians)).collect()
}

/// FastAPI's; of 10,000 operations once, and not at all in a hurry.
fn fastapi_medians(python: &Path, quick: bool) -> [f64; 4] {
    let mut medians = [f64::NAN; 4];
    for (median, count) in medians.iter_mut().zip(COUNTS) {
        let rounds = match count {
            10_000 if quick => continue,
            10_000 => "1",
            _ => "5",
        };
        *median = fastapi::printed(python, &["time", rounds, &count.to_string()]).trim().parse().unwrap_or(f64::NAN);
    }
    medians
}

fn times(rows: &[(String, [f64; 4])]) -> Table {
    let mut table =
        Table::new(["ns per operation", "of 10", "of 100", "of 1,000", "of 10,000", "÷ ours at 1,000", "10,000 ÷ 100"]);
    let ours = rows.first().map_or(f64::NAN, |(_, medians)| medians[2]);
    for (name, medians) in rows {
        let mut cells = vec![name.clone()];
        cells.extend(medians.map(|median| figure(median, 0)));
        cells.extend([figure(medians[2] / ours, 2), figure(medians[3] / medians[1], 2)]);
        table.row(cells);
    }
    table
}

/// A dash for what was not measured.
fn figure(figure: f64, decimals: usize) -> String {
    if figure.is_finite() { format!("{figure:.decimals$}") } else { "–".to_owned() }
}

fn memory((text, heading): (&str, &str), at_most: f64, aims: &mut Aims) -> Table {
    let mut table = Table::new(["per operation", "of", "allocations", "peak bytes", "bytes written", "peak ÷ written"]);
    for (name, _) in generators() {
        for count in COUNTS {
            if let [allocations, peak, written] = counted(&[name, text, &count.to_string()])[..] {
                let per = |figure: f64| figure / count as f64;
                table.row([
                    name.to_owned(),
                    count.to_string(),
                    format!("{:.1}", per(allocations)),
                    format!("{:.0}", per(peak)),
                    format!("{:.0}", per(written)),
                    format!("{:.2}", peak / written),
                ]);
                if (name, count) == ("ours", 1_000) {
                    aims.at_most(at_most, format!("{heading}: allocations per operation"), per(allocations));
                    aims.at_most(2.5, format!("{heading}: peak ÷ output"), peak / written);
                }
            }
        }
    }
    table
}
