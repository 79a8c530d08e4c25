//! Path templates, matched by one filter each.

use std::borrow::Cow;

use openapi_merge::{PathPiece, PathTemplate};
use percent_encoding::percent_decode_str;

/// A path template in segments, as the filter compares it.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    segments: Vec<Segment>,
    pub(crate) names: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
enum Segment {
    Literal(String),
    Parameter,
    /// This segment and all that follow.
    Rest,
}

impl Pattern {
    pub(crate) fn of(template: &PathTemplate) -> Result<Self, String> {
        let mut pattern = Self { segments: vec![Segment::Literal(String::new())], names: Vec::new() };
        for piece in template.pieces() {
            match piece {
                PathPiece::Literal(text) => {
                    // The first part belongs to the segment before it, which then is more than a parameter.
                    let (first, others) = text.split_once('/').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
                    match pattern.segments.last_mut() {
                        Some(Segment::Literal(literal)) => literal.push_str(first),
                        Some(Segment::Parameter) if first.is_empty() => {}
                        _ => {
                            return Err(format!(
                                "warp takes a parameter for a whole segment, but `{first}` follows it"
                            ));
                        }
                    }
                    for other in others.into_iter().flat_map(|others| others.split('/')) {
                        pattern.segments.push(Segment::Literal(other.to_owned()));
                    }
                }
                PathPiece::Parameter { name, convertor } => {
                    match pattern.segments.last_mut() {
                        Some(segment) if *segment == Segment::Literal(String::new()) => {
                            let rest = convertor.as_deref() == Some("path");
                            *segment = if rest { Segment::Rest } else { Segment::Parameter };
                        }
                        _ => {
                            return Err(format!(
                                "warp takes a whole segment for `{{{name}}}`, but more stands before it"
                            ));
                        }
                    }
                    pattern.names.push(name.clone());
                }
            }
        }
        // The empty one before the first slash.
        pattern.segments.remove(0);
        Ok(pattern)
    }

    /// The decoded parameters of a path without its first slash. There are `N` of them in the pattern.
    pub(crate) fn captures<'p, const N: usize>(&self, path: &'p str) -> Option<[Cow<'p, str>; N]> {
        let mut captures = [const { Cow::Borrowed("") }; N];
        let mut empty = captures.iter_mut();
        self.visit(path, |text| empty.next().map(|capture| *capture = text))?;
        empty.next().is_none().then_some(captures)
    }

    /// The decoded parameters of a path without its first slash, however many there are.
    pub(crate) fn values(&self, path: &str) -> Option<Vec<String>> {
        let mut values = Vec::with_capacity(self.names.len());
        self.visit(path, |text| {
            values.push(text.into_owned());
            Some(())
        })?;
        Some(values)
    }

    fn visit<'p>(&self, path: &'p str, mut capture: impl FnMut(Cow<'p, str>) -> Option<()>) -> Option<()> {
        let mut rest = Some(path);
        for segment in &self.segments {
            let left = rest?;
            let (text, after) = next_segment(left, *segment == Segment::Rest)?;
            rest = after;
            match segment {
                Segment::Literal(literal) if *literal == text => {}
                Segment::Parameter if !text.is_empty() => capture(text)?,
                Segment::Rest => capture(text)?,
                _ => return None,
            }
        }
        rest.is_none().then_some(())
    }
}

impl Pattern {
    /// The parameters of a path that matches, decoded: names and texts.
    ///
    /// # Errors
    /// The name of the first parameter that is no UTF-8.
    pub(crate) fn texts(&self, path: &str) -> Result<Vec<(String, String)>, String> {
        let (mut texts, mut names, mut rest) = (Vec::new(), self.names.iter(), Some(path));
        for segment in &self.segments {
            let Some(left) = rest else { break };
            let (raw, after) = raw_segment(left, *segment == Segment::Rest);
            rest = after;
            if matches!(segment, Segment::Literal(_)) {
                continue;
            }
            let Some(name) = names.next() else { break };
            let text = percent_decode_str(raw).decode_utf8().map_err(|_| name.clone())?;
            texts.push((name.clone(), text.into_owned()));
        }
        Ok(texts)
    }

    /// Whether a path matches, decoded or not.
    pub(crate) fn matches(&self, path: &str) -> bool {
        let mut rest = Some(path);
        let all = self.segments.iter().all(|segment| {
            let Some(left) = rest else { return false };
            let (raw, after) = raw_segment(left, *segment == Segment::Rest);
            rest = after;
            match segment {
                Segment::Literal(literal) => percent_decode_str(raw).decode_utf8().is_ok_and(|text| text == *literal),
                Segment::Parameter => !raw.is_empty(),
                Segment::Rest => true,
            }
        });
        all && rest.is_none()
    }
}

fn raw_segment(text: &str, is_rest: bool) -> (&str, Option<&str>) {
    match text.split_once('/') {
        Some((segment, after)) if !is_rest => (segment, Some(after)),
        _ => (text, None),
    }
}

/// The decoded text to the first slash or, of the rest, to the end; then what follows. `None` if it is not UTF-8.
fn next_segment(text: &str, is_rest: bool) -> Option<(Cow<'_, str>, Option<&str>)> {
    // Segments are short, so one look at each byte is the quickest.
    let (mut end, mut encoded) = (text.len(), false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'/' if !is_rest => {
                end = at;
                break;
            }
            b'%' => encoded = true,
            _ => {}
        }
    }
    let (segment, after) = (text.get(..end)?, text.get(end + 1..));
    let segment = if encoded { percent_decode_str(segment).decode_utf8().ok()? } else { Cow::Borrowed(segment) };
    Some((segment, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captures<const N: usize>(template: &str, path: &str) -> Option<[String; N]> {
        let captures = Pattern::of(&PathTemplate::new(template)).unwrap().captures(path)?;
        Some(captures.map(Cow::into_owned))
    }

    #[test]
    fn what_matches() {
        assert_eq!(captures("/", ""), Some([]));
        assert_eq!(captures("/invoices/", "invoices/"), Some([]));
        assert_eq!(
            captures("/items/{id}/parts/{part}", "items/a%20b%2Fc/parts/1"),
            Some(["a b/c".to_owned(), "1".to_owned()])
        );
        assert_eq!(captures("/menü", "men%C3%BC"), Some([]));
        assert_eq!(captures("/files/{name:path}", "files/a/b"), Some(["a/b".to_owned()]));
        assert_eq!(captures("/files/{name:path}", "files/"), Some([String::new()]));
    }

    #[test]
    fn what_does_not() {
        for (template, path) in [("/invoices/", "invoices"), ("/invoices", "invoices/"), ("/a%20b", "a%20b")] {
            assert_eq!(captures::<0>(template, path), None, "{template} {path}");
        }
        for (template, path) in [
            ("/items/{id}", "items/"),
            ("/items/{id}", "items/a/b"),
            ("/items/{id}", "items/%FF"),
            ("/files/{name:path}", "files"),
        ] {
            assert_eq!(captures::<1>(template, path), None, "{template} {path}");
        }
    }

    #[test]
    fn what_warp_cannot_match() {
        for (template, reason) in [
            ("/v{n}", "warp takes a whole segment for `{n}`, but more stands before it"),
            ("/{a}.txt", "warp takes a parameter for a whole segment, but `.txt` follows it"),
            ("/{a:path}/b", "warp takes a parameter for a whole segment, but `` follows it"),
        ] {
            assert_eq!(Pattern::of(&PathTemplate::new(template)).unwrap_err(), reason);
        }
    }
}
