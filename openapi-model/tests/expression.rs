//! Expressions from outside: what they give, what a stranger's value cannot do, and what holds for any text.
//! The `url` crate is the judge of every URL.

use openapi_model::Value;
use openapi_model::expression::{EvaluateError, Exchange, Expression, Finding, Template, evaluate_link_value};
use proptest::prelude::*;
use serde_json::json;
use url::Url;

const INVOICE: &str = "https://yourapi.com/invoices/?callback_url=https://www.external.org/events";

#[test]
fn fastapis_invoice_is_notified_in_both_spellings() {
    let body = Value::from(json!({ "id": "2expen51ve", "customer": "Mr. Richie Rich", "total": "9999" }));
    let exchange = Exchange::new().method("POST").url(INVOICE).request_body(&body);
    for key in
        ["{$callback_url}/invoices/{$request.body.id}", "{$request.query.callback_url}/invoices/{$request.body#/id}"]
    {
        let url = Template::from(key).evaluate(&exchange);
        assert_eq!(url.as_deref(), Ok("https://www.external.org/events/invoices/2expen51ve"), "{key}");
    }
}

/// The exchange and the table of OAS 3.2, Callback Object, Key Expression.
#[test]
fn the_specifications_table_is_true() {
    let url = "https://example.org/subscribe/myevent?queryUrl=https://clientdomain.com/stillrunning";
    let body = Value::from(json!({
        "failedUrl": "https://clientdomain.com/failed",
        "successUrls": [
            "https://clientdomain.com/fast",
            "https://clientdomain.com/medium",
            "https://clientdomain.com/slow",
        ],
    }));
    let exchange = Exchange::new()
        .method("POST")
        .url(url)
        .path_parameter("eventType", "myevent")
        .request_header("Host", "example.org")
        .request_header("Content-Type", "application/json")
        .request_body(&body)
        .status(201)
        .response_header("Location", "https://example.org/subscription/1");
    for (expression, value) in [
        ("$url", Value::from(url)),
        ("$method", "POST".into()),
        ("$statusCode", 201.into()),
        ("$request.path.eventType", "myevent".into()),
        ("$request.query.queryUrl", "https://clientdomain.com/stillrunning".into()),
        ("$request.header.content-type", "application/json".into()),
        ("$request.body#/failedUrl", "https://clientdomain.com/failed".into()),
        ("$request.body#/successUrls/1", "https://clientdomain.com/medium".into()),
        ("$response.header.Location", "https://example.org/subscription/1".into()),
    ] {
        let read: Expression = expression.parse().unwrap();
        assert_eq!(read.evaluate(&exchange).as_deref(), Ok(&value), "{expression}");
    }
}

#[test]
fn the_specifications_fixed_server_takes_its_query_from_the_body() {
    let body = Value::from(json!({ "id": 7, "email": "a&b=c@example.org" }));
    let key = "http://notificationServer.com?transactionId={$request.body#/id}&email={$request.body#/email}";
    assert_eq!(
        Template::from(key).evaluate(&Exchange::new().request_body(&body)).as_deref(),
        Ok("http://notificationServer.com?transactionId=7&email=a%26b%3Dc%40example.org")
    );
}

#[test]
fn a_bare_name_is_looked_for_in_query_path_and_body() {
    let body = Value::from(json!({ "url": "https://body.example" }));
    let exchange = Exchange::new().request_body(&body);
    let key = Template::from("{url}");
    assert_eq!(key.evaluate(&exchange).as_deref(), Ok("https://body.example"));
    let exchange = exchange.path_parameter("url", "https://path.example");
    assert_eq!(key.evaluate(&exchange).as_deref(), Ok("https://path.example"));
    let exchange = exchange.query("url=https%3A%2F%2Fquery.example");
    assert_eq!(key.evaluate(&exchange).as_deref(), Ok("https://query.example"));
}

