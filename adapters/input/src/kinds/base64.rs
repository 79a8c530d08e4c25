//! Bytes in base64, read as Python's `base64.b64decode` does: characters that are none of its letters are skipped.

use serde_json::Value;

use super::{Exactness, Read};
use crate::fault::Fault;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(super) fn read(input: &Value) -> Read {
    let Value::String(text) = input else { return Err(Fault::bytes_type()) };
    let bytes = decode(text).map_err(|error| Fault::base64_decode(&error))?;
    Ok((encode(&bytes).into(), Exactness::Lax))
}

fn decode(text: &str) -> Result<Vec<u8>, String> {
    let (mut bytes, mut group, mut held, mut padding) = (Vec::new(), 0u32, 0usize, 0usize);
    for byte in text.bytes() {
        if byte == b'=' {
            padding += 1;
            if held >= 2 && held + padding >= 4 {
                // The group is complete, and what follows does not count.
                bytes.extend(&((group << (6 * (4 - held))).to_be_bytes())[1..held]);
                return Ok(bytes);
            }
            continue;
        }
        let Some(sextet) = sextet(byte) else { continue };
        padding = 0;
        group = group << 6 | sextet;
        held += 1;
        if held == 4 {
            bytes.extend(&group.to_be_bytes()[1..]);
            (group, held) = (0, 0);
        }
    }
    match held {
        0 => Ok(bytes),
        1 => {
            let count = bytes.len() / 3 * 4 + 1;
            Err(format!(
                "Invalid base64-encoded string: number of data characters ({count}) cannot be 1 more than a multiple of 4"
            ))
        }
        _ => Err("Incorrect padding".into()),
    }
}

fn sextet(byte: u8) -> Option<u32> {
    Some(match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * at) & 63) as usize];
            text.push(if at > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Python 3.11 makes of each.
    #[test]
    fn as_python_decodes() {
        for (text, bytes) in [
            ("YWJj", Some(&b"abc"[..])),
            ("", Some(b"")),
            ("YWJj====", Some(b"abc")),
            ("YW Jj\n", Some(b"abc")),
            ("!!!!", Some(b"")),
            ("YW==", Some(b"a")),
            ("YWI=", Some(b"ab")),
            ("YWI", None),
            ("Y", None),
            ("=", Some(b"")),
            ("YW=Jj", Some(b"abc")),
        ] {
            assert_eq!(decode(text).ok().as_deref(), bytes, "{text}");
        }
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        for bytes in [&b""[..], b"a", b"ab", b"abc", b"\x00\xff\x10\x80"] {
            assert_eq!(decode(&encode(bytes)).as_deref(), Ok(bytes));
        }
    }
}
