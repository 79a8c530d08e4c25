//! One function per FastAPI rule, each with its number; [`combine`](crate::combine) is their table of contents.
//!
//! | rule | where, if not here |
//! |---|---|
//! | R1, R2 status of the main response | `main_status` |
//! | R3, R4, R7, R8 its media type and schema | `main_response`, `media_type_of_main_response` |
//! | R5 its model | `response_model` |
//! | R6 titles of inline schemas | `inline_title` |
//! | R9 which status has a body | `status::may_have_body`, `checks::model_of_response` |
//! | R10, R11 descriptions | `main_response`, `choose_description`, `status::phrase` |
//! | R12, R17 an additional response's model | `attach_model` |
//! | R13, R15, R16 and its media type | `media_type_for_model` |
//! | R14, R21, R22, R29 status keys | `declare::IntoStatusKey` |
//! | R18, R19, R20 what joins the main response | `join`, `merge_over` |
//! | R23, R24, R25 deep merge | `deep_merge` |
//! | R26, R27, R28 layers | `layers::Said` |
//! | R30, R31 headers, links, other members | `declare::Response::written` |
//! | R32, R33, R34 the 422 | `validation_error_response`, `brings_validation_error`, `validation_error` |
//! | R35 hidden operations | `layers::Said::shown` |
//! | R36, R37, R38 what writing the document changes | nowhere: a document is written as it is |
//! | R39 operationId, summary, parameters, body, security | `request` |
//! | R40, R41, R42, R43, R44, R45, R46 callbacks | `callbacks`, `checks::callbacks`, `api::security_schemes` |
//! | R47, R48 several methods, `openapi_extra` | `declare::Operation` |
//! | R49 one path twice | `api::Api::document`, `checks::operation` |
//! | R50, R57 which models are components | `each_model`, `shows_response_model` |
//! | R51, R52, R53, R54 their names | `naming::choose_names` |
//! | R55 schemas that are not separate | `schemas::Schemas::mode` |
//! | R56 webhooks | `layers::Role::Webhook` |
//! | R58 a callback's path | `layers::Said::path` |
//! | R59 default response classes | `layers::Said::response_class` |
//! | E1, E2, E8 statuses | `checks::statuses` |
//! | E3, E4 responses that are no objects | the types of `declare::Response` |
//! | E5, E6, E7 prefixes and paths | `checks::prefix`, `checks::empty_paths`, `checks::path_template` |

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use openapi_model::{
    self as oas, Map, MediaType, ParameterLocation, RefOr, Response, Responses, Schema, SecurityRequirement,
    StatusCode, StatusKey, Text, Value,
};

use crate::declare::{self, Declared, GivenParameter, Mode, Model, Parameters};
use crate::layers::{Role, Said};
use crate::path::PathTemplate;
use crate::python_text::{push_identifier, spaced_title};
use crate::schemas::{SchemaStyle, Schemas};
use crate::{deep_merge, fastapi_style, status, validation_error};

/// R39: what the operation is called and what it takes; everything but responses and callbacks.
pub(crate) fn request(said: &Said<'_>, schemas: &Schemas) -> oas::Operation {
    let mut operation = oas::Operation::default();
    let path = said.path();
    operation.tags = said.tags();
    operation.summary = summary(said);
    operation.operation_id = operation_id(said, &path);
    operation.deprecated = said.deprecated();
    operation.parameters = parameters(said, schemas);
    operation.request_body = request_body(said, schemas);
    operation.security = security(said);
    if let Some(more) = &said.operation.more {
        operation.description = description(more.description.as_ref());
        operation.external_docs = more.external_docs.clone().map(Box::new);
        operation.servers = more.servers.clone();
        operation.extensions = more.extensions.clone();
    }
    operation
}

/// R39: the summary that was given, or the name as a title.
fn summary(said: &Said<'_>) -> Option<Text> {
    let given = said.operation.more.as_ref().and_then(|more| more.summary.clone());
    given.or_else(|| said.operation.name.as_ref().map(|name| spaced_title(name).into()))
}

/// R39: the description up to the first form feed, without the space around it.
fn description(given: Option<&Text>) -> Option<Text> {
    let given = given?;
    let shown = given.split('\u{c}').next().unwrap_or_default().trim();
    match shown.len() {
        0 => None,
        length if length == given.len() => Some(given.clone()),
        _ => Some(Text::Owned(shown.into())),
    }
}

