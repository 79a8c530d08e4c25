//! Operation, Parameter, Request Body, Header and Link.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::codec::object::{fixed_fields, words};
use crate::{
    Callback, Example, Extensions, ExternalDocumentation, Map, MediaType, RefOr, Responses, Schema,
    SecurityRequirement, Server, Text, Value,
};

/// One method on one path: what it takes and what it answers.
///
/// OAS 3.2 [Operation Object](https://spec.openapis.org/oas/v3.2.0#operation-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Operation {
    /// Names of [`Tag`](crate::Tag)s.
    pub tags: Vec<Text>,
    /// In a few words.
    pub summary: Option<Text>,
    /// At length, in CommonMark.
    pub description: Option<Text>,
    /// More, elsewhere.
    pub external_docs: Option<Box<ExternalDocumentation>>,
    /// A name that is unique in the document.
    pub operation_id: Option<Text>,
    /// What it takes besides a body; a pair of name and location stands once.
    pub parameters: Vec<RefOr<Parameter>>,
    /// The body it takes.
    pub request_body: Option<RefOr<RequestBody>>,
    /// What it answers. Required in OAS 3.0.
    pub responses: Responses,
    /// The requests it will cause, by a name of the author's choice.
    pub callbacks: Map<Text, RefOr<Callback>>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Alternatives of which one suffices. `Some` and empty removes the document's own.
    pub security: Option<Vec<SecurityRequirement>>,
    /// Where it is served, instead of where the rest is.
    pub servers: Vec<Server>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(Operation, "an Operation Object", {
    "tags" => tags,
    "summary" => summary,
    "description" => description,
    "externalDocs" => external_docs,
    "operationId" => operation_id,
    "parameters" => parameters,
    "requestBody" => request_body,
    "responses" => responses,
    "callbacks" => callbacks,
    "deprecated" => deprecated,
    "security" => security,
    "servers" => servers,
});

/// A value an operation takes from the path, the query, a header or a cookie.
///
/// OAS 3.2 [Parameter Object](https://spec.openapis.org/oas/v3.2.0#parameter-object).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Parameter {
    /// Its name; a header's is compared without case.
    pub name: Text,
    /// `in`: where it stands.
    pub location: ParameterLocation,
    /// In CommonMark.
    pub description: Option<Text>,
    /// Whether it must be given; always `Some(true)` in a path. `None` is `false`, unwritten.
    pub required: Option<bool>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Whether a query parameter may stand without a value. Deprecated since OAS 3.0.
    pub allow_empty_value: bool,
    /// How its value is written; the default depends on `location`.
    pub style: Option<Style>,
    /// Whether arrays and objects become a pair each; the default depends on `style`.
    pub explode: Option<bool>,
    /// Whether reserved characters stand as they are.
    pub allow_reserved: bool,
    /// The schema of its value; excludes `content`.
    pub schema: Option<Schema>,
    /// One example; excludes `examples`.
    pub example: Option<Value>,
    /// Examples by name; excludes `example`.
    pub examples: Map<Text, RefOr<Example>>,
    /// Exactly one media type, for a value written in it; excludes `schema`.
    pub content: Map<Text, RefOr<MediaType>>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(Parameter, "a Parameter Object", {
    "name" => name,
    "in" => location,
    "description" => description,
    "required" => required,
    "deprecated" => deprecated,
    "allowEmptyValue" => allow_empty_value,
    "style" => style,
    "explode" => explode,
    "allowReserved" => allow_reserved,
    "schema" => schema,
    "example" => example,
    "examples" => examples,
    "content" => content,
});

impl Parameter {
    /// A parameter without a schema; one in the path is required.
    pub fn new(name: impl Into<Text>, location: ParameterLocation) -> Self {
        Self {
            name: name.into(),
            location,
            description: None,
            required: (location == ParameterLocation::Path).then_some(true),
            deprecated: false,
            allow_empty_value: false,
            style: None,
            explode: None,
            allow_reserved: false,
            schema: None,
            example: None,
            examples: Map::new(),
            content: Map::new(),
            extensions: Extensions::default(),
        }
    }

    /// With a schema for its value.
    #[must_use]
    pub fn with_schema(mut self, schema: Schema) -> Self {
        self.schema = Some(schema);
        self
    }
}

/// Where a [`Parameter`] stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParameterLocation {
    /// In the path template.
    Path,
    /// A pair of the query.
    Query,
    /// The whole query. Since OAS 3.2.
    Querystring,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

