//! Rules for what goes over the wire: parameters, headers, bodies, media types, examples.

use alloc::format;

use super::text::is_media_range;
use super::{Check, Rule};
use crate::navigate::grammar::is_token;
use crate::navigate::members::Members;
use crate::walk::Place;
use crate::{
    Encoding, Example, Header, Map, MediaType, Parameter, ParameterLocation, RefOr, RequestBody, Response, Style, Text,
    Version,
};

pub(super) fn parameter(check: &mut Check<'_>, it: &Parameter, place: &Place<'_>) {
    schema_or_content(check, it, place);
    example_or_examples(check, it, place);
    media_type_keys(check, &it.content, place);
    path_parameter_required(check, it, place);
    parameter_name(check, it, place);
    parameter_style(check, it, place);
    parameter_fields(check, it, place);
}

pub(super) fn header(check: &mut Check<'_>, it: &Header, place: &Place<'_>) {
    schema_or_content(check, it, place);
    example_or_examples(check, it, place);
    media_type_keys(check, &it.content, place);
    header_style(check, it, place);
    header_fields(check, it, place);
}

pub(super) fn request_body(check: &mut Check<'_>, it: &RequestBody, place: &Place<'_>) {
    request_body_content(check, it, place);
    media_type_keys(check, &it.content, place);
}

pub(super) fn response(check: &mut Check<'_>, it: &Response, place: &Place<'_>) {
    response_description(check, it, place);
    media_type_keys(check, &it.content, place);
    header_names(check, &it.headers, place);
}

pub(super) fn media_type(check: &mut Check<'_>, it: &MediaType, place: &Place<'_>) {
    example_or_examples(check, it, place);
    encoding_by_name_or_position(check, it, place);
}

pub(super) fn encoding(check: &mut Check<'_>, it: &Encoding, place: &Place<'_>) {
    encoding_by_name_or_position(check, it, place);
    encoding_style(check, it, place);
    header_names(check, &it.headers, place);
}

/// A parameter or header has either a schema or exactly one media type.
///
/// OAS 3.2 [Parameter Object](https://spec.openapis.org/oas/v3.2.0#parameter-object).
fn schema_or_content(check: &mut Check<'_>, it: &dyn Members, place: &Place<'_>) {
    const RULE: Rule = Rule::new("schema-or-content", "parameter-object");
    match (it.has("schema"), it.has("content")) {
        (true, true) => check.error(RULE, place, "there are both `schema` and `content`; expected one of them"),
        (false, false) => check.error(RULE, place, "there is neither `schema` nor `content`; expected one of them"),
        _ => {}
    }
}

/// The `content` of a parameter or header has one entry.
///
/// OAS 3.2 [Parameter Object](https://spec.openapis.org/oas/v3.2.0#parameter-object).
fn single_content(check: &mut Check<'_>, content: &Map<Text, RefOr<MediaType>>, is_there: bool, place: &Place<'_>) {
    const RULE: Rule = Rule::new("single-content", "parameter-object");
    if is_there && content.len() != 1 {
        let message = format!("there are {} media types; expected exactly one", content.len());
        check.error(RULE, &place.member("content"), message);
    }
}

/// `example` excludes `examples`.
///
/// OAS 3.2 [Media Type Object](https://spec.openapis.org/oas/v3.2.0#media-type-object).
fn example_or_examples(check: &mut Check<'_>, it: &dyn Members, place: &Place<'_>) {
    const RULE: Rule = Rule::new("example-or-examples", "media-type-object");
    if it.has("example") && it.has("examples") {
        check.error(RULE, place, "there are both `example` and `examples`; expected one of them");
    }
}

/// The keys of `content` are media types or ranges of them.
///
/// A bare word is a warning: the official test documents name the entry of a parameter's `content` so.
///
/// OAS 3.2 [Response Object](https://spec.openapis.org/oas/v3.2.0#response-object).
fn media_type_keys(check: &mut Check<'_>, content: &Map<Text, RefOr<MediaType>>, place: &Place<'_>) {
    const RULE: Rule = Rule::new("media-type-keys", "response-object");
    for key in content.keys().filter(|key| !is_media_range(key)) {
        let message = format!("`{key}` is not a media type; expected one such as `application/json` or `image/*`");
        let content = place.member("content");
        if key.contains('/') {
            check.error(RULE, &content.member(key), message);
        } else {
            check.warning(RULE, &content.member(key), message);
        }
    }
}

