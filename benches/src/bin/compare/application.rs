//! An application of 200 operations and 900 models, beside a `Value` of the same document.

use std::hint::black_box;

use benches::arguments::Arguments;
use benches::facts::facts;
use benches::scenario::Scenario;
use benches::scenario::application::{OPERATIONS, application};
use benches::table::Table;
use benches::{generators, median, ours};
use cpu_time::ThreadTime;
use serde_json::Value;

use crate::aims::Aims;

/// As the real application has it that it is modelled on.
const MODELS: usize = 900;
const DEPTH: usize = 10;

/// What is measured, under its name.
type Measured<'a> = (String, Box<dyn Fn() + 'a>);

pub(crate) fn report(arguments: &Arguments, aims: &mut Aims) -> String {
    let rounds = if arguments.quick { 5 } else { 21 };
    let scenario = application(MODELS, DEPTH);
    let text = ours::generate(scenario);
    let models = facts(&text).iter().filter(|fact| fact.starts_with("model ") && fact.ends_with(": object")).count();
    format!(
        "\n## An application\n\n\
         {OPERATIONS} operations, {models} models that refer to one another {DEPTH} deep, some to themselves: {:.1} MB of \
         JSON.\nThe models are ready schemas, for us and for each peer.\n\n{}\n{}",
        text.len() as f64 / 1e6,
        beside_value(scenario, &text, rounds, aims),
        growth(rounds, aims),
    )
}

fn beside_value(scenario: Scenario, text: &str, rounds: usize, aims: &mut Aims) -> Table {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let declared = ours::api(scenario);
    let mut all: Vec<Measured<'_>> = vec![
        ("serde_json, from a `Value`".to_owned(), Box::new(|| drop(black_box(serde_json::to_string(&value))))),
        ("ours, from declarations to text".to_owned(), Box::new(|| drop(black_box(ours::render(&declared))))),
    ];
    for (name, generate) in generators() {
        let name = if name == "ours" { "ours, the declarations too".to_owned() } else { name.to_owned() };
        all.push((name, Box::new(move || drop(black_box(generate(scenario))))));
    }
    let medians = medians(&all, rounds);
    let of_value = medians.first().copied().unwrap_or(f64::NAN);
    let mut table = Table::new(["", "ms", "÷ `Value`"]);
    for ((name, _), seconds) in all.iter().zip(&medians) {
        table.row([name.clone(), format!("{:.2}", seconds * 1e3), format!("{:.2}", seconds / of_value)]);
    }
    aims.at_most(4.0, "an application: time ÷ serde_json writing a `Value` of it", medians[1] / of_value);
    table
}

/// How the time grows with the models and with the depth of their references.
fn growth(rounds: usize, aims: &mut Aims) -> String {
    let of_models = [MODELS / 2, MODELS, 2 * MODELS, 4 * MODELS].map(|models| (models, DEPTH));
    let of_depth = [2, DEPTH, 100, MODELS - 100].map(|depth| (MODELS, depth));
    let sizes: Vec<(usize, usize)> = of_models.into_iter().chain(of_depth).collect();
    let declared: Vec<_> = sizes.iter().map(|(models, depth)| ours::api(application(*models, *depth))).collect();
    let all: Vec<Measured<'_>> = declared
        .iter()
        .map(|api| -> Measured<'_> { (String::new(), Box::new(move || drop(black_box(ours::render(api))))) })
        .collect();
    let medians = medians(&all, rounds);
    let mut table = Table::new(["models", "references deep", "ms", "KB", "ns per byte"]);
    let mut per_byte = Vec::new();
    for (((models, depth), api), seconds) in sizes.iter().zip(&declared).zip(&medians) {
        let length = ours::render(api).json.len() as f64;
        per_byte.push(seconds * 1e9 / length);
        table.row([
            models.to_string(),
            depth.to_string(),
            format!("{:.2}", seconds * 1e3),
            format!("{:.0}", length / 1e3),
            format!("{:.2}", seconds * 1e9 / length),
        ]);
    }
    aims.at_most(1.3, "an application: a byte of 4 times the models ÷ of half of them", per_byte[3] / per_byte[0]);
    aims.at_most(1.3, "an application: a byte of 800 references deep ÷ of 2", per_byte[7] / per_byte[4]);
    format!("How our time grows:\n\n{table}")
}

/// The middle of samples taken in turns, in seconds of the processor. The first round warms up.
fn medians(all: &[Measured<'_>], rounds: usize) -> Vec<f64> {
    let mut samples = vec![Vec::new(); all.len()];
    for round in 0..=rounds {
        for ((_, measured), samples) in all.iter().zip(&mut samples) {
            let start = ThreadTime::now();
            measured();
            if round > 0 {
                samples.push(start.elapsed().as_secs_f64());
            }
        }
    }
    samples.into_iter().map(|samples| median(samples).unwrap_or(f64::NAN)).collect()
}
