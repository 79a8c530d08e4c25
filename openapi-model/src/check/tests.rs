//! One test a rule, by the pointers of what breaks it.

use super::*;
use crate::FromValue;
use alloc::format;
use alloc::string::ToString;
use serde_json::{Value as Json, json};

/// The rules that a document of this version breaks, with pointers, when these members are in it.
fn broken(version: &str, members: Json) -> Vec<(Severity, String, String)> {
    let mut document = json!({ "openapi": version, "info": { "title": "t", "version": "1" }, "paths": {} });
    for (key, value) in members.as_object().into_iter().flatten() {
        document[key] = value.clone();
    }
    let findings = check(&OpenApi::from_value(document.into()).unwrap());
    findings.into_iter().map(|it| (it.severity, it.rule.to_string(), it.pointer)).collect()
}

fn assert_error(version: &str, members: Json, rule: &str, pointer: &str) {
    assert_eq!(broken(version, members), [(Severity::Error, rule.into(), pointer.into())]);
}

#[test]
fn what_no_json_schema_sees() {
    let get = json!({ "operationId": "a", "responses": { "200": { "description": "d" } } });
    assert_error(
        "3.1.0",
        json!({ "paths": { "/a": { "get": get, "put": get } } }),
        "unique-operation-ids",
        "/paths/~1a/put/operationId",
    );
    assert_error("3.1.0", json!({ "paths": { "/{a}/x": {}, "/{b}/x": {} } }), "different-paths", "/paths/~1{b}~1x");
    assert_error("3.2.0", json!({ "tags": [{ "name": "a", "parent": "b" }] }), "tag-parents", "/tags/0/parent");
    let header = json!({ "$ref": "#/components/schemas/S" });
    assert_error(
        "3.0.3",
        json!({ "components": { "schemas": { "S": {} }, "headers": { "H": header } } }),
        "reference-target",
        "/components/headers/H/$ref",
    );
    let circle = json!({ "A": { "$ref": "#/components/links/B" }, "B": { "$ref": "#/components/links/A" } });
    assert_eq!(broken("3.1.0", json!({ "components": { "links": circle } })).len(), 2);
    let content = json!({ "R": { "description": "d", "content": { "text/html; charset": {} } } });
    assert_error(
        "3.1.0",
        json!({ "components": { "responses": content } }),
        "media-type-keys",
        "/components/responses/R/content/text~1html; charset",
    );
}

#[test]
fn a_version_has_its_own_members() {
    let response = json!({ "components": { "responses": { "R": { "summary": "s" } } } });
    assert_eq!(broken("3.2.0", response.clone()), []);
    let rules: Vec<String> = broken("3.1.0", response).into_iter().map(|(_, rule, _)| rule).collect();
    assert_eq!(rules, ["later-version", "response-description"]);
    assert_error("3.0.0", json!({ "webhooks": {} }), "later-version", "/webhooks");
    assert_error("3.1.0", json!({ "Servers": [] }), "unknown-member", "/Servers");
    let schema = |schema: Json| json!({ "components": { "schemas": { "S": schema } } });
    assert_error("3.0.0", schema(json!({ "const": 1 })), "unknown-keyword", "/components/schemas/S/const");
    assert_error("3.0.0", schema(json!({ "type": ["null"] })), "schema-keyword", "/components/schemas/S/type");
    assert_error(
        "3.1.0",
        schema(json!({ "exclusiveMinimum": true })),
        "schema-keyword",
        "/components/schemas/S/exclusiveMinimum",
    );
    assert_eq!(broken("3.1.0", schema(json!({ "type": ["null"], "const": 1 }))), []);
}

#[test]
fn a_reference_that_leads_nowhere() {
    let schema = |schema: Json| json!({ "components": { "schemas": { "S": schema } } });
    let at = "/components/schemas/S";
    for target in ["#components/schemas/S", "#anchor", "#/components/schemas/T", "#%ff", "#/components/schemas/S/x"] {
        assert_error("3.1.0", schema(json!({ "$ref": target })), "reference-target", &format!("{at}/$ref"));
    }
    assert_error("3.1.0", schema(json!({ "$dynamicRef": "#a" })), "reference-target", &format!("{at}/$dynamicRef"));
    let mapping = json!({ "discriminator": { "propertyName": "p", "mapping": { "t": "#/components/schemas/Zip" } } });
    assert_error("3.0.3", schema(mapping), "reference-target", &format!("{at}/discriminator/mapping/t"));
    let default = json!({ "discriminator": { "propertyName": "p", "defaultMapping": "#/components/schemas/Zip" } });
    assert_error("3.2.0", schema(default), "reference-target", &format!("{at}/discriminator/defaultMapping"));
    let named = json!({ "discriminator": { "propertyName": "p", "mapping": { "t": "S", "f": "zip.json" } } });
    assert_eq!(broken("3.0.3", schema(named)), []);
    let resource = json!({ "$id": "https://a.example/s", "$defs": { "a": { "$anchor": "a" } }, "$ref": "#/$defs/b" });
    assert_error("3.1.0", schema(resource), "reference-target", &format!("{at}/$ref"));
    let item = json!({ "paths": { "/a": { "$ref": "#/components/pathItems/I" } } });
    assert_error("3.1.0", item, "reference-target", "/paths/~1a/$ref");
    let security = json!({ "security": [{ "#/components/securitySchemes/s": [] }] });
    let pointer = "/security/0/#~1components~1securitySchemes~1s";
    let warning = (Severity::Warning, "security-requirement".into(), pointer.into());
    assert_eq!(broken("3.2.0", security), [warning]);
}

