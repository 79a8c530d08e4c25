//! `Reach`: which declared operations, statuses and media types were met, and which never.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use crate::contract::ContractError;
use crate::findings::Reached;
use crate::operation::Declared;

/// How often each declared answer was met.
#[derive(Debug)]
pub(crate) struct Counts(Mutex<Vec<OperationCounts>>);

#[derive(Clone, Debug)]
struct OperationCounts {
    met: u64,
    /// By answer: how often, and how often with each media type.
    answers: Vec<(u64, Vec<u64>)>,
}

impl Counts {
    pub(crate) fn new(operations: &[Declared]) -> Self {
        let of = |declared: &Declared| OperationCounts {
            met: 0,
            answers: declared.answers.iter().map(|(_, answer)| (0, vec![0; answer.content.len()])).collect(),
        };
        Self(Mutex::new(operations.iter().map(of).collect()))
    }

    pub(crate) fn count(&self, operation: usize, reached: Reached) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(counts) = all.get_mut(operation) else { return };
        counts.met += 1;
        let Some((answer, content)) = reached else { return };
        let Some((met, by_media_type)) = counts.answers.get_mut(answer) else { return };
        *met += 1;
        if let Some(met) = content.and_then(|at| by_media_type.get_mut(at)) {
            *met += 1;
        }
    }

    pub(crate) fn reach(&self, operations: &[Declared]) -> Reach {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut parts = BTreeMap::new();
        for (declared, counts) in operations.iter().zip(all.iter()) {
            let part = |status: String, media_type: &str| Part {
                path: declared.path.clone(),
                method: declared.method.clone(),
                status,
                media_type: media_type.into(),
            };
            if declared.answers.is_empty() {
                parts.insert(part(String::new(), ""), counts.met);
            }
            for ((key, answer), (met, by_media_type)) in declared.answers.iter().zip(&counts.answers) {
                if answer.content.is_empty() {
                    parts.insert(part(key.to_string(), ""), *met);
                }
                for (content, met) in answer.content.iter().zip(by_media_type) {
                    parts.insert(part(key.to_string(), &content.key), *met);
                }
            }
        }
        Reach { parts }
    }
}

/// How often each declared answer was met: every media type of every status of every operation.
///
/// `Display` is a table. Tests that run in several processes each write [`to_json`](Self::to_json) and are put together
/// by [`merge`](Self::merge).
///
/// ```
/// # let contract = openapi_contract::Contract::from_json(
/// #     r#"{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{"/a":{"get":{"responses":{
/// #        "200":{"description":"d"},"404":{"description":"d"}}}}}}"#)?;
/// let request = http::Request::get("/a").body("")?;
/// contract.check(&request, &http::Response::new(""));
/// let reach = contract.reach();
/// assert_eq!(reach.percent(), 50.0);
/// assert_eq!(reach.at_least(80.0).unwrap_err().to_string(),
///     "50.0 % of what is declared was reached, expected 80.0 %; never: GET /a 404");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    parts: BTreeMap<Part, u64>,
}

/// A part of what is declared: an operation with a status and a media type.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Part {
    /// The path as it is declared.
    pub path: String,
    /// The method, as it is sent.
    pub method: String,
    /// The status key; empty where an operation declares no answer.
    pub status: String,
    /// The media type's key; empty for an answer without a body.
    pub media_type: String,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        [&self.status, &self.media_type]
            .into_iter()
            .filter(|text| !text.is_empty())
            .try_for_each(|it| write!(f, " {it}"))
    }
}

impl Reach {
    /// Every part of what is declared, with how often it was met.
    pub fn parts(&self) -> impl Iterator<Item = (&Part, u64)> {
        self.parts.iter().map(|(part, met)| (part, *met))
    }

    /// What was never met.
    pub fn never(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|(_, met)| **met == 0).map(|(part, _)| part)
    }

    /// How much of what is declared was met; 100 if nothing is declared.
    pub fn percent(&self) -> f64 {
        if self.parts.is_empty() {
            return 100.0;
        }
        let met = self.parts.len() - self.never().count();
        // Nobody declares so much that a float could not count it.
        #[allow(clippy::cast_precision_loss)]
        let percent = 100.0 * met as f64 / self.parts.len() as f64;
        percent
    }

    /// Fails if less than this was met.
    ///
    /// # Errors
    /// What was never met.
    pub fn at_least(&self, percent: f64) -> Result<(), TooLittleReached> {
        if self.percent() >= percent {
            return Ok(());
        }
        Err(TooLittleReached { expected: percent, reach: self.clone() })
    }

    /// Adds what was met elsewhere.
    pub fn merge(&mut self, other: Self) {
        for (part, met) in other.parts {
            *self.parts.entry(part).or_default() += met;
        }
    }

    /// As JSON: an array with an object for each part.
    pub fn to_json(&self) -> String {
        let part = |(part, met): (&Part, u64)| {
            json!({ "method": part.method, "path": part.path, "status": part.status, "media_type": part.media_type,
                "met": met })
        };
        Value::Array(self.parts().map(part).collect()).to_string()
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    /// If it is something else.
    pub fn from_json(text: &str) -> Result<Self, ContractError> {
        let all: Vec<Value> = serde_json::from_str(text).map_err(ContractError::new)?;
        let mut parts = BTreeMap::new();
        for one in all {
            let text = |name: &str| one.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
            let part = (|| {
                let (path, method) = (text("path")?, text("method")?);
                Some(Part { path, method, status: text("status")?, media_type: text("media_type")? })
            })();
            match (part, one.get("met").and_then(Value::as_u64)) {
                (Some(part), Some(met)) => _ = parts.insert(part, met),
                _ => return Err(ContractError::new(format!("`{one}` is no part of a report"))),
            }
        }
        Ok(Self { parts })
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = |part: &Part| format!("{} {}", part.method, part.path);
        let width = self.parts.keys().map(|part| operation(part).chars().count()).max().unwrap_or(0);
        let mut last = String::new();
        for (part, met) in self.parts() {
            let name = operation(part);
            let shown = if name == last { "" } else { &*name };
            let met = if met == 0 { "never".into() } else { met.to_string() };
            let answer = [&*part.status, &*part.media_type].join(" ");
            writeln!(f, "{shown:width$}  {met:>6}  {}", answer.trim())?;
            last = name;
        }
        let met = self.parts.len() - self.never().count();
        write!(f, "{met} of {} reached ({:.1} %)", self.parts.len(), self.percent())
    }
}

/// Less of what is declared was met than was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct TooLittleReached {
    expected: f64,
    reach: Reach,
}

impl TooLittleReached {
    /// What was met, and what never.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }
}

impl fmt::Display for TooLittleReached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = self.reach.percent();
        write!(f, "{percent:.1} % of what is declared was reached, expected {:.1} %; never: ", self.expected)?;
        for (index, part) in self.reach.never().enumerate() {
            write!(f, "{}{part}", if index == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl std::error::Error for TooLittleReached {}
