//! What the compiler says to the mistakes that a newcomer makes. Mistakes that only the whole API shows, such as a parameter
//! of the path that no argument reads, are told at start-up: `signatures.rs` of `openapi-merge`.

#[test]
#[ignore = "builds the crate once more and needs the compiler that the messages were recorded with: \
            `cargo test -p openapi-axum --test mistakes -- --ignored`; TRYBUILD=overwrite records them"]
fn what_the_compiler_says() {
    let mistakes = trybuild::TestCases::new();
    mistakes.compile_fail("tests/mistakes/*.rs");
    mistakes.pass("tests/no-mistakes/*.rs");
}
