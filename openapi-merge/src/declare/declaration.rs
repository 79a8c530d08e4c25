//! What is declared, as data: operations, routers and the layers around them. They hold one another, so they stand
//! together; the methods that fill them are in `operation`, `router` and `callbacks`.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::panic::Location;

use openapi_model::Text;
use smallvec::SmallVec;

use super::{
    DeclaredBodyParameter, DeclaredParameter, Dependency, GenerateUniqueId, Model, RequestBody, ResponseClass,
    Responses, Security, Stream,
};
use crate::handler::Signature;

/// FastAPI's path operation: what a method on a path takes and answers.
///
/// In a callback the path is an expression that gives the URL, and the operation is one that somebody else serves.
///
/// ```
/// use openapi_merge::declare;
/// # use schemars::JsonSchema;
/// # #[derive(JsonSchema)] struct Item { id: String }
/// # #[derive(JsonSchema)] struct Message { message: String }
///
/// fn read_item() -> declare::Operation {
///     declare::get("/items/{item_id}")
///         .name("read_item")
///         .path_parameter::<String>("item_id")
///         .response_model::<Item>()
///         .response(404, declare::model::<Message>())
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Operation(pub(crate) Box<Declaration>);

/// What is declared of an operation. In a box, because each method of the builder moves it.
#[derive(Clone, Debug)]
pub(crate) struct Declaration {
    pub(crate) method: Text,
    pub(crate) path: Text,
    /// That the path is [simple](path::is_simple).
    pub(crate) has_simple_path: bool,
    pub(crate) at: &'static Location<'static>,
    pub(crate) name: Option<Text>,
    pub(crate) description: Option<Text>,
    pub(crate) response_model: GivenModel,
    pub(crate) status: Option<GivenStatus>,
    pub(crate) responses: Responses,
    pub(crate) parameters: SmallVec<[DeclaredParameter; 1]>,
    pub(crate) body: Option<RequestBody>,
    pub(crate) callbacks: CallbackItems,
    pub(crate) shown: bool,
    pub(crate) deprecated: bool,
    pub(crate) rare: Option<Box<RareFields>>,
    /// What the types of the handler's arguments and of its answer declare.
    pub(crate) signature: Option<Box<Signature>>,
}

/// The fields that few operations declare.
#[derive(Clone, Debug, Default)]
pub(crate) struct RareFields {
    pub(crate) operation_id: Option<Text>,
    pub(crate) generate_unique_id: Option<GenerateUniqueId>,
    pub(crate) summary: Option<Text>,
    pub(crate) tags: Vec<Text>,
    pub(crate) response_class: Option<ResponseClass>,
    pub(crate) stream: Option<Stream>,
    pub(crate) response_description: Option<Text>,
    pub(crate) security: Vec<Security>,
    pub(crate) body_parameters: Vec<DeclaredBodyParameter>,
    pub(crate) no_security: bool,
    pub(crate) optional_security: bool,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) validation_error: Option<bool>,
    pub(crate) external_docs: Option<openapi_model::ExternalDocumentation>,
    pub(crate) servers: Vec<openapi_model::Server>,
    pub(crate) extensions: openapi_model::Extensions,
}

/// The status of the main response as it was given, a key or not.
#[derive(Clone, Debug)]
pub(crate) struct GivenStatus {
    pub(crate) key: Result<openapi_model::StatusKey, alloc::string::String>,
    pub(crate) at: &'static Location<'static>,
}

/// The response model as it was declared (R5).
#[derive(Clone, Debug, Default)]
pub(crate) enum GivenModel {
    /// Not declared, and the type that the handler returns is not known.
    #[default]
    Unsaid,
    /// The model of the type that the handler returns.
    Returned(Model),
    /// Declared to be absent, whatever the handler returns.
    None,
    /// Declared with `response_model`.
    Said(Model),
}

/// FastAPI's `APIRouter`: operations and other routers, with what they all share.
///
/// `H` is what runs for an operation: a framework's own boxed handler, or `()` where nothing runs (callbacks,
/// webhooks, or a document without a server).
///
/// ```
/// # use openapi_merge::declare::{self, Router};
/// let admin = Router::without_handlers()
///     .prefix("/admin")
///     .response(418, declare::description("Not for you"))
///     .operation(declare::get("/users"));
/// ```
#[derive(Clone, Debug)]
pub struct Router<H = ()> {
    pub(crate) layer: Box<Layer>,
    pub(crate) items: Vec<Item<H>>,
}

#[derive(Clone, Debug)]
pub(crate) enum Item<H> {
    Operation(Operation, H),
    Router(Option<Box<Layer>>, Router<H>),
}

/// Operations that somebody else serves and this API calls: FastAPI's `callbacks=router.routes`.
///
/// Made from operations, or from a router with its own prefix, responses and so on.
#[derive(Clone, Debug, Default)]
pub struct Callbacks(pub(crate) CallbackItems);

/// Most operations that have callbacks have one.
pub(crate) type CallbackItems = SmallVec<[Item<()>; 1]>;

/// What a router, an inclusion or the application hands down to its operations.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    pub(crate) at: &'static Location<'static>,
    pub(crate) prefix: Text,
    pub(crate) tags: Vec<Text>,
    pub(crate) responses: Responses,
    pub(crate) callbacks: Vec<Item<()>>,
    pub(crate) default_response_class: Option<ResponseClass>,
    pub(crate) deprecated: bool,
    pub(crate) shown: bool,
    pub(crate) security: Vec<Security>,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) generate_unique_id: Option<GenerateUniqueId>,
    pub(crate) validation_error: Option<bool>,
}

impl Layer {
    #[track_caller]
    pub(crate) fn new() -> Self {
        Self {
            at: Location::caller(),
            prefix: Text::Borrowed(""),
            tags: Vec::new(),
            responses: Responses::new(),
            callbacks: Vec::new(),
            default_response_class: None,
            deprecated: false,
            shown: true,
            security: Vec::new(),
            dependencies: Vec::new(),
            generate_unique_id: None,
            validation_error: None,
        }
    }
}
