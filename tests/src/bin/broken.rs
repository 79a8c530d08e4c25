//! `broken DIR…`: reads every file of folders that hold documents broken on purpose, from JSON and from YAML.
//!
//! Prints one line a file: `survived` (read, and written as it stood), or `refused` and why. What a program must not do
//! is panic, hang, overflow its stack or change what it read: then this one fails. Each file is read by a thread with
//! the small stack of a web server's workers.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use openapi_model::OpenApi;
use serde_json::Value;
use tests::documents::{compare, find};

const STACK: usize = 1 << 20;
const PATIENCE: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let (mut survived, mut refused, mut failed) = (0, 0, 0);
    for folder in env::args_os().skip(1).map(PathBuf::from) {
        let files = match find(&folder, &["json", "yaml", "yml"]) {
            Ok(files) => files,
            Err(error) => {
                eprintln!("{}: {error}", folder.display());
                return ExitCode::from(2);
            }
        };
        for file in files {
            let outcome = try_one(&file);
            match &outcome {
                Ok(None) => survived += 1,
                Ok(Some(_)) => refused += 1,
                Err(_) => failed += 1,
            }
            let sentence = match outcome {
                Ok(None) => "survived".into(),
                Ok(Some(why)) => format!("refused: {why}"),
                Err(why) => format!("FAILED: {why}"),
            };
            println!("{}: {sentence}", file.file_name().unwrap_or_default().to_string_lossy());
        }
    }
    println!("broken: {survived} survived, {refused} refused, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Why a file was refused, if it was; an error is what must not happen.
fn try_one(file: &Path) -> Result<Option<String>, String> {
    let bytes = fs::read(file).map_err(|error| error.to_string())?;
    let started = Instant::now();
    let reading = thread::Builder::new().stack_size(STACK).spawn(move || read_and_write(bytes));
    let outcome = reading.map_err(|error| error.to_string())?.join().map_err(|_| "panicked")??;
    if started.elapsed() > PATIENCE {
        return Err(format!("took {:?}", started.elapsed()));
    }
    Ok(outcome)
}

fn read_and_write(bytes: Vec<u8>) -> Result<Option<String>, String> {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Ok(Some(error.to_string())),
    };
    // Only that it ends: JSON is YAML, and here it is broken JSON.
    drop(OpenApi::from_yaml(&text));
    drop(OpenApi::from_json_lenient(&text));
    drop(OpenApi::from_yaml_lenient(&text));
    let document = match OpenApi::from_json(&text) {
        Ok(document) => document,
        Err(error) => return Ok(Some(error.to_string())),
    };
    let read = |text: &str| serde_json::from_str::<Value>(text).map_err(|error| error.to_string());
    let differences = compare(&read(&text)?, &read(&document.clone().to_json())?);
    if differences.is_none() { Ok(None) } else { Err(format!("{differences:?}")) }
}
