//! `Contract`: a document, ready to be held against requests and answers.

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;
use openapi_model::OpenApi;

use crate::body::Body;
use crate::document::{DeclaredCallback, Document, Found};
use crate::findings::Findings;
use crate::operation::DeclaredAt;
use crate::reach::{Counts, Reach};
use crate::request::Request;
use crate::violation::{NotLookedAt, Violation, ViolationKind};

/// What an API declares, ready to be held against what it does.
///
/// A clone shares what was [reached](Self::reach).
///
/// ```
/// use openapi_contract::Contract;
///
/// let contract = Contract::from_json(r#"{
///     "openapi": "3.1.0", "info": {"title": "Items", "version": "1"},
///     "paths": {"/items/{id}": {"get": {"responses": {"200": {"description": "An item", "content": {
///         "application/json": {"schema": {"type": "object", "required": ["id"]}}
///     }}}}}}
/// }"#)?;
/// let request = http::Request::get("/items/7").body("")?;
/// let answer = http::Response::builder().header("content-type", "application/json").body(r#"{"name": "a"}"#)?;
/// let verdict = contract.check(&request, &answer);
/// assert_eq!(
///     verdict.violations[0].to_string(),
///     "GET /items/{id} answered 200: the body does not fit: \"id\" is a required property (declared at \
///      `/paths/~1items~1{id}/get/responses/200/content/application~1json/schema`)"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Contract {
    document: Arc<Document>,
    counts: Arc<Counts>,
    ignored: Vec<String>,
    prefixes: Vec<String>,
}

/// Why a document cannot be held against anything: all of it at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractError {
    problems: Vec<String>,
}

impl ContractError {
    pub(crate) fn new(problem: impl fmt::Display) -> Self {
        Self { problems: vec![problem.to_string()] }
    }

    pub(crate) fn all(problems: Vec<String>) -> Self {
        Self { problems }
    }

    /// A sentence each.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }
}

impl fmt::Display for ContractError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problems.join("; "))
    }
}

impl std::error::Error for ContractError {}

/// What came out of looking at an exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// What was done and not declared, or declared and not done.
    pub violations: Vec<Violation>,
    /// What nothing is known of.
    pub not_looked_at: Vec<NotLookedAt>,
}

impl Contract {
    /// What a document of OpenAPI 3.0, 3.1 or 3.2 declares.
    ///
    /// # Errors
    /// If a reference or a security scheme leads nowhere.
    pub fn new(document: &OpenApi) -> Result<Self, ContractError> {
        Self::with_places(document.clone(), Vec::new(), false)
    }

    /// What a document's JSON declares.
    ///
    /// # Errors
    /// If it is no OpenAPI document, or as [`new`](Self::new).
    pub fn from_json(text: &str) -> Result<Self, ContractError> {
        let document = OpenApi::from_json(text).map_err(ContractError::new)?;
        Self::with_places(document, Vec::new(), false)
    }

    /// What the declarations of an API say; violations then have the file and line of the declaration.
    ///
    /// Needs the feature `declarations`.
    ///
    /// # Errors
    /// The API's own problems, or as [`new`](Self::new).
    #[cfg(feature = "declarations")]
    pub fn of<H>(api: &openapi_merge::Api<H>) -> Result<Self, ContractError> {
        let document = api.document().map_err(ContractError::new)?;
        let place = |route: openapi_merge::Route<()>| DeclaredAt {
            method: route.method.to_string(),
            path: route.path.documented(),
            template: route.path.as_str().to_owned(),
            at: format!("{}:{}", route.at.file(), route.at.line()),
        };
        Self::with_places(document, api.routes().into_iter().map(place).collect(), false)
    }

    fn with_places(document: OpenApi, declared_at: Vec<DeclaredAt>, formats: bool) -> Result<Self, ContractError> {
        let document = Document::read(document, declared_at, formats)?;
        let counts = Counts::new(&document.operations);
        Ok(Self { document: Arc::new(document), counts: Arc::new(counts), ignored: Vec::new(), prefixes: Vec::new() })
    }

    /// Without a path that is no part of the API, such as a page of documentation, and without all that is under it.
    #[must_use]
    pub fn ignore(mut self, path: impl Into<String>) -> Self {
        self.ignored.push(path.into());
        self
    }

    /// For an API that is mounted under a path which its document does not tell.
    ///
    /// The paths of the document's servers need not be told again.
    #[must_use]
    pub fn mounted_at(mut self, prefix: &str) -> Self {
        let prefix = prefix.trim_end_matches('/');
        self.prefixes.push(if prefix.starts_with('/') { prefix.into() } else { format!("/{prefix}") });
        self
    }

    /// With `format` as something that must hold (`uuid`, `date-time` …). Without this it only describes, as JSON Schema
    /// 2020-12 has it.
    ///
    /// # Errors
    /// None that [`new`](Self::new) did not have.
    pub fn check_formats(self) -> Result<Self, ContractError> {
        let fresh = Self::with_places(self.document.document.clone(), self.document.declared_at.clone(), true)?;
        Ok(Self { ignored: self.ignored, prefixes: self.prefixes, ..fresh })
    }

    /// Holds an exchange against the document.
    pub fn check<A: AsRef<[u8]>, B: AsRef<[u8]>>(
        &self,
        request: &http::Request<A>,
        answer: &http::Response<B>,
    ) -> Verdict {
        self.look(&Exchange {
            method: request.method().as_str(),
            path: request.uri().path(),
            query: request.uri().query().unwrap_or_default(),
            request_headers: request.headers(),
            request_body: Some(Body::whole(request.body().as_ref())),
            status: answer.status().as_u16(),
            headers: answer.headers(),
            body: Body::whole(answer.body().as_ref()),
        })
    }

