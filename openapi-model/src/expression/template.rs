//! `Template`: text with expressions embedded in it, cut into parts that display as the same text.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::convert::Infallible;
use core::fmt;
use core::ops::Range;
use core::str::FromStr;

use super::dialect::{self, Mistake, Reading};
use super::grammar::Expression;

/// Text with runtime expressions in it: the key of a callback, the value of a link.
///
/// Any text is a template, and displays as the same text byte for byte. What is misspelled in it is understood as far as
/// possible, reported by [`lint`](Template::lint), and an error only when it cannot be understood and is evaluated.
///
/// ```
/// use openapi_model::expression::Template;
///
/// let right = Template::from("{$request.query.callbackUrl}/data");
/// assert!(right.lint().is_empty());
///
/// let wrong = Template::from("{request.body#/sink");
/// assert_eq!(wrong.to_string(), "{request.body#/sink");
/// assert_eq!(wrong.corrected().to_string(), "{$request.body#/sink}");
/// ```
///
/// OAS 3.2 [Callback Object, Key Expression](https://spec.openapis.org/oas/v3.2.0#key-expression).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Template {
    pub(super) parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Literal(Box<str>),
    /// An expression that is the whole text, without braces.
    Bare(Expression),
    Braced(Expression),
    Misspelt(Misspelt),
}

/// A stretch of text that stands in the place of an expression, its braces included.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Misspelt {
    pub(super) text: Box<str>,
    pub(super) mistake: Mistake,
    pub(super) reading: Option<Reading>,
}

impl Misspelt {
    /// The text without its braces, and where in the text that begins.
    pub(super) fn found(&self) -> (usize, &str) {
        match self.text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) {
            Some(inside) if !inside.trim().is_empty() => (1, inside),
            _ => (0, &self.text),
        }
    }

    /// What to write in place of the text that was found.
    pub(super) fn suggestion(&self) -> Option<String> {
        let reading = self.reading.as_ref()?;
        Some(match self.mistake {
            Mistake::Unbraced | Mistake::Word | Mistake::Unclosed => format!("{{{reading}}}"),
            _ => reading.to_string(),
        })
    }

    /// Whether the value of a link can say this and mean nothing but the text, as `{"id": 1}` and `$5` do.
    pub(super) fn may_be_constant(&self) -> bool {
        match self.mistake {
            Mistake::Unbraced | Mistake::Word | Mistake::PlainName => true,
            Mistake::Variable | Mistake::Unreadable | Mistake::Unclosed => !self.text.starts_with("{$"),
            _ => false,
        }
    }
}

impl Template {
    /// The places where an expression stands, in order, understood or not.
    pub fn placeholders(&self) -> impl Iterator<Item = Placeholder> + '_ {
        self.located().filter_map(|(start, part)| {
            let text = part.to_string();
            let (mistake, reading) = match part {
                Part::Literal(_) => return None,
                Part::Bare(expression) | Part::Braced(expression) => {
                    (None, Some(Reading::Expression(expression.clone())))
                }
                Part::Misspelt(misspelt) => (Some(misspelt.mistake), misspelt.reading.clone()),
            };
            Some(Placeholder { range: start..start + text.len(), text, reading, mistake })
        })
    }

    /// The template in the specification's spelling, as far as it is understood.
    #[must_use]
    pub fn corrected(&self) -> Template {
        let text = self.to_string();
        let mut corrected = String::with_capacity(text.len());
        let mut copied = 0;
        for finding in self.lint() {
            if let Some(suggestion) = finding.suggestion {
                corrected.push_str(&text[copied..finding.range.start]);
                corrected.push_str(&suggestion);
                copied = finding.range.end;
            }
        }
        corrected.push_str(&text[copied..]);
        Template::from(corrected)
    }

    /// The parts, each with the byte at which it begins.
    pub(super) fn located(&self) -> impl Iterator<Item = (usize, &Part)> {
        self.parts.iter().scan(0, |end, part| {
            let start = *end;
            *end += part.len();
            Some((start, part))
        })
    }
}

