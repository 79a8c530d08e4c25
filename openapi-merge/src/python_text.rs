//! Texts as Python makes them: titles and identifiers.

use alloc::string::String;
use alloc::vec::Vec;

/// R6, R39: `str.title()` with spaces for underscores. A letter that follows no letter is upper case, all others are
/// lower case.
pub(crate) fn title(text: &str) -> String {
    if text.is_ascii() {
        let befores = core::iter::once(b' ').chain(text.bytes());
        let titled = befores.zip(text.bytes()).map(|(before, byte)| match byte {
            b'_' => b' ',
            _ if before.is_ascii_alphabetic() => byte.to_ascii_lowercase(),
            _ => byte.to_ascii_uppercase(),
        });
        return from_ascii(titled.collect());
    }
    let mut titled = String::with_capacity(text.len());
    let mut after_letter = false;
    for character in text.chars() {
        match character {
            '_' => titled.push(' '),
            _ if after_letter => titled.extend(character.to_lowercase()),
            _ => titled.extend(character.to_uppercase()),
        }
        after_letter = character.is_lowercase() || character.is_uppercase();
    }
    titled
}

/// R39: name, path and method, of which everything but letters, digits and `_` becomes `_`.
pub(crate) fn id(name: &str, path: &str, method: &str) -> String {
    if [name, path, method].iter().all(|part| part.is_ascii()) {
        let replace = |byte: u8| if byte.is_ascii_alphanumeric() { byte } else { b'_' };
        let mut id = Vec::with_capacity(name.len() + path.len() + 1 + method.len());
        id.extend(name.bytes().map(replace));
        id.extend(path.bytes().map(replace));
        id.push(b'_');
        id.extend(method.bytes().map(|byte| byte.to_ascii_lowercase()));
        return from_ascii(id);
    }
    let characters = name.chars().chain(path.chars());
    let replaced = characters.map(|character| if character.is_alphanumeric() { character } else { '_' });
    replaced.chain(['_']).chain(method.chars().flat_map(char::to_lowercase)).collect()
}

fn from_ascii(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_as_python_writes_them() {
        assert_eq!(title("fooBar_baz2q"), "Foobar Baz2Q");
        assert_eq!(title("Response_4XX_it's__"), "Response 4Xx It'S  ");
        assert_eq!(title("é_ß_\u{17f}"), "É SS S");
    }

    #[test]
    fn ids_as_fastapi_writes_them() {
        assert_eq!(id("read_item", "/items/{id}", "GET"), "read_item_items__id__get");
        assert_eq!(id("lösche", "/ä b", "PURGE"), "lösche_ä_b_purge");
        assert_eq!(id("a\"b", "/\u{7f}", "TRACE"), "a_b___trace");
    }
}
