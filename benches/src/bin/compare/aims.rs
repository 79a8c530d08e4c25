//! The ratios that this project wants, and those that were measured.

use std::fmt;

use benches::table::Table;

/// What is held against what.
#[derive(Default)]
pub(crate) struct Aims(Vec<(String, f64, f64)>);

impl Aims {
    /// Adds one that should be at most so much. What was not measured is no number, and left out.
    pub(crate) fn at_most(&mut self, limit: f64, what: impl Into<String>, measured: f64) {
        if measured.is_finite() {
            self.0.push((what.into(), limit, measured));
        }
    }
}

impl fmt::Display for Aims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut table = Table::new(["", "at most", "measured", ""]);
        for (what, limit, measured) in &self.0 {
            let verdict = if measured <= limit { "held" } else { "missed" };
            table.row([what.clone(), format!("{limit}"), format!("{measured:.2}"), verdict.to_owned()]);
        }
        write!(f, "## What we want\n\n{table}")
    }
}
