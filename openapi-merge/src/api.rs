//! `Api`: a router plus what is said of the whole; builds the document.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::panic::Location;

use openapi_model::{self as oas, Info, OpenApi, PathItem, Paths, Server, Tag, Text};
use schemars::JsonSchema;

use crate::declare::{FromHandler, GivenParameter, Include, Item, Layer, Mode, Model, Operation, Parameters, Router};
use crate::layers::{ByPath, Operations, Role, Said};
use crate::path::PathTemplate;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::schemas::{SchemaStyle, Schemas};
use crate::{checks, combine, expressions, models, write};

/// The application: operations in order, what they all inherit, and what the document says of itself.
///
/// `H` is what runs for an operation, as in [`Router`].
///
/// ```
/// use openapi_merge::{Api, declare};
///
/// let api = Api::docs("Items", "1.0.0").operation(declare::get("/items").name("list_items"));
/// let document = api.document()?;
/// assert_eq!(document.openapi, "3.1.0");
/// # Ok::<(), openapi_merge::Problems>(())
/// ```
#[derive(Clone, Debug)]
pub struct Api<H = ()> {
    info: Box<Info>,
    servers: Vec<Server>,
    tags: Vec<Tag>,
    style: SchemaStyle,
    separate: bool,
    models: Vec<Model>,
    root: Router<H>,
    webhooks: Router<()>,
}

impl Api<()> {
    /// An API of which only the document is wanted.
    #[track_caller]
    pub fn docs(title: impl Into<Text>, version: impl Into<Text>) -> Self {
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
            tags: Vec::new(),
            style: SchemaStyle::default(),
            separate: true,
            models: Vec::new(),
            root: Router::new(),
            webhooks: Router::docs(),
        }
    }

    fn layer(&mut self) -> &mut Layer {
        &mut self.root.layer
    }

    crate::declare::layer_setters!();

    /// All that is said about the API, instead of its name and version alone.
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

    /// With more about a tag; tags are shown in this order.
    #[must_use]
    pub fn tag(mut self, tag: Tag) -> Self {
        self.tags.push(tag);
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

    /// Tells which module a type is in that is met in other types alone, so that it can be named after it if another
    /// has its name (R52). By itself this shows nothing.
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

    /// The document: OpenAPI 3.1.0.
    ///
    /// # Errors
    /// Every problem at once, if one of them is an error.
    pub fn document(&self) -> Result<OpenApi, Problems> {
        let declared = self.declared();
        let [paths, webhooks] = declared.by_path();
        let mut problems = Problems::errors_only();
        let mut schemas = self.check(&declared, [&paths, &webhooks], &mut problems);
        if problems.has_errors() {
            return Err(self.problems());
        }
        let mut document = self.around_paths(&declared, &mut schemas);
        let path_item = |operations: &Operations<'_>, at: &(usize, Vec<usize>)| {
            let mut path_item = PathItem::default();
            for said in [at.0].iter().chain(&at.1).filter_map(|at| operations.get(*at)) {
                path_item.insert(&said.operation.method, combine::combine(&said, &schemas));
            }
            path_item
        };
        let text = |path: &Cow<'_, str>| Text::Owned(path.clone().into_owned());
        let mut shown = Paths::default();
        shown.items = paths.iter().map(|(path, at)| (text(path), path_item(&declared.paths, at))).collect();
        document.paths = Some(shown);
        document.webhooks = webhooks.iter().map(|(name, at)| (text(name), path_item(&declared.webhooks, at))).collect();
        Ok(document)
    }

    /// The document as compact JSON: the text of [`document`](Self::document), without the document.
    ///
    /// ```
    /// # use openapi_merge::{Api, declare};
    /// let api = Api::docs("Items", "1.0.0").operation(declare::get("/items").name("list_items"));
    /// assert_eq!(api.to_json()?, api.document()?.to_json());
    /// # Ok::<(), openapi_merge::Problems>(())
    /// ```
    ///
    /// # Errors
    /// As [`document`](Self::document).
    pub fn to_json(&self) -> Result<String, Problems> {
        let declared = self.declared();
        let [paths, webhooks] = declared.by_path();
        let mut problems = Problems::errors_only();
        let mut schemas = self.check(&declared, [&paths, &webhooks], &mut problems);
        if problems.has_errors() {
            return Err(self.problems());
        }
        let around = self.around_paths(&declared, &mut schemas);
        Ok(write::document(&around, (&declared.paths, &paths), (&declared.webhooks, &webhooks), &schemas))
    }

    /// Everything that is wrong or probably not meant.
    pub fn problems(&self) -> Problems {
        let declared = self.declared();
        let [paths, webhooks] = &declared.by_path();
        let mut problems = Problems::default();
        self.check(&declared, [paths, webhooks], &mut problems);
        problems
    }

    fn declared(&self) -> Declarations<'_> {
        Declarations {
            paths: Operations::of(&self.root, Role::Path).by_kind(),
            webhooks: Operations::of(&self.webhooks, Role::Webhook).by_kind(),
        }
    }

    /// Adds what is wrong; what comes back is asked for the schemas of the models that are shown.
    fn check(&self, declared: &Declarations<'_>, by_path: [&ByPath<'_>; 2], problems: &mut Problems) -> Schemas {
        checks::routers(&self.root, &self.webhooks, problems);
        let mut ids = checks::Ids::default();
        checks::operations(&declared.paths, by_path[0], &mut ids, problems);
        checks::operations(&declared.webhooks, by_path[1], &mut ids, problems);
        let mut schemas = Schemas::new(self.style, self.separate);
        self.models.iter().for_each(|model| schemas.learn(model));
        let each_kind = |visit_one: &mut dyn FnMut(&Said<'_>)| declared.kinds().for_each(|said| visit_one(&said));
        let validation_error = schemas.validation_error().clone();
        models::each(&each_kind, &validation_error, &mut |model, mode, role| schemas.add(model, mode, role));
        schemas.settle();
        let at = self.root.layer.at;
        for (key, asked_for) in schemas.unknown() {
            problems.add(Problem::error(asked_for.unwrap_or(at), ProblemKind::UnknownModel { key: key.to_string() }));
        }
        for clash in schemas.clashes() {
            problems.add(Problem::warning(at, clash.clone()));
        }
        if problems.want_warnings() {
            for said in declared.shown() {
                parameters_of_no_struct(&said, &schemas, problems);
                expressions::check(&said, &schemas, problems);
            }
        } else {
            declared.kinds().for_each(|said| parameters_of_no_struct(&said, &schemas, problems));
        }
        schemas
    }

    /// The document without paths and webhooks.
    fn around_paths(&self, declared: &Declarations<'_>, schemas: &mut Schemas) -> OpenApi {
        let mut document = OpenApi::new("3.1.0", Info::clone(&self.info));
        document.servers = self.servers.clone();
        document.tags = self.tags.clone();
        document.components.schemas = schemas.take_components();
        declared.kinds().for_each(|said| security_schemes(&said, &mut document));
        document
    }

    /// Every operation with its full path and what runs for it, in the order declared; hidden ones too.
    pub fn into_routes(self) -> Vec<Route<H>> {
        let mut routes = Vec::new();
        collect_routes(self.root, "", &mut routes);
        routes
    }
}

