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
//! | R39 operationId, summary, parameters, body, security | `operation_id` and those after it |
//! | R40, R41, R42, R43, R44, R45, R46 callbacks | `callbacks`, `checks::callbacks`, `api::security_schemes` |
//! | R47, R48 several methods, `openapi_extra` | `declare::Operation` |
//! | R49 one path twice | `api::Api::document`, `checks::operation` |
//! | R50, R57 which models are components | `models`, `shows_response_model` |
//! | R51, R52, R53, R54 their names | `naming::choose_names` |
//! | R55 schemas that are not separate | `schemas::Schemas::mode` |
//! | R56 webhooks | `layers::Role::Webhook` |
//! | R58 a callback's path | `layers::Said::path` |
//! | R59 default response classes | `layers::Said::response_class` |
//! | E1, E2, E8 statuses | `checks::statuses` |
//! | E3, E4 responses that are no objects | the types of `declare::Response`; `checks::schema_beside_model` |
//! | E5, E6, E7 prefixes and paths | `checks::prefix`, `checks::empty_paths`, `checks::path_template` |

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use openapi_model::{
    self as oas, Map, MediaType, ParameterLocation, RefOr, Response, SecurityRequirement, StatusCode, StatusKey, Text,
    Value,
};

use crate::blocks::count;
use crate::declare::{self, Besides, Declared, GivenParameter, Mode, Model, Parameters};
use crate::layers::{Additional, Role, Said};
use crate::python_text::spaced_title;
use crate::schemas::{SchemaStyle, Schemas, Settled};
use crate::shown::{
    PlainResponse, ShownBody, ShownParameter, ShownResponse, ShownSchema, ShownText, takes_title_of_parameter,
};
use crate::{deep_merge, fastapi_style, status};

/// R39: the summary that was given, or the name as a title.
pub(crate) fn summary<'a>(said: &Said<'a>) -> Option<ShownText<'a>> {
    let operation = said.operation;
    let given = operation.more.as_ref().and_then(|more| more.summary.as_ref()).map(ShownText::Said);
    given.or_else(|| operation.name.as_deref().map(ShownText::Title))
}

/// R39: the description up to the first form feed, without the space around it.
pub(crate) fn description<'a>(said: &Said<'a>) -> Option<Cow<'a, Text>> {
    let given = said.operation.description.as_ref()?;
    let bounds = [given.as_bytes().first()?, given.as_bytes().last()?];
    if bounds.iter().all(|byte| byte.is_ascii_graphic()) && count(given, |byte| byte == 0xc) == 0 {
        return Some(Cow::Borrowed(given));
    }
    let shown = given.find('\u{c}').map_or(&**given, |end| &given[..end]).trim();
    match shown.len() {
        0 => None,
        length if length == given.len() => Some(Cow::Borrowed(given)),
        _ => Some(Cow::Owned(Text::Owned(shown.into()))),
    }
}

/// R39: the operationId that was given, or name, path and method as an identifier. No name, no id.
pub(crate) fn operation_id<'a>(said: &'a Said<'a>) -> Option<ShownText<'a>> {
    let operation = said.operation;
    let given = operation.more.as_ref().and_then(|more| more.operation_id.as_ref()).map(ShownText::Said);
    given.or_else(|| operation.name.as_deref().map(|name| ShownText::Id(name, said)))
}

/// R39: parameters that are shown, grouped as path, query, header, cookie.
pub(crate) fn parameters<'a>(said: &Said<'a>, schemas: &'a Schemas, mut show: impl FnMut(ShownParameter<'a>)) {
    let declared = &said.operation.parameters;
    let groups = [
        ParameterLocation::Path,
        ParameterLocation::Query,
        ParameterLocation::Header,
        ParameterLocation::Cookie,
        ParameterLocation::Querystring,
    ];
    for group in groups.into_iter().filter(|_| !declared.is_empty()) {
        for Parameters { given, .. } in declared {
            match given {
                GivenParameter::One(one) if one.shown && one.location == group => {
                    show(ShownParameter::Declared(one, schemas.schema(&one.model, Mode::Input, said.role)));
                }
                GivenParameter::Struct(location, model) if *location == group => {
                    let properties = parameters_of_struct(said, group, model, schemas);
                    properties.into_iter().map(ShownParameter::Property).for_each(&mut show);
                }
                _ => {}
            }
        }
    }
}

