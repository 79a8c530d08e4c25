//! The small grammars that texts of a document must follow.

use crate::Version;
use crate::navigate::grammar::{is_token, is_token_byte};

/// The version that a document's `openapi` means, even where it is not spelt as it must be.
pub(super) fn version_of(openapi: &str) -> Option<Version> {
    openapi.parse().ok().or_else(|| openapi.get(..3).and_then(|minor| minor.parse().ok()))
}

/// A media type or media type range with parameters: RFC 9110, sections 8.3.1 and 12.5.1.
pub(super) fn is_media_range(text: &str) -> bool {
    let (range, parameters) = text.split_once(';').map_or((text, None), |(range, rest)| (range, Some(rest)));
    let Some((kind, subtype)) = range.trim_end_matches([' ', '\t']).split_once('/') else {
        return false;
    };
    is_token(kind) && is_token(subtype) && parameters.is_none_or(are_parameters)
}

/// `name=value` pairs between semicolons; a pair may be missing.
fn are_parameters(mut text: &str) -> bool {
    loop {
        text = text.trim_start_matches([' ', '\t']);
        let name = text.bytes().take_while(|byte| is_token_byte(*byte)).count();
        if name > 0 {
            let Some(value) = text[name..].strip_prefix('=') else {
                return false;
            };
            let length = if value.starts_with('"') {
                quoted_length(value)
            } else {
                value.bytes().take_while(|byte| is_token_byte(*byte)).count()
            };
            if length == 0 {
                return false;
            }
            text = value[length..].trim_start_matches([' ', '\t']);
        }
        match text.strip_prefix(';') {
            Some(rest) => text = rest,
            None => return text.is_empty(),
        }
    }
}

/// The length of a quoted string that a text begins with; 0 if it does not end.
fn quoted_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    0
}

/// Whether nothing in a text keeps it from being a URI or IRI reference. Braces, common in the names of files, do not.
pub(super) fn is_uri_reference(text: &str) -> bool {
    !text.contains(|character: char| character.is_whitespace() || character.is_control() || "<>\"".contains(character))
}

/// Whether a URI reference names its scheme.
pub(super) fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// Whether a text can be an e-mail address: something on both sides of one `@`.
pub(super) fn is_email(text: &str) -> bool {
    text.rsplit_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty() && !text.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_ranges() {
        for text in ["application/json", "*/*", "text/*; charset=utf-8", "a/b;x=\"1;\\\"2\" ;y=z", "application/json;"]
        {
            assert!(is_media_range(text), "{text}");
        }
        for text in ["", "json", "application/", "/json", "text/html; charset", "a b/c", "a/b;x=\"1", "a/b c"] {
            assert!(!is_media_range(text), "{text}");
        }
    }
}
