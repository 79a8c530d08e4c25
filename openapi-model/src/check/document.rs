//! Rules for the document's top: versions, information, servers, components, tags.

use alloc::format;

use super::text::{has_scheme, is_email, is_uri_reference, version_of};
use super::{Check, Rule};
use crate::navigate::grammar::template_expressions;
use crate::navigate::members::Members;
use crate::walk::Place;
use crate::{Components, Contact, License, Map, OpenApi, Server, ServerVariable, Tag, Text, Version};

/// `openapi` names a version of the specification. Says whether it is clear which.
///
/// OAS 3.2 [OpenAPI Object](https://spec.openapis.org/oas/v3.2.0#openapi-object).
pub(super) fn version(check: &mut Check<'_>, document: &OpenApi, place: &Place<'_>) -> bool {
    const RULE: Rule = Rule::new("version", "openapi-object");
    let text = &document.openapi;
    // The official schema of 3.0 knows patches of one digit only.
    let patched = text.len() > 3
        && (version_of(text) != Some(Version::V3_0) || text.as_bytes().get(5).is_none_or(|byte| *byte == b'-'));
    if text.parse::<Version>().is_err() || !patched {
        let message = format!("`{text}` is not a version of OpenAPI; expected `3.0.x`, `3.1.x` or `3.2.x`");
        check.error(RULE, &place.member("openapi"), message);
    }
    version_of(text).is_some()
}

pub(super) fn document(check: &mut Check<'_>, it: &OpenApi, place: &Place<'_>) {
    something_to_describe(check, it, place);
    self_without_fragment(check, it, place);
    unique_tags(check, &it.tags, &place.member("tags"));
    tag_parents(check, &it.tags, &place.member("tags"));
    if let Some(uri) = &it.info.terms_of_service {
        uri_form(check, uri, &place.member("info").member("termsOfService"));
    }
}

/// OAS 3.0 requires `paths`; later versions, one of `paths`, `components` and `webhooks`.
///
/// OAS 3.2 [OpenAPI Object](https://spec.openapis.org/oas/v3.2.0#openapi-object).
fn something_to_describe(check: &mut Check<'_>, it: &OpenApi, place: &Place<'_>) {
    const RULE: Rule = Rule::new("paths-required", "openapi-object");
    if it.paths.is_some() {
        return;
    }
    if check.version == Version::V3_0 {
        check.error(RULE, place, "there is no `paths`, which OAS 3.0 requires");
    } else if !it.has("components") && !it.has("webhooks") {
        check.error(RULE, place, "there is neither `paths` nor `components` nor `webhooks`; expected at least one");
    }
}

/// The document's own URI has no fragment.
///
/// OAS 3.2 [OpenAPI Object](https://spec.openapis.org/oas/v3.2.0#openapi-object).
fn self_without_fragment(check: &mut Check<'_>, it: &OpenApi, place: &Place<'_>) {
    const RULE: Rule = Rule::new("self-without-fragment", "openapi-object");
    if let Some(uri) = it.self_uri.as_deref().filter(|uri| uri.contains('#')) {
        check.error(RULE, &place.member("$self"), format!("`{uri}` has a fragment; expected a URI without one"));
    }
}

/// Each tag stands once.
///
/// OAS 3.2 [OpenAPI Object](https://spec.openapis.org/oas/v3.2.0#openapi-object).
fn unique_tags(check: &mut Check<'_>, tags: &[Tag], place: &Place<'_>) {
    const RULE: Rule = Rule::new("unique-tags", "openapi-object");
    let mut first = Map::new();
    for (index, tag) in tags.iter().enumerate() {
        if let Some(before) = first.insert(&*tag.name, index) {
            check.error(RULE, &place.item(index), format!("the tag `{}` stands at {before} already", tag.name));
        }
    }
}

/// A tag's parent is a tag of the document, and no tag is above itself.
///
/// OAS 3.2 [Tag Object](https://spec.openapis.org/oas/v3.2.0#tag-object).
fn tag_parents(check: &mut Check<'_>, tags: &[Tag], place: &Place<'_>) {
    const RULE: Rule = Rule::new("tag-parents", "tag-object");
    let parents: Map<&str, Option<&str>> = tags.iter().map(|tag| (&*tag.name, tag.parent.as_deref())).collect();
    // Each tag is walked through once, since those above it are known then to end or to go round.
    let mut above: Map<&str, bool> = Map::with_capacity(parents.len());
    for (index, tag) in tags.iter().enumerate() {
        let Some(parent) = &tag.parent else {
            continue;
        };
        let here = place.item(index);
        let here = here.member("parent");
        if !parents.contains_key(&**parent) {
            check.error(RULE, &here, format!("there is no tag `{parent}`"));
        }
        if is_above_itself(&tag.name, &parents, &mut above) {
            check.error(RULE, &here, format!("the tag `{}` is above itself", tag.name));
        }
    }
}

/// Whether a tag is one of those above it. What is found out on the way is kept.
fn is_above_itself<'t>(name: &'t str, parents: &Map<&'t str, Option<&'t str>>, known: &mut Map<&'t str, bool>) -> bool {
    let mut way: Map<&str, usize> = Map::new();
    let mut next = Some(name);
    while let Some(name) = next.filter(|name| !known.contains_key(name)) {
        if let Some(start) = way.get(name).copied() {
            known.extend(way.iter().map(|(name, at)| (*name, *at >= start)));
            break;
        }
        way.insert(name, way.len());
        next = parents.get(name).copied().flatten();
    }
    for name in way.keys() {
        known.get_or_insert_with(*name, || false);
    }
    known.get(name).copied().unwrap_or(false)
}

