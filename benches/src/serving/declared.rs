//! The scenario once more, with a place for what runs for an operation.

use openapi_docs::Docs;
use openapi_merge::Api;
use openapi_merge::declare::{Operation, Router};

use super::DOCUMENT;
use crate::ours::{nothing_yet, operation};
use crate::scenario::made;

/// The scenario of so many operations, each given what runs for it.
pub(super) fn api<H>(count: usize, route: impl Fn(Api<H>, Operation) -> Api<H>) -> Api<H> {
    made(count).fold(nothing_yet(), |api, words| route(api, operation(words)))
}

/// The operations as webhooks: a document as long, and no route that a framework had to pass.
pub(super) fn without_routes<H>(count: usize) -> Api<H> {
    let all = made(count).fold(Router::without_handlers(), |all, words| all.operation(operation(words)));
    nothing_yet().webhooks(all)
}

/// The document alone, without pages.
pub(super) fn docs() -> Docs {
    Docs::none().document(DOCUMENT)
}
