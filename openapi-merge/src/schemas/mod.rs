//! Schemas: from models to references and `components.schemas`, by way of names.

mod fastapi_style;
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

use crate::declare::{Catalog, DEFS, Described, Kind, Mode, Model, decoded};
use crate::diagnostics::problem::ProblemKind;
use crate::scope::Role;
use crate::validation_error;
use naming::Unnamed;

pub(crate) use fastapi_style::is_nullable_reference;
pub(crate) use fastapi_style::titling;
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

/// The models a document uses. First every use is registered, then names are chosen, then schemas are asked for.
pub(crate) struct Schemas {
    pub(crate) style: SchemaStyle,
    separate: bool,
    /// For what is read and for what is written, by [`Mode`].
    generators: [SchemaGenerator; 2],
    rust: BTreeMap<usize, RustType>,
    /// The names with modules of schemars' definitions, by key, where a model of the type is registered.
    qualified: Map<Text, Text>,
    catalogs: Vec<Arc<Catalog>>,
    /// The position of each catalog, by its address.
    catalog_positions: Map<usize, usize>,
    /// Keys of Rust types that are shown as they are read, in both directions.
    read_alone: Map<Text, ()>,
    /// In the order in which they are registered.
    uses: Map<Use, Used>,
    components: Map<Text, Value>,
    /// The schema that accepts everything.
    anything: ResolvedSchema,
    text: ResolvedSchema,
    /// The model of the 422, if an operation brings it.
    validation_error: Option<Model>,
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
            catalog_positions: Map::new(),
            read_alone: Map::new(),
            uses: Map::new(),
            components: Map::new(),
            anything: ResolvedSchema::new(Value::Object(Map::new())),
            text: ResolvedSchema::new(Value::Object(Map::from([("type", Value::from("string"))]))),
            validation_error: None,
            unknown: Vec::new(),
            clashes: Vec::new(),
        }
    }

    /// Registers the use of `model` in a direction.
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
        let next = self.catalogs.len();
        let position = *self.catalog_positions.get_or_insert_with(Arc::as_ptr(catalog) as usize, || next);
        if position == next {
            self.catalogs.push(Arc::clone(catalog));
        }
        position
    }

    /// Whether it is declared that a definition is shown as it is read, in both directions.
    fn is_read_alone(&self, source: Source, key: &str) -> bool {
        match source {
            Source::Nowhere => false,
            Source::Rust => self.read_alone.contains_key(key),
            Source::Catalog(catalog) => self.catalogs[catalog].definitions.get(key).is_some_and(|it| it.read_alone),
        }
    }

    /// R51: whether a ready definition, and all it leads to, is the same when read and when written.
    fn is_same_in_both_directions(&self, source: Source, key: &str) -> bool {
        match source {
            Source::Catalog(catalog) => !self.catalogs[catalog].differing.contains_key(key),
            Source::Nowhere | Source::Rust => false,
        }
    }

    /// Shows a Rust type as it is read, in both directions.
    pub(crate) fn unite(&mut self, model: &Model) {
        if let Kind::Rust(describe) = &model.0 {
            self.describe(*describe);
            let schema = self.rust.get(&(*describe as usize)).map(|rust| &rust.schemas[0]);
            if let Some(key) = schema.and_then(referred_key) {
                self.read_alone.insert(key, ());
            }
        }
    }

    /// Learns the module of a Rust type before other types bring it along.
    pub(crate) fn learn(&mut self, model: &Model) {
        if let Kind::Rust(describe) = &model.0 {
            self.describe(*describe);
        }
    }

    /// Asks schemars for both contracts at once, so that it numbers types of one name the same in both.
    fn describe(&mut self, describe: fn(&mut SchemaGenerator) -> Described) {
        if self.rust.contains_key(&(describe as usize)) {
            return;
        }
        let [input, output] = self.generators.each_mut().map(describe);
        let schemas = [input.schema, output.schema].map(|schema| Value::from(schema.to_value()));
        if let Some(key) = referred_key(&schemas[0]).filter(|_| !input.id.is_empty()) {
            self.qualified.insert(key, qualified_name(&input.id, input.type_name).into());
        }
        self.rust.insert(describe as usize, RustType { schemas, name: input.name });
    }

    /// Chooses names for all registered models; from here on schemas can be asked for.
    pub(crate) fn settle(&mut self) {
        let mut uses = core::mem::take(&mut self.uses);
        let rust = self.generators.each_mut().map(|generator| generator.take_definitions(false));
        if self.style == SchemaStyle::FastApi {
            let of_rust = uses.values_mut().filter(|used| used.source == Source::Rust);
            of_rust.for_each(|used| fastapi_style::apply(&mut used.schema, None));
        }
        let mut definitions = Definitions::reach(self, &uses, &rust, true);
        let mut names = naming::short_names(&definitions.reached);
        if names.is_none() && definitions.has_united {
            // Where names are disputed, pydantic counts the two directions of a definition as two.
            definitions = Definitions::reach(self, &uses, &rust, false);
            names = naming::short_names(&definitions.reached);
        }
        let mut clashes: Vec<ProblemKind> = definitions.numbered().collect();
        let Definitions { reached, references, roots, order, unknown, .. } = definitions;
        let names = names.unwrap_or_else(|| naming::choose_names(&reached, &references, &order));
        let rename = |schema: &mut Value| {
            replace_references(schema, &mut |key| {
                let name = names.get(key.parse::<usize>().ok()?)?;
                Some(format!("#/components/schemas/{name}").into())
            });
        };
        for (used, mut schema) in uses.values_mut().zip(roots) {
            rename(&mut schema);
            used.resolved = ResolvedSchema::new(schema);
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

    /// R34: registers the model of the 422, which an operation brings.
    pub(crate) fn add_validation_error(&mut self) {
        let model = self.validation_error.get_or_insert_with(validation_error::model).clone();
        self.add(&model, Mode::Output, Role::Path);
    }

    /// The schema of the 422.
    pub(crate) fn validation_error(&self) -> &ResolvedSchema {
        let model = self.validation_error.as_ref();
        model.map_or(&self.anything, |model| self.schema(model, Mode::Output, Role::Path))
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

    /// Adds schemas that are made of others, unless a model has the name already.
    pub(crate) fn add_components(&mut self, made: Vec<(Text, Value)>) {
        if made.is_empty() {
            return;
        }
        for (name, schema) in made {
            self.components.get_or_insert_with(name, || schema);
        }
        self.components.sort_keys();
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
    /// Those that schemars made, by [`Mode`].
    rust: &'a [RustDefinitions; 2],
    /// Whether a definition that is the same in both directions gets one number.
    unites: bool,
    /// Whether one of them was met in both.
    has_united: bool,
    numbers: BTreeMap<(Source, Mode), Map<Text, usize>>,
    reached: Vec<Unnamed>,
    sources: Vec<Source>,
    unknown: Vec<Text>,
    /// The schemas of the uses, in order.
    roots: Vec<Value>,
    /// The numbers within each definition.
    references: Vec<Vec<usize>>,
    /// The numbers as pydantic would have met them: what a schema refers to comes before it.
    order: Vec<usize>,
}

type RustDefinitions = serde_json::Map<String, serde_json::Value>;

impl<'a> Definitions<'a> {
    fn reach(schemas: &'a Schemas, uses: &Map<Use, Used>, rust: &'a [RustDefinitions; 2], unites: bool) -> Self {
        let mut definitions = Self {
            schemas,
            rust,
            unites,
            has_united: false,
            numbers: BTreeMap::new(),
            reached: Vec::new(),
            sources: Vec::new(),
            unknown: Vec::new(),
            roots: Vec::with_capacity(uses.len()),
            references: Vec::new(),
            order: Vec::new(),
        };
        let mut first = Vec::with_capacity(uses.len());
        for ((_, mode), Used { source, schema, .. }) in uses {
            let mut schema = schema.clone();
            first.extend(definitions.number_references(&mut schema, *source, *mode));
            definitions.roots.push(schema);
        }
        definitions.add_all_reached();
        definitions.find_order(first);
        definitions
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
        let mode = if self.schemas.is_read_alone(source, key) { Mode::Input } else { mode };
        let known = |mode| self.numbers.get(&(source, mode)).and_then(|numbers| numbers.get(key)).copied();
        if let Some(number) = known(mode) {
            return Some(number);
        }
        let other = known(mode.other());
        let is_same = other.is_some() && self.schemas.is_same_in_both_directions(source, key);
        if is_same && self.unites {
            self.has_united = true;
            return other;
        }
        let Some((qualified, schema)) = self.definition(source, key, mode) else {
            if !self.unknown.iter().any(|unknown| unknown == key) {
                self.unknown.push(Text::Owned(key.into()));
            }
            return None;
        };
        let number = self.reached.len();
        let identity = other.map_or(number, |other| self.reached[other].identity);
        self.reached.push(Unnamed { qualified, mode, identity, same_as: other.filter(|_| is_same), schema });
        self.sources.push(source);
        self.numbers.entry((source, mode)).or_default().insert(Text::Owned(key.into()), number);
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
                let mut schema = Value::from(self.rust[mode as usize].get(key)?.clone());
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
        let output = self.numbers.get(&(Source::Rust, Mode::Output));
        output.into_iter().flat_map(Map::keys).filter_map(|key| {
            let name = unnumbered(key)?;
            let told = self.schemas.qualified.contains_key(&**key);
            (!told && self.rust[Mode::Output as usize].contains_key(name))
                .then(|| ProblemKind::NumberedName { name: name.into(), component: key.clone().into_owned() })
        })
    }

    /// Adds what the definitions refer to.
    fn add_all_reached(&mut self) {
        while self.references.len() < self.reached.len() {
            let at = self.references.len();
            let mut schema = core::mem::take(&mut self.reached[at].schema);
            let within = self.number_references(&mut schema, self.sources[at], self.reached[at].mode);
            self.references.push(within);
            self.reached[at].schema = schema;
        }
    }

    fn find_order(&mut self, roots: Vec<usize>) {
        let within = &self.references;
        let mut met: Vec<bool> = within.iter().map(|_| false).collect();
        for root in roots {
            if core::mem::replace(&mut met[root], true) {
                continue;
            }
            // Each with how many of those within it are done; no recursion, since schemas may be nested deeply.
            let mut open = Vec::from([(root, 0)]);
            while let Some((at, done)) = open.pop() {
                let Some(&next) = within[at].get(done) else {
                    self.order.push(at);
                    continue;
                };
                open.push((at, done + 1));
                if !core::mem::replace(&mut met[next], true) {
                    open.push((next, 0));
                }
            }
        }
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

/// The key of the definition that a schema refers to.
fn referred_key(schema: &Value) -> Option<Text> {
    let key = schema.get("$ref").and_then(Value::as_str)?.strip_prefix(DEFS)?;
    Some(Text::Owned(decoded(key).into_owned()))
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
