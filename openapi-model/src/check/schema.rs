//! Rules for schemas: what each keyword of the dialect may hold, and where a dialect ends.

use alloc::format;

use super::reference::schema_references;
use super::{Check, Rule, document};
use crate::navigate::resources::is_known_dialect;
use crate::walk::{Place, Subschemas, subschemas};
use crate::{Map, Number, Text, Value, Version};

/// Schemas of another dialect than the specification's, which are not looked into.
#[derive(Default)]
pub(super) struct Foreign {
    by_default: bool,
    here: bool,
}

impl Foreign {
    pub(super) fn of(check: &Check<'_>) -> Self {
        let dialect = check.document.json_schema_dialect.as_deref();
        Self { by_default: dialect.is_some_and(|dialect| !is_known_dialect(dialect)), here: false }
    }

    /// Whether the schema that was entered last was found to be foreign.
    pub(super) fn is_here(&mut self) -> bool {
        core::mem::take(&mut self.here)
    }
}

pub(super) fn schema<'a>(check: &mut Check<'a>, it: &'a Value, place: &Place<'_>) {
    let keywords = match it {
        Value::Object(keywords) => keywords,
        other => return not_an_object(check, other, place),
    };
    if check.version == Version::V3_0 {
        schema_of_3_0(check, keywords, place);
    } else {
        check.references.enter_schema(keywords, check.depth);
        let named = keywords.get("$schema").and_then(Value::as_str);
        if named.map_or(check.foreign.by_default, |dialect| !is_known_dialect(dialect)) {
            check.foreign.here = true;
            return;
        }
        for (keyword, value) in keywords {
            keyword_shape(check, keyword, value, shape_since_3_1(keyword), place);
        }
    }
    schema_references(check, keywords, place);
}

/// A schema is an object; from OAS 3.1 on, or as `additionalProperties`, a boolean too.
///
/// OAS 3.2 [Schema Object](https://spec.openapis.org/oas/v3.2.0#schema-object).
fn not_an_object(check: &mut Check<'_>, it: &Value, place: &Place<'_>) {
    const RULE: Rule = Rule::new("schema", "schema-object");
    let is_additional =
        place.name() == Some("additionalProperties") && place.parent().and_then(Place::name) != Some("properties");
    match it {
        Value::Bool(_) if is_additional || check.version > Version::V3_0 => {}
        Value::Bool(_) => check.error(RULE, place, "a schema of OAS 3.0 is an object, found a boolean"),
        other => check.error(RULE, place, format!("a schema is an object or a boolean, found {}", other.kind())),
    }
}

fn schema_of_3_0<'a>(check: &mut Check<'a>, keywords: &'a Map<Text, Value>, place: &Place<'_>) {
    if let Some(target) = keywords.get("$ref") {
        keyword_shape(check, "$ref", target, Some(Shape::String), place);
        beside_a_reference(check, keywords, place);
        check.foreign.here = true;
        return;
    }
    for (keyword, value) in keywords {
        match shape_of_3_0(keyword) {
            None if subschemas_of_3_0(keyword) || keyword.starts_with("x-") => {}
            None => unknown_keyword(check, keyword, place),
            shape => keyword_shape(check, keyword, value, shape, place),
        }
    }
    array_items(check, keywords, place);
    read_and_write_only(check, keywords, place);
}

/// In OAS 3.0, what stands beside `$ref` is ignored.
///
/// OAS 3.0 [Reference Object](https://spec.openapis.org/oas/v3.0.4#reference-object).
fn beside_a_reference(check: &mut Check<'_>, keywords: &Map<Text, Value>, place: &Place<'_>) {
    const RULE: Rule = Rule::new("beside-reference", "reference-object");
    if let Some(keyword) = keywords.keys().find(|keyword| **keyword != "$ref" && !keyword.starts_with("x-")) {
        check.warning(RULE, &place.member(keyword), format!("`{keyword}` stands beside `$ref`, where it is ignored"));
    }
}

