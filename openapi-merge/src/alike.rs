//! Which operations differ in nothing but texts of their own: what is found of one holds for all of its kind.

use alloc::vec::Vec;

use crate::declare::{Besides, Declaration, Declared, GivenModel, GivenParameter, Model, RequestBody};
use crate::layers::{Operations, Said};
use crate::outline::own_description;

/// Operations that are alike.
pub(crate) struct Kind {
    /// The position of the first.
    pub(crate) first: usize,
    /// How many there are.
    pub(crate) members: usize,
}

/// Each operation's kind, and the kinds. An operation is held against the kinds that were met lately; so two kinds may
/// be alike.
pub(crate) fn kinds(operations: &Operations<'_>) -> (Vec<usize>, Vec<Kind>) {
    const MANY: usize = 8;
    let mut of_each = Vec::with_capacity(operations.len());
    let mut kinds: Vec<Kind> = Vec::new();
    let mut lately: Vec<(Said<'_>, usize)> = Vec::with_capacity(MANY);
    for (at, said) in operations.iter().enumerate() {
        if let Some((_, kind)) = lately.iter().find(|(met, _)| are_alike(met, &said)) {
            kinds[*kind].members += 1;
            of_each.push(*kind);
            continue;
        }
        let kind = kinds.len();
        kinds.push(Kind { first: at, members: 1 });
        of_each.push(kind);
        match lately.len() {
            MANY => lately[kind % MANY] = (said, kind),
            _ => lately.push((said, kind)),
        }
    }
    (of_each, kinds)
}

/// Whether two texts are equal; those of one literal mostly stand in one place.
fn are_equal(one: &str, other: &str) -> bool {
    core::ptr::eq(one, other) || one == other
}

/// Whether two operations differ in nothing but texts of their own, as far as the document shows them. Of what is said
/// rarely it is not asked.
fn are_alike(a: &Said<'_>, b: &Said<'_>) -> bool {
    let (one, other) = (a.operation, b.operation);
    let alike = a.has_surroundings_of(b)
        && one.more.is_none()
        && other.more.is_none()
        && (one.shown, one.deprecated) == (other.shown, other.deprecated)
        && one.name.is_some() == other.name.is_some()
        && one.description.is_some() == other.description.is_some()
        && are_equal(&one.method, &other.method)
        && one.status.as_ref().map(|given| &given.key) == other.status.as_ref().map(|given| &given.key)
        && are_models_alike(said_model(one), said_model(other))
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

fn said_model(operation: &Declaration) -> Option<&Model> {
    match &operation.response_model {
        GivenModel::Said(model) | GivenModel::Returned(model) => Some(model),
        GivenModel::None | GivenModel::Unsaid => None,
    }
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
