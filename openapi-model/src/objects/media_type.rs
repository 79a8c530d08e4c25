//! Media Type, Encoding and Header, which hold one another.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::codec::object::object;
use crate::{Example, Map, RefOr, Schema, Style, Text, Value};

object! {
    /// What a body of one media type looks like.
    ///
    /// OAS 3.2 [Media Type Object](https://spec.openapis.org/oas/v3.2.0#media-type-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct MediaType {
        /// The schema of the whole body.
        "schema" => pub schema: Option<Schema>, with_schema(Schema);
        /// The schema of each item of a sequential media type, such as `application/jsonl`. Since OAS 3.2.
        "itemSchema" => pub item_schema: Option<Schema>, with_item_schema(Schema);
        /// One example; excludes `examples`. `null` is an example.
        "example" => pub example: Option<Value>, with_example(Value);
        /// Examples by name; excludes `example`.
        "examples" => pub examples: Map<Text, RefOr<Example>>, with_named_example(Text => RefOr<Example>);
        /// How the properties of a form or multipart body are encoded, by property name.
        "encoding" => pub encoding: Map<Text, Encoding>, with_encoding(Text => Encoding);
        /// How the parts of a multipart body are encoded, by position. Since OAS 3.2.
        "prefixEncoding" => pub prefix_encoding: Vec<Encoding>, with_prefix_encoding[Encoding];
        /// How the parts after `prefix_encoding` are encoded. Since OAS 3.2.
        "itemEncoding" => pub item_encoding: Option<Box<Encoding>>, with_item_encoding(Encoding);
    }
}

impl MediaType {
    /// A body of this schema.
    pub fn of(schema: Schema) -> Self {
        Self { schema: Some(schema), ..Self::default() }
    }
}

object! {
    /// How one property or part of a form or multipart body is encoded.
    ///
    /// OAS 3.2 [Encoding Object](https://spec.openapis.org/oas/v3.2.0#encoding-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Encoding {
        /// Media types, separated by commas; wildcards allowed.
        "contentType" => pub content_type: Option<Text>, with_content_type(Text);
        /// Headers of the part; `Content-Type` is ignored.
        "headers" => pub headers: Map<Text, RefOr<Header>>, with_header(Text => RefOr<Header>);
        /// How it is written, as for a query parameter.
        "style" => pub style: Option<Style>, with_style(Style);
        /// Whether arrays and objects become a pair each; the default depends on `style`.
        "explode" => pub explode: Option<bool>, with_explode(bool);
        /// Whether reserved characters stand as they are.
        "allowReserved" => pub allow_reserved: bool, with_allow_reserved(bool);
        /// As in [`MediaType`], for nested bodies. Since OAS 3.2.
        "encoding" => pub encoding: Map<Text, Encoding>, with_encoding(Text => Encoding);
        /// As in [`MediaType`], for nested bodies. Since OAS 3.2.
        "prefixEncoding" => pub prefix_encoding: Vec<Encoding>, with_prefix_encoding[Encoding];
        /// As in [`MediaType`], for nested bodies. Since OAS 3.2.
        "itemEncoding" => pub item_encoding: Option<Box<Encoding>>, with_item_encoding(Encoding);
    }
}

object! {
    /// A header of a response or a part: a [`Parameter`](crate::Parameter) without name and location.
    ///
    /// OAS 3.2 [Header Object](https://spec.openapis.org/oas/v3.2.0#header-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Header {
        /// In CommonMark.
        "description" => pub description: Option<Text>, with_description(Text);
        /// Whether it is always there.
        "required" => pub required: bool, with_required(bool);
        /// Whether it should no longer be used.
        "deprecated" => pub deprecated: bool, with_deprecated(bool);
        /// Not meant for headers, yet written in OAS 3.0 documents.
        "allowEmptyValue" => pub allow_empty_value: bool, with_allow_empty_value(bool);
        /// `simple`, the only style of headers.
        "style" => pub style: Option<Style>, with_style(Style);
        /// Whether objects become a pair each.
        "explode" => pub explode: Option<bool>, with_explode(bool);
        /// Not meant for headers, yet written in OAS 3.0 documents.
        "allowReserved" => pub allow_reserved: bool, with_allow_reserved(bool);
        /// The schema of its value; excludes `content`.
        "schema" => pub schema: Option<Schema>, with_schema(Schema);
        /// One example; excludes `examples`.
        "example" => pub example: Option<Value>, with_example(Value);
        /// Examples by name; excludes `example`.
        "examples" => pub examples: Map<Text, RefOr<Example>>, with_named_example(Text => RefOr<Example>);
        /// Exactly one media type; excludes `schema`.
        "content" => pub content: Map<Text, RefOr<MediaType>>, with_content(Text => RefOr<MediaType>);
    }
}

impl Header {
    /// A header whose value has this schema.
    pub fn of(schema: Schema) -> Self {
        Self { schema: Some(schema), ..Self::default() }
    }
}
