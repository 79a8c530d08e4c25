//! Reads every expression of a table and compares what is found in it with the table's verdict.
//!
//! `cargo run -q -p tests --bin expressions -- TABLE.tsv`, where the table has the columns `position`, `expression` and
//! `verdict`: `valid`, `constant`, `invalid-common` or `broken`. Each disagreement is a line; the last line is
//! `expressions: N rows, A agree`. It fails where a row does not agree or does not display back byte for byte.

use std::error::Error;
use std::process::ExitCode;

use openapi_model::expression::Template;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("expected the path of a table: `expressions TABLE.tsv`")?;
    let table = std::fs::read_to_string(&path).map_err(|error| format!("`{path}`: {error}"))?;
    let rows = rows(&table)?;
    let disagreements: Vec<String> = rows.iter().filter_map(|row| row.disagreement()).collect();
    for disagreement in &disagreements {
        println!("{disagreement}");
    }
    println!("expressions: {} rows, {} agree", rows.len(), rows.len() - disagreements.len());
    Ok(if disagreements.is_empty() && !rows.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

struct Row<'t> {
    line: usize,
    position: &'t str,
    expression: &'t str,
    verdict: &'t str,
}

fn rows(table: &str) -> Result<Vec<Row<'_>>, String> {
    let mut lines = table.lines().enumerate().map(|(index, line)| (index + 1, line.split('\t').collect::<Vec<_>>()));
    let (_, header) = lines.next().ok_or("expected a table, found an empty file")?;
    let column = |name: &str| {
        header.iter().position(|found| *found == name).ok_or_else(|| format!("expected a column `{name}`"))
    };
    let (position, expression, verdict) = (column("position")?, column("expression")?, column("verdict")?);
    lines
        .map(|(line, cells)| {
            let cell = |column: usize| {
                cells.get(column).copied().ok_or_else(|| format!("line {line}: expected {} cells", header.len()))
            };
            Ok(Row { line, position: cell(position)?, expression: cell(expression)?, verdict: cell(verdict)? })
        })
        .collect()
}

impl Row<'_> {
    fn disagreement(&self) -> Option<String> {
        let Row { line, position, expression, verdict } = self;
        let template = Template::from(*expression);
        let displayed = template.to_string();
        if displayed != *expression {
            return Some(format!("line {line}: `{expression}` is displayed as `{displayed}`"));
        }
        let in_link = position.starts_with("link");
        let findings = if in_link { template.lint_link_value() } else { template.lint() };
        let agrees = match *verdict {
            "valid" => findings.is_empty() && template.placeholders().next().is_some(),
            "constant" => in_link && findings.is_empty(),
            "invalid-common" | "broken" => !findings.is_empty(),
            _ => return Some(format!("line {line}: no verdict is called `{verdict}`")),
        };
        let sentences: Vec<String> = findings.iter().map(ToString::to_string).collect();
        let found = if sentences.is_empty() { "nothing to report".into() } else { sentences.join("; ") };
        (!agrees).then(|| format!("line {line}: `{expression}` ({position}) is {verdict}; found: {found}"))
    }
}
