//! The OpenAPI Object, Info, Contact, License, Server, Tag and External Documentation.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::codec::object::{fixed_fields, required};
use crate::{Components, Extensions, Map, PathItem, Paths, SecurityRequirement, Text};

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
#[non_exhaustive]
pub struct OpenApi {
    /// The version of the specification: `3.1.0` …
    pub openapi: Text,
    /// `$self`: the document's own URI. Since OAS 3.2.
    pub self_uri: Option<Text>,
    /// About the API.
    pub info: Info,
    /// The dialect of schemas that name none. Since OAS 3.1.
    pub json_schema_dialect: Option<Text>,
    /// Where the API is served; `/` if empty.
    pub servers: Vec<Server>,
    /// The API's paths. Required in OAS 3.0; `Some` and empty says that access is restricted.
    pub paths: Option<Paths>,
    /// Requests the API will send on its own, by a name of the author's choice. Since OAS 3.1.
    pub webhooks: Map<Text, PathItem>,
    /// Objects to be referred to.
    pub components: Components,
    /// Alternatives of which one suffices.
    pub security: Option<Vec<SecurityRequirement>>,
    /// The tags that operations use, in the order to show them.
    pub tags: Vec<Tag>,
    /// More, elsewhere.
    pub external_docs: Option<Box<ExternalDocumentation>>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(OpenApi, "an OpenAPI Object", {
    "openapi" => openapi,
    "$self" => self_uri,
    "info" => info,
    "jsonSchemaDialect" => json_schema_dialect,
    "servers" => servers,
    "paths" => paths,
    "webhooks" => webhooks,
    "components" => components,
    "security" => security,
    "tags" => tags,
    "externalDocs" => external_docs,
});

impl OpenApi {
    /// A document of this version of the specification, without paths.
    pub fn new(openapi: impl Into<Text>, info: Info) -> Self {
        Self { openapi: openapi.into(), info, ..Self::default() }
    }
}

/// About the API.
///
/// OAS 3.2 [Info Object](https://spec.openapis.org/oas/v3.2.0#info-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Info {
    /// The API's name.
    pub title: Text,
    /// In a few words. Since OAS 3.1.
    pub summary: Option<Text>,
    /// At length, in CommonMark.
    pub description: Option<Text>,
    /// A URI.
    pub terms_of_service: Option<Text>,
    /// Who answers for it.
    pub contact: Option<Box<Contact>>,
    /// Under which licence it is offered.
    pub license: Option<Box<License>>,
    /// The version of the API's description, not of OpenAPI.
    pub version: Text,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(Info, "an Info Object", {
    "title" => title,
    "summary" => summary,
    "description" => description,
    "termsOfService" => terms_of_service,
    "contact" => contact,
    "license" => license,
    "version" => version,
});

required!(Info);

impl Info {
    /// An API's name and version.
    pub fn new(title: impl Into<Text>, version: impl Into<Text>) -> Self {
        Self { title: title.into(), version: version.into(), ..Self::default() }
    }
}

/// Who answers for an API.
///
/// OAS 3.2 [Contact Object](https://spec.openapis.org/oas/v3.2.0#contact-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Contact {
    /// A person or an organisation.
    pub name: Option<Text>,
    /// A URI.
    pub url: Option<Text>,
    /// An e-mail address.
    pub email: Option<Text>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(Contact, "a Contact Object", {
    "name" => name,
    "url" => url,
    "email" => email,
});

/// A licence.
///
/// OAS 3.2 [License Object](https://spec.openapis.org/oas/v3.2.0#license-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct License {
    /// Its name.
    pub name: Text,
    /// An SPDX expression; excludes `url`. Since OAS 3.1.
    pub identifier: Option<Text>,
    /// A URI; excludes `identifier`.
    pub url: Option<Text>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(License, "a License Object", {
    "name" => name,
    "identifier" => identifier,
    "url" => url,
});

impl License {
    /// A licence by its name.
    pub fn new(name: impl Into<Text>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// A place where an API is served.
///
/// OAS 3.2 [Server Object](https://spec.openapis.org/oas/v3.2.0#server-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Server {
    /// A URL, perhaps relative, with `{variables}`.
    pub url: Text,
    /// In CommonMark.
    pub description: Option<Text>,
    /// A unique name. Since OAS 3.2.
    pub name: Option<Text>,
    /// What stands for each variable of `url`.
    pub variables: Map<Text, ServerVariable>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(Server, "a Server Object", {
    "url" => url,
    "description" => description,
    "name" => name,
    "variables" => variables,
});

impl Server {
    /// A server at this URL.
    pub fn new(url: impl Into<Text>) -> Self {
        Self { url: url.into(), ..Self::default() }
    }
}

/// What may stand for a variable of a server's URL.
///
/// OAS 3.2 [Server Variable Object](https://spec.openapis.org/oas/v3.2.0#server-variable-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ServerVariable {
    /// `enum`: the only values allowed. `Some` and empty is an error from OAS 3.1 on.
    pub enumeration: Option<Vec<Text>>,
    /// What stands there if nothing else is said.
    pub default: Text,
    /// In CommonMark.
    pub description: Option<Text>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(ServerVariable, "a Server Variable Object", {
    "enum" => enumeration,
    "default" => default,
    "description" => description,
});

/// More about a tag that operations use.
///
/// OAS 3.2 [Tag Object](https://spec.openapis.org/oas/v3.2.0#tag-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Tag {
    /// As operations name it.
    pub name: Text,
    /// In a few words. Since OAS 3.2.
    pub summary: Option<Text>,
    /// At length, in CommonMark.
    pub description: Option<Text>,
    /// More, elsewhere.
    pub external_docs: Option<Box<ExternalDocumentation>>,
    /// The tag it belongs under. Since OAS 3.2.
    pub parent: Option<Text>,
    /// What sort of tag it is: `nav`, `badge`, `audience` … Since OAS 3.2.
    pub kind: Option<Text>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(Tag, "a Tag Object", {
    "name" => name,
    "summary" => summary,
    "description" => description,
    "externalDocs" => external_docs,
    "parent" => parent,
    "kind" => kind,
});

impl Tag {
    /// A tag by its name.
    pub fn new(name: impl Into<Text>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// A page elsewhere that says more.
///
/// OAS 3.2 [External Documentation Object](https://spec.openapis.org/oas/v3.2.0#external-documentation-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ExternalDocumentation {
    /// In CommonMark.
    pub description: Option<Text>,
    /// A URI.
    pub url: Text,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(ExternalDocumentation, "an External Documentation Object", {
    "description" => description,
    "url" => url,
});
