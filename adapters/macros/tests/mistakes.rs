//! What the compiler says to the mistakes that a newcomer makes. Mistakes that only the whole API shows, such as a parameter
//! of the path that no argument reads, are told at start-up: `signatures.rs` of `openapi-merge`.

#[test]
#[ignore = "builds an adapter once more, and its messages are those of the stable compiler that recorded them: \
            `cargo test -p openapi-macros --test mistakes -- --ignored`; `TRYBUILD=overwrite` before it records them"]
fn what_the_compiler_says() {
    trybuild::TestCases::new().compile_fail("tests/mistakes/*.rs");
}