/// One place in a [`Template`] where an expression stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Placeholder {
    /// Which bytes of the template, braces included.
    pub range: Range<usize>,
    /// Those bytes.
    pub text: String,
    /// What it is understood as; none when it cannot be understood.
    pub reading: Option<Reading>,
    /// What is wrong with its spelling; none when it is the specification's.
    pub mistake: Option<Mistake>,
}

impl Part {
    fn len(&self) -> usize {
        match self {
            Part::Literal(text) => text.len(),
            Part::Misspelt(misspelt) => misspelt.text.len(),
            Part::Bare(_) | Part::Braced(_) => self.to_string().len(),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::Literal(text) => f.write_str(text),
            Part::Bare(expression) => expression.fmt(f),
            Part::Braced(expression) => write!(f, "{{{expression}}}"),
            Part::Misspelt(misspelt) => f.write_str(&misspelt.text),
        }
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| part.fmt(f))
    }
}

impl From<&str> for Template {
    fn from(text: &str) -> Self {
        Template { parts: whole(text).map_or_else(|| cut(text), |part| Vec::from([part])) }
    }
}

impl From<String> for Template {
    fn from(text: String) -> Self {
        Template::from(text.as_str())
    }
}

impl FromStr for Template {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Template::from(text))
    }
}

/// The text as one expression without braces, or as one word that should have been one.
fn whole(text: &str) -> Option<Part> {
    if text.contains(['{', '}']) {
        return None;
    }
    if let Some(expression) = Expression::read(text) {
        return Some(Part::Bare(expression));
    }
    let misspelt = |mistake, reading| Part::Misspelt(Misspelt { text: text.into(), mistake, reading: Some(reading) });
    match dialect::read(text) {
        (Mistake::PlainName, Some(name)) if !dialect::is_http_method(text) => Some(misspelt(Mistake::Word, name)),
        (mistake, Some(reading)) if text.starts_with('$') || names_a_message(text) => Some(misspelt(mistake, reading)),
        _ => None,
    }
}

fn names_a_message(text: &str) -> bool {
    ["request.", "response."]
        .iter()
        .any(|side| text.get(..side.len()).is_some_and(|start| start.eq_ignore_ascii_case(side)))
}

/// The text cut at its braces.
fn cut(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        literal(&rest[..open], parts.is_empty(), &mut parts);
        rest = &rest[open..];
        let inside = &rest[1..];
        let end = match inside.find(['{', '}']) {
            Some(close) if inside[close..].starts_with('}') => {
                parts.push(braced(&inside[..close]));
                close + 2
            }
            Some(another) => {
                parts.push(unclosed(&rest[..=another], None));
                another + 1
            }
            None => {
                parts.push(unclosed(rest, unclosed_reading(inside)));
                rest.len()
            }
        };
        rest = &rest[end..];
    }
    literal(rest, parts.is_empty(), &mut parts);
    parts
}

fn braced(inside: &str) -> Part {
    match Expression::read(inside) {
        Some(expression) => Part::Braced(expression),
        None => {
            let (mistake, reading) = dialect::read(inside);
            Part::Misspelt(Misspelt { text: format!("{{{inside}}}").into(), mistake, reading })
        }
    }
}

fn unclosed(text: &str, reading: Option<Reading>) -> Part {
    Part::Misspelt(Misspelt { text: text.into(), mistake: Mistake::Unclosed, reading })
}

/// What an expression means whose brace is missing at the end of the text: it must be clear that it ends there.
fn unclosed_reading(inside: &str) -> Option<Reading> {
    let one_step = inside.matches('/').count() <= 1 && !inside.contains(['?', '&']);
    if one_step { dialect::meaning(inside) } else { None }
}

