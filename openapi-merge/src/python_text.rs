//! Texts as Python makes them: titles and identifiers.

use alloc::string::String;

/// R6, R39: `str.title()` with spaces for underscores. A letter that follows no letter is upper case, all others are
/// lower case.
pub(crate) fn push_spaced_title(titled: &mut String, text: &str) {
    let mut after_letter = false;
    if text.is_ascii() {
        push_changed(titled, text, |byte| {
            let cased = if after_letter { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
            after_letter = byte.is_ascii_alphabetic();
            if byte == b'_' { b' ' } else { cased }
        });
        return;
    }
    for character in text.chars() {
        match character {
            '_' => titled.push(' '),
            _ if after_letter => titled.extend(character.to_lowercase()),
            _ => titled.extend(character.to_uppercase()),
        }
        after_letter = character.is_lowercase() || character.is_uppercase();
    }
}

/// Appends an ASCII text byte by byte changed, a block at a time: `push` asks for room for every character.
fn push_changed(changed: &mut String, ascii: &str, mut change: impl FnMut(u8) -> u8) {
    for block in ascii.as_bytes().chunks(64) {
        let mut bytes = [0; 64];
        for (to, from) in bytes.iter_mut().zip(block) {
            *to = change(*from);
        }
        changed.push_str(core::str::from_utf8(&bytes[..block.len()]).unwrap_or_default());
    }
}

/// As [`push_spaced_title`].
pub(crate) fn spaced_title(text: &str) -> String {
    let mut titled = String::with_capacity(text.len());
    push_spaced_title(&mut titled, text);
    titled
}

/// R39: everything but letters, digits and `_` becomes `_`.
pub(crate) fn push_identifier(identifier: &mut String, text: &str) {
    if text.is_ascii() {
        push_changed(identifier, text, |byte| if byte.is_ascii_alphanumeric() { byte } else { b'_' });
        return;
    }
    identifier.extend(text.chars().map(|character| if character.is_alphanumeric() { character } else { '_' }));
}

/// `str.lower()`
pub(crate) fn push_lower_case(lower: &mut String, text: &str) {
    let start = lower.len();
    if text.is_ascii() {
        lower.push_str(text);
        lower[start..].make_ascii_lowercase();
    } else {
        lower.extend(text.chars().flat_map(char::to_lowercase));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_as_python_writes_them() {
        assert_eq!(spaced_title("fooBar_baz2q"), "Foobar Baz2Q");
        assert_eq!(spaced_title("Response_4XX_it's__"), "Response 4Xx It'S  ");
        assert_eq!(spaced_title("é_ß_\u{17f}"), "É SS S");
    }
}
