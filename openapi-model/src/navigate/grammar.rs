//! The grammars of names in HTTP and of templates.

/// `token` of RFC 9110, section 5.6.2.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_token_byte)
}

pub(crate) fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// The `{expressions}` of a path or server URL; `None` where a brace is not closed, opened twice or empty.
pub(crate) fn template_expressions(text: &str) -> Option<impl Iterator<Item = &str>> {
    let mut open = false;
    let mut empty = false;
    for byte in text.bytes() {
        match byte {
            b'{' if open => return None,
            b'}' if !open || empty => return None,
            b'{' => (open, empty) = (true, true),
            b'}' => open = false,
            _ => empty = false,
        }
    }
    (!open).then(|| text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn templates() {
        let names = |text| template_expressions(text).map(Iterator::collect::<Vec<_>>);
        assert_eq!(names("/a/{b}.{c}/d"), Some(Vec::from(["b", "c"])));
        for text in ["/{", "/}", "/{}", "/{a{b}}"] {
            assert_eq!(names(text), None, "{text}");
        }
    }
}
