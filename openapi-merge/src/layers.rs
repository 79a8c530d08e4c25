//! Layers: what an operation inherits from the application, inclusions and routers (R26–R28, R35, R59).

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use openapi_model::{Map, StatusKey, Text};

use crate::declare::{Declared, Item, Layer, Mode, Operation, ResponseClass, Router, Security};

/// One operation with the layers around it, outermost first.
#[derive(Clone, Copy)]
pub(crate) struct Said<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) layers: &'a [&'a Layer],
    pub(crate) role: Role,
}

/// What the operation's path is, and who serves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// Calls `visit` for each operation of `router` and of the routers in it, in the order declared.
pub(crate) fn visit<'a, H>(
    router: &'a Router<H>,
    layers: &mut Vec<&'a Layer>,
    role: Role,
    visit_one: &mut dyn FnMut(Said<'_>),
) {
    layers.push(&router.layer);
    for item in &router.items {
        match item {
            Item::Operation(operation, _) => visit_one(Said { operation, layers, role }),
            Item::Router(include, router) => {
                layers.push(include);
                visit(router, layers, role, visit_one);
                layers.pop();
            }
        }
    }
    layers.pop();
}

static JSON: ResponseClass = ResponseClass::json();

impl<'a> Said<'a> {
    /// R27: all prefixes and the operation's own path; R58: a callback's stands as it was written.
    pub(crate) fn path(&self) -> Cow<'a, str> {
        if self.layers.iter().all(|layer| layer.prefix.is_empty()) {
            return Cow::Borrowed(&self.operation.path);
        }
        let mut path: String = self.layers.iter().map(|layer| &*layer.prefix).collect();
        path.push_str(&self.operation.path);
        Cow::Owned(path)
    }

    /// R26: responses key by key, whole; R27, R28: each layer's replace those of the layers around it.
    pub(crate) fn responses(&self) -> Cow<'a, Map<StatusKey, &'a Declared>> {
        let mut responses = Map::new();
        for layer in self.layers {
            responses.extend(layer.responses.by_key.iter().map(|(key, declared)| (*key, declared)));
        }
        responses.extend(self.operation.responses.by_key.iter().map(|(key, declared)| (*key, declared)));
        Cow::Owned(responses)
    }

    /// R27: callbacks of all layers, then the operation's own.
    pub(crate) fn callbacks(&self) -> impl Iterator<Item = &'a Router<()>> {
        let inherited = self.layers.iter().flat_map(|layer| layer.callbacks.iter());
        inherited.chain(self.operation.callbacks.iter())
    }

    /// R27: tags of all layers, then the operation's own.
    pub(crate) fn tags(&self) -> Vec<Text> {
        let inherited = self.layers.iter().flat_map(|layer| layer.tags.iter());
        inherited.chain(self.operation.more.iter().flat_map(|more| more.tags.iter())).cloned().collect()
    }

    /// R27: deprecated if anything around it is.
    pub(crate) fn deprecated(&self) -> bool {
        self.operation.deprecated || self.layers.iter().any(|layer| layer.deprecated)
    }

    /// R35: shown if everything around it is.
    pub(crate) fn shown(&self) -> bool {
        self.operation.shown && self.layers.iter().all(|layer| layer.shown)
    }

    /// R59: the operation's own class, or else that of the innermost layer that has one, or else JSON.
    pub(crate) fn response_class(&self) -> &'a ResponseClass {
        let own = self.operation.more.as_ref().and_then(|more| more.response_class.as_ref());
        own.or_else(|| self.layers.iter().rev().find_map(|layer| layer.default_response_class.as_ref()))
            .unwrap_or(&JSON)
    }

    /// R39: security of all layers, then the operation's own.
    pub(crate) fn security(&self) -> impl Iterator<Item = &'a Security> {
        let inherited = self.layers.iter().flat_map(|layer| layer.security.iter());
        inherited.chain(self.operation.more.iter().flat_map(|more| more.security.iter()))
    }

    /// Calls `visit_one` for each callback, with the callbacks' own layers around it.
    pub(crate) fn visit_callbacks(&self, visit_one: &mut dyn FnMut(Said<'_>)) {
        for router in self.callbacks() {
            visit(router, &mut Vec::new(), self.role.of_callbacks(), visit_one);
        }
    }

    /// `GET /items/{item_id}`, for a problem's place.
    pub(crate) fn place(&self) -> String {
        alloc::format!("{} {}", self.operation.method, self.path())
    }
}
