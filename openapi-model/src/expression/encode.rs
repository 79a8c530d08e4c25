//! Percent-encoding, both ways.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// The value with everything encoded but the unreserved characters of
/// [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-2.3), so that it has no meaning wherever it stands: in a
/// segment, in a query or in a fragment.
pub(super) fn percent_encode(value: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(DIGITS[usize::from(byte >> 4)]));
            encoded.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
    encoded
}

/// The pairs of a query, decoded as a form is: `+` is a space, what is not UTF-8 is U+FFFD.
pub(super) fn form_pairs(query: &str) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (form_decode(name), form_decode(value))
    })
}

fn form_decode(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '+']) {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        bytes.push(match (first, after) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    high << 4 | low
                }
                _ => b'%',
            },
            (byte, _) => *byte,
        });
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        assert_eq!(percent_encode("aZ0-._~"), "aZ0-._~");
        assert_eq!(percent_encode("a/b?c#d e%2e&=+ä"), "a%2Fb%3Fc%23d%20e%252e%26%3D%2B%C3%A4");
    }

    #[test]
    fn a_query_is_decoded_as_a_form() {
        let pairs: Vec<_> = form_pairs("a=1+2&&b&c=%C3%A4%2&d=%ff").collect();
        let pair = |name, value| (Cow::Borrowed(name), Cow::Borrowed(value));
        assert_eq!(pairs, [pair("a", "1 2"), pair("b", ""), pair("c", "ä%2"), pair("d", "\u{fffd}")]);
    }
}
