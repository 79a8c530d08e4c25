//! Cases in the neutral declaration format: declared through the public API, with what FastAPI made of them.

use openapi_merge::declare::{
    Callbacks, Catalog, Definition, Include, Model, Operation, Parameter, RequestBody, Response, ResponseClass,
    Responses, Router, Security, SharedCatalog,
};
use openapi_merge::{Api, ProblemKind, Problems, SchemaStyle};
use openapi_model::{self as oas, FromValue, StatusCode, Text};
use serde_json::{Map, Value};

use crate::differences::remove_nulls;

/// One case: what is declared, and what FastAPI made of it.
pub struct Case {
    json: Value,
}

/// Why a case cannot be declared: the rule on the list of differences, or something the format does not know.
pub type Outside = &'static str;

impl Case {
    /// A case from its JSON.
    pub fn new(json: Value) -> Self {
        Self { json }
    }

    /// The name of the case.
    pub fn name(&self) -> &str {
        self.json["name"].as_str().unwrap_or("(no name)")
    }

    /// The rules that the case is about, by its own word: `R11`, `E2`.
    pub fn rules(&self) -> Vec<&str> {
        items(&self.json["rules"]).filter_map(Value::as_str).collect()
    }

    /// The difference from FastAPI that the case is about, by its own word.
    pub fn said_outside(&self) -> Option<&str> {
        self.json["outside"].as_str()
    }

    /// FastAPI's document, if it made one.
    pub fn expected(&self) -> Option<&Value> {
        self.json.get("expected")
    }

    /// The kind of FastAPI's error, if it made one.
    pub fn expected_error(&self) -> Option<&str> {
        self.json.get("expected_error")?["kind"].as_str()
    }

    /// The operationIds FastAPI warned of, in order.
    pub fn expected_duplicates(&self) -> Vec<&str> {
        let warnings = self.json.get("expected_warnings").and_then(Value::as_array);
        warnings
            .into_iter()
            .flatten()
            .filter_map(|warning| warning.as_str()?.strip_prefix("Duplicate Operation ID "))
            .collect()
    }

    /// The API that the case declares.
    ///
    /// # Errors
    /// The rule that puts the case outside.
    pub fn declare(&self) -> Result<Api, Outside> {
        let types = Types::read(&self.json["types"])?;
        let app = &self.json["app"];
        one_spelling(app, &[])?;
        items(&app["webhooks"]).try_for_each(|webhook| one_spelling(webhook, &[]))?;
        let info = &app["info"];
        let mut api =
            Api::without_handlers(text(&info["title"]).unwrap_or_default(), text(&info["version"]).unwrap_or_default())
                .schema_style(SchemaStyle::FastApi);
        if app["separate_input_output_schemas"] == Value::Bool(false) {
            if types.has_computed {
                return Err("R55");
            }
            api = api.separate_input_output_schemas(false);
        }
        // The application's own layer is that of the router it stands for.
        let mut layer = app.clone();
        if let Some(members) = layer.as_object_mut() {
            members.retain(|key, _| !matches!(key.as_str(), "webhooks" | "info"));
        }
        api = api.root(types.router(&layer, Place::Served)?);
        let mut webhooks = Router::without_handlers();
        for route in items(&app["webhooks"]) {
            for operation in types.operation(route, Place::Served)? {
                webhooks = webhooks.operation(operation);
            }
        }
        Ok(api.webhooks(webhooks))
    }
}