pub(crate) fn place_among_parameters(location: ParameterLocation) -> u8 {
    match location {
        ParameterLocation::Path => 0,
        ParameterLocation::Query => 1,
        ParameterLocation::Header => 2,
        ParameterLocation::Cookie => 3,
        _ => 4,
    }
}

fn parameters_of_struct(
    said: &Said<'_>,
    location: ParameterLocation,
    model: &Model,
    schemas: &Schemas,
) -> Vec<oas::Parameter> {
    let mut object = schemas.schema(model, Mode::Input, said.role).schema.clone().into_value();
    let required: Vec<String> = object["required"]
        .as_array()
        .map(|names| names.iter().filter_map(|name| name.as_str().map(Into::into)).collect())
        .unwrap_or_default();
    let Some(Value::Object(properties)) = object.get_mut("properties") else { return Vec::new() };
    core::mem::take(properties)
        .into_iter()
        .map(|(name, mut schema)| {
            let required = required.iter().any(|required| *required == *name);
            if schemas.style == SchemaStyle::FastApi {
                fastapi_style::title_of_parameter(&mut schema, &name);
            }
            // As FastAPI turns `x_token` into `x-token`.
            let name = if location == ParameterLocation::Header { name.replace('_', "-").into() } else { name };
            let mut parameter = oas::Parameter::new(name, location);
            parameter.required = Some(required || location == ParameterLocation::Path);
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
pub(crate) fn titled<'a>(settled: &'a Settled, name: &'a str, schemas: &Schemas) -> ShownSchema<'a> {
    let titled = schemas.style == SchemaStyle::FastApi && takes_title_of_parameter(&settled.schema);
    ShownSchema { settled, title: titled.then(|| ShownText::Title(fastapi_style::titling(name))) }
}

/// R39: the body, for methods that may have one.
pub(crate) fn request_body<'a>(said: &Said<'a>, schemas: &'a Schemas) -> Option<ShownBody<'a>> {
    let declared = said.operation.body.as_ref()?;
    if matches!(&*said.operation.method, "OPTIONS" | "TRACE") {
        return None;
    }
    let settled = schemas.schema(&declared.model, Mode::Input, said.role);
    Some(ShownBody { declared, schema: ShownSchema { settled, title: None } })
}

/// R39: each scheme once, with the scopes that any layer needs.
pub(crate) fn security(said: &Said<'_>) -> Option<Vec<SecurityRequirement>> {
    said.security().next()?;
    let mut needed: Map<Text, Vec<Text>> = Map::new();
    for security in said.security() {
        let scopes = needed.get_or_insert_with(security.name.clone(), Vec::new);
        for scope in &security.scopes {
            if !scopes.contains(scope) {
                scopes.push(scope.clone());
            }
        }
    }
    Some(needed.into_iter().map(|(name, scopes)| SecurityRequirement::new(name, scopes)).collect())
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

/// Where a response comes from.
#[derive(Clone, Copy)]
pub(crate) enum Origin<'a> {
    /// The operation itself, and what is said for its status.
    Main(Option<&'a Declared>),
    /// What is said for another status.
    Additional(Additional<'a>),
    /// The input.
    ValidationError,
}

/// R20: every response, in order: that of the operation itself, the additional ones, the 422.
pub(crate) fn responses<'a>(said: &Said<'a>, mut show: impl FnMut(StatusKey, Origin<'a>)) {
    let main = main_status(said);
    if let Some(key) = main {
        show(key, Origin::Main(said.response(key)));
    }
    for (key, additional) in said.responses() {
        if Some(key) != main {
            show(key, Origin::Additional(additional));
        }
    }
    if let (true, Ok(code)) = (brings_validation_error(said, main), StatusCode::new(422)) {
        show(code.into(), Origin::ValidationError);
    }
}

/// One of the [`responses`].
pub(crate) fn response<'a>(
    said: &Said<'a>,
    key: StatusKey,
    origin: Origin<'a>,
    schemas: &'a Schemas,
) -> ShownResponse<'a> {
    match origin {
        Origin::Main(None) => ShownResponse::Plain(main_response(said, schemas)),
        Origin::Main(Some(additional)) => {
            join(main_response(said, schemas), key, additional, attach_model(said, key, additional, schemas))
        }
        Origin::Additional(Additional { declared, .. }) => attach_model(said, key, declared, schemas),
        Origin::ValidationError => validation_error_response(schemas),
    }
}

/// R3: the response of the operation itself, JSON with its model; R4: or a string; R10: with its description.
fn main_response<'a>(said: &Said<'a>, schemas: &'a Schemas) -> PlainResponse<'a> {
    let described = said.operation.more.as_ref().and_then(|more| more.response_description.as_ref());
    let description = described.map_or(ShownText::Default("Successful Response"), ShownText::Said);
    let first = media_type_of_main_response(said).map(|media_type| {
        let schema = if !said.response_class().json {
            ShownSchema { settled: schemas.text(), title: None }
        } else if let Some(model) = response_model(said) {
            inline_title(said, schemas.schema(model, Mode::Output, said.role), None, schemas)
        } else {
            ShownSchema { settled: schemas.anything(), title: None }
        };
        (media_type, schema)
    });
    PlainResponse { description, first, besides: Besides::Nothing, last: None }
}

/// R6: a schema that is not a mere reference is called after its operation.
fn inline_title<'a>(
    said: &Said<'_>,
    settled: &'a Settled,
    key: Option<StatusKey>,
    schemas: &Schemas,
) -> ShownSchema<'a> {
    let named = |keywords: &Map<Text, Value>| keywords.contains_key("$ref") || keywords.contains_key("title");
    if schemas.style != SchemaStyle::FastApi || settled.schema.keywords().is_none_or(named) {
        return ShownSchema { settled, title: None };
    }
    let id = operation_id(said).unwrap_or(ShownText::Id("", said)).into_text();
    let title = match key {
        Some(key) => alloc::format!("Response_{key}_{id}"),
        None => alloc::format!("Response_{id}"),
    };
    ShownSchema { settled, title: Some(ShownText::Made(spaced_title(&title))) }
}

/// R13, R15: a model goes to the media type of the operation's response class; R16: to JSON if that has none.
pub(crate) fn media_type_for_model<'a>(said: &Said<'a>) -> &'a Text {
    static JSON: Text = Text::Borrowed("application/json");
    let media_type = said.response_class().media_type.as_ref();
    media_type.filter(|media_type| !media_type.is_empty()).unwrap_or(&JSON)
}

