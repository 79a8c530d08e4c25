//! What single schemas and objects become, and what is told of them.

use super::*;
use crate::FromValue;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde_json::{Value as Json, json};

fn document(openapi: &str, components: Json) -> OpenApi {
    let info = json!({ "title": "t", "version": "1" });
    let document = json!({ "openapi": openapi, "info": info, "paths": {}, "components": components });
    OpenApi::from_value(document.into()).unwrap()
}

fn in_3_0(schema: Json) -> crate::Value {
    let document = document("3.1.0", json!({ "schemas": { "S": schema } }));
    downgrade(document, Version::V3_0).0.components.schemas["S"].as_value().clone()
}

#[test]
fn schemas_in_3_0() {
    let number = json!({ "type": ["integer", "null"], "exclusiveMinimum": 0, "minimum": -1 });
    assert_eq!(
        in_3_0(number),
        json!({ "type": "integer", "nullable": true, "minimum": 0, "exclusiveMinimum": true, "x-oai-minimum": -1 })
    );
    let optional = json!({ "anyOf": [{ "type": "string" }, { "type": "null" }], "title": "Q" });
    assert_eq!(in_3_0(optional), json!({ "anyOf": [{ "type": "string", "nullable": true }], "title": "Q" }));
    let reference = json!({ "$ref": "#/components/schemas/T", "description": "d" });
    assert_eq!(
        in_3_0(reference),
        json!({
            "allOf": [{ "$ref": "#/components/schemas/T" }],
            "description": "d",
            "x-oai-$ref": "#/components/schemas/T"
        })
    );
    assert_eq!(in_3_0(json!({ "not": true })), json!({ "not": { "x-oai-schema": true } }));
    let file = json!({ "type": "string", "contentMediaType": "application/octet-stream" });
    assert_eq!(in_3_0(file)["format"], json!("binary"));
}

#[test]
fn what_is_lost_is_reported_with_its_place() {
    let document = document("3.2.0", json!({ "responses": { "R": { "summary": "s" } } }));
    let (older, report) = downgrade(document.clone(), Version::V3_1);
    assert_eq!(older.components.responses["R"].item().unwrap().description.as_deref(), Some("s"));
    let said: Vec<String> = report.losses().iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "a response without a description cannot be said at /components/responses/R: \
         wrote its summary, or nothing, as one",
            "`summary` cannot be said at /components/responses/R/summary: kept as `x-oai-summary`",
        ]
    );
    assert_eq!(upgrade(older, Version::V3_2).0, document);
}

#[test]
fn schemas_of_3_0_in_3_1() {
    let old = json!({ "S": { "type": "string", "nullable": true }, "N": { "maximum": 1, "exclusiveMaximum": true } });
    let (newer, _) = upgrade(document("3.0.3", json!({ "schemas": old })), Version::V3_2);
    assert_eq!(newer.openapi, "3.2.0");
    assert_eq!(*newer.components.schemas["S"].as_value(), json!({ "type": ["string", "null"] }));
    assert_eq!(*newer.components.schemas["N"].as_value(), json!({ "exclusiveMaximum": 1 }));
}

/// A schema in OAS 3.0, and what is told of it: the pointers inside the schema.
fn told_in_3_0(schema: Json) -> (crate::Value, Vec<String>) {
    let document = document("3.1.0", json!({ "schemas": { "S": schema, "T": { "contains": {} } } }));
    let (older, report) = downgrade(document, Version::V3_0);
    let told = report.losses().iter().filter_map(|loss| loss.pointer.strip_prefix("/components/schemas/S"));
    (older.components.schemas["S"].as_value().clone(), told.map(String::from).collect())
}

fn in_3_1(schema: Json) -> crate::Value {
    let document = document("3.0.3", json!({ "schemas": { "S": schema, "T": {} } }));
    upgrade(document, Version::V3_1).0.components.schemas["S"].as_value().clone()
}

