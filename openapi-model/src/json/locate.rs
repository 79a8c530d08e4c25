//! Places in JSON text: where a JSON Pointer leads, and which pointer leads to a place. Only errors ask.

use alloc::string::ToString;
use alloc::vec::Vec;
use core::ops::{ControlFlow, Range};

use crate::Text;
use crate::codec::read::Position;
use crate::json::{reader, value};

/// Where the value begins that these tokens lead to; as near as the text has it.
pub(crate) fn locate<'a>(text: &str, tokens: impl Iterator<Item = &'a Text>) -> Position {
    let tokens: Vec<&Text> = tokens.collect();
    let mut nearest = 0;
    let mut agreed = 0;
    let _ = walk(text, |offset, open| {
        if open.len() == agreed && open.last().is_none_or(|last| last.is_named(text, tokens[agreed - 1])) {
            nearest = offset;
            if agreed == tokens.len() {
                return ControlFlow::Break(());
            }
            agreed += 1;
        }
        ControlFlow::Continue(())
    });
    position(text, nearest)
}

/// The tokens that lead to what follows a text that is JSON up to its end.
pub(crate) fn tokens_after(text: &str) -> Vec<Text> {
    let open = walk(text, |_, _| ControlFlow::Continue(())).unwrap_or_default();
    open.iter().filter_map(|open| open.token(text)).collect()
}

/// The line and column of a byte.
pub(crate) fn position(text: &str, offset: usize) -> Position {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position::new(before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// An array or object that has not ended yet.
enum Open {
    Array { index: usize },
    Object { name: Option<Range<usize>> },
}

impl Open {
    fn token(&self, text: &str) -> Option<Text> {
        match self {
            Open::Array { index } => Some(index.to_string().into()),
            Open::Object { name } => reader::read_string(&text[name.clone()?]),
        }
    }

    fn is_named(&self, text: &str, token: &str) -> bool {
        match self {
            Open::Array { index } => value::array_index(token) == Some(*index),
            Open::Object { .. } => self.token(text).is_some_and(|name| name == token),
        }
    }
}

/// Calls `visit` with the offset of each value and what is open around it; returns what is open at the end.
fn walk(text: &str, mut visit: impl FnMut(usize, &[Open]) -> ControlFlow<()>) -> Option<Vec<Open>> {
    let bytes = text.as_bytes();
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at = match byte {
            b'"' => end_of_string(bytes, at),
            b' ' | b'\t' | b'\n' | b'\r' | b':' | b',' | b'{' | b'}' | b'[' | b']' => at + 1,
            _ => bytes[at..].iter().position(|byte| b",]} \t\n\r".contains(byte)).map_or(bytes.len(), |end| at + end),
        };
        match (byte, open.last_mut()) {
            (b' ' | b'\t' | b'\n' | b'\r' | b':', _) => {}
            (b'}' | b']', _) => drop(open.pop()),
            (b',', Some(Open::Array { index })) => *index += 1,
            (b',', Some(Open::Object { name })) => *name = None,
            (b'"', Some(Open::Object { name: name @ None })) => *name = Some(start..at),
            _ => {
                if visit(start, &open).is_break() {
                    return None;
                }
                match byte {
                    b'{' => open.push(Open::Object { name: None }),
                    b'[' => open.push(Open::Array { index: 0 }),
                    _ => {}
                }
            }
        }
    }
    Some(open)
}

fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"a\": [1, {\"b/\\u0063\": \"{,\\\"\"}],\n  \"ä\": {\"d\": null}\n}";

    #[test]
    fn tokens_lead_to_lines_and_columns() {
        let place = |pointer: &str| {
            let tokens: Vec<Text> = crate::pointer::tokens(pointer).unwrap().map(Text::Owned).collect();
            let Position { line, column, .. } = locate(TEXT, tokens.iter());
            (line, column)
        };
        assert_eq!(place(""), (1, 1));
        assert_eq!(place("/a/0"), (2, 9));
        assert_eq!(place("/a/1/b~1c"), (2, 25));
        assert_eq!(place("/ä/d"), (3, 14));
        assert_eq!(place("/ä/missing"), (3, 8));
    }

    #[test]
    fn texts_lead_to_tokens() {
        let tokens = |until: &str| tokens_after(&TEXT[..TEXT.find(until).unwrap()]);
        assert_eq!(tokens("1, "), ["a", "0"]);
        assert_eq!(tokens("\"{,"), ["a", "1", "b/c"]);
        assert_eq!(tokens("null"), ["ä", "d"]);
        assert!(tokens("{").is_empty() && tokens_after(TEXT).is_empty());
    }
}
