//! Which declared paths a request's path fits: concrete ones first, each segment of the request looked at once a branch.

use std::borrow::Cow;
use std::collections::HashMap;

use percent_encoding::percent_decode_str;

/// The declared paths as a tree of segments. A node is visited at most once, so a search is never longer than the tree.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    root: Node,
}

#[derive(Debug, Default)]
struct Node {
    literals: HashMap<String, Node>,
    /// The more literal text a pattern has, the earlier it stands.
    patterns: Vec<(Pattern, Node)>,
    /// The paths that end with what follows, slashes included.
    rests: Vec<Rest>,
    ends: Option<usize>,
}

/// A segment with parameters in it.
#[derive(Debug, PartialEq, Eq)]
struct Pattern {
    pieces: Vec<Piece>,
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Parameter,
}

#[derive(Debug)]
struct Rest {
    before: String,
    after: String,
    path: usize,
}

/// A path that fits, and what stands for each of its parameters, as it was sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Match<'a> {
    pub(crate) path: usize,
    pub(crate) captured: Vec<&'a str>,
}

impl Routes {
    /// Adds a template, whose parameters may have a convertor; the last one's may be `path`.
    pub(crate) fn insert(&mut self, template: &str, path: usize) {
        let mut node = &mut self.root;
        let mut rest = template.strip_prefix('/').unwrap_or(template);
        loop {
            let (segment, more) = rest.split_once('/').map_or((rest, None), |(segment, more)| (segment, Some(more)));
            if let Some((before, after)) = split_at_rest(rest).filter(|(before, _)| !before.contains('/')) {
                node.rests.push(Rest { before: decoded(before), after: decoded(after), path });
                return;
            }
            node = node.child(segment);
            match more {
                Some(more) => rest = more,
                None => break,
            }
        }
        node.ends.get_or_insert(path);
    }

    /// Every path that fits, the most concrete first.
    pub(crate) fn find<'a>(&self, path: &'a str) -> Vec<Match<'a>> {
        let mut found = Vec::new();
        if let Some(rest) = path.strip_prefix('/') {
            self.root.find(Some(rest), &mut Vec::new(), &mut found);
        }
        found
    }
}

impl Node {
    fn child(&mut self, segment: &str) -> &mut Node {
        let pieces = pieces(segment);
        if !pieces.contains(&Piece::Parameter) {
            return self.literals.entry(decoded(segment)).or_default();
        }
        let pattern = Pattern { pieces };
        let at = self.patterns.iter().position(|(other, _)| *other == pattern).unwrap_or_else(|| {
            let at = self.patterns.partition_point(|(other, _)| other.literal_length() >= pattern.literal_length());
            self.patterns.insert(at, (pattern, Node::default()));
            at
        });
        &mut self.patterns[at].1
    }

    fn find<'a>(&self, rest: Option<&'a str>, captured: &mut Vec<&'a str>, found: &mut Vec<Match<'a>>) {
        let Some(rest) = rest else {
            found.extend(self.ends.map(|path| Match { path, captured: captured.clone() }));
            return;
        };
        let (segment, more) = rest.split_once('/').map_or((rest, None), |(segment, more)| (segment, Some(more)));
        if let Some(node) = self.literals.get(&*decode(segment)) {
            node.find(more, captured, found);
        }
        for (pattern, node) in &self.patterns {
            let before = captured.len();
            if pattern.capture(segment, captured) {
                node.find(more, captured, found);
            }
            captured.truncate(before);
        }
        for tail in &self.rests {
            if let Some(middle) = rest.strip_prefix(&*tail.before).and_then(|rest| rest.strip_suffix(&*tail.after)) {
                let captured = captured.iter().copied().chain([middle]).collect();
                found.push(Match { path: tail.path, captured });
            }
        }
    }
}

impl Pattern {
    fn literal_length(&self) -> usize {
        let length = |piece: &Piece| if let Piece::Literal(text) = piece { text.len() } else { 0 };
        self.pieces.iter().map(length).sum()
    }

    /// Adds what stands for each parameter. A parameter is never empty and ends where the next literal first stands.
    fn capture<'a>(&self, segment: &'a str, captured: &mut Vec<&'a str>) -> bool {
        let mut rest = segment;
        let mut pieces = self.pieces.iter().peekable();
        while let Some(piece) = pieces.next() {
            let pieces_left = pieces.len();
            match piece {
                Piece::Literal(text) => match rest.strip_prefix(&**text) {
                    Some(after) => rest = after,
                    None => return false,
                },
                Piece::Parameter => {
                    let first = rest.chars().next().map_or(0, char::len_utf8);
                    let end = match pieces.peek() {
                        None => Some(rest.len()),
                        Some(Piece::Parameter) => Some(first),
                        // The last literal must end the segment, the others stand as early as they can.
                        Some(Piece::Literal(text)) if pieces_left == 1 => {
                            rest.ends_with(&**text).then(|| rest.len() - text.len())
                        }
                        Some(Piece::Literal(text)) => {
                            rest.get(first..).and_then(|after| after.find(&**text)).map(|at| at + first)
                        }
                    };
                    match end {
                        Some(end) if end > 0 => {
                            captured.push(&rest[..end]);
                            rest = &rest[end..];
                        }
                        _ => return false,
                    }
                }
            }
        }
        rest.is_empty()
    }
}

