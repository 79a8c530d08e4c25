//! From a declared operation to the one that the document shows: FastAPI's rules, member by member.

use alloc::string::String;

use crate::declare::{Declaration, RareFields};
use crate::json::Object;
use crate::rules;
use crate::schemas::Schemas;
use crate::scope::{OperationInScope, OperationsByPath};

/// Writes an operation with all that it inherits; the members stand in the order of the Operation Object's fields.
///
/// Everything that can be declared is named here, so that a field of [`Declaration`] that is not shown does not compile.
pub(crate) fn operation(operation: &OperationInScope<'_>, schemas: &Schemas, json: &mut String) {
    let Declaration {
        // Where the operation stands, and whether it is shown: `path_items`.
        method: _,
        path: _,
        has_simple_path: _,
        at: _,
        shown: _,
        // `rules` reads these, from the operation or from the layers around it.
        name: _,
        description: _,
        response_model: _,
        status: _,
        responses: _,
        parameters: _,
        body: _,
        callbacks: _,
        deprecated: _,
        rare,
        // It is in the other fields already.
        signature: _,
    } = operation.declared;
    Object::push(json, |object| {
        object.list("tags", operation.tags());
        object.optional("summary", rules::summary(operation).as_deref());
        object.optional("description", rules::description(operation));
        object.optional("externalDocs", rare.as_ref().and_then(|rare| rare.external_docs.as_ref()));
        object.optional("operationId", rules::operation_id(operation).as_deref());
        object.array("parameters", rules::parameters(operation, schemas), |parameter, json| {
            Object::push(json, |object| parameter.write(object));
        });
        if let Some(body) = rules::request_body(operation, schemas) {
            object.object("requestBody", |object| body.write(object));
        }
        object.object("responses", |responses| {
            rules::responses(operation, schemas, |key, response| {
                response.push(key.with_text(|key| responses.name(key)));
            });
        });
        object.object("callbacks", |callbacks| {
            for (name, by_expression) in rules::callbacks(operation) {
                path_items(&by_expression, schemas, callbacks.name(name));
            }
        });
        object.flag("deprecated", operation.deprecated());
        object.optional("security", rules::security(operation).as_ref());
        if let Some(rare) = rare {
            let RareFields {
                operation_id: _,
                summary: _,
                tags: _,
                response_class: _,
                stream: _,
                response_description: _,
                security: _,
                generate_unique_id: _,
                body_parameters: _,
                no_security: _,
                optional_security: _,
                dependencies: _,
                validation_error: _,
                external_docs: _,
                servers,
                extensions,
            } = &**rare;
            object.list("servers", servers);
            extensions.iter().for_each(|(key, value)| crate::json::push(object.name(key), value));
        }
    });
}

/// Appends the operations of each path, in the order in which the paths come first.
pub(crate) fn path_items(by_path: &OperationsByPath<'_>, schemas: &Schemas, json: &mut String) {
    Object::push(json, |object| {
        for (done, (path, operations)) in by_path.iter().enumerate() {
            let json = object.name(path);
            path_item(operations, schemas, json);
            make_room(json, done + 1, by_path.len());
        }
    });
}

/// Appends the operations on one path, each under its method; of two for one method the later counts.
fn path_item(operations: &[OperationInScope<'_>], schemas: &Schemas, json: &mut String) {
    Object::push(json, |object| {
        let last_of = |method: &str| operations.iter().rfind(|operation| operation.declared.method == method);
        for (method, field) in FIXED_FIELDS {
            if let Some(operation) = last_of(method) {
                self::operation(operation, schemas, object.name(field));
            }
        }
        object.object("additionalOperations", |object| {
            for (position, operation) in operations.iter().enumerate() {
                let method = &operation.declared.method;
                let is_fixed = FIXED_FIELDS.iter().any(|(fixed, _)| fixed == method);
                if is_fixed || operations[..position].iter().any(|other| other.declared.method == *method) {
                    continue;
                }
                self::operation(last_of(method).unwrap_or(operation), schemas, object.name(method));
            }
        });
    });
}

/// The methods that have a fixed field of a Path Item, and that field.
const FIXED_FIELDS: [(&str, &str); 9] = [
    ("GET", "get"),
    ("PUT", "put"),
    ("POST", "post"),
    ("DELETE", "delete"),
    ("OPTIONS", "options"),
    ("HEAD", "head"),
    ("PATCH", "patch"),
    ("TRACE", "trace"),
    ("QUERY", "query"),
];

/// Asks for as much memory as the whole text will take, going by what is written, before a growing text asks for more.
fn make_room(json: &mut String, done: usize, all: usize) {
    if !done.is_power_of_two() || done < 16 {
        return;
    }
    let expected = (json.len() as u128 * all as u128 / done as u128) as usize;
    if expected > json.capacity() {
        json.reserve_exact(expected + expected / 32 + 1024 - json.len());
    }
}
