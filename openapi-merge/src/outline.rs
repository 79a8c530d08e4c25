//! Operations that differ in nothing but texts of their own share an outline: their JSON with gaps for those texts.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use openapi_model::StatusKey;

use crate::alike::Kind;
use crate::declare::Declared;
use crate::json;
use crate::layers::{Operations, Said};
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
        Told::Description => json::push(json, &rules::description(said)?),
        Told::Id => rules::operation_id(said)?.push_json(json),
        Told::Response(key) => json::push(json, own_description(said.operation.responses.by_key.get(&key)?)?),
        Told::CallbackName => json::push(json, rules::callback_name(said)?),
        Told::CallbackPath => json::push(json, said.path),
    }
    Some(())
}

/// The description that is said of a response, unless it is empty (R11).
pub(crate) fn own_description(declared: &Declared) -> Option<&str> {
    declared.response.description.as_deref().filter(|description| !description.is_empty())
}

/// The JSON of an operation without its own texts.
struct Outline {
    gaps: Vec<Gap>,
    /// What comes after the last gap.
    end: Box<str>,
}

struct Gap {
    /// What comes before.
    before: Box<str>,
    /// 0 for the operation, 1 for its callback, 2 for that one's callback …
    depth: usize,
    told: Told,
}

impl Outline {
    /// Writes an operation; `None` if it turns out to lack a text.
    fn fill(&self, said: &Said<'_>, json: &mut String) -> Option<()> {
        let (mut said, mut depth) = (*said, 0);
        for gap in &self.gaps {
            json.push_str(&gap.before);
            while depth < gap.depth {
                said = said.only_callback()?;
                depth += 1;
            }
            tell(gap.told, &said, json)?;
        }
        json.push_str(&self.end);
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
        let mut gaps = Vec::with_capacity(self.gaps.len());
        for (at, depth, told) in self.gaps.drain(..) {
            gaps.push(Gap { before: json[done..at.start].into(), depth, told });
            done = at.end;
        }
        Some(Outline { gaps, end: json[done..].into() })
    }
}

/// The outlines of the kinds of operations that have several members.
#[derive(Default)]
pub(crate) struct Outlines {
    /// By kind.
    states: Vec<State>,
}

enum State {
    /// None of its operations is written.
    Unmet,
    /// It has but one, or its outline cannot be shared.
    Unshared,
    Shared(Outline),
}

/// What to do with an operation.
pub(crate) enum Next {
    /// It is written.
    Nothing,
    /// To write it.
    Write,
    /// To write it and then to [`learn`](Outlines::learn) the outline of this kind.
    Record(usize),
}

impl Outlines {
    pub(crate) fn of(operations: &Operations<'_>) -> Self {
        let state = |kind: &Kind| if kind.members > 1 { State::Unmet } else { State::Unshared };
        Self { states: operations.kinds().iter().map(state).collect() }
    }

    /// Writes an operation if the outline of its kind is known.
    pub(crate) fn fill(&self, said: &Said<'_>, recording: &mut Recording, json: &mut String) -> Next {
        let start = json.len();
        match said.kind.and_then(|kind| Some((kind, self.states.get(kind)?))) {
            Some((_, State::Shared(outline))) if outline.fill(said, json).is_some() => Next::Nothing,
            Some((kind, State::Unmet)) => {
                recording.begin(start);
                Next::Record(kind)
            }
            _ => {
                json.truncate(start);
                Next::Write
            }
        }
    }

    /// Remembers the outline of the operation that has been recorded.
    pub(crate) fn learn(&mut self, kind: usize, recording: &mut Recording, json: &str) {
        self.states[kind] = recording.end(json).map_or(State::Unshared, State::Shared);
    }
}