/// R39: the operationId that was given, or name, path and method as an identifier. No name, no id.
pub(crate) fn operation_id(said: &Said<'_>, path: &str) -> Option<Text> {
    let given = said.operation.more.as_ref().and_then(|more| more.operation_id.clone());
    given.or_else(|| said.operation.name.as_ref().map(|name| generated_id(said, name, path).into()))
}

fn generated_id(said: &Said<'_>, name: &str, path: &str) -> String {
    let mut id = String::with_capacity(name.len() + path.len() + 8);
    push_identifier(&mut id, name);
    match path.contains(':') {
        true => push_identifier(&mut id, &PathTemplate::new(path).documented()),
        false => push_identifier(&mut id, path),
    }
    id.push('_');
    id.extend(said.operation.method.chars().flat_map(char::to_lowercase));
    id
}

/// R39: parameters that are shown, grouped as path, query, header, cookie.
fn parameters(said: &Said<'_>, schemas: &Schemas) -> Vec<RefOr<oas::Parameter>> {
    let mut written = Vec::with_capacity(said.operation.parameters.len());
    for Parameters { given, .. } in &said.operation.parameters {
        match given {
            GivenParameter::One(parameter) if parameter.shown => written.push(one_parameter(said, parameter, schemas)),
            GivenParameter::One(_) => {}
            GivenParameter::Struct(location, model) => {
                written.extend(parameters_of_struct(said, *location, model, schemas));
            }
        }
    }
    written.sort_by_key(|parameter| place_among_parameters(parameter.location));
    written.into_iter().map(RefOr::Item).collect()
}

fn place_among_parameters(location: ParameterLocation) -> u8 {
    match location {
        ParameterLocation::Path => 0,
        ParameterLocation::Query => 1,
        ParameterLocation::Header => 2,
        ParameterLocation::Cookie => 3,
        _ => 4,
    }
}

fn one_parameter(said: &Said<'_>, declared: &declare::Parameter, schemas: &Schemas) -> oas::Parameter {
    let mut parameter = oas::Parameter::new(declared.name.clone(), declared.location);
    parameter.required = Some(declared.required || declared.location == ParameterLocation::Path);
    parameter.schema = Some(titled(schemas.schema(&declared.model, Mode::Input, said.role), &declared.name, schemas));
    if let Some(more) = &declared.more {
        parameter.description = more.description.clone();
        parameter.deprecated = more.deprecated;
        parameter.example = more.example.clone();
        parameter.examples = more.examples.clone();
    }
    parameter
}

fn parameters_of_struct(
    said: &Said<'_>,
    location: ParameterLocation,
    model: &Model,
    schemas: &Schemas,
) -> Vec<oas::Parameter> {
    let mut object = schemas.schema(model, Mode::Input, said.role).into_value();
    let required: Vec<String> = object["required"]
        .as_array()
        .map(|names| names.iter().filter_map(|name| name.as_str().map(Into::into)).collect())
        .unwrap_or_default();
    let Some(Value::Object(properties)) = object.get_mut("properties") else { return Vec::new() };
    core::mem::take(properties)
        .into_iter()
        .map(|(name, mut schema)| {
            let required = required.iter().any(|required| *required == *name);
            // As FastAPI turns `x_token` into `x-token`.
            let name = if location == ParameterLocation::Header { name.replace('_', "-").into() } else { name };
            let mut parameter = oas::Parameter::new(name, location);
            parameter.required = Some(required || location == ParameterLocation::Path);
            if schemas.style == SchemaStyle::FastApi {
                fastapi_style::title_of_parameter(&mut schema, &parameter.name);
            }
            if let Some(keywords) = schema.as_object_mut() {
                parameter.deprecated = keywords.get("deprecated").and_then(Value::as_bool).unwrap_or_default();
                if let Some(Value::String(text)) = keywords.get("description") {
                    parameter.description = Some(text.clone());
                }
            }
            parameter.schema = oas::FromValue::from_value(schema).ok();
            parameter
        })
        .collect()
}

/// FastAPI titles what stands under a name.
fn titled(schema: Schema, name: &str, schemas: &Schemas) -> Schema {
    if schemas.style != SchemaStyle::FastApi {
        return schema;
    }
    let mut value = schema.into_value();
    fastapi_style::title_of_parameter(&mut value, name);
    oas::FromValue::from_value(value).unwrap_or_default()
}