/// Text between braces; an expression in it was meant to have some.
fn literal(text: &str, opens_template: bool, parts: &mut Vec<Part>) {
    let mut rest = text;
    let mut next = if opens_template { unbraced_name(text) } else { None }.or_else(|| unbraced_expression(text));
    while let Some(Range { start, mut end }) = next {
        if start > 0 {
            parts.push(Part::Literal(rest[..start].into()));
        }
        let found = &rest[start..end];
        let reading = dialect::meaning(found);
        if rest[end..].starts_with('}') {
            end += 1;
        }
        parts.push(Part::Misspelt(Misspelt { text: rest[start..end].into(), mistake: Mistake::Unbraced, reading }));
        rest = &rest[end..];
        next = unbraced_expression(rest);
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest.into()));
    }
}

/// `$callback_url`, where a template begins with it.
fn unbraced_name(text: &str) -> Option<Range<usize>> {
    let name = text.strip_prefix('$')?.split(['/', '?', '#', '&', '$']).next()?;
    dialect::is_name(name).then_some(0..1 + name.len())
}

/// The first `$request…` or `$response…`; only a pointer into a body goes on after a slash.
fn unbraced_expression(text: &str) -> Option<Range<usize>> {
    let is_start = |at: usize| ["$request", "$response"].iter().any(|start| text[at..].starts_with(start));
    let (start, _) = text.match_indices("$re").find(|(at, _)| is_start(*at))?;
    let found = &text[start..];
    let found = found.split(|letter: char| letter.is_whitespace() || matches!(letter, '?' | '&' | '}')).next()?;
    let found = if found.contains(".body") { found } else { found.split('/').next()? };
    Some(start..start + found.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn cuts(text: &str, parts: &[(&str, Option<&str>)]) {
        let template = Template::from(text);
        let found: Vec<_> = template
            .placeholders()
            .map(|place| (place.text, place.reading.map(|reading| reading.to_string())))
            .collect();
        let found: Vec<_> = found.iter().map(|(text, reading)| (text.as_str(), reading.as_deref())).collect();
        assert_eq!(found, parts);
        assert_eq!(template.to_string(), text);
    }

    #[test]
    fn expressions_stand_in_braces_or_alone() {
        cuts("{$url}", &[("{$url}", Some("$url"))]);
        cuts("$request.body#/url", &[("$request.body#/url", Some("$request.body#/url"))]);
        cuts(
            "https://a.example?id={$request.body#/id}&x={$method}",
            &[("{$request.body#/id}", Some("$request.body#/id")), ("{$method}", Some("$method"))],
        );
        cuts("https://a.example", &[]);
        cuts("", &[]);
    }

    #[test]
    fn a_missing_closing_brace_is_understood_where_the_text_ends() {
        cuts("{$request.body#/sink", &[("{$request.body#/sink", Some("$request.body#/sink"))]);
        cuts("{$request.body#/sink/done", &[("{$request.body#/sink/done", None)]);
        cuts("{$request.body#/a{id}", &[("{$request.body#/a", None), ("{id}", Some("$request.query.id"))]);
    }

    #[test]
    fn expressions_without_braces_are_found_in_text() {
        cuts("http://$requests.query.url", &[("$requests.query.url", Some("$request.query.url"))]);
        cuts("https://a.example?u=$request.query.u&b", &[("$request.query.u", Some("$request.query.u"))]);
        cuts("$request.body#/u}/{$url}", &[("$request.body#/u}", Some("$request.body#/u")), ("{$url}", Some("$url"))]);
        cuts("$callback_url/invoices", &[("$callback_url", Some("$request.query.callback_url"))]);
        cuts("https://a.example/$metadata", &[]);
    }

    #[test]
    fn stray_braces_are_text() {
        cuts("}", &[]);
        cuts("{", &[("{", None)]);
        cuts("{}", &[("{}", None)]);
        cuts("{{$url}}", &[("{", None), ("{$url}", Some("$url"))]);
    }
}
