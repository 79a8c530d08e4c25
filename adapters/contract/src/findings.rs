//! `Findings`: what is found about one exchange, part by part.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::body::{Body, BodyFault, End, declared_for, look};
use crate::contract::Verdict;
use crate::media_type::{MediaType, Sort};
use crate::operation::{Credential, Declared, DeclaredAnswer};
use crate::request::{Fit, Request, fit, has_credentials};
use crate::schema::{Fault, Schemas};
use crate::value::{Encoding, faults_of_text};
use crate::violation::{NotLookedAt, Violation, ViolationKind};

/// The answer that was met: where it stands in the operation, and its media type there.
pub(crate) type Reached = Option<(usize, Option<usize>)>;

/// What is found about one exchange.
pub(crate) struct Findings {
    method: String,
    path: String,
    status: Option<u16>,
    at: Option<String>,
    pub(crate) verdict: Verdict,
}

impl Findings {
    pub(crate) fn new(method: &str, path: &str, status: Option<u16>) -> Self {
        Self { method: method.into(), path: path.into(), status, at: None, verdict: Verdict::default() }
    }

    pub(crate) fn of(&mut self, declared: &Declared) {
        self.path.clone_from(&declared.path);
        self.at.clone_from(&declared.at);
    }

    pub(crate) fn tell(&mut self, kind: ViolationKind, declared: &str) {
        self.verdict.violations.push(Violation {
            method: self.method.clone(),
            path: self.path.clone(),
            status: self.status,
            kind,
            declared: declared.into(),
            at: self.at.clone(),
        });
    }

    pub(crate) fn skip(&mut self, what: impl Into<String>) {
        let (method, path) = (self.method.clone(), self.path.clone());
        self.verdict.not_looked_at.push(NotLookedAt { method, path, status: self.status, what: what.into() });
    }

    /// What this side sent.
    pub(crate) fn of_sent_request(&mut self, schemas: &Schemas, declared: &Declared, request: &Request<'_>) {
        let Fit { faults, not_looked_at } = fit(schemas, declared, request);
        not_looked_at.into_iter().for_each(|reason| self.skip(reason));
        for fault in faults {
            self.tell(ViolationKind::Request(fault), &declared.pointer);
        }
    }

    /// A request that does not fit, or that lacks credentials, must be refused.
    pub(crate) fn of_refusal(&mut self, schemas: &Schemas, declared: &Declared, request: &Request<'_>, status: u16) {
        // What is refused may be refused for any reason.
        if status >= 400 {
            return;
        }
        let Fit { faults, not_looked_at } = fit(schemas, declared, request);
        not_looked_at.into_iter().for_each(|reason| self.skip(reason));
        if !faults.is_empty() {
            self.tell(ViolationKind::UnfitRequestTaken { faults }, &declared.pointer);
        }
        if (200..300).contains(&status) && !has_credentials(declared, request) {
            let alternative =
                |all: &Vec<Credential>| all.iter().map(|one| &*one.scheme).collect::<Vec<_>>().join("` and `");
            let kind = ViolationKind::TakenWithoutCredentials {
                declared: declared.security.iter().map(alternative).collect(),
            };
            self.tell(kind, &declared.pointer);
        }
    }

    pub(crate) fn of_answer(
        &mut self,
        schemas: &Schemas,
        declared: &Declared,
        method: &str,
        status: u16,
        headers: &HeaderMap,
        body: Body<'_>,
    ) -> Reached {
        let Some((key, answer)) = declared.answer(status) else {
            let keys = declared.answers.iter().map(|(key, _)| key.to_string()).collect();
            self.tell(ViolationKind::UndeclaredStatus { declared: keys }, &format!("{}/responses", declared.pointer));
            return None;
        };
        let at = declared.answers.iter().position(|(one, _)| one == key)?;
        self.of_headers(schemas, answer, headers);
        let has_no_body = matches!(status, 100..=199 | 204 | 205 | 304);
        let content = if method == "HEAD" {
            let text = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
            text.and_then(MediaType::read).and_then(|found| Some(declared_for(&answer.content, &found)?.0))
        } else if has_no_body || answer.content.is_empty() {
            if !body.bytes.is_empty() {
                self.tell(ViolationKind::UndeclaredBody, &answer.pointer);
            } else if body.end != End::Whole {
                body.not_seen().into_iter().for_each(|reason| self.skip(reason));
            }
            None
        } else {
            self.of_body(schemas, answer, headers, body)
        };
        Some((at, content))
    }

