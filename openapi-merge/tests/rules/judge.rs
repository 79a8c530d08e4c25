//! One case judged: ours against FastAPI's.

use openapi_merge::{ProblemKind, Problems};

use crate::compare::differences;
use crate::differences::accounted_for;
use crate::neutral::{Case, duplicate_ids, error_kinds};

/// What came of a case.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::exhaustive_enums, reason = "there is no fourth")]
pub enum Verdict {
    /// Ours says the same.
    Passed,
    /// It needs something on the list of differences: the rules.
    Outside(String),
    /// Ours says something else: the first differences.
    Failed(Vec<String>),
}

/// Declares a case, builds its document and compares.
pub fn judge(case: &Case) -> Verdict {
    let api = match case.declare() {
        Ok(api) => api,
        Err(rule) => return Verdict::Outside(rule.into()),
    };
    let reasons = match (api.document(), case.expected(), case.expected_error()) {
        (Ok(document), Some(expected), None) => {
            let text = document.to_json();
            if api.to_json().as_ref() != Ok(&text) {
                return Verdict::Failed(vec!["written straight it is another text".into()]);
            }
            let found = serde_json::from_str(&text).unwrap_or_default();
            let mut reasons = differences(expected, &found);
            if let Some(rules) = (!reasons.is_empty()).then(|| accounted_for(expected, &found)).flatten() {
                return Verdict::Outside(rules);
            }
            let problems = api.problems();
            let (expected, found) = (case.expected_duplicates(), duplicate_ids(&problems));
            if expected != found {
                reasons.push(format!("expected warnings of the operationIds {expected:?}, found {found:?}"));
            }
            reasons
        }
        (Err(problems), None, Some(kind)) if error_kinds(&problems).contains(&kind) => Vec::new(),
        (Err(problems), None, Some(kind)) => vec![format!("expected the error {kind}, found {problems}")],
        (Err(problems), ..) => match doubles_alone(&problems) {
            Some(rules) => return Verdict::Outside(rules),
            None => vec![format!("expected a document, found {problems}")],
        },
        (Ok(_), _, kind) => vec![format!("expected the error {kind:?}, found a document")],
    };
    if reasons.is_empty() { Verdict::Passed } else { Verdict::Failed(reasons) }
}

/// R41, R49: FastAPI lets the later of two win where we say that there are two.
fn doubles_alone(problems: &Problems) -> Option<String> {
    let mut rules: Vec<&str> = Vec::new();
    for problem in problems.errors() {
        let rule = match problem.kind {
            ProblemKind::DuplicateOperation { .. } => "R49",
            ProblemKind::DuplicateCallback { .. } => "R41",
            _ => return None,
        };
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    Some(rules.join(", "))
}