/// R12: an additional response, its model no member of it but a schema; R17: merged into the one that stands there.
fn attach_model<'a>(
    said: &Said<'a>,
    key: StatusKey,
    additional: &'a Declared,
    schemas: &'a Schemas,
) -> ShownResponse<'a> {
    let declare::Response { model, reference, .. } = &additional.response;
    let description = choose_description(key, &additional.response, None);
    let schema = |model| inline_title(said, schemas.schema(model, Mode::Output, said.role), Some(key), schemas);
    let last = model.as_ref().map(|model| (media_type_for_model(said), schema(model)));
    let besides = additional.response.besides();
    if reference.is_none() && !last.as_ref().is_some_and(|(key, _)| besides.has_media_type(key)) {
        return ShownResponse::Plain(PlainResponse { description, first: None, besides, last });
    }
    let object = additional.response.written();
    ShownResponse::Merged(
        Box::new(match last {
            Some((media_type, schema)) => with_schema(object, media_type, schema.into_schema()),
            None => object,
        }),
        description,
    )
}

fn with_schema(mut object: RefOr<Response>, media_type: &Text, schema: oas::Schema) -> RefOr<Response> {
    match &mut object {
        RefOr::Item(response) => {
            match response.content.get_or_insert_with(media_type.clone(), || MediaType::default().into()) {
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
            let content = Map::from([("schema", schema.into_value())]);
            let content = Map::from([(media_type.clone(), Value::Object(content))]);
            let mut merged = reference.extensions.remove("content").unwrap_or_default();
            deep_merge::deep_merge(&mut merged, Value::Object(content));
            reference.extensions.insert("content", merged);
        }
    }
    object
}

/// R11: the first that is not empty: the response's own description, that of the response it joins, the phrase of
/// its status, "Additional Response".
fn choose_description<'a>(key: StatusKey, own: &'a declare::Response, joined: Option<ShownText<'a>>) -> ShownText<'a> {
    let own = own.description.as_ref().filter(|text| !text.is_empty()).map(ShownText::Said);
    let joined = joined.filter(|joined| !joined.is_empty());
    own.or(joined).unwrap_or_else(|| ShownText::Default(status::phrase(key).unwrap_or("Additional Response")))
}

/// R18: an additional response merged over the main one under its key.
fn join<'a>(
    generated: PlainResponse<'a>,
    key: StatusKey,
    additional: &'a Declared,
    incoming: ShownResponse<'a>,
) -> ShownResponse<'a> {
    let PlainResponse { description, first, .. } = generated;
    let description = choose_description(key, &additional.response, Some(description));
    let apart = |incoming: &PlainResponse<'_>| match &first {
        None => true,
        Some((first, _)) => {
            !incoming.besides.has_media_type(first) && incoming.last.as_ref().is_none_or(|(last, _)| last != first)
        }
    };
    let mut incoming = match incoming {
        ShownResponse::Plain(incoming) if apart(&incoming) => {
            return ShownResponse::Plain(PlainResponse { description, first, ..incoming });
        }
        ShownResponse::Plain(incoming) => Box::new(RefOr::Item(incoming.into_object())),
        ShownResponse::Merged(incoming, _) => incoming,
    };
    let description_apart = ShownText::Default("");
    let besides = Besides::Nothing;
    let generated = PlainResponse { description: description_apart, first, besides, last: None };
    merge_over(&generated.into_object(), &mut incoming);
    ShownResponse::Merged(incoming, description)
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
fn validation_error_response(schemas: &Schemas) -> ShownResponse<'_> {
    static JSON: Text = Text::Borrowed("application/json");
    let settled = schemas.schema(schemas.validation_error(), Mode::Output, Role::Path);
    let last = Some((&JSON, ShownSchema { settled, title: None }));
    let description = ShownText::Default("Validation Error");
    ShownResponse::Plain(PlainResponse { description, first: None, besides: Besides::Nothing, last })
}

