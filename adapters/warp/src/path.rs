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

    /// The decoded parameters of a path without its first slash.
    pub(crate) fn captures<'p>(&self, path: &'p str) -> Option<Vec<Cow<'p, str>>> {
        let mut captures = Vec::with_capacity(self.names.len());
        let mut rest = Some(path);
        for segment in &self.segments {
            let left = rest?;
            let (text, after) = match segment {
                Segment::Rest => (left, None),
                _ => left.split_once('/').map_or((left, None), |(text, after)| (text, Some(after))),
            };
            rest = after;
            let text = percent_decode_str(text).decode_utf8().ok()?;
            match segment {
                Segment::Literal(literal) if *literal == text => {}
                Segment::Parameter if !text.is_empty() => captures.push(text),
                Segment::Rest => captures.push(text),
                _ => return None,
            }
        }
        rest.is_none().then_some(captures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captures(template: &str, path: &str) -> Option<Vec<String>> {
        let captures = Pattern::of(&PathTemplate::new(template)).unwrap().captures(path)?;
        Some(captures.into_iter().map(Cow::into_owned).collect())
    }

    #[test]
    fn what_matches() {
        assert_eq!(captures("/", ""), Some(vec![]));
        assert_eq!(captures("/invoices/", "invoices/"), Some(vec![]));
        assert_eq!(
            captures("/items/{id}/parts/{part}", "items/a%20b%2Fc/parts/1"),
            Some(vec!["a b/c".into(), "1".into()])
        );
        assert_eq!(captures("/menü", "men%C3%BC"), Some(vec![]));
        assert_eq!(captures("/files/{name:path}", "files/a/b"), Some(vec!["a/b".into()]));
        assert_eq!(captures("/files/{name:path}", "files/"), Some(vec!["".into()]));
    }

    #[test]
    fn what_does_not() {
        for (template, path) in [
            ("/invoices/", "invoices"),
            ("/invoices", "invoices/"),
            ("/items/{id}", "items/"),
            ("/items/{id}", "items/a/b"),
            ("/items/{id}", "items/%FF"),
            ("/files/{name:path}", "files"),
        ] {
            assert_eq!(captures(template, path), None, "{template} {path}");
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
