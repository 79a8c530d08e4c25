//! [proptest](https://docs.rs/proptest) strategies for every object, behind the feature `proptest`.
//!
//! What they make is small, holds every field now and then, and is what reading its own JSON gives back. It is not
//! always allowed by the specification: a parameter may have both a schema and content.
//!
//! ```
//! use openapi_model::{Response, from_json, strategies, to_json};
//! use proptest::prelude::*;
//!
//! proptest!(|(response in strategies::response())| {
//!     let text = to_json(&response).unwrap();
//!     prop_assert_eq!(from_json::<Response>(&text).unwrap(), response);
//! });
//! ```

use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::strategy::BoxedStrategy;

use crate::{
    ApiKeyLocation, Callback, Components, Contact, Discriminator, Encoding, Example, Extensions, ExternalDocumentation,
    Header, Info, License, Link, Map, MediaType, OAuthFlow, OAuthFlows, OpenApi, Operation, Parameter,
    ParameterLocation, PathItem, Paths, RefOr, Reference, RequestBody, Response, Responses, Schema,
    SecurityRequirement, SecurityScheme, SecuritySchemeType, Server, ServerVariable, StatusCode, StatusKey,
    StatusRange, Style, Tag, Text, Value, Xml,
};

/// Callbacks hold operations, and encodings headers: this many times inside one another.
const NESTED: u8 = 1;

macro_rules! object {
    ($type:ident::$make:ident($($argument:expr),*), { $($field:ident: $strategy:expr),* $(,)? }) => {{
        // The compiler names a field that has no strategy here.
        let _ = |$type { $($field: _),* }: $type| {};
        let object = Just($type::$make($($argument),*)).boxed();
        $(let object = (object, $strategy).prop_map(|(mut object, value)| {
            object.$field = value;
            object
        }).boxed();)*
        object
    }};
}

/// Short texts of all sorts of characters.
pub fn text() -> BoxedStrategy<Text> {
    prop_oneof!["[a-z]{1,6}", "\\PC{0,6}", "[\\x00-\\x7f]{0,6}"].prop_map(Text::Owned).boxed()
}

/// JSON values of a few levels; numbers are integers or eighths, which every reader reads exactly.
pub fn value() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i32>().prop_map(eighth),
        text().prop_map(Value::String),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![vec(inner.clone(), 0..4).prop_map(Value::Array), map(text(), inner).prop_map(Value::Object)]
    })
    .boxed()
}

fn eighth(eighths: i32) -> Value {
    crate::Number::from_f64(f64::from(eighths) / 8.0).map_or(Value::Null, Value::Number)
}

/// `x-` fields.
pub fn extensions() -> BoxedStrategy<Extensions> {
    map("x-[a-z]{0,3}".prop_map(Text::Owned), value()).prop_map(Extensions::from_iter).boxed()
}

/// A reference, or an object of this strategy.
pub fn ref_or<T: Clone + core::fmt::Debug + 'static>(
    item: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<RefOr<T>> {
    prop_oneof![1 => reference().prop_map(RefOr::Ref), 3 => item.prop_map(RefOr::Item)].boxed()
}

fn map<K, V>(keys: impl Strategy<Value = K> + 'static, values: BoxedStrategy<V>) -> BoxedStrategy<Map<K, V>>
where
    K: core::hash::Hash + Eq + Clone + core::fmt::Debug + 'static,
    V: Clone + core::fmt::Debug + 'static,
{
    prop_oneof![3 => Just(Vec::new()), 1 => vec((keys, values), 1..4)].prop_map(Map::from_iter).boxed()
}

fn named<V: Clone + core::fmt::Debug + 'static>(values: BoxedStrategy<V>) -> BoxedStrategy<Map<Text, V>> {
    map(text(), values)
}

fn list<T: Clone + core::fmt::Debug + 'static>(items: BoxedStrategy<T>) -> BoxedStrategy<Vec<T>> {
    prop_oneof![3 => Just(Vec::new()), 1 => vec(items, 1..3)].boxed()
}

fn option<T: Clone + core::fmt::Debug + 'static>(value: BoxedStrategy<T>) -> BoxedStrategy<Option<T>> {
    proptest::option::weighted(0.4, value).boxed()
}

fn boxed<T: Clone + core::fmt::Debug + 'static>(value: BoxedStrategy<T>) -> BoxedStrategy<Option<Box<T>>> {
    option(value.prop_map(Box::new).boxed())
}

fn flag() -> BoxedStrategy<bool> {
    any::<bool>().boxed()
}

