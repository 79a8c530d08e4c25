//! What holds for all declarations.

use openapi_merge::declare::{self, Include, Operation, Responses, Router};
use openapi_merge::{Api, deep_merge};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value};

const KEYS: [&str; 10] = ["200", "404", "422", "500", "1XX", "4XX", "4xx", "default", "Default", "teapot"];

fn responses() -> impl Strategy<Value = Responses> {
    vec((0..KEYS.len(), 0..4u8, any::<bool>()), 0..6).prop_map(|entries| {
        entries.into_iter().fold(Responses::new(), |responses, (key, text, media_type)| {
            let response = declare::description(format!("text {text}"));
            responses.with(KEYS[key], if media_type { response.media_type("text/plain") } else { response })
        })
    })
}

/// What responses come to: the document, or what is wrong. Written straight, it is the same text.
fn outcome(responses: Responses) -> String {
    outcome_of(&Api::without_handlers("A", "1").operation(declare::get("/a").responses(responses)))
}

fn outcome_of(api: &Api) -> String {
    match api.document() {
        Ok(document) => {
            let text = document.to_json();
            assert_eq!(api.to_json().expect("there is a document"), text);
            text
        }
        Err(problems) => problems.iter().map(|problem| format!("{}\n", problem.kind)).collect(),
    }
}

proptest! {
    #[test]
    fn no_responses_are_the_identity_of_or(a in responses()) {
        prop_assert_eq!(outcome(a.clone() | Responses::new()), outcome(a.clone()));
        prop_assert_eq!(outcome(Responses::new() | a.clone()), outcome(a));
    }

    #[test]
    fn or_is_associative_order_included(a in responses(), b in responses(), c in responses()) {
        let left = (a.clone() | b.clone()) | c.clone();
        let right = a | (b | c);
        prop_assert_eq!(outcome(left), outcome(right));
    }

    #[test]
    fn or_keeps_the_right(a in responses(), b in responses()) {
        let either = a.clone() | b.clone();
        for key in b.keys() {
            prop_assert_eq!(format!("{:?}", either.get(key)), format!("{:?}", b.get(key)));
        }
        let expected: Vec<_> = a.keys().chain(b.keys().filter(|key| a.get(*key).is_none())).collect();
        prop_assert_eq!(either.keys().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn or_with_itself_is_itself(a in responses()) {
        prop_assert_eq!(outcome(a.clone() | a.clone()), outcome(a));
    }

    #[test]
    fn building_twice_gives_the_same_bytes(layers in layers()) {
        let api = api(&layers);
        let before = format!("{api:?}");
        let first = outcome_of(&api);
        prop_assert_eq!(&first, &outcome_of(&api));
        prop_assert_eq!(&first, &outcome_of(&api.clone()));
        prop_assert_eq!(before, format!("{api:?}"));
    }

    #[test]
    fn no_declared_key_is_missing(layers in layers()) {
        let api = api(&layers);
        if let Ok(document) = api.document() {
            let document: Value = serde_json::from_str(&document.to_json()).expect("JSON");
            let shown = document["paths"]["/outer/inner/a"]["get"]["responses"].as_object().expect("responses");
            for key in layers.iter().flat_map(Responses::keys) {
                prop_assert!(shown.contains_key(&key.to_string()), "{key} is not in {shown:?}");
            }
        }
    }

    #[test]
    fn deep_merge_is_deep_dict_update(earlier in json(), later in json()) {
        let mut merged = earlier.clone().into();
        deep_merge(&mut merged, later.clone().into());
        let expected = deep_dict_update(&earlier, &later);
        prop_assert_eq!(serde_json::to_string(&merged).expect("JSON"), expected.to_string());
    }

    #[test]
    fn deep_merge_with_an_empty_object_changes_nothing(object in object()) {
        let mut merged = Value::Object(object.clone()).into();
        deep_merge(&mut merged, Value::Object(Map::new()).into());
        let mut from_nothing = Value::Object(Map::new()).into();
        deep_merge(&mut from_nothing, Value::Object(object).into());
        prop_assert_eq!(merged, from_nothing);
    }

    #[test]
    fn any_text_is_a_value_or_a_problem(texts in vec(text(), 9)) {
        let [key, path, prefix, name, expression, tag, media_type, description, method] =
            <[String; 9]>::try_from(texts).expect("there are nine");
        let callback = Operation::new(method.clone(), expression).name(name.clone());
        let operation = Operation::new(method, path)
            .name(name.clone())
            .description(description.clone())
            .tag(tag.clone())
            .query_parameter::<String>(name.clone())
            .response(key.as_str(), declare::media_type(media_type.clone()).description(description))
            .status_code(key.as_str())
            .callbacks([callback.clone()]);
        let router = Router::without_handlers().prefix(prefix.clone()).tag(tag).operation(operation);
        let api = Api::without_handlers(name.clone(), name.clone())
            .response(key, declare::description(name))
            .include_with(Include::new().prefix(prefix), router)
            .webhooks(Router::without_handlers().operation(callback));
        let problems = api.problems();
        match api.document() {
            Ok(document) => {
                prop_assert!(!problems.has_errors());
                prop_assert_eq!(api.to_json().expect("there is a document"), document.to_json());
                prop_assert!(serde_json::from_str::<Value>(&document.to_json()).is_ok());
            }
            Err(found) => {
                prop_assert!(problems.has_errors());
                prop_assert_eq!(found.to_string(), problems.to_string());
            }
        }
    }
}

/// What the application, an inclusion, a router and an operation declare.
fn layers() -> impl Strategy<Value = [Responses; 4]> {
    [responses(), responses(), responses(), responses()]
}

fn api([app, include, router, operation]: &[Responses; 4]) -> Api {
    let operation = declare::get("/a").name("read").responses(operation.clone());
    let router = Router::without_handlers().prefix("/inner").responses(router.clone()).operation(operation);
    Api::without_handlers("A", "1")
        .responses(app.clone())
        .include_with(Include::new().prefix("/outer").responses(include.clone()), router)
}

/// Texts that mean something here, whole or in pieces, and any others.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("/"),
        Just("{"),
        Just("}"),
        Just("{a}"),
        Just("{a:int}"),
        Just("{a:b:c}"),
        Just("$request.body#/"),
        Just("4XX"),
        Just("default"),
        Just("404"),
        Just("GET"),
        Just("post"),
        Just(":"),
        Just("~1"),
        Just("%"),
        Just("\u{c}"),
        Just("ß"),
        Just("İ"),
        Just("e\u{301}"),
        Just("\u{0}"),
        Just("𝕏"),
    ];
    prop_oneof![any::<String>(), vec(piece, 0..6).prop_map(|pieces| pieces.concat())]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-c]{0,2}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec(("[a-c]", inner), 0..4).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn object() -> impl Strategy<Value = Map<String, Value>> {
    vec(("[a-c]", json()), 0..4).prop_map(|members| members.into_iter().collect())
}