/// The names of a template's parameters, in order.
pub(crate) fn parameters(template: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((_, name, after)) = parameter(rest) {
        names.push(name.split(':').next().unwrap_or(name));
        rest = after;
    }
    names
}

/// What stands before the first parameter, the parameter with its convertor, and what stands after it.
fn parameter(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find('{')?;
    let close = open + text[open..].find('}')?;
    Some((&text[..open], &text[open + 1..close], &text[close + 1..]))
}

/// What stands before and after the first parameter of what is left, if it takes slashes.
fn split_at_rest(text: &str) -> Option<(&str, &str)> {
    let (before, name, after) = parameter(text)?;
    name.ends_with(":path").then_some((before, after))
}

fn pieces(segment: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = segment;
    while let Some((before, _, after)) = parameter(rest) {
        if !before.is_empty() {
            pieces.push(Piece::Literal(decoded(before)));
        }
        pieces.push(Piece::Parameter);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(decoded(rest)));
    }
    pieces
}

fn decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

fn decoded(text: &str) -> String {
    decode(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes(templates: &[&str]) -> Routes {
        let mut routes = Routes::default();
        for (path, template) in templates.iter().enumerate() {
            routes.insert(template, path);
        }
        routes
    }

    fn first<'a>(routes: &Routes, path: &'a str) -> Option<(usize, Vec<&'a str>)> {
        routes.find(path).into_iter().next().map(|found| (found.path, found.captured))
    }

    #[test]
    fn concrete_paths_come_first() {
        let routes = routes(&["/users/{id}", "/users/me", "/users/{id}.json", "/", "/{a}/{b}/{c}", "/users/"]);
        assert_eq!(first(&routes, "/users/me"), Some((1, vec![])));
        assert_eq!(first(&routes, "/users/m%65"), Some((1, vec![])));
        assert_eq!(first(&routes, "/users/7"), Some((0, vec!["7"])));
        assert_eq!(first(&routes, "/users/7.json"), Some((2, vec!["7"])));
        assert_eq!(first(&routes, "/users/"), Some((5, vec![])));
        assert_eq!(first(&routes, "/"), Some((3, vec![])));
        assert_eq!(first(&routes, "/users/7/x"), Some((4, vec!["users", "7", "x"])));
        assert_eq!(first(&routes, "/users"), None);
        assert_eq!(first(&routes, "users/me"), None);
        let both: Vec<usize> = routes.find("/users/me").iter().map(|found| found.path).collect();
        assert_eq!(both, [1, 0]);
    }

    #[test]
    fn a_segment_may_hold_several_parameters() {
        let routes = routes(&["/pairs/{a}-{b}", "/menü/{a}..{b}", "/v{version:int}/x", "/d/{a}-{b}-"]);
        assert_eq!(first(&routes, "/pairs/x-y-z"), Some((0, vec!["x", "y-z"])));
        assert_eq!(first(&routes, "/pairs/-y"), None);
        assert_eq!(first(&routes, "/d/1-2-"), Some((3, vec!["1", "2"])));
        assert_eq!(first(&routes, "/men%C3%BC/1..2"), Some((1, vec!["1", "2"])));
        assert_eq!(first(&routes, "/v12/x"), Some((2, vec!["12"])));
    }

    #[test]
    fn a_rest_takes_slashes() {
        let routes = routes(&["/files/{path:path}", "/files/{one}", "/raw/{path:path}/edit"]);
        assert_eq!(first(&routes, "/files/a"), Some((1, vec!["a"])));
        assert_eq!(first(&routes, "/files/a/b%20c"), Some((0, vec!["a/b%20c"])));
        assert_eq!(first(&routes, "/raw/a/b/edit"), Some((2, vec!["a/b"])));
        assert_eq!(first(&routes, "/raw/a/b"), None);
        assert_eq!(parameters("/raw/{path:path}/{x}"), ["path", "x"]);
    }

    #[test]
    fn a_search_is_never_longer_than_the_tree() {
        let mut all = Routes::default();
        all.insert(&"/{a}".repeat(64), 0);
        all.insert(&format!("{}/x", "/a".repeat(63)), 1);
        assert_eq!(all.find(&"/a".repeat(64)).len(), 1);
        assert!(all.find(&"/a".repeat(100_000)).is_empty());
    }
}
