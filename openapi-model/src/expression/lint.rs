//! What to tell the person who wrote a template.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use super::dialect::{self, Mistake, Reading};
use super::grammar::{EXPECTED, Expression};
use super::template::{Part, Template};
use super::url;

/// A misspelled expression: where it is, what is wrong with it, and what to write instead.
///
/// It displays as one sentence:
///
/// ```
/// # use openapi_model::expression::Template;
/// let finding = Template::from("{$callback_url}").lint().remove(0);
/// assert_eq!(
///     finding.to_string(),
///     "`$callback_url` is not a runtime expression; did you mean `$request.query.callback_url`?"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// What is wrong.
    pub mistake: Mistake,
    /// Which bytes of the template; `suggestion` is to be written in their place.
    pub range: Range<usize>,
    /// Those bytes.
    pub found: String,
    /// The correct spelling. For a bare name this is only the likeliest; who knows what the operation declares can put
    /// a better one here.
    pub suggestion: Option<String>,
    /// What the template is evaluated as, if it is understood.
    pub reading: Option<Reading>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = &self.found;
        match self.mistake {
            Mistake::Unclosed => write!(f, "`{found}` has no closing brace")?,
            Mistake::Unbraced => write!(f, "`{found}` is not in braces")?,
            Mistake::NotInAResponse => write!(f, "`{found}` reads what no response has")?,
            Mistake::MissingName => write!(f, "`{found}` does not say which header, parameter or property it reads")?,
            Mistake::HeaderName => write!(f, "`{found}` does not name a header; expected letters, digits and `-`")?,
            Mistake::StrayBrace => f.write_str("`}` closes nothing; expected `{` before it")?,
            Mistake::HttpMethod => write!(
                f,
                "`{found}` is a method where an expression is expected; \
                 the path item needs a key of its own, such as `{{$request.body#/callbackUrl}}`"
            )?,
            Mistake::FixedUrl => write!(
                f,
                "`{found}` holds no runtime expression, so every call goes to this one address; \
                 expected an expression that says where the request names one, such as `{{$request.body#/callbackUrl}}`"
            )?,
            Mistake::Prose => write!(
                f,
                "`{found}` is neither a URL nor a runtime expression; \
                 expected one such as `{{$request.body#/callbackUrl}}`"
            )?,
            Mistake::Unreadable => write!(f, "`{found}` is not a runtime expression; {EXPECTED}")?,
            _ => write!(f, "`{found}` is not a runtime expression")?,
        }
        match &self.suggestion {
            Some(suggestion) => write!(f, "; did you mean `{suggestion}`?"),
            None => Ok(()),
        }
    }
}

impl Template {
    /// What is misspelled in the key of a callback, in the order of the text.
    ///
    /// Nothing is found exactly when the key is, or embeds, expressions of the specification's grammar that a request or
    /// response can answer.
    pub fn lint(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (start, part) in self.located() {
            match part {
                Part::Literal(text) => findings.extend(stray_braces(start, text)),
                _ => findings.extend(misspelt(start, part)),
            }
        }
        if findings.is_empty() && self.placeholders().next().is_none() {
            findings.push(constant(self.to_string()));
        }
        findings
    }

    /// What is misspelled in a link's parameter or request body, where any constant may stand.
    ///
    /// Only what can be nothing else than an expression is reported: `$response.body.id`, not `$5` or `{name}`.
    pub fn lint_link_value(&self) -> Vec<Finding> {
        let meant = |part: &Part| !matches!(part, Part::Misspelt(misspelt) if misspelt.may_be_constant());
        self.located().filter(|(_, part)| meant(part)).filter_map(|(start, part)| misspelt(start, part)).collect()
    }
}

fn misspelt(start: usize, part: &Part) -> Option<Finding> {
    match part {
        Part::Literal(_) => None,
        Part::Bare(expression) => not_in_a_response(start, expression),
        Part::Braced(expression) => not_in_a_response(start + 1, expression),
        Part::Misspelt(misspelt) => {
            let (offset, found) = misspelt.found();
            Some(Finding {
                mistake: misspelt.mistake,
                range: start + offset..start + offset + found.len(),
                found: found.into(),
                suggestion: misspelt.suggestion(),
                reading: misspelt.reading.clone(),
            })
        }
    }
}

