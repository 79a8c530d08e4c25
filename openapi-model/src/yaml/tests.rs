use super::*;
use crate::{MAX_DEPTH, Value};
use alloc::format;
use alloc::string::{String, ToString};

const TEXT: &str = "\
openapi: 3.1.0
info: {title: on, version: 2020-01-01}
paths:
  /a:
    get:
      responses:
        200: {description: yes}
        '404': {$ref: '#/x'}
x-null: ~
x-number: [0x10, 1.50, 18446744073709551616, 0755, 1e3, -0]
";

fn json(yaml: &str) -> String {
    from_yaml::<Value>(yaml).map_or_else(|error| error.to_string(), |value| value.to_string())
}

#[test]
fn words_are_words_and_status_keys_are_keys() {
    let document = OpenApi::from_yaml(TEXT).unwrap();
    let json = r##"{"openapi":"3.1.0","info":{"title":"on","version":"2020-01-01"},"paths":{"/a":{"get":{"responses":{"200":{"description":"yes"},"404":{"$ref":"#/x"}}}}},"x-null":null,"x-number":[16,1.50,18446744073709551616,755,1e3,-0]}"##;
    assert_eq!(document.to_json(), json);
    assert_eq!(OpenApi::from_yaml(&document.to_yaml()).unwrap().to_json(), json);
}

#[test]
fn misfits_have_places() {
    let text = TEXT.replace("{description: yes}", "[]");
    assert_eq!(
        OpenApi::from_yaml(&text).unwrap_err().to_string(),
        "expected an object or `$ref` at /paths/~1a/get/responses/200, found an array (line 7, column 14)"
    );
    assert_eq!(
        json("a:\n  - b: 1\n    c: 2\n    b: 3\n"),
        "expected each member once at /a/0/b, found `b` twice (line 4, column 5)"
    );
    assert_eq!(json("a: [1, .inf]"), "expected a value that JSON has at /a/1, found `.inf` (line 1, column 8)");
    assert_eq!(
        json("? [a]\n: b"),
        "expected a member's name at the top, found an array or an object (line 1, column 3)"
    );
    assert_eq!(json("a\n---\nb"), "expected one YAML document at the top, found another (line 2, column 1)");
    assert_eq!(json(""), "expected a YAML document at the top, found none (line 1, column 1)");
    let broken = json("a: [");
    assert!(broken.starts_with("expected YAML at /a/0, found broken text ("), "{broken}");
    let error = OpenApi::from_yaml("openapi: 3.1.0\ninfo: &a {title: 1, version: '1'}\nx-b: 1\ntags: [*a, *a]\n");
    assert_eq!(
        error.unwrap_err().to_string(),
        "expected a string at /info/title, found a number (line 2, column 18); \
         expected a Tag Object with `name` at /tags/0, found none (line 4, column 8); \
         expected a Tag Object with `name` at /tags/1, found none (line 4, column 12)"
    );
}

#[test]
fn scalars_are_read_as_the_specification_says() {
    for (yaml, expected) in [
        // A line break that is not there is not in a block scalar (production 165).
        ("x-a: >\n  a", r#"{"x-a":"a"}"#),
        ("x-a: >\n  a\n", r#"{"x-a":"a\n"}"#),
        ("x-a: |\n  a\n  b", r#"{"x-a":"a\nb"}"#),
        ("x-a: |+\n  a\n\n", r#"{"x-a":"a\n\n"}"#),
        ("x-a: |-\n  a", r#"{"x-a":"a"}"#),
        ("x-a: |\n  a\nb: 1", r#"{"x-a":"a\n","b":1}"#),
        ("a: !!str 1\nb: !!int '2'\nc: !own 3\nd: ! 4", r#"{"a":"1","b":2,"c":"3","d":"4"}"#),
        ("1.10: 'a'\ntrue: b\n~: c", r#"{"1.10":"a","true":"b","~":"c"}"#),
        ("a: &a {b: 1, c: 2}\nd: {<<: *a, b: 3}", r#"{"a":{"b":1,"c":2},"d":{"b":3,"c":2}}"#),
        ("\u{feff}- \"\\u00e4\"\n- 'it''s'", r#"["ä","it's"]"#),
    ] {
        assert_eq!(json(yaml), expected, "{yaml}");
    }
}

#[test]
fn depth_and_aliases_have_limits() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(json(&nested(MAX_DEPTH)), nested(MAX_DEPTH));
    for deep in [nested(MAX_DEPTH + 1), nested(10_000), "- ".repeat(MAX_DEPTH + 2) + "a"] {
        let error = json(&deep);
        assert!(error.starts_with(&format!("expected at most {MAX_DEPTH} levels of nesting at ")), "{error}");
    }
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let before = format!("*a{}, ", level - 1).repeat(10);
        bomb.push_str(&format!("a{level}: &a{level} [{before}]\n"));
    }
    let error = json(&bomb);
    assert!(error.starts_with("expected aliases that make no more of the text than is safe at /a"), "{error}");
    assert!(json("&a [*a]").starts_with("expected an alias of what stands before it at /0"));
}
