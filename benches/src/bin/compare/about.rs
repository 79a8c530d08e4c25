//! How the figures came to be: the command, the machine in general words, and versions.

use std::process::Command;

use benches::arguments::Arguments;
use benches::fastapi;

const LOCK: &str = include_str!("../../../../Cargo.lock");

const PEERS: [&str; 11] = [
    "aide",
    "openapiv3",
    "oas3",
    "poem-openapi",
    "roas",
    "utoipa",
    "utoipa-swagger-ui",
    "actix-web",
    "axum",
    "poem",
    "warp",
];

/// What changed in the measure, and why: figures of before cannot be held against these.
const MEASURED: &str = "\
Ours is the function that a mount calls for the document's text, warnings included, with the declarations before it; \
of the peers the\nmaking of their objects and writing them. The operations are a mixture now. Before, they differed in \
their texts alone, of which we\nmade use as no real application lets anybody, and what was timed was not what a mount \
called. An application of many models\nis measured too, since that is where the time of real ones goes. Left out: of \
poem-openapi callbacks and links, which it cannot say.\n";

pub(crate) fn report(arguments: &Arguments) -> String {
    let quick = if arguments.quick { " --quick" } else { "" };
    let fastapi = if arguments.fastapi.is_some() { " --fastapi PYTHON" } else { "" };
    let mut versions: Vec<String> = PEERS.iter().flat_map(|name| locked(name)).collect();
    if let Some(python) = &arguments.fastapi {
        versions.push(fastapi::printed(python, &["versions"], None).trim().to_owned());
    }
    format!(
        "# Results\n\n\
         Written by `cargo run --release -p benches --features peers --bin compare -- --save{quick}{fastapi}`.\n\
         The scenarios are in [`src/scenario`](src/scenario/mod.rs).\n\n\
         Machine: {}.\n\
         Times are of the processor, but for serving, and medians of samples taken in turns. The machine is a shared one:\n\
         read the ratios.\n\n\
         Versions: {}.\n\n\
         ## What is measured\n\n{MEASURED}",
        machine(),
        versions.join(", ")
    )
}

/// Every version of a package that is locked.
fn locked(name: &str) -> Vec<String> {
    let head = format!("name = \"{name}\"\nversion = \"");
    let versions = LOCK.split(&head).skip(1).filter_map(|rest| rest.split('"').next());
    versions.map(|version| format!("{name} {version}")).collect()
}

/// `2 cores of an Intel(R) Xeon(R) Processor, linux x86_64, rustc 1.95.0`
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let told = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = told.lines().find_map(|line| line.strip_prefix("model name")).and_then(|line| line.split_once(": "));
    let model = model.map_or("an unnamed processor", |(_, model)| model);
    let rustc = Command::new("rustc").arg("--version").output();
    let rustc = rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    format!("{cores} cores of {model}, {} {}, {rustc}", std::env::consts::OS, std::env::consts::ARCH)
}