/// R39: the body, for methods that may have one.
fn request_body(said: &Said<'_>, schemas: &Schemas) -> Option<RefOr<oas::RequestBody>> {
    let declared = said.operation.body.as_deref()?;
    if matches!(&*said.operation.method, "OPTIONS" | "TRACE") {
        return None;
    }
    let mut media_type = MediaType::of(schemas.schema(&declared.model, Mode::Input, said.role));
    media_type.example = declared.example.clone();
    media_type.examples = declared.examples.clone();
    let mut body = oas::RequestBody::default();
    for key in &declared.others {
        body.content.insert(key.clone(), media_type.clone().into());
    }
    body.content.insert(declared.media_type.clone(), media_type.into());
    body.description = declared.description.clone();
    body.required = declared.required;
    Some(body.into())
}

/// R39: each scheme once, with the scopes that any layer needs.
fn security(said: &Said<'_>) -> Option<Vec<SecurityRequirement>> {
    let mut needed: Map<Text, Vec<Text>> = Map::new();
    for security in said.security() {
        let scopes = needed.get_or_insert_with(security.name.clone(), Vec::new);
        for scope in &security.scopes {
            if !scopes.contains(scope) {
                scopes.push(scope.clone());
            }
        }
    }
    (!needed.is_empty())
        .then(|| needed.into_iter().map(|(name, scopes)| SecurityRequirement::new(name, scopes)).collect())
}

/// R1: the status that is said; R2: else that of the response class.
pub(crate) fn main_status(said: &Said<'_>) -> Option<StatusKey> {
    match &said.operation.status {
        Some(given) => given.key.clone().ok(),
        None => said.response_class().status.and_then(|code| StatusCode::new(code).ok()).map(StatusKey::Code),
    }
}

/// R5: the model that is said, else what the handler returns, unless it is said that there is none.
pub(crate) fn response_model<'a>(said: &Said<'a>) -> Option<&'a Model> {
    use declare::GivenModel;
    match &said.operation.response_model {
        GivenModel::Said(model) | GivenModel::Returned(model) => Some(model),
        GivenModel::None | GivenModel::Unsaid => None,
    }
}

/// R3, R4, R7, R8: whether the response model is shown, and under which media type.
pub(crate) fn media_type_of_main_response<'a>(said: &Said<'a>) -> Option<&'a Text> {
    let explicit = said.operation.status.as_ref().and_then(|given| given.key.clone().ok());
    // R8 asks the explicit status only: a class whose default is 204 still has content.
    if explicit.is_some_and(|key| !status::may_have_body(key)) {
        return None;
    }
    said.response_class().media_type.as_ref().filter(|media_type| !media_type.is_empty())
}

/// R3: the response of the operation itself, JSON with its model; R4: or a string; R10: with its description.
pub(crate) fn main_response(said: &Said<'_>, schemas: &Schemas) -> Responses {
    let mut responses = Responses::default();
    let Some(key) = main_status(said) else { return responses };
    let more = said.operation.more.as_ref();
    let described = more.and_then(|more| more.response_description.clone());
    let mut response = Response::new(described.unwrap_or(Text::Borrowed("Successful Response")));
    if let Some(media_type) = media_type_of_main_response(said) {
        let schema = if !said.response_class().json {
            Schema::new(Map::from([("type", Value::from("string"))]))
        } else if let Some(model) = response_model(said) {
            inline_title(said, schemas.schema(model, Mode::Output, said.role), None, schemas)
        } else {
            Schema::default()
        };
        response.content.insert(media_type.clone(), MediaType::of(schema).into());
    }
    responses.by_status.insert(key, response.into());
    responses
}

/// R6: a schema that is not a mere reference is called after its operation.
fn inline_title(said: &Said<'_>, mut schema: Schema, key: Option<StatusKey>, schemas: &Schemas) -> Schema {
    if schemas.style != SchemaStyle::FastApi {
        return schema;
    }
    if let Some(keywords) = schema.keywords_mut() {
        if !keywords.contains_key("$ref") && !keywords.contains_key("title") {
            let path = said.path();
            let id = operation_id(said, &path).unwrap_or_else(|| generated_id(said, "", &path).into());
            let title = match key {
                Some(key) => alloc::format!("Response_{key}_{id}"),
                None => alloc::format!("Response_{id}"),
            };
            keywords.insert("title".into(), spaced_title(&title).into());
        }
    }
    schema
}

