//! Says what is wrong with documents, one JSON object a line; or compares the verdicts with those of a manifest.
//!
//! ```text
//! check FILE…                     {"file": …, "verdict": "valid|invalid|unreadable", "problems": […]}
//! check --manifest manifest.json  a list of {file, expected}; prints each disagreement and the count
//! check --broken manifest.jsonl   lines of {file, official_schema, ptr}; prints each disagreement and the counts
//! check --time FILE…              how long reading and checking take
//! ```

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use openapi_model::check::{Severity, check};
use openapi_model::{FromValue, OpenApi, Value, from_json};
use serde::Serialize;
use serde_json::json;

/// Why a run of the program failed.
type Failure = Box<dyn std::error::Error>;

#[derive(Serialize)]
struct Judged {
    file: String,
    verdict: &'static str,
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct Problem {
    pointer: String,
    rule: &'static str,
    severity: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<String>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["--manifest", manifest] => against_manifest(Path::new(manifest)),
        ["--broken", manifest] => against_broken(Path::new(manifest)),
        ["--time", ref files @ ..] if !files.is_empty() => time(files),
        [first, ..] if !first.starts_with("--") => print_all(&arguments),
        _ => Err("usage: check FILE… | --manifest FILE | --broken FILE | --time FILE…".into()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn print_all(files: &[&str]) -> Result<bool, Failure> {
    let mut all_valid = true;
    for file in files {
        let judged = judge(Path::new(file))?;
        all_valid &= judged.verdict == "valid";
        println!("{}", serde_json::to_string(&judged)?);
    }
    Ok(all_valid)
}

fn judge(path: &Path) -> Result<Judged, Failure> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (verdict, problems) = verdict(&bytes);
    Ok(Judged { file: path.display().to_string(), verdict, problems })
}

fn verdict(bytes: &[u8]) -> (&'static str, Vec<Problem>) {
    let unreadable = |message: String| {
        let severity = Severity::Error.to_string();
        ("unreadable", vec![Problem { pointer: String::new(), rule: "json", severity, message, section: None }])
    };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return unreadable(format!("expected UTF-8: {error}")),
    };
    let value: Value = match from_json(text) {
        Ok(value) => value,
        Err(error) => return unreadable(error.to_string()),
    };
    let document = match OpenApi::from_value(value) {
        Ok(document) => document,
        Err(error) => return ("invalid", error.problems().iter().map(misfit).collect()),
    };
    let findings = check(&document);
    let is_valid = findings.iter().all(|finding| finding.severity != Severity::Error);
    let problems = findings.into_iter().map(|finding| Problem {
        section: Some(finding.link()),
        pointer: finding.pointer,
        rule: finding.rule,
        severity: finding.severity.to_string(),
        message: finding.message,
    });
    (if is_valid { "valid" } else { "invalid" }, problems.collect())
}

fn misfit(problem: &openapi_model::ReadProblem) -> Problem {
    Problem {
        pointer: problem.pointer(),
        rule: "type",
        severity: Severity::Error.to_string(),
        message: problem.message(),
        section: None,
    }
}

fn against_manifest(manifest: &Path) -> Result<bool, Failure> {
    let entries: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(manifest)?)?;
    let mut agree = 0;
    for entry in &entries {
        let (file, expected) = (text(entry, "file")?, text(entry, "expected")?);
        let judged = judge(&beside(manifest, file))?;
        if judged.verdict == expected {
            agree += 1;
        } else {
            println!("{}", json!({ "file": file, "expected": expected, "found": judged }));
        }
    }
    println!("{agree} of {} verdicts agree", entries.len());
    Ok(agree == entries.len())
}

fn against_broken(manifest: &Path) -> Result<bool, Failure> {
    let lines = std::fs::read_to_string(manifest)?;
    let (mut faulty, mut found, mut placed, mut legal, mut kept) = (0, 0, 0, 0, 0);
    for line in lines.lines() {
        let entry: serde_json::Value = serde_json::from_str(line)?;
        let (file, pointer) = (text(&entry, "file")?, text(&entry, "ptr")?);
        let judged = judge(&beside(manifest, file))?;
        match text(&entry, "official_schema")? {
            "valid" => {
                legal += 1;
                kept += usize::from(judged.verdict == "valid");
                if judged.verdict != "valid" {
                    println!("{}", json!({ "what": entry["what"], "ptr": pointer, "found": judged }));
                }
            }
            "invalid" | "unreadable" => {
                faulty += 1;
                found += usize::from(judged.verdict != "valid");
                let is_placed = judged.verdict == "unreadable"
                    || judged.problems.iter().any(|it| it.severity == "error" && is_at_or_above(&it.pointer, pointer));
                placed += usize::from(is_placed);
                if !is_placed {
                    println!("{}", json!({ "what": entry["what"], "ptr": pointer, "missed": judged }));
                }
            }
            other => println!("{}", json!({ "what": entry["what"], "official": other, "verdict": judged.verdict })),
        }
    }
    println!(
        "{found} of {faulty} faulty documents are not valid, {placed} of them with a pointer at or above the fault"
    );
    println!("{kept} of {legal} documents that the official schema passes are valid");
    Ok(placed == faulty)
}

fn is_at_or_above(found: &str, fault: &str) -> bool {
    fault.strip_prefix(found).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn time(files: &[&str]) -> Result<bool, Failure> {
    let mut all_faster = true;
    for file in files {
        let text = std::fs::read_to_string(file)?;
        let (reading, document) = best(|| OpenApi::from_json(&text));
        let Ok(document) = document else {
            continue;
        };
        let (checking, findings) = best(|| check(&document));
        all_faster &= checking < reading;
        let line = json!({
            "file": file,
            "bytes": text.len(),
            "findings": findings.len(),
            "read_us": reading.as_micros() as u64,
            "check_us": checking.as_micros() as u64,
        });
        println!("{line}");
    }
    Ok(all_faster)
}

/// The least time of several runs, and what the last gave.
fn best<T>(run: impl Fn() -> T) -> (Duration, T) {
    let timed = || {
        let start = Instant::now();
        let result = run();
        (start.elapsed(), result)
    };
    let (mut least, mut last) = timed();
    for _ in 0..4 {
        let (time, result) = timed();
        least = least.min(time);
        last = result;
    }
    (least, last)
}

fn text<'e>(entry: &'e serde_json::Value, key: &str) -> Result<&'e str, Failure> {
    entry[key].as_str().ok_or_else(|| format!("expected a string `{key}` in {entry}").into())
}

/// A file that a manifest names: beside the manifest, or from one folder up.
fn beside(manifest: &Path, file: &str) -> PathBuf {
    let folder = manifest.parent().unwrap_or(Path::new(""));
    let here = folder.join(file);
    if here.exists() { here } else { folder.join("..").join(file) }
}
