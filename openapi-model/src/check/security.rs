//! Rules for security schemes and what requires them.

use alloc::format;

use super::reference::Target;
use super::{Check, Rule};
use crate::walk::{Kind, Place};
use crate::{OAuthFlow, RefOr, SecurityRequirement, SecurityScheme, SecuritySchemeType, Version};

pub(super) fn scheme(check: &mut Check<'_>, it: &SecurityScheme, place: &Place<'_>) {
    scheme_fields(check, it, place);
}

/// Each type of scheme has its own fields: some required, the others of other types forbidden.
///
/// OAS 3.2 [Security Scheme Object](https://spec.openapis.org/oas/v3.2.0#security-scheme-object).
fn scheme_fields(check: &mut Check<'_>, it: &SecurityScheme, place: &Place<'_>) {
    const RULE: Rule = Rule::new("security-scheme-fields", "security-scheme-object");
    use SecuritySchemeType::{ApiKey, Http, OAuth2, OpenIdConnect};
    let fields = [
        ("name", it.name.is_some(), ApiKey),
        ("in", it.location.is_some(), ApiKey),
        ("scheme", it.scheme.is_some(), Http),
        ("flows", it.flows.is_some(), OAuth2),
        ("openIdConnectUrl", it.open_id_connect_url.is_some(), OpenIdConnect),
    ];
    for (field, is_there, of) in fields {
        if of == it.kind && !is_there {
            check.error(RULE, place, format!("there is no `{field}`, which the type `{of}` requires"));
        }
        if of != it.kind && is_there {
            let message = format!("`{field}` belongs to the type `{of}`, found the type `{}`", it.kind);
            check.error(RULE, &place.member(field), message);
        }
    }
    let bearer = it.kind == Http && it.scheme.as_ref().is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer"));
    if it.bearer_format.is_some() && !bearer {
        check.error(RULE, &place.member("bearerFormat"), "`bearerFormat` belongs to the type `http` with `bearer`");
    }
    if it.oauth2_metadata_url.is_some() && it.kind != OAuth2 {
        check.error(RULE, &place.member("oauth2MetadataUrl"), "`oauth2MetadataUrl` belongs to the type `oauth2`");
    }
}

/// Each OAuth flow has the URLs it needs, no others, and its scopes.
///
/// OAS 3.2 [OAuth Flow Object](https://spec.openapis.org/oas/v3.2.0#oauth-flow-object).
pub(super) fn flow(check: &mut Check<'_>, it: &OAuthFlow, place: &Place<'_>) {
    const RULE: Rule = Rule::new("oauth-flow-fields", "oauth-flow-object");
    let flow = place.name().unwrap_or_default();
    let fields = [
        ("authorizationUrl", it.authorization_url.is_some(), matches!(flow, "implicit" | "authorizationCode")),
        ("deviceAuthorizationUrl", it.device_authorization_url.is_some(), flow == "deviceAuthorization"),
        ("tokenUrl", it.token_url.is_some(), flow != "implicit"),
        ("scopes", it.scopes.is_some(), true),
    ];
    for (field, is_there, is_needed) in fields {
        match (is_there, is_needed) {
            (false, true) => {
                check.error(RULE, place, format!("there is no `{field}`, which the flow `{flow}` requires"));
            }
            (true, false) => {
                check.error(RULE, &place.member(field), format!("`{field}` does not belong to the flow `{flow}`"));
            }
            _ => {}
        }
    }
}

pub(super) fn requirement<'a>(check: &mut Check<'a>, it: &'a SecurityRequirement, place: &Place<'_>) {
    required_schemes(check, it, place);
    required_scopes(check, it, place);
}

/// Every scheme that is required is among the components; from OAS 3.2 on it may be referred to instead.
///
/// The official test documents name some that are not there and pass, so a missing name is a warning.
///
/// OAS 3.2 [Security Requirement Object](https://spec.openapis.org/oas/v3.2.0#security-requirement-object).
fn required_schemes<'a>(check: &mut Check<'a>, it: &'a SecurityRequirement, place: &Place<'_>) {
    const RULE: Rule = Rule::new("security-requirement", "security-requirement-object");
    for name in it.schemes.keys() {
        let here = place.member(name);
        if check.document.components.security_schemes.contains_key(name) {
            continue;
        }
        let is_reference = check.version >= Version::V3_2 && name.contains(['/', '#', ':', '.']);
        match super::reference::follow(check, None, name) {
            Target::Object(node) if is_reference && node.kind() == Kind::SecurityScheme => {}
            Target::Json(_) | Target::Elsewhere if is_reference => {}
            _ if is_reference => check.warning(RULE, &here, format!("`{name}` leads to no security scheme")),
            _ => check.warning(RULE, &here, format!("there is no security scheme `{name}` in the components")),
        }
    }
}

/// In OAS 3.0, only OAuth and OpenID Connect have scopes.
///
/// OAS 3.0 [Security Requirement Object](https://spec.openapis.org/oas/v3.0.4#security-requirement-object).
fn required_scopes(check: &mut Check<'_>, it: &SecurityRequirement, place: &Place<'_>) {
    const RULE: Rule = Rule::new("security-requirement-scopes", "security-requirement-object");
    if check.version > Version::V3_0 {
        return;
    }
    for (name, scopes) in &it.schemes {
        let scheme = check.document.components.security_schemes.get(name).and_then(RefOr::item);
        let has_none =
            scheme.is_some_and(|it| matches!(it.kind, SecuritySchemeType::ApiKey | SecuritySchemeType::Http));
        if has_none && !scopes.is_empty() {
            let message = format!("`{name}` is neither OAuth nor OpenID Connect; expected an empty list in OAS 3.0");
            check.error(RULE, &place.member(name), message);
        }
    }
}
