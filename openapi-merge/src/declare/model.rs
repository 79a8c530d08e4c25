//! `Model`: the type or the ready schema that goes into a media type.

use alloc::borrow::Cow;
use alloc::string::{String, ToString as _};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::panic::Location;

use openapi_model::{Map, Schema, Text, Value};
use schemars::{JsonSchema, SchemaGenerator};

use super::type_name::without_paths;

/// What a schema is wanted of: FastAPI's `model`. Nothing is generated until the document is.
#[derive(Clone)]
pub struct Model(pub(crate) Kind);

#[derive(Clone)]
pub(crate) enum Kind {
    /// A Rust type: the function that asks schemars for it.
    Rust(fn(&mut SchemaGenerator) -> Described),
    /// A schema of a [`Catalog`].
    Named(Arc<Named>),
    /// Ready schemas for both directions, which may refer to a catalog.
    Inline(Arc<Inline>),
    /// Any of several.
    AnyOf(Arc<[Model]>),
}

pub(crate) struct Named {
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) key: Text,
    pub(crate) at: &'static Location<'static>,
}

pub(crate) struct Inline {
    pub(crate) catalog: Option<Arc<Catalog>>,
    pub(crate) input: Value,
    pub(crate) output: Value,
}

/// What schemars says of a type.
pub(crate) struct Described {
    pub(crate) schema: schemars::Schema,
    pub(crate) id: Cow<'static, str>,
    pub(crate) name: Cow<'static, str>,
    pub(crate) type_name: &'static str,
}

impl Described {
    fn new<T: JsonSchema>(schema: schemars::Schema) -> Self {
        Self { schema, id: T::schema_id(), name: T::schema_name(), type_name: core::any::type_name::<T>() }
    }
}

/// In which direction a schema is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Mode {
    /// What the API reads: parameters and request bodies.
    Input,
    /// What the API writes: responses.
    Output,
}

impl Mode {
    pub(crate) fn other(self) -> Self {
        match self {
            Mode::Input => Mode::Output,
            Mode::Output => Mode::Input,
        }
    }
}

impl Model {
    /// A Rust type.
    pub fn of<T: JsonSchema>() -> Self {
        fn describe<T: JsonSchema>(generator: &mut SchemaGenerator) -> Described {
            Described::new::<T>(generator.subschema_for::<T>())
        }
        Self(Kind::Rust(describe::<T>))
    }

    /// What tells it from others and never moves while it is declared: a function or what an `Arc` points to.
    pub(crate) fn address(&self) -> usize {
        match &self.0 {
            Kind::Rust(describe) => *describe as usize,
            Kind::Named(named) => Arc::as_ptr(named) as usize,
            Kind::Inline(inline) => Arc::as_ptr(inline) as usize,
            Kind::AnyOf(models) => Arc::as_ptr(models).cast::<Model>() as usize,
        }
    }

    /// The properties of a Rust struct, for parameters: the struct itself gets no component.
    pub(crate) fn properties_of<T: JsonSchema>() -> Self {
        fn describe<T: JsonSchema>(generator: &mut SchemaGenerator) -> Described {
            Described::new::<T>(T::json_schema(generator))
        }
        Self(Kind::Rust(describe::<T>))
    }

    /// Any of several models, in this order: FastAPI's `A | B`.
    pub fn any_of(models: impl IntoIterator<Item = Model>) -> Self {
        let mut all: Vec<Model> = Vec::new();
        for model in models {
            let each = match &model.0 {
                Kind::AnyOf(models) => models.to_vec(),
                _ => Vec::from([model]),
            };
            for model in each {
                if !all.iter().any(|held| held.is_same(&model)) {
                    all.push(model);
                }
            }
        }
        match all.len() {
            1 => all.remove(0),
            _ => Self(Kind::AnyOf(all.into())),
        }
    }

