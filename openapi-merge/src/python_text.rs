//! Texts as Python makes them: titles and identifiers.

use alloc::string::String;

/// R6, R39: `str.title()` with spaces for underscores. A letter that follows no letter is upper case, all others are
/// lower case.
pub(crate) fn push_spaced_title(titled: &mut String, text: &str) {
    if text.is_ascii() {
        push_changed(titled, text, |before, byte| match byte {
            b'_' => b' ',
            _ if before.is_ascii_alphabetic() => byte.to_ascii_lowercase(),
            _ => byte.to_ascii_uppercase(),
        });
        return;
    }
    let mut after_letter = false;
    for character in text.chars() {
        match character {
            '_' => titled.push(' '),
            _ if after_letter => titled.extend(character.to_lowercase()),
            _ => titled.extend(character.to_uppercase()),
        }
        after_letter = character.is_lowercase() || character.is_uppercase();
    }
}

/// Appends an ASCII text, each byte changed as it and the byte before it say. Blocks of a fixed length, so that the
/// compiler changes many bytes at once.
fn push_changed(changed: &mut String, ascii: &str, change: impl Fn(u8, u8) -> u8) {
    const BLOCK: usize = 32;
    let mut from = [0; BLOCK + 1];
    for block in ascii.as_bytes().chunks(BLOCK) {
        from[1..=block.len()].copy_from_slice(block);
        let mut to = [0; BLOCK];
        for (at, byte) in to.iter_mut().enumerate() {
            *byte = change(from[at], from[at + 1]);
        }
        changed.push_str(core::str::from_utf8(&to[..block.len()]).unwrap_or_default());
        from[0] = from[BLOCK];
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
        push_changed(identifier, text, |_, byte| if byte.is_ascii_alphanumeric() { byte } else { b'_' });
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