#[test]
fn errors_name_the_expression_and_where_it_looked() {
    let body = Value::from(json!({ "url": "https://a.example?token=1", "null": null, "list": [1] }));
    let exchange = Exchange::new().request_body(&body).query("twice=1&twice=2");
    for (key, sentence) in [
        ("{$request.query.url}", "`$request.query.url` has no value; looked in the query"),
        ("{$response.body#/id}", "`$response.body#/id` has no value; looked in the response body"),
        (
            "{$callback}",
            "`$callback` has no value; looked in the query, then in the path parameters, then in the request body",
        ),
        ("{$request.body.id}", "`$request.body.id` has no value; looked in the request body"),
        ("{$response.query.a}", "`$response.query.a` has no value; a response has neither query nor path parameters"),
        ("{$request.query.twice}", "`$request.query.twice` has no single value; found 2 in the query, expected one"),
        ("{$statusCode == 401}", "`$statusCode == 401` cannot be evaluated; expected a runtime expression"),
        ("{$request.body#/null}", "`$request.body#/null` is null; expected a string, a number or a boolean"),
        ("{$request.body}", "`$request.body` is an object; expected a string, a number or a boolean"),
        (
            "{$request.body#/list/0}",
            "`$request.body#/list/0` is not a URL to call; expected it to begin with `https://` or `http://`",
        ),
        ("/events", "`/events` is not a URL to call; expected it to begin with `https://` or `http://`"),
        ("", "`` is not a URL to call; expected it to begin with `https://` or `http://`"),
        ("https://{$request.body#/list/0}/", "`https://` is not a URL to call; expected a plain host after the scheme"),
        (
            "https://a.{$request.body#/list/0}/",
            "the host of `https://a.` would run on into `$request.body#/list/0`; expected `/`, `?` or `#` after it",
        ),
        (
            "https://a.example/{$request.body#/list/0} \n",
            "`{text}` cannot stand in a URL; found the character U+0020 in it",
        ),
        (
            "{$request.body#/url}/path",
            "the URL of `$request.body#/url` ends in a query or fragment; expected no `/path` after it",
        ),
    ] {
        let error = Template::from(key).evaluate(&exchange).unwrap_err().to_string();
        assert_eq!(error, sentence.replace("{text}", " \\n"), "{key}");
    }
}

#[test]
fn a_link_keeps_the_type_of_a_value() {
    let body = Value::from(json!({ "id": 7, "tags": ["a"], "name": "b c" }));
    let exchange = Exchange::new().response_body(&body);
    for (value, expected) in [
        (json!("$response.body#/id"), json!(7)),
        (json!("$response.body#/tags"), json!(["a"])),
        (json!("$response.body"), json!({ "id": 7, "tags": ["a"], "name": "b c" })),
        (json!("$response.body.id"), json!(7)),
        (json!("{$response.body#/id}"), json!("7")),
        (json!("{$response.body#/name}/{id}"), json!("b c/{id}")),
        (json!("$5"), json!("$5")),
        (json!({ "id": "$response.body#/id" }), json!({ "id": "$response.body#/id" })),
        (json!(null), json!(null)),
    ] {
        let value = Value::from(value);
        assert_eq!(*evaluate_link_value(&value, &exchange).unwrap(), expected, "{value}");
    }
    let missing = Value::from("$response.body#/none");
    assert_eq!(
        evaluate_link_value(&missing, &exchange).unwrap_err().to_string(),
        "`$response.body#/none` has no value; looked in the response body"
    );
}

/// What a stranger sends as the address: refused, or contained in an address of the stranger's own host.
#[test]
fn hostile_addresses_are_refused_or_stay_what_they_are() {
    let refused = |url: &str| (url.to_owned(), None);
    let stays = |url: &str, host: &str| (url.to_owned(), Some(host.to_owned()));
    for (address, host) in [
        refused("https://a.example\r\nX-Injected: 1"),
        refused("https://a.example/\n"),
        refused("https://a.example/\u{0}"),
        refused("https://a.example/\t"),
        refused("https://a.example/\u{85}"),
        refused("https://a.example/\u{2028}"),
        refused("https://a.example/ b"),
        refused("https://a.example\\@b.example/"),
        refused("https://a.example/\\..\\b"),
        refused("\\\\a.example"),
        refused("//a.example"),
        refused("https:a.example"),
        refused("https:///a.example"),
        refused("https://"),
        refused("https://#@a.example"),
        refused("https://a@b@c.example"),
        refused("https://a%2eexample"),
        refused("https://a.example%00"),
        refused("https://a.example%2f@b.example:x"),
        refused("https://a.example:80:80"),
        refused("https://a.example:99999"),
        refused("https://[fe80::1%25eth0]/"),
        refused("https://[fe80::1%eth0]/"),
        refused("https://[::1].b.example/"),
        refused("https://[::1"),
        refused("file:///etc/passwd"),
        refused("gopher://a.example/"),
        refused("javascript:alert(1)"),
        refused("data:text/plain,a"),
        refused(""),
        refused("https://a.example/#fragment"),
        refused("https://a.example/?query"),
        stays("https://user:password@a.example", "a.example"),
        stays("https://a.example@b.example", "b.example"),
        stays("https://a.example/%2e%2e/%2e%2e", "a.example"),
        stays("https://a.example/../..", "a.example"),
        stays("https://a.example/@b.example", "a.example"),
        stays("https://a.example//b.example", "a.example"),
        stays("https://xn--80ak6aa92e.com", "xn--80ak6aa92e.com"),
        stays("https://аpple.com", "xn--pple-43d.com"),
        stays("https://a\u{ad}b.example", "ab.example"),
        stays("https://a。example", "a.example"),
        stays("https://2130706433", "127.0.0.1"),
        stays("https://0x7f.1", "127.0.0.1"),
        stays("https://017700000001", "127.0.0.1"),
        stays("https://[::ffff:127.0.0.1]", "[::ffff:7f00:1]"),
    ] {
        let body = Value::from(json!({ "url": address }));
        let url = Template::from("{$request.body#/url}/notify").evaluate(&Exchange::new().request_body(&body));
        let found = url.as_ref().ok().map(|url| Url::parse(url).unwrap().host_str().unwrap().to_owned());
        assert_eq!(found, host, "{address:?} gives {url:?}");
    }
}

