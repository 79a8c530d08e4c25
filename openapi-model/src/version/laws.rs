//! What holds of every document, by proptest.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};

use crate::check::{Finding, Severity, check};
use crate::{FromValue, OpenApi, Report, Version, downgrade, from_json, upgrade};

/// Any JSON, with the words of documents more often than not.
fn any_json() -> impl Strategy<Value = Json> {
    let word = select(&[
        "openapi",
        "3.0.0",
        "3.1.0",
        "3.2.0",
        "paths",
        "/a/{b}",
        "get",
        "responses",
        "200",
        "content",
        "a/b",
        "schema",
        "$ref",
        "#/components/schemas/A",
        "#/",
        "components",
        "schemas",
        "A",
        "type",
        "null",
        "array",
        "enum",
        "const",
        "anyOf",
        "allOf",
        "items",
        "x-oai-type",
        "x-oai-$ref",
        "x-oai-schema",
        "nullable",
        "x-oai-",
        "",
    ]);
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i32>().prop_map(Json::from),
        word.clone().prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            prop::collection::vec((word.clone(), inner), 0..5)
                .prop_map(|members| members.into_iter().map(|(key, value)| (key.to_string(), value)).collect()),
        ]
    })
}

/// A schema of OAS 3.1 without a fault.
fn schema() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Json::from),
        select(&["string", "integer", "array", "object", "null"]).prop_map(|kind| json!({ "type": kind })),
        Just(json!({ "$ref": "#/components/schemas/A" })),
        Just(json!({})),
    ];
    leaf.prop_recursive(4, 40, 4, |inner| {
        let types = select(&[
            r#""string""#,
            r#""null""#,
            r#"["string"]"#,
            r#"["string","null"]"#,
            r#"["null","integer"]"#,
            r#"["null"]"#,
            r#"["array","object"]"#,
            r#"["string","integer","null"]"#,
        ]);
        let types = types.prop_map(|text| serde_json::from_str::<Json>(text).unwrap_or_default());
        let nullable = (inner.clone(), any::<bool>()).prop_map(|(schema, first)| {
            let only_null = json!({ "type": "null" });
            if first { json!([only_null, schema]) } else { json!([schema, only_null]) }
        });
        let one = inner.clone();
        let list = || prop::collection::vec(inner.clone(), 1..3).prop_map(Json::from);
        let named = || {
            prop::collection::btree_map(
                select(&["a", "$ref", "items", "type"]).prop_map(String::from),
                inner.clone(),
                0..3,
            )
            .prop_map(|members| members.into_iter().collect::<Json>())
        };
        let value = || prop_oneof![Just(Json::Null), Just(json!("v")), any::<u8>().prop_map(Json::from)];
        let keyword = prop_oneof![
            types.prop_map(|it| ("type", it)),
            value().prop_map(|it| ("const", it)),
            prop::collection::vec(value(), 0..3).prop_map(|it| ("enum", it.into())),
            prop::collection::vec(value(), 0..3).prop_map(|it| ("examples", it.into())),
            value().prop_map(|it| ("example", it)),
            any::<i8>().prop_map(|it| ("minimum", it.into())),
            any::<i8>().prop_map(|it| ("exclusiveMinimum", it.into())),
            any::<i8>().prop_map(|it| ("maximum", it.into())),
            any::<i8>().prop_map(|it| ("exclusiveMaximum", it.into())),
            select(&["base64", "base32"]).prop_map(|it| ("contentEncoding", it.into())),
            select(&["application/octet-stream", "a/b"]).prop_map(|it| ("contentMediaType", it.into())),
            select(&["byte", "binary", "uuid"]).prop_map(|it| ("format", it.into())),
            any::<bool>().prop_map(|it| ("nullable", it.into())),
            any::<bool>().prop_map(|it| ("readOnly", it.into())),
            any::<bool>().prop_map(|it| ("writeOnly", it.into())),
            Just(("required", json!([]))),
            Just(("required", json!(["a"]))),
            Just(("description", json!("d"))),
            Just(("custom", json!(1))),
            Just(("$ref", json!("#/components/schemas/B/$defs/D"))),
            (select(&["items", "not", "additionalProperties", "if", "contains"]), one),
            (select(&["allOf", "anyOf", "oneOf", "prefixItems"]), list()),
            (select(&["anyOf", "oneOf"]), nullable),
            (select(&["properties", "patternProperties", "$defs"]), named()),
        ];
        prop::collection::vec(keyword, 1..5)
            .prop_map(|keywords| keywords.into_iter().map(|(key, value)| (key.to_string(), value)).collect())
    })
}

