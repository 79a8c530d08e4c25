//! What the document declares, ready to be held against exchanges.

use std::collections::HashMap;

use openapi_model::{
    ApiKeyLocation, Map, MediaType as MediaTypeObject, OpenApi, Operation, Parameter, ParameterLocation, PathItem,
    RefOr, Referable, SecurityRequirement, SecuritySchemeType, Server, StatusCode, StatusKey, Style, Text, pointer,
};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::media_type::{MediaType, Sort};
use crate::schema::{Schema, Schemas};

/// One method on one path.
#[derive(Debug)]
pub(crate) struct Declared {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) pointer: String,
    pub(crate) at: Option<String>,
    pub(crate) parameters: Vec<DeclaredParameter>,
    pub(crate) body: Option<DeclaredBody>,
    pub(crate) answers: Vec<(StatusKey, DeclaredAnswer)>,
    /// Alternatives, each with all that it needs; one that needs nothing is satisfied by everybody.
    pub(crate) security: Vec<Vec<Credential>>,
}

#[derive(Debug)]
pub(crate) struct DeclaredParameter {
    pub(crate) name: String,
    pub(crate) location: ParameterLocation,
    pub(crate) required: bool,
    pub(crate) may_be_empty: bool,
    pub(crate) value: DeclaredValue,
}

/// How a parameter or a header is written, and what it may be.
#[derive(Debug)]
pub(crate) struct DeclaredValue {
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) schema: Option<Schema>,
    /// Set for a value that is written in a media type.
    pub(crate) content: Option<Sort>,
    pub(crate) pointer: String,
}

#[derive(Debug)]
pub(crate) struct DeclaredBody {
    pub(crate) required: bool,
    pub(crate) content: Vec<Content>,
}

#[derive(Debug)]
pub(crate) struct DeclaredAnswer {
    pub(crate) pointer: String,
    pub(crate) headers: Vec<DeclaredHeader>,
    pub(crate) content: Vec<Content>,
}

#[derive(Debug)]
pub(crate) struct DeclaredHeader {
    pub(crate) name: String,
    pub(crate) required: bool,
    pub(crate) value: DeclaredValue,
}

/// A media type with what a body of it looks like.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) key: String,
    pub(crate) media_type: Option<MediaType>,
    pub(crate) pointer: String,
    pub(crate) schema: Option<Schema>,
    pub(crate) item_schema: Option<Schema>,
}

/// What proves who is asking, as far as a request shows it.
#[derive(Clone, Debug)]
pub(crate) struct Credential {
    pub(crate) scheme: String,
    pub(crate) proof: Proof,
}

#[derive(Clone, Debug)]
pub(crate) enum Proof {
    Header(String),
    Query(String),
    Cookie(String),
    /// The Authorization header with this scheme.
    Authorization(String),
    /// A client certificate, which no request shows.
    Unseen,
}

impl Declared {
    /// The answer that is declared for a status.
    pub(crate) fn answer(&self, status: u16) -> Option<&(StatusKey, DeclaredAnswer)> {
        let code = StatusCode::new(status).ok()?;
        let range = code.range().map(StatusKey::Range);
        let keys = [Some(StatusKey::Code(code)), range, Some(StatusKey::Default)];
        keys.into_iter().flatten().find_map(|key| self.answers.iter().find(|(declared, _)| *declared == key))
    }
}

/// Where the routes of an API were declared.
#[derive(Clone, Debug)]
pub(crate) struct DeclaredAt {
    pub(crate) method: String,
    /// As the document has it.
    pub(crate) path: String,
    /// With convertors.
    pub(crate) template: String,
    pub(crate) at: String,
}

