//! Holds our documents against FastAPI's: `conformance [--verbose] FILE|DIR…`
//!
//! Reads cases in the neutral declaration format (`.json`: one; `.jsonl`: one a line), declares them through the
//! public API and compares. Exit code 1 if one fails.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tests::judge::{Verdict, judge};
use tests::neutral::Case;

fn main() -> ExitCode {
    let (options, paths): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let verbose = options.iter().any(|option| option == "--verbose");
    let [mut passed, mut failed, mut outside] = [0; 3];
    for case in paths.iter().flat_map(|path| cases(Path::new(path))) {
        match judge(&case) {
            Verdict::Passed => passed += 1,
            Verdict::Outside(rule) => {
                outside += 1;
                if verbose {
                    println!("{}: outside by {rule}", case.name());
                }
            }
            Verdict::Failed(reasons) => {
                failed += 1;
                println!("{}: failed", case.name());
                for reason in reasons.iter().take(5) {
                    println!("    {reason}");
                }
            }
        }
    }
    println!("conformance: {passed} passed, {failed} failed, {outside} outside");
    if failed > 0 || passed + outside == 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn cases(path: &Path) -> Vec<Case> {
    let mut files = Vec::new();
    collect(path, &mut files);
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) => fail(&file, &error.to_string()),
        };
        let one_a_line = file.extension().is_some_and(|extension| extension == "jsonl");
        let texts: Vec<&str> = if one_a_line { text.lines().collect() } else { vec![&text] };
        for text in texts.into_iter().filter(|text| !text.trim().is_empty()) {
            match serde_json::from_str(text) {
                Ok(json) => cases.push(Case::new(json)),
                Err(error) => fail(&file, &error.to_string()),
            }
        }
    }
    cases
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        files.push(path.to_owned());
        return;
    }
    match std::fs::read_dir(path) {
        Ok(entries) => {
            let is_case = |path: &PathBuf| {
                path.is_dir() || path.extension().is_some_and(|extension| extension == "json" || extension == "jsonl")
            };
            entries.flatten().map(|entry| entry.path()).filter(is_case).for_each(|path| collect(&path, files));
        }
        Err(error) => fail(path, &error.to_string()),
    }
}

fn fail(path: &Path, why: &str) -> ! {
    eprintln!("{}: {why}", path.display());
    std::process::exit(2)
}
