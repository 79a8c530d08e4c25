//! `Api`: a router with what the document says of the whole API; builds the document.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::panic::Location;

use openapi_model::{ExternalDocumentation, Info, Map, OpenApi, Server, Tag, Text};
use schemars::JsonSchema;

use crate::declare::path::PathTemplate;
use crate::declare::{FromHandler, Include, Item, Layer, Model, Operation, Router, Taken};
use crate::diagnostics::{Problem, ProblemKind, Problems, checks, expressions};
use crate::render::Document;
use crate::rules;
use crate::schemas::{SchemaStyle, Schemas};
use crate::scope::{OperationInScope, Operations, OperationsByPath, Role};

/// The application: operations in order, what they all inherit, and what the document says of itself.
///
/// `H` is what runs for an operation, as in [`Router`].
///
/// ```
/// use openapi_merge::{Api, declare};
///
/// let api = Api::without_handlers("Items", "1.0.0").operation(declare::get("/items").name("list_items"));
/// let document = api.document()?;
/// assert_eq!(document.openapi, "3.1.0");
/// # Ok::<(), openapi_merge::Problems>(())
/// ```
#[derive(Clone, Debug)]
pub struct Api<H = ()> {
    info: Box<Info>,
    servers: Vec<Server>,
    root_path: Option<Text>,
    tags: Vec<Tag>,
    external_docs: Option<ExternalDocumentation>,
    style: SchemaStyle,
    separate: bool,
    models: Vec<Model>,
    united: Vec<Model>,
    root: Router<H>,
    webhooks: Router<()>,
}

impl Api<()> {
    /// An API of which only the document is wanted.
    #[track_caller]
    pub fn without_handlers(title: impl Into<Text>, version: impl Into<Text>) -> Self {
        Self::new(title, version)
    }

    /// With one more operation.
    #[must_use]
    #[track_caller]
    #[inline]
    pub fn operation(mut self, operation: Operation) -> Self {
        self.root = self.root.operation(operation);
        self
    }
}

impl<H> Api<H> {
    /// An API without operations: its name and version.
    #[track_caller]
    pub fn new(title: impl Into<Text>, version: impl Into<Text>) -> Self {
        Self {
            info: Box::new(Info::new(title, version)),
            servers: Vec::new(),
            root_path: None,
            tags: Vec::new(),
            external_docs: None,
            style: SchemaStyle::default(),
            separate: true,
            models: Vec::new(),
            united: Vec::new(),
            root: Router::new(),
            webhooks: Router::without_handlers(),
        }
    }

    fn layer(&mut self) -> &mut Layer {
        &mut self.root.layer
    }

    crate::declare::layer_setters!();

    /// Sets everything that the document says about the API, in place of the title and version given to `new`.
    #[must_use]
    pub fn info(mut self, info: Info) -> Self {
        *self.info = info;
        self
    }

    /// With one more place where the API is served.
    #[must_use]
    pub fn server(mut self, server: Server) -> Self {
        self.servers.push(server);
        self
    }

    /// Under which prefix the API is reached, where a router is nested or a proxy serves it: the first server of the
    /// document, as FastAPI's `root_path`.
    ///
    /// Shape: `"/api/v1"` → `"servers": [{"url": "/api/v1"}]`
    #[must_use]
    pub fn root_path(mut self, root_path: impl Into<Text>) -> Self {
        self.root_path = Some(root_path.into());
        self
    }

    /// With more about a tag; tags are shown in this order.
    #[must_use]
    pub fn tag(mut self, tag: Tag) -> Self {
        self.tags.push(tag);
        self
    }

    /// More about the API, elsewhere.
    #[must_use]
    pub fn external_docs(mut self, docs: ExternalDocumentation) -> Self {
        self.external_docs = Some(docs);
        self
    }

    /// How schemas of Rust types look.
    #[must_use]
    pub fn schema_style(mut self, style: SchemaStyle) -> Self {
        self.style = style;
        self
    }

    /// Whether types that differ when read and when written get a schema for each (R51, R55).
    #[must_use]
    pub fn separate_input_output_schemas(mut self, separate: bool) -> Self {
        self.separate = separate;
        self
    }

    /// Gives a type one schema, that which is read, also where it differs when written: pydantic's
    /// `json_schema_mode_override`. Does not add the type to the document.
    #[must_use]
    pub fn same_in_both_directions<T: JsonSchema>(mut self) -> Self {
        self.united.push(Model::of::<T>());
        self
    }

    /// Tells which module a type is in that is met in other types alone, so that it can be named after it if another
    /// has its name (R52). Does not add the type to the document.
    #[must_use]
    pub fn model<T: JsonSchema>(mut self) -> Self {
        self.models.push(Model::of::<T>());
        self
    }

    /// With one more operation and what runs for it.
    #[must_use]
    pub fn route<F, Kind>(mut self, operation: Operation, handler: F) -> Self
    where
        H: FromHandler<F, Kind>,
    {
        self.root = self.root.route(operation, handler);
        self
    }