fn not_in_a_response(start: usize, expression: &Expression) -> Option<Finding> {
    let answerable = expression.clone().answerable();
    if answerable == *expression {
        return None;
    }
    let found = expression.to_string();
    Some(Finding {
        mistake: Mistake::NotInAResponse,
        range: start..start + found.len(),
        found,
        suggestion: Some(answerable.to_string()),
        reading: Some(Reading::Expression(expression.clone())),
    })
}

fn stray_braces(start: usize, text: &str) -> impl Iterator<Item = Finding> + '_ {
    text.match_indices('}').map(move |(at, brace)| Finding {
        mistake: Mistake::StrayBrace,
        range: start + at..start + at + 1,
        found: brace.into(),
        suggestion: None,
        reading: None,
    })
}

/// A key without any expression.
fn constant(found: String) -> Finding {
    let mistake = if url::check(&found).is_ok() {
        Mistake::FixedUrl
    } else if dialect::is_http_method(&found) {
        Mistake::HttpMethod
    } else {
        Mistake::Prose
    };
    Finding { mistake, range: 0..found.len(), found, suggestion: None, reading: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn says(text: &str, sentences: &[&str]) {
        let findings = Template::from(text).lint();
        for finding in &findings {
            assert_eq!(text.get(finding.range.clone()), Some(finding.found.as_str()));
        }
        assert!(findings.iter().map(Finding::to_string).eq(sentences.iter().copied()), "{findings:#?}");
    }

    #[test]
    fn fastapis_spelling_is_reported_twice() {
        says(
            "{$callback_url}/invoices/{$request.body.id}",
            &[
                "`$callback_url` is not a runtime expression; did you mean `$request.query.callback_url`?",
                "`$request.body.id` is not a runtime expression; did you mean `$request.body#/id`?",
            ],
        );
    }

    #[test]
    fn braces_are_reported() {
        says("{$request.body#/u", &["`{$request.body#/u` has no closing brace; did you mean `{$request.body#/u}`?"]);
        says("{$url}/}", &["`}` closes nothing; expected `{` before it"]);
        says(
            "http://$requests.query.url",
            &["`$requests.query.url` is not in braces; did you mean `{$request.query.url}`?"],
        );
        says(
            "{$url}/{}",
            &["`{}` is not a runtime expression; \
               expected `$url`, `$method`, `$statusCode`, `$request.…` or `$response.…`"],
        );
    }

    #[test]
    fn a_key_without_an_expression_is_reported() {
        says(
            "http://www.url.com",
            &["`http://www.url.com` holds no runtime expression, so every call goes to this one address; expected \
               an expression that says where the request names one, such as `{$request.body#/callbackUrl}`"],
        );
        says(
            "post",
            &["`post` is a method where an expression is expected; \
               the path item needs a key of its own, such as `{$request.body#/callbackUrl}`"],
        );
        says(
            "Ask us",
            &["`Ask us` is neither a URL nor a runtime expression; \
               expected one such as `{$request.body#/callbackUrl}`"],
        );
        says(
            "endpoint_url",
            &["`endpoint_url` is not a runtime expression; did you mean `{$request.query.endpoint_url}`?"],
        );
    }

    #[test]
    fn names_are_reported() {
        says("{$request.query}", &["`$request.query` does not say which header, parameter or property it reads"]);
        says(
            "{$request.header.a@b}",
            &["`$request.header.a@b` does not name a header; expected letters, digits and `-`"],
        );
        says(
            "{$response.query.page}",
            &["`$response.query.page` reads what no response has; did you mean `$request.query.page`?"],
        );
    }

    #[test]
    fn a_link_may_hold_any_constant() {
        for constant in ["v", "$5", "$name", "{name}", "{\"id\": {\"a\": 1}}", "get", "see $request.body#/id", "", "}"]
        {
            assert_eq!(Template::from(constant).lint_link_value(), [], "{constant}");
        }
        for misspelt in
            ["$response.body.id", "response.body#/id", "{$id}", "{response.body#/id}", "{$statusCode == 401}", "{$id"]
        {
            assert_eq!(Template::from(misspelt).lint_link_value().len(), 1, "{misspelt}");
        }
    }
}
