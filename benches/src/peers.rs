//! The scenario as each peer says it: its own types, in the way its documentation shows, to text.
//!
//! None of them knows FastAPI's rules, so each is told what the rules come to.

pub(crate) mod aide;
mod oas3;
mod openapiv3;
pub(crate) mod poem;
pub(crate) mod utoipa;

use crate::Generate;
use crate::scenario::Words;

/// The peers, by name.
pub const GENERATORS: [(&str, Generate); 5] = [
    ("poem-openapi", poem::generate),
    ("utoipa", utoipa::generate),
    ("aide", aide::generate),
    ("openapiv3", openapiv3::generate),
    ("oas3", oas3::generate),
];

const ITEM: &str = "#/components/schemas/Item";
const MESSAGE: &str = "#/components/schemas/Message";
const RECEIPT: &str = "#/components/schemas/Receipt";
const INVALID: &str = "#/components/schemas/HTTPValidationError";

/// The texts that FastAPI's rules make of a name.
struct Made {
    summary: String,
    id: String,
}

/// `update_resource_7` → `Update Resource 7` and `update_resource_7_resource7__id__put`
fn made(words: &Words) -> Made {
    let number = words.name.trim_start_matches(|c: char| !c.is_ascii_digit());
    Made { summary: format!("Update Resource {number}"), id: format!("{}_resource{number}__id__put", words.name) }
}

/// The same for a callback.
fn made_of_callback(words: &Words) -> Made {
    let number = words.callback.trim_start_matches(|c: char| !c.is_ascii_digit());
    Made { summary: format!("On Update {number}"), id: format!("{}__request_body__url__post", words.callback) }
}