/// Documents of OAS 3.1 and 3.2 without a fault, of parts that an older version says otherwise.
fn document() -> impl Strategy<Value = OpenApi> {
    (any::<bool>(), schema(), prop::collection::vec(any::<bool>(), 24)).prop_map(|(newest, schema, has)| {
        let mut has = has.into_iter();
        let mut with = |holder: &mut Json, key: &str, value: Json| {
            if has.next().unwrap_or(false) {
                holder[key] = value;
            }
        };
        let mut operation = json!({ "responses": { "200": { "description": "d" } } });
        with(&mut operation, "security", json!([{ "tls": [] }, { "key": ["role"] }, {}]));
        with(&mut operation, "security", json!([{ "tls": [], "key": [] }]));
        with(&mut operation, "requestBody", json!({ "content": { "a/b": { "schema": schema } } }));
        with(&mut operation, "parameters", json!([{ "$ref": "#/components/parameters/P", "description": "d" }]));
        if newest {
            let reference = json!({ "$ref": "#/components/mediaTypes/M" });
            with(&mut operation["responses"], "default", json!({ "summary": "s", "content": { "a/b": reference } }));
            with(&mut operation["responses"], "201", json!({}));
            with(&mut operation, "parameters", json!([{ "name": "q", "in": "querystring", "content": { "a/b": {} } }]));
        }
        let mut item = json!({ "get": operation });
        let mut document = json!({
            "openapi": if newest { "3.2.0" } else { "3.1.1" },
            "info": { "title": "t", "version": "1" },
            "components": {
                "schemas": { "A": { "type": "string" }, "B": { "$defs": { "C": schema, "D": { "type": "integer" } } } },
                "parameters": { "P": { "name": "p", "in": "cookie", "schema": {} } },
                "securitySchemes": { "tls": { "type": "mutualTLS" }, "key": { "type": "apiKey", "name": "k", "in": "header" } },
            },
        });
        with(&mut item, "put", json!({}));
        with(&mut document["info"], "summary", json!("s"));
        with(&mut document["info"], "license", json!({ "name": "n", "identifier": "MIT" }));
        with(&mut document["components"], "pathItems", json!({ "I": { "get": {} } }));
        if document["components"].get("pathItems").is_some() {
            with(&mut document, "webhooks", json!({ "w": { "$ref": "#/components/pathItems/I" } }));
        }
        with(&mut document, "webhooks", json!({}));
        if newest {
            with(&mut item, "query", json!({ "operationId": "q", "responses": { "200": {} } }));
            with(&mut item, "additionalOperations", json!({ "COPY": { "operationId": "c" } }));
            with(&mut document["components"], "links", json!({ "L": { "operationId": "q" } }));
            with(&mut document, "$self", json!("https://example.com/api"));
            with(&mut document, "tags", json!([{ "name": "a", "parent": "b", "kind": "nav" }, { "name": "b" }]));
            let examples = json!({ "a": { "dataValue": 1, "serializedValue": "1" }, "b": { "serializedValue": "x" } });
            document["components"]["mediaTypes"] = json!({ "M": { "itemSchema": schema, "examples": examples } });
        }
        with(&mut document, "paths", json!({ "/a": item }));
        OpenApi::from_value(document.into()).unwrap_or_default()
    })
}

fn errors(document: &OpenApi) -> Vec<String> {
    let findings = check(document).into_iter();
    findings.filter(|finding| finding.severity == Severity::Error).map(|finding| format!("{finding}")).collect()
}

/// The document after a downgrade, through text, and upgraded again; `None` where the downgrade reported a loss.
fn back_without_loss(document: &OpenApi, to: Version) -> Result<Option<OpenApi>, TestCaseError> {
    let fail = |error: &dyn core::fmt::Display| TestCaseError::fail(format!("{error}"));
    let own: Version = document.openapi.parse().map_err(|error| fail(&error))?;
    let (older, report) = downgrade(document.clone(), to);
    let (back, _) = upgrade(from_json(&older.to_json()).map_err(|error| fail(&error))?, own);
    Ok(report.is_empty().then_some(back))
}

