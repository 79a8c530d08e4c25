//! Media Type, Encoding and Example.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::codec::object::fixed_fields;
use crate::{Extensions, Header, Map, RefOr, Schema, Text, Value};

/// What a body of one media type looks like.
///
/// OAS 3.2 [Media Type Object](https://spec.openapis.org/oas/v3.2.0#media-type-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MediaType {
    /// The schema of the whole body.
    pub schema: Option<Schema>,
    /// The schema of each item of a sequential media type, such as `application/jsonl`. Since OAS 3.2.
    pub item_schema: Option<Schema>,
    /// One example; excludes `examples`. `null` is an example.
    pub example: Option<Value>,
    /// Examples by name; excludes `example`.
    pub examples: Map<Text, RefOr<Example>>,
    /// How the properties of a form or multipart body are encoded, by property name.
    pub encoding: Map<Text, Encoding>,
    /// How the parts of a multipart body are encoded, by position. Since OAS 3.2.
    pub prefix_encoding: Vec<Encoding>,
    /// How the parts after `prefix_encoding` are encoded. Since OAS 3.2.
    pub item_encoding: Option<Box<Encoding>>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(MediaType, "a Media Type Object", {
    "schema" => schema,
    "itemSchema" => item_schema,
    "example" => example,
    "examples" => examples,
    "encoding" => encoding,
    "prefixEncoding" => prefix_encoding,
    "itemEncoding" => item_encoding,
});

impl MediaType {
    /// A body of this schema.
    pub fn of(schema: Schema) -> Self {
        Self { schema: Some(schema), ..Self::default() }
    }

    /// With one example.
    #[must_use]
    pub fn with_example(mut self, example: impl Into<Value>) -> Self {
        self.example = Some(example.into());
        self
    }
}

/// How one property or part of a form or multipart body is encoded.
///
/// OAS 3.2 [Encoding Object](https://spec.openapis.org/oas/v3.2.0#encoding-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Encoding {
    /// Media types, separated by commas; wildcards allowed.
    pub content_type: Option<Text>,
    /// Headers of the part; `Content-Type` is ignored.
    pub headers: Map<Text, RefOr<Header>>,
    /// How it is written, as for a query parameter.
    pub style: Option<crate::Style>,
    /// Whether arrays and objects become a pair each; the default depends on `style`.
    pub explode: Option<bool>,
    /// Whether reserved characters stand as they are.
    pub allow_reserved: bool,
    /// As in [`MediaType`], for nested bodies. Since OAS 3.2.
    pub encoding: Map<Text, Encoding>,
    /// As in [`MediaType`], for nested bodies. Since OAS 3.2.
    pub prefix_encoding: Vec<Encoding>,
    /// As in [`MediaType`], for nested bodies. Since OAS 3.2.
    pub item_encoding: Option<Box<Encoding>>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(Encoding, "an Encoding Object", {
    "contentType" => content_type,
    "headers" => headers,
    "style" => style,
    "explode" => explode,
    "allowReserved" => allow_reserved,
    "encoding" => encoding,
    "prefixEncoding" => prefix_encoding,
    "itemEncoding" => item_encoding,
});

/// An example of a value.
///
/// OAS 3.2 [Example Object](https://spec.openapis.org/oas/v3.2.0#example-object).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Example {
    /// In a few words.
    pub summary: Option<Text>,
    /// At length, in CommonMark.
    pub description: Option<Text>,
    /// The value as data, which fits the schema. Since OAS 3.2.
    pub data_value: Option<Value>,
    /// The value as it goes over the wire. Since OAS 3.2.
    pub serialized_value: Option<Text>,
    /// Where the serialised value can be fetched; excludes `value`.
    pub external_value: Option<Text>,
    /// The value, embedded. `null` is a value.
    pub value: Option<Value>,
    /// `x-` fields.
    pub extensions: Extensions,
}

fixed_fields!(Example, "an Example Object", {
    "summary" => summary,
    "description" => description,
    "dataValue" => data_value,
    "serializedValue" => serialized_value,
    "externalValue" => external_value,
    "value" => value,
});

impl Example {
    /// An example that holds its value.
    pub fn of(value: impl Into<Value>) -> Self {
        Self { value: Some(value.into()), ..Self::default() }
    }
}
