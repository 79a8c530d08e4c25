//! An operation as text, without the model's objects: what [`combine`](crate::combine) makes of it, as they would be
//! written.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use openapi_model::{Components, Example, Map, OpenApi, ParameterLocation, RefOr, StatusKey, Text, Value};

use crate::declare::{self, Besides, RequestBody};
use crate::json::{self, Items, Members, Object, list};
use crate::layers::{Additional, ByPath, Operations, Said};
use crate::outline::{self, Next, Outlines, Recording, Told};
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
    outlines: Outlines,
    recording: Recording,
}

impl<'a> Writer<'a> {
    fn new(schemas: &'a Schemas) -> Self {
        let (outlines, recording) = (Outlines::default(), Recording::default());
        Self { schemas, remembered: Map::new(), parameters: Map::new(), outlines, recording }
    }

    /// Operations by path, in the order in which the paths come first.
    fn path_items(&mut self, (operations, paths): (&'a Operations<'a>, &ByPath<'_>), json: &mut String) {
        self.outlines = Outlines::of(operations);
        let mut object = Object::new(json);
        for (done, (path, (first, others))) in paths.iter().enumerate() {
            let Some(first) = operations.get(*first) else { continue };
            let json = object.keyed(path);
            if others.is_empty() {
                self.path_item(&[first], Self::operation_on_path, json);
            } else {
                let others = others.iter().filter_map(|at| operations.get(*at));
                let all: Vec<_> = [first].into_iter().chain(others).collect();
                self.path_item(&all, Self::operation_on_path, json);
            }
            make_room(object.text(), done + 1, paths.len());
        }
        object.end();
    }

    /// An operation on a path: by its outline, if that is known.
    fn operation_on_path(&mut self, said: &Said<'a>, json: &mut String) {
        match self.outlines.fill(said, &mut self.recording, json) {
            Next::Nothing => {}
            Next::Write => self.operation(said, json),
            Next::Record(kind) => {
                self.operation(said, json);
                self.outlines.learn(kind, &mut self.recording, json);
            }
        }
    }

    /// A text of the operation's own.
    fn tell(&mut self, told: Told, said: &Said<'_>, json: &mut String) {
        let start = json.len();
        outline::tell(told, said, json);
        self.recording.gap(told, start..json.len());
    }

    fn operation(&mut self, said: &Said<'a>, json: &mut String) {
        let schemas = self.schemas;
        let more = said.operation.more.as_deref();
        let mut object = Object::new(json);
        list(said.tags(), "\"tags\":", &mut object);
        if rules::summary(said).is_some() {
            self.tell(Told::Summary, said, object.member("\"summary\":"));
        }
        match rules::description(said) {
            Some(_) => self.tell(Told::Description, said, object.member("\"description\":")),
            None if said.operation.description.is_some() => self.recording.give_up(),
            None => {}
        }
        if let Some(docs) = more.and_then(|more| more.external_docs.as_ref()) {
            json::push(object.member("\"externalDocs\":"), docs);
        }
        if rules::operation_id(said).is_some() {
            self.tell(Told::Id, said, object.member("\"operationId\":"));
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
            if let Some(remembered) = remembered {
                let shared = || Some(shown()).filter(is_shared).map(|shown| text_of_response(key, shown));
                if let Some(text) = self.remembered.get_or_insert_with(remembered, shared) {
                    return json.push_str(text);
                }
            }
            let shown = shown();
            if !is_shared(&shown) {
                self.recording.give_up();
            }
            let description = response(key, shown, json);
            let own = said.operation.responses.by_key.get(&key).and_then(outline::own_description);
            if let (Some(_), Some(at)) = (own, description) {
                self.recording.gap(Told::Response(key), at);
            }
        });
        responses.end();
    }

    fn callbacks(&mut self, said: &Said<'a>, object: &mut Object<'_>) {
        let Some(callback) = said.only_callback() else {
            let callbacks = rules::callbacks(said, self.schemas);
            if !callbacks.is_empty() {
                self.recording.give_up();
                json::push(object.member("\"callbacks\":"), &callbacks);
            }
            return;
        };
        if rules::callback_name(&callback).is_some() {
            self.recording.enter();
            let json = object.member("\"callbacks\":");
            json.push('{');
            self.tell(Told::CallbackName, &callback, json);
            json.push_str(":{");
            self.tell(Told::CallbackPath, &callback, json);
            json.push(':');
            self.path_item(&[callback], Self::operation, json);
            json.push_str("}}");
            self.recording.leave();
        }
    }

    /// The operations on one path; of two for one method the later counts.
    fn path_item(&mut self, operations: &[Said<'a>], write: fn(&mut Self, &Said<'a>, &mut String), json: &mut String) {
        let mut object = Object::new(json);
        if let [said] = operations {
            if let Some(key) = fixed_field(&said.operation.method) {
                write(self, said, object.member(key));
                return object.end();
            }
        }
        for (method, key) in FIXED {
            if let Some(said) = operations.iter().rfind(|said| said.operation.method == method) {
                write(self, said, object.member(key));
            }
        }
        let mut additional = Members::new("\"additionalOperations\":", &mut object);
        for (at, said) in operations.iter().enumerate() {
            let method = &said.operation.method;
            let stands = |other: &&Said<'_>| other.operation.method == *method;
            if fixed_field(method).is_some() || operations[..at].iter().any(|other| stands(&other)) {
                continue;
            }
            let last = operations.iter().rfind(stands).unwrap_or(said);
            write(self, last, additional.next(method));
        }
        additional.end();
        object.end();
    }
}

/// The methods that have a fixed field of a Path Item, and that field.
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

fn fixed_field(method: &str) -> Option<&'static str> {
    FIXED.iter().find(|(fixed, _)| *fixed == method).map(|(_, key)| *key)
}

fn address<T>(held: &T) -> usize {
    core::ptr::from_ref(held) as usize
}

/// Whether nothing in a response is its operation's, but a description that is said.
fn is_shared(shown: &ShownResponse<'_>) -> bool {
    let untitled = |part: &Option<(&Text, ShownSchema<'_>)>| part.as_ref().is_none_or(|(_, it)| it.title.is_none());
    matches!(shown, ShownResponse::Plain(plain) if untitled(&plain.first) && untitled(&plain.last))
}

fn text_of_response(key: StatusKey, shown: ShownResponse<'_>) -> String {
    let mut json = String::new();
    response(key, shown, &mut json);
    json
}

/// Writes a response and says where its description stands, if it comes first.
fn response(key: StatusKey, shown: ShownResponse<'_>, json: &mut String) -> Option<Range<usize>> {
    status::push_member_key(json, key);
    match shown {
        ShownResponse::Plain(PlainResponse { besides: Besides::Object(said), .. }) if !said.extensions.is_default() => {
            json::push(json, &shown.into_response());
        }
        ShownResponse::Plain(plain) => return Some(plain_response(&plain, json)),
        merged => json::push(json, &merged.into_response()),
    }
    None
}

/// A response whose members stand in the order of the specification.
fn plain_response(response: &PlainResponse<'_>, json: &mut String) -> Range<usize> {
    let said = match response.besides {
        Besides::Object(said) => Some(said),
        Besides::Nothing | Besides::MediaType(_) => None,
    };
    let mut object = Object::new(json);
    if let Some(summary) = said.and_then(|said| said.summary.as_ref()) {
        json::push(object.member("\"summary\":"), summary);
    }
    let json = object.member("\"description\":");
    let start = json.len();
    response.description.push_json(json);
    let description = start..json.len();
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
    description
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
    json::push(object.member("\"name\":"), &declared.name);
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
