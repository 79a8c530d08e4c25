//! The builders of `Router` and of `Include`.

use alloc::boxed::Box;
use alloc::vec::Vec;

use openapi_model::Text;

use super::{Item, Layer, Operation, Router};

/// The setters of a layer, for everything that has one in `self.layer()`.
macro_rules! layer_setters {
    () => {
        /// Responses of all operations within; an operation's own replace them per key (R26).
        #[must_use]
        pub fn responses(mut self, responses: $crate::declare::Responses) -> Self {
            self.layer().responses.override_with(responses);
            self
        }

        /// One more response of all operations within.
        #[must_use]
        #[track_caller]
        pub fn response(
            mut self,
            key: impl $crate::declare::IntoStatusKey,
            response: $crate::declare::Response,
        ) -> Self {
            self.layer().responses.insert(key, response, core::panic::Location::caller());
            self
        }

        /// Callbacks of all operations within; they add up.
        #[must_use]
        pub fn callbacks(mut self, callbacks: impl Into<$crate::declare::Callbacks>) -> Self {
            self.layer().callbacks.extend(callbacks.into().0);
            self
        }

        /// The response class of operations within that name none; the innermost counts (R59).
        #[must_use]
        pub fn default_response_class(mut self, class: $crate::declare::ResponseClass) -> Self {
            self.layer().default_response_class = Some(class);
            self
        }

        /// Whether all operations within should no longer be used.
        #[must_use]
        pub fn deprecated(mut self, deprecated: bool) -> Self {
            self.layer().deprecated = deprecated;
            self
        }

        /// Whether the document shows the operations within (R35).
        #[must_use]
        pub fn include_in_schema(mut self, shown: bool) -> Self {
            self.layer().shown = shown;
            self
        }

        /// A security scheme that all operations within need.
        #[must_use]
        pub fn security(mut self, security: $crate::declare::Security) -> Self {
            self.layer().security.push(security);
            self
        }

        /// Makes the `operationId` of operations within in another way; the innermost counts (R116).
        ///
        /// ```
        /// # use openapi_merge::{Api, declare};
        /// let api = Api::without_handlers("Items", "1.0.0")
        ///     .generate_unique_id(|operation| format!("{}-{}", operation.tags[0], operation.name))
        ///     .operation(declare::get("/items").name("list_items").tag("items"));
        /// assert!(api.to_json()?.contains("items-list_items"));
        /// # Ok::<(), openapi_merge::Problems>(())
        /// ```
        #[must_use]
        pub fn generate_unique_id(mut self, generate: $crate::declare::GenerateUniqueId) -> Self {
            self.layer().generate_unique_id = Some(generate);
            self
        }

        /// Whether the input of operations within brings the 422 (R32); the innermost counts.
        #[must_use]
        pub fn validation_error(mut self, shown: bool) -> Self {
            self.layer().validation_error = Some(shown);
            self
        }

        /// A dependency of all operations within; they add up (R95).
        #[must_use]
        pub fn depends(mut self, dependency: $crate::declare::Dependency) -> Self {
            self.layer().dependencies.push(dependency);
            self
        }
    };
}
pub(crate) use layer_setters;

macro_rules! path_setters {
    () => {
        /// What the paths within begin with: `/admin`. It begins with a slash and does not end with one (E5).
        #[must_use]
        pub fn prefix(mut self, prefix: impl Into<Text>) -> Self {
            self.layer().prefix = prefix.into();
            self
        }

        /// One more tag of all operations within; tags add up.
        #[must_use]
        pub fn tag(mut self, tag: impl Into<Text>) -> Self {
            self.layer().tags.push(tag.into());
            self
        }
    };
}

impl Router<()> {
    /// A router of which nothing is ever served: for callbacks, webhooks and documents alone.
    #[track_caller]
    pub fn without_handlers() -> Self {
        Self::new()
    }

    /// With one more operation.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn operation(mut self, operation: Operation) -> Self {
        self.items.push(Item::Operation(operation, ()));
        self
    }
}

impl<H> Router<H> {
    /// A router without operations.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        Self { layer: Box::new(Layer::new()), items: Vec::new() }
    }

    fn layer(&mut self) -> &mut Layer {
        &mut self.layer
    }

    path_setters!();
    layer_setters!();

    /// With one more operation and what runs for it.
    #[must_use]
    pub fn route<F, Kind>(mut self, operation: Operation, handler: F) -> Self
    where
        H: FromHandler<F, Kind>,
    {
        self.items.push(Item::Operation(operation, H::from_handler(handler)));
        self
    }

    /// With something else for each operation to run: what a framework's handler becomes within another.
    #[must_use]
    pub fn map_handlers<G>(self, mut map: impl FnMut(H) -> G) -> Router<G> {
        self.map_with(&mut map)
    }

    fn map_with<G>(self, map: &mut dyn FnMut(H) -> G) -> Router<G> {
        let items = self.items.into_iter().map(|item| match item {
            Item::Operation(operation, handler) => Item::Operation(operation, map(handler)),
            Item::Router(include, router) => Item::Router(include, router.map_with(map)),
        });
        Router { items: items.collect(), layer: self.layer }
    }

    /// With another router's operations: FastAPI's `include_router`.
    #[must_use]
    pub fn include(mut self, router: Router<H>) -> Self {
        self.items.push(Item::Router(None, router));
        self
    }

    /// With another router's operations, and more for them to inherit.
    #[must_use]
    pub fn include_with(mut self, include: Include, router: Router<H>) -> Self {
        self.items.push(Item::Router(Some(include.0), router));
        self
    }
}

/// How the `H` of a [`Router<H>`] is made from what a user writes as the handler, an `F`.
///
/// Any type with `Into<H>` is a handler. Frameworks tell their handlers apart by their arguments, so an adapter may implement
/// it once more for another `Kind`: a type that names those arguments, and that nobody but the compiler ever writes.
#[diagnostic::on_unimplemented(
    message = "`{F}` cannot be what runs for an operation",
    label = "expected what becomes a `{Self}`"
)]
pub trait FromHandler<F, Kind = ()>: Sized {
    /// Makes it.
    fn from_handler(handler: F) -> Self;
}

impl<H, F: Into<H>> FromHandler<F> for H {
    fn from_handler(handler: F) -> Self {
        handler.into()
    }
}

impl<H> Default for Router<H> {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

/// What an inclusion adds: the arguments of FastAPI's `include_router`.
///
/// It counts after the outer router's own and before the included router's own (R27).
#[derive(Clone, Debug)]
pub struct Include(Box<Layer>);

impl Include {
    /// Nothing yet.
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        Self(Box::new(Layer::new()))
    }

    fn layer(&mut self) -> &mut Layer {
        &mut self.0
    }

    path_setters!();
    layer_setters!();
}

impl Default for Include {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}
