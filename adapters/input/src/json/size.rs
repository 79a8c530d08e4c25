//! How deep and how large a JSON text is, before it is read.

use crate::limits::Limits;

/// Which limit a text exceeds.
#[derive(Debug, PartialEq)]
pub(super) enum Exceeded {
    Depth,
    Members,
}

/// Holds a text against the limits. Nearly every text is so small that counting its bytes says enough.
pub(super) fn exceeded(text: &[u8], limits: &Limits) -> Option<Exceeded> {
    // No value takes less than a byte and the one that ends it, no level less than two.
    if text.len() / 2 <= limits.depth.min(limits.members) {
        return None;
    }
    // Those in texts are counted, too, so this is never too few. A block's counts fit a byte, so many are added at once.
    let (mut opened, mut commas) = (0usize, 0usize);
    for block in text.chunks(255) {
        let (mut opened_here, mut commas_here) = (0u8, 0u8);
        for byte in block {
            // `[` and `{` differ in one bit.
            opened_here += u8::from(byte | 0x20 == b'{');
            commas_here += u8::from(*byte == b',');
        }
        opened += usize::from(opened_here);
        commas += usize::from(commas_here);
    }
    if opened <= limits.depth && commas + opened < limits.members {
        return None;
    }
    exactly(text, limits)
}

fn exactly(text: &[u8], limits: &Limits) -> Option<Exceeded> {
    let (mut depth, mut members, mut in_text, mut escaped) = (0usize, 0usize, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => {
                depth += 1;
                members += 1;
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' => members += 1,
            _ => {}
        }
        if depth > limits.depth {
            return Some(Exceeded::Depth);
        }
        if members > limits.members {
            return Some(Exceeded::Members);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_and_members_are_counted_outside_of_texts() {
        let limits = Limits::default().depth(3).members(6);
        for (text, expected) in [
            ("[[[1]]]", None),
            ("[[[[1]]]]", Some(Exceeded::Depth)),
            ("[\"[[[[[[\\\"[[[[\",1]", None),
            ("{\"a\":\",,,,,,,,,,,\"}", None),
            ("[1,2,3,4,5,6,7]", Some(Exceeded::Members)),
            ("[[],[],[],[],[]]", Some(Exceeded::Members)),
        ] {
            assert_eq!(exceeded(text.as_bytes(), &limits), expected, "{text}");
        }
    }
}