    /// With a router's operations: FastAPI's `include_router`.
    #[must_use]
    #[track_caller]
    pub fn include(mut self, router: Router<H>) -> Self {
        self.root = self.root.include(router);
        self
    }

    /// With a router's operations, and more for them to inherit.
    #[must_use]
    pub fn include_with(mut self, include: Include, router: Router<H>) -> Self {
        self.root = self.root.include_with(include, router);
        self
    }

    /// All operations at once, with the layer of the application as that of the router.
    #[must_use]
    pub fn root(mut self, root: Router<H>) -> Self {
        self.root = root;
        self
    }

    /// The requests that this API sends on its own, each under a name in place of a path (R56).
    #[must_use]
    pub fn webhooks(mut self, webhooks: Router<()>) -> Self {
        self.webhooks = webhooks;
        self
    }

    /// The document's text and what is probably not meant: all that comes of the declarations, at once.
    ///
    /// ```
    /// use openapi_merge::{Api, declare};
    ///
    /// let operation = declare::get("/items/{item_id}").name("read_item").path_parameter::<u32>("id");
    /// let rendered = Api::without_handlers("Items", "1.0.0").operation(operation).render()?;
    /// assert!(rendered.json.starts_with(r#"{"openapi":"3.1.0","info":{"title":"Items","version":"1.0.0"}"#));
    /// assert_eq!(rendered.warnings.iter().count(), 2);
    /// # Ok::<(), openapi_merge::Problems>(())
    /// ```
    ///
    /// # Errors
    /// Every problem at once, if one of them is an error.
    pub fn render(&self) -> Result<Rendered, Problems> {
        let scope = Scope::of(self);
        let by_path = scope.by_path();
        let mut problems = Problems::default();
        let schemas = self.check(&scope, &by_path, &mut problems);
        if problems.has_errors() {
            return Err(problems);
        }
        let [paths, webhooks] = &by_path;
        let mut security_schemes = Map::new();
        scope.shown().for_each(|operation| rules::add_security_schemes(&operation, &mut security_schemes));
        let servers = self.all_servers();
        let document = Document {
            info: &self.info,
            servers: &servers,
            paths,
            webhooks,
            schemas: &schemas,
            security_schemes,
            tags: &self.tags,
            external_docs: self.external_docs.as_ref(),
        };
        Ok(Rendered { json: document.to_json(), warnings: problems, at: self.root.layer.at })
    }

    /// The document as compact JSON: OpenAPI 3.1.0.
    ///
    /// # Errors
    /// As [`render`](Self::render).
    pub fn to_json(&self) -> Result<String, Problems> {
        self.render().map(|rendered| rendered.json)
    }

    /// The document as objects, which can be looked at and changed: what [`to_json`](Self::to_json) writes, read.
    ///
    /// ```
    /// # use openapi_merge::{Api, declare};
    /// let api = Api::without_handlers("Items", "1.0.0").operation(declare::get("/items").name("list_items"));
    /// assert_eq!(api.document()?.to_json(), api.to_json()?);
    /// # Ok::<(), openapi_merge::Problems>(())
    /// ```
    ///
    /// # Errors
    /// As [`render`](Self::render), and where something declared is not what OpenAPI allows in its place.
    pub fn document(&self) -> Result<OpenApi, Problems> {
        self.render()?.document()
    }

    /// Everything that is wrong or probably not meant.
    pub fn problems(&self) -> Problems {
        let scope = Scope::of(self);
        let mut problems = Problems::default();
        self.check(&scope, &scope.by_path(), &mut problems);
        problems
    }

