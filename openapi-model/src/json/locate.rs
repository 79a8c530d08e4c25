//! Places in JSON text: where JSON Pointers lead, and which pointer leads to a place. Only errors ask.

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::ops::{ControlFlow, Range};

use crate::json::pointer::array_index;
use crate::json::reader;
use crate::json::text::Text;

/// A place in a text; both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

impl Position {
    pub(crate) fn new(line: usize, column: usize) -> Self {
        Self { line, column }
    }
}

/// Pointers whose places are looked for, as a tree of their tokens, so that one walk over the text finds them all.
pub(crate) struct Wanted {
    nodes: Vec<Node>,
    /// The node of each pointer, in the order in which they were given.
    targets: Vec<usize>,
}

#[derive(Default)]
struct Node {
    parent: usize,
    members: BTreeMap<Text, usize>,
    /// As `members`, for the names that may be those of items.
    items: BTreeMap<usize, usize>,
    found: Option<Position>,
}

impl Wanted {
    /// The node of what is read.
    pub(crate) const ROOT: usize = 0;

    pub(crate) fn new() -> Self {
        Self { nodes: Vec::from([Node::default()]), targets: Vec::new() }
    }

    /// Adds a pointer by its tokens, from the top.
    pub(crate) fn add<'t>(&mut self, tokens: impl Iterator<Item = &'t Text>) {
        let mut node = Self::ROOT;
        for token in tokens {
            node = match self.nodes[node].members.get(token) {
                Some(child) => *child,
                None => {
                    let child = self.nodes.len();
                    self.nodes.push(Node { parent: node, ..Node::default() });
                    self.nodes[node].members.insert(token.clone(), child);
                    if let Some(index) = array_index(token) {
                        self.nodes[node].items.insert(index, child);
                    }
                    child
                }
            };
        }
        self.targets.push(node);
    }

    pub(crate) fn member(&self, node: usize, name: &str) -> Option<usize> {
        self.nodes[node].members.get(name).copied()
    }

    pub(crate) fn item(&self, node: usize, index: usize) -> Option<usize> {
        self.nodes[node].items.get(&index).copied()
    }

    pub(crate) fn found(&mut self, node: usize, position: Position) {
        self.nodes[node].found = Some(position);
    }

    /// The place of each pointer, or of the nearest part of it that the text has.
    pub(crate) fn positions(&self) -> impl Iterator<Item = Position> {
        self.targets.iter().map(|target| {
            let mut node = *target;
            while self.nodes[node].found.is_none() && node != Self::ROOT {
                node = self.nodes[node].parent;
            }
            self.nodes[node].found.unwrap_or(Position::new(1, 1))
        })
    }

    /// Finds all places in a JSON text, in one walk.
    pub(crate) fn find_in(&mut self, text: &str) {
        let mut cursor = Cursor::new(text);
        // The node of each array or object that is open, if a pointer leads there.
        let mut nodes: Vec<Option<usize>> = Vec::new();
        let _ = walk(text, |offset, open| {
            nodes.truncate(open.len());
            let node = match open.last() {
                None => Some(Self::ROOT),
                Some(inner) => nodes.last().copied().flatten().and_then(|node| match inner {
                    Open::Array { index } => self.item(node, *index),
                    Open::Object { .. } => self.member(node, &inner.token(text)?),
                }),
            };
            if let Some(node) = node {
                self.found(node, cursor.position(offset));
            }
            nodes.push(node);
            ControlFlow::Continue(())
        });
    }
}

/// Counts lines and columns from one place to a later one.
struct Cursor<'a> {
    text: &'a str,
    offset: usize,
    position: Position,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, offset: 0, position: Position::new(1, 1) }
    }

    fn position(&mut self, offset: usize) -> Position {
        let passed = &self.text[self.offset..offset];
        let mut column = self.position.column;
        if let Some(newline) = passed.rfind('\n') {
            self.position.line += passed.matches('\n').count();
            column = 1 + passed[newline + 1..].chars().count();
        } else {
            column += passed.chars().count();
        }
        self.position.column = column;
        self.offset = offset;
        self.position
    }
}

/// The tokens that lead to what follows a text that is JSON up to its end.
pub(crate) fn tokens_after(text: &str) -> Vec<Text> {
    let open = walk(text, |_, _| ControlFlow::Continue(())).unwrap_or_default();
    open.iter().filter_map(|open| open.token(text)).collect()
}

/// The tokens that lead to the values whose names begin at some bytes, and the places of those names.
pub(crate) fn names_at(text: &str, offsets: &[usize]) -> Vec<(Vec<Text>, Position)> {
    let mut cursor = Cursor::new(text);
    let mut rest = offsets.iter().peekable();
    let mut found = Vec::new();
    let _ = walk(text, |offset, open| {
        while let Some(name) = rest.next_if(|name| **name < offset) {
            found.push((open.iter().filter_map(|open| open.token(text)).collect(), cursor.position(*name)));
        }
        if rest.peek().is_some() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    found
}

/// The line and column of a byte.
pub(crate) fn position(text: &str, offset: usize) -> Position {
    Cursor::new(text).position(offset)
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
    use crate::json::pointer;

    const TEXT: &str = "{\n  \"a\": [1, {\"b/\\u0063\": \"{,\\\"\"}],\n  \"ä\": {\"d\": null}\n}";

    #[test]
    fn pointers_lead_to_lines_and_columns() {
        let places =
            [("", (1, 1)), ("/ä/d", (3, 14)), ("/a/0", (2, 9)), ("/a/1/b~1c", (2, 25)), ("/ä/missing", (3, 8))];
        let mut wanted = Wanted::new();
        for (pointer, _) in places {
            let tokens: Vec<Text> = pointer::tokens(pointer).unwrap().map(Text::Owned).collect();
            wanted.add(tokens.iter());
        }
        wanted.find_in(TEXT);
        let found: Vec<_> = wanted.positions().map(|Position { line, column, .. }| (line, column)).collect();
        assert_eq!(found, places.map(|(_, place)| place));
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