/// FastAPI's rule, put down from its description (R23–R25): an object's members one by one, lists one after the other,
/// else the later. Two values are merged as if they stood under one key.
fn deep_dict_update(earlier: &Value, later: &Value) -> Value {
    if let (Some(earlier), Some(later)) = (earlier.as_object(), later.as_object()) {
        let both = earlier.iter().map(|(key, value)| match later.get(key) {
            Some(later) => (key.clone(), deep_dict_update(value, later)),
            None => (key.clone(), value.clone()),
        });
        let only_later = later.iter().filter(|(key, _)| !earlier.contains_key(*key));
        return Value::Object(both.chain(only_later.map(|(key, value)| (key.clone(), value.clone()))).collect());
    }
    if let (Some(earlier), Some(later)) = (earlier.as_array(), later.as_array()) {
        return Value::Array([earlier.as_slice(), later].concat());
    }
    later.clone()
}

/// The written-down rule is FastAPI's: `fixtures/deep_merge/record.py` asked it.
#[test]
fn deep_dict_update_is_as_recorded() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/deep_merge/deep_dict_update.fastapi-0.165.0.json");
    let text = std::fs::read_to_string(path).expect("it is recorded");
    let recorded: Vec<[Value; 3]> = serde_json::from_str(&text).expect("triples");
    assert_eq!(recorded.len(), 200);
    for [earlier, later, expected] in recorded {
        assert_eq!(deep_dict_update(&earlier, &later).to_string(), expected.to_string());
        let mut merged = earlier.into();
        deep_merge(&mut merged, later.into());
        assert_eq!(serde_json::to_string(&merged).expect("JSON"), expected.to_string());
    }
}
