//! Parameter.

use crate::codec::object::{object, words};
use crate::{Example, Extensions, Map, MediaType, RefOr, Schema, Style, Text, Value};

object! {
    /// A value an operation takes from the path, the query, a header or a cookie.
    ///
    /// OAS 3.2 [Parameter Object](https://spec.openapis.org/oas/v3.2.0#parameter-object).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Parameter {
        /// Its name; a header's is compared without case.
        "name" => pub name: Text, with_name(Text);
        /// `in`: where it stands.
        "in" => pub location: ParameterLocation, with_location(ParameterLocation);
        /// In CommonMark.
        "description" => pub description: Option<Text>, with_description(Text);
        /// Whether it must be given; always `Some(true)` in a path. `None` is `false`, unwritten.
        "required" => pub required: Option<bool>, with_required(bool);
        /// Whether it should no longer be used.
        "deprecated" => pub deprecated: bool, with_deprecated(bool);
        /// Whether a query parameter may stand without a value. Deprecated since OAS 3.0.
        "allowEmptyValue" => pub allow_empty_value: bool, with_allow_empty_value(bool);
        /// How its value is written; the default depends on `location`.
        "style" => pub style: Option<Style>, with_style(Style);
        /// Whether arrays and objects become a pair each; the default depends on `style`.
        "explode" => pub explode: Option<bool>, with_explode(bool);
        /// Whether reserved characters stand as they are.
        "allowReserved" => pub allow_reserved: bool, with_allow_reserved(bool);
        /// The schema of its value; excludes `content`.
        "schema" => pub schema: Option<Schema>, with_schema(Schema);
        /// One example; excludes `examples`.
        "example" => pub example: Option<Value>, with_example(Value);
        /// Examples by name; excludes `example`.
        "examples" => pub examples: Map<Text, RefOr<Example>>, with_named_example(Text => RefOr<Example>);
        /// Exactly one media type, for a value written in it; excludes `schema`.
        "content" => pub content: Map<Text, RefOr<MediaType>>, with_content(Text => RefOr<MediaType>);
    }
}

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
