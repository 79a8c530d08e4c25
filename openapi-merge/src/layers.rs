//! Layers: what an operation inherits from the application, inclusions and routers (R26–R28, R35, R59).

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use openapi_model::{Map, StatusKey, Text};

use crate::alike::{self, Kind};
use crate::declare::{Declaration, Declared, Item, Layer, Mode, Model, ResponseClass, Router, Security};
use crate::path;

/// One operation with all that is said around it.
#[derive(Clone, Copy)]
pub(crate) struct Said<'a> {
    pub(crate) operation: &'a Declaration,
    /// R27: all prefixes and the operation's own path; R58: a callback's stands as it was written.
    pub(crate) path: &'a str,
    /// That the path is [simple](path::is_simple).
    pub(crate) has_simple_path: bool,
    pub(crate) role: Role,
    /// Which of the [`kinds`](Operations::kinds) of operations it is of, if those were asked for.
    pub(crate) kind: Option<usize>,
    around: &'a Surroundings<'a>,
}

/// A response that is said besides the main one.
#[derive(Clone, Copy)]
pub(crate) struct Additional<'a> {
    pub(crate) declared: &'a Declared,
    /// Whether a layer says it, so that other operations have it too.
    pub(crate) inherited: bool,
}

/// What the operation's path is, and who serves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// A path of this API.
    Path,
    /// R56: a webhook, under a name; the application's layers are not around it.
    Webhook,
    /// A callback; the number says how deep in callbacks of callbacks, from 1.
    Callback(u32),
}

impl Role {
    /// The role of the callbacks of an operation in this role.
    pub(crate) fn of_callbacks(self) -> Self {
        match self {
            Role::Path | Role::Webhook => Role::Callback(1),
            Role::Callback(depth) => Role::Callback(depth + 1),
        }
    }

    /// The contract that `mode` means for a Rust type. Whoever is called reads requests and writes responses; in a
    /// callback (and not in its own callbacks) that is somebody else, and this API writes the requests.
    pub(crate) fn contract(self, mode: Mode) -> Mode {
        match self {
            Role::Callback(depth) if depth % 2 == 1 => mode.other(),
            Role::Webhook => mode.other(),
            _ => mode,
        }
    }
}

/// What the operations of one router inherit: its layers, outermost first, and what they come to.
#[derive(Clone)]
struct Surroundings<'a> {
    layers: Vec<&'a Layer>,
    prefix: String,
    tags: Vec<&'a Text>,
    security: Vec<&'a Security>,
    callbacks: Vec<&'a Item<()>>,
    responses: Map<StatusKey, &'a Declared>,
    /// Whether one of the responses has a model; mostly none has, and then nobody need look.
    models: bool,
    deprecated: bool,
    shown: bool,
    response_class: &'a ResponseClass,
}

static JSON: ResponseClass = ResponseClass::json();

/// What surrounds a callback that stands in no router.
static NOTHING: Surroundings<'static> = Surroundings {
    layers: Vec::new(),
    prefix: String::new(),
    tags: Vec::new(),
    security: Vec::new(),
    callbacks: Vec::new(),
    responses: Map::new(),
    models: false,
    deprecated: false,
    shown: true,
    response_class: &JSON,
};

impl<'a> Surroundings<'a> {
    fn within(mut self, layer: &'a Layer) -> Self {
        self.layers.push(layer);
        self.prefix.push_str(&layer.prefix);
        self.tags.extend(&layer.tags);
        self.security.extend(&layer.security);
        self.callbacks.extend(&layer.callbacks);
        self.responses.extend(layer.responses.by_key.iter().map(|(key, declared)| (*key, declared)));
        self.models = self.responses.values().any(|declared| declared.response.model.is_some());
        self.deprecated |= layer.deprecated;
        self.shown &= layer.shown;
        self.response_class = layer.default_response_class.as_ref().unwrap_or(self.response_class);
        self
    }
}

/// The operations of a router and of the routers in it, in the order declared.
pub(crate) struct Operations<'a> {
    role: Role,
    surroundings: Vec<Surroundings<'a>>,
    each: Vec<Found<'a>>,
    kind_of_each: Vec<usize>,
    kinds: Vec<Kind>,
}

struct Found<'a> {
    operation: &'a Declaration,
    path: Cow<'a, str>,
    has_simple_path: bool,
    /// Which of the surroundings.
    around: u32,
}

/// Positions in [`Operations`] by path.
pub(crate) type ByPath<'a> = Map<Cow<'a, str>, (usize, Vec<usize>)>;