fn one_of<T: Clone + core::fmt::Debug + 'static>(words: &'static [T]) -> BoxedStrategy<T> {
    proptest::sample::select(words).boxed()
}

/// Empty where nothing may be nested any more.
fn nested<V: Clone + core::fmt::Debug + 'static>(
    levels: u8,
    values: impl Fn(u8) -> BoxedStrategy<V>,
) -> BoxedStrategy<Map<Text, V>> {
    match levels.checked_sub(1) {
        Some(levels) => named(values(levels)),
        None => Just(Map::new()).boxed(),
    }
}

/// OpenAPI Objects.
pub fn open_api() -> BoxedStrategy<OpenApi> {
    object!(OpenApi::default(), {
        openapi: one_of(&["3.0.4", "3.1.2", "3.2.0"]).prop_map(Text::from),
        self_uri: option(text()),
        info: info(),
        json_schema_dialect: option(text()),
        servers: list(server()),
        paths: option(paths()),
        webhooks: named(path_item()),
        components: components(),
        security: option(list(security_requirement())),
        tags: list(tag()),
        external_docs: boxed(external_documentation()),
        extensions: extensions(),
    })
}

/// Info Objects.
pub fn info() -> BoxedStrategy<Info> {
    object!(Info::default(), {
        title: text(),
        summary: option(text()),
        description: option(text()),
        terms_of_service: option(text()),
        contact: boxed(contact()),
        license: boxed(license()),
        version: text(),
        extensions: extensions(),
    })
}

/// Contact Objects.
pub fn contact() -> BoxedStrategy<Contact> {
    object!(Contact::default(), {
        name: option(text()),
        url: option(text()),
        email: option(text()),
        extensions: extensions(),
    })
}

/// License Objects.
pub fn license() -> BoxedStrategy<License> {
    object!(License::default(), {
        name: text(),
        identifier: option(text()),
        url: option(text()),
        extensions: extensions(),
    })
}

/// Server Objects.
pub fn server() -> BoxedStrategy<Server> {
    object!(Server::default(), {
        url: text(),
        description: option(text()),
        name: option(text()),
        variables: named(server_variable()),
        extensions: extensions(),
    })
}

/// Server Variable Objects.
pub fn server_variable() -> BoxedStrategy<ServerVariable> {
    object!(ServerVariable::default(), {
        enumeration: option(list(text())),
        default: text(),
        description: option(text()),
        extensions: extensions(),
    })
}

/// Tag Objects.
pub fn tag() -> BoxedStrategy<Tag> {
    object!(Tag::default(), {
        name: text(),
        summary: option(text()),
        description: option(text()),
        external_docs: boxed(external_documentation()),
        parent: option(text()),
        kind: option(text()),
        extensions: extensions(),
    })
}

/// External Documentation Objects.
pub fn external_documentation() -> BoxedStrategy<ExternalDocumentation> {
    object!(ExternalDocumentation::default(), {
        description: option(text()),
        url: text(),
        extensions: extensions(),
    })
}

/// Components Objects.
pub fn components() -> BoxedStrategy<Components> {
    object!(Components::default(), {
        schemas: named(schema()),
        responses: named(ref_or(response())),
        parameters: named(ref_or(parameter())),
        examples: named(ref_or(example())),
        request_bodies: named(ref_or(request_body())),
        headers: named(ref_or(header())),
        security_schemes: named(ref_or(security_scheme())),
        links: named(ref_or(link())),
        callbacks: named(ref_or(callback())),
        path_items: named(path_item()),
        media_types: named(ref_or(media_type())),
        extensions: extensions(),
    })
}

/// Paths Objects.
pub fn paths() -> BoxedStrategy<Paths> {
    object!(Paths::default(), {
        items: map(text().prop_map(|text| Text::Owned(format!("/{text}"))), path_item()),
        extensions: extensions(),
    })
}

/// Path Item Objects.
pub fn path_item() -> BoxedStrategy<PathItem> {
    path_item_of(NESTED)
}

fn path_item_of(levels: u8) -> BoxedStrategy<PathItem> {
    let method = || proptest::option::weighted(0.15, operation_of(levels).prop_map(Box::new)).boxed();
    object!(PathItem::default(), {
        reference: option(text()),
        summary: option(text()),
        description: option(text()),
        get: method(),
        put: method(),
        post: method(),
        delete: method(),
        options: method(),
        head: method(),
        patch: method(),
        trace: method(),
        query: method(),
        additional_operations: nested(levels, operation_of),
        servers: list(server()),
        parameters: list(ref_or(parameter())),
        extensions: extensions(),
    })
}

/// Operation Objects.
pub fn operation() -> BoxedStrategy<Operation> {
    operation_of(NESTED)
}

