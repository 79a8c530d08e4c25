//! What `compare` and `serve` can be told.

use std::path::PathBuf;

/// The arguments of a measurement.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Arguments {
    /// `--quick`: fewer rounds.
    pub quick: bool,
    /// `--save`: into `RESULTS.md` too.
    pub save: bool,
    /// `--fastapi PYTHON`: a Python that has fastapi and uvicorn.
    pub fastapi: Option<PathBuf>,
    /// All others.
    pub others: Vec<String>,
}

impl Arguments {
    /// Those of this program. An unknown option ends it.
    #[must_use]
    pub fn given() -> Self {
        let mut given = Self::default();
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--quick" => given.quick = true,
                "--save" => given.save = true,
                "--fastapi" => match arguments.next() {
                    Some(python) => given.fastapi = Some(python.into()),
                    None => refuse("expected a path to a Python after `--fastapi`"),
                },
                option if option.starts_with('-') => refuse(&format!("there is no option `{option}`")),
                _ => given.others.push(argument),
            }
        }
        given
    }

    /// As they are given to another program.
    pub fn passed_on(&self) -> impl Iterator<Item = String> {
        let fastapi = self.fastapi.iter().flat_map(|python| ["--fastapi".to_owned(), python.display().to_string()]);
        self.quick.then(|| "--quick".to_owned()).into_iter().chain(fastapi)
    }
}

fn refuse(reason: &str) {
    eprintln!("{reason}");
    std::process::exit(2)
}
