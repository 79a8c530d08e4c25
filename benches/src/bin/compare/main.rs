//! Compares us with the peers: `cargo run --release -p benches --features peers --bin compare`
//!
//! First holds what each wrote against what we wrote, then measures generating in turns, then an application of many
//! models, then reading and writing, then runs `serve`, and prints tables of medians. Times are of the processor, so that what else runs on the machine counts
//! little.
//!
//! * `--quick` takes fewer samples.
//! * `--fastapi PYTHON` measures FastAPI too, with a Python that has fastapi and uvicorn.
//! * `--save` writes all that is printed into `benches/RESULTS.md` too.
//! * `compare facts`, `compare generate`, `compare application` and `compare serve` are a part of it; `compare read FILE…` compares reading and writing documents;
//!   without a file, one of five megabytes that is made.

mod about;
mod aims;
mod application;
mod generate;
mod read;

use std::error::Error;
use std::process::{Command, Stdio};
use std::sync::Once;

use benches::arguments::Arguments;

use crate::aims::Aims;

const PARTS: [&str; 5] = ["facts", "generate", "application", "read", "serve"];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::given();
    let (part, files) = match arguments.others.split_first() {
        Some((part, files)) => (Some(part.as_str()), files),
        None => (None, &[][..]),
    };
    if let Some(other) = part.filter(|part| !PARTS.contains(part)) {
        return Err(format!("expected one of {PARTS:?}, found `{other}`").into());
    }
    let wanted = |one: &str| part.is_none_or(|part| part == one);
    let mut aims = Aims::default();
    let mut parts = Vec::new();
    if wanted("facts") {
        parts.push(generate::says_the_same(arguments.fastapi.as_deref()));
    }
    if wanted("generate") {
        parts.push(generate::report(&arguments, &mut aims));
    }
    if wanted("application") {
        parts.push(application::report(&arguments, &mut aims));
    }
    if wanted("read") {
        parts.push(read::report(&arguments, files, &mut aims)?);
    }
    if wanted("serve") {
        parts.push(serving(&arguments));
    }
    let report = format!("{}\n{aims}{}", about::report(&arguments), parts.concat());
    println!("{report}");
    if arguments.save {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/RESULTS.md"), report)?;
    }
    Ok(())
}

fn serving(arguments: &Arguments) -> String {
    if !cfg!(feature = "serving") {
        return String::new();
    }
    let passed_on: Vec<String> = arguments.passed_on().collect();
    let tables = run("serve", &passed_on);
    let allocations = run("counted", &["serve".to_owned()]);
    format!(
        "\n## Serving\n\n\
         `GET /openapi.json` of 1,000 operations, each with its route, over eight connections; server and client share the\n\
         machine, so the processor's time is the figure to read. No peer compresses or knows an `ETag` by itself: it sends\n\
         its 200 whatever is asked.\n\n\
         {tables}\n\
         ### What an answer of ours allocates\n\n\
         By a call of the framework's own service, without a socket, for documents of 10 and of 1,000 operations.\n\n\
         {allocations}"
    )
}

/// What another program of this crate prints: one for each thing that a process has to itself, such as an allocator.
fn run(program: &str, arguments: &[String]) -> String {
    static BUILT: Once = Once::new();
    BUILT.call_once(build);
    let here = std::env::current_exe().unwrap_or_default();
    let output = Command::new(here.with_file_name(program)).args(arguments).stderr(Stdio::inherit()).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

/// Builds the other programs, so that they are as new as this one.
fn build() {
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--quiet", "--release", "--package", "benches", "--bins"]);
    for (feature, given) in [("peers", cfg!(feature = "peers")), ("serving", cfg!(feature = "serving"))] {
        if given {
            command.args(["--features", feature]);
        }
    }
    if !command.status().is_ok_and(|status| status.success()) {
        eprintln!("the other programs could not be built");
    }
}

/// The figures that `counted` prints.
fn counted(arguments: &[&str]) -> Vec<f64> {
    let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
    run("counted", &arguments).split_whitespace().filter_map(|figure| figure.parse().ok()).collect()
}
