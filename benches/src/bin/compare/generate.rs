//! From declarations to text.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

use benches::arguments::Arguments;
use benches::facts::facts;
use benches::scenario::{Scenario, Texts};
use benches::table::Table;
use benches::{Generate, fastapi, generators, median};
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
const TEXTS: [(Texts, &str, [f64; 3]); 2] = [
    (Texts::Made, "text made at run time", [0.5, 0.1, 25.0]),
    (Texts::Literal, "text known at compile time", [0.4, f64::NAN, 12.0]),
];

pub(crate) fn report(arguments: &Arguments, aims: &mut Aims) -> String {
    let mut report = String::new();
    let rounds = if arguments.quick { 5 } else { 15 };
    for (texts, heading, [of_registry, of_others, allocations]) in TEXTS {
        let medians = medians(texts, rounds);
        let mut rows = named(&medians);
        let mut note = "";
        if let Some(python) = arguments.fastapi.as_deref().filter(|_| texts == Texts::Made) {
            rows.push(("FastAPI".to_owned(), fastapi_medians(python, arguments.quick)));
            note = "\nOf FastAPI, `app.openapi()` and `json.dumps` are timed, not the declarations.\n";
        }
        let _ = write!(
            report,
            "\n## Generating: {heading}\n\n{}{note}\n{}",
            times(&rows),
            memory((texts, heading), allocations, aims)
        );

        let of = |at: usize, wanted: &dyn Fn(&str) -> bool| {
            let found = generators().into_iter().zip(&medians).filter(|((name, _), _)| wanted(name));
            found.map(|(_, medians)| medians[at]).min_by(f64::total_cmp).unwrap_or(f64::NAN)
        };
        let ours = |at| of(at, &|name| name == "ours");
        let registry = |at| of(at, &|name| name == REGISTRY);
        aims.at_most(of_registry, format!("{heading}: time of 1,000 ÷ {REGISTRY}"), ours(2) / registry(2));
        if of_others.is_finite() {
            let others = of(2, &|name| !["ours", REGISTRY].contains(&name));
            aims.at_most(of_others, format!("{heading}: time of 1,000 ÷ the fastest other peer"), ours(2) / others);
        }
        aims.at_most(1.0, format!("{heading}: time of 10 ÷ {REGISTRY}"), ours(0) / registry(0));
        aims.at_most(1.3, format!("{heading}: time of one of 10,000 ÷ of one of 100"), ours(3) / ours(1));
    }
    report
}

/// Operations whose facts are compared: of each kind of router there is one.
const COMPARED: usize = 200;

/// What each generator says, held against what we say.
pub(crate) fn says_the_same(python: Option<&Path>) -> String {
    let scenario = Scenario::literal(COMPARED);
    let mut said: Vec<_> = generators().iter().map(|(name, generate)| (*name, facts(&generate(scenario)))).collect();
    if let Some(python) = python {
        said.push(("FastAPI", facts(&fastapi::printed(python, &["document"], Some(scenario)))));
    }
    let mut table =
        Table::new(["", "facts about 200 operations", "of ours missing", "namely about", "others", "such as"]);
    let ours = said.first().map(|(_, facts)| facts.clone()).unwrap_or_default();
    for (name, facts) in &said {
        let missing = || ours.difference(facts);
        let example = facts.difference(&ours).next();
        let mut about: BTreeMap<&str, usize> = BTreeMap::new();
        missing().for_each(|fact| *about.entry(subject(fact)).or_default() += 1);
        let about: Vec<_> = about.iter().map(|(subject, count)| format!("{subject} ({count})")).collect();
        table.row([
            (*name).to_owned(),
            facts.len().to_string(),
            missing().count().to_string(),
            about.join(", "),
            facts.difference(&ours).count().to_string(),
            example.map_or(String::new(), |example| format!("`{example}`")),
        ]);
    }
    format!("\n## What each says of the mixture\n\n{table}")
}

/// What a fact is about, in a word.
fn subject(fact: &str) -> &'static str {
    let subjects = [
        (" > callback ", "callbacks"),
        (" link ", "links"),
        (" header ", "headers"),
        ("model ", "models"),
        (": parameter ", "parameters"),
        (": response ", "responses"),
    ];
    subjects.into_iter().find(|(word, _)| fact.contains(word)).map_or("texts", |(_, subject)| subject)
}

/// Seconds for so many repetitions.
fn sample(generate: Generate, scenario: Scenario, repetitions: usize) -> f64 {
    let start = ThreadTime::now();
    for _ in 0..repetitions {
        black_box(generate(black_box(scenario)));
    }
    start.elapsed().as_secs_f64()
}

/// How many repetitions a sample needs. The first warms up.
fn repetitions(generate: Generate, scenario: Scenario) -> usize {
    sample(generate, scenario, 1);
    (SAMPLE / sample(generate, scenario, 1)).ceil().max(1.0) as usize
}

/// The mixture of so many operations.
fn mixture(texts: Texts, count: usize) -> Scenario {
    Scenario { texts, ..Scenario::made(count) }
}

/// Nanoseconds per operation of each generator at each count.
fn medians(texts: Texts, rounds: usize) -> Vec<[f64; 4]> {
    let generators = generators();
    let mut medians = vec![[f64::NAN; 4]; generators.len()];
    for (at, count) in COUNTS.into_iter().enumerate() {
        let repetitions: Vec<_> =
            generators.iter().map(|(_, generate)| repetitions(*generate, mixture(texts, count))).collect();
        let mut samples = vec![Vec::new(); generators.len()];
        for _ in 0..rounds {
            for (((_, generate), samples), repetitions) in generators.iter().zip(&mut samples).zip(&repetitions) {
                let seconds = sample(*generate, mixture(texts, count), *repetitions);
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
        let printed = fastapi::printed(python, &["time", rounds], Some(Scenario::made(count)));
        *median = printed.trim().parse().unwrap_or(f64::NAN);
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

fn memory((texts, heading): (Texts, &str), at_most: f64, aims: &mut Aims) -> Table {
    let mut table = Table::new(["per operation", "of", "allocations", "peak bytes", "bytes written", "peak ÷ written"]);
    let text = if texts == Texts::Made { "made" } else { "literal" };
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