    /// A model for each item of a tuple. None if there are more than a path has parameters.
    pub(crate) fn items_of_tuple<T: JsonSchema>(count: usize) -> Option<Vec<Self>> {
        fn describe<T: JsonSchema, const N: usize>(generator: &mut SchemaGenerator) -> Described {
            let tuple = T::json_schema(generator);
            let item = tuple.get("prefixItems").and_then(|items| items.get(N)).cloned().unwrap_or_default();
            // Of an item schemars tells neither the module nor the compiler's name.
            Described { schema: item.try_into().unwrap_or_default(), id: "".into(), name: "".into(), type_name: "" }
        }
        const fn item<T: JsonSchema, const N: usize>() -> Model {
            Model(Kind::Rust(describe::<T, N>))
        }
        let all = [item::<T, 0>(), item::<T, 1>(), item::<T, 2>(), item::<T, 3>(), item::<T, 4>(), item::<T, 5>()];
        all.get(..count).map(<[Model]>::to_vec)
    }

    /// Whether both are the same type or the same ready schema.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        if self.address() == other.address() {
            return true;
        }
        match (&self.0, &other.0) {
            // The compiler may give one function several addresses.
            (Kind::Rust(one), Kind::Rust(other)) => {
                let [one, other] = [one, other].map(|describe| describe(&mut SchemaGenerator::default()));
                (one.id, one.type_name, one.schema) == (other.id, other.type_name, other.schema)
            }
            (Kind::Inline(one), Kind::Inline(other)) => (&one.input, &one.output) == (&other.input, &other.output),
            (Kind::AnyOf(one), Kind::AnyOf(other)) => {
                one.len() == other.len() && one.iter().zip(other.iter()).all(|(one, other)| one.is_same(other))
            }
            _ => false,
        }
    }

    /// What people call it.
    pub(crate) fn name(&self) -> String {
        match &self.0 {
            Kind::Rust(describe) => {
                let described = describe(&mut SchemaGenerator::default());
                if described.type_name.is_empty() {
                    described.schema.get("type").and_then(|it| it.as_str()).unwrap_or_default().into()
                } else {
                    without_paths(described.type_name)
                }
            }
            Kind::Named(named) => named.key.to_string(),
            Kind::Inline(inline) => inline.output.to_string(),
            Kind::AnyOf(models) => models.iter().map(Self::name).collect::<Vec<_>>().join(" | "),
        }
    }

    /// The names of the properties of a struct.
    pub(crate) fn properties(&self) -> Vec<String> {
        let Kind::Rust(describe) = &self.0 else { return Vec::new() };
        let described = describe(&mut SchemaGenerator::default());
        let properties = described.schema.get("properties").and_then(|properties| properties.as_object());
        properties.into_iter().flat_map(|properties| properties.keys().cloned()).collect()
    }

    /// A ready schema without a name, the same in both directions.
    pub fn inline(schema: Schema) -> Self {
        let schema = schema.into_value();
        Self(Kind::Inline(Arc::new(Inline { catalog: None, input: schema.clone(), output: schema })))
    }
}

impl core::fmt::Debug for Model {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match &self.0 {
            Kind::Rust(_) => f.write_str("Model(a Rust type)"),
            Kind::Named(named) => write!(f, "Model({:?})", named.key),
            Kind::Inline(inline) => write!(f, "Model({:?})", inline.output),
            Kind::AnyOf(models) => f.debug_tuple("AnyOf").field(models).finish(),
        }
    }
}

/// Ready JSON Schemas by key, for models that are not Rust types.
///
/// They refer to one another by `{"$ref": "#/$defs/KEY"}`.
///
/// ```
/// # use openapi_merge::declare::{self, Catalog, Definition};
/// # use serde_json::json;
/// let mut catalog = Catalog::default();
/// catalog.define("item", Definition::new("shop.Item", json!({ "type": "object" }).try_into()?));
/// let catalog = catalog.share();
/// let read_item = declare::get("/items/{item_id}").response_model_of(catalog.model("item"));
/// # Ok::<(), openapi_model::ReadError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    pub(crate) definitions: Map<Text, Definition>,
    /// The keys of definitions that differ when read and when written, or that lead to one that does.
    pub(crate) differing: Map<Text, ()>,
}

