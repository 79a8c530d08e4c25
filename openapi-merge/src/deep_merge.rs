//! Deep merge: right wins, objects recurse, arrays append (R23–R25).
//!
//! Not to be confused with `|` on [`Responses`](crate::declare::Responses), which replaces whole responses. This one
//! runs inside one operation, once per response and in one order, because it is not associative: of `{x: [1]}`,
//! `{x: 5}` and `{x: [2]}` it makes `[2]` or `[1, 2]`, depending on the brackets.

use core::mem;

use openapi_model::{MediaType, RefOr, Schema, Value};

/// What FastAPI's `deep_dict_update` does to two JSON values: the later one is merged into `earlier`.
///
/// R23: of two objects each member; R24: two arrays one after the other; R25: else the later one.
///
/// ```
/// # use serde_json::json;
/// let mut earlier = json!({ "a": [1], "b": 1 }).into();
/// openapi_merge::deep_merge(&mut earlier, json!({ "a": [2], "b": {} }).into());
/// assert_eq!(earlier, openapi_model::Value::from(json!({ "a": [1, 2], "b": {} })));
/// ```
pub fn deep_merge(earlier: &mut Value, mut later: Value) {
    match (earlier, &mut later) {
        (Value::Object(earlier), Value::Object(later)) => {
            for (key, value) in mem::take(later) {
                match earlier.get_mut(&*key) {
                    Some(held) => deep_merge(held, value),
                    None => {
                        earlier.insert(key, value);
                    }
                }
            }
        }
        (Value::Array(earlier), Value::Array(later)) => earlier.append(later),
        (earlier, later) => *earlier = mem::take(later),
    }
}

/// R17, R19: a schema merged over another.
pub(crate) fn schemas(earlier: Option<Schema>, later: Schema) -> Schema {
    let Some(earlier) = earlier else { return later };
    if earlier.keywords().is_none_or(|keywords| keywords.is_empty()) {
        return later;
    }
    let kept = later.clone();
    let mut merged = earlier.into_value();
    deep_merge(&mut merged, later.into_value());
    openapi_model::FromValue::from_value(merged).unwrap_or(kept)
}

/// R18: merges a declared media type over the generated one, which holds a schema alone.
pub(crate) fn media_types(generated: &RefOr<MediaType>, said: &mut RefOr<MediaType>) {
    let RefOr::Item(MediaType { schema: Some(schema), .. }) = generated else { return };
    match said {
        RefOr::Item(said) => {
            said.schema = Some(match said.schema.take() {
                Some(later) => schemas(Some(schema.clone()), later),
                None => schema.clone(),
            });
        }
        RefOr::Ref(said) => {
            let mut merged = schema.clone().into_value();
            if let Some(later) = said.extensions.remove("schema") {
                deep_merge(&mut merged, later);
            }
            said.extensions.insert("schema", merged);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn merged(values: [serde_json::Value; 2]) -> Value {
        let [mut earlier, later] = values.map(Value::from);
        deep_merge(&mut earlier, later);
        earlier
    }

    #[test]
    fn it_is_not_associative() {
        let [a, b, c] = [json!({ "x": [1] }), json!({ "x": 5 }), json!({ "x": [2] })];
        let left = merged([merged([a.clone(), b.clone()]).into(), c.clone()]);
        let right = merged([a, merged([b, c]).into()]);
        assert_eq!((left, right), (json!({ "x": [2] }).into(), json!({ "x": [1, 2] }).into()));
    }
}
