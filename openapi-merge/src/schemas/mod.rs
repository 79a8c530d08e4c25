//! Schemas: from models to references and `components.schemas`, by way of names.

mod fastapi_style;
mod lookup;
mod naming;
mod resolved;

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::panic::Location;

use openapi_model::{Map, Text, Value};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;

use crate::declare::{Catalog, Described, Kind, Mode, Model};
use crate::diagnostics::ProblemKind;
use crate::scope::Role;
use crate::validation_error;
use naming::{DEFS, Unnamed};

pub(crate) use fastapi_style::titling;
pub(crate) use lookup::{Body, Lookup};
pub(crate) use resolved::{PlacedSchema, ResolvedSchema};

/// How schemas of Rust types look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaStyle {
    /// As schemars writes them.
    #[default]
    Schemars,
    /// As FastAPI writes them: titles, `anyOf` with null, no numeric formats.
    FastApi,
}

/// The models a document uses. First every use is told, then names are chosen, then schemas are asked for.
pub(crate) struct Schemas {
    pub(crate) style: SchemaStyle,
    separate: bool,
    /// For what is read and for what is written, by [`Mode`].
    generators: [SchemaGenerator; 2],
    rust: BTreeMap<usize, RustType>,
    /// Names with modules of schemars' definitions, where a model told them.
    qualified: Map<Text, Text>,
    catalogs: Vec<Arc<Catalog>>,
    /// In the order in which they are told.
    uses: Map<Use, Used>,
    components: Map<Text, Value>,
    /// The schema that accepts everything.
    anything: ResolvedSchema,
    text: ResolvedSchema,
    validation_error: Model,
    unknown: Vec<(Text, Option<&'static Location<'static>>)>,
    clashes: Vec<ProblemKind>,
}

/// What schemars gave for a type, by [`Mode`]: a reference, or a schema that stands for itself.
struct RustType {
    schemas: [Value; 2],
    name: Cow<'static, str>,
}

/// A model in a direction, by the model's address.
type Use = (usize, Mode);

/// A schema before it is settled, and after.
struct Used {
    source: Source,
    schema: Value,
    resolved: ResolvedSchema,
}

/// Where the references within a schema lead.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Rust,
    Catalog(usize),
    Nowhere,
}

impl Schemas {
    pub(crate) fn new(style: SchemaStyle, separate: bool) -> Self {
        let settings = || SchemaSettings::draft2020_12().with(|settings| settings.meta_schema = None);
        Self {
            style,
            separate,
            generators: [settings().for_deserialize().into_generator(), settings().for_serialize().into_generator()],
            rust: BTreeMap::new(),
            qualified: Map::new(),
            catalogs: Vec::new(),
            uses: Map::new(),
            components: Map::new(),
            anything: ResolvedSchema::new(Value::Object(Map::new())),
            text: ResolvedSchema::new(Value::Object(Map::from([("type", Value::from("string"))]))),
            validation_error: validation_error::model(),
            unknown: Vec::new(),
            clashes: Vec::new(),
        }
    }

    /// Tells that `model` is used in a direction.
    pub(crate) fn add(&mut self, model: &Model, mode: Mode, role: Role) {
        let used = self.used(model, mode, role);
        if self.uses.contains_key(&used) {
            return;
        }
        let (source, schema) = match &model.0 {
            Kind::Rust(describe) => {
                self.describe(*describe);
                let Some(rust) = self.rust.get(&used.0) else { return };
                (Source::Rust, rust.schemas[used.1 as usize].clone())
            }
            Kind::Named(named) => {
                if !named.catalog.definitions.contains_key(&named.key) {
                    self.add_unknown(&named.key, Some(named.at));
                }
                let reference = Text::Owned(format!("{DEFS}{}", named.key));
                let catalog = Source::Catalog(self.catalog(&named.catalog));
                (catalog, Value::Object(Map::from([("$ref", Value::String(reference))])))
            }
            Kind::Inline(inline) => {
                let source = inline.catalog.as_ref().map_or(Source::Nowhere, |it| Source::Catalog(self.catalog(it)));
                let schema = if used.1 == Mode::Input { &inline.input } else { &inline.output };
                (source, schema.clone())
            }
            Kind::AnyOf(models) => self.any_of(models, used.1),
        };
        self.uses.insert(used, Used { source, schema, resolved: ResolvedSchema::default() });
    }

