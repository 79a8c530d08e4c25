//! `Operations`: every operation of a router with what it inherits, and with its callbacks.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use openapi_model::{Map, ParameterLocation, StatusKey, Text};
use smallvec::SmallVec;

use super::inherited::{InheritedSettings, NO_LAYERS};
use super::named::named;
use super::role::Role;
use crate::declare::{
    self, Declaration, DeclaredBodyParameter, DeclaredParameter, DeclaredResponse, Dependency, GenerateUniqueId,
    GivenParameter, Item, Layer, Model, ResponseClass, Router, Security, Stream, StreamKind,
};

/// The operations of a router and of the routers in it, in the order declared.
pub(crate) struct Operations<'a> {
    role: Role,
    settings: Vec<InheritedSettings<'a>>,
    found: Vec<Found<'a>>,
}

/// An operation, where it was found.
struct Found<'a> {
    declared: &'a Declaration,
    /// The declaration with names for what a handler reads from the path, if it reads any.
    named: Option<Box<Declaration>>,
    path: Cow<'a, str>,
    has_simple_path: bool,
    /// The position of what it inherits, if it stands in a router.
    settings: Option<usize>,
    dependencies: Vec<&'a Dependency>,
    callbacks: Option<Box<Operations<'a>>>,
}

/// An operation with all that it inherits.
#[derive(Clone, Copy)]
pub(crate) struct OperationInScope<'a> {
    pub(crate) declared: &'a Declaration,
    /// All prefixes and the operation's own path (R27); that of a callback stands as it was written (R58).
    pub(crate) path: &'a str,
    pub(crate) role: Role,
    has_simple_path: bool,
    inherited: &'a InheritedSettings<'a>,
    dependencies: &'a [&'a Dependency],
    callbacks: Option<&'a Operations<'a>>,
}

/// The operations on each path, in the order in which the paths come first.
pub(crate) type OperationsByPath<'a> = Map<Cow<'a, str>, SmallVec<[OperationInScope<'a>; 1]>>;

impl<'a> Operations<'a> {
    /// The operations of a router that stands in no other.
    pub(crate) fn of<H>(router: &'a Router<H>, role: Role) -> Self {
        let mut operations = Self { role, settings: Vec::new(), found: Vec::with_capacity(router.items.len()) };
        operations.add_router(NO_LAYERS.clone(), router);
        operations
    }

    fn add_router<H>(&mut self, around: InheritedSettings<'a>, router: &'a Router<H>) {
        let settings = self.settings.len();
        self.settings.push(around.within(&router.layer));
        self.add_items(router.items.iter(), Some(settings));
    }

    fn add_items<H: 'a>(&mut self, items: impl Iterator<Item = &'a Item<H>>, settings: Option<usize>) {
        for item in items {
            match item {
                Item::Operation(operation, _) => self.add_operation(&operation.0, settings),
                Item::Router(include, router) => {
                    let around = self.settings(settings).clone();
                    let around = match include {
                        Some(include) => around.within(include),
                        None => around,
                    };
                    self.add_router(around, router);
                }
            }
        }
    }

    fn add_operation(&mut self, declared: &'a Declaration, settings: Option<usize>) {
        let inherited = self.settings(settings);
        let (path, has_simple_path) = match &*inherited.prefix {
            "" => (Cow::Borrowed(&*declared.path), declared.has_simple_path),
            prefix => {
                let path = [prefix, &*declared.path].concat();
                let is_simple = declare::path::is_simple(&path);
                (Cow::Owned(path), is_simple)
            }
        };
        // R27: those of all layers, then the operation's own. None inherits from the layers around this operation.
        let items = || inherited.callbacks.iter().copied().chain(&declared.callbacks);
        let callbacks = items().next().is_some().then(|| {
            let mut callbacks =
                Self { role: self.role.of_callbacks(), settings: Vec::new(), found: Vec::with_capacity(1) };
            callbacks.add_items(items(), None);
            Box::new(callbacks)
        });
        let mut dependencies = Vec::new();
        inherited.dependencies.iter().for_each(|dependency| dependency.walk(&mut dependencies));
        let own = declared.rare.iter().flat_map(|rare| &rare.dependencies);
        own.for_each(|dependency| dependency.walk(&mut dependencies));
        let named = named(declared, &path);
        self.found.push(Found { declared, named, path, has_simple_path, settings, dependencies, callbacks });
    }

    fn settings(&self, position: Option<usize>) -> &InheritedSettings<'a> {
        position.map_or(&NO_LAYERS, |position| &self.settings[position])
    }

    /// The operations in order, hidden ones too.
    pub(crate) fn iter(&self) -> impl Iterator<Item = OperationInScope<'_>> {
        self.found.iter().map(|found| OperationInScope {
            declared: found.named.as_deref().unwrap_or(found.declared),
            path: &found.path,
            role: self.role,
            has_simple_path: found.has_simple_path,
            inherited: self.settings(found.settings),
            dependencies: &found.dependencies,
            callbacks: found.callbacks.as_deref(),
        })
    }

    /// The operations that the document shows.
    pub(crate) fn shown(&self) -> impl Iterator<Item = OperationInScope<'_>> {
        self.iter().filter(OperationInScope::shown)
    }

    /// The operations that the document shows, by the path under which it does.
    pub(crate) fn by_path(&self) -> OperationsByPath<'_> {
        let mut by_path = OperationsByPath::with_capacity(self.found.len());
        for operation in self.shown() {
            by_path.get_or_insert_with(operation.documented_path(), SmallVec::new).push(operation);
        }
        by_path
    }
}

