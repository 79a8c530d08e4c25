//! The parameters of an operation (R39).

use alloc::borrow::Cow;
use alloc::string::String;

use openapi_model::{ParameterLocation, Text, Value};
use smallvec::SmallVec;

use super::texts::{takes_title, title_of_name};
use crate::declare::{GivenParameter, Mode, Model, Parameter, RareParameterFields};
use crate::render::json::Object;
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

/// R39: the parameters that are shown, grouped as path, query, header, cookie.
pub(crate) fn parameters<'a>(operation: &OperationInScope<'a>, schemas: &'a Schemas) -> DocumentedParameters<'a> {
    let mut documented = DocumentedParameters::new();
    let declared = &operation.declared.parameters;
    for location in LOCATIONS.into_iter().filter(|_| !declared.is_empty()) {
        for parameter in declared {
            match &parameter.given {
                GivenParameter::One(one) if one.shown && one.location == location => {
                    documented.push(of_declared(operation, one, schemas));
                }
                GivenParameter::Struct(given, model) if *given == location => {
                    add_properties(operation, location, model, schemas, &mut documented);
                }
                _ => {}
            }
        }
    }
    documented
}

fn of_declared<'a>(
    operation: &OperationInScope<'_>,
    declared: &'a Parameter,
    schemas: &'a Schemas,
) -> DocumentedParameter<'a> {
    let Parameter { name, location, model, required: _, shown: _, rare } = declared;
    let schema = schemas.schema(model, Mode::Input, operation.role);
    let rare = rare.as_deref();
    DocumentedParameter {
        name: Cow::Borrowed(name),
        location: *location,
        required: declared.is_required(),
        description: rare.and_then(|rare| rare.description.as_ref()),
        deprecated: rare.is_some_and(|rare| rare.deprecated),
        schema: schema.placed(title(&schema.value, name, schemas)),
        rare,
    }
}

/// R39: each property of a struct is a parameter; of a header's name `_` becomes `-`.
fn add_properties<'a>(
    operation: &OperationInScope<'_>,
    location: ParameterLocation,
    model: &Model,
    schemas: &'a Schemas,
    documented: &mut DocumentedParameters<'a>,
) {
    let object = &schemas.schema(model, Mode::Input, operation.role).value;
    let required = object.get("required").and_then(Value::as_array).map_or(&[][..], |names| names);
    for (name, schema) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
        documented.push(DocumentedParameter {
            name: match location {
                ParameterLocation::Header => Cow::Owned(name.replace('_', "-")),
                _ => Cow::Borrowed(name),
            },
            location,
            required: location == ParameterLocation::Path || required.iter().any(|it| it.as_str() == Some(name)),
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
        if let Some(RareParameterFields { description: _, deprecated: _, example, examples }) = rare {
            super::body::write_examples(example.as_ref(), examples, object);
        }
    }
}