impl Catalog {
    /// Puts a definition under a key.
    pub fn define(&mut self, key: impl Into<Text>, definition: Definition) {
        self.definitions.insert(key.into(), definition);
    }

    /// The catalog, ready for its models to be asked for.
    pub fn share(mut self) -> SharedCatalog {
        self.find_differing();
        SharedCatalog(Arc::new(self))
    }

    fn find_differing(&mut self) {
        let differ = |definition: &Definition| !definition.read_alone && definition.input != definition.output;
        let mut open: Vec<&Text> =
            self.definitions.iter().filter(|(_, definition)| differ(definition)).map(|(key, _)| key).collect();
        if open.is_empty() {
            return;
        }
        let mut referrers: Map<String, Vec<&Text>> = Map::new();
        for (key, definition) in self.definitions.iter().filter(|(_, definition)| !definition.read_alone) {
            for_each_reference(&definition.input, &mut |referred| {
                referrers.get_or_insert_with(decoded(referred).into_owned(), Vec::new).push(key);
            });
        }
        let mut differing: Map<Text, ()> = Map::new();
        while let Some(key) = open.pop() {
            if differing.insert(key.clone(), ()).is_none() {
                open.extend(referrers.get(&**key).into_iter().flatten().copied());
            }
        }
        self.differing = differing;
    }
}

/// A [`Catalog`] whose models can be declared.
#[derive(Clone, Debug)]
pub struct SharedCatalog(Arc<Catalog>);

impl SharedCatalog {
    /// The model under a key. A key that is not there is a problem of any declaration that uses it.
    #[track_caller]
    pub fn model(&self, key: impl Into<Text>) -> Model {
        let named = Named { catalog: Arc::clone(&self.0), key: key.into(), at: Location::caller() };
        Model(Kind::Named(Arc::new(named)))
    }

    /// A schema without a name of its own that refers to the catalog, the same in both directions.
    pub fn inline(&self, schema: Schema) -> Model {
        let schema = schema.into_value();
        Model(Kind::Inline(Arc::new(Inline {
            catalog: Some(Arc::clone(&self.0)),
            input: schema.clone(),
            output: schema,
        })))
    }
}

/// One ready schema: a name, and what it looks like when read and when written.
#[derive(Clone, Debug)]
pub struct Definition {
    pub(crate) name: Text,
    pub(crate) input: Value,
    pub(crate) output: Value,
    /// Whether it is shown as it is read, in both directions.
    pub(crate) read_alone: bool,
}

impl Definition {
    /// A schema for both directions, under a name with its module: `shop.Item`, `shop.Page[Item]`.
    ///
    /// The component is called by the last part (`Item`, `Page_Item_`), and by all of it where two would clash.
    pub fn new(name: impl Into<Text>, schema: Schema) -> Self {
        let schema = schema.into_value();
        Self { name: name.into(), input: schema.clone(), output: schema, read_alone: false }
    }

    /// Makes the definition one component for both directions, even where it refers to definitions that are not: those
    /// are then shown as the API reads them. pydantic's `json_schema_mode_override`.
    #[must_use]
    #[inline]
    pub fn same_in_both_directions(mut self) -> Self {
        self.read_alone = true;
        self
    }

    /// Another schema for what the API reads.
    #[must_use]
    #[inline]
    pub fn input(mut self, schema: Schema) -> Self {
        self.input = schema.into_value();
        self
    }
}

/// Calls `visit` with the key of every text `#/$defs/KEY`, which is a reference wherever it stands: in a discriminator's
/// mapping it has no `$ref` before it.
fn for_each_reference(value: &Value, visit: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => text.strip_prefix(DEFS).into_iter().for_each(visit),
        Value::Array(items) => items.iter().for_each(|item| for_each_reference(item, visit)),
        Value::Object(members) => members.values().for_each(|value| for_each_reference(value, visit)),
        _ => {}
    }
}

/// What a reference to a definition begins with.
pub(crate) const DEFS: &str = "#/$defs/";

/// A key as it stands in a reference: percent-encoded, with `~1` and `~0`.
pub(crate) fn decoded(key: &str) -> Cow<'_, str> {
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
