//! Texts as Python makes them: titles and identifiers.

use alloc::string::String;

/// One look-up a byte; asking for ranges takes several steps.
const LETTER: [bool; 256] = {
    let mut letters = [false; 256];
    let mut letter = b'a';
    while letter <= b'z' {
        letters[letter as usize] = true;
        letters[letter.to_ascii_uppercase() as usize] = true;
        letter += 1;
    }
    letters
};

/// As [`LETTER`].
const IN_IDENTIFIER: [bool; 256] = {
    let mut parts = LETTER;
    parts[b'_' as usize] = true;
    let mut digit = b'0';
    while digit <= b'9' {
        parts[digit as usize] = true;
        digit += 1;
    }
    parts
};

/// R6, R39: `str.title()` with spaces for underscores. A letter that follows no letter is upper case, all others are
/// lower case.
pub(crate) fn push_spaced_title(titled: &mut String, text: &str) {
    if text.is_ascii() {
        push_ascii_title(titled, text);
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

/// Copies runs of letters whole; letter by letter would take ten times as long.
fn push_ascii_title(titled: &mut String, text: &str) {
    let mut rest = text;
    while let Some(&first) = rest.as_bytes().first() {
        let letters = rest.as_bytes().iter().position(|byte| !LETTER[usize::from(*byte)]).unwrap_or(rest.len());
        if letters == 0 {
            titled.push(if first == b'_' { ' ' } else { char::from(first) });
            rest = &rest[1..];
            continue;
        }
        let start = titled.len();
        titled.push_str(&rest[..letters]);
        titled[start..=start].make_ascii_uppercase();
        titled[start + 1..].make_ascii_lowercase();
        rest = &rest[letters..];
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
        let mut rest = text;
        while let Some(at) = rest.as_bytes().iter().position(|byte| !IN_IDENTIFIER[usize::from(*byte)]) {
            identifier.push_str(&rest[..at]);
            identifier.push('_');
            rest = &rest[at + 1..];
        }
        identifier.push_str(rest);
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