/// The kinds of FastAPI's errors that problems are.
pub fn error_kinds(problems: &Problems) -> Vec<&'static str> {
    problems
        .errors()
        .map(|problem| match problem.kind {
            ProblemKind::BodyNotAllowed { .. } => "body-not-allowed",
            ProblemKind::InvalidStatus { .. } => "invalid-status-key",
            ProblemKind::SchemaNotObject { .. } => "schema-not-object",
            ProblemKind::PrefixMustStartWithSlash { .. } => "prefix-must-start-with-slash",
            ProblemKind::PrefixMustNotEndWithSlash { .. } => "prefix-must-not-end-with-slash",
            ProblemKind::EmptyPrefixAndPath => "empty-prefix-and-path",
            ProblemKind::DuplicatePathParameter { .. } => "duplicate-path-param",
            ProblemKind::UnknownConvertor { .. } => "unknown-path-convertor",
            ProblemKind::NoDefaultStatus => "no-default-status",
            _ => "not an error of FastAPI",
        })
        .collect()
}

/// The operationIds that are warned of, in order.
pub fn duplicate_ids(problems: &Problems) -> Vec<&str> {
    problems
        .warnings()
        .filter_map(|problem| match &problem.kind {
            ProblemKind::DuplicateOperationId { id } => Some(id.as_str()),
            _ => None,
        })
        .collect()
}

/// The members that application, router and inclusion share.
macro_rules! layer {
    ($types:ident, $layer:ident, $json:ident) => {
        $layer = $layer
            .responses($types.responses(&$json["responses"])?)
            .deprecated($json["deprecated"] == Value::Bool(true))
            .include_in_schema($json["include_in_schema"] != Value::Bool(false));
        if let Some(callbacks) = $types.callbacks(&$json["callbacks"])? {
            $layer = $layer.callbacks(callbacks);
        }
        if let Some(class) = $json.get("default_response_class").filter(|class| !class.is_null()) {
            $layer = $layer.default_response_class(response_class(class));
        }
        for security in items(&$json["security"]) {
            $layer = $layer.security(self::security(security));
        }
    };
}
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Served,
    Callback,
}

struct Types {
    catalog: SharedCatalog,
    has_computed: bool,
}

impl Types {
    fn read(types: &Value) -> Result<Self, Outside> {
        let mut catalog = Catalog::default();
        let mut has_computed = false;
        for (id, definition) in types.as_object().into_iter().flatten() {
            let Some(name) = definition["core_ref"].as_str() else { continue };
            if matches!(name.rsplit('.').next(), Some("ValidationError" | "HTTPValidationError")) {
                return Err("R34");
            }
            has_computed |= definition["has_computed"] == Value::Bool(true)
                || items(&definition["fields"]).any(|field| field["computed"] == Value::Bool(true));
            let mut ready = Definition::new(name.to_owned(), schema(&definition["schema"]));
            if let Some(validation) = definition.get("schema_validation") {
                ready = ready.input(schema(validation));
            }
            catalog.define(id.clone(), ready);
        }
        Ok(Self { catalog: catalog.share(), has_computed })
    }

    fn model(&self, kind: &Value) -> Model {
        match kind["ref"].as_str() {
            Some(id) => self.catalog.model(id.to_owned()),
            None => self.catalog.inline(schema(&kind["inline_schema"])),
        }
    }

    /// A schema that stands for itself, or is a reference alone.
    fn exact(&self, value: &Value) -> Model {
        self.catalog.inline(schema(value))
    }

    fn router(&self, json: &Value, place: Place) -> Result<Router, Outside> {
        let mut router = Router::without_handlers();
        if let Some(prefix) = text(&json["prefix"]) {
            router = router.prefix(prefix);
        }
        for tag in items(&json["tags"]).filter_map(text) {
            router = router.tag(tag);
        }
        layer!(self, router, json);
        let default_order: Vec<Value> = ["route", "router"]
            .iter()
            .flat_map(|kind| (0..items(&json[format!("{kind}s")]).count()).map(move |at| serde_json::json!([kind, at])))
            .collect();
        let order = json["order"].as_array().unwrap_or(&default_order);
        for entry in order {
            let at = entry[1].as_u64().unwrap_or_default() as usize;
            if entry[0] == "route" {
                for operation in self.operation(&json["routes"][at], place)? {
                    router = router.operation(operation);
                }
                continue;
            }
            if place == Place::Callback {
                return Err("R43");
            }
            let inner = &json["routers"][at];
            let includes = match &inner["include"] {
                Value::Array(includes) => includes.clone(),
                include => vec![include.clone()],
            };
            let declared = self.router(inner, place)?;
            for include in &includes {
                router = router.include_with(self.include(include)?, declared.clone());
            }
        }
        Ok(router)
    }

