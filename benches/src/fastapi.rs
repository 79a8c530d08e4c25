//! FastAPI, through a Python that has it.

use std::path::Path;
use std::process::{Command, Stdio};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fastapi_scenario.py");

/// The script that says the scenario in FastAPI's words, with its task.
#[must_use]
pub fn command(python: &Path, task: &[&str]) -> Command {
    let mut command = Command::new(python);
    command.arg(SCRIPT).args(task).stdin(Stdio::null()).stderr(Stdio::inherit());
    command
}

/// What it prints for a task; nothing if it fails, which it tells on standard error.
#[must_use]
pub fn printed(python: &Path, task: &[&str]) -> String {
    let output = command(python, task).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    text.unwrap_or_else(|error| {
        eprintln!("{}: {error}", python.display());
        String::new()
    })
}
