//! The responses of an operation (R1–R31).

use alloc::string::String;
use alloc::vec::Vec;

use openapi_model::{Map, MediaType, RefOr, Response, Schema, StatusCode, StatusKey, Text, Value};

use super::status;
use super::streams;
use super::texts::titled_after_operation;
use super::validation_error::brings_validation_error;
use crate::declare::{self, ExtraFields, GivenModel, Mode, Model};
use crate::deep_merge::{self, deep_merge};
use crate::json::{self, Object};
use crate::schemas::{PlacedSchema, Schemas};
use crate::scope::OperationInScope;

/// A response as the document shows it, put together from up to three places.
pub(crate) struct DocumentedResponse<'a> {
    description: &'a str,
    /// The media type and schema of the main response (R3, R4).
    main: Option<(&'a Text, PlacedSchema<'a>)>,
    /// Whether that is the schema of each item of a stream (R60).
    main_is_stream: bool,
    /// What `responses=` says besides model and description.
    declared: Option<&'a declare::Response>,
    /// The media type and schema of its model (R12, R13).
    model: Option<(&'a Text, PlacedSchema<'a>)>,
    /// Schemas under media types that are declared with them.
    typed: Vec<(&'a Text, PlacedSchema<'a>)>,
}

static JSON: Text = Text::Borrowed("application/json");

/// R20: every response, in order: that of the operation itself, the additional ones, the 422.
pub(crate) fn responses<'a>(
    operation: &OperationInScope<'a>,
    schemas: &'a Schemas,
    mut show: impl FnMut(StatusKey, DocumentedResponse<'a>),
) {
    let main = main_status(operation);
    if let Some(key) = main {
        show(key, main_response(operation, key, schemas));
    }
    for (key, declared) in operation.responses().filter(|(key, _)| Some(*key) != main) {
        show(key, additional_response(operation, key, &declared.response, schemas));
    }
    if let (true, Ok(code)) = (brings_validation_error(operation, main), StatusCode::new(422)) {
        show(code.into(), validation_error_response(schemas));
    }
}

/// R1: the status that is declared; R2: else that of the response class.
pub(crate) fn main_status(operation: &OperationInScope<'_>) -> Option<StatusKey> {
    match &operation.declared.status {
        Some(given) => given.key.clone().ok(),
        None => operation.response_class().status.and_then(|code| StatusCode::new(code).ok()).map(StatusKey::Code),
    }
}

/// R5: the model that is declared, else what the handler returns, unless it is declared that there is none.
pub(crate) fn response_model<'a>(operation: &OperationInScope<'a>) -> Option<&'a Model> {
    match &operation.declared.response_model {
        GivenModel::Said(model) | GivenModel::Returned(model) => Some(model),
        GivenModel::None | GivenModel::Unsaid => None,
    }
}

/// R3, R4: the media type of the main response; R7: a class without one has no content, R8: nor has a status that never
/// has a body.
fn media_type_of_main_response<'a>(operation: &OperationInScope<'a>) -> Option<&'a Text> {
    let explicit = operation.declared.status.as_ref().and_then(|given| given.key.clone().ok());
    // R8 asks the explicit status only: a class whose default is 204 still has content.
    if explicit.is_some_and(|key| !status::may_have_body(key)) {
        return None;
    }
    operation.response_class().media_type.as_ref().filter(|media_type| !media_type.is_empty())
}

/// Whether the main response has a place for the response model: R4 and R7 leave none.
pub(crate) fn shows_response_model(operation: &OperationInScope<'_>) -> bool {
    operation.response_class().json && media_type_of_main_response(operation).is_some()
}

/// R3: the response of the operation itself is JSON with its model, R4: or a string; R10: it has its description; R18:
/// what `responses=` says for its status is merged over it.
fn main_response<'a>(operation: &OperationInScope<'a>, key: StatusKey, schemas: &'a Schemas) -> DocumentedResponse<'a> {
    let described = operation.declared.rare.as_ref().and_then(|rare| rare.response_description.as_deref());
    let generated = described.unwrap_or("Successful Response");
    let stream = operation.stream();
    let main = media_type_of_main_response(operation).map(|media_type| {
        if let Some(stream) = stream {
            return (stream.media_type(), streams::item(operation, stream, schemas));
        }
        let schema = if !operation.response_class().json {
            schemas.text().placed(None)
        } else if let Some(model) = response_model(operation) {
            let schema = schemas.schema(model, Mode::Output, operation.role);
            titled_after_operation(operation, schema, None, schemas)
        } else {
            schemas.anything().placed(None)
        };
        (media_type, schema)
    });
    match operation.response(key) {
        None => DocumentedResponse {
            description: generated,
            main,
            main_is_stream: stream.is_some(),
            declared: None,
            model: None,
            typed: Vec::new(),
        },
        Some(declared) => DocumentedResponse {
            description: choose_description(key, &declared.response, generated),
            main,
            main_is_stream: stream.is_some(),
            ..additional_response(operation, key, &declared.response, schemas)
        },
    }
}