    fn include(&self, json: &Value) -> Result<Include, Outside> {
        let mut include = Include::new();
        if let Some(prefix) = text(&json["prefix"]) {
            include = include.prefix(prefix);
        }
        for tag in items(&json["tags"]).filter_map(text) {
            include = include.tag(tag);
        }
        layer!(self, include, json);
        Ok(include)
    }

    fn callbacks(&self, json: &Value) -> Result<Option<Callbacks>, Outside> {
        let mut router = Router::without_handlers();
        let mut all = Vec::new();
        let mut names: Vec<&Value> = Vec::new();
        for item in items(json) {
            // R41: of two callbacks of one name FastAPI shows the later alone.
            for route in items(&item["router"]["routes"]).chain([item]) {
                if !route["name"].is_null() && names.contains(&&route["name"]) {
                    return Err("R41");
                }
                names.push(&route["name"]);
            }
            match item.get("router") {
                Some(inner) => all.push(self.router(inner, Place::Callback)?),
                None => {
                    for operation in self.operation(item, Place::Callback)? {
                        all.push(Router::without_handlers().operation(operation));
                    }
                }
            }
        }
        if all.is_empty() {
            return Ok(None);
        }
        for inner in all {
            router = router.include(inner);
        }
        Ok(Some(router.into()))
    }

    fn operation(&self, json: &Value, place: Place) -> Result<Vec<Operation>, Outside> {
        if json.get("openapi_extra").is_some_and(|extra| !extra.is_null()) {
            return Err("R48");
        }
        if place == Place::Callback && json["include_in_schema"] == Value::Bool(false) {
            return Err("R46");
        }
        let methods: Vec<&str> = items(&json["methods"]).chain(json.get("method")).filter_map(Value::as_str).collect();
        // R47: which of several methods the operationId ends with is up to the order of a set. Those of a callback we
        // warn of once, if they have one id.
        if methods.len() > 1 && (json.get("operation_id").is_none() || place == Place::Callback) {
            return Err("R47");
        }
        methods.into_iter().map(|method| self.one_operation(json, method.to_uppercase())).collect()
    }

    fn one_operation(&self, json: &Value, method: String) -> Result<Operation, Outside> {
        let mut operation = Operation::new(method, text(&json["path"]).unwrap_or_default())
            .responses(self.responses(&json["responses"])?)
            .include_in_schema(json["include_in_schema"] != Value::Bool(false))
            .deprecated(json["deprecated"] == Value::Bool(true));
        if let Some(name) = text(&json["name"]) {
            operation = operation.name(name);
        }
        if let Some(id) = text(&json["operation_id"]) {
            operation = operation.operation_id(id);
        }
        if let Some(summary) = text(&json["summary"]) {
            operation = operation.summary(summary);
        }
        if let Some(description) = text(&json["description"]) {
            operation = operation.description(description);
        }
        for tag in items(&json["tags"]).filter_map(text) {
            operation = operation.tag(tag);
        }
        if let Some(status) = json["status_code"].as_i64() {
            operation = operation.status_code(status);
        }
        match json.get("response_model") {
            Some(Value::Null) => operation = operation.no_response_model(),
            Some(model) => operation = operation.response_model_of(self.model(model)),
            None => {
                if let Some(returned) = json.get("return_type").filter(|kind| kind.get("response_class").is_none()) {
                    operation = operation.returns(self.model(returned));
                }
            }
        }
        if let Some(class) = json.get("response_class").filter(|class| !class.is_null()) {
            operation = operation.response_class(response_class(class));
        }
        if let Some(description) = text(&json["response_description"]) {
            operation = operation.response_description(description);
        }
        for parameter in items(&json["parameters"]) {
            operation = operation.parameter(self.parameter(parameter));
        }
        if let Some(body) = json.get("body").filter(|body| !body.is_null()) {
            operation = operation.body(self.body(body));
        }
        if let Some(callbacks) = self.callbacks(&json["callbacks"])? {
            operation = operation.callbacks(callbacks);
        }
        for security in items(&json["security"]) {
            operation = operation.security(self::security(security));
        }
        Ok(operation)
    }

