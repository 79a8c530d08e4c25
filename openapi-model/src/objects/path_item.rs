//! Paths, Path Item, Operation and Callback, which hold one another.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::codec::object::{Patterned, object, patterned};
use crate::{
    Extensions, ExternalDocumentation, Map, Parameter, RefOr, RequestBody, Responses, SecurityRequirement, Server, Text,
};

/// The paths of an API, in order.
///
/// OAS 3.2 [Paths Object](https://spec.openapis.org/oas/v3.2.0#paths-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Paths {
    /// By path template, which begins with `/`.
    pub items: Map<Text, PathItem>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fn sort_path(key: &str) -> Patterned {
    match key.as_bytes() {
        [b'/', ..] => Patterned::Key,
        [b'x', b'-', ..] => Patterned::Extension,
        _ => Patterned::Neither("a path that begins with `/`"),
    }
}

patterned!(Paths, items, sort_path);

object! {
    /// The operations on one path.
    ///
    /// OAS 3.2 [Path Item Object](https://spec.openapis.org/oas/v3.2.0#path-item-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct PathItem {
        /// `$ref`: another path item, whose members are used where this has none.
        "$ref" => pub reference: Option<Text>, with_reference(Text);
        /// In a few words, for all operations.
        "summary" => pub summary: Option<Text>, with_summary(Text);
        /// At length, in CommonMark.
        "description" => pub description: Option<Text>, with_description(Text);
        /// GET
        "get" => pub get: Option<Box<Operation>>, with_get(Operation);
        /// PUT
        "put" => pub put: Option<Box<Operation>>, with_put(Operation);
        /// POST
        "post" => pub post: Option<Box<Operation>>, with_post(Operation);
        /// DELETE
        "delete" => pub delete: Option<Box<Operation>>, with_delete(Operation);
        /// OPTIONS
        "options" => pub options: Option<Box<Operation>>, with_options(Operation);
        /// HEAD
        "head" => pub head: Option<Box<Operation>>, with_head(Operation);
        /// PATCH
        "patch" => pub patch: Option<Box<Operation>>, with_patch(Operation);
        /// TRACE
        "trace" => pub trace: Option<Box<Operation>>, with_trace(Operation);
        /// QUERY. Since OAS 3.2.
        "query" => pub query: Option<Box<Operation>>, with_query(Operation);
        /// Other methods, by their name as it is sent. Since OAS 3.2.
        "additionalOperations" => pub additional_operations: Map<Text, Operation>, with_additional_operation(Text => Operation);
        /// Where all operations are served.
        "servers" => pub servers: Vec<Server>, with_server[Server];
        /// Parameters of all operations; an operation's own wins.
        "parameters" => pub parameters: Vec<RefOr<Parameter>>, with_parameter[RefOr<Parameter>];
    }
}

macro_rules! methods {
    ($($field:ident $method:literal),*) => {
        impl PathItem {
            /// The methods that have a field of their own, as they are sent. The rest are
            /// [`additional_operations`](Self::additional_operations).
            pub const METHODS: &'static [&'static str] = &[$($method),*];

            /// Returns every operation with its method, as it is sent (`GET`, `QUERY` …).
            pub fn operations(&self) -> impl Iterator<Item = (&str, &Operation)> {
                [$(($method, &self.$field)),*]
                    .into_iter()
                    .filter_map(|(method, operation)| Some((method, operation.as_deref()?)))
                    .chain(self.additional_operations.iter().map(|(method, operation)| (&**method, operation)))
            }

            /// Puts an operation under its method (`GET`, `QUERY` …, case as it is sent) and returns what was there.
            pub fn insert(&mut self, method: &str, operation: Operation) -> Option<Operation> {
                let field = match method {
                    $($method => &mut self.$field,)*
                    other => return self.additional_operations.insert(Text::Owned(other.into()), operation),
                };
                field.replace(Box::new(operation)).map(|before| *before)
            }
        }
    };
}

methods! {
    get "GET", put "PUT", post "POST", delete "DELETE", options "OPTIONS", head "HEAD", patch "PATCH", trace "TRACE",
    query "QUERY"
}

object! {
    /// One method on one path: what it takes and what it answers.
    ///
    /// OAS 3.2 [Operation Object](https://spec.openapis.org/oas/v3.2.0#operation-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Operation {
        /// Names of [`Tag`](crate::Tag)s.
        "tags" => pub tags: Vec<Text>, with_tag[Text];
        /// In a few words.
        "summary" => pub summary: Option<Text>, with_summary(Text);
        /// At length, in CommonMark.
        "description" => pub description: Option<Text>, with_description(Text);
        /// More, elsewhere.
        "externalDocs" => pub external_docs: Option<Box<ExternalDocumentation>>, with_external_docs(ExternalDocumentation);
        /// A name that is unique in the document.
        "operationId" => pub operation_id: Option<Text>, with_operation_id(Text);
        /// What it takes besides a body; a pair of name and location stands once.
        "parameters" => pub parameters: Vec<RefOr<Parameter>>, with_parameter[RefOr<Parameter>];
        /// The body it takes.
        "requestBody" => pub request_body: Option<RefOr<RequestBody>>, with_request_body(RefOr<RequestBody>);
        /// What it answers. Required in OAS 3.0.
        "responses" => pub responses: Responses, with_responses(Responses);
        /// The requests it will cause, by a name of the author's choice.
        "callbacks" => pub callbacks: Map<Text, RefOr<Callback>>, with_callback(Text => RefOr<Callback>);
        /// Whether it should no longer be used.
        "deprecated" => pub deprecated: bool, with_deprecated(bool);
        /// Alternatives of which one suffices. `Some` and empty removes the document's own.
        "security" => pub security: Option<Vec<SecurityRequirement>>, with_security[SecurityRequirement];
        /// Where it is served, instead of where the rest is.
        "servers" => pub servers: Vec<Server>, with_server[Server];
    }
}

/// Requests that the API will send, by the expression that gives their URL.
///
/// Shape: `{"{$request.query.callback_url}/invoices": {"post": {…}}}`. Keys are kept byte for byte, whatever
/// dialect they are written in.
///
/// OAS 3.2 [Callback Object](https://spec.openapis.org/oas/v3.2.0#callback-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Callback {
    /// By runtime expression.
    pub expressions: Map<Text, PathItem>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fn sort_expression(key: &str) -> Patterned {
    if key.starts_with("x-") { Patterned::Extension } else { Patterned::Key }
}

patterned!(Callback, expressions, sort_expression);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::object::Object;

    #[test]
    fn every_field_that_holds_an_operation_is_a_method() {
        for name in PathItem::FIELDS.names.iter().filter(|name| **name != "additionalOperations") {
            let text = alloc::format!(r#"{{"{name}":{{"operationId":"a"}}}}"#);
            if let Ok(item) = crate::from_json::<PathItem>(&text) {
                assert_eq!(item.operations().count(), 1, "`{name}` is missing in `methods!`");
                assert!(PathItem::METHODS.contains(&&*name.to_ascii_uppercase()), "{name}");
            }
        }
    }
}
