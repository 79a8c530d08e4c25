//! Exchanges held against documents, without a framework.
#![allow(clippy::unwrap_used, reason = "a test may end there")]

use http::{Method, Request, Response};
use openapi_contract::{Contract, Reach, Verdict};
use serde_json::{Value, json};

fn document(version: &str, paths: Value) -> Value {
    json!({ "openapi": version, "info": { "title": "t", "version": "1" }, "paths": paths })
}

fn contract(document: &Value) -> Contract {
    Contract::from_json(&document.to_string()).unwrap()
}

fn told(verdict: &Verdict) -> Vec<String> {
    verdict.violations.iter().map(ToString::to_string).collect()
}

fn ask(contract: &Contract, method: &str, uri: &str, headers: &[(&str, &str)], body: &str, status: u16) -> Vec<String> {
    let builder = Request::builder().method(method).uri(uri);
    let request = headers.iter().fold(builder, |builder, (name, value)| builder.header(*name, *value)).body(body);
    let answer = Response::builder().status(status).body("").unwrap();
    told(&contract.check(&request.unwrap(), &answer))
}

fn items() -> Contract {
    let responses = json!({ "200": { "description": "d" }, "422": { "description": "d" } });
    contract(&document(
        "3.1.0",
        json!({ "/items/{id}": {
            "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }],
            "put": {
                "parameters": [
                    { "name": "limit", "in": "query", "required": true, "schema": { "type": "integer", "maximum": 9 } },
                    { "name": "tags", "in": "query", "schema": { "type": "array", "items": { "enum": ["a", "b"] } } },
                    { "name": "X-Trace", "in": "header", "schema": { "type": "string", "maxLength": 3 } },
                    { "name": "session", "in": "cookie", "schema": { "type": "boolean" } },
                ],
                "requestBody": { "required": true, "content": {
                    "application/json": { "schema": { "type": "object", "required": ["name"] } },
                    "application/x-www-form-urlencoded": { "schema": { "type": "object", "required": ["name"],
                        "properties": { "name": { "type": "string" }, "age": { "type": "integer" } } } },
                } },
                "responses": responses,
            },
        } }),
    ))
}

const JSON: (&str, &str) = ("content-type", "application/json");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

#[test]
fn a_request_that_fits_is_taken() {
    let contract = items();
    let headers = [JSON, ("x-trace", "abc"), ("cookie", "other=1; session=true")];
    let body = r#"{"name": "a"}"#;
    assert_eq!(ask(&contract, "PUT", "/items/7?limit=9&tags=a&tags=b", &headers, body, 200), [""; 0]);
    assert_eq!(ask(&contract, "PUT", "/items/%37?limit=9&more=1", &[FORM], "name=1&age=2", 200), [""; 0]);
}

#[test]
fn a_request_that_does_not_fit_must_be_refused() {
    let contract = items();
    let of = |uri: &str, headers: &[(&str, &str)], body: &str| {
        assert_eq!(ask(&contract, "PUT", uri, headers, body, 422), [""; 0], "{uri} {body}");
        let told = ask(&contract, "PUT", uri, headers, body, 200);
        let [one] = &told[..] else { panic!("{told:?}") };
        let prefix = "PUT /items/{id} answered 200: the request does not fit and was not refused: ";
        let suffix = " (declared at `/paths/~1items~1{id}/put`)";
        one.strip_prefix(prefix)
            .and_then(|rest| rest.strip_suffix(suffix))
            .unwrap_or_else(|| panic!("{one}"))
            .to_owned()
    };
    let body = r#"{"name": "a"}"#;
    assert_eq!(
        of("/items/x?limit=1", &[JSON], body),
        r#"the path parameter `id` does not fit: "x" is not of type "integer""#
    );
    assert_eq!(of("/items/7", &[JSON], body), "the query parameter `limit` is missing");
    assert_eq!(
        of("/items/7?limit=10&tags=c", &[JSON], body),
        "the query parameter `limit` does not fit: 10 is greater than the maximum of 9; the query parameter `tags` \
         does not fit: at `/0`: \"c\" is not one of \"a\" or \"b\""
    );
    assert_eq!(
        of("/items/7?limit=1", &[JSON, ("x-trace", "abcd"), ("cookie", "session=maybe")], body),
        "the header parameter `X-Trace` does not fit: \"abcd\" is longer than 3 characters; the cookie parameter \
         `session` does not fit: \"maybe\" is not of type \"boolean\""
    );
    assert_eq!(of("/items/7?limit=1", &[], ""), "its body is missing");
    assert_eq!(
        of("/items/7?limit=1", &[("content-type", "text/plain")], "a"),
        "the media type `text/plain` of its body is not declared, expected `application/json` or \
         `application/x-www-form-urlencoded`"
    );
    assert_eq!(of("/items/7?limit=1", &[JSON], "{}"), "its body does not fit: \"name\" is a required property");
    assert_eq!(
        of("/items/7?limit=1", &[JSON], "{"),
        "its body is no JSON: EOF while parsing an object at line 1 column 1"
    );
    assert_eq!(
        of("/items/7?limit=1", &[FORM], "name=a&age=b"),
        "its body does not fit at `/age`: \"b\" is not of type \"integer\""
    );
}

