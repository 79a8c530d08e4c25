//! The document's schemas, compiled when they are first needed.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, OnceLock};

use jsonschema::{Draft, Keyword, Registry, ValidationError, ValidationOptions, Validator, error::ValidationErrorKind};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// Where the document stands for its references. Nothing is ever fetched.
const BASE: &str = "openapi:///document";

/// What must not stand in the fragment of a URI.
const FRAGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'#')
    .add(b'[')
    .add(b']')
    .add(b'^')
    .add(b'|')
    .add(b'\\');

/// More faults than these tell nothing new of a value.
const MOST_FAULTS: usize = 20;

/// A fault longer than this is cut: it quotes the value.
const LONGEST_REASON: usize = 300;

/// The whole document, which every schema may refer into.
pub(crate) struct Schemas {
    root: Value,
    registry: Arc<Registry<'static>>,
    formats: bool,
    draft: Draft,
}

/// A schema by its place in the document.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(crate) pointer: String,
    /// Whether `contentSchema` counts, as it does for the `data` of an event.
    contents: bool,
    types: OnceLock<BTreeSet<&'static str>>,
    validator: OnceLock<Result<Validator, String>>,
}

/// Where in a value something does not fit its schema, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) pointer: String,
    pub(crate) reason: String,
}

impl Schemas {
    pub(crate) fn new(root: Value, formats: bool) -> Result<Self, String> {
        let dialect = root.get("jsonSchemaDialect").and_then(Value::as_str).unwrap_or_default();
        let draft = match dialect.trim_end_matches('#') {
            "http://json-schema.org/draft-04/schema" => Draft::Draft4,
            "http://json-schema.org/draft-06/schema" => Draft::Draft6,
            "http://json-schema.org/draft-07/schema" => Draft::Draft7,
            "https://json-schema.org/draft/2019-09/schema" => Draft::Draft201909,
            _ => Draft::Draft202012,
        };
        let registry = Registry::new()
            .draft(draft)
            .add(BASE, draft.create_resource(searchable(&root)))
            .and_then(jsonschema::RegistryBuilder::prepare)
            .map_err(|error| format!("the schemas cannot be read: {error}"))?;
        Ok(Self { root, registry: Arc::new(registry), formats, draft })
    }

    /// The document as JSON.
    pub(crate) fn root(&self) -> &Value {
        &self.root
    }

    /// The schema at a place of the document.
    pub(crate) fn schema(pointer: String) -> Schema {
        Schema { pointer, contents: false, types: OnceLock::new(), validator: OnceLock::new() }
    }

    /// A schema of events, whose `data` is text that holds JSON.
    pub(crate) fn schema_of_events(pointer: String) -> Schema {
        Schema { contents: true, ..Self::schema(pointer) }
    }

    /// What does not fit.
    ///
    /// # Errors
    /// Why the schema cannot be used.
    pub(crate) fn faults(&self, schema: &Schema, value: &Value) -> Result<Vec<Fault>, String> {
        let validator = schema.validator.get_or_init(|| self.compile(schema)).as_ref().map_err(Clone::clone)?;
        if validator.is_valid(value) {
            return Ok(Vec::new());
        }
        let mut faults = Vec::new();
        for error in validator.iter_errors(value).take(MOST_FAULTS) {
            add_faults(&error, &mut faults);
        }
        Ok(faults)
    }

    fn compile(&self, schema: &Schema) -> Result<Validator, String> {
        let reference = format!("{BASE}#{}", utf8_percent_encode(&schema.pointer, FRAGMENT));
        let options = options(&self.registry, self.draft, self.formats);
        let options = if schema.contents {
            let (registry, draft, formats) = (Arc::clone(&self.registry), self.draft, self.formats);
            options.with_keyword("contentSchema", move |_, schema, _| {
                let registry = Arc::clone(&registry);
                let schema = with_absolute_references(schema);
                Ok(Box::new(Content { schema, registry, draft, formats, validator: OnceLock::new() }))
            })
        } else {
            options
        };
        options.build(&serde_json::json!({ "$ref": reference })).map_err(|error| cut(error.to_string()))
    }

