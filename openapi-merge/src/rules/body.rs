//! The request body of an operation (R39, R72–R82, R127).

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use openapi_model::{Encoding, Example, Map, RefOr, Text, Value};

use super::texts::{operation_id, takes_title, title_of_name};
use crate::declare::{BodyKind, BodyParameter, Mode, RequestBody};
use crate::json::Object;
use crate::schemas::{PlacedSchema, SchemaStyle, Schemas, is_nullable_reference};
use crate::scope::OperationInScope;

/// A request body as the document shows it.
#[derive(Default)]
pub(crate) struct DocumentedBody<'a> {
    description: Option<&'a Text>,
    /// The media types with their schemas, the main one first.
    content: Vec<(Cow<'a, str>, PlacedSchema<'a>)>,
    encoding: Option<&'a Map<Text, Encoding>>,
    example: Option<&'a Value>,
    examples: Option<&'a Map<Text, RefOr<Example>>>,
    required: bool,
}

/// R39: the body, R127: for methods that may have one.
pub(crate) fn request_body<'a>(operation: &OperationInScope<'a>, schemas: &'a Schemas) -> Option<DocumentedBody<'a>> {
    if matches!(&*operation.declared.method, "OPTIONS" | "TRACE") {
        return None;
    }
    match &operation.declared.body {
        Some(declared) => Some(of_declared(operation, declared, schemas)),
        None => of_parameters(operation, schemas),
    }
}

fn of_declared<'a>(
    operation: &OperationInScope<'_>,
    declared: &'a RequestBody,
    schemas: &'a Schemas,
) -> DocumentedBody<'a> {
    let RequestBody { model, media_type, required, rare } = declared;
    let rare = rare.as_deref();
    let schema = |model| schemas.schema(model, Mode::Input, operation.role).placed(None);
    let mut content = Vec::with_capacity(1);
    content.push((Cow::Borrowed(&**media_type), schema(model)));
    for (key, own) in rare.iter().flat_map(|rare| &rare.others) {
        if content.iter().all(|(earlier, _)| *earlier != **key) {
            content.push((Cow::Borrowed(&**key), schema(own.as_ref().unwrap_or(model))));
        }
    }
    DocumentedBody {
        description: rare.and_then(|rare| rare.description.as_ref()),
        content,
        encoding: rare.map(|rare| &rare.encoding),
        example: rare.and_then(|rare| rare.example.as_ref()),
        examples: rare.map(|rare| &rare.examples),
        required: *required,
    }
}

/// R72: several values are the properties of one object; one that stands alone is the body.
fn of_parameters<'a>(operation: &OperationInScope<'a>, schemas: &'a Schemas) -> Option<DocumentedBody<'a>> {
    let parameters = of_each_name(operation);
    let first = *parameters.first()?;
    let media_type = Cow::Borrowed(media_type(&parameters));
    let required = parameters.iter().any(|parameter| parameter.required);
    if is_embedded(&parameters) {
        let schema = PlacedSchema::reference(&component_name(operation));
        return Some(DocumentedBody { content: Vec::from([(media_type, schema)]), required, ..Default::default() });
    }
    Some(DocumentedBody {
        content: Vec::from([(media_type, placed(operation, first, schemas))]),
        example: first.example.as_ref(),
        examples: Some(&first.examples),
        required,
        ..Default::default()
    })
}

/// R82: of one name there is one value, which stands where the first stands and is as the last declares it.
fn of_each_name<'a>(operation: &OperationInScope<'a>) -> Vec<&'a BodyParameter> {
    let mut by_name: Map<&str, &BodyParameter> = Map::new();
    by_name.extend(operation.body_parameters().map(|it| (&*it.parameter.name, &it.parameter)));
    by_name.into_iter().map(|(_, parameter)| parameter).collect()
}

/// R72: whether the values are put together into an object.
fn is_embedded(parameters: &[&BodyParameter]) -> bool {
    match parameters {
        [only] => only.embedded || matches!(only.kind, BodyKind::FormField | BodyKind::File),
        _ => true,
    }
}

/// R75, R78: a file makes a body multipart, a field of a form makes it a form, and what all agree on counts for JSON.
fn media_type<'a>(parameters: &[&'a BodyParameter]) -> &'a str {
    let has = |kind| parameters.iter().any(|parameter| parameter.kind == kind);
    if has(BodyKind::File) {
        return "multipart/form-data";
    }
    if has(BodyKind::FormField) || has(BodyKind::FormModel) {
        return "application/x-www-form-urlencoded";
    }
    let first = parameters.first().and_then(|parameter| parameter.media_type.as_deref());
    let agreed = first.filter(|first| parameters.iter().all(|it| it.media_type.as_deref() == Some(first)));
    agreed.unwrap_or("application/json")
}