    /// Ready schemas among them must be of one catalog, and then none of them a Rust type.
    fn any_of(&mut self, models: &[Model], mode: Mode) -> (Source, Value) {
        let (mut source, mut schemas) = (Source::Nowhere, Vec::new());
        for model in models {
            let schema = match &model.0 {
                Kind::Rust(describe) => {
                    self.describe(*describe);
                    source = Source::Rust;
                    self.rust.get(&model.address()).map(|rust| rust.schemas[mode as usize].clone())
                }
                Kind::Named(named) => {
                    source = Source::Catalog(self.catalog(&named.catalog));
                    let reference = Text::Owned(format!("{DEFS}{}", named.key));
                    Some(Value::Object(Map::from([("$ref", Value::String(reference))])))
                }
                Kind::Inline(inline) => {
                    if let Some(catalog) = &inline.catalog {
                        source = Source::Catalog(self.catalog(catalog));
                    }
                    Some(if mode == Mode::Input { inline.input.clone() } else { inline.output.clone() })
                }
                Kind::AnyOf(models) => Some(self.any_of(models, mode).1),
            };
            schemas.extend(schema);
        }
        (source, Value::Object(Map::from([("anyOf", Value::Array(schemas))])))
    }

    /// A Rust type is asked for by contract; ready schemas say themselves how they look in a direction.
    fn used(&self, model: &Model, mode: Mode, role: Role) -> Use {
        let mode = if matches!(model.0, Kind::Rust(_) | Kind::AnyOf(_)) { role.direction(mode) } else { mode };
        (model.address(), self.mode(mode))
    }

    fn add_unknown(&mut self, key: &Text, at: Option<&'static Location<'static>>) {
        if self.unknown.iter().all(|(known, _)| known != key) {
            self.unknown.push((key.clone(), at));
        }
    }

    /// R55: where schemas are not separate, everything is as it is read.
    fn mode(&self, mode: Mode) -> Mode {
        if self.separate { mode } else { Mode::Input }
    }

    fn catalog(&mut self, catalog: &Arc<Catalog>) -> usize {
        match self.catalogs.iter().position(|held| Arc::ptr_eq(held, catalog)) {
            Some(at) => at,
            None => {
                self.catalogs.push(Arc::clone(catalog));
                self.catalogs.len() - 1
            }
        }
    }

    /// Learns the module of a Rust type before other types bring it along.
    pub(crate) fn learn(&mut self, model: &Model) {
        if let Kind::Rust(describe) = &model.0 {
            self.describe(*describe);
        }
    }

