//! FastAPI, through a Python that has it.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::plan::plan;
use crate::scenario::Scenario;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fastapi_scenario.py");

/// Starts the script that says a scenario in FastAPI's words, with its task.
///
/// # Errors
/// What the system says.
pub fn start(python: &Path, task: &[&str], scenario: Option<Scenario>) -> io::Result<Child> {
    let mut command = Command::new(python);
    command.arg(SCRIPT).args(task).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    let mut child = command.spawn()?;
    if let (Some(mut input), Some(scenario)) = (child.stdin.take(), scenario) {
        input.write_all(plan(scenario).to_string().as_bytes())?;
    }
    Ok(child)
}

/// What it prints for a task; nothing if it fails, which it tells on standard error.
#[must_use]
pub fn printed(python: &Path, task: &[&str], scenario: Option<Scenario>) -> String {
    let output = start(python, task, scenario).and_then(Child::wait_with_output);
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    text.unwrap_or_else(|error| {
        eprintln!("{}: {error}", python.display());
        String::new()
    })
}
