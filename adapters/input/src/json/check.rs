//! Right input, held against its schema without being kept: a second reading that takes nothing from the heap.
//!
//! What needs no check is skipped. Where a schema is more than one look can decide, the value is read and walked.

use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::kinds::{self, float_fault, int_fault, text_fault};
use crate::limits::Limits;
use crate::schema::{Extra, Kind, Map, Node, NodeId, Object, Schema};
use crate::walk::Walk;

/// Whether a JSON text is what its schema says; where this says no, the walk tells why.
pub(super) fn fits(schema: &Schema, text: &[u8], limits: &Limits) -> bool {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    Check { schema, limits, id: schema.root }.deserialize(&mut deserializer).is_ok()
}

#[derive(Clone, Copy)]
struct Check<'s> {
    schema: &'s Schema,
    limits: &'s Limits,
    id: NodeId,
}

impl<'s> Check<'s> {
    fn node(self) -> &'s Node {
        self.schema.node(self.id)
    }

    fn at(self, id: NodeId) -> Self {
        Self { id, ..self }
    }

    fn walk<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let value = Value::deserialize(deserializer)?;
        ok(Walk::new(self.schema, "body", false, self.limits).fits_node(self.id, &value))
    }

    fn others<'de, A: MapAccess<'de>>(self, extra: Extra, members: &mut A) -> Result<(), A::Error> {
        match extra {
            Extra::Any => members.next_value::<IgnoredAny>().map(drop),
            Extra::Forbidden => no(),
            Extra::Each(id) => members.next_value_seed(self.at(id)),
        }
    }
}

fn no<T, E: de::Error>() -> Result<T, E> {
    Err(E::custom("no"))
}

fn ok<E: de::Error>(fits: bool) -> Result<(), E> {
    if fits { Ok(()) } else { no() }
}

impl<'de> DeserializeSeed<'de> for Check<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let node = self.node();
        if !node.needs_check {
            return IgnoredAny::deserialize(deserializer).map(drop);
        }
        if !node.rules.is_empty() {
            return self.walk(deserializer);
        }
        match &node.kind {
            Kind::Nullable(_) => deserializer.deserialize_option(self),
            Kind::Integer(_) => deserializer.deserialize_i64(self),
            Kind::Number(_) => deserializer.deserialize_f64(self),
            Kind::Choice(choice) if !choice.values.iter().all(Value::is_string) => self.walk(deserializer),
            Kind::Text(_)
            | Kind::Choice(_)
            | Kind::Uuid
            | Kind::Url(_)
            | Kind::Email
            | Kind::Base64
            | Kind::Date
            | Kind::Time(_)
            | Kind::DateTime(_)
            | Kind::Duration(_) => deserializer.deserialize_str(self),
            Kind::List(_) => deserializer.deserialize_seq(self),
            Kind::Tuple { .. } => deserializer.deserialize_seq(self),
            Kind::Map(_) | Kind::Object(_) => deserializer.deserialize_map(self),
            _ => self.walk(deserializer),
        }
    }
}

impl<'de> Visitor<'de> for Check<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what the schema says")
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        ok(matches!(self.node().kind, Kind::Nullable(_)))
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.node().kind {
            Kind::Nullable(inner) => self.at(inner).deserialize(deserializer),
            _ => no(),
        }
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        match &self.node().kind {
            Kind::Integer(bounds) => ok(int_fault(bounds, value.into()).is_none()),
            Kind::Number(bounds) => ok(float_fault(bounds, value as f64).is_none()),
            _ => no(),
        }
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        match &self.node().kind {
            Kind::Integer(bounds) => ok(int_fault(bounds, value.into()).is_none()),
            Kind::Number(bounds) => ok(float_fault(bounds, value as f64).is_none()),
            _ => no(),
        }
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        match &self.node().kind {
            Kind::Number(bounds) => ok(float_fault(bounds, value).is_none()),
            _ => no(),
        }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        match &self.node().kind {
            Kind::Text(rules) => ok(text_fault(rules, text).is_none()),
            Kind::Choice(choice) => ok(choice.values.iter().any(|value| value.as_str() == Some(text))),
            other => ok(kinds::read(other, &Value::from(text), false).is_ok()),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        match &self.node().kind {
            Kind::List(list) => {
                let mut count = 0u64;
                while items.next_element_seed(self.at(list.items))?.is_some() {
                    count += 1;
                }
                ok(list.least.is_none_or(|least| count >= least) && list.most.is_none_or(|most| count <= most))
            }
            Kind::Tuple { items: nodes, least, rest } => {
                let mut count = 0;
                while let Some(node) = nodes.get(count).copied().or(*rest) {
                    if items.next_element_seed(self.at(node))?.is_none() {
                        return ok(count >= *least);
                    }
                    count += 1;
                }
                ok(items.next_element::<IgnoredAny>()?.is_none())
            }
            _ => no(),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        match &self.node().kind {
            Kind::Object(object) => self.object(object, members),
            Kind::Map(map) => self.map(map, members),
            _ => no(),
        }
    }
}

/// So many fields of one object are remembered in a number; of more, in a list.
const IN_A_NUMBER: usize = 128;

impl Check<'_> {
    fn object<'de, A: MapAccess<'de>>(self, object: &Object, mut members: A) -> Result<(), A::Error> {
        let (mut next, mut given) = (0, 0u128);
        let mut more = vec![false; object.fields.len().saturating_sub(IN_A_NUMBER)];
        while let Some(position) = members.next_key_seed(Position { object, next })? {
            match position {
                Member::Field(index) => {
                    next = index + 1;
                    match index.checked_sub(IN_A_NUMBER) {
                        None => given |= 1u128 << index,
                        Some(index) => more[index] = true,
                    }
                    let Some(field) = object.fields.get(index) else { return no() };
                    members.next_value_seed(self.at(field.node))?;
                }
                Member::Other(extra) => self.others(extra, &mut members)?,
            }
        }
        let is_given = |index: usize| match index.checked_sub(IN_A_NUMBER) {
            None => given >> index & 1 == 1,
            Some(index) => more[index],
        };
        ok(object.fields.iter().enumerate().all(|(index, field)| !field.required || is_given(index)))
    }

    fn map<'de, A: MapAccess<'de>>(self, map: &Map, mut members: A) -> Result<(), A::Error> {
        if map.keys.is_none() && map.patterns.is_empty() {
            while members.next_key::<IgnoredAny>()?.is_some() {
                self.others(map.values, &mut members)?;
            }
            return Ok(());
        }
        while let Some(name) = members.next_key::<String>()? {
            let name = Value::from(name);
            if let Some(keys) = map.keys {
                ok(kinds::read(&self.schema.without_null(keys).kind, &name, true).is_ok())?;
            }
            let name = name.as_str().unwrap_or_default();
            let known = map.patterns.iter().find(|(pattern, _)| pattern.is_match(name));
            self.others(known.map_or(map.values, |(_, node)| Extra::Each(*node)), &mut members)?;
        }
        Ok(())
    }
}

/// Which member of an object a name is.
enum Member {
    Field(usize),
    Other(Extra),
}

struct Position<'s> {
    object: &'s Object,
    next: usize,
}

impl<'de> DeserializeSeed<'de> for Position<'_> {
    type Value = Member;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Member, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for Position<'_> {
    type Value = Member;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Member, E> {
        if let Some(index) = self.object.position(name, self.next) {
            return Ok(Member::Field(index));
        }
        let known = self.object.patterns.iter().find(|(pattern, _)| pattern.is_match(name));
        Ok(Member::Other(known.map_or(self.object.extra, |(_, node)| Extra::Each(*node))))
    }
}
