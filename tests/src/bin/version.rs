//! Writes a document as another version of the specification says it.
//!
//! ```text
//! version --to 3.0|3.1|3.2 FILE                 the document on standard output, what it cannot say on standard error
//! version --to 3.0|3.1|3.2 --into FOLDER FILE…  each into a file of the same name
//! version --laws FILE…                          what must hold of every document; prints what does not, and counts
//! ```

use std::path::Path;
use std::process::ExitCode;

use openapi_model::check::{Severity, check};
use openapi_model::{OpenApi, Report, Version, downgrade, from_json, upgrade};

/// Why a run of the program failed.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["--to", version, "--into", folder, ref files @ ..] => write_all(version, Path::new(folder), files),
        ["--to", version, file] => print(version, file),
        ["--laws", ref files @ ..] => laws(files),
        _ => Err("usage: version --to 3.0|3.1|3.2 FILE | --to VERSION --into FOLDER FILE… | --laws FILE…".into()),
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

fn print(version: &str, file: &str) -> Result<bool, Failure> {
    let (document, report) = at(read(file)?, version.parse().map_err(|error| format!("{error}"))?);
    eprint!("{report}");
    println!("{}", document.to_json());
    Ok(true)
}

fn write_all(version: &str, folder: &Path, files: &[&str]) -> Result<bool, Failure> {
    let version = version.parse().map_err(|error| format!("{error}"))?;
    let (mut written, mut lossless) = (0, 0);
    for file in files {
        let Ok(document) = read(file) else {
            eprintln!("{file}: not a document");
            continue;
        };
        let (document, report) = at(document, version);
        let name = Path::new(file).file_name().ok_or("a file without a name")?;
        std::fs::write(folder.join(name), document.to_json())?;
        written += 1;
        lossless += usize::from(report.is_empty());
    }
    println!("{written} documents written, {lossless} of them without a loss");
    Ok(true)
}

/// The document at a version, up or down.
fn at(document: OpenApi, version: Version) -> (OpenApi, Report) {
    if document.openapi.parse().is_ok_and(|own: Version| own < version) {
        return upgrade(document, version);
    }
    downgrade(document, version)
}

fn read(file: &str) -> Result<OpenApi, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    OpenApi::from_json(&text).map_err(|error| format!("{file}: {error}").into())
}

/// For every document and every older version: what `downgrade` writes has no error if the document had none, it is
/// the same when done twice, and `upgrade` gives the document back, also through text, where nothing was reported.
fn laws(files: &[&str]) -> Result<bool, Failure> {
    let (mut done, mut lossless, mut returned, mut broken) = (0, 0, 0, 0);
    for file in files {
        let Ok(document) = read(file) else {
            continue;
        };
        let Ok(own) = document.openapi.parse::<Version>() else {
            continue;
        };
        let has_error = |document: &OpenApi| check(document).into_iter().find(|it| it.severity == Severity::Error);
        if has_error(&document).is_some() {
            continue;
        }
        for to in [Version::V3_0, Version::V3_1].into_iter().filter(|to| *to < own) {
            let (older, report) = downgrade(document.clone(), to);
            let (back, _) = upgrade(from_json(&older.to_json())?, own);
            let is_back = back == document;
            let mut breaks = Vec::new();
            if let Some(error) = has_error(&older) {
                breaks.push(error.to_string());
            }
            if downgrade(older.clone(), to).0 != older {
                breaks.push("downgrading twice is not downgrading once".into());
            }
            if report.is_empty() && !is_back {
                breaks.push("upgrading does not give the document back".into());
            }
            done += 1;
            lossless += usize::from(report.is_empty());
            returned += usize::from(is_back);
            broken += breaks.len();
            breaks.iter().for_each(|what| println!("{file} to {to}: {what}"));
        }
    }
    println!("{done} downgrades: {lossless} without a loss, {returned} come back the same, {broken} break a law");
    Ok(broken == 0)
}