/// What a stranger sends as a value further on: refused, or contained in its segment.
#[test]
fn hostile_values_are_refused_or_stay_in_their_segment() {
    let key = Template::from("https://a.example/v/{$request.body#/id}/end");
    let evaluate = |id: &str| key.evaluate(&Exchange::new().request_body(&Value::from(json!({ "id": id }))));
    for refused in ["", ".", "..", "a\r\nb", "\n", "\u{0}", "\u{7f}", "\u{85}", "\u{2028}", "\u{2029}", "\t"] {
        assert!(evaluate(refused).is_err(), "{refused:?}");
    }
    for (contained, segment) in [
        ("../..", "..%2F.."),
        ("%2e%2e", "%252e%252e"),
        ("%2E%2E/", "%252E%252E%2F"),
        ("%00", "%2500"),
        ("a/b", "a%2Fb"),
        ("a\\b", "a%5Cb"),
        ("?a=b", "%3Fa%3Db"),
        ("#a", "%23a"),
        ("@b.example", "%40b.example"),
        ("://b.example", "%3A%2F%2Fb.example"),
        ("..;", "..%3B"),
        ("a b", "a%20b"),
        ("a+b&c", "a%2Bb%26c"),
        ("..．", "..%EF%BC%8E"),
        ("ä", "%C3%A4"),
    ] {
        assert_eq!(evaluate(contained), Ok(format!("https://a.example/v/{segment}/end")), "{contained:?}");
    }
}

#[test]
fn values_and_text_together_make_no_dot_segment() {
    let body = Value::from(json!({ "dot": ".", "e": "e", "url": "https://a.example/b/.", "none": "" }));
    let exchange = Exchange::new().request_body(&body);
    for key in [
        "https://a.example/{$request.body#/dot}{$request.body#/dot}/c",
        "https://a.example/.{$request.body#/dot}",
        "https://a.example/%2{$request.body#/e}",
        "https://a.example/%2e{$request.body#/dot}?q",
        "https://a.example/..{$request.body#/none}#f",
        "{$request.body#/url}{$request.body#/dot}",
    ] {
        let error = Template::from(key).evaluate(&exchange).unwrap_err();
        assert!(matches!(error, EvaluateError::Segment { .. }), "{key}: {error}");
    }
}

/// Text of the pieces that expressions, braces and URLs are made of.
fn soup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(pieces), 0..12).prop_map(|pieces| pieces.concat())
}

fn any_template() -> impl Strategy<Value = String> {
    let pieces = soup(&[
        "{",
        "}",
        "{",
        "}",
        "$",
        "$request.",
        "$response.",
        "request",
        "requests",
        ".",
        "body",
        "#",
        "/",
        "~1",
        "~",
        "header.",
        "query.",
        "path.",
        "$url",
        "$method",
        "$statusCode",
        "{$request.body#/v}",
        "{v}",
        "$v",
        "https://",
        "a.example",
        " ",
        "?",
        "&",
        "=",
        "ä",
        "\n",
        "\\",
        "\"",
        "[0]",
        "'",
        "{$request.query.u}",
    ]);
    prop_oneof![3 => pieces, 1 => any::<String>()]
}

fn any_address() -> impl Strategy<Value = String> {
    let pieces = soup(&[
        "a.example",
        "b.example",
        ".",
        "..",
        "/",
        "/",
        "?",
        "#",
        "@",
        ":",
        ":80",
        "[::1]",
        "[",
        "]",
        "%2e",
        "%2F",
        "%",
        "\\",
        " ",
        "\t",
        "\u{ad}",
        "ä",
        "。",
        "／",
        "xn--",
        "1",
        "0x7f",
        ";",
        "&",
        "=",
        "*",
        "|",
        "<",
        "^",
    ]);
    let url = ("(https|http|HTTPS)://(a.example|[::1]|127.1|ä.example|a@b.example)", pieces).prop_map(|(a, b)| a + &b);
    prop_oneof![3 => url, 1 => any::<String>()]
}

fn any_value() -> impl Strategy<Value = String> {
    let pieces =
        soup(&["a", ".", "..", "/", "%2e", "%", "?", "#", "&", "=", "@", "\\", " ", "\r\n", "ä", ";", ":", "//", "+"]);
    prop_oneof![2 => pieces, 1 => any::<String>()]
}

