//! A parameter's or a header's text, read as the JSON that it stands for.

use std::borrow::Cow;
use std::collections::BTreeSet;

use openapi_model::Style;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::media_type::Sort;
use crate::operation::DeclaredValue;
use crate::schema::{Fault, Schemas};

type Types = BTreeSet<&'static str>;

/// The pairs of a query or a form: names decoded, values as they were sent.
pub(crate) fn pairs(text: &str) -> Vec<(String, &str)> {
    let pair = |part: &'_ str| -> (usize, String) {
        let end = part.find('=').unwrap_or(part.len());
        (end, decode_plus(&part[..end]).into_owned())
    };
    let parts = text.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (end, name) = pair(part);
            (name, part.get(end + 1..).unwrap_or_default())
        })
        .collect()
}

/// Decodes `%20` and `+`.
pub(crate) fn decode_plus(text: &str) -> Cow<'_, str> {
    if text.contains('+') {
        let spaced = text.replace('+', " ");
        return percent_decode_str(&spaced).decode_utf8_lossy().into_owned().into();
    }
    percent_decode_str(text).decode_utf8_lossy()
}

/// How the text of one value becomes what was meant.
#[derive(Clone, Copy)]
pub(crate) enum Encoding {
    /// `%20` is a space.
    Percent,
    /// `%20` and `+` are spaces.
    Form,
    /// Nothing is encoded.
    Plain,
}

impl Encoding {
    fn decode(self, text: &str) -> String {
        match self {
            Self::Percent => percent_decode_str(text).decode_utf8_lossy().into_owned(),
            Self::Form => decode_plus(text).into_owned(),
            Self::Plain => text.to_owned(),
        }
    }
}

/// Why a text does not fit; empty if it does, or if nothing is declared of it.
///
/// # Errors
/// Why it could not be looked at.
pub(crate) fn faults_of_text(
    schemas: &Schemas,
    declared: &DeclaredValue,
    name: &str,
    text: &str,
    encoding: Encoding,
) -> Result<Vec<Fault>, String> {
    let Some(schema) = &declared.schema else { return Ok(Vec::new()) };
    if let Some(sort) = declared.content {
        let text = encoding.decode(text);
        return match sort {
            Sort::Json => match serde_json::from_str(&text) {
                Ok(value) => schemas.faults(schema, &value),
                Err(error) => {
                    Ok(vec![Fault { pointer: String::new(), reason: format!("the text is no JSON: {error}") }])
                }
            },
            Sort::Text => schemas.faults(schema, &Value::String(text)),
            _ => Err(format!("the media type of `{name}` is not looked into")),
        };
    }
    let types = schemas.types(schema);
    let mut candidates = Vec::new();
    if types.contains("array") {
        let items: Vec<String> = split(text, name, declared).into_iter().map(|one| encoding.decode(one)).collect();
        let item_types = schemas.types_within(schema, None);
        candidates.push(items.iter().map(|item| likely(item, &item_types)).collect());
        candidates.push(items.iter().map(|item| Value::String(item.clone())).collect());
    }
    if types.contains("object") {
        let parts = match declared.style {
            Style::Matrix if declared.explode => text.split(';').filter(|part| !part.is_empty()).collect(),
            _ => split(text, name, declared),
        };
        let members: Vec<(String, String)> = if declared.explode {
            let pair = |part: &&str| part.split_once('=').map(|(k, v)| (encoding.decode(k), encoding.decode(v)));
            parts.iter().filter_map(pair).collect()
        } else {
            parts.chunks_exact(2).map(|pair| (encoding.decode(pair[0]), encoding.decode(pair[1]))).collect()
        };
        candidates.push(object(schemas, declared, members));
    }
    if types.is_empty() || types.iter().any(|name| !matches!(*name, "array" | "object")) {
        let prefix = match declared.style {
            Style::Label => ".",
            Style::Matrix => &format!(";{name}="),
            _ => "",
        };
        let text = encoding.decode(text.strip_prefix(prefix).unwrap_or(text));
        candidates.extend(scalars(&text, types));
    }
    best(schemas, declared, candidates)
}