#[test]
fn a_refusal_must_be_declared_too() {
    assert_eq!(
        ask(&items(), "PUT", "/items/x", &[], "", 400),
        ["PUT /items/{id} answered 400: the status is not declared, expected `200` or `422` (declared at \
          `/paths/~1items~1{id}/put/responses`)"]
    );
}

#[test]
fn without_the_declared_credentials_nothing_is_given() {
    let mut document = document(
        "3.1.0",
        json!({ "/a": {
        "get": { "security": [{ "key": [], "token": [] }, { "session": [] }],
            "responses": { "200": { "description": "d" }, "401": { "description": "d" } } },
        "post": { "security": [{ "token": [] }, {}], "responses": { "200": { "description": "d" } } } } }),
    );
    document["components"] = json!({ "securitySchemes": {
        "key": { "type": "apiKey", "in": "header", "name": "X-Key" },
        "session": { "type": "apiKey", "in": "cookie", "name": "session" },
        "token": { "type": "http", "scheme": "bearer" } } });
    let contract = contract(&document);
    let expected =
        ["GET /a answered 200: the request has no credentials and was not refused, expected `key` and `token` \
        or `session` (declared at `/paths/~1a/get`)"];
    for headers in
        [&[][..], &[("x-key", "k")], &[("authorization", "Bearer t")], &[("x-key", "k"), ("authorization", "Basic t")]]
    {
        assert_eq!(ask(&contract, "GET", "/a", headers, "", 200), expected);
        assert_eq!(ask(&contract, "GET", "/a", headers, "", 401), [""; 0]);
    }
    for headers in [&[("cookie", "session=1")][..], &[("x-key", "k"), ("authorization", "bearer t")]] {
        assert_eq!(ask(&contract, "GET", "/a", headers, "", 200), [""; 0]);
    }
    assert_eq!(ask(&contract, "POST", "/a", &[], "", 200), [""; 0]);
}

#[test]
fn the_path_of_the_server_may_stand_before_it() {
    let mut document =
        document("3.1.0", json!({ "/a": { "get": { "responses": { "200": { "description": "d" } } } } }));
    document["servers"] = json!([{ "url": "https://{host}/api/{version}/", "variables": {
        "host": { "default": "a.example" }, "version": { "default": "v1", "enum": ["v1", "v2"] } } }]);
    let contract = contract(&document);
    for uri in ["/a", "/api/v1/a", "/api/v2/a", "https://a.example/api/v1/a"] {
        assert_eq!(ask(&contract, "GET", uri, &[], "", 200), [""; 0], "{uri}");
    }
    for uri in ["/api/v3/a", "/api/v1a", "/a/", "/api/v1"] {
        assert_eq!(ask(&contract, "GET", uri, &[], "", 200).len(), 1, "{uri}");
    }
    let mounted = contract.mounted_at("/mnt/");
    assert_eq!(ask(&mounted, "GET", "/mnt/a", &[], "", 200), [""; 0]);
}

#[test]
fn what_is_ignored_is_not_looked_at() {
    let contract = contract(&document("3.1.0", json!({}))).ignore("/docs");
    assert_eq!(ask(&contract, "GET", "/docs", &[], "", 200), [""; 0]);
    assert_eq!(ask(&contract, "GET", "/docs/page.js", &[], "", 200), [""; 0]);
    assert_eq!(ask(&contract, "GET", "/docsy", &[], "", 200).len(), 1);
    let preflight = [("access-control-request-method", "GET")];
    assert_eq!(ask(&contract, "OPTIONS", "/a", &preflight, "", 200), [""; 0]);
    assert_eq!(ask(&contract, "OPTIONS", "/a", &[], "", 200).len(), 1);
}