/// OAS 3.0 knows its own keywords only.
///
/// OAS 3.0 [Schema Object](https://spec.openapis.org/oas/v3.0.4#schema-object).
fn unknown_keyword(check: &mut Check<'_>, keyword: &str, place: &Place<'_>) {
    const RULE: Rule = Rule::new("unknown-keyword", "schema-object");
    check.error(RULE, &place.member(keyword), format!("`{keyword}` is not a keyword of a schema of OAS 3.0"));
}

/// In OAS 3.0, an array has `items`. The official schema does not ask for it, and readers take any, so it is a warning.
///
/// OAS 3.0 [Schema Object](https://spec.openapis.org/oas/v3.0.4#schema-object).
fn array_items(check: &mut Check<'_>, keywords: &Map<Text, Value>, place: &Place<'_>) {
    const RULE: Rule = Rule::new("array-items", "schema-object");
    if keywords.get("type").and_then(Value::as_str) == Some("array") && !keywords.contains_key("items") {
        check.warning(RULE, place, "the type is `array`, and there is no `items`");
    }
}

/// In OAS 3.0, nothing is both read-only and write-only.
///
/// OAS 3.0 [Schema Object](https://spec.openapis.org/oas/v3.0.4#schema-object).
fn read_and_write_only(check: &mut Check<'_>, keywords: &Map<Text, Value>, place: &Place<'_>) {
    const RULE: Rule = Rule::new("read-and-write-only", "schema-object");
    if ["readOnly", "writeOnly"].iter().all(|keyword| keywords.get(*keyword) == Some(&Value::Bool(true))) {
        check.error(RULE, place, "there are both `readOnly` and `writeOnly`; expected one of them");
    }
}

/// A keyword holds what its definition says.
///
/// OAS 3.2 [Schema Object](https://spec.openapis.org/oas/v3.2.0#schema-object).
fn keyword_shape(check: &mut Check<'_>, keyword: &str, value: &Value, shape: Option<Shape>, place: &Place<'_>) {
    const RULE: Rule = Rule::new("schema-keyword", "schema-object");
    let Some(shape) = shape else {
        return;
    };
    if !shape.fits(value, check.version) {
        let found = match value {
            Value::String(text) => format!("`{text}`"),
            Value::Number(number) => format!("`{number}`"),
            other => other.kind().into(),
        };
        check.error(RULE, &place.member(keyword), format!("`{keyword}` is {}, found {found}", shape.what()));
    }
    if let (Shape::Xml, Some(namespace)) = (shape, value.get("namespace").and_then(Value::as_str)) {
        document::xml_namespace(check, namespace, &place.member(keyword).member("namespace"));
    }
}

/// What a keyword may hold, besides what its subschemas say themselves.
#[derive(Clone, Copy)]
enum Shape {
    String,
    Bool,
    Number,
    PositiveNumber,
    Count,
    Type,
    TypeOrTypes,
    Array,
    NonEmptyArray,
    UniqueStrings,
    NonEmptyUniqueStrings,
    StringsByName,
    Object,
    Schemas,
    NonEmptySchemas,
    Anchor,
    Id,
    Discriminator,
    Docs,
    Xml,
}