/// R13, R15: a model goes to the media type of the operation's response class; R16: to JSON if that has none.
fn media_type_for_model(said: &Said<'_>) -> Text {
    let media_type = said.response_class().media_type.clone();
    media_type.filter(|media_type| !media_type.is_empty()).unwrap_or(Text::Borrowed("application/json"))
}

/// R12: an additional response, its model no member of it but a schema; R17: merged into the one that stands there.
pub(crate) fn attach_model(
    said: &Said<'_>,
    key: StatusKey,
    additional: &Declared,
    schemas: &Schemas,
) -> RefOr<Response> {
    let mut object = additional.response.written();
    let Some(model) = &additional.response.model else { return object };
    let schema = inline_title(said, schemas.schema(model, Mode::Output, said.role), Some(key), schemas);
    let media_type = media_type_for_model(said);
    match &mut object {
        RefOr::Item(response) => {
            match response.content.get_or_insert_with(media_type, || MediaType::default().into()) {
                RefOr::Item(media_type) => {
                    media_type.schema = Some(deep_merge::schemas(media_type.schema.take(), schema));
                }
                RefOr::Ref(reference) => {
                    let mut merged = reference.extensions.remove("schema").unwrap_or_default();
                    deep_merge::deep_merge(&mut merged, schema.into_value());
                    reference.extensions.insert("schema", merged);
                }
            }
        }
        RefOr::Ref(reference) => {
            let content = Map::from([(media_type, Map::from([("schema", schema.into_value())]))]);
            let content = content.into_iter().map(|(key, value): (Text, Map<Text, Value>)| (key, Value::Object(value)));
            let mut merged = reference.extensions.remove("content").unwrap_or_default();
            deep_merge::deep_merge(&mut merged, Value::Object(content.collect()));
            reference.extensions.insert("content", merged);
        }
    }
    object
}

/// R11: the first that is not empty: the response's own description, that of the response it joins, the phrase of
/// its status, "Additional Response".
fn choose_description(key: StatusKey, own: Option<&Text>, joined: Option<&Text>) -> Text {
    let said = [own, joined].into_iter().flatten().find(|text| !text.is_empty());
    match said {
        Some(text) => text.clone(),
        None => Text::Borrowed(status::phrase(key).unwrap_or("Additional Response")),
    }
}

/// R20: an additional response comes after the others; R18: or is merged over the main one, in its place.
pub(crate) fn join(responses: &mut Responses, key: StatusKey, additional: &Declared, mut incoming: RefOr<Response>) {
    let generated = responses.by_status.get_mut(&key);
    let joined = generated.as_ref().and_then(|generated| generated.item()).and_then(|it| it.description.as_ref());
    let description = choose_description(key, additional.response.said_description(), joined);
    if let Some(RefOr::Item(generated)) = generated.as_deref() {
        merge_over(generated, &mut incoming);
    }
    match &mut incoming {
        RefOr::Item(response) => response.description = Some(description),
        RefOr::Ref(reference) => reference.description = Some(description),
    }
    match generated {
        Some(generated) => *generated = incoming,
        None => {
            responses.by_status.insert(key, incoming);
        }
    }
}

/// R18, R19: the generated response holds a description and at most one media type with a schema, which the other's
/// model is merged over; all else comes from `said`.
fn merge_over(generated: &Response, said: &mut RefOr<Response>) {
    match said {
        RefOr::Item(said) => {
            let mut content = generated.content.clone();
            for (key, mut media_type) in core::mem::take(&mut said.content) {
                if let Some(generated) = content.get(&*key) {
                    deep_merge::media_types(generated, &mut media_type);
                }
                content.insert(key, media_type);
            }
            said.content = content;
        }
        RefOr::Ref(said) => {
            let schema_of = |media_type: &RefOr<MediaType>| {
                let schema = media_type.item().and_then(|item| item.schema.clone());
                Value::Object(
                    schema.map(|schema| (Text::Borrowed("schema"), schema.into_value())).into_iter().collect(),
                )
            };
            if !generated.content.is_empty() {
                let content = generated.content.iter().map(|(key, media_type)| (key.clone(), schema_of(media_type)));
                let mut merged = Value::Object(content.collect());
                if let Some(own) = said.extensions.remove("content") {
                    deep_merge::deep_merge(&mut merged, own);
                }
                said.extensions.insert("content", merged);
            }
        }
    }
}

