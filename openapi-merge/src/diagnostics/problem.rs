//! `Problem`: what is wrong, where in your code and where in the API.

use alloc::string::{String, ToString};
use alloc::vec::{self, Vec};
use core::fmt;
use core::panic::Location;

use openapi_model::Map;

use crate::handler::Conflict;

/// Something to tell the person who wrote a declaration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Problem {
    /// Whether it stops the document.
    pub severity: Severity,
    /// Where it was declared.
    pub at: &'static Location<'static>,
    /// Where in the API: `GET /items/{item_id} > responses`. Empty for the whole API.
    pub place: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// Whether a problem stops the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// There is no document.
    Error,
    /// There is a document, and something about it is probably not meant.
    Warning,
}

/// What is wrong with a declaration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProblemKind {
    /// E2: not a status key.
    InvalidStatus {
        /// What was given.
        given: String,
    },
    /// E1, R9: a model on a status that never has a body.
    BodyNotAllowed {
        /// The status.
        status: String,
    },
    /// E4: a model where the schema is `true` or `false`, which it cannot join.
    SchemaNotObject {
        /// The status.
        status: String,
        /// Where the model's schema goes.
        media_type: String,
        /// What stands there.
        schema: String,
    },
    /// E5: a prefix that does not begin with a slash.
    PrefixMustStartWithSlash {
        /// The prefix.
        prefix: String,
    },
    /// E5: a prefix that ends with a slash.
    PrefixMustNotEndWithSlash {
        /// The prefix.
        prefix: String,
    },
    /// E6: neither a prefix nor a path.
    EmptyPrefixAndPath,
    /// A path that does not begin with a slash.
    PathMustStartWithSlash {
        /// The full path.
        path: String,
    },
    /// A callback's expression that a Callback Object reads as something else.
    ReservedExpression {
        /// The expression.
        expression: String,
    },
    /// E7: a path that has a parameter twice.
    DuplicatePathParameter {
        /// The parameter.
        name: String,
        /// The full path.
        path: String,
    },
    /// E7: a convertor that is none of FastAPI's.
    UnknownConvertor {
        /// The convertor.
        convertor: String,
        /// The full path.
        path: String,
    },
    /// E8: no status is said, and the response class has none.
    NoDefaultStatus,
    /// The same method on the same path twice (R49).
    DuplicateOperation {
        /// The method.
        method: String,
        /// The full path.
        path: String,
    },
    /// The same name, expression and method twice among an operation's callbacks (R41).
    DuplicateCallback {
        /// The callback's name.
        name: String,
        /// The expression.
        expression: String,
        /// The method.
        method: String,
    },
    /// A callback without a name to put it under.
    UnnamedCallback {
        /// The expression.
        expression: String,
    },
    /// A model that its catalog does not have.
    UnknownModel {
        /// The key.
        key: String,
    },
    /// Parameters from a type that is no struct.
    ParametersOfNoStruct {
        /// The type.
        name: String,
    },
    /// A type that nothing but a number tells from others of its name and module (R53).
    SameName {
        /// The name with its module.
        name: String,
        /// The component's name.
        component: String,
    },
    /// A type that is met in other types alone, and that schemars may have numbered because another had its name.
    NumberedName {
        /// The name.
        name: String,
        /// The name with the number.
        component: String,
    },
    /// A parameter of the path template that is not declared.
    UndeclaredPathParameter {
        /// The parameter.
        name: String,
    },
    /// A declared path parameter that the path template does not have.
    UnknownPathParameter {
        /// The parameter.
        name: String,
    },
    /// An operationId that another operation has (R39).
    DuplicateOperationId {
        /// The id.
        id: String,
    },
    /// A name that two different security schemes have, of which the document shows the last (R100).
    DifferentSecuritySchemes {
        /// The name.
        name: String,
    },
    /// A value of a body that is declared beside a whole body.
    BodyBesideParameters {
        /// The value's name.
        name: String,
    },
    /// Responses of a layer that no operation receives.
    UnusedResponses {
        /// The status keys.
        keys: String,
    },
    /// A response model that the response class does not show (R4, R7).
    ModelNotShown {
        /// The status.
        status: String,
    },
    /// A handler that a framework cannot mount there.
    Unmountable {
        /// Why, in a sentence.
        reason: String,
    },
    /// A document that OpenAPI has no room for: something in it cannot be read back.
    Unreadable {
        /// What and where, in a sentence.
        reason: String,
    },
    /// A handler that does otherwise than is declared.
    Conflict(Conflict),
    /// A callback's expression that reads what the operation does not declare, or that is not spelled as OAS has it.
    Expression {
        /// What is wrong, in a sentence.
        message: String,
    },
}

impl Problem {
    pub(crate) fn error(at: &'static Location<'static>, kind: ProblemKind) -> Self {
        Self { severity: Severity::Error, at, place: String::new(), kind }
    }

    pub(crate) fn warning(at: &'static Location<'static>, kind: ProblemKind) -> Self {
        Self { severity: Severity::Warning, ..Self::error(at, kind) }
    }

    /// An adapter's word that a framework cannot mount an operation.
    pub fn unmountable(at: &'static Location<'static>, place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { place: place.into(), ..Self::error(at, ProblemKind::Unmountable { reason: reason.into() }) }
    }

    /// The same problem as an error, for those who allow no warnings.
    #[must_use]
    pub fn into_error(mut self) -> Self {
        self.severity = Severity::Error;
        self
    }

