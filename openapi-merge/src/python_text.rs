//! Texts as Python makes them: titles and identifiers.

use alloc::string::String;

use crate::blocks::{BLOCK, is_plain_block};

/// R6, R39: `str.title()` with spaces for underscores. A letter that follows no letter is upper case, all others are
/// lower case.
pub(crate) fn push_spaced_title(titled: &mut String, text: &str) {
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

/// As [`push_spaced_title`].
pub(crate) fn spaced_title(text: &str) -> String {
    let mut titled = String::with_capacity(text.len());
    push_spaced_title(&mut titled, text);
    titled
}

/// R39: name, path and method, of which everything but letters, digits and `_` becomes `_`.
pub(crate) fn push_id(id: &mut String, name: &str, path: &str, method: &str) {
    let characters = name.chars().chain(path.chars());
    id.extend(characters.map(|character| if character.is_alphanumeric() { character } else { '_' }));
    id.push('_');
    id.extend(method.chars().flat_map(char::to_lowercase));
}

/// The longest text that is made in one piece.
const LONGEST: usize = 7 * BLOCK;

/// Appends [a title](push_spaced_title) in quotes, if it is a short ASCII text in which JSON escapes nothing, as most
/// are; says whether it was.
pub(crate) fn push_quoted_title(json: &mut String, text: &str) -> bool {
    // Without branches, or the bytes of a block are changed one by one: 0x20 tells a small letter from its capital.
    let letter = |byte: u8| u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
    push_quoted(json, [text], |before, byte| {
        let cased = byte & !(letter(byte) << 5) | (letter(byte) & letter(before)) << 5;
        cased ^ (u8::from(byte == b'_') * (b'_' ^ b' '))
    })
}

/// Appends [an id](push_id) in quotes, if it is such a text.
pub(crate) fn push_quoted_id(json: &mut String, name: &str, path: &str, method: &str) -> bool {
    let method = match method {
        "GET" => "_get",
        "PUT" => "_put",
        "POST" => "_post",
        "DELETE" => "_delete",
        "PATCH" => "_patch",
        _ => return false,
    };
    push_quoted(json, [name, path, method], |_, byte| if byte.is_ascii_alphanumeric() { byte } else { b'_' })
}

/// Appends the pieces, each byte changed as it and the byte before it say.
#[inline(always)]
fn push_quoted<const N: usize>(json: &mut String, pieces: [&str; N], change: impl Fn(u8, u8) -> u8) -> bool {
    // At the front stands what is before the first byte.
    let mut from = [b' '; BLOCK + LONGEST];
    let mut end = BLOCK;
    for piece in pieces {
        let Some(place) = from.get_mut(end..end + piece.len()) else { return false };
        place.copy_from_slice(piece.as_bytes());
        end += piece.len();
    }
    let length = end - BLOCK;
    let mut is_plain = true;
    let mut quoted = [b'"'; BLOCK + LONGEST];
    for (to, start) in quoted[1..].chunks_exact_mut(BLOCK).zip((BLOCK..end).step_by(BLOCK)) {
        let (Some(before), Some(given)) = (from[start - 1..].first_chunk(), from[start..].first_chunk::<BLOCK>())
        else {
            return false;
        };
        let before: &[u8; BLOCK] = before;
        let changed: [u8; BLOCK] = core::array::from_fn(|at| change(before[at], given[at]));
        is_plain &= given.is_ascii() & is_plain_block(&changed);
        to.copy_from_slice(&changed);
    }
    if !is_plain {
        return false;
    }
    quoted[length + 1] = b'"';
    // Of whole blocks it is asked faster whether they are UTF-8.
    let Ok(text) = core::str::from_utf8(&quoted[..(length + 2).next_multiple_of(BLOCK)]) else { return false };
    json.push_str(&text[..length + 2]);
    true
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn titles_as_python_writes_them() {
        assert_eq!(spaced_title("fooBar_baz2q"), "Foobar Baz2Q");
        assert_eq!(spaced_title("Response_4XX_it's__"), "Response 4Xx It'S  ");
        assert_eq!(spaced_title("é_ß_\u{17f}"), "É SS S");
    }

    #[test]
    fn ids_as_fastapi_writes_them() {
        let id = |name, path, method| {
            let mut id = String::new();
            push_id(&mut id, name, path, method);
            id
        };
        assert_eq!(id("read_item", "/items/{id}", "GET"), "read_item_items__id__get");
        assert_eq!(id("lösche", "/ä b", "PURGE"), "lösche_ä_b_purge");
        assert_eq!(id("a\"b", "/\u{7f}", "TRACE"), "a_b___trace");
    }

    /// The fast way and the slow one agree, however long the text is and whatever stands at the border of a block.
    #[test]
    fn what_is_quoted_at_once() {
        for length in 0..200 {
            for characters in ["ab_c1-Dé_", "ab_c1-D\u{1}e_", "f0_'{Gh}/_\u{7f}", "x\"y\\"] {
                let text: String = characters.chars().cycle().skip(length % 7).take(length).collect();
                let (mut json, mut id) = (String::new(), String::new());
                if push_quoted_title(&mut json, &text) {
                    assert_eq!(json, serde_json::json!(spaced_title(&text)).to_string());
                } else {
                    assert!(json.is_empty() && (length > LONGEST || characters != "f0_'{Gh}/_\u{7f}"), "{text:?}");
                }
                json.clear();
                push_id(&mut id, "Read_1", &text, "DELETE");
                if push_quoted_id(&mut json, "Read_1", &text, "DELETE") {
                    assert_eq!(json, serde_json::json!(id).to_string());
                } else {
                    assert!(json.is_empty() && (id.len() > LONGEST || characters.contains('é')), "{text:?}");
                }
            }
        }
    }
}
