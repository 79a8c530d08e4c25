//! The OpenAPI Object: a whole document.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::codec::object::object;
use crate::{Components, ExternalDocumentation, Info, Map, PathItem, Paths, SecurityRequirement, Server, Tag, Text};

object! {
    /// A whole OpenAPI document.
    ///
    /// OAS 3.2 [OpenAPI Object](https://spec.openapis.org/oas/v3.2.0#openapi-object).
    ///
    /// ```
    /// # use openapi_model::OpenApi;
    /// let text = r#"{"openapi":"3.1.0","info":{"title":"Items","version":"1"},"paths":{}}"#;
    /// let document = OpenApi::from_json(text)?;
    /// assert_eq!(document.info.title, "Items");
    /// assert_eq!(document.to_json(), text);
    /// # Ok::<(), openapi_model::ReadError>(())
    /// ```
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct OpenApi {
        /// The version of the specification: `3.1.0` …
        "openapi" => pub openapi: Text, with_openapi(Text);
        /// `$self`: the document's own URI. Since OAS 3.2.
        "$self" => pub self_uri: Option<Text>, with_self_uri(Text);
        /// About the API.
        "info" => pub info: Info, with_info(Info);
        /// The dialect of schemas that name none. Since OAS 3.1.
        "jsonSchemaDialect" => pub json_schema_dialect: Option<Text>, with_json_schema_dialect(Text);
        /// Where the API is served; `/` if empty.
        "servers" => pub servers: Vec<Server>, with_server[Server];
        /// The API's paths. Required in OAS 3.0; `Some` and empty says that access is restricted.
        "paths" => pub paths: Option<Paths>, with_paths(Paths);
        /// Requests the API will send on its own, by a name of the author's choice. Since OAS 3.1.
        "webhooks" => pub webhooks: Map<Text, PathItem>, with_webhook(Text => PathItem);
        /// Objects to be referred to.
        "components" => pub components: Components, with_components(Components);
        /// Alternatives of which one suffices.
        "security" => pub security: Option<Vec<SecurityRequirement>>, with_security[SecurityRequirement];
        /// The tags that operations use, in the order to show them.
        "tags" => pub tags: Vec<Tag>, with_tag[Tag];
        /// More, elsewhere.
        "externalDocs" => pub external_docs: Option<Box<ExternalDocumentation>>, with_external_docs(ExternalDocumentation);
    }
}

impl OpenApi {
    /// A document of this version of the specification, without paths.
    pub fn new(openapi: impl Into<Text>, info: Info) -> Self {
        Self { openapi: openapi.into(), info, ..Self::default() }
    }
}