    #[must_use]
    pub(crate) fn within(mut self, place: impl fmt::Display) -> Self {
        if self.place.is_empty() {
            self.place = place.to_string();
        }
        self
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidStatus { given } => write!(
                f,
                "`{given}` is not a status key: expected a code from 100 to 999, a range `1XX` to `5XX`, or `default`"
            ),
            Self::BodyNotAllowed { status } => {
                write!(f, "status {status} never has a body, so it cannot have a model")
            }
            Self::SchemaNotObject { status, media_type, schema } => write!(
                f,
                "the model of {status} cannot join the schema of `{media_type}`, `{schema}`: expected keywords or no schema"
            ),
            Self::PrefixMustStartWithSlash { prefix } => {
                write!(f, "the prefix `{prefix}` does not begin with `/`")
            }
            Self::PrefixMustNotEndWithSlash { prefix } => {
                write!(f, "the prefix `{prefix}` ends with `/`, but the paths after it begin with one")
            }
            Self::EmptyPrefixAndPath => f.write_str("the prefix and the path are both empty"),
            Self::PathMustStartWithSlash { path } => write!(f, "the path `{path}` does not begin with `/`"),
            Self::ReservedExpression { expression } => {
                write!(
                    f,
                    "`{expression}` cannot be a callback's expression: `$ref` and what begins with `x-` have another meaning there"
                )
            }
            Self::DuplicatePathParameter { name, path } => {
                write!(f, "the path `{path}` has the parameter `{name}` twice")
            }
            Self::UnknownConvertor { convertor, path } => write!(
                f,
                "`{convertor}` in the path `{path}` is not a convertor: expected `str`, `path`, `int`, `float` or `uuid`"
            ),
            Self::NoDefaultStatus => {
                f.write_str("the response class has no status of its own and no `status_code` is declared")
            }
            Self::DuplicateOperation { method, path } => write!(f, "{method} {path} is declared twice"),
            Self::DuplicateCallback { name, expression, method } => {
                write!(f, "the callback `{name}` has {method} {expression} twice")
            }
            Self::UnnamedCallback { expression } => {
                write!(f, "the callback on `{expression}` has no name; say `.name(…)`")
            }
            Self::UnknownModel { key } => write!(f, "the catalog has no definition `{key}`"),
            Self::ParametersOfNoStruct { name } => {
                write!(f, "`{name}` is not a struct with named fields, so it cannot be read as parameters")
            }
            Self::SameName { name, component } => write!(
                f,
                "nothing but its number tells the component `{component}` from other types named `{name}`; rename one"
            ),
            Self::NumberedName { name, component } => write!(
                f,
                "the component `{component}` may be a second type named `{name}`; say `.model::<T>()` on the `Api` \
                 for both, or rename one with `#[schemars(rename = \"…\")]`"
            ),
            Self::UndeclaredPathParameter { name } => {
                write!(f, "the path parameter `{name}` is not declared; say `.path_parameter::<T>(\"{name}\")`")
            }
            Self::UnknownPathParameter { name } => {
                write!(f, "the path parameter `{name}` is declared, but the path has no `{{{name}}}`")
            }
            Self::DuplicateOperationId { id } => write!(f, "the operationId `{id}` is another operation's too"),
            Self::DifferentSecuritySchemes { name } => {
                write!(f, "two different security schemes are called `{name}`, and the document shows the last alone")
            }
            Self::BodyBesideParameters { name } => {
                write!(f, "`{name}` is a part of a body, but a whole body is declared too; say one or the other")
            }
            Self::UnusedResponses { keys } => {
                write!(f, "no operation receives the responses {keys} declared here")
            }
            Self::ModelNotShown { status } => {
                write!(f, "the response model of status {status} is not shown: the response class is not JSON")
            }
            Self::Unmountable { reason } => f.write_str(reason),
            Self::Unreadable { reason } => write!(f, "the document is not one of OpenAPI: {reason}"),
            Self::Conflict(conflict) => conflict.fmt(f),
            Self::Expression { message } => f.write_str(message),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}: {}\n   --> {}", self.kind, self.at)?;
        if !self.place.is_empty() {
            write!(f, "\n    in {}", self.place)?;
        }
        Ok(())
    }
}

/// Every problem of an API at once, each once, in the order in which they were found. `Display` prints errors first.
///
/// `Debug` is `Display`, so that a `main` that returns problems prints sentences.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Problems {
    all: Map<Problem, ()>,
}

impl Problems {
    pub(crate) fn add(&mut self, problem: Problem) {
        self.all.insert(problem, ());
    }

    /// The problems that stop the document.
    pub fn errors(&self) -> impl Iterator<Item = &Problem> {
        self.iter().filter(|problem| problem.severity == Severity::Error)
    }

    /// The problems that do not stop the document.
    pub fn warnings(&self) -> impl Iterator<Item = &Problem> {
        self.iter().filter(|problem| problem.severity == Severity::Warning)
    }

    /// All problems, in the order in which they were found; `Display` prints errors first.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.all.keys()
    }

    /// Whether there are no problems.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether one of the problems stops the document.
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter().map(|(problem, ())| problem).collect::<Vec<_>>().into_iter()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = vec::IntoIter<&'a Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter().collect::<Vec<_>>().into_iter()
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self::from_iter([problem])
    }
}

impl Extend<Problem> for Problems {
    fn extend<I: IntoIterator<Item = Problem>>(&mut self, problems: I) {
        for problem in problems {
            self.add(problem);
        }
    }
}

impl FromIterator<Problem> for Problems {
    fn from_iter<I: IntoIterator<Item = Problem>>(problems: I) -> Self {
        let mut all = Self::default();
        all.extend(problems);
        all
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, plural) = (self.all.len(), if self.all.len() == 1 { "" } else { "s" });
        write!(f, "{count} problem{plural} in the API description")?;
        for problem in self.errors().chain(self.warnings()) {
            write!(f, "\n\n{problem}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::error::Error for Problem {}

impl core::error::Error for Problems {}
