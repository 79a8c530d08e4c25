//! An operation as text, without the model's objects: what [`combine`](crate::combine) makes of it, as they would be
//! written.

use alloc::string::String;
use alloc::vec::Vec;

use openapi_model::{Components, Example, Map, OpenApi, RefOr, StatusKey, Text, Value};

use crate::declare::RequestBody;
use crate::json::{self, Items, Members, Object, list};
use crate::layers::{ByPath, Operations, Said};
use crate::rules;
use crate::schemas::Schemas;
use crate::shown::{Identity, PlainResponse, ShownBody, ShownParameter, ShownResponse, ShownSchema};

/// A whole document; `around` is all of it but the operations.
pub(crate) fn document(
    around: &OpenApi,
    paths: (&Operations<'_>, &ByPath<'_>),
    webhooks: (&Operations<'_>, &ByPath<'_>),
    schemas: &Schemas,
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

/// Writes operations, each like the one that [`combine`](crate::combine::combine) makes.
struct Writer<'a> {
    schemas: &'a Schemas,
    /// Responses that several operations have, each written once.
    shared: Map<(StatusKey, Identity), String>,
}

impl<'a> Writer<'a> {
    fn new(schemas: &'a Schemas) -> Self {
        Self { schemas, shared: Map::new() }
    }

    /// Operations by path, in the order in which the paths come first.
    fn path_items(&mut self, (operations, paths): (&Operations<'_>, &ByPath<'_>), json: &mut String) {
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

    fn operation(&mut self, said: &Said<'_>, json: &mut String) {
        let schemas = self.schemas;
        let more = said.operation.more.as_deref();
        let mut object = Object::new(json);
        list(said.tags(), "\"tags\":", &mut object);
        if let Some(summary) = rules::summary(said) {
            summary.push_json(object.member("\"summary\":"));
        }
        if let Some(description) = rules::description(said) {
            json::push(object.member("\"description\":"), &**description);
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

    fn parameters(&mut self, said: &Said<'_>, object: &mut Object<'_>) {
        let mut items = Items::new("\"parameters\":", object);
        rules::parameters(said, self.schemas, &mut |shown| parameter(shown, items.next()));
        items.end();
    }

    fn responses(&mut self, said: &Said<'_>, object: &mut Object<'_>) {
        let mut responses = Members::new("\"responses\":", object);
        rules::responses(said, self.schemas, &mut |key, shown| {
            let json = responses.next_member();
            let shared = match &shown {
                ShownResponse::Plain(plain) => plain.identity(),
                ShownResponse::Merged(..) => None,
            };
            match shared {
                None => response(key, shown, json),
                Some(identity) => json.push_str(self.shared.get_or_insert_with((key, identity), || {
                    let mut json = String::new();
                    response(key, shown, &mut json);
                    json
                })),
            }
        });
        responses.end();
    }

    fn callbacks(&mut self, said: &Said<'_>, object: &mut Object<'_>) {
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
    fn path_item(&mut self, operations: &[Said<'_>], json: &mut String) {
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

fn response(key: StatusKey, shown: ShownResponse<'_>, json: &mut String) {
    json.push('"');
    key.with_text(|key| json.push_str(key));
    json.push_str("\":");
    match shown {
        ShownResponse::Plain(plain) if plain.said.is_none_or(|said| said.extensions.is_default()) => {
            plain_response(&plain, json);
        }
        other => json::push(json, &other.into_response()),
    }
}

/// A response whose members stand in the order of the specification.
fn plain_response(response: &PlainResponse<'_>, json: &mut String) {
    let mut object = Object::new(json);
    if let Some(summary) = response.said.and_then(|said| said.summary.as_ref()) {
        json::push(object.member("\"summary\":"), summary);
    }
    response.description.push_json(object.member("\"description\":"));
    if let Some(said) = response.said.filter(|said| !said.headers.is_empty()) {
        json::push(object.member("\"headers\":"), &said.headers);
    }
    let alone = match (&response.first, response.said, &response.last) {
        (Some(one), None, None) | (None, None, Some(one)) => one.1.ready_content(one.0),
        _ => None,
    };
    if let Some(ready) = alone {
        object.member("\"content\":").push_str(ready);
    } else {
        let mut content = Members::new("\"content\":", &mut object);
        if let Some((key, schema)) = &response.first {
            media_type(schema, content.next(key));
        }
        for (key, media_type) in response.said.iter().flat_map(|said| said.content.iter()) {
            json::push(content.next(key), media_type);
        }
        if let Some((key, schema)) = &response.last {
            media_type(schema, content.next(key));
        }
        content.end();
    }
    if let Some(said) = response.said.filter(|said| !said.links.is_empty()) {
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

fn parameter(shown: ShownParameter<'_>, json: &mut String) {
    let (declared, schema) = match shown {
        ShownParameter::Declared(declared, schema) => (declared, schema),
        ShownParameter::Property(parameter) => return json::push(json, &parameter),
    };
    let more = declared.more.as_deref();
    let mut object = Object::new(json);
    json::push(object.member("\"name\":"), &*declared.name);
    json::push(object.member("\"in\":"), declared.location.as_str());
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
