//! One document at another version of the specification, behind the feature `version`.

// They hold what is written against the checks.
#[cfg(all(test, feature = "check"))]
mod laws;
mod links;
mod media_types;
mod query;
mod references;
mod report;
mod schema;
mod security;
mod step;
mod stricter;
mod to_3_0;
mod to_3_1;

pub use report::{Loss, Report};

use crate::{OpenApi, Version};
use step::{Direction, Step};

/// Says a document in an older version of the specification, and tells what that version cannot say.
///
/// What cannot be said is kept as `x-oai-…` where that is possible, and [`upgrade`] brings it back. Every schema accepts
/// at least what it accepted before: whatever leans on a keyword that is set aside goes with it, and the report names
/// both. A document of that version or an older one is returned as it is. Needs the feature `version`.
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
/// assert_eq!(upgrade(older, Version::V3_1).0, document);
/// # Ok::<(), openapi_model::ReadError>(())
/// ```
pub fn downgrade(document: OpenApi, to: Version) -> (OpenApi, Report) {
    convert(document, Direction::Down, |older, own| older < own && older >= to)
}

/// Says a document in a newer version of the specification, with what [`downgrade`] kept aside back in its place, and
/// tells what that version forbids.
///
/// Every schema accepts exactly what it accepted before. What has no meaning in the newer version is kept as `x-oai-…`,
/// and what is forbidden there but has no other spelling is left as it stands; the report names both. A document of that
/// version or a newer one is returned as it is. Needs the feature `version`.
///
/// ```
/// use openapi_model::{OpenApi, Version, upgrade};
///
/// let text = r##"{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{},"components":{
///     "headers":{"Page":{"schema":{"minimum":1,"exclusiveMinimum":false},"allowEmptyValue":true}}}}"##;
/// let (newer, report) = upgrade(OpenApi::from_json(text)?, Version::V3_1);
/// let page = newer.components.headers["Page"].item().unwrap();
/// assert_eq!(page.schema.as_ref().unwrap().as_value().to_string(), r#"{"minimum":1}"#);
/// assert_eq!(
///     report.to_string(),
///     "`allowEmptyValue` cannot be said at /components/headers/Page/allowEmptyValue: \
///      kept as `x-oai-allowEmptyValue`\n",
/// );
/// # Ok::<(), openapi_model::ReadError>(())
/// ```
pub fn upgrade(document: OpenApi, to: Version) -> (OpenApi, Report) {
    convert(document, Direction::Up, |older, own| older >= own && older < to)
}

/// Makes the steps in a direction that a document needs, by the older version of each and the document's own.
fn convert(mut document: OpenApi, direction: Direction, needs: impl Fn(Version, Version) -> bool) -> (OpenApi, Report) {
    let mut report = Report::default();
    let Ok(own) = document.openapi.parse() else {
        return (document, report);
    };
    let mut steps: alloc::vec::Vec<_> = STEPS.iter().filter(|(older, _)| needs(*older, own)).collect();
    if direction == Direction::Down {
        steps.reverse();
    }
    for (_, step) in steps {
        step(&mut document, &mut Step::new(direction, &mut report));
    }
    (document, report)
}

/// What lies between a version and the next one.
type Difference = fn(&mut OpenApi, &mut Step<'_>);

/// The differences by the older of their two versions, upwards.
const STEPS: &[(Version, Difference)] = &[(Version::V3_0, to_3_0::step), (Version::V3_1, to_3_1::step)];

#[cfg(test)]
mod tests;