impl Shape {
    fn what(self) -> &'static str {
        match self {
            Shape::String => "a string",
            Shape::Bool => "a boolean",
            Shape::Number => "a number",
            Shape::PositiveNumber => "a number above 0",
            Shape::Count => "a whole number from 0 on",
            Shape::Type => "one of the types of OAS 3.0",
            Shape::TypeOrTypes => "a type or a list of different types",
            Shape::Array => "an array",
            Shape::NonEmptyArray => "an array with at least one value",
            Shape::UniqueStrings => "a list of different strings",
            Shape::NonEmptyUniqueStrings => "a list of at least one string, each once",
            Shape::StringsByName => "an object of lists of different strings",
            Shape::Object => "an object of schemas",
            Shape::Schemas => "an array of schemas",
            Shape::NonEmptySchemas => "an array of at least one schema",
            Shape::Anchor => "a name of letters, digits, `-`, `_` and `.`",
            Shape::Id => "a URI reference without a fragment",
            Shape::Discriminator => "a Discriminator Object",
            Shape::Docs => "an External Documentation Object",
            Shape::Xml => "an XML Object",
        }
    }

    fn fits(self, value: &Value, version: Version) -> bool {
        match self {
            Shape::String => value.as_str().is_some(),
            Shape::Bool => value.as_bool().is_some(),
            Shape::Number => value.as_number().is_some(),
            Shape::PositiveNumber => value.as_number().is_some_and(is_positive),
            Shape::Count => value.as_number().is_some_and(|number| is_count(number, version)),
            Shape::Type => value.as_str().is_some_and(|name| name != "null" && is_type(name)),
            Shape::TypeOrTypes => match value {
                Value::Array(_) => {
                    strings(value, 1, true) && value.as_array().is_some_and(|types| types.iter().all(is_type_value))
                }
                other => is_type_value(other),
            },
            Shape::Array | Shape::Schemas => value.as_array().is_some(),
            Shape::NonEmptyArray | Shape::NonEmptySchemas => value.as_array().is_some_and(|items| !items.is_empty()),
            Shape::UniqueStrings => strings(value, 0, true),
            Shape::NonEmptyUniqueStrings => strings(value, 1, true),
            Shape::StringsByName => {
                value.as_object().is_some_and(|members| members.values().all(|list| strings(list, 0, true)))
            }
            Shape::Object => value.as_object().is_some(),
            Shape::Anchor => value.as_str().is_some_and(is_anchor),
            Shape::Id => value.as_str().is_some_and(|id| !id.trim_end_matches('#').contains('#')),
            Shape::Discriminator => is_discriminator(value, version),
            Shape::Docs => is_docs(value),
            Shape::Xml => is_xml(value, version),
        }
    }
}

fn shape_of_3_0(keyword: &str) -> Option<Shape> {
    Some(match keyword {
        "title" | "pattern" | "description" | "format" => Shape::String,
        "multipleOf" => Shape::PositiveNumber,
        "maximum" | "minimum" => Shape::Number,
        "maxLength" | "minLength" | "maxItems" | "minItems" | "maxProperties" | "minProperties" => Shape::Count,
        "exclusiveMaximum" | "exclusiveMinimum" | "uniqueItems" | "nullable" | "readOnly" | "writeOnly"
        | "deprecated" => Shape::Bool,
        "required" => Shape::NonEmptyUniqueStrings,
        "enum" => Shape::NonEmptyArray,
        "type" => Shape::Type,
        "allOf" | "anyOf" | "oneOf" => Shape::Schemas,
        "properties" => Shape::Object,
        "discriminator" => Shape::Discriminator,
        "externalDocs" => Shape::Docs,
        "xml" => Shape::Xml,
        _ => return None,
    })
}

/// The keywords of OAS 3.0 that hold one schema or anything at all.
fn subschemas_of_3_0(keyword: &str) -> bool {
    matches!(keyword, "not" | "items" | "additionalProperties" | "default" | "example")
}

