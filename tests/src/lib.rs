//! What the bins and tests of this crate share.

pub mod documents;
pub mod documents_for_pages;
pub mod growth;
pub mod http;
pub mod program;
pub mod scenarios;

// How a declaration is read and held against FastAPI's document is written where the rules are tested.
#[path = "../../openapi-merge/tests/rules/compare.rs"]
pub mod compare;
#[path = "../../openapi-merge/tests/rules/differences.rs"]
pub mod differences;
#[path = "../../openapi-merge/tests/rules/judge.rs"]
pub mod judge;
#[path = "../../openapi-merge/tests/rules/neutral.rs"]
pub mod neutral;
