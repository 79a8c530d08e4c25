//! `Whole`: everything that an operation takes, looked at before its handler runs.

use bytes::Bytes;
use openapi_merge::ValidationError;
use openapi_merge::declare::{Taken, TakenParameters};
use openapi_model::ParameterLocation;
use serde_json::{Map, Value, json};

use crate::head::Head;
use crate::invalid::Invalid;
use crate::json::json_value;
use crate::reading::Reading;
use crate::schema::{Schema, of_schema};
use crate::texts::{Gathered, Place, cookie_pairs, form_value, header_pairs, value_of};

/// Everything that an operation takes, as its declaration says it: the look at a whole request that FastAPI takes.
///
/// An extractor tells all that is wrong with what it reads. What is wrong elsewhere in the request is told beside it
/// only if somebody has looked at all of it first.
#[derive(Debug)]
pub struct Whole {
    reading: Reading,
    parameters: Vec<(Place, Schema)>,
    body: Option<Body>,
}

#[derive(Debug)]
struct Body {
    schema: Schema,
    required: bool,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Json,
    Form,
}

impl Whole {
    /// Compiles what an operation takes.
    pub fn new(reading: Reading, taken: &Taken) -> Self {
        let mut parameters: Vec<(Place, Schema)> = Vec::new();
        let mut single: Vec<(Place, Vec<TakenParameters>)> = Vec::new();
        for found in taken.parameters() {
            let place = match found.location {
                ParameterLocation::Path => Place::Path,
                ParameterLocation::Query => Place::Query,
                ParameterLocation::Header => Place::Header,
                ParameterLocation::Cookie => Place::Cookie,
                _ => continue,
            };
            match (&found.one, single.iter_mut().find(|(held, _)| *held == place)) {
                (None, _) => parameters.push((place, of_schema(&found.schema))),
                (Some(_), Some((_, held))) => held.push(found),
                (Some(_), None) => single.push((place, vec![found])),
            }
        }
        parameters.extend(single.iter().map(|(place, found)| (*place, of_schema(&together(found)))));
        parameters.sort_by_key(|(place, _)| *place as u8);
        let body = taken.body().and_then(|body| {
            let is = |essence: &str| body.media_types.iter().any(|media_type| media_type == essence);
            let kind = if body.media_types.iter().any(|media_type| crate::json::is_json(media_type)) {
                Kind::Json
            } else if is("application/x-www-form-urlencoded") {
                Kind::Form
            } else {
                return None;
            };
            Some(Body { schema: of_schema(&body.schema), required: body.required, kind })
        });
        Self { reading, parameters, body }
    }

    /// The patterns of the schemas that cannot be compiled, so that nothing is held against them.
    pub fn unsupported_patterns(&self) -> impl Iterator<Item = &str> {
        let schemas = self.parameters.iter().map(|(_, schema)| schema).chain(self.body.iter().map(|body| &body.schema));
        schemas.flat_map(|schema| schema.unsupported.iter().map(String::as_str))
    }

    /// How the request is read.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Whether the body is looked at, so that it must be read first. A body of another kind, such as a file, is left to
    /// the handler.
    pub fn takes_body(&self) -> bool {
        self.body.is_some()
    }

    /// Looks at a request. `body` is empty where [`takes_body`](Self::takes_body) says no.
    ///
    /// # Errors
    /// Everything that is wrong with it, in FastAPI's order; or that its body cannot be read, alone.
    pub fn look(&self, head: &impl Head, body: &Bytes) -> Result<(), Invalid> {
        let of_body = self.body(head, body);
        let alone = |error: &Invalid| {
            !matches!(error, Invalid::Input(_)) || error.faults().iter().any(|fault| fault.kind == "json_invalid")
        };
        if of_body.as_ref().is_err_and(alone) {
            return of_body;
        }
        let mut faults: Vec<ValidationError> = Vec::new();
        for (place, schema) in &self.parameters {
            if let Err(Invalid::Input(error)) = self.parameters_of(*place, schema, head) {
                faults.extend(error.detail);
            }
        }
        if let Err(Invalid::Input(error)) = of_body {
            faults.extend(error.detail);
        }
        faults.truncate(self.reading.limits.faults.max(1));
        if faults.is_empty() { Ok(()) } else { Err(Invalid::input(faults)) }
    }

    fn parameters_of(&self, place: Place, schema: &Schema, head: &impl Head) -> Result<Value, Invalid> {
        let gathered = match place {
            Place::Path => Gathered::new(&self.reading, place, head.path()?.into_iter())?,
            Place::Query => Gathered::new(&self.reading, place, form_urlencoded::parse(head.query().as_bytes()))?,
            Place::Header => Gathered::new(&self.reading, place, header_pairs(head.headers()))?,
            Place::Cookie | Place::Form => Gathered::new(&self.reading, place, cookie_pairs(head.cookies()))?,
        };
        value_of(&self.reading, schema, place, &gathered)
    }

    fn body(&self, head: &impl Head, body: &Bytes) -> Result<(), Invalid> {
        let Some(declared) = &self.body else { return Ok(()) };
        if body.is_empty() && !declared.required {
            return Ok(());
        }
        let content_type = head.header("content-type");
        match declared.kind {
            Kind::Json => json_value(&self.reading, &declared.schema, content_type, body),
            Kind::Form => form_value(&self.reading, &declared.schema, content_type, body),
        }
        .map(drop)
    }
}

/// Parameters that are declared one by one, as the members of one object.
fn together(parameters: &[TakenParameters]) -> Value {
    let (mut properties, mut required, mut definitions) = (Map::new(), Vec::new(), Map::new());
    for TakenParameters { one, schema, .. } in parameters {
        let Some((name, is_required)) = one else { continue };
        let mut schema = schema.clone();
        if let Some(Value::Object(own)) = schema.as_object_mut().and_then(|schema| schema.shift_remove("$defs")) {
            definitions.extend(own);
        }
        if *is_required {
            required.push(Value::from(&**name));
        }
        properties.insert(name.to_string(), schema);
    }
    json!({
        "type": "object", "properties": properties, "required": required, "$defs": definitions,
        "x-input": { crate::schema::SEPARATE: true },
    })
}