/// Why the pairs of a query do not fit; `None` if there are none of this name.
///
/// # Errors
/// Why they could not be looked at.
pub(crate) fn faults_of_pairs(
    schemas: &Schemas,
    declared: &DeclaredValue,
    name: &str,
    pairs: &[(String, &str)],
) -> Result<Option<Vec<Fault>>, String> {
    let own: Vec<&str> = pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| *value).collect();
    let Some(schema) = &declared.schema else { return Ok((!own.is_empty()).then(Vec::new)) };
    let types = schemas.types(schema);
    if declared.content.is_none() && types.contains("object") {
        let members: Vec<(String, String)> = match declared.style {
            Style::DeepObject => {
                let member = |(key, value): &(String, &str)| {
                    let member = key.strip_prefix(name)?.strip_prefix('[')?.strip_suffix(']')?;
                    Some((member.to_owned(), decode_plus(value).into_owned()))
                };
                pairs.iter().filter_map(member).collect()
            }
            Style::Form | Style::Cookie if declared.explode => {
                let known = |key: &str| !schemas.types_within(schema, Some(key)).is_empty();
                let mine = pairs.iter().filter(|(key, _)| known(key));
                mine.map(|(key, value)| (key.clone(), decode_plus(value).into_owned())).collect()
            }
            _ => Vec::new(),
        };
        if !members.is_empty() {
            return best(schemas, declared, vec![object(schemas, declared, members)]).map(Some);
        }
    }
    let Some(last) = own.last() else { return Ok(None) };
    if declared.content.is_none() && types.contains("array") && declared.explode {
        let item_types = schemas.types_within(schema, None);
        let items: Vec<Cow<'_, str>> = own.iter().map(|value| decode_plus(value)).collect();
        let mut candidates = vec![
            items.iter().map(|item| likely(item, &item_types)).collect(),
            items.iter().map(|item| Value::String(item.clone().into_owned())).collect(),
        ];
        if types.iter().any(|name| !matches!(*name, "array" | "object")) && own.len() == 1 {
            candidates.extend(scalars(&items[0], types));
        }
        return best(schemas, declared, candidates).map(Some);
    }
    faults_of_text(schemas, declared, name, last, Encoding::Form).map(Some)
}

/// A form or a whole query as one object, whose members have the types of the schema.
pub(crate) fn object_of_pairs(schemas: &Schemas, schema: &crate::schema::Schema, pairs: &[(String, &str)]) -> Value {
    let mut members: Map<String, Value> = Map::new();
    for (name, value) in pairs {
        let types = schemas.types_within(schema, Some(name));
        let text = decode_plus(value);
        if types.contains("array") {
            let items = members.entry(name.clone()).or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(items) = items {
                let item_types = schemas.item_types_within(schema, name);
                items.push(likely(&text, &item_types));
            }
        } else {
            members.insert(name.clone(), likely(&text, &types));
        }
    }
    Value::Object(members)
}

fn object(schemas: &Schemas, declared: &DeclaredValue, members: Vec<(String, String)>) -> Value {
    let types = |name: &str| declared.schema.as_ref().map(|schema| schemas.types_within(schema, Some(name)));
    let member = |(name, text): (String, String)| {
        let value = likely(&text, &types(&name).unwrap_or_default());
        (name, value)
    };
    Value::Object(members.into_iter().map(member).collect())
}

/// The faults of the first candidate, unless another has none.
fn best(schemas: &Schemas, declared: &DeclaredValue, candidates: Vec<Value>) -> Result<Vec<Fault>, String> {
    let Some(schema) = &declared.schema else { return Ok(Vec::new()) };
    let mut first = None;
    for value in candidates {
        let faults = schemas.faults(schema, &value)?;
        if faults.is_empty() {
            return Ok(faults);
        }
        first.get_or_insert(faults);
    }
    Ok(first.unwrap_or_default())
}

/// The parts of an array or object in one text.
fn split<'a>(text: &'a str, name: &str, declared: &DeclaredValue) -> Vec<&'a str> {
    let matrix = format!(";{name}=");
    let (text, separator) = match declared.style {
        Style::Label => (text.strip_prefix('.').unwrap_or(text), if declared.explode { "." } else { "," }),
        Style::Matrix if declared.explode => (text.strip_prefix(&*matrix).unwrap_or(text), &*matrix),
        Style::Matrix => (text.strip_prefix(&*matrix).unwrap_or(text), ","),
        Style::SpaceDelimited => (text, if text.contains("%20") { "%20" } else { "+" }),
        Style::PipeDelimited => (text, if text.contains("%7C") { "%7C" } else { "|" }),
        _ => (text, ","),
    };
    let trim = matches!(declared.style, Style::Simple);
    if text.is_empty() {
        return Vec::new();
    }
    text.split(separator).map(|part| if trim { part.trim() } else { part }).collect()
}