/// Reads the operations of a document. What a reference does not lead to is told, all of it at once.
pub(crate) struct Reader<'a> {
    document: &'a OpenApi,
    root: &'a Value,
    at: HashMap<(&'a str, &'a str), &'a str>,
    pub(crate) problems: Vec<String>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(document: &'a OpenApi, schemas: &'a Schemas, declared_at: &'a [DeclaredAt]) -> Self {
        let at = declared_at.iter().map(|one| ((&*one.method, &*one.path), &*one.at)).collect();
        Self { document, root: schemas.root(), at, problems: Vec::new() }
    }

    /// The operations of a path.
    pub(crate) fn path_item(&mut self, path: &str, item: &'a PathItem, pointer: &str) -> Vec<Declared> {
        let (item, pointer) = match self.document.resolve_path_item(item) {
            Ok(found) => (found, self.follow(pointer.to_owned())),
            Err(error) => {
                self.problems.push(format!("{error} at {pointer}"));
                return Vec::new();
            }
        };
        let common = self.parameters(&item.parameters, &pointer);
        item.operations()
            .map(|(method, operation)| {
                let key = method.to_ascii_lowercase();
                let fixed = self.root.pointer(&pointer).is_some_and(|item| item.get(&key).is_some());
                let mut pointer = pointer.clone();
                if fixed {
                    pointer::push(&mut pointer, &key);
                } else {
                    pointer.push_str("/additionalOperations");
                    pointer::push(&mut pointer, method);
                }
                self.operation(method, path, operation, &common, pointer)
            })
            .collect()
    }

    fn operation(
        &mut self,
        method: &str,
        path: &str,
        operation: &'a Operation,
        common: &[Given<'a>],
        pointer: String,
    ) -> Declared {
        let mut given = self.parameters(&operation.parameters, &pointer);
        for other in common {
            let own = |one: &Given<'a>| one.0.name == other.0.name && one.0.location == other.0.location;
            if !given.iter().any(own) {
                given.push((other.0, other.1.clone()));
            }
        }
        let parameters = given.into_iter().map(|(parameter, pointer)| self.parameter(parameter, pointer)).collect();
        let body = operation.request_body.as_ref().and_then(|body| {
            let (body, pointer) = self.resolved(body, format!("{pointer}/requestBody"))?;
            Some(DeclaredBody { required: body.required, content: self.content(&body.content, &pointer) })
        });
        let mut answers = Vec::new();
        for (key, response) in operation.responses.by_status.iter() {
            let Some((response, pointer)) = self.resolved(response, format!("{pointer}/responses/{key}")) else {
                continue;
            };
            let mut headers = Vec::new();
            for (name, header) in response.headers.iter() {
                let mut pointer = format!("{pointer}/headers");
                pointer::push(&mut pointer, name);
                let Some((header, pointer)) = self.resolved(header, pointer) else { continue };
                if name.eq_ignore_ascii_case("content-type") {
                    continue;
                }
                let value = self.value(
                    Style::Simple,
                    header.explode.unwrap_or(false),
                    header.schema.is_some(),
                    &header.content,
                    pointer,
                );
                headers.push(DeclaredHeader { name: name.to_string(), required: header.required, value });
            }
            let content = self.content(&response.content, &pointer);
            answers.push((*key, DeclaredAnswer { pointer, headers, content }));
        }
        let security = operation.security.as_ref().or(self.document.security.as_ref());
        let security = security.map(|all| all.iter().map(|one| self.credentials(one)).collect()).unwrap_or_default();
        let at = self.at.get(&(method, path)).map(|at| (*at).to_owned());
        Declared { method: method.into(), path: path.into(), pointer, at, parameters, body, answers, security }
    }

    /// The callbacks of the operation at a place, by name.
    pub(crate) fn callbacks(&mut self, operation: &str, at: Option<&str>) -> Vec<(String, Declared)> {
        let Some(declared) = self.document.at::<Operation>(operation) else { return Vec::new() };
        let mut all = Vec::new();
        for (name, callback) in declared.callbacks.iter() {
            let mut pointer = format!("{operation}/callbacks");
            pointer::push(&mut pointer, name);
            let Some((callback, pointer)) = self.resolved(callback, pointer) else { continue };
            for (expression, item) in callback.expressions.iter() {
                let mut pointer = pointer.clone();
                pointer::push(&mut pointer, expression);
                for declared in self.path_item(expression, item, &pointer) {
                    all.push((name.to_string(), Declared { at: at.map(Into::into), ..declared }));
                }
            }
        }
        all
    }

    fn parameters(&mut self, parameters: &'a [RefOr<Parameter>], pointer: &str) -> Vec<Given<'a>> {
        let each = parameters.iter().enumerate();
        each.filter_map(|(index, one)| self.resolved(one, format!("{pointer}/parameters/{index}"))).collect()
    }

    fn parameter(&mut self, parameter: &'a Parameter, pointer: String) -> DeclaredParameter {
        let style = parameter.style.unwrap_or(match parameter.location {
            ParameterLocation::Path | ParameterLocation::Header => Style::Simple,
            _ => Style::Form,
        });
        let explode = parameter.explode.unwrap_or(matches!(style, Style::Form | Style::Cookie));
        DeclaredParameter {
            name: parameter.name.to_string(),
            location: parameter.location,
            required: parameter.required.unwrap_or(false),
            may_be_empty: parameter.allow_empty_value,
            value: self.value(style, explode, parameter.schema.is_some(), &parameter.content, pointer),
        }
    }

    fn value(
        &mut self,
        style: Style,
        explode: bool,
        has_schema: bool,
        content: &'a Map<Text, RefOr<MediaTypeObject>>,
        pointer: String,
    ) -> DeclaredValue {
        if has_schema || content.is_empty() {
            let schema = has_schema.then(|| Schemas::schema(format!("{pointer}/schema")));
            return DeclaredValue { style, explode, schema, content: None, pointer };
        }
        let mut content = self.content(content, &pointer);
        let first = content.swap_remove(0);
        let sort = first.media_type.map_or(Sort::Other, |it| it.sort());
        DeclaredValue { style, explode, schema: first.schema, content: Some(sort), pointer }
    }

    fn content(&mut self, content: &'a Map<Text, RefOr<MediaTypeObject>>, pointer: &str) -> Vec<Content> {
        let mut all = Vec::new();
        for (key, media_type) in content.iter() {
            let mut pointer = format!("{pointer}/content");
            pointer::push(&mut pointer, key);
            let Some((object, pointer)) = self.resolved(media_type, pointer) else { continue };
            let media_type = MediaType::read(key);
            let item = format!("{pointer}/itemSchema");
            let item_schema = object.item_schema.is_some().then(|| match media_type.as_ref().map(MediaType::sort) {
                Some(Sort::EventStream) => Schemas::schema_of_events(item),
                _ => Schemas::schema(item),
            });
            let schema = object.schema.is_some().then(|| Schemas::schema(format!("{pointer}/schema")));
            all.push(Content { key: key.to_string(), media_type, pointer, schema, item_schema });
        }
        all
    }

    fn credentials(&mut self, requirement: &SecurityRequirement) -> Vec<Credential> {
        let mut all = Vec::new();
        for (name, _) in requirement.schemes.iter() {
            let Some(scheme) = self.document.components.security_schemes.get(name) else {
                self.problems.push(format!("the security scheme `{name}` is not in the components"));
                continue;
            };
            let Some((scheme, _)) = self.resolved(scheme, String::new()) else { continue };
            let named = scheme.name.as_deref().unwrap_or_default().to_owned();
            let proof = match (scheme.kind, scheme.location) {
                (SecuritySchemeType::ApiKey, Some(ApiKeyLocation::Query)) => Proof::Query(named),
                (SecuritySchemeType::ApiKey, Some(ApiKeyLocation::Cookie)) => Proof::Cookie(named),
                (SecuritySchemeType::ApiKey, _) => Proof::Header(named),
                (SecuritySchemeType::Http, _) => {
                    Proof::Authorization(scheme.scheme.as_deref().unwrap_or_default().to_ascii_lowercase())
                }
                (SecuritySchemeType::OAuth2 | SecuritySchemeType::OpenIdConnect, _) => {
                    Proof::Authorization("bearer".into())
                }
                _ => Proof::Unseen,
            };
            all.push(Credential { scheme: name.to_string(), proof });
        }
        all
    }

    fn resolved<T: Referable>(&mut self, item: &'a RefOr<T>, pointer: String) -> Option<(&'a T, String)> {
        let document = self.document;
        match document.resolve(item) {
            Ok(found) => Some((found, self.follow(pointer))),
            Err(error) => {
                self.problems.push(format!("{error} at {pointer}"));
                None
            }
        }
    }

    /// Where the references of a place lead to.
    fn follow(&self, mut pointer: String) -> String {
        for _ in 0..openapi_model::MAX_HOPS {
            let target = self.root.pointer(&pointer).and_then(|it| it.get("$ref")).and_then(Value::as_str);
            let Some((_, fragment)) = target.and_then(|target| target.split_once('#')) else { break };
            pointer = percent_decode_str(fragment).decode_utf8_lossy().into_owned();
        }
        pointer
    }
}

type Given<'a> = (&'a Parameter, String);