    /// Adds what is wrong; what comes back is asked for the schemas of the models that are shown.
    fn check(&self, scope: &Scope<'_>, by_path: &[OperationsByPath<'_>; 2], problems: &mut Problems) -> Schemas {
        checks::routers(&self.root, &self.webhooks, problems);
        let mut ids = checks::Ids::default();
        checks::operations(&scope.paths, &by_path[0], &mut ids, problems);
        checks::operations(&scope.webhooks, &by_path[1], &mut ids, problems);
        let shown: Vec<_> = scope.shown().collect();
        let mut schemas = self.schemas(&shown);
        rules::add_body_components(&shown, &mut schemas);
        let at = self.root.layer.at;
        for (key, asked_for) in schemas.unknown() {
            problems.add(Problem::error(asked_for.unwrap_or(at), ProblemKind::UnknownModel { key: key.to_string() }));
        }
        for clash in schemas.clashes() {
            problems.add(Problem::warning(at, clash.clone()));
        }
        checks::security_schemes(&shown, problems);
        for operation in &shown {
            checks::parameters_of_no_struct(operation, &schemas, problems);
            expressions::check(operation, &schemas, problems);
        }
        schemas
    }

    /// The schemas of all models that some operations show.
    fn schemas(&self, shown: &[OperationInScope<'_>]) -> Schemas {
        let mut schemas = Schemas::new(self.style, self.separate);
        self.models.iter().for_each(|model| schemas.learn(model));
        self.united.iter().for_each(|model| schemas.unite(model));
        rules::register_models(shown, &mut schemas);
        schemas.settle();
        schemas
    }

    /// The servers that are declared, after that of the root path, unless it is one of them.
    fn all_servers(&self) -> Cow<'_, [Server]> {
        let declared = |url: &str| self.servers.iter().any(|server| server.url == url);
        match self.root_path.as_ref().map(|path| path.trim_end_matches('/')) {
            Some(path) if !path.is_empty() && !declared(path) => {
                let root = Server::new(Text::Owned(path.into()));
                [root].into_iter().chain(self.servers.iter().cloned()).collect()
            }
            _ => Cow::Borrowed(&self.servers),
        }
    }

    /// Every operation with its full path and the place of its declaration, in the order declared; hidden ones too.
    pub fn routes(&self) -> Vec<Route<()>> {
        let mut routes = Vec::new();
        list_routes(&self.root, "", &mut routes);
        routes
    }

    /// Every operation with its full path and what runs for it, in the order declared; hidden ones too.
    pub fn into_routes(self) -> Vec<Route<H>> {
        let mut routes = Vec::new();
        collect_routes(self.root, "", &mut routes);
        routes
    }
}

/// A document that was made, and what about it is probably not meant.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Rendered {
    /// The document as compact JSON.
    pub json: String,
    /// Warnings, no errors.
    pub warnings: Problems,
    at: &'static Location<'static>,
}

impl Rendered {
    /// The document as objects, read from the text.
    ///
    /// # Errors
    /// Where something declared is not what OpenAPI allows in its place.
    pub fn document(&self) -> Result<OpenApi, Problems> {
        OpenApi::from_json(&self.json)
            .map_err(|error| Problem::error(self.at, ProblemKind::Unreadable { reason: error.to_string() }).into())
    }
}

/// All operations of an API with what they inherit.
struct Scope<'a> {
    paths: Operations<'a>,
    webhooks: Operations<'a>,
}

impl<'a> Scope<'a> {
    fn of<H>(api: &'a Api<H>) -> Self {
        let paths = Operations::of(&api.root, Role::Path);
        Self { paths, webhooks: Operations::of(&api.webhooks, Role::Webhook) }
    }

    fn by_path(&self) -> [OperationsByPath<'_>; 2] {
        [self.paths.by_path(), self.webhooks.by_path()]
    }

    fn shown(&self) -> impl Iterator<Item = OperationInScope<'_>> {
        self.paths.shown().chain(self.webhooks.shown())
    }
}

/// An operation to mount.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Route<H> {
    /// The method, as it is sent.
    pub method: Text,
    /// The full path, all prefixes included.
    pub path: PathTemplate,
    /// What runs for it.
    pub handler: H,
    /// Where it was declared.
    pub at: &'static Location<'static>,
    /// What it takes.
    pub taken: Taken,
}

impl<H> Route<H> {
    /// A route that an adapter adds to those of the declared operations: a page of documentation, for example.
    pub fn new(method: impl Into<Text>, path: PathTemplate, handler: H, at: &'static Location<'static>) -> Self {
        Self { method: method.into(), path, handler, at, taken: Taken::default() }
    }

    /// `GET /items/{item_id}`, for a problem's place.
    pub fn place(&self) -> String {
        alloc::format!("{} {}", self.method, self.path)
    }
}

fn list_routes<H>(router: &Router<H>, prefix: &str, routes: &mut Vec<Route<()>>) {
    let prefix = alloc::format!("{prefix}{}", router.layer.prefix);
    for item in &router.items {
        match item {
            Item::Operation(operation, _) => routes.push(Route {
                path: PathTemplate::new(alloc::format!("{prefix}{}", operation.0.path)),
                method: operation.0.method.clone(),
                handler: (),
                taken: Taken::of(&operation.0),
                at: operation.0.at,
            }),
            Item::Router(include, router) => {
                let include = include.as_ref().map_or("", |include| &*include.prefix);
                list_routes(router, &alloc::format!("{prefix}{include}"), routes);
            }
        }
    }
}

fn collect_routes<H>(router: Router<H>, prefix: &str, routes: &mut Vec<Route<H>>) {
    let prefix = alloc::format!("{prefix}{}", router.layer.prefix);
    for item in router.items {
        match item {
            Item::Operation(operation, handler) => routes.push(Route {
                path: PathTemplate::new(alloc::format!("{prefix}{}", operation.0.path)),
                taken: Taken::of(&operation.0),
                method: operation.0.method,
                handler,
                at: operation.0.at,
            }),
            Item::Router(include, router) => {
                let include = include.map_or(Text::Borrowed(""), |include| include.prefix);
                collect_routes(router, &alloc::format!("{prefix}{include}"), routes);
            }
        }
    }
}
