//! Objects and maps.

use serde_json::{Map as Members, Value};

use super::{Step, Walk};
use crate::fault::Fault;
use crate::kinds;
use crate::schema::{Extra, Map, NodeId, Object};

impl<'a> Walk<'a> {
    pub(super) fn object(&mut self, object: &'a Object, input: &'a Value) -> Option<Value> {
        let Value::Object(members) = input else {
            if !object.separate {
                return self.wrong(Fault::model_attributes_type(), input);
            }
            // Parameters that stand in one body are missing each, the optional ones too, if it is no object.
            for field in &object.fields {
                self.within(Step::Name(&field.name), |walk| walk.fault(Fault::missing(), &Value::Null));
            }
            return None;
        };
        let before = self.faults.len();
        let mut read = Members::with_capacity(members.len());
        let mut given = 0;
        for field in &object.fields {
            let value = members.get(&field.name);
            given += usize::from(value.is_some());
            self.within(Step::Name(&field.name), |walk| match value {
                Some(value) => read.extend(walk.value(field.node, value).map(|value| (field.name.clone(), value))),
                None if !field.required => {}
                None => walk.fault(Fault::missing(), if object.separate { &Value::Null } else { input }),
            });
        }
        if given < members.len() {
            self.others(object, members, &mut read);
        }
        self.fields_set = Some(self.fields_set.unwrap_or_default() + given);
        (self.faults.len() == before).then_some(Value::Object(read))
    }

    /// Members that are no fields, in the order in which they are given.
    fn others(&mut self, object: &'a Object, members: &'a Members<String, Value>, read: &mut Members<String, Value>) {
        let mut next = 0;
        for (name, value) in members {
            if let Some(position) = object.position(name, next) {
                next = position + 1;
                continue;
            }
            let extra = match object.patterns.iter().find(|(pattern, _)| pattern.is_match(name)) {
                Some((_, node)) => Extra::Each(*node),
                None => object.extra,
            };
            self.within(Step::Name(name), |walk| match extra {
                Extra::Any => read.extend([(name.clone(), value.clone())]),
                Extra::Forbidden => walk.fault(Fault::extra_forbidden(), value),
                Extra::Each(node) => read.extend(walk.value(node, value).map(|value| (name.clone(), value))),
            });
            if self.is_over() {
                return;
            }
        }
    }

    pub(super) fn map(&mut self, map: &'a Map, input: &'a Value) -> Option<Value> {
        let Value::Object(members) = input else { return self.wrong(Fault::dict_type(), input) };
        let before = self.faults.len();
        let mut read = Members::with_capacity(members.len());
        for (name, value) in members {
            if self.is_over() {
                break;
            }
            let known = map.patterns.iter().find(|(pattern, _)| pattern.is_match(name));
            let values = known.map_or(map.values, |(_, node)| Extra::Each(*node));
            self.within(Step::Name(name), |walk| {
                if let Some(keys) = map.keys {
                    walk.within(Step::Key, |walk| walk.name(keys, name));
                }
                match values {
                    Extra::Any => read.extend([(name.clone(), value.clone())]),
                    Extra::Forbidden => walk.fault(Fault::extra_forbidden(), value),
                    Extra::Each(node) => read.extend(walk.value(node, value).map(|value| (name.clone(), value))),
                }
            });
        }
        (self.faults.len() == before).then_some(Value::Object(read))
    }

    /// Holds a member's name against a schema.
    fn name(&mut self, node: NodeId, name: &'a str) {
        let name = Value::from(name);
        if let Err(fault) = kinds::read(&self.schema.without_null(node).kind, &name, true) {
            self.fault(fault, &name);
        }
    }
}
