//! Security Scheme, OAuth flows and Security Requirement.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::any::Any;

use crate::codec::object::{object, words};
use crate::codec::part::{Part, Tokens, serialize};
use crate::codec::read::deserialize;
use crate::codec::source::{Mismatch, Source};
use crate::codec::view::Show;
use crate::codec::visit::{Place, Visit, VisitMut};
use crate::objects::kind::Kind;
use crate::{Extensions, Map, Text};

object! {
    /// A way to prove who is asking.
    ///
    /// Which fields count depends on `kind`, as the specification's table says.
    ///
    /// OAS 3.2 [Security Scheme Object](https://spec.openapis.org/oas/v3.2.0#security-scheme-object).
    #[derive(Clone, Debug, PartialEq)]
    pub struct SecurityScheme {
        /// `type`
        "type" => pub kind: SecuritySchemeType, with_kind(SecuritySchemeType);
        /// In CommonMark.
        "description" => pub description: Option<Text>, with_description(Text);
        /// `apiKey`: the name of the header, query parameter or cookie.
        "name" => pub name: Option<Text>, with_name(Text);
        /// `apiKey`: `in`, where the key stands.
        "in" => pub location: Option<ApiKeyLocation>, with_location(ApiKeyLocation);
        /// `http`: `basic`, `bearer` … as in the Authorization header.
        "scheme" => pub scheme: Option<Text>, with_scheme(Text);
        /// `http` with `bearer`: a hint what the token is, such as `JWT`.
        "bearerFormat" => pub bearer_format: Option<Text>, with_bearer_format(Text);
        /// `oauth2`: the flows it supports.
        "flows" => pub flows: Option<Box<OAuthFlows>>, with_flows(OAuthFlows);
        /// `openIdConnect`: the URL of its discovery document.
        "openIdConnectUrl" => pub open_id_connect_url: Option<Text>, with_open_id_connect_url(Text);
        /// `oauth2`: the URL of the authorization server's metadata. Since OAS 3.2.
        "oauth2MetadataUrl" => pub oauth2_metadata_url: Option<Text>, with_oauth2_metadata_url(Text);
        /// Whether it should no longer be used. Since OAS 3.2.
        "deprecated" => pub deprecated: bool, with_deprecated(bool);
    }
}

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

object! {
    /// The OAuth flows of a scheme.
    ///
    /// OAS 3.2 [OAuth Flows Object](https://spec.openapis.org/oas/v3.2.0#oauth-flows-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct OAuthFlows {
        /// The implicit flow.
        "implicit" => pub implicit: Option<OAuthFlow>, with_implicit(OAuthFlow);
        /// The resource owner password flow.
        "password" => pub password: Option<OAuthFlow>, with_password(OAuthFlow);
        /// The client credentials flow.
        "clientCredentials" => pub client_credentials: Option<OAuthFlow>, with_client_credentials(OAuthFlow);
        /// The authorization code flow.
        "authorizationCode" => pub authorization_code: Option<OAuthFlow>, with_authorization_code(OAuthFlow);
        /// The device authorization flow. Since OAS 3.2.
        "deviceAuthorization" => pub device_authorization: Option<OAuthFlow>, with_device_authorization(OAuthFlow);
    }
}

object! {
    /// One OAuth flow.
    ///
    /// OAS 3.2 [OAuth Flow Object](https://spec.openapis.org/oas/v3.2.0#oauth-flow-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct OAuthFlow {
        /// For implicit and authorization code.
        "authorizationUrl" => pub authorization_url: Option<Text>, with_authorization_url(Text);
        /// For device authorization. Since OAS 3.2.
        "deviceAuthorizationUrl" => pub device_authorization_url: Option<Text>, with_device_authorization_url(Text);
        /// For all but implicit.
        "tokenUrl" => pub token_url: Option<Text>, with_token_url(Text);
        /// Where tokens are refreshed.
        "refreshUrl" => pub refresh_url: Option<Text>, with_refresh_url(Text);
        /// From scope to a short description. Required by the specification; may be empty.
        "scopes" => pub scopes: Option<Map<Text, Text>>, with_scope(Text => Text);
    }
}

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
    /// Requires one scheme with its scopes.
    pub fn new(scheme: impl Into<Text>, scopes: Vec<Text>) -> Self {
        Self::default().with_scheme(scheme, scopes)
    }

    /// Requires one more scheme, with its scopes, together with the others.
    #[must_use]
    pub fn with_scheme(mut self, scheme: impl Into<Text>, scopes: Vec<Text>) -> Self {
        self.schemes.insert(scheme.into(), scopes);
        self
    }
}

impl Part for SecurityRequirement {
    const KIND: Option<Kind> = Some(Kind::SecurityRequirement);

    fn empty() -> Self {
        Self { schemes: Map::new() }
    }

    fn read(&mut self, source: &mut Source<'_>) -> Result<(), Mismatch> {
        self.schemes.read(source)
    }

    fn show(&self, to: Show<'_>) {
        self.schemes.show(to);
    }

    fn at_pointer(&self, tokens: Tokens<'_>) -> Option<&dyn Any> {
        match tokens.next() {
            Some(token) => self.schemes.get(&*token)?.at_pointer(tokens),
            None => Some(self),
        }
    }

    fn visit<'a>(&'a self, place: &Place<'_>, to: &mut dyn Visit<'a>) {
        to.enter(Kind::SecurityRequirement, self, place);
        to.leave(Kind::SecurityRequirement, self, place);
    }

    fn visit_mut(&mut self, place: &Place<'_>, to: &mut dyn VisitMut) {
        to.enter(Kind::SecurityRequirement, self, place);
        to.leave(Kind::SecurityRequirement, self, place);
    }
}

serialize!(SecurityRequirement);
deserialize!(SecurityRequirement);
