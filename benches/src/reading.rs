//! Reading a document and writing it again, by us and by each peer.

use serde_json::Value;

/// Asked when the text is read, and again when it is written, whether to go on.
pub type GoOn<'a> = &'a mut dyn FnMut() -> bool;

/// Reads the text and writes what was read; `None` if it cannot be read or was not to be written.
pub type RoundTrip = fn(&str, GoOn<'_>) -> Option<String>;

macro_rules! serde_round_trip {
    ($type:ty) => {
        |text, go_on| {
            let document: $type = serde_json::from_str(text).ok()?;
            let written = go_on().then(|| serde_json::to_string(&document).ok()).flatten();
            go_on();
            written
        }
    };
}

fn ours(text: &str, go_on: GoOn<'_>) -> Option<String> {
    let document = openapi_model::OpenApi::from_json(text).ok()?;
    let written = go_on().then(|| document.to_json());
    go_on();
    written
}

/// Everybody who reads documents, by name; we are first and `serde_json::Value`, the measure, is second.
pub fn readers() -> Vec<(&'static str, RoundTrip)> {
    vec![
        ("ours", ours),
        ("serde_json::Value", serde_round_trip!(Value)),
        #[cfg(feature = "peers")]
        ("openapiv3", serde_round_trip!(openapiv3::OpenAPI)),
        #[cfg(feature = "peers")]
        ("oas3", serde_round_trip!(oas3::Spec)),
        #[cfg(feature = "peers")]
        ("aide", serde_round_trip!(aide::openapi::OpenApi)),
        #[cfg(feature = "peers")]
        ("utoipa", serde_round_trip!(utoipa::openapi::OpenApi)),
        #[cfg(feature = "peers")]
        ("roas 3.0", serde_round_trip!(roas::v3_0::spec::Spec)),
        #[cfg(feature = "peers")]
        ("roas 3.1", serde_round_trip!(roas::v3_1::spec::Spec)),
    ]
}

/// A document of about five megabytes, compact.
pub fn made() -> String {
    crate::ours::generate(crate::scenario::Scenario::made(5_000))
}

/// How a document came back: byte for byte, as equal JSON, or changed.
pub fn compared(before: &str, after: &str) -> &'static str {
    let value = |text| serde_json::from_str::<Value>(text).unwrap_or_default();
    match before == after {
        true => "exact",
        false if value(before) == value(after) => "equal",
        false => "changed",
    }
}