impl<'a> OperationInScope<'a> {
    /// The layers around the operation, outermost first.
    pub(crate) fn layers(&self) -> impl Iterator<Item = &'a Layer> + use<'a> {
        self.inherited.layers.iter().copied()
    }

    /// R26: responses key by key, whole, a key in its first position; R27, R28: each layer's replace those of the
    /// layers around it.
    pub(crate) fn responses(&self) -> impl Iterator<Item = (StatusKey, &'a DeclaredResponse)> + use<'a> {
        let (own, inherited) = (&self.declared.responses.by_key, &self.inherited.responses);
        let replaced = inherited.iter().map(|(key, declared)| (*key, own.get(key).unwrap_or(declared)));
        let further = own.iter().filter(|(key, _)| !inherited.contains_key(*key));
        replaced.chain(further.map(|(key, declared)| (*key, declared)))
    }

    /// The responses that have a model, the operation's own first.
    pub(crate) fn responses_with_model(
        &self,
    ) -> impl Iterator<Item = (StatusKey, &'a DeclaredResponse, &'a Model)> + use<'a> {
        let (own, inherited) = (&self.declared.responses.by_key, &self.inherited.responses);
        let inherited = self.inherited.responses_have_models.then_some(inherited).into_iter().flat_map(Map::iter);
        let inherited = inherited.filter(|(key, _)| !own.contains_key(*key)).map(|(key, declared)| (key, *declared));
        own.iter()
            .chain(inherited)
            .flat_map(|(key, declared)| declared.response.models().map(move |model| (*key, declared, model)))
    }

    /// Whether a response is declared for a key that `matches`.
    pub(crate) fn has_response(&self, matches: impl Fn(StatusKey) -> bool) -> bool {
        let (own, inherited) = (&self.declared.responses.by_key, &self.inherited.responses);
        own.keys().any(|key| matches(*key)) || inherited.keys().any(|key| matches(*key))
    }