    fn parameter(&self, json: &Value) -> Parameter {
        let location =
            oas::ParameterLocation::from_value(json["in"].clone().into()).unwrap_or(oas::ParameterLocation::Query);
        let name = text(&json["name"]).unwrap_or_default();
        let mut parameter = Parameter::of(name, location, self.exact(&json["schema"]))
            .required(json["required"] == Value::Bool(true))
            .include_in_schema(json["include_in_schema"] != Value::Bool(false));
        if let Some(description) = text(&json["description"]) {
            parameter = parameter.description(description);
        }
        if json["deprecated"] == Value::Bool(true) {
            parameter = parameter.deprecated(true);
        }
        if let Some(example) = json.get("example") {
            parameter = parameter.example(example.clone());
        }
        for (name, example) in json["examples"].as_object().into_iter().flatten() {
            if let Ok(example) = oas::Example::from_value(example.clone().into()) {
                parameter = parameter.named_example(name.clone(), example);
            }
        }
        parameter
    }

    fn body(&self, json: &Value) -> RequestBody {
        let mut body = RequestBody::of(self.exact(&json["schema"]));
        if let Some(media_type) = text(&json["media_type"]) {
            body = body.media_type(media_type);
        }
        if json["required"] == Value::Bool(false) {
            body = body.required(false);
        }
        if let Some(example) = json.get("example") {
            body = body.example(example.clone());
        }
        for (name, example) in json["examples"].as_object().into_iter().flatten() {
            if let Ok(example) = oas::Example::from_value(example.clone().into()) {
                body = body.named_example(name.clone(), example);
            }
        }
        body
    }

    fn responses(&self, json: &Value) -> Result<Responses, Outside> {
        let mut responses = Responses::new();
        for entry in items(json) {
            let response = self.response(&entry[1])?;
            let key = entry[0].as_str().unwrap_or_default();
            responses = match entry[0].as_i64() {
                // R29: any number is a key to FastAPI.
                Some(code) if !(100..=999).contains(&code) => return Err("R29"),
                Some(code) => responses.with(code, response),
                None => responses.with(python_int(key)?, response),
            };
        }
        Ok(responses)
    }

    fn response(&self, json: &Value) -> Result<Response, Outside> {
        let Value::Object(members) = json else { return Err("E3") };
        let mut members = members.clone();
        let model = members.shift_remove("model").filter(|model| !model.is_null());
        // What is null where no null can be read FastAPI removes (R36).
        let mut response = response_object(members.clone()).or_else(|_| {
            let mut without = Value::Object(members);
            remove_nulls(&mut without);
            let Value::Object(without) = without else { return Err("E4") };
            response_object(without).and(Err("R36"))
        })?;
        if let Some(model) = model {
            response = response.model(self.model(&model));
        }
        Ok(response)
    }
}

/// R21, R22: to FastAPI 404 and "404", or 4XX and 4xx, are two keys until they meet in the document.
fn one_spelling(layer: &Value, around: &[&Value]) -> Result<(), Outside> {
    let keys = keys_with(around, layer)?;
    for route in items(&layer["routes"]) {
        one_spelling(route, &keys)?;
    }
    for router in items(&layer["routers"]) {
        let includes = router["include"].as_array().map_or(core::slice::from_ref(&router["include"]), Vec::as_slice);
        for include in includes {
            one_spelling(router, &keys_with(&keys, include)?)?;
        }
    }
    Ok(())
}