/// What a text may stand for: of the types that it may have, those that it can be read as.
fn scalars(text: &str, types: &Types) -> Vec<Value> {
    let mut all = Vec::new();
    let may_be = |name: &str| types.contains(name);
    if may_be("integer") || may_be("number") {
        all.extend(number(text));
    }
    if may_be("boolean") {
        all.extend(text.parse().ok().map(Value::Bool));
    }
    if may_be("null") && matches!(text, "" | "null") {
        all.push(Value::Null);
    }
    if may_be("string") || all.is_empty() {
        all.push(Value::String(text.to_owned()));
    }
    all
}

/// What a text most probably stands for.
fn likely(text: &str, types: &Types) -> Value {
    let mut all = scalars(text, types);
    all.swap_remove(0)
}

fn number(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().filter(Value::is_number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn declared(schema: Value, style: Style, explode: bool) -> (Schemas, DeclaredValue) {
        let schemas = Schemas::new(json!({ "x": { "schema": schema } }), false).unwrap();
        let schema = Some(Schemas::schema("/x/schema".into()));
        (schemas, DeclaredValue { style, explode, schema, content: None, pointer: "/x".into() })
    }

    fn text(schema: Value, style: Style, explode: bool, text: &str) -> bool {
        let (schemas, declared) = declared(schema, style, explode);
        faults_of_text(&schemas, &declared, "color", text, Encoding::Percent).unwrap().is_empty()
    }

    fn query(schema: Value, style: Style, explode: bool, text: &str) -> Option<bool> {
        let (schemas, declared) = declared(schema, style, explode);
        let faults = faults_of_pairs(&schemas, &declared, "color", &pairs(text)).unwrap();
        faults.map(|faults| faults.is_empty())
    }

    /// The specification's table of styles, with blue, black, brown and R, G, B.
    #[test]
    fn the_styles_of_the_specification() {
        let array = || json!({ "type": "array", "items": { "enum": ["blue", "black", "brown"] }, "minItems": 3 });
        let object = || {
            json!({ "type": "object", "required": ["R", "G", "B"], "additionalProperties": false, "properties": {
                "R": { "const": 100 }, "G": { "const": 200 }, "B": { "const": 150 } } })
        };
        let string = || json!({ "const": "blue" });
        for (style, explode, one, many, members) in [
            (Style::Matrix, false, ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"),
            (Style::Label, false, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
            (Style::Label, true, ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
            (Style::Simple, false, "blue", "blue,black,brown", "R,100,G,200,B,150"),
            (Style::Simple, true, "blue", "blue,black,brown", "R=100,G=200,B=150"),
        ] {
            assert!(text(string(), style, explode, one), "{style:?}");
            assert!(text(array(), style, explode, many), "{style:?}");
            assert!(text(object(), style, explode, members), "{style:?}");
        }
        assert!(text(object(), Style::Matrix, true, ";R=100;G=200;B=150"));
        assert!(text(array(), Style::Matrix, true, ";color=blue;color=black;color=brown"));
        assert_eq!(query(string(), Style::Form, true, "a=1&color=blue"), Some(true));
        assert_eq!(query(array(), Style::Form, true, "color=blue&color=black&color=brown"), Some(true));
        assert_eq!(query(array(), Style::Form, true, "color=blue&color=black"), Some(false));
        assert_eq!(query(array(), Style::Form, false, "color=blue,black,brown"), Some(true));
        assert_eq!(query(array(), Style::SpaceDelimited, false, "color=blue%20black%20brown"), Some(true));
        assert_eq!(query(array(), Style::PipeDelimited, false, "color=blue%7Cblack%7Cbrown"), Some(true));
        assert_eq!(query(object(), Style::Form, false, "color=R,100,G,200,B,150"), Some(true));
        assert_eq!(query(object(), Style::Form, true, "R=100&G=200&B=150"), Some(true));
        assert_eq!(query(object(), Style::DeepObject, true, "color%5BR%5D=100&color[G]=200&color[B]=150"), Some(true));
        assert_eq!(query(object(), Style::DeepObject, true, "color[R]=100&color[G]=2"), Some(false));
        assert_eq!(query(object(), Style::DeepObject, true, "other=1"), None);
    }

    #[test]
    fn a_text_is_what_its_schema_makes_of_it() {
        let fits = |schema: Value, given: &str| text(schema, Style::Simple, false, given);
        assert!(fits(json!({ "type": "integer" }), "7"));
        assert!(!fits(json!({ "type": "integer" }), "seven"));
        assert!(fits(json!({ "type": "string", "pattern": "^[0-9]$" }), "7"));
        assert!(fits(json!({ "anyOf": [{ "type": "boolean" }, { "type": "null" }] }), "true"));
        assert!(!fits(json!({ "type": "boolean" }), "yes"));
        assert!(fits(json!({ "type": "string" }), "a%2Fb"));
    }
}
