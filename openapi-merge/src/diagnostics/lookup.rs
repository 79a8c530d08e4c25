//! Which properties a body may have, as its schemas say.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use openapi_model::Value;

use crate::schemas::Schemas;

/// The schemas of a body: one for each media type or response.
pub(crate) struct Body<'a> {
    schemas: &'a Schemas,
    alternatives: Vec<Cow<'a, Value>>,
}

/// What the schemas say of a path into a body.
#[derive(Debug, PartialEq)]
pub(crate) enum Lookup {
    /// It is declared.
    Declared,
    /// Some schema leaves open what there is.
    Open,
    /// No schema has the name at this position of the path.
    Missing {
        /// The position.
        at: usize,
    },
}

/// What one step into schemas leads to.
#[derive(Default)]
struct Step<'v> {
    next: Vec<&'v Value>,
    open: bool,
}

impl<'a> Body<'a> {
    pub(crate) fn new(schemas: &'a Schemas, alternatives: impl Iterator<Item = Cow<'a, Value>>) -> Self {
        Self { schemas, alternatives: alternatives.collect() }
    }

    /// Whether there is no body.
    pub(crate) fn is_missing(&self) -> bool {
        self.alternatives.is_empty()
    }

    /// Whether it may be anything.
    pub(crate) fn is_open(&self) -> bool {
        !self.is_missing() && self.look(&["\0".to_string()]) == Lookup::Open
    }

    /// Follows names and indexes.
    pub(crate) fn look(&self, tokens: &[String]) -> Lookup {
        let mut here = self.expanded(self.alternatives.iter().map(|it| &**it));
        for (at, token) in tokens.iter().enumerate() {
            let step = step(&here, token);
            here = self.expanded(step.next.into_iter());
            match here.is_empty() {
                false => {}
                true if step.open => return Lookup::Open,
                true => return Lookup::Missing { at },
            }
        }
        Lookup::Declared
    }

    /// The properties that are declared behind a path, in order.
    pub(crate) fn names(&self, path: &[String]) -> Vec<String> {
        let mut here = self.expanded(self.alternatives.iter().map(|it| &**it));
        for token in path {
            here = self.expanded(step(&here, token).next.into_iter());
        }
        let mut names: Vec<String> = Vec::new();
        for schema in here {
            for name in schema.get("properties").and_then(Value::as_object).into_iter().flat_map(|it| it.keys()) {
                if !names.iter().any(|known| **known == **name) {
                    names.push(name.to_string());
                }
            }
        }
        names
    }

    /// The schemas themselves and all they refer to or combine.
    fn expanded<'v>(&'v self, schemas: impl Iterator<Item = &'v Value>) -> Vec<&'v Value> {
        let mut expanded = Vec::new();
        schemas.for_each(|schema| self.expand(schema, &mut expanded));
        expanded
    }

    fn expand<'v>(&'v self, schema: &'v Value, expanded: &mut Vec<&'v Value>) {
        static ANYTHING: Value = Value::Bool(true);
        // A schema that leads back to itself says nothing more the second time.
        if expanded.iter().any(|known| core::ptr::eq(*known, schema)) {
            return;
        }
        expanded.push(schema);
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let name = reference.strip_prefix("#/components/schemas/");
            match name.and_then(|name| self.schemas.component(name)) {
                Some(component) => self.expand(component, expanded),
                None => expanded.push(&ANYTHING),
            }
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            for member in schema.get(keyword).and_then(Value::as_array).into_iter().flatten() {
                // In `allOf` a member that says nothing of its own leaves nothing open.
                if keyword != "allOf" || !says_nothing(member) {
                    self.expand(member, expanded);
                }
            }
        }
    }
}

fn step<'v>(here: &[&'v Value], token: &str) -> Step<'v> {
    let mut step = Step::default();
    for schema in here {
        if says_nothing(schema) {
            step.open = true;
            continue;
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        if let Some(property) = properties.and_then(|properties| properties.get(token)) {
            step.next.push(property);
            continue;
        }
        match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => {}
            Some(any) => step.next.push(any),
            None => {
                let any_object = properties.is_none() && may_be_object(schema);
                step.open |= schema.get("patternProperties").is_some() || any_object;
            }
        }
        if let Ok(index) = token.parse::<usize>() {
            let first = schema.get("prefixItems").and_then(Value::as_array).and_then(|items| items.get(index));
            step.next.extend(first.or_else(|| schema.get("items")));
        }
    }
    step
}

fn may_be_object(schema: &Value) -> bool {
    match schema.get("type") {
        Some(Value::Array(types)) => types.iter().any(|kind| kind.as_str() == Some("object")),
        kind => kind.and_then(Value::as_str) == Some("object"),
    }
}

/// Whether any value with any properties is valid.
fn says_nothing(schema: &Value) -> bool {
    const SAYING: [&str; 12] = [
        "$ref",
        "allOf",
        "anyOf",
        "oneOf",
        "type",
        "properties",
        "additionalProperties",
        "patternProperties",
        "items",
        "prefixItems",
        "enum",
        "const",
    ];
    match schema {
        Value::Bool(any) => *any,
        _ => !SAYING.iter().any(|keyword| schema.get(keyword).is_some()),
    }
}
