//! Schemas of both versions, and values that some of them accept.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

type Schemas = BoxedStrategy<Value>;

/// Three schemas of OAS 3.1, of which each may refer to the later ones.
pub fn of_3_1() -> Schemas {
    three(schema_of_3_1)
}

/// As [`of_3_1`], of OAS 3.0.
pub fn of_3_0() -> Schemas {
    three(schema_of_3_0)
}

fn three(schema: fn(&'static [&'static str]) -> Schemas) -> Schemas {
    (schema(&["B", "C"]), schema(&["C"]), schema(&[])).prop_map(|(a, b, c)| json!({ "A": a, "B": b, "C": c })).boxed()
}

/// Values of every kind.
pub fn instances() -> impl Strategy<Value = Vec<Value>> {
    let simple = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(1),
        json!(2),
        json!(-1),
        json!(2.5),
        json!(""),
        json!("a"),
        json!("ab"),
        json!([]),
        json!({}),
    ];
    let leaf = select(simple.clone());
    let values = leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(select(&["a", "ab", "b"]).prop_map(String::from), inner, 0..4)
                .prop_map(|members| members.into_iter().collect()),
        ]
    });
    prop::collection::vec(values, 24).prop_map(move |mut values| {
        values.extend(simple.clone());
        values
    })
}

fn keywords_of(schema: impl Strategy<Value = Vec<(&'static str, Value)>> + 'static) -> Schemas {
    schema
        .prop_map(|keywords| keywords.into_iter().map(|(keyword, value)| (String::from(keyword), value)).collect())
        .boxed()
}

fn value() -> impl Strategy<Value = Value> {
    select(vec![json!(null), json!(1), json!("a"), json!([]), json!({ "a": 1 }), json!(true)])
}

fn small() -> impl Strategy<Value = Value> {
    (0..3_u8).prop_map(Value::from)
}

/// The keywords that both versions have and spell alike.
fn common(inner: Schemas) -> BoxedStrategy<(&'static str, Value)> {
    let list = prop::collection::vec(inner.clone(), 1..4).prop_map(Value::from).boxed();
    let named = prop::collection::btree_map(select(&["a", "ab", "b"]).prop_map(String::from), inner.clone(), 1..3);
    let named = named.prop_map(|members| members.into_iter().collect::<Value>());
    prop_oneof![
        2 => select(&["string", "integer", "number", "array", "object", "boolean"]).prop_map(|it| ("type", it.into())),
        1 => prop::collection::vec(value(), 1..4).prop_map(|it| ("enum", it.into())),
        1 => (select(&["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"]), small()),
        1 => (select(&["minimum", "maximum"]), small()),
        1 => Just(("uniqueItems", json!(true))),
        1 => Just(("required", json!(["a"]))),
        1 => Just(("pattern", json!("^a"))),
        1 => any::<bool>().prop_map(|it| ("nullable", it.into())),
        1 => value().prop_map(|it| ("example", it)),
        2 => (select(&["items", "not", "additionalProperties"]), inner),
        1 => any::<bool>().prop_map(|it| ("additionalProperties", it.into())),
        2 => (select(&["allOf", "anyOf", "oneOf"]), list),
        2 => named.prop_map(|it| ("properties", it)),
    ]
    .boxed()
}

fn references(names: &'static [&'static str]) -> BoxedStrategy<(&'static str, Value)> {
    if names.is_empty() {
        return Just(("title", json!("t"))).boxed();
    }
    select(names).prop_map(|name| ("$ref", json!(format!("#/components/schemas/{name}")))).boxed()
}

fn schema_of_3_0(names: &'static [&'static str]) -> Schemas {
    let leaf = keywords_of(prop::collection::vec(
        prop_oneof![references(names), Just(("type", json!("string"))), Just(("nullable", json!(true)))],
        0..3,
    ));
    leaf.prop_recursive(3, 24, 3, move |inner| {
        let keyword = prop_oneof![
            8 => common(inner),
            2 => references(names),
            1 => select(&["exclusiveMinimum", "exclusiveMaximum"])
                .prop_flat_map(|it| any::<bool>().prop_map(move |flag| (it, flag.into()))),
            1 => Just(("allOf", json!([]))),
            1 => Just(("anyOf", json!([{ "type": "string", "nullable": true }]))),
        ];
        keywords_of(prop::collection::vec(keyword, 0..6))
    })
    .boxed()
}

fn schema_of_3_1(names: &'static [&'static str]) -> Schemas {
    let leaf = prop_oneof![
        1 => any::<bool>().prop_map(Value::from),
        4 => keywords_of(prop::collection::vec(references(names), 0..2)),
        1 => Just(json!({ "type": "null" })),
    ];
    leaf.prop_recursive(3, 24, 3, move |inner| {
        let list = prop::collection::vec(inner.clone(), 1..3).prop_map(Value::from).boxed();
        let types = select(vec![
            json!("null"),
            json!(["string", "null"]),
            json!(["null"]),
            json!(["array", "object"]),
            json!(["integer", "string", "null"]),
        ]);
        let nullable = inner.clone().prop_map(|schema| json!([schema, { "type": "null" }]));
        let by_name = |name: &'static str| inner.clone().prop_map(move |schema| json!({ name: schema }));
        let newer = prop_oneof![
            types.prop_map(|it| ("type", it)),
            value().prop_map(|it| ("const", it)),
            Just(("enum", json!([]))),
            Just(("required", json!([]))),
            Just(("minLength", json!(1.0))),
            Just(("dependentRequired", json!({ "a": ["b"] }))),
            (select(&["exclusiveMinimum", "exclusiveMaximum", "minContains", "maxContains"]), small()),
            list.prop_map(|it| ("prefixItems", it)),
            (select(&["anyOf", "oneOf"]), nullable),
            by_name("^a").prop_map(|it| ("patternProperties", it)),
            by_name("a").prop_map(|it| ("dependentSchemas", it)),
            by_name("D").prop_map(|it| ("$defs", it)),
            (select(&["if", "then", "else", "contains", "propertyNames"]), inner.clone()),
            (select(&["unevaluatedItems", "unevaluatedProperties", "not"]), inner.clone()),
        ];
        let keyword = prop_oneof![8 => common(inner), 8 => newer, 2 => references(names)];
        keywords_of(prop::collection::vec(keyword, 0..6))
    })
    .boxed()
}
