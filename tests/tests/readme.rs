//! The README shows what the examples are made of, and is no longer than FastAPI's.

const README: &str = include_str!("../../README.md");
const PROGRAMS: [&str; 3] = [
    include_str!("../../adapters/examples/apps/items.rs"),
    include_str!("../../adapters/examples/apps/invoices.rs"),
    include_str!("../../adapters/poem/examples/items.rs"),
];

/// Lines without what they are indented by.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim_start)
}

fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    let starts: Vec<_> = text.match_indices(&fence).map(|(at, _)| at + fence.len()).collect();
    starts.into_iter().filter_map(|start| text[start..].split("```").next()).collect()
}

#[test]
fn every_rust_block_stands_in_an_example() {
    let blocks = blocks(README, "rust");
    assert!(blocks.len() >= 7, "the README has lost its examples");
    let programs = PROGRAMS.map(|program| lines(program).collect::<Vec<_>>().join("\n"));
    for block in blocks {
        let block = lines(block).collect::<Vec<_>>().join("\n");
        assert!(programs.iter().any(|program| program.contains(block.trim_end())), "no example has\n{block}");
    }
}

#[test]
fn no_example_is_longer_than_fastapis() {
    let rows: Vec<&str> = README.split("<tr><td>\n").skip(1).filter_map(|row| row.split("</tr>").next()).collect();
    assert_eq!(rows.len(), 5);
    for row in rows {
        let python =
            blocks(row, "python").iter().flat_map(|block| lines(block)).filter(|line| !line.is_empty()).count();
        let rust: usize = blocks(row, "rust").iter().map(|block| without_types(block)).sum();
        println!("{python} lines of Python, {rust} of Rust");
        assert!(rust <= python, "{rust} lines, FastAPI's are {python}:\n{row}");
    }
}

/// The number of lines that are no types: those are declared with `#[derive(..)]` and end with an empty line.
fn without_types(block: &str) -> usize {
    let items = block.split("\n\n").filter(|item| !item.trim_start().starts_with("#[derive("));
    items.flat_map(str::lines).filter(|line| !line.trim().is_empty()).count()
}
