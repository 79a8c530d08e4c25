//! The parameters of an operation (R39).

use alloc::borrow::Cow;
use alloc::string::String;

use openapi_model::{Map, ParameterLocation, Text, Value};
use smallvec::SmallVec;

use super::texts::{takes_title, title_of_name};
use crate::declare::{GivenParameter, Mode, Parameter, Parameters, RareParameterFields};
use crate::json::Object;
use crate::schemas::{PlacedSchema, SchemaStyle, Schemas};
use crate::scope::OperationInScope;

/// A parameter as the document shows it: one that was declared, or a property of a struct that was.
pub(crate) struct DocumentedParameter<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) location: ParameterLocation,
    required: bool,
    description: Option<&'a Text>,
    deprecated: bool,
    schema: PlacedSchema<'a>,
    rare: Option<&'a RareParameterFields>,
}

/// The parameters that an operation shows.
pub(crate) type DocumentedParameters<'a> = SmallVec<[DocumentedParameter<'a>; 2]>;

/// The order in which FastAPI shows parameters, wherever they are declared.
pub(crate) const LOCATIONS: [ParameterLocation; 5] = [
    ParameterLocation::Path,
    ParameterLocation::Query,
    ParameterLocation::Header,
    ParameterLocation::Cookie,
    ParameterLocation::Querystring,
];

/// R39: the parameters that are shown, grouped as path, query, header, cookie; R84: of one name in one place there is
/// one, which stands where the first stands and is as the last required one says, or else as the last.
pub(crate) fn parameters<'a>(operation: &OperationInScope<'a>, schemas: &'a Schemas) -> DocumentedParameters<'a> {
    let mut documented = DocumentedParameters::new();
    if operation.parameters().next().is_none() {
        return documented;
    }
    for location in LOCATIONS {
        let start = documented.len();
        for declared in operation.parameters().filter(|declared| declared.shown_model(location).is_some()) {
            match &declared.given {
                GivenParameter::One(one) => documented.push(of_declared(operation, one, schemas)),
                GivenParameter::All(all) => add_properties(operation, all, schemas, &mut documented),
            }
        }
        if documented.len() - start > 1 {
            keep_one_of_each_name(start, &mut documented);
        }
    }
    documented
}

/// R84, from a position on, where all parameters are in one place.
fn keep_one_of_each_name(start: usize, documented: &mut DocumentedParameters<'_>) {
    let mut kept: Map<Cow<'_, str>, DocumentedParameter<'_>> = Map::new();
    for parameter in documented.drain(start..) {
        match kept.get_mut(&*parameter.name) {
            Some(earlier) if earlier.required && !parameter.required => {}
            Some(earlier) => *earlier = parameter,
            None => drop(kept.insert(parameter.name.clone(), parameter)),
        }
    }
    documented.extend(kept.into_iter().map(|(_, parameter)| parameter));
}

fn of_declared<'a>(
    operation: &OperationInScope<'_>,
    declared: &'a Parameter,
    schemas: &'a Schemas,
) -> DocumentedParameter<'a> {
    let Parameter { name, location, model, required: _, shown: _, rare } = declared;
    let schema = schemas.schema(model, Mode::Input, operation.role);
    let rare = rare.as_deref();
    let keywords = rare.map(|rare| keywords_for(rare, &schema.value, schemas)).unwrap_or_default();
    let placed = match keywords.is_empty() {
        true => schema.placed(None),
        false => schema.placed(None).with_keywords(&keywords),
    };
    let title = title(&placed.value, name, schemas);
    DocumentedParameter {
        name: Cow::Borrowed(name),
        location: *location,
        required: declared.is_required(),
        description: rare.and_then(|rare| rare.description.as_ref()),
        deprecated: rare.is_some_and(|rare| rare.deprecated),
        schema: placed.titled(title),
        rare,
    }
}

/// The keywords of a parameter's schema that its model does not have; R88: with the description and the deprecation.
fn keywords_for(rare: &RareParameterFields, schema: &Value, schemas: &Schemas) -> Map<Text, Value> {
    let mut keywords = rare.keywords.clone();
    if schemas.style == SchemaStyle::FastApi {
        if let Some(description) = rare.description.as_ref().filter(|_| schema.get("description").is_none()) {
            keywords.insert("description".into(), Value::String(description.clone()));
        }
        if rare.deprecated && schema.get("deprecated").is_none() {
            keywords.insert("deprecated".into(), Value::Bool(true));
        }
    }
    keywords
}

/// R39: each property of a struct is a parameter; of a header's name `_` becomes `-`.
fn add_properties<'a>(
    operation: &OperationInScope<'_>,
    declared: &Parameters,
    schemas: &'a Schemas,
    documented: &mut DocumentedParameters<'a>,
) {
    let location = declared.location;
    let object = &schemas.schema(&declared.model, Mode::Input, operation.role).value;
    let required = object.get("required").and_then(Value::as_array).map_or(&[][..], |names| names);
    for (name, schema) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
        documented.push(DocumentedParameter {
            name: match location {
                ParameterLocation::Header => Cow::Owned(name.replace('_', "-")),
                _ => Cow::Borrowed(name),
            },
            location,
            required: location == ParameterLocation::Path
                || declared.required && required.iter().any(|it| it.as_str() == Some(name)),
            description: match schema.get("description") {
                Some(Value::String(description)) => Some(description),
                _ => None,
            },
            deprecated: schema.get("deprecated") == Some(&Value::Bool(true)),
            schema: PlacedSchema::new(schema, title(schema, name, schemas)),
            rare: None,
        });
    }
}

/// R39: a schema that is not a mere reference is called after its parameter.
fn title(schema: &Value, name: &str, schemas: &Schemas) -> Option<String> {
    (schemas.style == SchemaStyle::FastApi && takes_title(schema)).then(|| title_of_name(name))
}

impl DocumentedParameter<'_> {
    /// Writes the Parameter Object.
    pub(crate) fn write(&self, object: &mut Object<'_>) {
        let Self { name, location, required, description, deprecated, schema, rare } = self;
        object.member("name", name);
        object.member("in", location.as_str());
        object.optional("description", *description);
        object.member("required", required);
        object.flag("deprecated", *deprecated);
        schema.push_json(object.name("schema"));
        if let Some(rare) = rare {
            let RareParameterFields {
                description: _,
                deprecated: _,
                style,
                explode,
                allow_reserved,
                keywords: _,
                example,
                examples,
            } = rare;
            object.optional("style", style.as_ref());
            object.optional("explode", explode.as_ref());
            object.flag("allowReserved", *allow_reserved);
            super::body::write_examples(example.as_ref(), Some(examples), object);
        }
    }
}