/// Whether R32 and R33 bring a 422; `main` is the status of the main response.
pub(crate) fn brings_validation_error(said: &Said<'_>, main: Option<StatusKey>) -> bool {
    if said.operation.parameters.is_empty() && said.operation.body.is_none() {
        return false;
    }
    let suppressing = |key: StatusKey| match key {
        StatusKey::Code(code) => code.get() == 422,
        StatusKey::Range(range) => range == oas::StatusRange::ClientError,
        StatusKey::Default => true,
    };
    !said.has_response(suppressing) && !main.is_some_and(suppressing)
}

/// R40: what this API will ask of others, by name and expression; R41: those of one name add up; R42: callbacks have
/// callbacks, R43: and routers routers; R46: what is hidden leaves nothing.
pub(crate) fn callbacks(said: &Said<'_>, schemas: &Schemas) -> Map<Text, RefOr<oas::Callback>> {
    let mut callbacks: Map<Text, RefOr<oas::Callback>> = Map::new();
    said.visit_callbacks(&mut |callback| {
        let Some(name) = callback_name(&callback).cloned() else { return };
        let operation = crate::combine::combine(&callback, schemas);
        let held = callbacks.get_or_insert_with(name, || oas::Callback::default().into());
        if let RefOr::Item(held) = held {
            let expression = Text::Owned(callback.path.into());
            let path_item = held.expressions.get_or_insert_with(expression, oas::PathItem::default);
            path_item.insert(&callback.operation.method, operation);
        }
    });
    callbacks
}

/// R40: the name under which a callback is shown, if it is.
pub(crate) fn callback_name<'a>(callback: &Said<'a>) -> Option<&'a Text> {
    callback.operation.name.as_ref().filter(|_| callback.shown())
}

/// R4, R7: a response model behind a class that shows none.
pub(crate) fn shows_response_model(said: &Said<'_>) -> bool {
    said.response_class().json && media_type_of_main_response(said).is_some()
}
