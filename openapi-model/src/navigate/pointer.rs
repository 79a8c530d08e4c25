//! JSON Pointers (RFC 6901) as text.

use alloc::string::String;

/// Adds one token to a pointer, escaped.
///
/// ```
/// let mut pointer = String::from("/paths");
/// openapi_model::pointer::push(&mut pointer, "/items/{item_id}");
/// assert_eq!(pointer, "/paths/~1items~1{item_id}");
/// ```
pub fn push(pointer: &mut String, token: &str) {
    pointer.push('/');
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// The tokens of a pointer, unescaped; `None` if it is neither empty nor begins with `/`.
pub fn tokens(pointer: &str) -> Option<impl Iterator<Item = String>> {
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return None;
    }
    Some(pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")))
}
