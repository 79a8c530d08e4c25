//! Which operations differ in nothing but texts of their own: what is found of one holds for all of its kind.

use alloc::vec::Vec;

use openapi_model::{Map, StatusKey};

use crate::declare::{Besides, Declaration, Declared, GivenParameter, Model, More, RequestBody};
use crate::layers::{Operations, Said};
use crate::outline::own_description;
use crate::rules;

/// Operations that are alike.
pub(crate) struct Kind {
    /// The position of the first.
    pub(crate) first: usize,
    /// How many there are.
    pub(crate) members: usize,
}

/// Each operation's kind, and the kinds. An operation is held against the last kind that has its print; so two kinds may
/// be alike.
pub(crate) fn kinds(operations: &Operations<'_>) -> (Vec<usize>, Vec<Kind>) {
    let mut of_each = Vec::with_capacity(operations.len());
    let mut kinds: Vec<Kind> = Vec::new();
    let mut by_print: Map<u64, (Said<'_>, usize)> = Map::new();
    for (at, said) in operations.iter().enumerate() {
        let new = (said, kinds.len());
        let known = by_print.get_or_insert_with(print(&said), || new);
        if known.1 < kinds.len() && are_alike(&known.0, &said) {
            kinds[known.1].members += 1;
        } else {
            *known = new;
            kinds.push(Kind { first: at, members: 1 });
        }
        of_each.push(known.1);
    }
    (of_each, kinds)
}

/// A number that differs between most operations that are not alike, and is quickly had.
fn print(said: &Said<'_>) -> u64 {
    let Declaration { method, responses, body, parameters, .. } = said.operation;
    let method = usize::from(method.as_bytes().get(1).copied().unwrap_or_default());
    let model = rules::response_model(said).map_or(0, Model::address);
    let body = body.as_ref().map_or(0, |body| body.model.address());
    let statuses = responses.by_key.keys().fold(0, |all, key| match key {
        StatusKey::Code(code) => all << 10 ^ usize::from(code.get()),
        StatusKey::Range(_) | StatusKey::Default => all + 1,
    });
    let counts = parameters.len() << 16 | responses.by_key.len() << 8 | method;
    [counts, statuses, model, body].iter().fold(0, |print, part| {
        // An odd number spreads what differs in few bits over all.
        (print ^ *part as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
    })
}

/// Whether two texts are equal; those of one literal mostly stand in one place.
fn are_equal(one: &str, other: &str) -> bool {
    core::ptr::eq(one, other) || one == other
}

/// Whether two operations differ in nothing but texts of their own, as far as the document shows them. Those of which
/// something rare is said are alike to none.
fn are_alike(a: &Said<'_>, b: &Said<'_>) -> bool {
    let (one, other) = (a.operation, b.operation);
    let alike = a.has_surroundings_of(b)
        && is_more_alike(one.more.as_deref(), other.more.as_deref())
        && (one.shown, one.deprecated) == (other.shown, other.deprecated)
        && one.name.is_some() == other.name.is_some()
        && one.description.is_some() == other.description.is_some()
        && are_equal(&one.method, &other.method)
        && one.status.as_ref().map(|given| &given.key) == other.status.as_ref().map(|given| &given.key)
        && are_models_alike(rules::response_model(a), rules::response_model(b))
        && are_bodies_alike(one.body.as_ref(), other.body.as_ref())
        && have_same_parameters(one, other)
        && have_same_responses(one, other);
    alike
        && match (a.only_callback(), b.only_callback()) {
            (Some(a), Some(b)) => are_alike(&a, &b),
            (None, None) => !a.has_callbacks() && !b.has_callbacks(),
            _ => false,
        }
}

/// Of what is said of few operations, those of a kind have at most tags.
fn is_more_alike(one: Option<&More>, other: Option<&More>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => has_tags_alone(one) && has_tags_alone(other) && one.tags == other.tags,
        _ => false,
    }
}

fn has_tags_alone(more: &More) -> bool {
    let More {
        operation_id: None,
        summary: None,
        tags: _,
        response_class: None,
        response_description: None,
        security,
        external_docs: None,
        servers,
        extensions,
    } = more
    else {
        return false;
    };
    security.is_empty() && servers.is_empty() && extensions.is_empty()
}

fn are_models_alike(one: Option<&Model>, other: Option<&Model>) -> bool {
    one.map(Model::address) == other.map(Model::address)
}

fn are_bodies_alike(one: Option<&RequestBody>, other: Option<&RequestBody>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            (one.model.address(), one.required) == (other.model.address(), other.required)
                && one.more.is_none()
                && other.more.is_none()
                && are_equal(&one.media_type, &other.media_type)
        }
        _ => false,
    }
}

fn have_same_parameters(one: &Declaration, other: &Declaration) -> bool {
    let alike = |one: &GivenParameter, other: &GivenParameter| match (one, other) {
        (GivenParameter::One(one), GivenParameter::One(other)) => {
            (one.location, one.required, one.shown) == (other.location, other.required, other.shown)
                && one.model.address() == other.model.address()
                && one.more.is_none()
                && other.more.is_none()
                && are_equal(&one.name, &other.name)
        }
        (GivenParameter::Struct(one, model), GivenParameter::Struct(other, other_model)) => {
            one == other && model.address() == other_model.address()
        }
        _ => false,
    };
    let (one, other) = (&one.parameters, &other.parameters);
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(&one.given, &other.given))
}

fn have_same_responses(one: &Declaration, other: &Declaration) -> bool {
    let alike = |one: &Declared, other: &Declared| {
        let besides = match (one.response.besides(), other.response.besides()) {
            (Besides::Nothing, Besides::Nothing) => true,
            (Besides::MediaType(one), Besides::MediaType(other)) => are_equal(one, other),
            _ => false,
        };
        besides
            && one.spelling.is_none()
            && other.spelling.is_none()
            && one.response.reference.is_none()
            && other.response.reference.is_none()
            && own_description(one).is_some() == own_description(other).is_some()
            && are_models_alike(one.response.model.as_ref(), other.response.model.as_ref())
    };
    let all_named = one.responses.misnamed.is_empty() && other.responses.misnamed.is_empty();
    let (one, other) = (&one.responses.by_key, &other.responses.by_key);
    let mut pairs = one.iter().zip(other.iter());
    all_named
        && one.len() == other.len()
        && pairs.all(|((key, one), (other_key, other))| key == other_key && alike(one, other))
}
