//! The walk: a value and a schema side by side, down to every member, with everything that is wrong on the way.
//!
//! What comes out is the value as its type reads it: a text that the schema calls an integer has become one.

mod objects;
mod rules;
mod unions;

use std::borrow::Cow;

use openapi_merge::{Location, ValidationError};
use serde_json::Value;

use crate::fault::Fault;
use crate::kinds::{self, Exactness};
use crate::limits::Limits;
use crate::schema::{Kind, List, NodeId, Schema};

/// A step on the way to a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'a> {
    Index(usize),
    Name(&'a str),
    /// The name of a member that is itself wrong: `[key]`.
    Key,
}

impl From<Step<'_>> for Location {
    fn from(step: Step<'_>) -> Self {
        match step {
            Step::Index(index) => Location::Index(index),
            Step::Name(name) => Location::Name(Cow::Owned(name.to_owned())),
            Step::Key => Location::Name(Cow::Borrowed("[key]")),
        }
    }
}

/// So many bytes of input are repeated in an answer; faults beyond have none.
const MOST_ECHOED: usize = 1 << 20;

/// More nodes within one another than JSON of 128 levels has.
const DEEPEST: usize = 800;

/// A walk over one value.
pub(crate) struct Walk<'a> {
    schema: &'a Schema,
    lax: bool,
    place: &'static str,
    steps: Vec<Step<'a>>,
    faults: Vec<ValidationError>,
    most_faults: usize,
    /// How many nodes may still be visited: unions in unions could else take forever.
    fuel: u64,
    is_exhausted: bool,
    /// How many nodes are being visited. A type that holds nothing but itself would have no end.
    depth: usize,
    echoed: usize,
    exactness: Exactness,
    /// How many members were given, if there was an object.
    fields_set: Option<usize>,
}

impl<'a> Walk<'a> {
    /// A walk over a value in `place`: `body`, `query` …
    pub(crate) fn new(schema: &'a Schema, place: &'static str, lax: bool, limits: &Limits) -> Self {
        Self {
            schema,
            lax,
            place,
            steps: Vec::new(),
            faults: Vec::new(),
            most_faults: limits.faults.max(1),
            fuel: limits.steps,
            is_exhausted: false,
            depth: 0,
            echoed: 0,
            exactness: Exactness::Exact,
            fields_set: None,
        }
    }

    /// The value as its type reads it, or everything that is wrong with it.
    pub(crate) fn read(mut self, input: &'a Value) -> Result<Value, Vec<ValidationError>> {
        let read = self.value(self.schema.root, input);
        self.finish(read).and_then(|read| read.ok_or_else(Vec::new))
    }

    /// The value of one parameter, at a step of its own. What is wrong with it is told by [`finish`](Self::finish).
    pub(crate) fn read_at(&mut self, node: NodeId, step: Step<'a>, input: &'a Value) -> Option<Value> {
        self.within(step, |walk| walk.value(node, input))
    }

    /// What was read, or everything that is wrong.
    pub(crate) fn finish<T>(mut self, read: T) -> Result<T, Vec<ValidationError>> {
        if self.is_exhausted {
            (self.is_exhausted, self.most_faults) = (false, usize::MAX);
            self.steps.clear();
            self.fault(Fault::recursion_depth_exceeded(), &Value::Null);
        }
        if self.faults.is_empty() { Ok(read) } else { Err(self.faults) }
    }

    /// Whether a value is what a node says.
    pub(crate) fn fits_node(mut self, node: NodeId, input: &'a Value) -> bool {
        self.value(node, input).is_some() && self.faults.is_empty()
    }

    fn is_over(&self) -> bool {
        self.is_exhausted || self.faults.len() >= self.most_faults
    }

    fn fault(&mut self, fault: Fault, input: &Value) {
        if self.is_over() {
            return;
        }
        let loc = std::iter::once(Location::from(self.place)).chain(self.steps.iter().map(|step| (*step).into()));
        let mut told = ValidationError::new(loc, fault.message, fault.kind);
        let input = fault.input.as_deref().unwrap_or(input);
        if self.echoed <= MOST_ECHOED {
            self.echoed += size(input);
            told.input = Some(input.clone().into());
        }
        told.ctx = fault.context.map(|context| (*context).into());
        self.faults.push(told);
    }

