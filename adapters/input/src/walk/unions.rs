//! Values that may be one of several: the branch that fits best, as pydantic chooses it.

use serde_json::{Map as Members, Value};

use super::{Step, Walk};
use crate::fault::Fault;
use crate::kinds::Exactness;
use crate::python;
use crate::schema::{Choice, NodeId};

impl<'a> Walk<'a> {
    /// The branch that takes most members and least conversion; the first of those that are alike. Where none fits,
    /// what each of them says.
    pub(super) fn union(&mut self, branches: &'a [NodeId], input: &'a Value) -> Option<Value> {
        let (exactness, fields_set) = (self.exactness, self.fields_set);
        let (before, most) = (self.faults.len(), self.most_faults);
        let mut best: Option<(Value, Exactness, Option<usize>)> = None;
        for branch in branches {
            (self.exactness, self.fields_set) = (Exactness::Exact, None);
            let held = self.faults.len();
            // Every branch is tried, however much is wrong with those before it.
            self.most_faults = held.saturating_add(most);
            let schema = self.schema;
            let label = Step::Name(&schema.node(*branch).label);
            let read = self.within(label, |walk| walk.value(*branch, input));
            let Some(read) = read.filter(|_| self.faults.len() == held) else {
                if best.is_some() {
                    self.faults.truncate(held);
                }
                continue;
            };
            self.faults.truncate(held);
            if self.exactness == Exactness::Exact && self.fields_set.is_none() {
                best = Some((read, Exactness::Exact, None));
                break;
            }
            let better = match &best {
                None => true,
                Some((_, exactness, held)) => match (held, self.fields_set) {
                    (Some(held), Some(found)) if *held != found => *held < found,
                    _ => *exactness < self.exactness,
                },
            };
            if better {
                best = Some((read, self.exactness, self.fields_set));
            }
        }
        (self.exactness, self.fields_set, self.most_faults) = (exactness, fields_set, most);
        self.faults.truncate(most.max(before));
        let (read, found, members) = best?;
        self.faults.truncate(before);
        self.floor(found);
        if let Some(members) = members {
            self.fields_set = Some(self.fields_set.unwrap_or_default() + members);
        }
        Some(read)
    }

    pub(super) fn tagged(&mut self, tag: &'a str, branches: &'a [(String, NodeId)], input: &'a Value) -> Option<Value> {
        let Value::Object(members) = input else { return self.wrong(Fault::model_attributes_type(), input) };
        let Some(given) = members.get(tag) else { return self.wrong(Fault::union_tag_not_found(tag), input) };
        match branches.iter().find(|(name, _)| given == name) {
            Some((name, branch)) => self.within(Step::Name(name), |walk| walk.value(*branch, input)),
            None => {
                let expected: Vec<String> = branches.iter().map(|(name, _)| format!("'{name}'")).collect();
                self.wrong(Fault::union_tag_invalid(tag, &python::text(given), &expected.join(", ")), input)
            }
        }
    }

    /// An enum as serde writes it where nothing else is said: `"name"` or `{"name": …}`.
    pub(super) fn variants(
        &mut self,
        units: Option<&'a Choice>,
        branches: &'a [(String, NodeId)],
        input: &'a Value,
    ) -> Option<Value> {
        let mut names: Vec<String> = branches.iter().map(|(name, _)| format!("'{name}'")).collect();
        match input {
            Value::Object(members) if members.len() == 1 => {
                let (given, value) = members.iter().next()?;
                match branches.iter().find(|(name, _)| name == given) {
                    Some((name, branch)) => {
                        let read = self.within(Step::Name(name), |walk| walk.value(*branch, value))?;
                        Some(Value::Object(Members::from_iter([(name.clone(), read)])))
                    }
                    None => self.wrong(Fault::choice(false, &crate::fault::either(&names)), input),
                }
            }
            Value::String(_) if units.is_some_and(|units| units.values.contains(input)) => Some(input.clone()),
            _ => {
                names.splice(0..0, units.into_iter().flat_map(|units| units.values.iter().map(python::repr)));
                self.wrong(Fault::choice(false, &crate::fault::either(&names)), input)
            }
        }
    }

    /// Every part, each of which may have read other members.
    pub(super) fn all(&mut self, parts: &'a [NodeId], input: &'a Value) -> Option<Value> {
        let before = self.faults.len();
        let mut all: Option<Value> = None;
        for part in parts {
            let read = self.value(*part, input);
            all = match (all, read) {
                (Some(Value::Object(held)), Some(Value::Object(read))) => {
                    Some(Value::Object(joined(held, read, input)))
                }
                (Some(held), Some(read)) => Some(if read == *input { held } else { read }),
                (held, read) => held.or(read),
            };
        }
        all.filter(|_| self.faults.len() == before)
    }
}

/// The members of both; of one that both have, the one that was converted.
fn joined(mut held: Members<String, Value>, read: Members<String, Value>, input: &Value) -> Members<String, Value> {
    for (name, value) in read {
        if !held.contains_key(&name) || input.get(&name) != Some(&value) {
            held.insert(name, value);
        }
    }
    held
}