    /// Both contracts are asked for at once, so that schemars numbers types of one name alike in both.
    fn describe(&mut self, describe: fn(&mut SchemaGenerator) -> Described) {
        if self.rust.contains_key(&(describe as usize)) {
            return;
        }
        let [input, output] = self.generators.each_mut().map(describe);
        let schemas = [input.schema, output.schema].map(|schema| Value::from(schema.to_value()));
        if let Some(key) = schemas[0]
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|it| it.strip_prefix(DEFS))
            .filter(|_| !input.id.is_empty())
        {
            self.qualified.insert(decoded(key).into_owned().into(), qualified_name(&input.id, input.type_name).into());
        }
        self.rust.insert(describe as usize, RustType { schemas, name: input.name });
    }

    /// Chooses names for all that was told; from here on schemas can be asked for.
    pub(crate) fn settle(&mut self) {
        let mut uses = core::mem::take(&mut self.uses);
        let rust = self.generators.each_mut().map(|generator| generator.take_definitions(false));
        let mut definitions = Definitions::new(self, rust);
        let mut roots = Vec::with_capacity(uses.len());
        for ((_, mode), Used { source, schema, .. }) in &mut uses {
            if *source == Source::Rust && self.style == SchemaStyle::FastApi {
                fastapi_style::apply(schema, None);
            }
            roots.extend(definitions.number_references(schema, *source, *mode));
        }
        let order = definitions.add_all_reached(roots);
        let mut clashes: Vec<ProblemKind> = definitions.numbered().collect();
        let Definitions { reached, unknown, .. } = definitions;
        let names = naming::choose_names(&reached, &order);
        let rename = |schema: &mut Value| {
            replace_references(schema, &mut |key| {
                let name = names.get(key.parse::<usize>().ok()?)?;
                Some(format!("#/components/schemas/{name}").into())
            });
        };
        for used in uses.values_mut() {
            rename(&mut used.schema);
            used.resolved = ResolvedSchema::new(core::mem::take(&mut used.schema));
        }
        let mut components: Map<Text, Value> = Map::with_capacity(reached.len());
        for (definition, name) in reached.into_iter().zip(&names) {
            if naming::is_numbered(name, &definition.qualified) {
                let (name, component) = (definition.qualified.clone().into_owned(), name.clone());
                clashes.push(ProblemKind::SameName { name, component });
            }
            let mut schema = definition.schema;
            rename(&mut schema);
            components.insert(name.clone().into(), schema);
        }
        components.sort_keys();
        unknown.iter().for_each(|key| self.add_unknown(key, None));
        (self.uses, self.components, self.clashes) = (uses, components, clashes);
    }

    /// The schema to write where `model` is used.
    pub(crate) fn schema(&self, model: &Model, mode: Mode, role: Role) -> &ResolvedSchema {
        self.uses.get(&self.used(model, mode, role)).map_or(&self.anything, |used| &used.resolved)
    }

    /// `{}`
    pub(crate) fn anything(&self) -> &ResolvedSchema {
        &self.anything
    }

    /// `{"type": "string"}`
    pub(crate) fn text(&self) -> &ResolvedSchema {
        &self.text
    }

    /// The model of the 422 (R34).
    pub(crate) fn validation_error(&self) -> &Model {
        &self.validation_error
    }

    /// What schemars calls the Rust type of a model.
    pub(crate) fn type_name<'a>(&'a self, model: &'a Model) -> &'a str {
        match &model.0 {
            Kind::Rust(describe) => self.rust.get(&(*describe as usize)).map_or("", |rust| &rust.name),
            Kind::Named(named) => &named.key,
            Kind::Inline(_) | Kind::AnyOf(_) => "",
        }
    }

    /// R50: all schemas that are reached, in the order of their names.
    pub(crate) fn components(&self) -> impl Iterator<Item = (&Text, &Value)> {
        self.components.iter()
    }

    /// A settled schema by the name of its component.
    pub(crate) fn component(&self, name: &str) -> Option<&Value> {
        self.components.get(name)
    }

    /// Keys that their catalog does not have, and where they were asked for, if not by another schema.
    pub(crate) fn unknown(&self) -> &[(Text, Option<&'static Location<'static>>)] {
        &self.unknown
    }

    /// R53: names that nothing but a number tells apart.
    pub(crate) fn clashes(&self) -> &[ProblemKind] {
        &self.clashes
    }
}

/// All definitions that the models reach, each with a number that references to it carry until it has a name.
struct Definitions<'a> {
    schemas: &'a Schemas,
    numbers: BTreeMap<(Source, Text, Mode), usize>,
    reached: Vec<Unnamed>,
    sources: Vec<Source>,
    unknown: Vec<Text>,
    /// Those that schemars made, by [`Mode`]; null once they are reached.
    rust: [RustDefinitions; 2],
}

type RustDefinitions = serde_json::Map<String, serde_json::Value>;

impl<'a> Definitions<'a> {
    fn new(schemas: &'a Schemas, rust: [RustDefinitions; 2]) -> Self {
        let (numbers, unknown) = (BTreeMap::new(), Vec::new());
        Self { schemas, numbers, reached: Vec::new(), sources: Vec::new(), unknown, rust }
    }