/// R12: an additional response, in which `model` becomes a schema under `content`.
fn additional_response<'a>(
    operation: &OperationInScope<'a>,
    key: StatusKey,
    declared: &'a declare::Response,
    schemas: &'a Schemas,
) -> DocumentedResponse<'a> {
    let placed = |media_type: &'a Text, model| {
        let schema = schemas.schema(model, Mode::Output, operation.role);
        (media_type, titled_after_operation(operation, schema, Some(key), schemas))
    };
    DocumentedResponse {
        description: choose_description(key, declared, ""),
        main: None,
        main_is_stream: false,
        declared: Some(declared),
        model: declared.model.as_ref().map(|model| placed(media_type_for_model(operation), model)),
        typed: declared.typed.iter().map(|(media_type, model)| placed(media_type, model)).collect(),
    }
}

/// R13, R15: a model goes to the media type of the operation's response class; R16: to JSON if that has none.
pub(crate) fn media_type_for_model<'a>(operation: &OperationInScope<'a>) -> &'a Text {
    let media_type = operation.response_class().media_type.as_ref();
    media_type.filter(|media_type| !media_type.is_empty()).unwrap_or(&JSON)
}

/// R11: the first that is not empty: the response's own description, that of the response it is merged over, the phrase
/// of its status, "Additional Response".
fn choose_description<'a>(key: StatusKey, declared: &'a declare::Response, generated: &'a str) -> &'a str {
    let descriptions = [declared.description.as_deref().unwrap_or_default(), generated];
    let given = descriptions.into_iter().find(|description| !description.is_empty());
    given.or_else(|| status::phrase(key)).unwrap_or("Additional Response")
}

/// R32: the 422.
fn validation_error_response(schemas: &Schemas) -> DocumentedResponse<'_> {
    let model = Some((&JSON, schemas.validation_error().placed(None)));
    let description = "Validation Error";
    DocumentedResponse { description, main: None, main_is_stream: false, declared: None, model, typed: Vec::new() }
}

impl DocumentedResponse<'_> {
    /// Appends the Response Object, or a reference with what stands beside it.
    pub(crate) fn push(self, json: &mut String) {
        if self.needs_merging() {
            return json::push(json, &self.into_object());
        }
        let declared = self.declared.map_or(ExtraFields::None, declare::Response::extra_fields);
        let with_schema = |(key, schema): &(&Text, PlacedSchema<'_>), content: &mut Object<'_>| {
            Object::push(content.name(key), |object| schema.push_json(object.name("schema")));
        };
        Object::push(json, |object| {
            if let ExtraFields::Object(declared) = declared {
                object.optional("summary", declared.summary.as_ref());
            }
            object.member("description", self.description);
            if let ExtraFields::Object(declared) = declared {
                object.map("headers", &declared.headers);
            }
            object.object("content", |content| {
                if let Some((key, schema)) = &self.main {
                    let member = if self.main_is_stream { "itemSchema" } else { "schema" };
                    Object::push(content.name(key), |object| schema.push_json(object.name(member)));
                }
                match declared {
                    ExtraFields::None => {}
                    ExtraFields::MediaType(key) => content.name(key).push_str("{}"),
                    ExtraFields::Object(declared) => content.members(&declared.content),
                }
                self.model.iter().chain(&self.typed).for_each(|model| with_schema(model, content));
            });
            if let ExtraFields::Object(declared) = declared {
                object.map("links", &declared.links);
            }
        });
    }

    /// Whether the places that the response comes from cannot be written one after the other: one of them is a
    /// reference or has an order of its own, or two of them have the same media type.
    fn needs_merging(&self) -> bool {
        let declared = self.declared.map_or(ExtraFields::None, declare::Response::extra_fields);
        let has_own_order = matches!(declared, ExtraFields::Object(object) if !object.extensions.is_default());
        if has_own_order || self.declared.is_some_and(|declared| declared.reference.is_some()) {
            return true;
        }
        let is_declared = |key: &Text| match declared {
            ExtraFields::None => false,
            ExtraFields::MediaType(declared) => declared == key,
            ExtraFields::Object(declared) => declared.content.contains_key(key),
        };
        let generated = || self.main.iter().chain(&self.model).chain(&self.typed).map(|(key, _)| *key);
        generated()
            .enumerate()
            .any(|(position, key)| is_declared(key) || generated().take(position).any(|earlier| earlier == key))
    }

    /// The response as an object. R17: a model's schema is merged into the one that stands there; R18, R19: then all is
    /// merged over the main response.
    pub(crate) fn into_object(self) -> RefOr<Response> {
        let mut object = self.declared.map_or_else(|| RefOr::Item(Response::default()), written);
        for (media_type, schema) in self.model.into_iter().chain(self.typed) {
            add_schema(&mut object, media_type, schema);
        }
        if let Some((media_type, schema)) = self.main {
            merge_over(media_type, schema, self.main_is_stream, &mut object);
        }
        let description = Some(Text::Owned(self.description.into()));
        match &mut object {
            RefOr::Item(response) => response.description = description,
            RefOr::Ref(reference) => reference.description = description,
        }
        object
    }
}

