//! Security Scheme, OAuth flows and Security Requirement.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::codec::object::{deserialize_through_value, fixed_fields, words};
use crate::codec::part::{part, serialize};
use crate::{Extensions, Map, Text};

/// A way to prove who is asking.
///
/// Which fields count depends on `kind`, as the specification's table says.
///
/// OAS 3.2 [Security Scheme Object](https://spec.openapis.org/oas/v3.2.0#security-scheme-object).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SecurityScheme {
    /// `type`
    pub kind: SecuritySchemeType,
    /// In CommonMark.
    pub description: Option<Text>,
    /// `apiKey`: the name of the header, query parameter or cookie.
    pub name: Option<Text>,
    /// `apiKey`: `in`, where the key stands.
    pub location: Option<ApiKeyLocation>,
    /// `http`: `basic`, `bearer` … as in the Authorization header.
    pub scheme: Option<Text>,
    /// `http` with `bearer`: a hint what the token is, such as `JWT`.
    pub bearer_format: Option<Text>,
    /// `oauth2`: the flows it supports.
    pub flows: Option<Box<OAuthFlows>>,
    /// `openIdConnect`: the URL of its discovery document.
    pub open_id_connect_url: Option<Text>,
    /// `oauth2`: the URL of the authorization server's metadata. Since OAS 3.2.
    pub oauth2_metadata_url: Option<Text>,
    /// Whether it should no longer be used. Since OAS 3.2.
    pub deprecated: bool,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(SecurityScheme, "a Security Scheme Object", {
    "type" => kind,
    "description" => description,
    "name" => name,
    "in" => location,
    "scheme" => scheme,
    "bearerFormat" => bearer_format,
    "flows" => flows,
    "openIdConnectUrl" => open_id_connect_url,
    "oauth2MetadataUrl" => oauth2_metadata_url,
    "deprecated" => deprecated,
});

impl SecurityScheme {
    /// A scheme of this type, with nothing else said.
    pub fn new(kind: SecuritySchemeType) -> Self {
        Self {
            kind,
            description: None,
            name: None,
            location: None,
            scheme: None,
            bearer_format: None,
            flows: None,
            open_id_connect_url: None,
            oauth2_metadata_url: None,
            deprecated: false,
            extensions: Extensions::default(),
        }
    }

    /// A key in a header, query parameter or cookie.
    pub fn api_key(name: impl Into<Text>, location: ApiKeyLocation) -> Self {
        Self { name: Some(name.into()), location: Some(location), ..Self::new(SecuritySchemeType::ApiKey) }
    }

    /// The Authorization header with `basic`, `bearer` …
    pub fn http(scheme: impl Into<Text>) -> Self {
        Self { scheme: Some(scheme.into()), ..Self::new(SecuritySchemeType::Http) }
    }

    /// OAuth 2.0 with these flows.
    pub fn oauth2(flows: OAuthFlows) -> Self {
        Self { flows: Some(Box::new(flows)), ..Self::new(SecuritySchemeType::OAuth2) }
    }

    /// OpenID Connect with the URL of its discovery document.
    pub fn open_id_connect(url: impl Into<Text>) -> Self {
        Self { open_id_connect_url: Some(url.into()), ..Self::new(SecuritySchemeType::OpenIdConnect) }
    }
}

/// The type of a [`SecurityScheme`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SecuritySchemeType {
    /// A key in a header, query parameter or cookie.
    ApiKey,
    /// The Authorization header.
    Http,
    /// A client certificate. Since OAS 3.1.
    MutualTls,
    /// OAuth 2.0.
    OAuth2,
    /// OpenID Connect.
    OpenIdConnect,
}

words!(SecuritySchemeType, "`apiKey`, `http`, `mutualTLS`, `oauth2` or `openIdConnect`", {
    "apiKey" => ApiKey,
    "http" => Http,
    "mutualTLS" => MutualTls,
    "oauth2" => OAuth2,
    "openIdConnect" => OpenIdConnect,
});

/// Where an API key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ApiKeyLocation {
    /// A pair of the query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

words!(ApiKeyLocation, "`query`, `header` or `cookie`", {
    "query" => Query,
    "header" => Header,
    "cookie" => Cookie,
});

/// The OAuth flows of a scheme.
///
/// OAS 3.2 [OAuth Flows Object](https://spec.openapis.org/oas/v3.2.0#oauth-flows-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct OAuthFlows {
    /// The implicit flow.
    pub implicit: Option<OAuthFlow>,
    /// The resource owner password flow.
    pub password: Option<OAuthFlow>,
    /// The client credentials flow.
    pub client_credentials: Option<OAuthFlow>,
    /// The authorization code flow.
    pub authorization_code: Option<OAuthFlow>,
    /// The device authorization flow. Since OAS 3.2.
    pub device_authorization: Option<OAuthFlow>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(OAuthFlows, "an OAuth Flows Object", {
    "implicit" => implicit,
    "password" => password,
    "clientCredentials" => client_credentials,
    "authorizationCode" => authorization_code,
    "deviceAuthorization" => device_authorization,
});

/// One OAuth flow.
///
/// OAS 3.2 [OAuth Flow Object](https://spec.openapis.org/oas/v3.2.0#oauth-flow-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct OAuthFlow {
    /// For implicit and authorization code.
    pub authorization_url: Option<Text>,
    /// For device authorization. Since OAS 3.2.
    pub device_authorization_url: Option<Text>,
    /// For all but implicit.
    pub token_url: Option<Text>,
    /// Where tokens are refreshed.
    pub refresh_url: Option<Text>,
    /// From scope to a short description. Required by the specification; may be empty.
    pub scopes: Option<Map<Text, Text>>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(OAuthFlow, "an OAuth Flow Object", {
    "authorizationUrl" => authorization_url,
    "deviceAuthorizationUrl" => device_authorization_url,
    "tokenUrl" => token_url,
    "refreshUrl" => refresh_url,
    "scopes" => scopes,
});

/// Schemes that are all needed together, each with its scopes or roles; empty allows everybody.
///
/// OAS 3.2 [Security Requirement Object](https://spec.openapis.org/oas/v3.2.0#security-requirement-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SecurityRequirement {
    /// By the name of a scheme in [`Components`](crate::Components) (or, since OAS 3.2, its URI).
    pub schemes: Map<Text, Vec<Text>>,
}

impl SecurityRequirement {
    /// One scheme with its scopes.
    pub fn new(scheme: impl Into<Text>, scopes: Vec<Text>) -> Self {
        Self { schemes: Map::from([(scheme, scopes)]) }
    }
}

part! {
    [] SecurityRequirement, Self { schemes: Map::new() },
        |it, source| it.schemes.read(source),
        |it, to| it.schemes.show(to),
        |it, tokens| match tokens.next() {
            Some(token) => it.schemes.get(&*token)?.lead(tokens),
            None => Some(it),
        };
}
serialize!(SecurityRequirement);
deserialize_through_value!(SecurityRequirement);