    fn of_headers(&mut self, schemas: &Schemas, answer: &DeclaredAnswer, headers: &HeaderMap) {
        for header in &answer.headers {
            let all: Vec<_> =
                headers.get_all(&*header.name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
            let name = header.name.clone();
            if all.is_empty() {
                if header.required {
                    self.tell(ViolationKind::MissingHeader { name }, &header.value.pointer);
                }
                continue;
            }
            // Cookies are the one header whose values cannot be joined (RFC 9110, section 5.3).
            let texts = if name.eq_ignore_ascii_case("set-cookie") { all.clone() } else { vec![all.join(", ").into()] };
            for text in texts {
                match faults_of_text(schemas, &header.value, &name, &text, Encoding::Plain) {
                    Err(reason) => self.skip(format!("the header `{name}`: {reason}")),
                    Ok(faults) => {
                        for Fault { pointer, reason } in faults {
                            let at = if pointer.is_empty() { String::new() } else { format!("at `{pointer}`: ") };
                            let kind = ViolationKind::Header { name: name.clone(), reason: format!("{at}{reason}") };
                            self.tell(kind, &header.value.pointer);
                        }
                    }
                }
            }
        }
    }

    fn of_body(
        &mut self,
        schemas: &Schemas,
        answer: &DeclaredAnswer,
        headers: &HeaderMap,
        body: Body<'_>,
    ) -> Option<usize> {
        let keys = || answer.content.iter().map(|content| content.key.clone()).collect::<Vec<_>>();
        let text = headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let found = text.as_deref().and_then(MediaType::read);
        let may_be_empty = |found: &MediaType| {
            matches!(found.sort(), Sort::Text | Sort::EventStream | Sort::JsonLines | Sort::JsonSequence | Sort::Form)
        };
        if body.is_empty() && !found.as_ref().is_some_and(may_be_empty) {
            self.tell(ViolationKind::MissingBody { declared: keys() }, &format!("{}/content", answer.pointer));
            return None;
        }
        let Some(text) = text else {
            if body.bytes.is_empty() {
                body.not_seen().into_iter().for_each(|reason| self.skip(reason));
            } else {
                self.tell(ViolationKind::NoMediaType, &format!("{}/content", answer.pointer));
            }
            return None;
        };
        let fitting = found.as_ref().and_then(|found| Some((found, declared_for(&answer.content, found)?)));
        let Some((found, (at, content))) = fitting else {
            let kind = ViolationKind::UndeclaredMediaType { found: text, declared: keys() };
            self.tell(kind, &format!("{}/content", answer.pointer));
            return None;
        };
        let looked = look(schemas, content, found, body);
        looked.not_looked_at.into_iter().for_each(|reason| self.skip(reason));
        for fault in looked.faults {
            match fault {
                BodyFault::NotJson(reason) => self.tell(ViolationKind::NotJson { reason }, &content.pointer),
                BodyFault::Value(Fault { pointer, reason }) => {
                    self.tell(ViolationKind::Body { pointer, reason }, &format!("{}/schema", content.pointer));
                }
                BodyFault::Item(index, Fault { pointer, reason }) => {
                    let kind = ViolationKind::Item { index, pointer, reason };
                    self.tell(kind, &format!("{}/itemSchema", content.pointer));
                }
            }
        }
        Some(at)
    }
}