fn operation_of(levels: u8) -> BoxedStrategy<Operation> {
    object!(Operation::default(), {
        tags: list(text()),
        summary: option(text()),
        description: option(text()),
        external_docs: boxed(external_documentation()),
        operation_id: option(text()),
        parameters: list(ref_or(parameter())),
        request_body: option(ref_or(request_body())),
        responses: responses(),
        callbacks: nested(levels, |levels| ref_or(callback_of(levels))),
        deprecated: flag(),
        security: option(list(security_requirement())),
        servers: list(server()),
        extensions: extensions(),
    })
}

/// Parameter Objects.
pub fn parameter() -> BoxedStrategy<Parameter> {
    object!(Parameter::new("", ParameterLocation::Query), {
        name: text(),
        location: location(),
        description: option(text()),
        required: option(flag()),
        deprecated: flag(),
        allow_empty_value: flag(),
        style: option(style()),
        explode: option(flag()),
        allow_reserved: flag(),
        schema: option(schema()),
        example: option(value()),
        examples: named(ref_or(example())),
        content: named(ref_or(media_type_of(0))),
        extensions: extensions(),
    })
}

fn location() -> BoxedStrategy<ParameterLocation> {
    use ParameterLocation::{Cookie, Header, Path, Query, Querystring};
    one_of(&[Path, Query, Querystring, Header, Cookie])
}

fn style() -> BoxedStrategy<Style> {
    use Style::{Cookie, DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited};
    one_of(&[Matrix, Label, Simple, Form, SpaceDelimited, PipeDelimited, DeepObject, Cookie])
}

/// Request Body Objects.
pub fn request_body() -> BoxedStrategy<RequestBody> {
    object!(RequestBody::default(), {
        description: option(text()),
        content: named(ref_or(media_type())),
        required: flag(),
        extensions: extensions(),
    })
}

/// Responses Objects.
pub fn responses() -> BoxedStrategy<Responses> {
    object!(Responses::default(), {
        by_status: map(status_key(), ref_or(response())),
        extensions: extensions(),
    })
}

/// Status keys: codes, ranges and `default`.
pub fn status_key() -> BoxedStrategy<StatusKey> {
    use StatusRange::{ClientError, Informational, Redirection, ServerError, Success};
    let code = (100_u16..1000).prop_filter_map("three digits", |code| StatusCode::new(code).ok());
    prop_oneof![
        code.prop_map(StatusKey::Code),
        one_of(&[Informational, Success, Redirection, ClientError, ServerError]).prop_map(StatusKey::Range),
        Just(StatusKey::Default),
    ]
    .boxed()
}

/// Response Objects.
pub fn response() -> BoxedStrategy<Response> {
    object!(Response::default(), {
        summary: option(text()),
        description: option(text()),
        headers: named(ref_or(header())),
        content: named(ref_or(media_type())),
        links: named(ref_or(link())),
        extensions: extensions(),
    })
}

/// Media Type Objects.
pub fn media_type() -> BoxedStrategy<MediaType> {
    media_type_of(NESTED)
}

fn media_type_of(levels: u8) -> BoxedStrategy<MediaType> {
    object!(MediaType::default(), {
        schema: option(schema()),
        item_schema: option(schema()),
        example: option(value()),
        examples: named(ref_or(example())),
        encoding: nested(levels, encoding_of),
        prefix_encoding: nested(levels, encoding_of).prop_map(values),
        item_encoding: nested(levels, encoding_of).prop_map(first),
        extensions: extensions(),
    })
}

/// Encoding Objects.
pub fn encoding() -> BoxedStrategy<Encoding> {
    encoding_of(NESTED)
}

fn encoding_of(levels: u8) -> BoxedStrategy<Encoding> {
    object!(Encoding::default(), {
        content_type: option(text()),
        headers: nested(levels, |levels| ref_or(header_of(levels))),
        style: option(style()),
        explode: option(flag()),
        allow_reserved: flag(),
        encoding: nested(levels, encoding_of),
        prefix_encoding: nested(levels, encoding_of).prop_map(values),
        item_encoding: nested(levels, encoding_of).prop_map(first),
        extensions: extensions(),
    })
}

fn values(encodings: Map<Text, Encoding>) -> Vec<Encoding> {
    encodings.into_iter().map(|(_, encoding)| encoding).collect()
}

fn first(encodings: Map<Text, Encoding>) -> Option<Box<Encoding>> {
    values(encodings).pop().map(Box::new)
}

/// Header Objects.
pub fn header() -> BoxedStrategy<Header> {
    header_of(NESTED)
}