/// All operations of an API.
struct Declarations<'a> {
    paths: Operations<'a>,
    webhooks: Operations<'a>,
}

impl Declarations<'_> {
    fn by_path(&self) -> [ByPath<'_>; 2] {
        [self.paths.by_path(), self.webhooks.by_path()]
    }

    fn shown(&self) -> impl Iterator<Item = Said<'_>> {
        self.paths.iter().chain(self.webhooks.iter()).filter(Said::shown)
    }

    /// The first of each kind of operations that are shown.
    fn kinds(&self) -> impl Iterator<Item = Said<'_>> {
        self.paths.each_kind().chain(self.webhooks.each_kind()).filter(Said::shown)
    }
}

/// R45: the schemes that an operation and its callbacks need.
fn security_schemes(said: &Said<'_>, document: &mut OpenApi) {
    for security in said.security() {
        let scheme = oas::RefOr::Item(security.scheme.clone());
        document.components.security_schemes.insert(security.name.clone(), scheme);
    }
    said.visit_callbacks(&mut |callback| {
        if callback.shown() {
            security_schemes(&callback, document);
        }
    });
}

fn parameters_of_no_struct(said: &Said<'_>, schemas: &Schemas, problems: &mut Problems) {
    for Parameters { given, at } in &said.operation.parameters {
        if let GivenParameter::Struct(_, model) = given {
            if schemas.schema(model, Mode::Input, said.role).schema.get("properties").is_none() {
                let name = schemas.type_name(model).to_string();
                problems.add(Problem::error(at, ProblemKind::ParametersOfNoStruct { name }).within(&said.place()));
            }
        }
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
}

impl<H> Route<H> {
    /// What an adapter adds to the declared operations, such as a page of documentation.
    pub fn new(method: impl Into<Text>, path: PathTemplate, handler: H, at: &'static Location<'static>) -> Self {
        Self { method: method.into(), path, handler, at }
    }

    /// `GET /items/{item_id}`, for a problem's place.
    pub fn place(&self) -> String {
        alloc::format!("{} {}", self.method, self.path)
    }
}

fn collect_routes<H>(router: Router<H>, prefix: &str, routes: &mut Vec<Route<H>>) {
    let prefix = alloc::format!("{prefix}{}", router.layer.prefix);
    for item in router.items {
        match item {
            Item::Operation(operation, handler) => routes.push(Route {
                path: PathTemplate::new(alloc::format!("{prefix}{}", operation.0.path)),
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
