//! What a document says that the specification, at the document's own version, forbids; behind the feature `check`.
//!
//! Each rule is one function, which names the section it stands on. An error breaks a MUST, or what the official JSON
//! Schema of the version asks for; a warning is legal but will not do what its author means, or breaks a MUST that the
//! official test documents break as well and pass.
//!
//! ```
//! use openapi_model::OpenApi;
//!
//! let text = r#"{"openapi":"3.1.0","info":{"title":"Items","version":"1"},
//!     "components":{"responses":{"NotFound":{"headers":{}}}}}"#;
//! let findings = openapi_model::check::check(&OpenApi::from_json(text)?);
//! assert_eq!(
//!     findings[0].to_string(),
//!     "error: the response has no `description` at /components/responses/NotFound (response-description, \
//!      https://spec.openapis.org/oas/v3.1.2#response-object)",
//! );
//! # Ok::<(), openapi_model::ReadError>(())
//! ```

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::walk::{Node, Place, Visitor, walk};
use crate::{MAX_DEPTH, OpenApi, Value, Version};

mod content;
mod document;
mod members;
mod paths;
mod reference;
mod schema;
mod security;
mod text;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Whether the document is invalid because of it.
    pub severity: Severity,
    /// The JSON Pointer (RFC 6901) of what is wrong; of the object, where a member is missing.
    pub pointer: String,
    /// The rule's name.
    pub rule: &'static str,
    /// The section of the specification, as the anchor of its heading; see [`link`](Finding::link).
    pub section: &'static str,
    /// One sentence: what was found and what was expected.
    pub message: String,
    version: Version,
}

impl Finding {
    /// The section that the rule stands on, in the text of the document's version.
    pub fn link(&self) -> String {
        alloc::format!("{}#{}", text_of(self.version), self.section)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() { "the top" } else { &self.pointer };
        write!(f, "{}: {} at {place} ({}, {})", self.severity, self.message, self.rule, self.link())
    }
}

/// The text that a version's sections are linked in.
const fn text_of(version: Version) -> &'static str {
    match version {
        Version::V3_0 => "https://spec.openapis.org/oas/v3.0.4",
        Version::V3_1 => "https://spec.openapis.org/oas/v3.1.2",
        Version::V3_2 => "https://spec.openapis.org/oas/v3.2.0",
    }
}

/// How bad a [`Finding`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Not what its author means, yet no reason to refuse the document.
    Warning,
    /// Against the specification.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// A rule's name and the section it stands on.
#[derive(Clone, Copy)]
struct Rule {
    name: &'static str,
    section: &'static str,
}

impl Rule {
    const fn new(name: &'static str, section: &'static str) -> Self {
        Self { name, section }
    }
}

/// Everything that is wrong with a document, at the version its `openapi` names.
///
/// A document that names no version known here has that one error.
pub fn check(document: &OpenApi) -> Vec<Finding> {
    let mut check = Check {
        document,
        version: text::version_of(&document.openapi).unwrap_or(Version::V3_2),
        findings: Vec::new(),
        operations: paths::Operations::default(),
        references: reference::References::of(document),
        foreign: schema::Foreign::default(),
        depth: 0,
    };
    if document::version(&mut check, document, &Place::DOCUMENT) {
        check.foreign = schema::Foreign::of(&check);
        walk(document, &mut check);
        paths::unique_operation_ids(&mut check);
        paths::link_targets(&mut check);
    }
    check.findings
}

/// A document while it is checked.
struct Check<'a> {
    document: &'a OpenApi,
    version: Version,
    findings: Vec<Finding>,
    operations: paths::Operations<'a>,
    references: reference::References<'a>,
    foreign: schema::Foreign,
    /// How many objects the walk is in.
    depth: usize,
}

impl<'a> Check<'a> {
    fn error(&mut self, rule: Rule, place: &Place<'_>, message: impl Into<String>) {
        self.report(Severity::Error, rule, place.pointer(), message.into());
    }

    fn warning(&mut self, rule: Rule, place: &Place<'_>, message: impl Into<String>) {
        self.report(Severity::Warning, rule, place.pointer(), message.into());
    }

    fn report(&mut self, severity: Severity, rule: Rule, pointer: String, message: String) {
        let Rule { name, section } = rule;
        self.findings.push(Finding { severity, pointer, rule: name, section, message, version: self.version });
    }
}

impl<'a> Visitor<'a> for Check<'a> {
    fn enter(&mut self, node: Node<'a>, place: &Place<'_>) {
        self.depth += 1;
        let is_flat = matches!(node, Node::Schema(Value::Bool(_)));
        if place.depth() >= MAX_DEPTH && !is_flat {
            return nesting(self, place);
        }
        members::unknown(self, node, place);
        members::newer(self, node, place);
        match node {
            Node::OpenApi(it) => document::document(self, it, place),
            Node::Info(_) => {}
            Node::Contact(it) => document::contact(self, it, place),
            Node::License(it) => document::license(self, it, place),
            Node::Server(it) => document::server(self, it, place),
            Node::ServerVariable(it) => document::server_variable(self, it, place),
            Node::Components(it) => document::components(self, it, place),
            Node::Paths(it) => paths::paths(self, it, place),
            Node::PathItem(it) => paths::path_item(self, it, place),
            Node::Operation(it) => paths::operation(self, it, place),
            Node::Responses(it) => paths::responses(self, it, place),
            Node::Callback(it) => paths::callback(self, it, place),
            Node::Link(it) => paths::link(self, it, place),
            Node::Parameter(it) => content::parameter(self, it, place),
            Node::Header(it) => content::header(self, it, place),
            Node::RequestBody(it) => content::request_body(self, it, place),
            Node::Response(it) => content::response(self, it, place),
            Node::MediaType(it) => content::media_type(self, it, place),
            Node::Encoding(it) => content::encoding(self, it, place),
            Node::Example(it) => content::example(self, it, place),
            Node::SecurityScheme(it) => security::scheme(self, it, place),
            Node::OAuthFlow(it) => security::flow(self, it, place),
            Node::SecurityRequirement(it) => security::requirement(self, it, place),
            Node::Schema(it) => schema::schema(self, it, place),
            Node::Reference(it, kind) => reference::reference(self, it, kind, place),
            _ => {}
        }
    }

    fn leave(&mut self, _: Node<'a>, _: &Place<'_>) {
        self.references.leave(self.depth);
        self.depth -= 1;
    }

    fn wants_inside(&mut self, place: &Place<'_>) -> bool {
        !self.foreign.is_here() && place.depth() < MAX_DEPTH
    }
}

/// Objects do not nest deeper than [`MAX_DEPTH`], for nothing reads such a document. What is inside is not looked at.
///
/// OAS 3.2 [Format](https://spec.openapis.org/oas/v3.2.0#format).
fn nesting(check: &mut Check<'_>, place: &Place<'_>) {
    const RULE: Rule = Rule::new("nesting", "format");
    check.error(RULE, place, alloc::format!("more than {MAX_DEPTH} objects stand inside one another here"));
}

#[cfg(test)]
mod tests;
