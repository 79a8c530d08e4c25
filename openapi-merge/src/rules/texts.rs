//! What an operation is called (R6, R39).

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;

use openapi_model::{StatusKey, Value};

use crate::declare::UniqueIdParts;
use crate::python_text;
use crate::schemas::{PlacedSchema, ResolvedSchema, SchemaStyle, Schemas};
use crate::scope::OperationInScope;

/// R39: the summary that was given, or the name as a title.
pub(crate) fn summary<'a>(operation: &OperationInScope<'a>) -> Option<Cow<'a, str>> {
    let given = operation.declared.rare.as_ref().and_then(|rare| rare.summary.as_deref()).map(Cow::Borrowed);
    given.or_else(|| operation.declared.name.as_ref().map(|name| Cow::Owned(python_text::title(name))))
}

/// R39: the description up to the first form feed, without the space around it.
pub(crate) fn description<'a>(operation: &OperationInScope<'a>) -> Option<&'a str> {
    let given = operation.declared.description.as_deref()?;
    let shown = given.split('\u{c}').next().unwrap_or_default().trim();
    Some(shown).filter(|shown| !shown.is_empty())
}

/// R39: the operationId that was given, or name, path and method as an identifier. An operation without a name has
/// none.
pub(crate) fn operation_id<'a>(operation: &OperationInScope<'a>) -> Option<Cow<'a, str>> {
    let given = operation.declared.rare.as_ref().and_then(|rare| rare.operation_id.as_deref()).map(Cow::Borrowed);
    given.or_else(|| operation.declared.name.as_ref().map(|name| Cow::Owned(id(operation, name))))
}

fn id(operation: &OperationInScope<'_>, name: &str) -> String {
    let (path, method) = (operation.documented_path(), &*operation.declared.method);
    match operation.generate_unique_id() {
        Some(generate) => generate(&UniqueIdParts { name, path, method, tags: operation.tags().collect() }),
        None => python_text::id(name, &path, method),
    }
}

/// R6: the schema of a response that is not a mere reference is called after the operation, and one of an additional
/// response after its status too.
pub(super) fn titled_after_operation<'a>(
    operation: &OperationInScope<'_>,
    schema: &'a ResolvedSchema,
    status: Option<StatusKey>,
    schemas: &Schemas,
) -> PlacedSchema<'a> {
    let takes_title = schemas.style == SchemaStyle::FastApi && takes_title(&schema.value);
    schema.placed(takes_title.then(|| {
        let id = operation_id(operation).unwrap_or_else(|| Cow::Owned(id(operation, "")));
        python_text::title(&match status {
            Some(status) => format!("Response_{status}_{id}"),
            None => format!("Response_{id}"),
        })
    }))
}

/// Whether a schema is neither a reference nor has a title.
pub(super) fn takes_title(schema: &Value) -> bool {
    let keywords = schema.as_object();
    keywords.is_some_and(|keywords| !keywords.contains_key("$ref") && !keywords.contains_key("title"))
}

/// The title of what stands under a name: without what would be space around it.
pub(super) fn title_of_name(name: &str) -> String {
    python_text::title(crate::schemas::titling(name))
}
