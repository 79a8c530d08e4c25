//! From a declared operation to the one the document shows: FastAPI's rules, in order.

use alloc::boxed::Box;

use openapi_model::{self as oas, MediaType};

use crate::layers::Said;
use crate::rules;
use crate::schemas::Schemas;
use crate::shown::{ShownBody, ShownParameter, ShownText};

/// One declared operation, with all it inherits, as the document will show it.
///
/// [`write`](crate::write) puts the same into text, member by member in this order.
pub(crate) fn combine(said: &Said<'_>, schemas: &Schemas) -> oas::Operation {
    let mut operation = oas::Operation::default();
    operation.tags = said.tags().cloned().collect();
    operation.summary = rules::summary(said).map(ShownText::into_text);
    operation.description = rules::description(said).map(alloc::borrow::Cow::into_owned);
    operation.operation_id = rules::operation_id(said).map(ShownText::into_text);
    rules::parameters(said, schemas, |shown| operation.parameters.push(parameter(shown, schemas).into()));
    operation.request_body = rules::request_body(said, schemas).map(|shown| request_body(shown).into());
    rules::responses(said, |key, origin| {
        let response = rules::response(said, key, origin, schemas).into_response();
        operation.responses.by_status.insert(key, response);
    });
    operation.callbacks = rules::callbacks(said, schemas);
    operation.deprecated = said.deprecated();
    operation.security = rules::security(said);
    if let Some(more) = &said.operation.more {
        operation.external_docs = more.external_docs.clone().map(Box::new);
        operation.servers = more.servers.clone();
        operation.extensions = more.extensions.clone();
    }
    operation
}

fn parameter(shown: ShownParameter<'_>, schemas: &Schemas) -> oas::Parameter {
    let (declared, schema) = match shown {
        ShownParameter::Declared(declared, settled) => (declared, rules::titled(settled, &declared.name, schemas)),
        ShownParameter::Property(parameter) => return parameter,
    };
    let mut parameter = oas::Parameter::new(declared.name.clone(), declared.location);
    parameter.required = Some(declared.is_required());
    parameter.schema = Some(schema.into_schema());
    if let Some(more) = &declared.more {
        parameter.description = more.description.clone();
        parameter.deprecated = more.deprecated;
        parameter.example = more.example.clone();
        parameter.examples = more.examples.clone();
    }
    parameter
}

fn request_body(shown: ShownBody<'_>) -> oas::RequestBody {
    let ShownBody { declared, schema } = shown;
    let mut media_type = MediaType::of(schema.into_schema());
    let mut body = oas::RequestBody::default();
    if let Some(more) = &declared.more {
        media_type.example = more.example.clone();
        media_type.examples = more.examples.clone();
        for key in &more.others {
            body.content.insert(key.clone(), media_type.clone().into());
        }
        body.description = more.description.clone();
    }
    body.content.insert(declared.media_type.clone(), media_type.into());
    body.required = declared.required;
    body
}
