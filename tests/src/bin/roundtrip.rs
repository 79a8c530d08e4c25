//! `roundtrip [--yaml|--lenient] FILE|DIR…`: reads each OpenAPI 3.x document, writes it again and prints every difference.
//!
//! With `--yaml` the document makes a detour: what was read is written as YAML, read from it and then written as JSON.
//! With `--lenient` it is read leniently, and again from YAML, and every file that is a JSON object counts.
//!
//! The last line counts: `roundtrip: N documents, L lossless, O in order, I identical, R refused`. Lossless are
//! equal JSON values, numbers digit for digit; identical are equal bytes once source and result are minified.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use openapi_model::OpenApi;
use serde_json::Value;
use tests::documents::{compare, find};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Json,
    Yaml,
    Lenient,
}

#[derive(Default)]
struct Counts {
    documents: usize,
    lossless: usize,
    in_order: usize,
    identical: usize,
    refused: usize,
}

fn main() -> ExitCode {
    let mut paths: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let way = match paths.first().and_then(|first| first.to_str()) {
        Some("--yaml") => Way::Yaml,
        Some("--lenient") => Way::Lenient,
        _ => Way::Json,
    };
    if way != Way::Json {
        paths.remove(0);
    }
    if paths.is_empty() {
        eprintln!("usage: roundtrip [--yaml|--lenient] FILE|DIR…");
        return ExitCode::from(2);
    }
    let mut counts = Counts::default();
    for path in paths {
        match find(&path, &["json"]) {
            Ok(files) => files.iter().for_each(|file| round_trip(file, way, &mut counts)),
            Err(error) => {
                eprintln!("{}: {error}", path.display());
                return ExitCode::from(2);
            }
        }
    }
    let Counts { documents, lossless, in_order, identical, refused } = counts;
    println!(
        "roundtrip: {documents} documents, {lossless} lossless, {in_order} in order, {identical} identical, \
         {refused} refused"
    );
    if lossless + refused == documents && in_order == lossless { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn round_trip(file: &Path, way: Way, counts: &mut Counts) {
    let name = file.display();
    let text = match fs::read(file).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => return refuse(counts, &name, &error),
        Err(error) => return refuse(counts, &name, &error),
    };
    let source = serde_json::from_str::<Value>(&text);
    if source.as_ref().is_ok_and(|source| if way == Way::Lenient { !source.is_object() } else { !is_version_3(source) })
    {
        println!("{name}: skipped, not an OpenAPI 3.x document");
        return;
    }
    let read = match way {
        Way::Json => OpenApi::from_json(&text).map_err(Into::into),
        Way::Yaml => OpenApi::from_json(&text).map_err(Into::into).and_then(|document| by_way_of_yaml(&document)),
        Way::Lenient => leniently(&text),
    };
    let document = match read {
        Ok(document) => document,
        Err(error) => return refuse(counts, &name, &*error),
    };
    let source = match source {
        Ok(source) => source,
        Err(error) => return refuse(counts, &name, &error),
    };
    counts.documents += 1;
    let written = document.to_json();
    let differences = match serde_json::from_str(&written) {
        Ok(written) => compare(&source, &written),
        Err(error) => {
            println!("{name}: what was written is not JSON: {error}");
            return;
        }
    };
    for difference in differences.values.iter().chain(&differences.order) {
        println!("{name}: {difference}");
    }
    counts.lossless += usize::from(differences.values.is_empty());
    counts.in_order += usize::from(differences.values.is_empty() && differences.order.is_empty());
    let minified: String = source.to_string();
    counts.identical += usize::from(minified == written);
}

fn by_way_of_yaml(document: &OpenApi) -> Result<OpenApi, Box<dyn Error>> {
    Ok(OpenApi::from_yaml(&document.to_yaml())?)
}

/// Read leniently, and once more from its YAML; what is told must be told both times.
fn leniently(text: &str) -> Result<OpenApi, Box<dyn Error>> {
    let read = OpenApi::from_json_lenient(text)?;
    if OpenApi::from_json(text).is_ok() != read.problems.is_empty() {
        return Err("strict and lenient reading differ on whether it fits".into());
    }
    let again = OpenApi::from_yaml_lenient(&read.object.to_yaml())?;
    let told = |problems: &[openapi_model::ReadProblem]| -> Vec<_> {
        let mut told: Vec<_> = problems.iter().map(|problem| (problem.pointer(), problem.message())).collect();
        told.sort();
        told
    };
    if told(&again.problems) != told(&read.problems) || again.object.to_json() != read.object.to_json() {
        return Err("read otherwise from YAML".into());
    }
    Ok(read.object)
}

fn is_version_3(document: &Value) -> bool {
    document.get("openapi").and_then(Value::as_str).is_some_and(|version| version.starts_with("3."))
}

fn refuse(counts: &mut Counts, name: &dyn std::fmt::Display, why: &dyn std::fmt::Display) {
    counts.documents += 1;
    counts.refused += 1;
    println!("{name}: refused: {why}");
}