words!(ParameterLocation, "`path`, `query`, `querystring`, `header` or `cookie`", {
    "path" => Path,
    "query" => Query,
    "querystring" => Querystring,
    "header" => Header,
    "cookie" => Cookie,
});

/// How a parameter's, header's or form property's value is written.
///
/// OAS 3.2 [Style Values](https://spec.openapis.org/oas/v3.2.0#style-values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// `;color=blue`
    Matrix,
    /// `.blue.black`
    Label,
    /// `blue,black`
    Simple,
    /// `color=blue&color=black`
    Form,
    /// `color=blue%20black`
    SpaceDelimited,
    /// `color=blue%7Cblack`
    PipeDelimited,
    /// `color[R]=100&color[G]=200`
    DeepObject,
    /// `color=blue; size=10`. Since OAS 3.2.
    Cookie,
}

words!(Style, "a style", {
    "matrix" => Matrix,
    "label" => Label,
    "simple" => Simple,
    "form" => Form,
    "spaceDelimited" => SpaceDelimited,
    "pipeDelimited" => PipeDelimited,
    "deepObject" => DeepObject,
    "cookie" => Cookie,
});

/// The body an operation takes.
///
/// OAS 3.2 [Request Body Object](https://spec.openapis.org/oas/v3.2.0#request-body-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RequestBody {
    /// In CommonMark.
    pub description: Option<Text>,
    /// By media type key. Required by the specification.
    pub content: Map<Text, RefOr<MediaType>>,
    /// Whether there must be a body.
    pub required: bool,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(RequestBody, "a Request Body Object", {
    "description" => description,
    "content" => content,
    "required" => required,
});

impl RequestBody {
    /// A body of one media type.
    pub fn new(media_type_key: impl Into<Text>, media_type: MediaType) -> Self {
        Self { content: Map::from([(media_type_key, RefOr::Item(media_type))]), ..Self::default() }
    }
}

/// A header of a response or a part: a [`Parameter`] without name and location.
///
/// OAS 3.2 [Header Object](https://spec.openapis.org/oas/v3.2.0#header-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Header {
    /// In CommonMark.
    pub description: Option<Text>,
    /// Whether it is always there.
    pub required: bool,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Not meant for headers, yet written in OAS 3.0 documents.
    pub allow_empty_value: bool,
    /// `simple`, the only style of headers.
    pub style: Option<Style>,
    /// Whether objects become a pair each.
    pub explode: Option<bool>,
    /// Not meant for headers, yet written in OAS 3.0 documents.
    pub allow_reserved: bool,
    /// The schema of its value; excludes `content`.
    pub schema: Option<Schema>,
    /// One example; excludes `examples`.
    pub example: Option<Value>,
    /// Examples by name; excludes `example`.
    pub examples: Map<Text, RefOr<Example>>,
    /// Exactly one media type; excludes `schema`.
    pub content: Map<Text, RefOr<MediaType>>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(Header, "a Header Object", {
    "description" => description,
    "required" => required,
    "deprecated" => deprecated,
    "allowEmptyValue" => allow_empty_value,
    "style" => style,
    "explode" => explode,
    "allowReserved" => allow_reserved,
    "schema" => schema,
    "example" => example,
    "examples" => examples,
    "content" => content,
});

impl Header {
    /// A header whose value has this schema.
    pub fn of(schema: Schema) -> Self {
        Self { schema: Some(schema), ..Self::default() }
    }
}

/// What can be asked next, with values from this exchange.
///
/// OAS 3.2 [Link Object](https://spec.openapis.org/oas/v3.2.0#link-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Link {
    /// A URI reference to the operation; excludes `operation_id`.
    pub operation_ref: Option<Text>,
    /// The operation's `operationId`; excludes `operation_ref`.
    pub operation_id: Option<Text>,
    /// A constant or a runtime expression for each parameter, by name (`path.id` where it must be told apart).
    pub parameters: Map<Text, Value>,
    /// A constant or a runtime expression for the body.
    pub request_body: Option<Value>,
    /// In CommonMark.
    pub description: Option<Text>,
    /// Where the operation is served.
    pub server: Option<Server>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(Link, "a Link Object", {
    "operationRef" => operation_ref,
    "operationId" => operation_id,
    "parameters" => parameters,
    "requestBody" => request_body,
    "description" => description,
    "server" => server,
});