    /// Puts numbers in references, and says which in the order in which they stand.
    fn number_references(&mut self, schema: &mut Value, source: Source, mode: Mode) -> Vec<usize> {
        let mut numbers = Vec::new();
        replace_references(schema, &mut |key| {
            let number = self.number(source, &decoded(key), mode)?;
            numbers.push(number);
            Some(format!("{DEFS}{number}").into())
        });
        numbers
    }

    fn number(&mut self, source: Source, key: &str, mode: Mode) -> Option<usize> {
        let id = (source, Text::Owned(key.into()), mode);
        if let Some(number) = self.numbers.get(&id) {
            return Some(*number);
        }
        let Some((qualified, schema)) = self.definition(source, key, mode) else {
            if !self.unknown.contains(&id.1) {
                self.unknown.push(id.1);
            }
            return None;
        };
        let number = self.reached.len();
        let other = self.numbers.get(&(source, id.1.clone(), mode.other()));
        let identity = other.map_or(number, |other| self.reached[*other].identity);
        self.reached.push(Unnamed { qualified, mode, identity, schema });
        self.sources.push(source);
        self.numbers.insert(id, number);
        Some(number)
    }

    fn definition(&mut self, source: Source, key: &str, mode: Mode) -> Option<(Text, Value)> {
        match source {
            Source::Nowhere => None,
            Source::Catalog(catalog) => {
                let definition = self.schemas.catalogs.get(catalog)?.definitions.get(key)?;
                let schema = if mode == Mode::Input { &definition.input } else { &definition.output };
                Some((definition.name.clone(), schema.clone()))
            }
            Source::Rust => {
                let mut schema = Value::from(self.rust[mode as usize].get_mut(key)?.take());
                let qualified = self.schemas.qualified.get(key).cloned();
                let qualified = qualified.unwrap_or_else(|| Text::Owned(key.into()));
                if self.schemas.style == SchemaStyle::FastApi {
                    let title = naming::without_modules(&qualified).replace(',', ", ");
                    fastapi_style::apply(&mut schema, Some(&title));
                }
                Some((qualified, schema))
            }
        }
    }

    /// Types that schemars may have numbered because another of their name came before them: those that were met in
    /// other types alone, so that nothing says what they are really called.
    fn numbered(&self) -> impl Iterator<Item = ProblemKind> + '_ {
        self.numbers.keys().filter_map(|(source, key, mode)| {
            let name = unnumbered(key).filter(|_| *source == Source::Rust && *mode == Mode::Output)?;
            let told = self.schemas.qualified.contains_key(&**key);
            (!told && self.rust[*mode as usize].contains_key(name))
                .then(|| ProblemKind::NumberedName { name: name.into(), component: key.clone().into_owned() })
        })
    }

    /// Adds what the definitions refer to, and says in which order pydantic would have met them all: what a schema
    /// refers to comes before it.
    fn add_all_reached(&mut self, roots: Vec<usize>) -> Vec<usize> {
        let mut within: Vec<Vec<usize>> = Vec::with_capacity(self.reached.len());
        while within.len() < self.reached.len() {
            let at = within.len();
            let mut schema = core::mem::take(&mut self.reached[at].schema);
            within.push(self.number_references(&mut schema, self.sources[at], self.reached[at].mode));
            self.reached[at].schema = schema;
        }
        let mut order = Vec::with_capacity(within.len());
        let mut met: Vec<bool> = within.iter().map(|_| false).collect();
        for root in roots {
            if core::mem::replace(&mut met[root], true) {
                continue;
            }
            // Each with how many of those within it are done; no recursion, since schemas may be nested deeply.
            let mut open = Vec::from([(root, 0)]);
            while let Some((at, done)) = open.pop() {
                let Some(&next) = within[at].get(done) else {
                    order.push(at);
                    continue;
                };
                open.push((at, done + 1));
                if !core::mem::replace(&mut met[next], true) {
                    open.push((next, 0));
                }
            }
        }
        order
    }
}