impl<'a> Operations<'a> {
    pub(crate) fn of<H>(router: &'a Router<H>, role: Role) -> Self {
        let each = Vec::with_capacity(router.items.len());
        let mut operations = Self { role, surroundings: Vec::new(), each, kind_of_each: Vec::new(), kinds: Vec::new() };
        operations.add(&router.items, NOTHING.clone().within(&router.layer));
        operations
    }

    fn add<H>(&mut self, items: &'a [Item<H>], around: Surroundings<'a>) {
        let at = self.surroundings.len();
        self.surroundings.push(around);
        for item in items {
            let around = &self.surroundings[at];
            match item {
                Item::Operation(operation, _) => {
                    let operation = &*operation.0;
                    let (path, has_simple_path) = if around.prefix.is_empty() {
                        (Cow::Borrowed(&*operation.path), operation.has_simple_path)
                    } else {
                        let path = [&*around.prefix, &*operation.path].concat();
                        let is_simple = path::is_simple(&path);
                        (Cow::Owned(path), is_simple)
                    };
                    self.each.push(Found { operation, path, has_simple_path, around: at as u32 });
                }
                Item::Router(include, router) => {
                    let mut around = around.clone();
                    if let Some(include) = include {
                        around = around.within(include);
                    }
                    self.add(&router.items, around.within(&router.layer));
                }
            }
        }
    }

    /// With the kinds of operations found.
    pub(crate) fn by_kind(mut self) -> Self {
        (self.kind_of_each, self.kinds) = alike::kinds(&self);
        self
    }

    /// The kinds, by the first operation of each.
    pub(crate) fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The first operation of each kind: all that what is not an operation's own text can be asked of.
    pub(crate) fn each_kind(&self) -> impl Iterator<Item = Said<'_>> {
        self.kinds.iter().filter_map(|kind| self.get(kind.first))
    }

    /// Whether an earlier operation is of its kind.
    pub(crate) fn is_known(&self, index: usize) -> bool {
        self.kind_of_each.get(index).and_then(|kind| self.kinds.get(*kind)).is_some_and(|kind| kind.first != index)
    }

    pub(crate) fn len(&self) -> usize {
        self.each.len()
    }

    /// Each path that is shown, once and as the document has it, with the positions of the first operation on it and
    /// of the others.
    pub(crate) fn by_path(&self) -> ByPath<'_> {
        let mut paths = ByPath::with_capacity(self.len());
        for (at, said) in self.iter().enumerate().filter(|(_, said)| said.shown()) {
            let (first, others) = paths.get_or_insert_with(said.documented_path(), || (at, Vec::new()));
            if *first != at {
                others.push(at);
            }
        }
        paths
    }

    pub(crate) fn get(&self, index: usize) -> Option<Said<'_>> {
        self.each.get(index).map(|found| self.said(index, found))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Said<'_>> {
        self.each.iter().enumerate().map(|(index, found)| self.said(index, found))
    }

    fn said<'s>(&'s self, index: usize, found: &'s Found<'a>) -> Said<'s> {
        let around = &self.surroundings[found.around as usize];
        let kind = self.kind_of_each.get(index).copied();
        let Found { operation, path, has_simple_path, .. } = found;
        Said { operation, path, has_simple_path: *has_simple_path, role: self.role, kind, around }
    }
}

impl<'a> Said<'a> {
    /// The layers, outermost first.
    pub(crate) fn layers(&self) -> impl Iterator<Item = &'a Layer> + use<'a> {
        self.around.layers.iter().copied()
    }

    /// R26: responses key by key, whole, a key in its first position; R27, R28: each layer's replace those of the
    /// layers around it.
    pub(crate) fn responses(&self) -> impl Iterator<Item = (StatusKey, Additional<'a>)> + use<'a> {
        let (own, inherited) = (&self.operation.responses.by_key, &self.around.responses);
        let replaced = inherited.iter().map(|(key, declared)| match own.get(key) {
            Some(own) => (*key, Additional { declared: own, inherited: false }),
            None => (*key, Additional { declared, inherited: true }),
        });
        let further = own.iter().filter(|(key, _)| !inherited.contains_key(*key));
        replaced.chain(further.map(|(key, declared)| (*key, Additional { declared, inherited: false })))
    }

    /// The responses that have a model, in whatever order.
    pub(crate) fn responses_with_model(&self) -> impl Iterator<Item = (StatusKey, &'a Declared, &'a Model)> + use<'a> {
        let (own, inherited) = (&self.operation.responses.by_key, &self.around.responses);
        let inherited = self.around.models.then_some(inherited).into_iter().flat_map(Map::iter);
        let inherited = inherited.filter(|(key, _)| !own.contains_key(*key)).map(|(key, declared)| (key, *declared));
        own.iter()
            .chain(inherited)
            .filter_map(|(key, declared)| Some((*key, declared, declared.response.model.as_ref()?)))
    }

