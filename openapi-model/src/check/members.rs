//! Members that the specification, or the document's version of it, does not know.

use alloc::format;

use super::{Check, Rule};
use crate::navigate::members::Members;
use crate::walk::{Kind, Node, Place};
use crate::{Extensions, ParameterLocation, SecuritySchemeType, Style, Version};

/// Members that are neither fixed fields nor `x-` fields.
///
/// OAS 3.2 [Specification Extensions](https://spec.openapis.org/oas/v3.2.0#specification-extensions).
pub(super) fn unknown(check: &mut Check<'_>, node: Node<'_>, place: &Place<'_>) {
    const RULE: Rule = Rule::new("unknown-member", "specification-extensions");
    for (key, _) in extensions_of(node).into_iter().flat_map(Extensions::iter) {
        if key.starts_with("x-") {
            continue;
        }
        let what = node.kind().what();
        let here = place.member(key);
        // The official schema of 3.2 lets a media type be described, though its text does not.
        if matches!(node, Node::MediaType(_)) && check.version >= Version::V3_2 && key == "description" {
            check.warning(RULE, &here, format!("`{key}` is not a field of {what}"));
        } else {
            check.error(
                RULE,
                &here,
                format!("`{key}` is not a field of {what}; expected a fixed field or an `x-` field"),
            );
        }
    }
}

fn extensions_of(node: Node<'_>) -> Option<&Extensions> {
    Some(match node {
        Node::OpenApi(it) => &it.extensions,
        Node::Info(it) => &it.extensions,
        Node::Contact(it) => &it.extensions,
        Node::License(it) => &it.extensions,
        Node::Server(it) => &it.extensions,
        Node::ServerVariable(it) => &it.extensions,
        Node::Tag(it) => &it.extensions,
        Node::ExternalDocumentation(it) => &it.extensions,
        Node::Paths(it) => &it.extensions,
        Node::PathItem(it) => &it.extensions,
        Node::Operation(it) => &it.extensions,
        Node::Parameter(it) => &it.extensions,
        Node::RequestBody(it) => &it.extensions,
        Node::MediaType(it) => &it.extensions,
        Node::Encoding(it) => &it.extensions,
        Node::Example(it) => &it.extensions,
        Node::Header(it) => &it.extensions,
        Node::Link(it) => &it.extensions,
        Node::Responses(it) => &it.extensions,
        Node::Response(it) => &it.extensions,
        Node::Callback(it) => &it.extensions,
        Node::Components(it) => &it.extensions,
        Node::SecurityScheme(it) => &it.extensions,
        Node::OAuthFlows(it) => &it.extensions,
        Node::OAuthFlow(it) => &it.extensions,
        Node::SecurityRequirement(_) | Node::Schema(_) | Node::Reference(..) => return None,
    })
}

/// Fixed fields that came with a later version than the document's, by the version they came with.
const NEWER: &[(Kind, Version, &[&str])] = &[
    (Kind::OpenApi, Version::V3_1, &["jsonSchemaDialect", "webhooks"]),
    (Kind::OpenApi, Version::V3_2, &["$self"]),
    (Kind::Info, Version::V3_1, &["summary"]),
    (Kind::License, Version::V3_1, &["identifier"]),
    (Kind::Server, Version::V3_2, &["name"]),
    (Kind::Tag, Version::V3_2, &["summary", "parent", "kind"]),
    (Kind::Components, Version::V3_1, &["pathItems"]),
    (Kind::Components, Version::V3_2, &["mediaTypes"]),
    (Kind::PathItem, Version::V3_2, &["query", "additionalOperations"]),
    (Kind::MediaType, Version::V3_2, &["itemSchema", "prefixEncoding", "itemEncoding"]),
    (Kind::Encoding, Version::V3_2, &["encoding", "prefixEncoding", "itemEncoding"]),
    (Kind::Response, Version::V3_2, &["summary"]),
    (Kind::Example, Version::V3_2, &["dataValue", "serializedValue"]),
    (Kind::SecurityScheme, Version::V3_2, &["oauth2MetadataUrl", "deprecated"]),
    (Kind::OAuthFlows, Version::V3_2, &["deviceAuthorization"]),
    (Kind::OAuthFlow, Version::V3_2, &["deviceAuthorizationUrl"]),
];

/// Fields, and values of enumerations, that came with a later version of the specification.
///
/// OAS 3.2 [Versions and Deprecation](https://spec.openapis.org/oas/v3.2.0#versions-and-deprecation).
pub(super) fn newer(check: &mut Check<'_>, node: Node<'_>, place: &Place<'_>) {
    if check.version == Version::V3_2 {
        return;
    }
    let (kind, version) = (node.kind(), check.version);
    if let Some(members) = members_of(node) {
        for (_, since, keys) in NEWER.iter().filter(|(of, since, _)| *of == kind && *since > version) {
            for key in keys.iter().filter(|key| members.has(key)) {
                later(check, *since, &place.member(key), key);
            }
        }
    }
    match node {
        Node::SecurityScheme(it) if it.kind == SecuritySchemeType::MutualTls && check.version < Version::V3_1 => {
            later(check, Version::V3_1, &place.member("type"), "mutualTLS");
        }
        Node::Parameter(it) if it.location == ParameterLocation::Querystring => {
            later(check, Version::V3_2, &place.member("in"), "querystring");
        }
        Node::Parameter(it) if it.style == Some(Style::Cookie) => {
            later(check, Version::V3_2, &place.member("style"), "cookie");
        }
        Node::Reference(_, Kind::MediaType) => later(check, Version::V3_2, &place.member("$ref"), "$ref"),
        _ => {}
    }
}

fn later(check: &mut Check<'_>, since: Version, place: &Place<'_>, what: &str) {
    const RULE: Rule = Rule::new("later-version", "versions-and-deprecation");
    let version = check.version;
    check.error(RULE, place, format!("`{what}` came with OAS {since}, and the document says {version}"));
}

fn members_of(node: Node<'_>) -> Option<&dyn Members> {
    Some(match node {
        Node::OpenApi(it) => it,
        Node::Info(it) => it,
        Node::License(it) => it,
        Node::Server(it) => it,
        Node::Tag(it) => it,
        Node::Components(it) => it,
        Node::PathItem(it) => it,
        Node::MediaType(it) => it,
        Node::Encoding(it) => it,
        Node::Response(it) => it,
        Node::Example(it) => it,
        Node::SecurityScheme(it) => it,
        Node::OAuthFlows(it) => it,
        Node::OAuthFlow(it) => it,
        _ => return None,
    })
}
