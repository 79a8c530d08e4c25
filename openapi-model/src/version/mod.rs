//! One document at another version of the specification, behind the feature `version`.

// They hold what is written against the checks.
#[cfg(all(test, feature = "check"))]
mod laws;
mod report;
mod schema;
mod step;
mod target;
mod to_3_0;
mod to_3_1;

pub use report::{Loss, Report};

use crate::{OpenApi, Version};
use step::{Direction, Step};

/// A document as an older version of the specification says it, and what that version cannot say.
///
/// What cannot be said is kept as `x-oai-…` where that is possible, and [`upgrade`] brings it back. A document of that
/// version or an older one is returned as it is. Needs the feature `version`.
///
/// ```
/// use openapi_model::{OpenApi, Version, downgrade, upgrade};
///
/// let text = r##"{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{},
///     "components":{"schemas":{"Name":{"type":["string","null"]}}}}"##;
/// let document = OpenApi::from_json(text)?;
/// let (older, report) = downgrade(document.clone(), Version::V3_0);
/// assert_eq!(older.components.schemas["Name"].as_value().to_string(), r#"{"type":"string","nullable":true}"#);
/// assert!(report.is_empty());
/// assert_eq!(upgrade(older, Version::V3_1), document);
/// # Ok::<(), openapi_model::ReadError>(())
/// ```
pub fn downgrade(mut document: OpenApi, to: Version) -> (OpenApi, Report) {
    let mut report = Report::default();
    let from = document.openapi.parse().unwrap_or(to);
    for (version, step) in STEPS.iter().rev() {
        if *version < from && *version >= to {
            step(&mut document, &mut Step::new(Direction::Down, &mut report));
        }
    }
    (document, report)
}

/// A document as a newer version of the specification says it, with what [`downgrade`] kept aside back in its place.
///
/// A document of that version or a newer one is returned as it is. Needs the feature `version`.
pub fn upgrade(mut document: OpenApi, to: Version) -> OpenApi {
    let mut report = Report::default();
    let from = document.openapi.parse().unwrap_or(to);
    for (version, step) in STEPS {
        if *version >= from && *version < to {
            step(&mut document, &mut Step::new(Direction::Up, &mut report));
        }
    }
    document
}

/// What lies between a version and the next one.
type Difference = fn(&mut OpenApi, &mut Step<'_>);

/// The differences by the older of their two versions, upwards.
const STEPS: &[(Version, Difference)] = &[(Version::V3_0, to_3_0::step), (Version::V3_1, to_3_1::step)];

#[cfg(test)]
mod tests {
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
        assert_eq!(upgrade(older, Version::V3_2), document);
    }

    #[test]
    fn schemas_of_3_0_in_3_1() {
        let old =
            json!({ "S": { "type": "string", "nullable": true }, "N": { "maximum": 1, "exclusiveMaximum": true } });
        let newer = upgrade(document("3.0.3", json!({ "schemas": old })), Version::V3_2);
        assert_eq!(newer.openapi, "3.2.0");
        assert_eq!(*newer.components.schemas["S"].as_value(), json!({ "type": ["string", "null"] }));
        assert_eq!(*newer.components.schemas["N"].as_value(), json!({ "exclusiveMaximum": 1 }));
    }
}