#[test]
fn what_leans_on_a_keyword_goes_with_it() {
    let (schema, told) = told_in_3_0(json!({ "patternProperties": { "^a": {} }, "additionalProperties": false }));
    assert_eq!(schema, json!({ "x-oai-patternProperties": { "^a": {} }, "x-oai-additionalProperties": false }));
    assert_eq!(told, ["/additionalProperties", "/patternProperties"]);
    let (schema, told) = told_in_3_0(json!({ "prefixItems": [{}], "items": false }));
    let no_item = json!({ "not": {}, "x-oai-schema": false });
    assert_eq!(schema, json!({ "x-oai-prefixItems": [{}], "x-oai-items": no_item }));
    assert_eq!(told, ["/items", "/prefixItems"]);
}

#[test]
fn what_is_excluded_or_counted_is_known_exactly() {
    let wider = json!({ "$ref": "#/components/schemas/T" });
    let (schema, told) = told_in_3_0(json!({ "not": wider }));
    assert_eq!((schema, told), (json!({ "x-oai-not": wider }).into(), Vec::from(["/not".into()])));
    let one_of = json!([{ "type": "string" }, { "allOf": [wider] }]);
    let (schema, told) = told_in_3_0(json!({ "oneOf": one_of }));
    assert_eq!((schema, told), (json!({ "anyOf": one_of, "x-oai-oneOf": true }).into(), Vec::from(["/oneOf".into()])));
    let both = json!({ "oneOf": one_of, "anyOf": [{}] });
    assert_eq!(told_in_3_0(both).0, json!({ "x-oai-oneOf": one_of, "anyOf": [{}] }));
    let exact = json!({ "not": { "type": "string" }, "oneOf": [{ "type": "string" }] });
    assert_eq!(told_in_3_0(exact.clone()), (exact.into(), Vec::new()));
    let null = json!({ "anyOf": [{ "type": "string", "allOf": [{ "minLength": 1 }] }, { "type": "null" }] });
    let null_in_3_0 = json!({ "nullable": true, "enum": [null] });
    let (schema, _) = told_in_3_0(null);
    assert_eq!(schema["anyOf"][1], null_in_3_0);
}

#[test]
fn bounds_and_nullable_of_3_0() {
    let pairs = [
        (json!({ "minimum": 5, "exclusiveMinimum": false }), json!({ "minimum": 5 })),
        (json!({ "minimum": 5, "exclusiveMinimum": true }), json!({ "exclusiveMinimum": 5 })),
        (json!({ "maximum": 5, "exclusiveMaximum": false }), json!({ "maximum": 5 })),
        (json!({ "exclusiveMaximum": true }), json!({})),
        (json!({ "type": "string", "nullable": false }), json!({ "type": "string" })),
        (
            json!({ "type": "string", "nullable": true, "enum": ["a"] }),
            json!({ "type": ["string", "null"], "enum": ["a"] }),
        ),
        (json!({ "nullable": true, "minLength": 1 }), json!({ "nullable": true, "minLength": 1 })),
        (json!({ "example": 1 }), json!({ "examples": [1] })),
        (json!({ "allOf": [], "anyOf": [] }), json!({ "anyOf": [false] })),
        (
            json!({ "anyOf": [{ "type": "string", "nullable": true, "enum": ["a"] }] }),
            json!({ "anyOf": [{ "type": ["string", "null"], "enum": ["a"] }] }),
        ),
        (
            json!({ "$ref": "#/components/schemas/T", "nullable": true, "description": "d" }),
            json!({ "$ref": "#/components/schemas/T", "x-oai-ignored-nullable": true, "description": "d" }),
        ),
        (
            json!({ "discriminator": { "propertyName": "p", "note": 1 } }),
            json!({ "discriminator": { "propertyName": "p", "x-oai-ignored-note": 1 } }),
        ),
    ];
    for (before, after) in pairs {
        assert_eq!(in_3_1(before), after);
    }
}