    /// R26: the response that counts for a key.
    pub(crate) fn response(&self, key: StatusKey) -> Option<&'a DeclaredResponse> {
        let own = self.declared.responses.by_key.get(&key);
        own.or_else(|| self.inherited.responses.get(&key).copied())
    }

    /// R58: the path as the document has it.
    pub(crate) fn documented_path(&self) -> Cow<'a, str> {
        match self.has_simple_path {
            true => Cow::Borrowed(self.path),
            false => Cow::Owned(declare::path::documented(self.path)),
        }
    }

    /// Whether nothing can be wrong with the parameters in the path.
    pub(crate) fn has_simple_path(&self) -> bool {
        self.has_simple_path
    }

    /// R27: tags of all layers, then the operation's own.
    pub(crate) fn tags(&self) -> impl Iterator<Item = &'a Text> + use<'a> {
        let inherited = self.inherited.tags.iter().copied();
        inherited.chain(self.declared.rare.iter().flat_map(|rare| rare.tags.iter()))
    }

    /// R27: deprecated if the operation or any layer is.
    pub(crate) fn deprecated(&self) -> bool {
        self.declared.deprecated || self.inherited.deprecated
    }

    /// R35: shown if the operation and every layer is.
    pub(crate) fn shown(&self) -> bool {
        self.declared.shown && self.inherited.shown
    }

    /// R116: how the operationId is made, if not in FastAPI's way: as the operation or the innermost layer says.
    pub(crate) fn generate_unique_id(&self) -> Option<GenerateUniqueId> {
        let own = self.declared.rare.as_ref().and_then(|rare| rare.generate_unique_id);
        own.or(self.inherited.generate_unique_id)
    }

    /// Whether input brings the 422, as the operation or the innermost layer says.
    pub(crate) fn wants_validation_error(&self) -> bool {
        let own = self.declared.rare.as_ref().and_then(|rare| rare.validation_error);
        own.unwrap_or(self.inherited.validation_error)
    }

    /// R60, R69: the stream that the main response is; R65: lines of JSON only where nobody names a response class.
    pub(crate) fn stream(&self) -> Option<&'a Stream> {
        let rare = self.declared.rare.as_ref()?;
        let is_class_named = rare.response_class.is_some() || self.inherited.names_response_class;
        rare.stream.as_ref().filter(|stream| stream.kind == StreamKind::Events || !is_class_named)
    }

    /// R59: the operation's own class, or else that of the innermost layer that has one, or else JSON.
    pub(crate) fn response_class(&self) -> &'a ResponseClass {
        if let Some(class) = self.stream().and_then(Stream::class) {
            return class;
        }
        let own = self.declared.rare.as_ref().and_then(|rare| rare.response_class.as_ref());
        own.unwrap_or(self.inherited.response_class)
    }

    /// R95, R96: the operation's own parameters, then those of its layers' dependencies and of its own; R94: a
    /// dependency's parameter in the path only where the path has it.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = &'a DeclaredParameter> + use<'a> {
        self.declared.parameters.iter().chain(self.parameters_of_dependencies())
    }

    /// The parameters that dependencies of the layers and of the operation read.
    pub(crate) fn parameters_of_dependencies(&self) -> impl Iterator<Item = &'a DeclaredParameter> + use<'a> {
        let path = self.path;
        let is_read = move |declared: &&DeclaredParameter| match &declared.given {
            GivenParameter::One(one) if one.location == ParameterLocation::Path => {
                declare::path::parameters(path).any(|name| name == one.name)
            }
            _ => true,
        };
        self.dependencies.iter().flat_map(|dependency| &dependency.0.parameters).filter(is_read)
    }

    /// R82: the values that the body is put together from, the operation's own first.
    pub(crate) fn body_parameters(&self) -> impl Iterator<Item = &'a DeclaredBodyParameter> + use<'a> {
        let own = self.declared.rare.iter().flat_map(|rare| &rare.body_parameters);
        let further = self.dependencies.iter().flat_map(|dependency| &dependency.0.body);
        own.chain(further)
    }

    /// Whether the operation reads anything of a request, shown or not.
    pub(crate) fn has_input(&self) -> bool {
        self.declared.body.is_some() || self.parameters().next().is_some() || self.body_parameters().next().is_some()
    }

    /// Whether the operation puts the security of the layers aside.
    pub(crate) fn needs_no_security(&self) -> bool {
        self.declared.rare.as_ref().is_some_and(|rare| rare.no_security)
    }

    /// Whether the operation may be called without credentials too.
    pub(crate) fn has_optional_security(&self) -> bool {
        self.declared.rare.as_ref().is_some_and(|rare| rare.optional_security)
    }

    /// R39: security of all layers, then the operation's own, then that of all dependencies.
    pub(crate) fn security(&self) -> impl Iterator<Item = &'a Security> + use<'a> {
        let inherited = (!self.needs_no_security()).then_some(&self.inherited.security).into_iter().flatten().copied();
        let own = self.declared.rare.iter().flat_map(|rare| rare.security.iter());
        inherited.chain(own).chain(self.dependencies.iter().flat_map(|dependency| &dependency.0.security))
    }

    /// R27: the callbacks of all layers, then the operation's own, hidden ones too.
    pub(crate) fn callbacks(&self) -> impl Iterator<Item = OperationInScope<'a>> + use<'a> {
        self.callbacks.into_iter().flat_map(Operations::iter)
    }

    pub(crate) fn has_callbacks(&self) -> bool {
        self.callbacks.is_some()
    }

    /// The place of the operation in the API.
    pub(crate) fn place(&self) -> Place<'a> {
        Place::Operation(&self.declared.method, self.path)
    }
}

/// A place in the API: `GET /items/{item_id} > responses`. Becomes a text only when there is a problem.
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