#[test]
fn a_document_of_3_0_means_what_3_0_says() {
    let schema = json!({ "type": "object", "properties": { "a": { "type": "string", "nullable": true },
        "b": { "type": "integer", "maximum": 3, "exclusiveMaximum": true } } });
    let answer = json!({ "description": "d", "content": { "application/json": { "schema": schema } } });
    let contract = contract(&document("3.0.3", json!({ "/a": { "get": { "responses": { "200": answer } } } })));
    let of = |body: &str| {
        let answer = Response::builder().header("content-type", "application/json").body(body.to_owned()).unwrap();
        contract.check_answer(&Method::GET, "/a?b=1", &answer).violations.len()
    };
    assert_eq!(of(r#"{"a": null, "b": 2}"#), 0);
    assert_eq!(of(r#"{"a": 1, "b": 3}"#), 2);
}

#[test]
fn references_of_every_kind_are_followed() {
    let mut document = document(
        "3.1.0",
        json!({
            "/a": { "$ref": "#/components/pathItems/A" },
        }),
    );
    document["components"] = json!({
        "pathItems": { "A": { "get": { "responses": { "200": { "$ref": "#/components/responses/R" } } } } },
        "responses": { "R": { "description": "d", "headers": { "x-a": { "$ref": "#/components/headers/H" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Tree" } } } } },
        "headers": { "H": { "required": true, "schema": { "$ref": "#/components/schemas/Number" } } },
        "schemas": { "Number": { "type": "integer" }, "Named": { "$id": "https://a.example/named", "type": "string" },
            "Tree": { "type": "object", "properties": { "of": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } },
                "name": { "$ref": "https://a.example/named" } }, "additionalProperties": false } },
    });
    let contract = contract(&document);
    let of = |header: &str, body: &str| {
        let answer = Response::builder().header("content-type", "application/json").header("x-a", header);
        told(&contract.check_answer(&Method::GET, "/a", &answer.body(body.to_owned()).unwrap()))
    };
    assert_eq!(of("1", r#"{"of": [{"name": "n"}]}"#), [""; 0]);
    assert_eq!(
        of("one", r#"{"of": [{"name": 1}]}"#),
        [
            "GET /a answered 200: the header `x-a` does not fit: \"one\" is not of type \"integer\" (declared at \
             `/components/headers/H`)",
            "GET /a answered 200: the body does not fit at `/of/0/name`: 1 is not of type \"string\" (declared at \
             `/components/responses/R/content/application~1json/schema`)",
        ]
    );
}

#[test]
fn what_leads_nowhere_is_told_at_once() {
    let mut document = document(
        "3.1.0",
        json!({ "/a": { "get": { "security": [{ "nobody": [] }],
        "responses": { "200": { "$ref": "#/components/responses/R" } } } } }),
    );
    let error = Contract::from_json(&document.to_string()).unwrap_err();
    assert_eq!(
        error.problems(),
        [
            "expected a Response Object at the end of `#/components/responses/R`, found nothing at \
             /paths/~1a/get/responses/200",
            "the security scheme `nobody` is not in the components",
        ]
    );
    document["paths"] = json!([]);
    assert!(Contract::from_json(&document.to_string()).unwrap_err().to_string().contains("/paths"));
}

#[test]
fn lines_and_other_media_types() {
    let content = json!({ "application/jsonl": { "itemSchema": { "type": "integer" } }, "image/*": {},
        "text/plain": { "schema": { "type": "string", "maxLength": 3 } }, "application/pdf": { "schema": {} } });
    let answer = json!({ "description": "d", "content": content });
    let contract = contract(&document("3.2.0", json!({ "/a": { "get": { "responses": { "200": answer } } } })));
    let of = |media_type: &str, body: &'static [u8]| {
        let answer = Response::builder().header("content-type", media_type).body(body).unwrap();
        contract.check_answer(&Method::GET, "/a", &answer)
    };
    assert_eq!(of("application/jsonl", b"1\n2\n"), Verdict::default());
    assert_eq!(of("application/jsonl", b""), Verdict::default());
    let of_lines = told(&of("application/jsonl", b"1\n\"a\"\n{\n"));
    assert_eq!(
        of_lines.iter().map(|line| line.split(" (declared").next().unwrap()).collect::<Vec<_>>(),
        [
            "GET /a answered 200: item 1 of the body does not fit: \"a\" is not of type \"integer\"",
            "GET /a answered 200: item 2 of the body does not fit: it is no JSON: EOF while parsing an object at line 1 column 1",
        ]
    );
    assert_eq!(of("image/png", b"\x89PNG"), Verdict::default());
    assert_eq!(of("text/plain; charset=utf-8", b""), Verdict::default());
    assert_eq!(of("text/plain", b"long").violations.len(), 1);
    let unknown = of("application/pdf", b"%PDF");
    assert_eq!(unknown.violations, []);
    assert_eq!(
        unknown.not_looked_at[0].to_string(),
        "GET /a answered 200: bodies of `application/pdf` are not looked into"
    );
    assert_eq!(of("image/png", b"").violations.len(), 1);
}

#[test]
fn formats_count_when_they_are_asked_for() {
    let answer = json!({ "description": "d", "content": { "application/json": { "schema": { "format": "uuid" } } } });
    let contract = contract(&document("3.1.0", json!({ "/a": { "get": { "responses": { "200": answer } } } })));
    let answer = Response::builder().header("content-type", "application/json").body("\"no\"").unwrap();
    assert_eq!(contract.check_answer(&Method::GET, "/a", &answer).violations.len(), 0);
    let strict = contract.check_formats().unwrap();
    assert_eq!(strict.check_answer(&Method::GET, "/a", &answer).violations.len(), 1);
}

#[test]
fn a_callback_is_held_against_its_declaration() {
    let callback = json!({ "notify": { "{$request.query.url}/events": { "post": {
        "requestBody": { "required": true, "content": { "application/json": { "schema": { "type": "object", "required": ["paid"] } } } },
        "responses": { "200": { "description": "d" } } } } } });
    let operation = json!({ "callbacks": callback, "responses": { "200": { "description": "d" } } });
    let contract = contract(&document("3.1.0", json!({ "/invoices": { "post": operation } })));
    let request = |body: &'static str| {
        Request::post("http://a.example/events").header("content-type", "application/json").body(body).unwrap()
    };
    let taken = Response::builder().status(200).body("").unwrap();
    assert_eq!(contract.check_callback("notify", &request(r#"{"paid": true}"#), Some(&taken)), Verdict::default());
    let refused = Response::builder().status(500).body("").unwrap();
    assert_eq!(
        told(&contract.check_callback("notify", &request("{}"), Some(&refused))),
        [
            "POST {$request.query.url}/events answered 500: the request does not fit: its body does not fit: \"paid\" is a \
             required property (declared at \
             `/paths/~1invoices/post/callbacks/notify/{$request.query.url}~1events/post`)",
            "POST {$request.query.url}/events answered 500: the status is not declared, expected `200` (declared at \
             `/paths/~1invoices/post/callbacks/notify/{$request.query.url}~1events/post/responses`)",
        ]
    );
    assert_eq!(contract.check_callback::<_, &str>("/events", &request(r#"{"paid": 1}"#), None), Verdict::default());
    assert_eq!(
        told(&contract.check_callback::<_, &str>("other", &request("{}"), None)),
        ["POST other: no such callback is declared"]
    );
}

#[test]
fn the_report_tells_what_was_never_reached() {
    let json = json!({ "schema": {} });
    let content = json!({ "application/json": json, "text/plain": {} });
    let contract = contract(&document(
        "3.1.0",
        json!({ "/a": {
        "get": { "responses": { "200": { "description": "d", "content": content }, "404": { "description": "d" } } } } }),
    ));
    assert_eq!(ask(&contract, "GET", "/a", &[], "", 404), [""; 0]);
    let answer = Response::builder().header("content-type", "text/plain").body("a").unwrap();
    contract.clone().check_answer(&Method::GET, "/a", &answer);
    let reach = contract.reach();
    assert_eq!(
        reach.to_string(),
        "GET /a   never  200 application/json\n             1  200 text/plain\n             1  404\n2 of 3 reached (66.7 %)"
    );
    assert!(reach.at_least(66.0).is_ok());
    assert_eq!(
        reach.at_least(70.0).unwrap_err().to_string(),
        "66.7 % of what is declared was reached, expected 70.0 %; never: GET /a 200 application/json"
    );
    let mut both = Reach::from_json(&reach.to_json()).unwrap();
    both.merge(reach.clone());
    assert_eq!(both.parts().map(|(_, met)| met).collect::<Vec<_>>(), [0, 2, 2]);
    assert!(Reach::from_json("[{}]").is_err());
}

#[test]
fn a_violation_has_the_line_of_its_declaration() {
    use openapi_merge::{Api, declare};

    let line = line!() + 1;
    let declared = declare::get("/files/{path:path}").path_parameter::<String>("path").response_model::<i64>();
    let hidden = declare::get("/hidden").include_in_schema(false);
    let contract = Contract::of(&Api::without_handlers("t", "1").operation(declared).operation(hidden)).unwrap();
    let told = ask(&contract, "GET", "/files/a/b", &[], "", 200);
    assert_eq!(
        told,
        [format!(
            "GET /files/{{path}} answered 200: there is no body, expected `application/json` (declared at {}:{line}, \
             `/paths/~1files~1{{path}}/get/responses/200/content` in the document)",
            file!()
        )]
    );
    let verdict = contract.check(&Request::get("/hidden").body("").unwrap(), &Response::new(""));
    assert_eq!(verdict.violations, []);
    assert_eq!(verdict.not_looked_at[0].to_string(), "GET /hidden answered 200: the document does not show it");
}
