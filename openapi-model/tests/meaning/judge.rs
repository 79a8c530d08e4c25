//! The crate `jsonschema` as the judge.

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

/// The schema `A` of these components in OAS 3.1, whose dialect is based on JSON Schema 2020-12.
pub fn in_3_1(components: &Value) -> Validator {
    validator(components.clone(), Draft::Draft202012)
}

/// As [`in_3_1`], in OAS 3.0: JSON Schema as it was at draft 4, and `nullable` (OAS 3.0.3, Schema Object).
pub fn in_3_0(components: &Value) -> Validator {
    let mut components = components.clone();
    let schemas = components["schemas"].as_object_mut().unwrap();
    schemas.values_mut().for_each(nullable_as_a_type);
    validator(components, Draft::Draft4)
}

fn validator(components: Value, draft: Draft) -> Validator {
    let schema = json!({ "$ref": "#/components/schemas/A", "components": components });
    let validator = jsonschema::options().with_draft(draft).should_validate_formats(false).build(&schema);
    validator.unwrap_or_else(|error| panic!("{error} in {schema:#}"))
}

fn nullable_as_a_type(schema: &mut Value) {
    let Some(keywords) = schema.as_object_mut() else {
        return;
    };
    if let (Some(Value::Bool(true)), Some(kind)) = (keywords.remove("nullable"), keywords.get_mut("type")) {
        *kind = json!([kind, "null"]);
    }
    for (keyword, value) in keywords.iter_mut() {
        match keyword.trim_start_matches("x-oai-") {
            "items" | "not" | "additionalProperties" => nullable_as_a_type(value),
            "allOf" | "anyOf" | "oneOf" => value.as_array_mut().into_iter().flatten().for_each(nullable_as_a_type),
            "properties" => value.as_object_mut().into_iter().flat_map(Map::values_mut).for_each(nullable_as_a_type),
            _ => {}
        }
    }
}