fn body_of(address: &str, value: &str) -> Value {
    Value::from(json!({ "u": address, "v": value }))
}

/// What a URL leads to, apart from its path.
fn origin(url: &str) -> Option<(String, String, Option<u16>, String)> {
    let url = Url::parse(url).ok()?;
    Some((url.scheme().into(), url.host_str()?.into(), url.port(), url.username().into()))
}

/// How many segments and pairs a URL has, and whether it has a fragment.
fn shape(url: &str) -> Option<(usize, Option<usize>, bool)> {
    let url = Url::parse(url).ok()?;
    let pairs = url.query().map(|_| url.query_pairs().count());
    Some((url.path_segments()?.count(), pairs, url.fragment().is_some()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_text_is_a_template_that_displays_as_the_same_text(text in any_template()) {
        let template = Template::from(text.as_str());
        prop_assert_eq!(template.to_string(), text.as_str());
        for place in template.placeholders() {
            prop_assert_eq!(&text[place.range], place.text);
        }
        if let Ok(expression) = text.parse::<Expression>() {
            prop_assert_eq!(expression.to_string(), text);
        }
    }

    #[test]
    fn every_finding_is_where_it_says_and_a_correction_leaves_nothing_to_correct(text in any_template()) {
        let template = Template::from(text.as_str());
        for Finding { range, found, .. } in template.lint().into_iter().chain(template.lint_link_value()) {
            prop_assert_eq!(&text[range], found);
        }
        let corrected = template.corrected();
        let left: Vec<_> = corrected.lint().into_iter().filter(|finding| finding.suggestion.is_some()).collect();
        prop_assert!(left.is_empty(), "{corrected}: {left:?}");
    }

    #[test]
    fn nothing_panics_and_nothing_leads_to_another_host(text in any_template(), address in any_address(), value in any_value()) {
        let body = body_of(&address, &value);
        let exchange = Exchange::new().url(&address).query(&value).request_body(&body).path_parameter("v", &value);
        let _ = Template::from(text.as_str()).evaluate(&exchange);
        let _ = evaluate_link_value(&Value::from(text.clone()), &exchange);

        let opened = format!("{{$request.body#/u}}{text}");
        if let Ok(url) = Template::from(opened).evaluate(&exchange) {
            prop_assert_eq!(origin(&url), origin(&address), "{}", url);
        }
    }

    #[test]
    fn the_host_is_that_of_the_opening_value(
        address in any_address(),
        between in soup(&["/", "?", "#", ".", "..", "a", "@", ":", ";", "&", "%2e", "b.example", "//"]),
        value in any_value(),
    ) {
        let body = body_of(&address, &value);
        let key = format!("{{$request.body#/u}}{between}{{$request.body#/v}}");
        if let Ok(url) = Template::from(key).evaluate(&Exchange::new().request_body(&body)) {
            prop_assert_eq!(origin(&url), origin(&address), "{}", url);
        }
        let literal = format!("{address}{{$request.body#/v}}{between}");
        if let Ok(url) = Template::from(literal).evaluate(&Exchange::new().request_body(&body)) {
            prop_assert_eq!(origin(&url), origin(&address), "{}", url);
        }
    }

    #[test]
    fn a_value_adds_no_segment_query_or_fragment_and_arrives_whole(value in any_value()) {
        for key in [
            "{$request.body#/u}/{$request.body#/v}",
            "{$request.body#/u}/{$request.body#/v}/end",
            "{$request.body#/u}/a{$request.body#/v}?q=1",
            "{$request.body#/u}/?q={$request.body#/v}",
            "{$request.body#/u}?q={$request.body#/v}&r=1#f",
            "{$request.body#/u}#{$request.body#/v}",
        ] {
            let with = |value: &str| {
                Template::from(key).evaluate(&Exchange::new().request_body(&body_of("https://a.example/b", value)))
            };
            let harmless = with("x").unwrap();
            match with(&value) {
                Ok(url) => {
                    prop_assert!(shape(&url).is_some() && shape(&url) == shape(&harmless), "{url}");
                    if key.contains("?q={") {
                        let parsed = Url::parse(&url).unwrap();
                        let arrived = parsed.query_pairs().next().unwrap().1.into_owned();
                        prop_assert_eq!(arrived, value.as_str());
                    }
                }
                Err(EvaluateError::Segment { segment, .. }) => {
                    prop_assert!(["", ".", ".."].contains(&segment.as_str()), "{segment}");
                }
                Err(EvaluateError::Character { found, .. }) => prop_assert!(value.contains(found)),
                Err(error) => prop_assert!(false, "{error}"),
            }
        }
    }
}