fn header_of(levels: u8) -> BoxedStrategy<Header> {
    object!(Header::default(), {
        description: option(text()),
        required: flag(),
        deprecated: flag(),
        allow_empty_value: flag(),
        style: option(style()),
        explode: option(flag()),
        allow_reserved: flag(),
        schema: option(schema()),
        example: option(value()),
        examples: named(ref_or(example())),
        content: nested(levels, |levels| ref_or(media_type_of(levels))),
        extensions: extensions(),
    })
}

/// Example Objects.
pub fn example() -> BoxedStrategy<Example> {
    object!(Example::default(), {
        summary: option(text()),
        description: option(text()),
        data_value: option(value()),
        serialized_value: option(text()),
        external_value: option(text()),
        value: option(value()),
        extensions: extensions(),
    })
}

/// Link Objects.
pub fn link() -> BoxedStrategy<Link> {
    object!(Link::default(), {
        operation_ref: option(text()),
        operation_id: option(text()),
        parameters: named(value()),
        request_body: option(value()),
        description: option(text()),
        server: option(server()),
        extensions: extensions(),
    })
}

/// Callback Objects.
pub fn callback() -> BoxedStrategy<Callback> {
    callback_of(NESTED)
}

fn callback_of(levels: u8) -> BoxedStrategy<Callback> {
    let expression = text().prop_map(|text| Text::Owned(format!("{{$request.body#/{text}}}")));
    object!(Callback::default(), {
        expressions: map(expression, path_item_of(levels.saturating_sub(1))),
        extensions: extensions(),
    })
}

/// Reference Objects.
pub fn reference() -> BoxedStrategy<Reference> {
    object!(Reference::default(), {
        target: text(),
        summary: option(text()),
        description: option(text()),
        extensions: extensions(),
    })
}

/// Schemas: booleans, and objects of any keywords.
pub fn schema() -> BoxedStrategy<Schema> {
    let keyword = one_of(&["type", "properties", "$ref", "items", "x-keyword"]).prop_map(Text::from);
    prop_oneof![
        1 => any::<bool>().prop_map(Schema::from),
        4 => map(keyword, value()).prop_map(Schema::from),
    ]
    .boxed()
}

/// Discriminator Objects.
pub fn discriminator() -> BoxedStrategy<Discriminator> {
    object!(Discriminator::default(), {
        property_name: text(),
        mapping: named(text()),
        default_mapping: option(text()),
        extensions: extensions(),
    })
}

/// XML Objects.
pub fn xml() -> BoxedStrategy<Xml> {
    object!(Xml::default(), {
        node_type: option(text()),
        name: option(text()),
        namespace: option(text()),
        prefix: option(text()),
        attribute: flag(),
        wrapped: flag(),
        extensions: extensions(),
    })
}

/// Security Scheme Objects.
pub fn security_scheme() -> BoxedStrategy<SecurityScheme> {
    use SecuritySchemeType::{ApiKey, Http, MutualTls, OAuth2, OpenIdConnect};
    object!(SecurityScheme::new(Http), {
        kind: one_of(&[ApiKey, Http, MutualTls, OAuth2, OpenIdConnect]),
        description: option(text()),
        name: option(text()),
        location: option(one_of(&[ApiKeyLocation::Query, ApiKeyLocation::Header, ApiKeyLocation::Cookie])),
        scheme: option(text()),
        bearer_format: option(text()),
        flows: boxed(oauth_flows()),
        open_id_connect_url: option(text()),
        oauth2_metadata_url: option(text()),
        deprecated: flag(),
        extensions: extensions(),
    })
}

/// OAuth Flows Objects.
pub fn oauth_flows() -> BoxedStrategy<OAuthFlows> {
    object!(OAuthFlows::default(), {
        implicit: option(oauth_flow()),
        password: option(oauth_flow()),
        client_credentials: option(oauth_flow()),
        authorization_code: option(oauth_flow()),
        device_authorization: option(oauth_flow()),
        extensions: extensions(),
    })
}

/// OAuth Flow Objects.
pub fn oauth_flow() -> BoxedStrategy<OAuthFlow> {
    object!(OAuthFlow::default(), {
        authorization_url: option(text()),
        device_authorization_url: option(text()),
        token_url: option(text()),
        refresh_url: option(text()),
        scopes: option(named(text())),
        extensions: extensions(),
    })
}

/// Security Requirement Objects.
pub fn security_requirement() -> BoxedStrategy<SecurityRequirement> {
    object!(SecurityRequirement::default(), {
        schemes: named(list(text())),
    })
}
