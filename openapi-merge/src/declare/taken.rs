//! `Taken`: what an operation takes, for who holds requests against it.

use alloc::string::ToString;
use alloc::vec::Vec;

use openapi_model::{ParameterLocation, Text, Value};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json};

use super::{Catalog, Declaration, DeclaredParameter, GivenParameter, Kind, Model, RequestBody};

/// What an operation takes: its parameters and its body, whether the document shows them or not.
///
/// Nothing is generated before schemas are asked for.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    parameters: Vec<DeclaredParameter>,
    body: Option<RequestBody>,
}

/// Parameters of one place: a struct whose members they are, or one by itself.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TakenParameters {
    /// Where they are.
    pub location: ParameterLocation,
    /// The name of one parameter, and whether it is required; `None` for the members of a struct.
    pub one: Option<(Text, bool)>,
    /// The schema, with all that it refers to under `$defs`.
    pub schema: Json,
}

/// The body that an operation takes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TakenBody {
    /// Every media type that is accepted.
    pub media_types: Vec<Text>,
    /// Whether there must be one.
    pub required: bool,
    /// The schema, with all that it refers to under `$defs`.
    pub schema: Json,
}

impl Taken {
    pub(crate) fn of(declaration: &Declaration) -> Self {
        Self { parameters: declaration.parameters.iter().cloned().collect(), body: declaration.body.clone() }
    }

    /// The parameters, in the order in which FastAPI looks at them: those of the path, the query, headers and cookies.
    pub fn parameters(&self) -> Vec<TakenParameters> {
        let mut all: Vec<TakenParameters> = self.parameters.iter().map(|declared| taken(&declared.given)).collect();
        all.sort_by_key(|parameters| match parameters.location {
            ParameterLocation::Path => 0,
            ParameterLocation::Query => 1,
            ParameterLocation::Header => 2,
            _ => 3,
        });
        all
    }

    /// The body, if one is declared.
    pub fn body(&self) -> Option<TakenBody> {
        let body = self.body.as_ref()?;
        let others = body.rare.iter().flat_map(|rare| rare.others.iter().map(|(media_type, _)| media_type.clone()));
        Some(TakenBody {
            media_types: core::iter::once(body.media_type.clone()).chain(others).collect(),
            required: body.required,
            schema: input_schema(&body.model),
        })
    }
}

fn taken(given: &GivenParameter) -> TakenParameters {
    match given {
        GivenParameter::One(parameter) => TakenParameters {
            location: parameter.location,
            one: Some((parameter.name.clone(), parameter.is_required())),
            schema: input_schema(&parameter.model),
        },
        GivenParameter::All(all) => {
            TakenParameters { location: all.location, one: None, schema: input_schema(&all.model) }
        }
    }
}

/// The schema of a model where it is read, complete in itself.
fn input_schema(model: &Model) -> Json {
    let (schema, definitions) = match &model.0 {
        Kind::Rust(describe) => {
            let settings = SchemaSettings::draft2020_12().for_deserialize();
            let mut generator: SchemaGenerator = settings.with(|settings| settings.meta_schema = None).into_generator();
            let described = describe(&mut generator);
            (described.schema.to_value(), generator.take_definitions(true))
        }
        Kind::Named(named) => {
            let reference = alloc::format!("#/$defs/{}", named.key);
            (serde_json::json!({ "$ref": reference }), definitions(&named.catalog))
        }
        Kind::AnyOf(models) => return any_of(models),
        Kind::Inline(inline) => (json(&inline.input), inline.catalog.as_deref().map(definitions).unwrap_or_default()),
    };
    match schema {
        Json::Object(mut members) => {
            members.insert("$defs".into(), Json::Object(definitions));
            Json::Object(members)
        }
        other => other,
    }
}

/// Several models: their definitions are told apart by the position of the model.
fn any_of(models: &[Model]) -> Json {
    let mut all = Map::new();
    let branches: Vec<Json> = models
        .iter()
        .enumerate()
        .map(|(position, model)| {
            let mut schema = input_schema(model);
            let own = schema.as_object_mut().and_then(|schema| schema.remove("$defs"));
            let renamed = |key: &str| alloc::format!("{key}.{position}");
            rename(&mut schema, &renamed);
            for (key, mut definition) in own.as_ref().and_then(Json::as_object).cloned().unwrap_or_default() {
                rename(&mut definition, &renamed);
                all.insert(renamed(&key), definition);
            }
            schema
        })
        .collect();
    serde_json::json!({ "anyOf": branches, "$defs": all })
}

fn rename(schema: &mut Json, renamed: &dyn Fn(&str) -> alloc::string::String) {
    match schema {
        Json::String(text) => {
            if let Some(key) = text.strip_prefix("#/$defs/") {
                *text = alloc::format!("#/$defs/{}", renamed(key));
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| rename(item, renamed)),
        Json::Object(members) => members.values_mut().for_each(|member| rename(member, renamed)),
        _ => {}
    }
}

fn definitions(catalog: &Catalog) -> Map<alloc::string::String, Json> {
    catalog.definitions.iter().map(|(key, definition)| (key.to_string(), json(&definition.input))).collect()
}

fn json(value: &Value) -> Json {
    serde_json::to_value(value).unwrap_or_default()
}