/// All but model and description; R31: a reference may have siblings.
fn written(declared: &declare::Response) -> RefOr<Response> {
    let object = declared.extra_fields().to_object();
    let Some(reference) = &declared.reference else { return RefOr::Item(object) };
    let mut reference = reference.as_ref().clone();
    reference.summary = object.summary.clone().or(reference.summary);
    if let Ok(serde_json::Value::Object(siblings)) = serde_json::to_value(&object) {
        for (key, value) in siblings.into_iter().filter(|(key, _)| key != "summary") {
            merge_sibling(&mut reference.extensions, &key, value.into());
        }
    }
    RefOr::Ref(reference)
}

fn merge_sibling(siblings: &mut openapi_model::Extensions, key: &str, later: Value) {
    match siblings.get_mut(key) {
        Some(earlier) => deep_merge(earlier, later),
        None => {
            siblings.insert(Text::Owned(key.into()), later);
        }
    }
}

/// R12, R13, R17.
fn add_schema(object: &mut RefOr<Response>, media_type: &Text, schema: PlacedSchema<'_>) {
    let schema = schema.into_schema();
    match object {
        RefOr::Item(response) => {
            match response.content.get_or_insert_with(media_type.clone(), || MediaType::default().into()) {
                RefOr::Item(media_type) => {
                    media_type.schema = Some(deep_merge::schemas(media_type.schema.take(), schema));
                }
                RefOr::Ref(reference) => merge_sibling(&mut reference.extensions, "schema", schema.into_value()),
            }
        }
        RefOr::Ref(reference) => {
            merge_sibling(&mut reference.extensions, "content", content_of(media_type, schema.into_value()));
        }
    }
}

/// `{MEDIA_TYPE: {"schema": …}}`
fn content_of(media_type: &Text, schema: Value) -> Value {
    let schema = Value::Object(Map::from([("schema", schema)]));
    Value::Object(Map::from([(media_type.clone(), schema)]))
}

/// R18, R19: the main response has one media type with a schema, which comes first.
fn merge_over(media_type: &Text, schema: PlacedSchema<'_>, is_stream: bool, object: &mut RefOr<Response>) {
    let schema = schema.into_schema();
    if is_stream {
        return merge_over_stream(media_type, schema, object);
    }
    match object {
        RefOr::Item(response) => {
            let mut declared: Vec<_> = core::mem::take(&mut response.content).into_iter().collect();
            let mut main = RefOr::Item(MediaType::of(schema));
            if let Some(position) = declared.iter().position(|(key, _)| key == media_type) {
                let (_, mut later) = declared.remove(position);
                deep_merge::media_types(&main, &mut later);
                main = later;
            }
            response.content = [(media_type.clone(), main)].into_iter().chain(declared).collect();
        }
        RefOr::Ref(reference) => {
            let mut merged = content_of(media_type, schema.into_value());
            if let Some(declared) = reference.extensions.remove("content") {
                deep_merge(&mut merged, declared);
            }
            reference.extensions.insert("content", merged);
        }
    }
}

/// R66: what is declared of a stream's media type is merged with the schema of its items.
fn merge_over_stream(media_type: &Text, item: Schema, object: &mut RefOr<Response>) {
    if let RefOr::Item(response) = object {
        let mut declared: Vec<_> = core::mem::take(&mut response.content).into_iter().collect();
        let mut main = MediaType::default();
        if let Some(position) = declared.iter().position(|(key, _)| key == media_type) {
            if let (_, RefOr::Item(earlier)) = declared.remove(position) {
                main = earlier;
            }
        }
        main.item_schema.get_or_insert(item);
        response.content = [(media_type.clone(), main.into())].into_iter().chain(declared).collect();
    }
}
