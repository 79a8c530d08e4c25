//! The README shows what the examples are made of.

const README: &str = include_str!("../../README.md");
const PROGRAMS: [&str; 2] =
    [include_str!("../../adapters/poem/examples/items.rs"), include_str!("../../adapters/poem/examples/invoices.rs")];

#[test]
fn every_rust_block_stands_in_an_example() {
    let blocks: Vec<&str> = README.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() >= 7, "the README has lost its examples");
    for block in blocks {
        assert!(PROGRAMS.iter().any(|program| program.contains(block)), "no example has\n{block}");
    }
}