/// Replaces every text `#/$defs/KEY`, which is a reference wherever it stands: in a discriminator's mapping it has no
/// `$ref` before it.
fn replace_references(value: &mut Value, replace: &mut dyn FnMut(&str) -> Option<Text>) {
    match value {
        Value::String(text) => {
            if let Some(replaced) = text.strip_prefix(DEFS).and_then(&mut *replace) {
                *text = replaced;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace_references(item, replace)),
        Value::Object(members) => members.values_mut().for_each(|value| replace_references(value, replace)),
        _ => {}
    }
}

/// A key as it stands in a reference: percent-encoded, with `~1` and `~0`.
fn decoded(key: &str) -> Cow<'_, str> {
    if !key.contains(['%', '~']) {
        return Cow::Borrowed(key);
    }
    let mut bytes = Vec::with_capacity(key.len());
    let mut rest = key.as_bytes().iter();
    while let Some(&byte) = rest.next() {
        let digits = rest.as_slice().get(..2).and_then(|digits| core::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(decoded) if byte == b'%' => {
                bytes.push(decoded);
                rest.nth(1);
            }
            _ => bytes.push(byte),
        }
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Cow::Owned(text.replace("~1", "/").replace("~0", "~"))
}

/// `shop::Page<[shop::items::Item]>` → `shop.Page[list[shop.items.Item]]`. Where there are several arguments schemars'
/// id runs them together, so they are taken from the compiler's name.
fn qualified_name(id: &str, type_name: &str) -> String {
    match (id.split_once('<'), type_name.split_once('<')) {
        (Some((generic, _)), Some((_, arguments))) if arguments.contains(", ") => {
            format!("{}[{}", in_brackets(generic), in_brackets(&arguments.replace(", ", ",")))
        }
        _ => in_brackets(id),
    }
}

fn in_brackets(name: &str) -> String {
    let mut qualified = String::with_capacity(name.len());
    let brackets = ['<', '>', '[', ']', ','];
    for part in name.split_inclusive(brackets) {
        let word = part.trim_end_matches(brackets);
        let vector = word == "alloc::vec::Vec";
        qualified.push_str(&if vector { "list".into() } else { plain(word) }.replace("::", "."));
        match &part[word.len()..] {
            "<" => qualified.push('['),
            "[" => qualified.push_str("list["),
            ">" => qualified.push(']'),
            other => qualified.push_str(other),
        }
    }
    qualified
}

/// What a type without a module is called: schemars has JSON's word for it.
fn plain(name: &str) -> Cow<'_, str> {
    match name {
        "string" | "alloc::string::String" => "str".into(),
        "boolean" => "bool".into(),
        "float" => "f32".into(),
        "double" => "f64".into(),
        "int" => "isize".into(),
        "uint" => "usize".into(),
        "int8" | "int16" | "int32" | "int64" | "int128" => format!("i{}", &name[3..]).into(),
        "uint8" | "uint16" | "uint32" | "uint64" | "uint128" => format!("u{}", &name[4..]).into(),
        other => other.into(),
    }
}

/// What a name is without the number that schemars puts after the name of a second type: `Item2` → `Item`.
fn unnumbered(key: &str) -> Option<&str> {
    let base = key.trim_end_matches(|last: char| last.is_ascii_digit());
    let number = key.strip_prefix(base)?;
    (!base.is_empty() && !number.starts_with(['0']) && number.parse::<u32>().is_ok_and(|number| number > 1))
        .then_some(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_after_names() {
        let all = ["Item2", "Item10", "Item1", "Item02", "Item", "2"].map(unnumbered);
        assert_eq!(all, [Some("Item"), Some("Item"), None, None, None, None]);
    }

    #[test]
    fn names_from_rust() {
        let of_one = |id| qualified_name(id, "");
        assert_eq!(of_one("shop::items::Item"), "shop.items.Item");
        assert_eq!(of_one("shop::Page<shop::Item>"), "shop.Page[shop.Item]");
        assert_eq!(of_one("shop::Page<[string]>"), "shop.Page[list[str]]");
        let pair = qualified_name("shop::Both<shop::Auint8>", "shop::Pair<alloc::vec::Vec<shop::A>, u8>");
        assert_eq!(pair, "shop.Both[list[shop.A],u8]");
        assert_eq!(decoded("a~1b%20c~0%zz"), "a/b c~%zz");
    }
}
