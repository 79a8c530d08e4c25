//! Mutual TLS and roles, which OAS 3.0 does not have.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::step::{Step, aside, take, to_value};
use crate::walk::Place;
use crate::{Components, Extensions, Map, RefOr, SecurityRequirement, SecurityScheme, SecuritySchemeType, Text};

/// What OAS 3.0 thinks of the security schemes of a document.
pub(super) struct Schemes {
    mutual_tls: BTreeSet<Text>,
    /// Those that have no scopes.
    plain: BTreeSet<Text>,
}

impl Schemes {
    pub fn of(components: &Components) -> Self {
        let schemes = &components.security_schemes;
        let mut kinds: Map<&str, Option<SecuritySchemeType>> = Map::with_capacity(schemes.len());
        for name in schemes.keys() {
            note_kind(schemes, name, &mut kinds);
        }
        let named = |wanted: &dyn Fn(SecuritySchemeType) -> bool| {
            let names = schemes.keys().filter(|name| kinds.get(&***name).copied().flatten().is_some_and(wanted));
            names.cloned().collect()
        };
        Self {
            mutual_tls: named(&|kind| kind == SecuritySchemeType::MutualTls),
            plain: named(&|kind| matches!(kind, SecuritySchemeType::ApiKey | SecuritySchemeType::Http)),
        }
    }
}

/// Notes the type of a scheme, and of all that lie on the way to it.
fn note_kind<'s>(
    schemes: &'s Map<Text, RefOr<SecurityScheme>>,
    name: &'s str,
    kinds: &mut Map<&'s str, Option<SecuritySchemeType>>,
) {
    let mut way = Vec::new();
    let mut name = name;
    let kind = loop {
        if let Some(kind) = kinds.get(name) {
            break *kind;
        }
        // So that a circle ends here.
        kinds.insert(name, None);
        way.push(name);
        match schemes.get(name) {
            Some(RefOr::Item(scheme)) => break Some(scheme.kind),
            Some(RefOr::Ref(reference)) => {
                name = reference.target.strip_prefix("#/components/securitySchemes/").unwrap_or_default();
            }
            None => break None,
        }
    };
    kinds.extend(way.into_iter().map(|name| (name, kind)));
}

/// There is no mutual TLS in OAS 3.0.
pub(super) fn mutual_tls(it: &mut Components, schemes: &Schemes, step: &mut Step<'_>, place: &Place<'_>) {
    const KEY: &str = "securitySchemes";
    if !step.is_down() {
        let kept: Option<Map<Text, RefOr<SecurityScheme>>> = take(&mut it.extensions, KEY);
        it.security_schemes.extend(kept.into_iter().flatten());
        return;
    }
    let mut kept = Map::new();
    let mut others = Map::new();
    for (name, scheme) in core::mem::take(&mut it.security_schemes) {
        if schemes.mutual_tls.contains(&name) {
            step.lost(&place.member(KEY).member(&name), "`mutualTLS`", format!("kept in `{}`", aside(KEY)));
            kept.insert(name, scheme);
        } else {
            others.insert(name, scheme);
        }
    }
    it.security_schemes = others;
    if !kept.is_empty() {
        it.extensions.insert(aside(KEY), to_value(&kept));
    }
}

/// In OAS 3.0 nothing requires mutual TLS, and only OAuth and OpenID Connect have scopes.
pub(super) fn security(
    field: &mut Option<Vec<SecurityRequirement>>,
    extensions: &mut Extensions,
    schemes: &Schemes,
    step: &mut Step<'_>,
    place: &Place<'_>,
) {
    const KEY: &str = "security";
    if !step.is_down() {
        if let Some(kept) = take(extensions, KEY) {
            *field = Some(kept);
        }
        return;
    }
    let Some(before) = field else {
        return;
    };
    let after: Vec<SecurityRequirement> = before.iter().filter_map(|it| requirement(it, schemes)).collect();
    if *before != after {
        extensions.insert(aside(KEY), to_value(before));
        step.lost(&place.member(KEY), what_is_required(before), format!("left out, and kept as `{}`", aside(KEY)));
        *before = after;
    }
}

/// A requirement without mutual TLS and roles; nothing where it required nothing else.
fn requirement(it: &SecurityRequirement, schemes: &Schemes) -> Option<SecurityRequirement> {
    let mut after = it.clone();
    after.schemes.retain(|name, _| !schemes.mutual_tls.contains(name));
    for (name, scopes) in after.schemes.iter_mut() {
        if schemes.plain.contains(name) {
            scopes.clear();
        }
    }
    (it.schemes.is_empty() || !after.schemes.is_empty()).then_some(after)
}

fn what_is_required(requirements: &[SecurityRequirement]) -> String {
    let names: Vec<&str> = requirements.iter().flat_map(|it| it.schemes.keys()).map(|name| &**name).collect();
    format!("mutual TLS or roles, in what requires `{}`,", names.join("`, `"))
}