/// The errors against rules that the document did not break before; on the way up, unless the report tells of the place.
fn new_errors(before: &OpenApi, after: &OpenApi, report: &Report) -> Vec<String> {
    let errors = |document| check(document).into_iter().filter(|finding| finding.severity == Severity::Error);
    let broken: Vec<&str> = errors(before).map(|finding| finding.rule).collect();
    let is_up = after.openapi > before.openapi;
    let is_told = |pointer: &str| is_up && report.losses().iter().any(|loss| loss.pointer.starts_with(pointer));
    let is_new = |finding: &Finding| !broken.contains(&finding.rule) && !is_told(&finding.pointer);
    errors(after).filter(is_new).map(|finding| format!("{finding}")).collect()
}

proptest! {
    #[test]
    fn the_documents_here_have_no_fault(document in document()) {
        prop_assert_eq!(&document.info.title, "t");
        prop_assert_eq!(errors(&document), Vec::<String>::new());
    }

    #[test]
    fn downgrading_writes_no_error(document in document(), to in select(&[Version::V3_0, Version::V3_1])) {
        let (older, _) = downgrade(document, to);
        prop_assert_eq!(errors(&older), Vec::<String>::new());
        prop_assert_eq!(older.openapi.parse(), Ok(to));
    }

    #[test]
    fn downgrading_twice_is_downgrading_once(document in document(), to in select(&[Version::V3_0, Version::V3_1])) {
        let (once, _) = downgrade(document, to);
        let (twice, report) = downgrade(once.clone(), to);
        prop_assert!(report.is_empty());
        prop_assert_eq!(twice.to_json(), once.to_json());
    }

    #[test]
    fn upgrading_gives_back_what_lost_nothing(document in document(), to in select(&[Version::V3_0, Version::V3_1])) {
        if let Some(back) = back_without_loss(&document, to)? {
            prop_assert_eq!(back, document);
        }
    }

    #[test]
    fn upgrading_gives_back_schemas_that_lost_nothing(schema in schema()) {
        let document = json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": {},
            "components": { "schemas": { "C": schema, "A": {}, "B": { "type": "string" } } } });
        let document = OpenApi::from_value(document.into()).unwrap_or_default();
        if let Some(back) = back_without_loss(&document, Version::V3_0)? {
            prop_assert_eq!(back.components, document.components);
        }
    }

    #[test]
    fn nothing_panics(paths in any_json(), components in any_json(), version in select(&["3.0.0", "3.1.0", "3.2.0", "3", "é3."])) {
        let document = json!({ "openapi": version, "info": { "title": "", "version": "" }, "components": { "schemas": components },
            "paths": { "/a": { "get": { "responses": { "default": { "description": "", "content": { "a/b": paths } } } } } } });
        let mut read = Vec::from_iter(OpenApi::from_value(document.into()));
        read.extend(OpenApi::from_value(paths.into()));
        for document in read {
            check(&document);
            for to in [Version::V3_0, Version::V3_1, Version::V3_2] {
                check(&upgrade(document.clone(), to).0);
                check(&downgrade(document.clone(), to).0);
            }
        }
    }
}

/// Documents that anything may stand in, at a version each.
#[cfg(feature = "proptest")]
mod any_document {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_document_has_every_version(
            document in crate::strategies::open_api(),
            own in select(&[Version::V3_0, Version::V3_1, Version::V3_2]),
            to in select(&[Version::V3_0, Version::V3_1, Version::V3_2]),
        ) {
            let document = OpenApi { openapi: own.as_str().into(), ..document };
            check(&document);
            let (once, report) = downgrade(document.clone(), to);
            prop_assert_eq!(new_errors(&document, &once, &report), Vec::<String>::new());
            let (newer, report) = upgrade(document.clone(), to);
            prop_assert_eq!(new_errors(&document, &newer, &report), Vec::<String>::new());
            prop_assert_eq!(&downgrade(once.clone(), to).0, &once);
            if let Some(back) = back_without_loss(&document, to)? {
                prop_assert_eq!(back, document);
            }
            prop_assert_eq!(upgrade(once, to).0.openapi.parse(), Ok(to));
        }
    }
}