fn shape_since_3_1(keyword: &str) -> Option<Shape> {
    Some(match keyword {
        "$id" => Shape::Id,
        "$schema" | "$ref" | "$dynamicRef" | "$comment" | "title" | "description" | "format" | "contentEncoding"
        | "contentMediaType" | "pattern" => Shape::String,
        "$anchor" | "$dynamicAnchor" => Shape::Anchor,
        "deprecated" | "readOnly" | "writeOnly" | "uniqueItems" => Shape::Bool,
        "multipleOf" => Shape::PositiveNumber,
        "maximum" | "exclusiveMaximum" | "minimum" | "exclusiveMinimum" => Shape::Number,
        "maxLength" | "minLength" | "maxItems" | "minItems" | "maxContains" | "minContains" | "maxProperties"
        | "minProperties" => Shape::Count,
        "type" => Shape::TypeOrTypes,
        "enum" | "examples" => Shape::Array,
        "required" => Shape::UniqueStrings,
        "dependentRequired" => Shape::StringsByName,
        "discriminator" => Shape::Discriminator,
        "externalDocs" => Shape::Docs,
        "xml" => Shape::Xml,
        _ => match subschemas(keyword)? {
            Subschemas::One => return None,
            Subschemas::Array => Shape::NonEmptySchemas,
            Subschemas::Map => Shape::Object,
        },
    })
}

fn is_type(name: &str) -> bool {
    matches!(name, "array" | "boolean" | "integer" | "null" | "number" | "object" | "string")
}

fn is_type_value(value: &Value) -> bool {
    value.as_str().is_some_and(is_type)
}

fn strings(value: &Value, at_least: usize, unique: bool) -> bool {
    let Some(items) = value.as_array() else {
        return false;
    };
    let mut seen = Map::with_capacity(items.len());
    let fits =
        |item: &Value| item.as_str().is_some_and(|text| seen.insert(Text::Owned(text.into()), ()).is_none() || !unique);
    items.len() >= at_least && items.iter().all(fits)
}

fn is_positive(number: &Number) -> bool {
    number.as_f64().is_none_or(|number| number > 0.0)
}

/// A whole number from 0 on. Before JSON Schema 2020-12, `1.0` is not one.
fn is_count(number: &Number, version: Version) -> bool {
    number.as_u64().is_some()
        || number.as_f64().is_some_and(|it| version > Version::V3_0 && it >= 0.0 && it % 1.0 == 0.0)
}

fn is_anchor(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// A member's name and what it may hold.
type Field = (&'static str, fn(&Value) -> bool);

/// Whether the members of an object are of these kinds, and if there are others, only where `open` lets them be.
fn members(value: &Value, required: &str, fields: &[Field], open: bool) -> bool {
    let Some(members) = value.as_object() else {
        return false;
    };
    let fits = |(key, value): (&Text, &Value)| match fields.iter().find(|(name, _)| name == key) {
        Some((_, fits)) => fits(value),
        None => open || key.starts_with("x-"),
    };
    (required.is_empty() || members.contains_key(required)) && members.iter().all(fits)
}

fn is_string(value: &Value) -> bool {
    value.as_str().is_some()
}

fn is_bool(value: &Value) -> bool {
    value.as_bool().is_some()
}

fn is_map_of_strings(value: &Value) -> bool {
    value.as_object().is_some_and(|members| members.values().all(is_string))
}

fn is_discriminator(value: &Value, version: Version) -> bool {
    let fields: [Field; 3] =
        [("propertyName", is_string), ("mapping", is_map_of_strings), ("defaultMapping", is_string)];
    let known = if version < Version::V3_2 { &fields[..2] } else { &fields };
    members(value, "propertyName", known, version == Version::V3_0)
}

fn is_docs(value: &Value) -> bool {
    members(value, "url", &[("url", is_string), ("description", is_string)], false)
}

fn is_xml(value: &Value, version: Version) -> bool {
    let is_node_type: fn(&Value) -> bool =
        |value| matches!(value.as_str(), Some("element" | "attribute" | "text" | "cdata" | "none"));
    let fields: [Field; 6] = [
        ("name", is_string),
        ("namespace", is_string),
        ("prefix", is_string),
        ("attribute", is_bool),
        ("wrapped", is_bool),
        ("nodeType", is_node_type),
    ];
    let known = if version < Version::V3_2 { &fields[..5] } else { &fields };
    let one_way =
        value.get("nodeType").is_none() || (value.get("attribute").is_none() && value.get("wrapped").is_none());
    one_way && members(value, "", known, false)
}
