//! Tables for a terminal and for Markdown alike.

use std::fmt;

/// A table: its head and its rows, each as long as the head.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new<I>(head: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let mut table = Self { rows: Vec::new() };
        table.row(head);
        table
    }

    /// Adds a row.
    pub fn row<I>(&mut self, cells: I)
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}

impl fmt::Display for Table {
    /// Markdown, padded: names to the left, figures to the right.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| {
            self.rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
                .max(3)
        };
        for (number, row) in self.rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                match column {
                    0 => write!(f, "| {cell:<0$} |", width(column))?,
                    _ => write!(f, " {cell:>0$} |", width(column))?,
                }
            }
            writeln!(f)?;
            if number == 0 {
                for column in 0..row.len() {
                    let dashes = "-".repeat(width(column));
                    match column {
                        0 => write!(f, "| {dashes} |")?,
                        _ => write!(f, " {}: |", &dashes[1..])?,
                    }
                }
                writeln!(f)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut table = Table::new(["", "µs"]);
        table.row(["ours", "1000"]);
        assert_eq!(table.to_string(), "|      |   µs |\n| ---- | ---: |\n| ours | 1000 |\n");
    }
}
