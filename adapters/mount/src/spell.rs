//! What frameworks need to spell a path.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What never stands as it is in the path of a request.
const ENCODED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}');

/// Text of a path template as requests carry it, for frameworks that compare it undecoded.
///
/// ```
/// assert_eq!(openapi_mount::percent_encoded("/menü/100 %"), "/men%C3%BC/100%20%25");
/// ```
pub fn percent_encoded(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, ENCODED).into()
}

/// The regular expression of a convertor that has one: `int`, `float`, `uuid`.
pub fn pattern(convertor: Option<&str>) -> Option<&'static str> {
    match convertor? {
        "int" => Some("[0-9]+"),
        "float" => Some(r"[0-9]+(\.[0-9]+)?"),
        "uuid" => Some("[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}"),
        _ => None,
    }
}
