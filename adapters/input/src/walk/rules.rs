//! What JSON Schema can say besides, and pydantic cannot.

use std::collections::HashSet;

use serde_json::Value;

use super::Walk;
use crate::fault::Fault;
use crate::schema::{NodeId, Rule};

impl<'a> Walk<'a> {
    /// Whether everything holds; what does not is told.
    pub(super) fn holds(&mut self, rules: &'a [Rule], input: &'a Value) -> bool {
        let before = self.faults.len();
        for rule in rules {
            self.rule(rule, input);
        }
        self.faults.len() == before
    }

    fn rule(&mut self, rule: &'a Rule, input: &'a Value) {
        match (rule, input) {
            (Rule::Not(node), _) if self.fits(*node, input) => {
                self.fault(Fault::value_error("the value is one that is excluded"), input);
            }
            (Rule::Condition { when, then, otherwise }, _) => {
                let branch = if self.fits(*when, input) { then } else { otherwise };
                if let Some(node) = branch {
                    self.value(*node, input);
                }
            }
            (Rule::Contains { item, least, most }, Value::Array(items)) => {
                let found = items.iter().filter(|value| self.fits(*item, value)).count() as u64;
                if found < *least {
                    self.fault(
                        Fault::value_error(format_args!("at least {least} of the items must fit, not {found}")),
                        input,
                    );
                } else if let Some(most) = most.filter(|most| found > *most) {
                    self.fault(
                        Fault::value_error(format_args!("at most {most} of the items may fit, not {found}")),
                        input,
                    );
                }
            }
            (Rule::DependentRequired(name, others), Value::Object(members)) if members.contains_key(name) => {
                for other in others.iter().filter(|other| !members.contains_key(*other)) {
                    self.within(super::Step::Name(other), |walk| walk.fault(Fault::missing(), input));
                }
            }
            (Rule::DependentSchema(name, node), Value::Object(members)) if members.contains_key(name) => {
                self.value(*node, input);
            }
            (Rule::UniqueItems, Value::Array(items)) if !differ(items) => {
                self.fault(Fault::value_error("the items must differ"), input);
            }
            (Rule::Members { least, most }, Value::Object(members)) => {
                let found = members.len();
                if (found as u64) < *least {
                    self.fault(Fault::too_short("Dictionary", *least, found), input);
                } else if let Some(most) = most.filter(|most| found as u64 > *most) {
                    self.fault(Fault::too_long("Dictionary", most, found), input);
                }
            }
            _ => {}
        }
    }

    /// Whether a value is what a node says; nothing is told.
    fn fits(&mut self, node: NodeId, input: &'a Value) -> bool {
        let (exactness, fields_set) = (self.exactness, self.fields_set);
        let (faults, most) = (std::mem::take(&mut self.faults), std::mem::replace(&mut self.most_faults, 1));
        let fits = self.value(node, input).is_some() && self.faults.is_empty();
        (self.faults, self.most_faults) = (faults, most);
        (self.exactness, self.fields_set) = (exactness, fields_set);
        fits
    }
}

/// Whether no two items are the same.
fn differ(items: &[Value]) -> bool {
    let mut seen = HashSet::with_capacity(items.len());
    items.iter().all(|item| seen.insert(item.to_string()))
}