    /// Holds an answer against the document, without looking whether the request fitted.
    pub fn check_answer<B: AsRef<[u8]>>(
        &self,
        method: &http::Method,
        path: &str,
        answer: &http::Response<B>,
    ) -> Verdict {
        self.look(&Exchange {
            method: method.as_str(),
            path: path.split(['?', '#']).next().unwrap_or_default(),
            query: "",
            request_headers: &HeaderMap::new(),
            request_body: None,
            status: answer.status().as_u16(),
            headers: answer.headers(),
            body: Body::whole(answer.body().as_ref()),
        })
    }

    /// Holds a request against the document: what somebody is about to send, or was sent.
    pub fn check_request<A: AsRef<[u8]>>(&self, request: &http::Request<A>) -> Verdict {
        let (method, path) = (request.method().as_str(), request.uri().path());
        let mut findings = Findings::new(method, path, None);
        match self.document.find(method, path, &self.prefixes) {
            _ if self.is_ignored(path) => {}
            Found::Operation(at, path_parameters) => {
                let declared = &self.document.operations[at];
                let request = Request {
                    query: request.uri().query().unwrap_or_default(),
                    headers: request.headers(),
                    body: Body::whole(request.body().as_ref()),
                    path_parameters,
                };
                findings.of(declared);
                findings.of_sent_request(&self.document.schemas, declared, &request);
            }
            Found::Hidden => findings.skip("the document does not show it"),
            Found::Path(declared) => findings.tell(ViolationKind::UndeclaredMethod { declared }, ""),
            Found::Nothing => findings.tell(ViolationKind::UndeclaredPath, ""),
        }
        findings.verdict
    }

    /// Holds a callback that was sent, and its answer if there was one, against its declaration.
    ///
    /// A callback is found by its name in the document, or by its expression as it was declared: before that there may
    /// stand the prefixes of routers. Its URL is not looked at.
    pub fn check_callback<A: AsRef<[u8]>, B: AsRef<[u8]>>(
        &self,
        callback: &str,
        request: &http::Request<A>,
        answer: Option<&http::Response<B>>,
    ) -> Verdict {
        let method = request.method().as_str();
        let status = answer.map(|answer| answer.status().as_u16());
        let mut findings = Findings::new(method, callback, status);
        let named = |one: &&DeclaredCallback| one.name == callback || one.operation.path.ends_with(callback);
        let mut all = self.document.callbacks.iter().filter(named);
        let of_method = all.clone().find(|one| one.operation.method == method);
        let Some(DeclaredCallback { operation, .. }) = of_method.or_else(|| all.next()) else {
            findings.tell(ViolationKind::UndeclaredCallback, "");
            return findings.verdict;
        };
        findings.of(operation);
        if operation.method != method {
            findings.tell(ViolationKind::UndeclaredMethod { declared: vec![operation.method.clone()] }, "");
            return findings.verdict;
        }
        let schemas = &self.document.schemas;
        let sent = Request {
            query: request.uri().query().unwrap_or_default(),
            headers: request.headers(),
            body: Body::whole(request.body().as_ref()),
            path_parameters: Vec::new(),
        };
        findings.of_sent_request(schemas, operation, &sent);
        if let Some(answer) = answer {
            let body = Body::whole(answer.body().as_ref());
            findings.of_answer(schemas, operation, method, answer.status().as_u16(), answer.headers(), body);
        }
        findings.verdict
    }

    /// Which of the declared operations, statuses and media types were met so far.
    pub fn reach(&self) -> Reach {
        self.counts.reach(&self.document.operations)
    }

    fn is_ignored(&self, path: &str) -> bool {
        self.ignored.iter().any(|ignored| {
            let rest = path.strip_prefix(ignored.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    pub(crate) fn look(&self, exchange: &Exchange<'_>) -> Verdict {
        let Exchange { method, path, status, .. } = *exchange;
        let mut findings = Findings::new(method, path, Some(status));
        if self.is_ignored(path) {
            return findings.verdict;
        }
        let asks_for_cors =
            method == "OPTIONS" && exchange.request_headers.contains_key("access-control-request-method");
        match self.document.find(method, path, &self.prefixes) {
            Found::Operation(at, path_parameters) => {
                let declared = &self.document.operations[at];
                findings.of(declared);
                let request = exchange.request_body.map(|body| Request {
                    query: exchange.query,
                    headers: exchange.request_headers,
                    body,
                    path_parameters,
                });
                if let Some(request) = request {
                    findings.of_refusal(&self.document.schemas, declared, &request, status);
                }
                let schemas = &self.document.schemas;
                let reached = findings.of_answer(schemas, declared, method, status, exchange.headers, exchange.body);
                self.counts.count(at, reached);
            }
            Found::Hidden => findings.skip("the document does not show it"),
            Found::Path(_) | Found::Nothing if asks_for_cors => {}
            Found::Path(_) if matches!(status, 404 | 405 | 501) => {}
            Found::Path(declared) => findings.tell(ViolationKind::UndeclaredMethod { declared }, ""),
            Found::Nothing if status == 404 => {}
            Found::Nothing => findings.tell(ViolationKind::UndeclaredPath, ""),
        }
        findings.verdict
    }
}

impl fmt::Debug for Contract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contract")
            .field("title", &self.document.document.info.title)
            .field("operations", &self.document.operations.len())
            .finish_non_exhaustive()
    }
}

/// A request and its answer as they are looked at.
pub(crate) struct Exchange<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) request_headers: &'a HeaderMap,
    /// `None` if the request is not known.
    pub(crate) request_body: Option<Body<'a>>,
    pub(crate) status: u16,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: Body<'a>,
}