/// URIs are URIs.
///
/// OAS 3.2 [Info Object](https://spec.openapis.org/oas/v3.2.0#info-object).
fn uri_form(check: &mut Check<'_>, uri: &Text, place: &Place<'_>) {
    const RULE: Rule = Rule::new("uri", "info-object");
    if !is_uri_reference(uri) {
        check.error(RULE, place, format!("`{uri}` is not a URI"));
    }
}

pub(super) fn contact(check: &mut Check<'_>, it: &Contact, place: &Place<'_>) {
    contact_email(check, it, place);
    if let Some(uri) = &it.url {
        uri_form(check, uri, &place.member("url"));
    }
}

/// An e-mail address is one.
///
/// OAS 3.2 [Contact Object](https://spec.openapis.org/oas/v3.2.0#contact-object).
fn contact_email(check: &mut Check<'_>, it: &Contact, place: &Place<'_>) {
    const RULE: Rule = Rule::new("contact-email", "contact-object");
    if let Some(email) = it.email.as_deref().filter(|email| !is_email(email)) {
        check.error(RULE, &place.member("email"), format!("`{email}` is not an e-mail address"));
    }
}

/// A licence is identified in one way.
///
/// OAS 3.2 [License Object](https://spec.openapis.org/oas/v3.2.0#license-object).
pub(super) fn license(check: &mut Check<'_>, it: &License, place: &Place<'_>) {
    const RULE: Rule = Rule::new("license-identifier", "license-object");
    if it.identifier.is_some() && it.url.is_some() {
        check.error(RULE, place, "there are both `identifier` and `url`; expected one of them");
    }
    if let Some(uri) = &it.url {
        uri_form(check, uri, &place.member("url"));
    }
}

pub(super) fn server(check: &mut Check<'_>, it: &Server, place: &Place<'_>) {
    server_url(check, it, place);
    server_variables(check, it, place);
}

/// A server's URL has neither query nor fragment, and its braces pair.
///
/// OAS 3.2 [Server Object](https://spec.openapis.org/oas/v3.2.0#server-object).
fn server_url(check: &mut Check<'_>, it: &Server, place: &Place<'_>) {
    const RULE: Rule = Rule::new("server-url", "server-object");
    let here = place.member("url");
    if check.version > Version::V3_0 && it.url.contains(['?', '#']) {
        check.error(RULE, &here, format!("`{}` has a query or fragment; expected neither", it.url));
    }
    if template_expressions(&it.url).is_none() {
        check.error(RULE, &here, format!("a brace in `{}` has no partner or nothing between", it.url));
    }
}

/// What stands in braces in a server's URL is one of its variables, once.
///
/// OAS 3.2 [Server Object](https://spec.openapis.org/oas/v3.2.0#server-object).
fn server_variables(check: &mut Check<'_>, it: &Server, place: &Place<'_>) {
    const RULE: Rule = Rule::new("server-variables", "server-object");
    let here = place.member("url");
    let mut seen = Map::new();
    for name in template_expressions(&it.url).into_iter().flatten() {
        if !it.variables.contains_key(name) {
            check.warning(RULE, &here, format!("`{{{name}}}` is not among the server's variables"));
        }
        if seen.insert(name, ()).is_some() && check.version >= Version::V3_2 {
            check.error(RULE, &here, format!("`{{{name}}}` stands twice; expected each variable once"));
        }
    }
}

/// From OAS 3.1 on, a variable's values are not an empty list and have the default among them.
///
/// OAS 3.2 [Server Variable Object](https://spec.openapis.org/oas/v3.2.0#server-variable-object).
pub(super) fn server_variable(check: &mut Check<'_>, it: &ServerVariable, place: &Place<'_>) {
    const RULE: Rule = Rule::new("server-variable-enum", "server-variable-object");
    let Some(values) = it.enumeration.as_ref().filter(|_| check.version > Version::V3_0) else {
        return;
    };
    if values.is_empty() {
        check.error(RULE, &place.member("enum"), "there is no value; expected at least one");
    } else if !values.contains(&it.default) {
        check.error(RULE, &place.member("default"), format!("`{}` is not one of the values in `enum`", it.default));
    }
}

pub(super) fn components(check: &mut Check<'_>, it: &Components, place: &Place<'_>) {
    macro_rules! names {
        ($($field:ident $key:literal)*) => {
            $(component_names(check, it.$field.keys(), &place.member($key));)*
        };
    }
    names! {
        schemas "schemas" responses "responses" parameters "parameters" examples "examples"
        request_bodies "requestBodies" headers "headers" security_schemes "securitySchemes" links "links"
        callbacks "callbacks" path_items "pathItems" media_types "mediaTypes"
    }
}

/// Components are named with letters, digits, `.`, `-` and `_`.
///
/// OAS 3.2 [Components Object](https://spec.openapis.org/oas/v3.2.0#components-object).
fn component_names<'n>(check: &mut Check<'_>, names: impl Iterator<Item = &'n Text>, place: &Place<'_>) {
    const RULE: Rule = Rule::new("component-names", "components-object");
    for name in names {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
        if name.is_empty() || !name.bytes().all(plain) {
            let message = format!("`{name}` is not a component's name; expected letters, digits, `.`, `-` or `_`");
            check.error(RULE, &place.member(name), message);
        }
    }
}

/// A namespace of XML is absolute.
///
/// OAS 3.2 [XML Object](https://spec.openapis.org/oas/v3.2.0#xml-object).
pub(super) fn xml_namespace(check: &mut Check<'_>, namespace: &str, place: &Place<'_>) {
    const RULE: Rule = Rule::new("xml-namespace", "xml-object");
    if !has_scheme(namespace) {
        check.error(RULE, place, format!("`{namespace}` is not an absolute URI"));
    }
}
