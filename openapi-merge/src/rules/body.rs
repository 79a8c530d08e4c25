//! The request body of an operation (R39).

use openapi_model::{Example, Map, RefOr, Text, Value};

use crate::declare::{Mode, RareBodyFields, RequestBody};
use crate::json::Object;
use crate::schemas::{ResolvedSchema, Schemas};
use crate::scope::OperationInScope;

/// R39: the body, for methods that may have one, and the schema of all its media types.
pub(crate) fn request_body<'a>(
    operation: &OperationInScope<'a>,
    schemas: &'a Schemas,
) -> Option<(&'a RequestBody, &'a ResolvedSchema)> {
    let declared = operation.declared.body.as_ref()?;
    let may_have_body = !matches!(&*operation.declared.method, "OPTIONS" | "TRACE");
    may_have_body.then(|| (declared, schemas.schema(&declared.model, Mode::Input, operation.role)))
}

/// Writes the Request Body Object.
pub(crate) fn write_request_body(declared: &RequestBody, schema: &ResolvedSchema, object: &mut Object<'_>) {
    let RequestBody { model: _, media_type, required, rare } = declared;
    let rare = rare.as_deref();
    object.optional("description", rare.and_then(|rare| rare.description.as_ref()));
    object.object("content", |content| {
        let others: &[Text] = rare.map_or(&[], |rare| &rare.others);
        for (position, key) in others.iter().chain([media_type]).enumerate() {
            if others[..position].contains(key) {
                continue;
            }
            Object::push(content.name(key), |object| {
                schema.placed(None).push_json(object.name("schema"));
                if let Some(RareBodyFields { description: _, example, examples, others: _ }) = rare {
                    write_examples(example.as_ref(), examples, object);
                }
            });
        }
    });
    object.flag("required", *required);
}

/// Writes the examples of a body's media type or of a parameter; beside named ones there is no other.
pub(super) fn write_examples(example: Option<&Value>, examples: &Map<Text, RefOr<Example>>, object: &mut Object<'_>) {
    match examples.is_empty() {
        true => object.optional("example", example),
        false => object.member("examples", examples),
    }
}