    /// Whether there is a response for such a key.
    pub(crate) fn has_response(&self, such: impl Fn(StatusKey) -> bool) -> bool {
        let (own, inherited) = (&self.operation.responses.by_key, &self.around.responses);
        own.keys().any(|key| such(*key)) || inherited.keys().any(|key| such(*key))
    }

    /// R26: the response that counts for a key.
    pub(crate) fn response(&self, key: StatusKey) -> Option<&'a Declared> {
        let own = self.operation.responses.by_key.get(&key);
        own.or_else(|| self.around.responses.get(&key).copied())
    }

    /// R58: the path as the document has it.
    pub(crate) fn documented_path(&self) -> Cow<'a, str> {
        if self.has_simple_path { Cow::Borrowed(self.path) } else { Cow::Owned(path::documented(self.path)) }
    }

    /// R27: tags of all layers, then the operation's own.
    pub(crate) fn tags(&self) -> impl Iterator<Item = &'a Text> + use<'a> {
        let inherited = self.around.tags.iter().copied();
        inherited.chain(self.operation.more.iter().flat_map(|more| more.tags.iter()))
    }

    /// R27: deprecated if anything around it is.
    pub(crate) fn deprecated(&self) -> bool {
        self.operation.deprecated || self.around.deprecated
    }

    /// R35: shown if everything around it is.
    pub(crate) fn shown(&self) -> bool {
        self.operation.shown && self.around.shown
    }

    /// R59: the operation's own class, or else that of the innermost layer that has one, or else JSON.
    pub(crate) fn response_class(&self) -> &'a ResponseClass {
        let own = self.operation.more.as_ref().and_then(|more| more.response_class.as_ref());
        own.unwrap_or(self.around.response_class)
    }

    /// R39: security of all layers, then the operation's own.
    pub(crate) fn security(&self) -> impl Iterator<Item = &'a Security> + use<'a> {
        let inherited = self.around.security.iter().copied();
        inherited.chain(self.operation.more.iter().flat_map(|more| more.security.iter()))
    }

    /// R27: calls `visit_one` for each callback of all layers, then for the operation's own. None of them inherits
    /// from the layers around this operation.
    pub(crate) fn visit_callbacks(&self, visit_one: &mut dyn FnMut(Said<'_>)) {
        let role = self.role.of_callbacks();
        for item in self.callback_items() {
            match item {
                Item::Operation(operation, ()) => visit_one(Said::without_layers(&operation.0, role)),
                Item::Router(_, router) => Operations::of(router, role).iter().for_each(&mut *visit_one),
            }
        }
    }

    /// The callback, where there is but one and it stands in no router: then there is nothing to put together.
    pub(crate) fn only_callback(&self) -> Option<Said<'a>> {
        let only = match (&*self.around.callbacks, &*self.operation.callbacks) {
            ([only], []) => *only,
            ([], [only]) => only,
            _ => return None,
        };
        let Item::Operation(operation, ()) = only else { return None };
        Some(Said::without_layers(&operation.0, self.role.of_callbacks()))
    }

    /// A callback that stands in no router.
    fn without_layers(operation: &'a Declaration, role: Role) -> Self {
        let Declaration { path, has_simple_path, .. } = operation;
        Said { operation, path, has_simple_path: *has_simple_path, role, kind: None, around: &NOTHING }
    }

    pub(crate) fn has_callbacks(&self) -> bool {
        !self.around.callbacks.is_empty() || !self.operation.callbacks.is_empty()
    }

    fn callback_items(&self) -> impl Iterator<Item = &'a Item<()>> + use<'a> {
        let inherited = self.around.callbacks.iter().copied();
        inherited.chain(self.operation.callbacks.iter())
    }

    /// Whether two operations stand in one router, in one role.
    pub(crate) fn has_surroundings_of(&self, other: &Said<'_>) -> bool {
        let (one, other_around): (*const Surroundings<'_>, *const Surroundings<'_>) = (self.around, other.around);
        self.role == other.role && core::ptr::addr_eq(one, other_around)
    }

    pub(crate) fn place(&self) -> Place<'a> {
        Place::Operation(&self.operation.method, self.path)
    }
}

/// Where in the API a problem is: `GET /items/{item_id} > responses`. A text only once there is a problem.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    Operation(&'a str, &'a str),
    Within(&'a Place<'a>, &'a str),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Operation(method, path) => write!(f, "{method} {path}"),
            Place::Within(place, part) => write!(f, "{place} > {part}"),
        }
    }
}