    fn within<T>(&mut self, step: Step<'a>, walk: impl FnOnce(&mut Self) -> T) -> T {
        self.steps.push(step);
        let out = walk(self);
        self.steps.pop();
        out
    }

    fn floor(&mut self, exactness: Exactness) {
        self.exactness = self.exactness.min(exactness);
    }

    fn value(&mut self, id: NodeId, input: &'a Value) -> Option<Value> {
        if self.is_over() {
            return None;
        }
        if self.fuel == 0 || self.depth == DEEPEST {
            self.is_exhausted = true;
            return None;
        }
        (self.fuel, self.depth) = (self.fuel - 1, self.depth + 1);
        let read = self.visit(id, input);
        self.depth -= 1;
        read
    }

    fn visit(&mut self, id: NodeId, input: &'a Value) -> Option<Value> {
        let schema = self.schema;
        let node = schema.node(id);
        let lax = self.lax;
        self.lax = lax && !node.strict;
        let read = match &node.kind {
            Kind::Any => Some(input.clone()),
            Kind::Never => self.wrong(Fault::extra_forbidden(), input),
            Kind::Nullable(_) if input.is_null() => Some(Value::Null),
            Kind::Nullable(inner) => self.value(*inner, input),
            Kind::List(list) => self.list(list, input),
            Kind::Tuple { items, least, rest } => self.tuple(items, *least, *rest, input),
            Kind::Map(map) => self.map(map, input),
            Kind::Object(object) => self.object(object, input),
            Kind::Union(branches) => self.union(branches, input),
            Kind::Tagged { tag, branches } => self.tagged(tag, branches, input),
            Kind::Variants { units, branches } => self.variants(units.as_ref(), branches, input),
            Kind::All(parts) => self.all(parts, input),
            scalar => match kinds::read(scalar, input, self.lax) {
                Ok((read, exactness)) => {
                    self.floor(exactness);
                    Some(read)
                }
                Err(fault) => self.wrong(fault, input),
            },
        };
        let holds = read.is_none() || node.rules.is_empty() || self.holds(&node.rules, input);
        self.lax = lax;
        read.filter(|_| holds)
    }

    fn wrong(&mut self, fault: Fault, input: &Value) -> Option<Value> {
        self.fault(fault, input);
        None
    }

    fn list(&mut self, list: &'a List, input: &'a Value) -> Option<Value> {
        let what = if list.set { "Set" } else { "List" };
        let Value::Array(items) = input else {
            return self.wrong(if list.set { Fault::set_type() } else { Fault::list_type() }, input);
        };
        if let Some(most) = list.most.filter(|most| items.len() as u64 > *most) {
            return self.wrong(Fault::too_long(what, most, items.len()), input);
        }
        let before = self.faults.len();
        let read: Vec<Value> = items
            .iter()
            .enumerate()
            .filter_map(|(index, item)| self.within(Step::Index(index), |walk| walk.value(list.items, item)))
            .collect();
        if self.faults.len() > before || read.len() < items.len() {
            return None;
        }
        if let Some(least) = list.least.filter(|least| (items.len() as u64) < *least) {
            return self.wrong(Fault::too_short(what, least, items.len()), input);
        }
        Some(Value::Array(read))
    }

    fn tuple(&mut self, items: &'a [NodeId], least: usize, rest: Option<NodeId>, input: &'a Value) -> Option<Value> {
        let Value::Array(given) = input else { return self.wrong(Fault::tuple_type(), input) };
        if given.len() > items.len() && rest.is_none() {
            return self.wrong(Fault::too_long("Tuple", items.len() as u64, given.len()), input);
        }
        let before = self.faults.len();
        let mut read = Vec::with_capacity(given.len());
        for index in 0..items.len().max(given.len()) {
            let node = items.get(index).copied().or(rest);
            self.within(Step::Index(index), |walk| match (given.get(index), node) {
                (Some(item), Some(node)) => read.extend(walk.value(node, item)),
                (None, _) if index < least => walk.fault(Fault::missing(), input),
                _ => {}
            });
        }
        (self.faults.len() == before).then_some(Value::Array(read))
    }
}

/// About how many bytes a value takes as JSON.
fn size(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 8,
        Value::String(text) => text.len() + 2,
        Value::Array(items) => items.iter().map(size).sum::<usize>() + 2,
        Value::Object(members) => members.iter().map(|(name, value)| name.len() + 4 + size(value)).sum::<usize>() + 2,
    }
}
