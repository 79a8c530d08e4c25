//! What a callback's declaration says of the exchange: the method, the expression, the statuses.

use std::panic::Location;
use std::sync::Arc;

use http::Method;
use openapi_merge::declare;
use openapi_merge::{Api, Problem, Problems};
use openapi_model::expression::Template;
use openapi_model::{StatusCode, StatusKey};

use crate::Callback;

/// The declaration, read once.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    pub(crate) method: Method,
    /// The expression as it was declared.
    pub(crate) expression: Arc<str>,
    pub(crate) url: Template,
    pub(crate) main: StatusKey,
    pub(crate) statuses: Vec<StatusKey>,
    pub(crate) media_type: Option<String>,
    pub(crate) signed: bool,
    /// Whether requests have a `webhook-id`.
    pub(crate) identified: bool,
}

impl Declared {
    /// Reads what the document would show, so that an answer is held to the document and to nothing else.
    pub(crate) fn new<B, A>(callback: &Callback<B, A>, at: &'static Location<'static>) -> Result<Self, Problems> {
        let operation = &callback.operation;
        let place = || format!("{} {}", operation.method(), operation.declared_path());
        let problem = |reason: &str| Problems::from_iter([Problem::unmountable(at, place(), reason)]);
        let method = Method::from_bytes(operation.method().as_bytes())
            .map_err(|_| problem("the callback's method is not a method of HTTP"))?;

        let shown = operation.clone().name("callback").include_in_schema(true);
        let document = Api::without_handlers("", "").operation(declare::post("/").callbacks(shown)).document()?;
        let path_items = document.paths.into_iter().flat_map(|paths| paths.items.into_iter().map(|(_, item)| item));
        let callbacks = path_items.filter_map(|item| item.post).flat_map(|post| post.callbacks);
        let shown = callbacks
            .filter_map(|(_, callback)| callback.item().cloned())
            .flat_map(|callback| callback.expressions.into_iter().map(|(_, item)| item))
            .find_map(|item| item.operations().next().map(|(_, operation)| operation.clone()))
            .ok_or_else(|| problem("the callback is not in its own document"))?;

        let statuses: Vec<StatusKey> = shown.responses.by_status.keys().copied().collect();
        let main = *statuses.first().ok_or_else(|| problem("the callback declares no response"))?;
        let body = shown.request_body.as_ref().and_then(|body| body.item());
        let media_type = body.and_then(|body| body.content.keys().last()).map(ToString::to_string);
        Ok(Self {
            method,
            expression: operation.declared_path().into(),
            url: Template::from(operation.declared_path()),
            main,
            statuses,
            media_type,
            signed: callback.signed,
            identified: callback.is_identified(),
        })
    }

    /// The key that an answer's status is declared under: itself, else its range, else `default`.
    pub(crate) fn key_of(&self, status: http::StatusCode) -> Option<StatusKey> {
        let code = StatusCode::new(status.as_u16()).ok()?;
        [Some(StatusKey::Code(code)), code.range().map(StatusKey::Range), Some(StatusKey::Default)]
            .into_iter()
            .flatten()
            .find(|key| self.statuses.contains(key))
    }
}
