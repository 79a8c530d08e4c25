//! Texts as Python makes them: titles and identifiers.

use alloc::string::String;

/// `str.title()`: a letter that follows no letter is upper case, all others are lower case.
pub(crate) fn title(text: &str) -> String {
    let mut titled = String::with_capacity(text.len());
    let mut after_letter = false;
    for character in text.chars() {
        if after_letter {
            titled.extend(character.to_lowercase());
        } else {
            titled.extend(character.to_uppercase());
        }
        after_letter = character.is_lowercase() || character.is_uppercase();
    }
    titled
}

/// R6, R39: `title()` with spaces for underscores.
pub(crate) fn spaced_title(text: &str) -> String {
    title(text).replace('_', " ")
}

/// R39: everything but letters, digits and `_` becomes `_`.
pub(crate) fn push_identifier(identifier: &mut String, text: &str) {
    identifier.extend(text.chars().map(|character| if character.is_alphanumeric() { character } else { '_' }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_as_python_writes_them() {
        assert_eq!(spaced_title("fooBar_baz2q"), "Foobar Baz2Q");
        assert_eq!(spaced_title("Response_4XX_it's__"), "Response 4Xx It'S  ");
        assert_eq!(spaced_title("é_ß"), "É SS");
    }
}
