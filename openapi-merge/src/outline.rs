//! Operations that differ in nothing but texts of their own share an outline: their JSON with gaps for those texts.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use openapi_model::StatusKey;

use crate::declare::{Besides, Declared, GivenModel, GivenParameter, Model, Operation, RequestBody};
use crate::json;
use crate::layers::Said;
use crate::rules;

/// A text of an operation's own.
#[derive(Clone, Copy)]
pub(crate) enum Told {
    Summary,
    Description,
    Id,
    /// The description that is said of a response.
    Response(StatusKey),
    /// The name and the path of a callback.
    CallbackName,
    CallbackPath,
}

/// Appends a text of an operation, if it has it.
pub(crate) fn tell(told: Told, said: &Said<'_>, json: &mut String) -> Option<()> {
    match told {
        Told::Summary => rules::summary(said)?.push_json(json),
        Told::Description => json::text(json, &rules::description(said)?),
        Told::Id => rules::operation_id(said)?.push_json(json),
        Told::Response(key) => json::text(json, own_description(said.operation.responses.by_key.get(&key)?)?),
        Told::CallbackName => json::text(json, rules::callback_name(said)?),
        Told::CallbackPath => json::text(json, said.path),
    }
    Some(())
}

/// The description that is said of a response, unless it is empty (R11).
pub(crate) fn own_description(declared: &Declared) -> Option<&str> {
    declared.response.description.as_deref().filter(|description| !description.is_empty())
}

/// The JSON of an operation without its own texts.
struct Outline {
    fixed: String,
    gaps: Vec<Gap>,
}

struct Gap {
    /// How much of what is fixed comes before.
    at: usize,
    /// 0 for the operation, 1 for its callback, 2 for that one's callback …
    depth: usize,
    told: Told,
}

impl Outline {
    /// Writes an operation; `None` if it turns out to lack a text.
    fn fill(&self, said: &Said<'_>, json: &mut String) -> Option<()> {
        let (mut said, mut depth, mut done) = (*said, 0, 0);
        for gap in &self.gaps {
            json.push_str(&self.fixed[done..gap.at]);
            done = gap.at;
            while depth < gap.depth {
                said = said.only_callback()?;
                depth += 1;
            }
            tell(gap.told, &said, json)?;
        }
        json.push_str(&self.fixed[done..]);
        Some(())
    }
}

/// Where the texts of an operation stand while it is written for the first time.
#[derive(Default)]
pub(crate) struct Recording {
    /// Where the operation begins; `None` while nothing is recorded.
    start: Option<usize>,
    depth: usize,
    gaps: Vec<(Range<usize>, usize, Told)>,
}

impl Recording {
    /// That a text has been written.
    pub(crate) fn gap(&mut self, told: Told, at: Range<usize>) {
        if self.start.is_some() {
            self.gaps.push((at, self.depth, told));
        }
    }

    /// That something has been written that others of the outline may not have.
    pub(crate) fn give_up(&mut self) {
        self.start = None;
    }

    /// That a callback begins.
    pub(crate) fn enter(&mut self) {
        self.depth += 1;
    }

    /// That it ends.
    pub(crate) fn leave(&mut self) {
        self.depth -= 1;
    }

    fn begin(&mut self, start: usize) {
        *self = Self { start: Some(start), ..Self::default() };
    }

    fn end(&mut self, json: &str) -> Option<Outline> {
        let mut done = self.start.take()?;
        let mut outline = Outline { fixed: String::new(), gaps: Vec::with_capacity(self.gaps.len()) };
        for (at, depth, told) in self.gaps.drain(..) {
            outline.fixed.push_str(&json[done..at.start]);
            outline.gaps.push(Gap { at: outline.fixed.len(), depth, told });
            done = at.end;
        }
        outline.fixed.push_str(&json[done..]);
        Some(outline)
    }
}

/// The outlines of operations that were written lately.
#[derive(Default)]
pub(crate) struct Outlines<'a> {
    lately: Vec<(Said<'a>, State)>,
    /// Which of them gives way to the next.
    oldest: usize,
}

enum State {
    /// One operation had it.
    Met,
    /// Several had it, and it cannot be shared.
    Unshared,
    Shared(Outline),
}

/// What to do with an operation.
pub(crate) enum Next {
    /// It is written.
    Nothing,
    /// To write it.
    Write,
    /// To write it and then to [`learn`](Outlines::learn) its outline, which is the one at this position.
    Record(usize),
}

impl<'a> Outlines<'a> {
    const MANY: usize = 8;

    /// Writes an operation if its outline is known.
    pub(crate) fn fill(&mut self, said: &Said<'a>, recording: &mut Recording, json: &mut String) -> Next {
        let start = json.len();
        match self.lately.iter().position(|(held, _)| are_alike(held, said)) {
            Some(at) => match &self.lately[at].1 {
                State::Shared(outline) if outline.fill(said, json).is_some() => Next::Nothing,
                State::Shared(_) | State::Unshared => {
                    json.truncate(start);
                    Next::Write
                }
                State::Met => {
                    recording.begin(start);
                    Next::Record(at)
                }
            },
            None => {
                if self.lately.len() < Self::MANY {
                    self.lately.push((*said, State::Met));
                } else {
                    self.lately[self.oldest] = (*said, State::Met);
                    self.oldest = (self.oldest + 1) % Self::MANY;
                }
                Next::Write
            }
        }
    }

    /// Remembers the outline of the operation that has been recorded.
    pub(crate) fn learn(&mut self, at: usize, recording: &mut Recording, json: &str) {
        self.lately[at].1 = recording.end(json).map_or(State::Unshared, State::Shared);
    }
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
        && one.method == other.method
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

fn said_model(operation: &Operation) -> Option<&Model> {
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
                && one.media_type == other.media_type
        }
        _ => false,
    }
}

fn have_same_parameters(one: &Operation, other: &Operation) -> bool {
    let alike = |one: &GivenParameter, other: &GivenParameter| match (one, other) {
        (GivenParameter::One(one), GivenParameter::One(other)) => {
            (one.location, one.required, one.shown) == (other.location, other.required, other.shown)
                && one.model.address() == other.model.address()
                && one.more.is_none()
                && other.more.is_none()
                && one.name == other.name
        }
        (GivenParameter::Struct(one, model), GivenParameter::Struct(other, other_model)) => {
            one == other && model.address() == other_model.address()
        }
        _ => false,
    };
    let (one, other) = (&one.parameters, &other.parameters);
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(&one.given, &other.given))
}

fn have_same_responses(one: &Operation, other: &Operation) -> bool {
    let alike = |one: &Declared, other: &Declared| {
        let besides = match (one.response.besides(), other.response.besides()) {
            (Besides::Nothing, Besides::Nothing) => true,
            (Besides::MediaType(one), Besides::MediaType(other)) => one == other,
            _ => false,
        };
        besides
            && one.response.reference.is_none()
            && other.response.reference.is_none()
            && own_description(one).is_some() == own_description(other).is_some()
            && are_models_alike(one.response.model.as_ref(), other.response.model.as_ref())
    };
    let (one, other) = (&one.responses.by_key, &other.responses.by_key);
    let mut pairs = one.iter().zip(other.iter());
    one.len() == other.len() && pairs.all(|((key, one), (other_key, other))| key == other_key && alike(one, other))
}
