//! Texts with words in braces.

/// Every word becomes its value; other braces, and words in values, stay as they are.
///
/// ```text
/// fill("<title>{title}</title>", &[("{title}", "Items")]) == "<title>Items</title>"
/// ```
pub(crate) fn fill(template: &str, words: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(brace) = rest.find('{') {
        filled.push_str(&rest[..brace]);
        rest = &rest[brace..];
        match words.iter().find(|(word, _)| rest.starts_with(word)) {
            Some((word, value)) => {
                filled.push_str(value);
                rest = &rest[word.len()..];
            }
            None => {
                filled.push('{');
                rest = &rest[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_are_replaced_and_values_are_not_read() {
        let words = [("{a}", "{b}"), ("{b}", "é")];
        assert_eq!(fill("{a}{b}", &words), "{b}é");
        assert_eq!(fill("{{a}} {c} {", &words), "{{b}} {c} {");
        assert_eq!(fill("", &words), "");
    }
}
