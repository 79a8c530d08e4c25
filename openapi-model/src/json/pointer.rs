//! JSON Pointers (RFC 6901) as text.

use alloc::string::String;

use jsonptr::index::Index;
use jsonptr::{Pointer, Token};

/// Adds one token to a pointer, escaped.
///
/// ```
/// let mut pointer = String::from("/paths");
/// openapi_model::pointer::push(&mut pointer, "/items/{item_id}");
/// assert_eq!(pointer, "/paths/~1items~1{item_id}");
/// ```
pub fn push(pointer: &mut String, token: &str) {
    pointer.push('/');
    pointer.push_str(Token::new(token).encoded());
}

/// Returns the tokens of a pointer, unescaped; `None` if it is no pointer.
///
/// ```
/// let tokens: Vec<String> = openapi_model::pointer::tokens("/paths/~1items").into_iter().flatten().collect();
/// assert_eq!(tokens, ["paths", "/items"]);
/// assert!(openapi_model::pointer::tokens("paths").is_none());
/// ```
pub fn tokens(pointer: &str) -> Option<impl Iterator<Item = String>> {
    Some(Pointer::parse(pointer).ok()?.tokens().map(|token| token.decoded().into_owned()))
}

/// The array index that a token spells: digits without a leading zero.
pub(crate) fn array_index(token: &str) -> Option<usize> {
    match Token::new(token).to_index() {
        Ok(Index::Num(index)) => Some(index),
        _ => None,
    }
}