    /// The types that a value of a schema may have, as far as it is plain to see; empty if any.
    pub(crate) fn types<'a>(&self, schema: &'a Schema) -> &'a BTreeSet<&'static str> {
        schema.types.get_or_init(|| self.root.pointer(&schema.pointer).map(|it| self.types_of(it)).unwrap_or_default())
    }

    /// The types of a member of an object, or of the items of an array (`None`).
    pub(crate) fn types_within(&self, schema: &Schema, member: Option<&str>) -> BTreeSet<&'static str> {
        let Some(schema) = self.root.pointer(&schema.pointer) else { return BTreeSet::new() };
        let inner = |schema: &&'_ Value| match member {
            None => schema.get("items").map(|items| self.types_of(items)),
            Some(name) => {
                let named = schema.get("properties").and_then(|all| all.get(name));
                named.or(schema.get("additionalProperties")).map(|member| self.types_of(member))
            }
        };
        self.alternatives(schema).iter().filter_map(inner).flatten().collect()
    }

    /// The types of the items of an object's member.
    pub(crate) fn item_types_within(&self, schema: &Schema, member: &str) -> BTreeSet<&'static str> {
        let Some(schema) = self.root.pointer(&schema.pointer) else { return BTreeSet::new() };
        let members = self.alternatives(schema).into_iter().filter_map(|one| one.get("properties")?.get(member));
        let items = members.flat_map(|one| self.alternatives(one)).filter_map(|one| one.get("items"));
        items.flat_map(|one| self.types_of(one)).collect()
    }

    fn types_of(&self, schema: &Value) -> BTreeSet<&'static str> {
        const ALL: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];
        let mut types = BTreeSet::new();
        for schema in self.alternatives(schema) {
            let said: Vec<&str> = match schema.get("type") {
                Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
                one => one.and_then(Value::as_str).into_iter().collect(),
            };
            types.extend(ALL.iter().filter(|name| said.contains(*name)));
            let values = schema.get("enum").and_then(Value::as_array).into_iter().flatten().chain(schema.get("const"));
            types.extend(values.map(type_of));
        }
        types
    }

    /// A schema and all that it refers to or is put together from, each once.
    fn alternatives<'a>(&'a self, schema: &'a Value) -> Vec<&'a Value> {
        let mut all: Vec<&Value> = vec![schema];
        let mut next = 0;
        while let Some(schema) = all.get(next).copied() {
            next += 1;
            let target = schema.get("$ref").and_then(Value::as_str).and_then(|target| self.target(target));
            let within = ["anyOf", "oneOf", "allOf"].iter().filter_map(|keyword| schema.get(keyword)?.as_array());
            for inner in within.flatten().chain(target) {
                if !all.iter().any(|seen| std::ptr::eq(*seen, inner)) {
                    all.push(inner);
                }
            }
        }
        all
    }

    fn target(&self, reference: &str) -> Option<&Value> {
        let pointer = percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()?;
        self.root.pointer(&pointer)
    }
}

impl fmt::Debug for Schemas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Schemas").field("draft", &self.draft).field("formats", &self.formats).finish_non_exhaustive()
    }
}

/// `contentSchema`: a text that holds JSON. Compiled late, since a schema may hold itself.
struct Content {
    schema: Value,
    registry: Arc<Registry<'static>>,
    draft: Draft,
    formats: bool,
    validator: OnceLock<Result<Validator, String>>,
}

impl Content {
    fn fault(&self, value: &Value) -> Option<String> {
        let text = value.as_str()?;
        let content: Value = match serde_json::from_str(text) {
            Ok(content) => content,
            Err(error) => return Some(format!("the text is no JSON ({error})")),
        };
        let compile = || {
            let options = options(&self.registry, self.draft, self.formats);
            options.build(&self.schema).map_err(|error| error.to_string())
        };
        match self.validator.get_or_init(compile) {
            Err(reason) => Some(format!("`contentSchema` cannot be used: {reason}")),
            Ok(validator) => {
                let error = validator.iter_errors(&content).next()?;
                let at = error.instance_path().as_str();
                Some(format!(
                    "in the text{}: {}",
                    if at.is_empty() { String::new() } else { format!(" at `{at}`") },
                    error
                ))
            }
        }
    }
}

impl<'i> Keyword<'i> for Content {
    fn validate(&self, value: &'i Value) -> Result<(), ValidationError<'i>> {
        self.fault(value).map_or(Ok(()), |reason| Err(ValidationError::custom(reason)))
    }

    fn is_valid(&self, value: &'i Value) -> bool {
        self.fault(value).is_none()
    }
}

fn options<'a>(registry: &'a Registry<'a>, draft: Draft, formats: bool) -> ValidationOptions<'a> {
    jsonschema::options().with_draft(draft).with_registry(registry).should_validate_formats(formats).offline()
}

/// A schema that stands by itself and still refers into the document.
fn with_absolute_references(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                let local = value.as_str().filter(|target| name == "$ref" && target.starts_with('#'));
                let value = local
                    .map_or_else(|| with_absolute_references(value), |target| Value::String(format!("{BASE}{target}")));
                (name.clone(), value)
            };
            Value::Object(members.iter().map(member).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(with_absolute_references).collect()),
        other => other.clone(),
    }
}

/// The document with its schemas under `$defs` too, where `$id` and `$anchor` are looked for.
fn searchable(root: &Value) -> Value {
    let mut root = root.clone();
    let schemas = root.pointer("/components/schemas").cloned();
    if let (Some(members), Some(schemas)) = (root.as_object_mut(), schemas) {
        members.insert("$defs".into(), schemas);
    }
    root
}

/// Adds an error; where no alternative fits, the errors of the one that was most probably meant.
fn add_faults(error: &ValidationError<'_>, faults: &mut Vec<Fault>) {
    if let ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } = error.kind() {
        let here = error.instance_path().as_str().len();
        let is_of_another_type = |errors: &&Vec<ValidationError<'_>>| {
            errors.iter().any(|inner| {
                inner.instance_path().as_str().len() <= here && matches!(inner.kind(), ValidationErrorKind::Type { .. })
            })
        };
        let mut meant = context.iter().filter(|errors| !errors.is_empty() && !is_of_another_type(errors));
        if let (Some(errors), None) = (meant.next(), meant.next()) {
            errors.iter().for_each(|inner| add_faults(inner, faults));
            return;
        }
    }
    faults.push(Fault { pointer: error.instance_path().as_str().to_owned(), reason: cut(error.to_string()) });
}

fn cut(mut reason: String) -> String {
    if reason.len() > LONGEST_REASON {
        let end = (0..=LONGEST_REASON).rev().find(|at| reason.is_char_boundary(*at)).unwrap_or(0);
        let tail = reason.rfind(" is ").filter(|at| *at > end).map(|at| reason[at..].to_owned());
        reason.truncate(end);
        reason.push('…');
        reason.extend(tail.filter(|tail| tail.len() < LONGEST_REASON));
    }
    reason
}

pub(crate) fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
