//! An operation as text, without the model's objects: what [`combine`](crate::combine) makes of it, as they would be
//! written.

use alloc::string::String;
use alloc::vec::Vec;

use openapi_model::{Components, Example, Map, OpenApi, ParameterLocation, RefOr, StatusKey, Text, Value};

use crate::declare::{self, Besides, RequestBody};
use crate::json::{self, Items, Members, Object, list};
use crate::layers::{Additional, ByPath, Operations, Said};
use crate::rules::{self, Origin};
use crate::schemas::Schemas;
use crate::shown::{PlainResponse, ShownBody, ShownParameter, ShownResponse, ShownSchema};
use crate::status;

/// A whole document; `around` is all of it but the operations.
pub(crate) fn document<'a>(
    around: &OpenApi,
    paths: (&'a Operations<'a>, &ByPath<'_>),
    webhooks: (&'a Operations<'a>, &ByPath<'_>),
    schemas: &'a Schemas,
) -> String {
    let mut json = String::with_capacity(1024);
    let mut writer = Writer::new(schemas);
    let mut object = Object::new(&mut json);
    json::push(object.member("\"openapi\":"), &around.openapi);
    json::push(object.member("\"info\":"), &around.info);
    list(around.servers.iter(), "\"servers\":", &mut object);
    writer.path_items(paths, object.member("\"paths\":"));
    if !webhooks.1.is_empty() {
        writer.path_items(webhooks, object.member("\"webhooks\":"));
    }
    if around.components != Components::default() {
        json::push(object.member("\"components\":"), &around.components);
    }
    list(around.tags.iter(), "\"tags\":", &mut object);
    object.end();
    json
}

/// More parameters than this are not remembered, so that memory does not grow with the document.
const MANY: usize = 256;

/// Writes operations, each like the one that [`combine`](crate::combine::combine) makes.
struct Writer<'a> {
    schemas: &'a Schemas,
    /// Responses that several operations have, each written once, by the addresses of what is said and of the response
    /// class; the 422 has none. `None` for those that differ by operation.
    remembered: Map<(usize, usize), Option<String>>,
    /// Parameters of which nothing but name, place and schema is said, by those and whether they are required.
    parameters: Map<(&'a str, ParameterLocation, bool, usize), String>,
}

impl<'a> Writer<'a> {
    fn new(schemas: &'a Schemas) -> Self {
        Self { schemas, remembered: Map::new(), parameters: Map::new() }
    }

    /// Operations by path, in the order in which the paths come first.
    fn path_items(&mut self, (operations, paths): (&'a Operations<'a>, &ByPath<'_>), json: &mut String) {
        let mut object = Object::new(json);
        for (done, (path, (first, others))) in paths.iter().enumerate() {
            let Some(first) = operations.get(*first) else { continue };
            let json = object.keyed(path);
            if others.is_empty() {
                self.path_item(&[first], json);
            } else {
                let others = others.iter().filter_map(|at| operations.get(*at));
                self.path_item(&[first].into_iter().chain(others).collect::<Vec<_>>(), json);
            }
            make_room(object.text(), done + 1, paths.len());
        }
        object.end();
    }

    fn operation(&mut self, said: &Said<'a>, json: &mut String) {
        let schemas = self.schemas;
        let more = said.operation.more.as_deref();
        let mut object = Object::new(json);
        list(said.tags(), "\"tags\":", &mut object);
        if let Some(summary) = rules::summary(said) {
            summary.push_json(object.member("\"summary\":"));
        }
        if let Some(description) = rules::description(said) {
            json::text(object.member("\"description\":"), &description);
        }
        if let Some(docs) = more.and_then(|more| more.external_docs.as_ref()) {
            json::push(object.member("\"externalDocs\":"), docs);
        }
        if let Some(id) = rules::operation_id(said) {
            id.push_json(object.member("\"operationId\":"));
        }
        self.parameters(said, &mut object);
        if let Some(body) = rules::request_body(said, schemas) {
            self::request_body(body, object.member("\"requestBody\":"));
        }
        self.responses(said, &mut object);
        self.callbacks(said, &mut object);
        if said.deprecated() {
            object.member("\"deprecated\":").push_str("true");
        }
        if let Some(security) = rules::security(said) {
            json::push(object.member("\"security\":"), &security);
        }
        if let Some(more) = more {
            list(more.servers.iter(), "\"servers\":", &mut object);
            for (key, value) in more.extensions.iter() {
                json::push(object.keyed(key), value);
            }
        }
        object.end();
    }

    fn parameters(&mut self, said: &Said<'a>, object: &mut Object<'_>) {
        let mut items = Items::new("\"parameters\":", object);
        rules::parameters(said, self.schemas, |shown| {
            let json = items.next();
            let ShownParameter::Declared(declared @ declare::Parameter { more: None, .. }, settled) = shown else {
                return parameter(shown, self.schemas, json);
            };
            let start = json.len();
            let known = (&*declared.name, declared.location, declared.is_required(), address(settled));
            match self.parameters.get(&known) {
                Some(text) => json.push_str(text),
                None => {
                    parameter(shown, self.schemas, json);
                    if self.parameters.len() < MANY {
                        self.parameters.insert(known, json[start..].into());
                    }
                }
            }
        });
        items.end();
    }

    fn responses(&mut self, said: &Said<'a>, object: &mut Object<'_>) {
        let mut responses = Members::new("\"responses\":", object);
        rules::responses(said, |key, origin| {
            let json = responses.next_member();
            let remembered = match origin {
                Origin::Additional(Additional { declared, inherited: true }) => {
                    Some((address(declared), address(said.response_class())))
                }
                Origin::ValidationError => Some((0, 0)),
                Origin::Main(_) | Origin::Additional(_) => None,
            };
            let shown = || rules::response(said, key, origin, self.schemas);
            let Some(remembered) = remembered else { return response(key, shown(), json) };
            match self.remembered.get_or_insert_with(remembered, || shared(key, shown())) {
                Some(text) => json.push_str(text),
                None => response(key, shown(), json),
            }
        });
        responses.end();
    }

    fn callbacks(&mut self, said: &Said<'a>, object: &mut Object<'_>) {
        let Some(callback) = said.only_callback() else {
            let callbacks = rules::callbacks(said, self.schemas);
            if !callbacks.is_empty() {
                json::push(object.member("\"callbacks\":"), &callbacks);
            }
            return;
        };
        if let Some(name) = rules::callback_name(&callback) {
            let mut callbacks = Object::new(object.member("\"callbacks\":"));
            let mut expressions = Object::new(callbacks.keyed(name));
            self.path_item(&[callback], expressions.keyed(callback.path));
            expressions.end();
            callbacks.end();
        }
    }

    /// The operations on one path; of two for one method the later counts.
    fn path_item(&mut self, operations: &[Said<'a>], json: &mut String) {
        const FIXED: [(&str, &str); 9] = [
            ("GET", "\"get\":"),
            ("PUT", "\"put\":"),
            ("POST", "\"post\":"),
            ("DELETE", "\"delete\":"),
            ("OPTIONS", "\"options\":"),
            ("HEAD", "\"head\":"),
            ("PATCH", "\"patch\":"),
            ("TRACE", "\"trace\":"),
            ("QUERY", "\"query\":"),
        ];
        let mut object = Object::new(json);
        let mut written = 0;
        for (method, key) in FIXED {
            if let Some(said) = operations.iter().rfind(|said| said.operation.method == method) {
                self.operation(said, object.member(key));
                written += operations.iter().filter(|said| said.operation.method == method).count();
            }
            if written == operations.len() {
                object.end();
                return;
            }
        }
        let mut additional = Members::new("\"additionalOperations\":", &mut object);
        for (at, said) in operations.iter().enumerate() {
            let method = &said.operation.method;
            let stands = |other: &&Said<'_>| other.operation.method == *method;
            if FIXED.iter().any(|(fixed, _)| method == fixed) || operations[..at].iter().any(|other| stands(&other)) {
                continue;
            }
            let last = operations.iter().rfind(stands).unwrap_or(said);
            self.operation(last, additional.next(method));
        }
        additional.end();
        object.end();
    }
}

fn address<T>(held: &T) -> usize {
    core::ptr::from_ref(held) as usize
}

/// The text of a response, unless a title in it is of its operation's.
fn shared(key: StatusKey, shown: ShownResponse<'_>) -> Option<String> {
    let ShownResponse::Plain(PlainResponse { last: None | Some((_, ShownSchema { title: None, .. })), .. }) = &shown
    else {
        return None;
    };
    let mut json = String::new();
    response(key, shown, &mut json);
    Some(json)
}

fn response(key: StatusKey, shown: ShownResponse<'_>, json: &mut String) {
    status::push_member_key(json, key);
    match shown {
        ShownResponse::Plain(PlainResponse { besides: Besides::Object(said), .. }) if !said.extensions.is_default() => {
            json::push(json, &shown.into_response());
        }
        ShownResponse::Plain(plain) => plain_response(&plain, json),
        merged => json::push(json, &merged.into_response()),
    }
}

/// A response whose members stand in the order of the specification.
fn plain_response(response: &PlainResponse<'_>, json: &mut String) {
    let said = match response.besides {
        Besides::Object(said) => Some(said),
        Besides::Nothing | Besides::MediaType(_) => None,
    };
    let mut object = Object::new(json);
    if let Some(summary) = said.and_then(|said| said.summary.as_ref()) {
        json::push(object.member("\"summary\":"), summary);
    }
    response.description.push_json(object.member("\"description\":"));
    if let Some(said) = said.filter(|said| !said.headers.is_empty()) {
        json::push(object.member("\"headers\":"), &said.headers);
    }
    let alone = match (&response.first, response.besides, &response.last) {
        (Some(one), Besides::Nothing, None) | (None, Besides::Nothing, Some(one)) => one.1.ready_content(one.0),
        _ => None,
    };
    if let Some(ready) = alone {
        object.member("\"content\":").push_str(ready);
    } else {
        let mut content = Members::new("\"content\":", &mut object);
        if let Some((key, schema)) = &response.first {
            media_type(schema, content.next(key));
        }
        match response.besides {
            Besides::Nothing => {}
            Besides::MediaType(key) => content.next(key).push_str("{}"),
            Besides::Object(said) => {
                said.content.iter().for_each(|(key, media_type)| json::push(content.next(key), media_type));
            }
        }
        if let Some((key, schema)) = &response.last {
            media_type(schema, content.next(key));
        }
        content.end();
    }
    if let Some(said) = said.filter(|said| !said.links.is_empty()) {
        json::push(object.member("\"links\":"), &said.links);
    }
    object.end();
}

/// Asks for as much memory as the text will take, going by what is there, before more is asked for than that.
fn make_room(json: &mut String, done: usize, all: usize) {
    if !done.is_power_of_two() || done < 16 {
        return;
    }
    let expected = (json.len() as u128 * all as u128 / done as u128) as usize;
    if expected > json.capacity() {
        json.reserve_exact(expected + expected / 32 + 1024 - json.len());
    }
}

fn parameter(shown: ShownParameter<'_>, schemas: &Schemas, json: &mut String) {
    let (declared, schema) = match shown {
        ShownParameter::Declared(declared, settled) => (declared, rules::titled(settled, &declared.name, schemas)),
        ShownParameter::Property(parameter) => return json::push(json, &parameter),
    };
    let more = declared.more.as_deref();
    let mut object = Object::new(json);
    json::text(object.member("\"name\":"), &declared.name);
    json::text(object.member("\"in\":"), declared.location.as_str());
    if let Some(description) = more.and_then(|more| more.description.as_ref()) {
        json::push(object.member("\"description\":"), description);
    }
    object.member("\"required\":").push_str(if declared.is_required() { "true" } else { "false" });
    if more.is_some_and(|more| more.deprecated) {
        object.member("\"deprecated\":").push_str("true");
    }
    schema.push_json(object.member("\"schema\":"));
    if let Some(more) = more {
        examples(more.example.as_ref(), &more.examples, &mut object);
    }
    object.end();
}

fn request_body(shown: ShownBody<'_>, json: &mut String) {
    let ShownBody { declared, schema } = shown;
    let RequestBody { media_type, required, more, .. } = declared;
    let mut object = Object::new(json);
    let mut others: &[Text] = &[];
    if let Some(more) = more {
        others = &more.others;
        if let Some(description) = &more.description {
            json::push(object.member("\"description\":"), description);
        }
    }
    match schema.ready_content(media_type).filter(|_| more.is_none()) {
        Some(ready) => object.member("\"content\":").push_str(ready),
        None => {
            let mut content = Members::new("\"content\":", &mut object);
            let keys = others.iter().chain([media_type]).enumerate();
            for (_, key) in keys.filter(|(at, key)| !others[..*at].contains(key)) {
                let mut object = Object::new(content.next(key));
                schema.push_json(object.member("\"schema\":"));
                if let Some(more) = more {
                    examples(more.example.as_ref(), &more.examples, &mut object);
                }
                object.end();
            }
            content.end();
        }
    }
    if *required {
        object.member("\"required\":").push_str("true");
    }
    object.end();
}

fn examples(example: Option<&Value>, examples: &Map<Text, RefOr<Example>>, object: &mut Object<'_>) {
    if let Some(example) = example {
        json::push(object.member("\"example\":"), example);
    }
    if !examples.is_empty() {
        json::push(object.member("\"examples\":"), examples);
    }
}

/// A media type of which nothing but the schema is known.
fn media_type(schema: &ShownSchema<'_>, json: &mut String) {
    json.push_str("{\"schema\":");
    schema.push_json(json);
    json.push('}');
}