/// A parameter in the path is required, and says so.
///
/// OAS 3.2 [Parameter Object](https://spec.openapis.org/oas/v3.2.0#parameter-object).
fn path_parameter_required(check: &mut Check<'_>, it: &Parameter, place: &Place<'_>) {
    const RULE: Rule = Rule::new("path-parameter-required", "parameter-object");
    if it.location != ParameterLocation::Path || it.required == Some(true) {
        return;
    }
    let message = format!("the path parameter `{}` is not `required: true`", it.name);
    // The official schemas from 3.1 on ask this only where there is a schema.
    if check.version == Version::V3_0 || it.has("schema") {
        check.error(RULE, place, message);
    } else {
        check.warning(RULE, place, message);
    }
}

/// From OAS 3.2 on, the name of a path parameter has no braces and that of a header is one.
///
/// OAS 3.2 [Parameter Object](https://spec.openapis.org/oas/v3.2.0#parameter-object).
fn parameter_name(check: &mut Check<'_>, it: &Parameter, place: &Place<'_>) {
    const RULE: Rule = Rule::new("parameter-name", "parameter-object");
    let name = &it.name;
    let fits = match it.location {
        _ if check.version < Version::V3_2 => true,
        ParameterLocation::Path => !name.is_empty() && !name.contains(['{', '}']),
        ParameterLocation::Header => is_token(name),
        _ => true,
    };
    if !fits {
        check.error(RULE, &place.member("name"), format!("`{name}` cannot stand in a {}", it.location));
    }
}

/// Each location has its own styles.
///
/// OAS 3.2 [Style Values](https://spec.openapis.org/oas/v3.2.0#style-values).
fn parameter_style(check: &mut Check<'_>, it: &Parameter, place: &Place<'_>) {
    const RULE: Rule = Rule::new("parameter-style", "style-values");
    let allowed: &[Style] = match it.location {
        ParameterLocation::Path => &[Style::Matrix, Style::Label, Style::Simple],
        ParameterLocation::Query => &[Style::Form, Style::SpaceDelimited, Style::PipeDelimited, Style::DeepObject],
        ParameterLocation::Header => &[Style::Simple],
        ParameterLocation::Cookie => &[Style::Form, Style::Cookie],
        ParameterLocation::Querystring => &[],
    };
    if let Some(style) = it.style.filter(|style| !allowed.contains(style)) {
        check.error(
            RULE,
            &place.member("style"),
            format!("`{style}` is not a style of a parameter in {}", it.location),
        );
    }
}

/// Fields that go with a schema, or with a query, stand nowhere else.
///
/// OAS 3.2 [Parameter Object](https://spec.openapis.org/oas/v3.2.0#parameter-object).
fn parameter_fields(check: &mut Check<'_>, it: &Parameter, place: &Place<'_>) {
    const RULE: Rule = Rule::new("parameter-fields", "parameter-object");
    single_content(check, &it.content, it.has("content"), place);
    fields_beside_content(check, it, place);
    if it.location == ParameterLocation::Querystring && it.has("schema") {
        check.error(RULE, place, "a parameter in `querystring` has `content`, found `schema`");
    }
    if check.version == Version::V3_0 {
        return;
    }
    let may_be_empty = it.location == ParameterLocation::Query;
    let may_be_reserved = match it.location {
        ParameterLocation::Query => true,
        ParameterLocation::Path => check.version >= Version::V3_2,
        ParameterLocation::Cookie => check.version >= Version::V3_2 && it.style != Some(Style::Cookie),
        _ => false,
    };
    for (field, is_allowed) in [("allowEmptyValue", may_be_empty), ("allowReserved", may_be_reserved)] {
        if it.has(field) && !is_allowed {
            let message = format!("`{field}` does not belong to a parameter in {}", it.location);
            check.error(RULE, &place.member(field), message);
        }
    }
}

/// Beside `content` there is no style, and before OAS 3.2 no example either.
///
/// OAS 3.2 [Parameter Object](https://spec.openapis.org/oas/v3.2.0#parameter-object).
fn fields_beside_content(check: &mut Check<'_>, it: &dyn Members, place: &Place<'_>) {
    const RULE: Rule = Rule::new("fields-beside-content", "parameter-object");
    if !it.has("content") {
        return;
    }
    let forbidden: &[&str] = match check.version {
        Version::V3_2 => &["style", "explode", "allowReserved"],
        _ => &["style", "explode", "allowReserved", "example", "examples"],
    };
    for field in forbidden.iter().filter(|field| it.has(field)) {
        check.error(RULE, &place.member(field), format!("`{field}` goes with `schema`, found `content`"));
    }
}