/// R32: a 422 where there is any input; R33: unless 422, 4XX or default is there.
pub(crate) fn validation_error_response(said: &Said<'_>, responses: &mut Responses, schemas: &Schemas) {
    if !brings_validation_error(said) {
        return;
    }
    let schema = schemas.schema(&validation_error::model(), Mode::Output, Role::Path);
    let response = Response::new("Validation Error").with_content("application/json", MediaType::of(schema));
    if let Ok(code) = StatusCode::new(422) {
        responses.by_status.insert(code.into(), response.into());
    }
}

/// Whether R32 and R33 bring a 422.
pub(crate) fn brings_validation_error(said: &Said<'_>) -> bool {
    if said.operation.parameters.is_empty() && said.operation.body.is_none() {
        return false;
    }
    let suppressing = |key: StatusKey| {
        matches!(key, StatusKey::Default | StatusKey::Range(oas::StatusRange::ClientError))
            || validation_error::is_key(key)
    };
    let suppressed = said.responses().keys().copied().any(suppressing);
    !suppressed && !main_status(said).is_some_and(suppressing)
}

/// R40: what this API will ask of others, by name and expression; R41: those of one name add up; R42: callbacks have
/// callbacks, R43: and routers routers; R46: what is hidden leaves nothing.
pub(crate) fn callbacks(said: &Said<'_>, schemas: &Schemas) -> Map<Text, RefOr<oas::Callback>> {
    let mut callbacks: Map<Text, RefOr<oas::Callback>> = Map::new();
    said.visit_callbacks(&mut |callback| {
        let Some(name) = callback.operation.name.clone().filter(|_| callback.shown()) else { return };
        let operation = crate::combine::combine(&callback, schemas);
        let held = callbacks.get_or_insert_with(name, || oas::Callback::default().into());
        if let RefOr::Item(held) = held {
            let expression = Text::Owned(callback.path().into_owned());
            let path_item = held.expressions.get_or_insert_with(expression, oas::PathItem::default);
            path_item.insert(&callback.operation.method, operation);
        }
    });
    callbacks
}

/// R50, R53, R56, R57: every model that is shown, with its direction, in the order in which FastAPI meets them: all
/// those of callbacks, then of bodies, of responses, of parameters.
pub(crate) fn each_model(each_operation: EachOperation<'_>, use_model: &mut dyn FnMut(&Model, Mode, Role)) {
    each_operation(&mut |said| {
        let each_callback = |visit_one: &mut dyn FnMut(&Said<'_>)| {
            said.visit_callbacks(&mut |callback| {
                if callback.shown() {
                    visit_one(&callback);
                }
            });
        };
        if said.callbacks().next().is_some() {
            each_model(&each_callback, use_model);
        }
    });
    each_operation(&mut |said| {
        if let Some(body) = &said.operation.body {
            use_model(&body.model, Mode::Input, said.role);
        }
    });
    each_operation(&mut |said| {
        if let (Some(model), true) = (response_model(said), shows_response_model(said)) {
            use_model(model, Mode::Output, said.role);
        }
        for declared in said.responses().values() {
            if let Some(model) = &declared.response.model {
                use_model(model, Mode::Output, said.role);
            }
        }
    });
    each_operation(&mut |said| models_of_parameters(said, use_model));
    each_operation(&mut |said| {
        if brings_validation_error(said) {
            use_model(&validation_error::model(), Mode::Output, Role::Path);
        }
    });
}

/// Calls what it is given with each operation.
pub(crate) type EachOperation<'a> = &'a dyn Fn(&mut dyn FnMut(&Said<'_>));

fn models_of_parameters(said: &Said<'_>, use_model: &mut dyn FnMut(&Model, Mode, Role)) {
    let shown = said.operation.parameters.iter().filter_map(|parameters| match &parameters.given {
        GivenParameter::One(parameter) if !parameter.shown => None,
        GivenParameter::One(parameter) => Some((parameter.location, &parameter.model)),
        GivenParameter::Struct(location, model) => Some((*location, model)),
    });
    let mut shown: Vec<_> = shown.collect();
    shown.sort_by_key(|(location, _)| place_among_parameters(*location));
    for (_, model) in shown {
        use_model(model, Mode::Input, said.role);
    }
}

/// R4, R7: a response model behind a class that shows none.
pub(crate) fn shows_response_model(said: &Said<'_>) -> bool {
    said.response_class().json && media_type_of_main_response(said).is_some()
}
