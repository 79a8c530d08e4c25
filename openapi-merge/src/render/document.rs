//! The whole document, member by member.

use alloc::string::String;

use openapi_model::{ExternalDocumentation, Info, Map, SecurityScheme, Server, Tag, Text};

use super::operation::path_items;
use crate::json::{self, Object};
use crate::schemas::Schemas;
use crate::scope::OperationsByPath;

/// What a document is made of.
pub(crate) struct Document<'a, 's> {
    pub(crate) info: &'a Info,
    pub(crate) servers: &'a [Server],
    pub(crate) paths: &'a OperationsByPath<'s>,
    pub(crate) webhooks: &'a OperationsByPath<'s>,
    pub(crate) schemas: &'a Schemas,
    pub(crate) security_schemes: Map<&'a Text, &'a SecurityScheme>,
    pub(crate) tags: &'a [Tag],
    pub(crate) external_docs: Option<&'a ExternalDocumentation>,
}

impl Document<'_, '_> {
    /// The document as compact JSON; the members stand in the order of the OpenAPI Object's fields.
    pub(crate) fn to_json(&self) -> String {
        let Self { info, servers, paths, webhooks, schemas, security_schemes, tags, external_docs } = self;
        let mut json = String::with_capacity(1024);
        Object::push(&mut json, |object| {
            object.member("openapi", "3.1.0");
            object.member("info", info);
            object.list("servers", *servers);
            path_items(paths, schemas, object.name("paths"));
            if !webhooks.is_empty() {
                path_items(webhooks, schemas, object.name("webhooks"));
            }
            object.object("components", |components| {
                components.object("schemas", |object| {
                    schemas.components().for_each(|(name, it)| json::push(object.name(name), it))
                });
                components.object("securitySchemes", |object| {
                    security_schemes.iter().for_each(|(name, scheme)| json::push(object.name(name), scheme));
                });
            });
            object.list("tags", *tags);
            object.optional("externalDocs", *external_docs);
        });
        json
    }
}