/// R79, R81: the schema of one value, with its keywords, and with its name as title unless it is a reference.
fn placed<'a>(
    operation: &OperationInScope<'_>,
    parameter: &'a BodyParameter,
    schemas: &'a Schemas,
) -> PlacedSchema<'a> {
    let schema = schemas.schema(&parameter.model, Mode::Input, operation.role).placed(None);
    let schema = if parameter.keywords.is_empty() { schema } else { schema.with_keywords(&parameter.keywords) };
    let takes_title =
        schemas.style == SchemaStyle::FastApi && takes_title(&schema.value) && !is_nullable_reference(&schema.value);
    schema.titled(takes_title.then(|| title_of_name(&parameter.name)))
}

/// R73: `Body_` and the operation's id.
fn component_name(operation: &OperationInScope<'_>) -> String {
    let id = operation_id(operation).unwrap_or_default();
    let id = id.chars().map(|it| if it.is_ascii_alphanumeric() || "_.-".contains(it) { it } else { '_' });
    "Body_".chars().chain(id).collect()
}

/// R72, R76: adds the component of each body that is put together from several values, those of callbacks too.
pub(crate) fn add_body_components(operations: &[OperationInScope<'_>], schemas: &mut Schemas) {
    let mut components = Vec::new();
    collect_components(operations, schemas, &mut components);
    schemas.add_components(components);
}

fn collect_components(operations: &[OperationInScope<'_>], schemas: &Schemas, components: &mut Vec<(Text, Value)>) {
    for operation in operations {
        let parameters = of_each_name(operation);
        if !parameters.is_empty() && operation.declared.body.is_none() && is_embedded(&parameters) {
            components.push((component_name(operation).into(), component(operation, &parameters, schemas)));
        }
        let callbacks: Vec<_> = operation.callbacks().filter(OperationInScope::shown).collect();
        collect_components(&callbacks, schemas, components);
    }
}

fn component(operation: &OperationInScope<'_>, parameters: &[&BodyParameter], schemas: &Schemas) -> Value {
    let schema = |parameter| placed(operation, parameter, schemas).into_schema().into_value();
    let (models, fields): (Vec<&BodyParameter>, Vec<&BodyParameter>) =
        parameters.iter().partition(|parameter| parameter.kind == BodyKind::FormModel);
    let properties: Map<Text, Value> =
        fields.iter().map(|parameter| (parameter.name.clone(), schema(parameter))).collect();
    let required = fields.iter().filter(|parameter| parameter.required);
    let required: Vec<Value> = required.map(|parameter| Value::String(parameter.name.clone())).collect();
    let mut object = Map::new();
    if !models.is_empty() {
        object.insert("allOf".into(), Value::Array(models.into_iter().map(schema).collect()));
    }
    object.insert("properties".into(), Value::Object(properties));
    object.insert("type".into(), Value::from("object"));
    if !required.is_empty() {
        object.insert("required".into(), Value::Array(required));
    }
    object.insert("title".into(), Value::String(component_name(operation).into()));
    Value::Object(object)
}

impl<'a> DocumentedBody<'a> {
    /// The schema of the main media type.
    pub(crate) fn into_main_schema(self) -> Option<Cow<'a, Value>> {
        self.content.into_iter().next().map(|(_, schema)| schema.value)
    }

    /// Writes the Request Body Object.
    pub(crate) fn write(&self, object: &mut Object<'_>) {
        let Self { description, content, encoding, example, examples, required } = self;
        object.optional("description", *description);
        object.object("content", |object| {
            for (position, (key, schema)) in content.iter().enumerate() {
                Object::push(object.name(key), |object| {
                    schema.push_json(object.name("schema"));
                    write_examples(*example, *examples, object);
                    if let Some(encoding) = encoding.filter(|encoding| position == 0 && !encoding.is_empty()) {
                        object.member("encoding", encoding);
                    }
                });
            }
        });
        object.flag("required", *required);
    }
}

/// Writes the examples of a body's media type or of a parameter; beside named ones there is no other.
pub(super) fn write_examples(
    example: Option<&Value>,
    examples: Option<&Map<Text, RefOr<Example>>>,
    object: &mut Object<'_>,
) {
    match examples.filter(|examples| !examples.is_empty()) {
        None => object.optional("example", example),
        Some(examples) => object.member("examples", examples),
    }
}