#[test]
fn references_follow_what_they_lead_to() {
    let target = |version, schema: Json| {
        let schemas = json!({ "S": schema, "T": { "$anchor": "t", "$defs": { "d d": { "$dynamicAnchor": "d" } }, "items": { "if": {} } } });
        downgrade(document(version, json!({ "schemas": schemas })), Version::V3_0).0.components.schemas["S"]
            .as_value()
            .clone()
    };
    let places = [
        ("#/components/schemas/T/$defs/d%20d", "#/components/schemas/T/x-oai-$defs/d%20d"),
        ("#/components/schemas/T/items", "#/components/schemas/T/items"),
        ("#/components/schemas/T/items/if", "#/components/schemas/T/items/x-oai-if"),
    ];
    for (before, after) in places {
        assert_eq!(target("3.1.0", json!({ "$ref": before })), json!({ "$ref": after }));
    }
    let named = json!({ "$ref": "#/components/schemas/T/x-oai-$defs/d%20d", "x-oai-written": "#d" });
    assert_eq!(target("3.1.0", json!({ "$ref": "#d" })), named);
    let resource = json!({ "$id": "https://a.example/", "$ref": "#/$defs/e", "$defs": { "e": {} } });
    let written = json!({ "x-oai-$id": "https://a.example/", "x-oai-$defs": { "e": {} },
        "$ref": "#/components/schemas/S/x-oai-$defs/e", "x-oai-written": "#/$defs/e" });
    assert_eq!(target("3.1.0", resource.clone()), written);
    let schemas =
        json!({ "S": resource, "T": { "$anchor": "t" }, "U": { "$ref": "#t" }, "V": { "$ref": "#t", "title": "v" } });
    let before = document("3.1.0", json!({ "schemas": schemas }));
    assert_eq!(upgrade(downgrade(before.clone(), Version::V3_0).0, Version::V3_1).0, before);
}

#[test]
fn links_follow_operations_that_are_set_aside() {
    let get = json!({ "operationId": "paid", "responses": { "200": { "description": "d" } } });
    let mut document = document("3.1.0", json!({ "links": { "L": { "operationId": "paid" } } }));
    document.webhooks = crate::Map::from([("w", crate::PathItem::from_value(json!({ "get": get }).into()).unwrap())]);
    let (older, _) = downgrade(document.clone(), Version::V3_0);
    let link = older.components.links["L"].item().unwrap();
    assert_eq!(link.operation_ref.as_deref(), Some("#/x-oai-webhooks/w/get"));
    assert_eq!(upgrade(older, Version::V3_1).0, document);
}

#[test]
fn a_media_type_that_refers_to_itself_ends() {
    let header = json!({ "content": { "a/b": { "$ref": "#/components/mediaTypes/M" } } });
    let media_types = json!({ "M": { "encoding": { "e": { "headers": { "h": header } } } } });
    let before = document("3.2.0", json!({ "mediaTypes": media_types, "headers": { "H": header } }));
    let (older, _) = downgrade(before.clone(), Version::V3_1);
    assert_eq!(upgrade(older, Version::V3_2).0, before);
}

#[test]
fn what_is_written_can_be_read_again() {
    let leaves = [
        json!({ "type": ["string", "null"] }),
        json!({ "type": ["array", "object"], "anyOf": [{}] }),
        json!({ "$ref": "#/components/schemas/S", "minLength": 1 }),
        json!({ "items": false }),
        json!({ "const": [[[1]]] }),
        json!({ "allOf": [true, false] }),
    ];
    for leaf in leaves {
        for depth in 100..crate::MAX_DEPTH {
            let mut schema = leaf.clone();
            for _ in 0..depth {
                schema = json!({ "items": schema });
            }
            let schemas = json!({ "schemas": { "S": schema } });
            let text = json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "components": schemas })
                .to_string();
            let Ok(document) = OpenApi::from_json(&text) else {
                continue;
            };
            let (older, _) = downgrade(document.clone(), Version::V3_0);
            let older = OpenApi::from_json(&older.to_json()).unwrap();
            assert_eq!(upgrade(older, Version::V3_1).0, document, "{depth} {leaf}");
        }
    }
}

#[test]
fn depth_is_no_danger() {
    for openapi in ["3.0.4", "3.1.0", "3.2.0"] {
        let mut schema = crate::Map::new();
        for _ in 0..1_000 {
            schema = crate::Map::from([("not", crate::Value::Object(schema))]);
        }
        let mut document = OpenApi::new(openapi, crate::Info::new("t", "1"));
        document.components.schemas.insert("S".into(), schema.into());
        for to in [Version::V3_0, Version::V3_1, Version::V3_2] {
            assert_eq!(downgrade(upgrade(document.clone(), to).0, to).0.components.schemas.len(), 1);
        }
    }
}
