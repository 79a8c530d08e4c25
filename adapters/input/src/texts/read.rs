//! From texts under names to the value that a schema describes.

use std::borrow::Cow;

use openapi_merge::{Location, ValidationError};
use serde_json::{Map, Value};

use super::Gathered;
use crate::fault::Fault;
use crate::invalid::Invalid;
use crate::reading::Reading;
use crate::schema::{Kind, NodeId, Object, Schema};
use crate::walk::{Step, Walk};

/// Where texts come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
    /// A form in a body.
    Form,
}

impl Place {
    /// The first step of `loc`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Form => "body",
        }
    }

    /// What a field is called here: `x_token` is the header `x-token`.
    pub(crate) fn name_of<'f>(self, field: &'f str) -> Cow<'f, str> {
        match self {
            Self::Header if field.contains('_') => Cow::Owned(field.replace('_', "-")),
            _ => Cow::Borrowed(field),
        }
    }

    /// The text that counts of those that a name has.
    fn of_several<'t, 'a>(self, texts: &'t [Cow<'a, str>]) -> Option<&'t Cow<'a, str>> {
        if self == Self::Header { texts.first() } else { texts.last() }
    }

    /// Gives the steps of a fault the names that they have here.
    pub(crate) fn name_steps(self, schema: &Schema, gathered: &Gathered<'_>, fault: &mut ValidationError) {
        if schema.object().is_none() && !takes_all(schema) {
            let index = match fault.loc.get(1) {
                Some(Location::Index(index)) => Some(*index),
                None => Some(0),
                Some(Location::Name(_)) => None,
            };
            if let Some((name, _)) = index.and_then(|index| gathered.iter().nth(index)) {
                fault.loc.truncate(1);
                fault.loc.push(name.to_owned().into());
            }
        }
        if let (Self::Header, Some(Location::Name(name))) = (self, fault.loc.get_mut(1)) {
            *name = Cow::Owned(self.name_of(name).into_owned());
        }
    }
}

/// Whether a schema describes all texts, whatever their names are.
fn takes_all(schema: &Schema) -> bool {
    matches!(
        schema.without_null(schema.root).kind,
        Kind::Map(_) | Kind::Any | Kind::Union(_) | Kind::Tagged { .. } | Kind::All(_)
    )
}

/// The value that a schema describes, or everything that is wrong with the texts.
pub(crate) fn value_of(
    reading: &Reading,
    schema: &Schema,
    place: Place,
    gathered: &Gathered<'_>,
) -> Result<Value, Invalid> {
    if let Some(object) = schema.object() {
        let given = given(schema, object, place, gathered);
        return walked(reading, schema, place, gathered, &given);
    }
    match &schema.without_null(schema.root).kind {
        Kind::Tuple { items, .. } => in_order(reading, schema, place, gathered, items).map(Value::Array),
        _ if takes_all(schema) => {
            let all = gathered.iter().map(|(name, texts)| (name.to_owned(), one_or_all(texts)));
            walked(reading, schema, place, gathered, &Value::Object(all.collect()))
        }
        _ => in_order(reading, schema, place, gathered, &[schema.root]).map(|mut one| one.pop().unwrap_or_default()),
    }
}

fn walked(
    reading: &Reading,
    schema: &Schema,
    place: Place,
    gathered: &Gathered<'_>,
    given: &Value,
) -> Result<Value, Invalid> {
    Walk::new(schema, place.name(), true, &reading.limits).read(given).map_err(|mut faults| {
        faults.iter_mut().for_each(|fault| place.name_steps(schema, gathered, fault));
        Invalid::input(faults)
    })
}

/// One parameter for each node.
fn in_order(
    reading: &Reading,
    schema: &Schema,
    place: Place,
    gathered: &Gathered<'_>,
    nodes: &[NodeId],
) -> Result<Vec<Value>, Invalid> {
    if gathered.len() != nodes.len() {
        let fault = Fault::value_error(format_args!("{} parameters where {} are read", gathered.len(), nodes.len()));
        return Err(Invalid::one([Location::from(place.name())], fault, None));
    }
    let texts: Vec<(&str, Value)> = gathered
        .iter()
        .zip(nodes)
        .map(|((name, texts), node)| (name, if is_list(schema, *node) { all(texts) } else { one(place, texts) }))
        .collect();
    let mut walk = Walk::new(schema, place.name(), true, &reading.limits);
    let read: Vec<Value> = texts
        .iter()
        .zip(nodes)
        .filter_map(|((name, text), node)| walk.read_at(*node, Step::Name(name), text))
        .collect();
    walk.finish(read).map_err(Invalid::input)
}

/// The object that a schema is read from: each field with its text, or with all of them, then everything else.
fn given(schema: &Schema, object: &Object, place: Place, gathered: &Gathered<'_>) -> Value {
    let mut members = Map::new();
    let mut taken: Vec<Cow<'_, str>> = Vec::with_capacity(object.fields.len());
    for field in &object.fields {
        let name = match place {
            Place::Header => Cow::Owned(place.name_of(&field.name).to_ascii_lowercase()),
            _ => Cow::Borrowed(field.name.as_str()),
        };
        if let Some(texts) = gathered.get(&name) {
            let list = is_list(schema, field.node);
            let value = if list { all(texts) } else { one(place, texts) };
            // An empty field of a form is one that nobody has filled in.
            if !(place == Place::Form && value == "") {
                members.insert(field.name.clone(), value);
            }
        }
        taken.push(name);
    }
    for (name, texts) in gathered.iter() {
        let unconverted = place == Place::Header && object.fields.iter().any(|field| field.name == name);
        if !unconverted && !taken.iter().any(|taken| taken == name) {
            members.insert(name.to_owned(), if place == Place::Cookie { one(place, texts) } else { one_or_all(texts) });
        }
    }
    Value::Object(members)
}

fn is_list(schema: &Schema, id: NodeId) -> bool {
    matches!(schema.without_null(id).kind, Kind::List(_) | Kind::Tuple { .. })
}

fn one(place: Place, texts: &[Cow<'_, str>]) -> Value {
    place.of_several(texts).map(|text| Value::from(&**text)).unwrap_or_default()
}

fn all(texts: &[Cow<'_, str>]) -> Value {
    texts.iter().map(|text| Value::from(&**text)).collect()
}

fn one_or_all(texts: &[Cow<'_, str>]) -> Value {
    match texts {
        [only] => Value::from(&**only),
        several => all(several),
    }
}
