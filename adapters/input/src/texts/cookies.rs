//! The `Cookie` header, as Starlette reads it.

/// Names and values of one header. Later ones of a name count.
pub(super) fn parse(header: &str) -> Vec<(String, String)> {
    let pairs = header.split(';').filter_map(|chunk| {
        let (name, value) = chunk.split_once('=').unwrap_or(("", chunk));
        let (name, value) = (name.trim(), value.trim());
        (!name.is_empty() || !value.is_empty()).then(|| (name.to_owned(), unquoted(value)))
    });
    pairs.collect()
}

/// A value without its quotes: `"a\"b\054"` → `a"b,`
fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')) else {
        return value.to_owned();
    };
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let octal = after.get(..3).filter(|digits| {
            digits.starts_with(['0', '1', '2', '3']) && digits.bytes().all(|digit| (b'0'..=b'7').contains(&digit))
        });
        match octal.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            Some(byte) => {
                out.push(char::from(byte));
                rest = after.get(3..).unwrap_or_default();
            }
            None => {
                let mut characters = after.chars();
                out.extend(characters.next());
                rest = characters.as_str();
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn what_starlette_reads() {
        let owned = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect::<Vec<_>>();
        for (header, pairs) in [
            ("a=1; b=2", owned(&[("a", "1"), ("b", "2")])),
            ("a=1;;b = 2 ;", owned(&[("a", "1"), ("b", "2")])),
            ("alone", owned(&[("", "alone")])),
            ("a=b=c", owned(&[("a", "b=c")])),
            ("a=\"x\\\"y\\054\"", owned(&[("a", "x\"y,")])),
            ("a=\"", owned(&[("a", "\"")])),
            ("", owned(&[])),
        ] {
            assert_eq!(parse(header), pairs, "{header}");
        }
    }
}