/// The paths under which the servers of a document serve it, without the last slash; the longest first.
pub(crate) fn base_paths(document: &OpenApi) -> Vec<String> {
    let items = document.paths.iter().flat_map(|paths| paths.items.iter());
    let more = items.flat_map(|(_, item)| {
        item.servers.iter().chain(item.operations().flat_map(|(_, operation)| &operation.servers)).collect::<Vec<_>>()
    });
    let mut all: Vec<String> = document.servers.iter().chain(more).flat_map(base_path).collect();
    all.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    all.dedup();
    all
}

/// The paths of a server: one for each value of its variables that changes them, up to a number nobody writes.
fn base_path(server: &Server) -> Vec<String> {
    const MOST: usize = 64;
    let mut urls = vec![server.url.to_string()];
    for (name, variable) in server.variables.iter() {
        let named = format!("{{{name}}}");
        let mut values: Vec<&str> = vec![&variable.default];
        values.extend(variable.enumeration.iter().flatten().map(|value| &**value));
        values.dedup();
        let with_value = |url: &String| values.iter().map(|value| url.replace(&named, value)).collect::<Vec<_>>();
        urls = urls.iter().flat_map(with_value).take(MOST).collect();
    }
    let path = |url: String| {
        let after_host = match url.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
            None => &url,
        };
        let path = after_host.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let path = path.trim_start_matches('.');
        (!path.is_empty()).then(|| if path.starts_with('/') { path.to_owned() } else { format!("/{path}") })
    };
    urls.into_iter().filter_map(path).collect()
}
