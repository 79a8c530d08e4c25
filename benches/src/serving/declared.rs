//! The mixture once more, with a place for what runs for an operation.

use openapi_docs::Docs;
use openapi_merge::Api;
use openapi_merge::declare::{Operation, Router};

use super::DOCUMENT;
use crate::ours;
use crate::scenario::{Planned, Scenario};

/// The mixture of so many operations, each given what runs for it.
pub(super) fn api<H>(count: usize, route: impl FnMut(Router<H>, Operation, &Planned) -> Router<H>) -> Api<H> {
    ours::api_with(Scenario::made(count), route)
}

/// The operations as webhooks: a document as long, and no route that a framework had to pass.
pub(super) fn without_routes<H>(count: usize) -> Api<H> {
    let all = Scenario::made(count).operations().fold(Router::without_handlers(), |all, planned| {
        let operation = Operation::new(planned.method(), planned.full_path());
        all.operation(ours::said(operation, &planned))
    });
    ours::empty().webhooks(all)
}

/// The document alone, without pages.
pub(super) fn docs() -> Docs {
    Docs::none().document(DOCUMENT)
}