fn keys_with<'a>(around: &[&'a Value], layer: &'a Value) -> Result<Vec<&'a Value>, Outside> {
    let spelling = |key: &Value| key.as_str().map_or_else(|| key.to_string(), str::to_uppercase);
    let mut keys = around.to_vec();
    for key in items(&layer["responses"]).map(|entry| &entry[0]) {
        if let Some(other) = keys.iter().find(|held| **held != key && spelling(held) == spelling(key)) {
            return Err(if other.is_number() == key.is_number() { "R22" } else { "R21" });
        }
        keys.push(key);
    }
    for callback in items(&layer["callbacks"]) {
        one_spelling(callback.get("router").unwrap_or(callback), &[])?;
    }
    Ok(keys)
}

/// R29: keys that Python reads as numbers and that are none here.
fn python_int(key: &str) -> Result<String, Outside> {
    let digits = key.trim().replace('_', "");
    let digits = digits.strip_prefix(['+', '-']).unwrap_or(&digits);
    let number = !digits.is_empty() && digits.chars().all(char::is_numeric);
    if number && (key.len() != 3 || !key.bytes().all(|byte| byte.is_ascii_digit())) {
        Err("R29")
    } else {
        Ok(key.into())
    }
}

fn response_object(members: Map<String, Value>) -> Result<Response, Outside> {
    let members = oas::Value::from(Value::Object(members));
    if members.get("$ref").is_some() {
        oas::Reference::from_value(members).map(Response::from).map_err(|_| "E4")
    } else {
        oas::Response::from_value(members).map(Response::from).map_err(|_| "E4")
    }
}

fn response_class(json: &Value) -> ResponseClass {
    let media_type = text(&json["media_type"]).filter(|media_type| !media_type.is_empty());
    let json_class = json["json"] == Value::Bool(true);
    let class = match (media_type, json_class) {
        (Some(media_type), true) => ResponseClass::json_as(media_type),
        (Some(media_type), false) => ResponseClass::new(media_type),
        (None, true) => ResponseClass::json().without_media_type(),
        (None, false) => ResponseClass::unspecified(),
    };
    match json.get("default_status") {
        None => class,
        Some(status) => match status.as_u64().and_then(|code| StatusCode::new(code as u16).ok()) {
            Some(status) => class.status(status),
            None => class.without_status(),
        },
    }
}

fn security(json: &Value) -> Security {
    let scheme = oas::SecurityScheme::from_value(json["scheme"].clone().into())
        .unwrap_or_else(|_| oas::SecurityScheme::http("basic"));
    let name = text(&json["name"]).unwrap_or_default();
    items(&json["scopes"]).filter_map(text).fold(Security::new(name, scheme), Security::scope)
}

/// A schema as FastAPI writes it: references within the catalog, no nulls, descriptions up to a form feed.
fn schema(json: &Value) -> oas::Schema {
    oas::Schema::from_value(written(json).into()).unwrap_or_default()
}

fn written(json: &Value) -> Value {
    match json {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| match (key.as_str(), value) {
                    ("description", Value::String(text)) => {
                        (key.clone(), text.split('\u{c}').next().unwrap_or_default().into())
                    }
                    _ => (key.clone(), written(value)),
                })
                .collect::<Map<_, _>>(),
        ),
        Value::Array(items) => Value::Array(items.iter().map(written).collect()),
        Value::String(text) => match text.strip_prefix("#/types/") {
            Some(id) => format!("#/$defs/{id}").into(),
            None => text.clone().into(),
        },
        other => other.clone(),
    }
}

fn text(json: &Value) -> Option<Text> {
    json.as_str().map(|text| Text::Owned(text.into()))
}

fn items(json: &Value) -> impl Iterator<Item = &Value> {
    json.as_array().into_iter().flatten()
}
