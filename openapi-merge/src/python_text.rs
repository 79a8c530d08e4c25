//! Texts as Python makes them: titles and identifiers.

use alloc::string::String;

/// R6, R39: `str.title()` with spaces for underscores. A letter that follows no letter is upper case, all others are
/// lower case.
pub(crate) fn push_spaced_title(titled: &mut String, text: &str) {
    let mut after_letter = false;
    if text.is_ascii() {
        titled.extend(text.bytes().map(|byte| {
            let cased = if after_letter { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
            after_letter = byte.is_ascii_alphabetic();
            char::from(if byte == b'_' { b' ' } else { cased })
        }));
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

/// As [`push_spaced_title`].
pub(crate) fn spaced_title(text: &str) -> String {
    let mut titled = String::with_capacity(text.len());
    push_spaced_title(&mut titled, text);
    titled
}

/// R39: everything but letters, digits and `_` becomes `_`.
pub(crate) fn push_identifier(identifier: &mut String, text: &str) {
    if text.is_ascii() {
        let part = |byte: u8| char::from(if byte.is_ascii_alphanumeric() { byte } else { b'_' });
        identifier.extend(text.bytes().map(part));
        return;
    }
    identifier.extend(text.chars().map(|character| if character.is_alphanumeric() { character } else { '_' }));
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
