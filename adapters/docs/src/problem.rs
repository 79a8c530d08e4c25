//! What is wrong with a declaration of pages, told all at once.

use std::fmt;
use std::panic::Location;

/// Why nothing could be published: every mistake in the [`Docs`](crate::Docs), with the line it was made in.
///
/// ```
/// let mistaken = openapi_docs::Docs::none().document("openapi.json").publish("{}");
/// let told = mistaken.expect_err("there is no slash").to_string();
/// assert!(told.starts_with("1 problem in the documentation pages\n\nerror: the path `openapi.json` is not one"));
/// ```
#[derive(Clone, Debug)]
pub struct InvalidDocs {
    problems: Vec<DocsProblem>,
}

/// One mistake. It displays as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocsProblem {
    /// Where it was declared.
    pub at: &'static Location<'static>,
    sentence: String,
}

impl InvalidDocs {
    pub(crate) fn new(problems: Vec<DocsProblem>) -> Self {
        Self { problems }
    }

    /// At least one.
    #[must_use]
    pub fn problems(&self) -> &[DocsProblem] {
        &self.problems
    }
}

impl DocsProblem {
    pub(crate) fn new(at: &'static Location<'static>, sentence: String) -> Self {
        Self { at, sentence }
    }
}

impl fmt::Display for DocsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl fmt::Display for InvalidDocs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.problems.len() == 1 { "" } else { "s" };
        write!(f, "{} problem{plural} in the documentation pages", self.problems.len())?;
        for problem in &self.problems {
            write!(f, "\n\nerror: {problem}\n   --> {}", problem.at)?;
        }
        Ok(())
    }
}

impl std::error::Error for InvalidDocs {}