/// The style of a header is `simple`.
///
/// OAS 3.2 [Header Object](https://spec.openapis.org/oas/v3.2.0#header-object).
fn header_style(check: &mut Check<'_>, it: &Header, place: &Place<'_>) {
    const RULE: Rule = Rule::new("header-style", "header-object");
    if let Some(style) = it.style.filter(|style| *style != Style::Simple) {
        check.error(RULE, &place.member("style"), format!("`{style}` is not a style of a header; expected `simple`"));
    }
}

/// From OAS 3.1 on, a header has no fields of queries.
///
/// OAS 3.2 [Header Object](https://spec.openapis.org/oas/v3.2.0#header-object).
fn header_fields(check: &mut Check<'_>, it: &Header, place: &Place<'_>) {
    const RULE: Rule = Rule::new("header-fields", "header-object");
    single_content(check, &it.content, it.has("content"), place);
    fields_beside_content(check, it, place);
    if check.version == Version::V3_0 {
        return;
    }
    for field in ["allowEmptyValue", "allowReserved"] {
        if it.has(field) {
            check.error(RULE, &place.member(field), format!("`{field}` does not belong to a header"));
        }
    }
}

/// A request body has `content`.
///
/// OAS 3.2 [Request Body Object](https://spec.openapis.org/oas/v3.2.0#request-body-object).
fn request_body_content(check: &mut Check<'_>, it: &RequestBody, place: &Place<'_>) {
    const RULE: Rule = Rule::new("request-body-content", "request-body-object");
    if !it.has("content") {
        check.error(RULE, place, "the request body has no `content`");
    }
}

/// Before OAS 3.2, a response is described.
///
/// OAS 3.1 [Response Object](https://spec.openapis.org/oas/v3.1.2#response-object).
fn response_description(check: &mut Check<'_>, it: &Response, place: &Place<'_>) {
    const RULE: Rule = Rule::new("response-description", "response-object");
    if it.description.is_none() && check.version < Version::V3_2 {
        check.error(RULE, place, "the response has no `description`");
    }
}

/// From OAS 3.2 on, the keys of `headers` are names of headers.
///
/// OAS 3.2 [Response Object](https://spec.openapis.org/oas/v3.2.0#response-object).
fn header_names(check: &mut Check<'_>, headers: &Map<Text, RefOr<Header>>, place: &Place<'_>) {
    const RULE: Rule = Rule::new("header-names", "response-object");
    if check.version < Version::V3_2 {
        return;
    }
    for name in headers.keys().filter(|name| !is_token(name)) {
        check.error(RULE, &place.member("headers").member(name), format!("`{name}` is not the name of a header"));
    }
}

/// Parts are encoded by name or by position, not both.
///
/// OAS 3.2 [Encoding Usage and Restrictions](https://spec.openapis.org/oas/v3.2.0#encoding-usage-and-restrictions).
fn encoding_by_name_or_position(check: &mut Check<'_>, it: &dyn Members, place: &Place<'_>) {
    const RULE: Rule = Rule::new("encoding-by-name-or-position", "encoding-usage-and-restrictions");
    for field in ["prefixEncoding", "itemEncoding"] {
        if it.has("encoding") && it.has(field) {
            check.error(RULE, place, format!("`{field}` stands beside `encoding`; expected one of them"));
        }
    }
}

/// The styles of an encoding are those of the query.
///
/// OAS 3.2 [Encoding Object](https://spec.openapis.org/oas/v3.2.0#encoding-object).
fn encoding_style(check: &mut Check<'_>, it: &Encoding, place: &Place<'_>) {
    const RULE: Rule = Rule::new("encoding-style", "encoding-object");
    let allowed = [Style::Form, Style::SpaceDelimited, Style::PipeDelimited, Style::DeepObject];
    if let Some(style) = it.style.filter(|style| !allowed.contains(style)) {
        check.error(RULE, &place.member("style"), format!("`{style}` is not a style of an encoding"));
    }
}

/// An example shows its value in one way.
///
/// OAS 3.2 [Example Object](https://spec.openapis.org/oas/v3.2.0#example-object).
pub(super) fn example(check: &mut Check<'_>, it: &Example, place: &Place<'_>) {
    const RULE: Rule = Rule::new("example-value", "example-object");
    let exclusive = [
        ("value", "externalValue"),
        ("value", "dataValue"),
        ("value", "serializedValue"),
        ("serializedValue", "externalValue"),
    ];
    for (one, other) in exclusive {
        if it.has(one) && it.has(other) {
            check.error(RULE, place, format!("there are both `{one}` and `{other}`; expected one of them"));
        }
    }
}