#[test]
fn schemas_are_found_by_their_names() {
    let schemas = json!({
        "A": { "$anchor": "a", "$ref": "#d" },
        "B": { "$ref": "#a" },
        "C": { "$id": "https://a.example/c", "$defs": { "d": { "$anchor": "in-c" } }, "items": { "$ref": "#in-c" } },
        "D": { "$dynamicAnchor": "d", "items": { "$ref": "https://a.example/c#/$defs/d" } },
        "E": { "items": { "$ref": "https://a.example/c" }, "not": { "$ref": "https://a.example/c#in-c" } },
    });
    assert_eq!(broken("3.1.0", json!({ "components": { "schemas": schemas } })), []);
    let outside = json!({ "C": { "$id": "https://a.example/c", "$anchor": "c" }, "D": { "$ref": "#c" } });
    let outside = json!({ "components": { "schemas": outside } });
    assert_error("3.1.0", outside, "reference-target", "/components/schemas/D/$ref");
}

#[test]
fn circles_of_references() {
    let schemas = json!({ "A": { "$ref": "#/components/schemas/B", "title": "a" }, "B": { "$ref": "#/components/schemas/A" },
        "C": { "$ref": "#/components/schemas/B" } });
    assert_eq!(broken("3.1.0", json!({ "components": { "schemas": schemas } })).len(), 3);
    let chain = (0..500).map(|n| (format!("R{n}"), json!({ "$ref": format!("#/components/responses/R{}", n + 1) })));
    let mut responses: Json = chain.collect();
    responses["R500"] = json!({ "description": "d" });
    assert_eq!(broken("3.1.0", json!({ "components": { "responses": responses } })), []);
}

#[test]
fn texts_beside_a_reference() {
    let responses =
        json!({ "R": { "description": "d" }, "S": { "$ref": "#/components/responses/R", "description": 7 } });
    let members = json!({ "components": { "responses": responses } });
    for version in ["3.1.0", "3.2.0"] {
        assert_error(version, members.clone(), "reference-fields", "/components/responses/S/description");
    }
    let ignored = (Severity::Warning, "beside-reference".into(), "/components/responses/S/description".into());
    assert_eq!(broken("3.0.3", members), [ignored]);
}

#[test]
fn parents_of_tags() {
    let tag = |name: &str, parent: &str| json!({ "name": name, "parent": parent });
    let tags = json!([tag("a", "b"), tag("b", "c"), tag("c", "b"), { "name": "d" }, tag("e", "d"), tag("f", "f")]);
    let found: Vec<String> = broken("3.2.0", json!({ "tags": tags })).into_iter().map(|(_, _, at)| at).collect();
    assert_eq!(found, ["/tags/1/parent", "/tags/2/parent", "/tags/5/parent"]);
}

#[test]
fn path_parameters_that_are_missing_or_too_many() {
    let parameter = |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": {} });
    let get = json!({ "parameters": [parameter("b"), parameter("x"), parameter("y")] });
    let item = json!({ "parameters": [parameter("a")], "get": get });
    let document =
        json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": { "/{a}/{b}/{c}/{d}": item } });
    let found = check(&OpenApi::from_value(document.into()).unwrap());
    let messages: Vec<&str> = found.iter().map(|finding| &*finding.message).collect();
    assert_eq!(
        messages,
        [
            "`{c}` and 1 more in the path have no path parameter",
            "the path parameter `x` and 1 more are not in `/{a}/{b}/{c}/{d}`"
        ]
    );
}

#[test]
fn depth_is_no_danger() {
    let mut schema = crate::Value::from(true);
    for _ in 0..MAX_DEPTH + 1 {
        schema = crate::Value::Object(crate::Map::from([("not", schema)]));
    }
    let mut document = OpenApi::new("3.1.0", crate::Info::new("t", "1"));
    document.components.schemas.insert("S".into(), schema.as_object().unwrap().clone().into());
    let rules: Vec<&str> = check(&document).iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["nesting"]);
}

#[test]
fn fastapi_s_callback_keys_are_warnings() {
    let callback = |key: &str| json!({ "components": { "callbacks": { "C": { key: {} } } } });
    assert_eq!(broken("3.1.0", callback("{$request.body#/url}")), []);
    let found = broken("3.1.0", callback("{$callback_url}/invoices/{$request.body.id}"));
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|(severity, rule, _)| *severity == Severity::Warning && rule == "callback-keys"));
}
