//! What an exchange and the document disagree about, as facts and as sentences.

use std::fmt;

/// Something that was done and not declared, or declared and not done.
///
/// `Display` says it in one sentence: the operation, the status, what is wrong with a JSON Pointer into the body, and
/// where the declaration stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The method, as it was sent.
    pub method: String,
    /// The path as it is declared (`/items/{item_id}`), or as it was sent if none fits.
    pub path: String,
    /// The status of the answer, if there is one.
    pub status: Option<u16>,
    /// What is wrong.
    pub kind: ViolationKind,
    /// The JSON Pointer of the declaration in the document.
    pub declared: String,
    /// The file and line of the declaration, where they are known.
    pub at: Option<String>,
}

/// What is wrong with an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ViolationKind {
    /// No declared path fits, and the answer is not 404.
    UndeclaredPath,
    /// No callback has this name or expression.
    UndeclaredCallback,
    /// The path is declared without this method, and the answer is neither 404 nor 405.
    UndeclaredMethod {
        /// The methods that are declared.
        declared: Vec<String>,
    },
    /// Neither the status nor its range is declared, and there is no `default`.
    UndeclaredStatus {
        /// The status keys that are declared.
        declared: Vec<String>,
    },
    /// The answer has a media type that is not declared.
    UndeclaredMediaType {
        /// The media type of the answer.
        found: String,
        /// The media types that are declared.
        declared: Vec<String>,
    },
    /// The answer has a body and no `Content-Type`.
    NoMediaType,
    /// A header that is always there is not.
    MissingHeader {
        /// Its name.
        name: String,
    },
    /// A header's value does not fit its schema.
    Header {
        /// Its name.
        name: String,
        /// Why.
        reason: String,
    },
    /// The answer has a body where none is declared.
    UndeclaredBody,
    /// The answer has no body where one is declared.
    MissingBody {
        /// The media types that are declared.
        declared: Vec<String>,
    },
    /// The body is no JSON though its media type says so.
    NotJson {
        /// Why.
        reason: String,
    },
    /// The body does not fit its schema.
    Body {
        /// Where in the body, as a JSON Pointer.
        pointer: String,
        /// Why.
        reason: String,
    },
    /// An event or a line of a stream does not fit.
    Item {
        /// Which one, from 0.
        index: usize,
        /// Where in the item, as a JSON Pointer.
        pointer: String,
        /// Why.
        reason: String,
    },
    /// The request does not fit its declaration, and was answered as if it did.
    UnfitRequestTaken {
        /// What does not fit.
        faults: Vec<RequestFault>,
    },
    /// The request lacks the credentials that are declared, and was answered as if it had them.
    TakenWithoutCredentials {
        /// The schemes of each alternative.
        declared: Vec<String>,
    },
    /// A request that this side sent does not fit its declaration.
    Request(RequestFault),
}

/// Why a request does not fit its declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestFault {
    /// A parameter that must be given is not.
    MissingParameter {
        /// `path`, `query`, `header` or `cookie`.
        location: &'static str,
        /// Its name.
        name: String,
    },
    /// A parameter does not fit its schema.
    Parameter {
        /// `path`, `query`, `header` or `cookie`.
        location: &'static str,
        /// Its name.
        name: String,
        /// Why.
        reason: String,
    },
    /// There is no body where there must be one.
    MissingBody,
    /// The body has a media type that is not declared, or none.
    UndeclaredMediaType {
        /// The media type of the body.
        found: Option<String>,
        /// The media types that are declared.
        declared: Vec<String>,
    },
    /// The body is no JSON though its media type says so.
    NotJson {
        /// Why.
        reason: String,
    },
    /// The body does not fit its schema.
    Body {
        /// Where in the body, as a JSON Pointer.
        pointer: String,
        /// Why.
        reason: String,
    },
}

/// Something that was not looked at, so that nothing is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotLookedAt {
    /// The method, as it was sent.
    pub method: String,
    /// The path as it is declared, or as it was sent if none fits.
    pub path: String,
    /// The status of the answer, if there is one.
    pub status: Option<u16>,
    /// What was not looked at, and why.
    pub what: String,
}

impl fmt::Display for NotLookedAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        if let Some(status) = self.status {
            write!(f, " answered {status}")?;
        }
        write!(f, ": {}", self.what)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        if let Some(status) = self.status {
            write!(f, " answered {status}")?;
        }
        write!(f, ": {}", self.kind)?;
        match (&self.at, &*self.declared) {
            (Some(at), "") => write!(f, " (declared at {at})"),
            (Some(at), pointer) => write!(f, " (declared at {at}, `{pointer}` in the document)"),
            (None, "") => Ok(()),
            (None, pointer) => write!(f, " (declared at `{pointer}`)"),
        }
    }
}

impl fmt::Display for ViolationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UndeclaredPath => f.write_str("no such path is declared; if it is not part of the API, `ignore` it"),
            Self::UndeclaredCallback => f.write_str("no such callback is declared"),
            Self::UndeclaredMethod { declared } => {
                write!(f, "the method is not declared, expected {}", Either(declared))
            }
            Self::UndeclaredStatus { declared } => {
                write!(f, "the status is not declared, expected {}", Either(declared))
            }
            Self::UndeclaredMediaType { found, declared } => {
                write!(f, "the media type `{found}` is not declared, expected {}", Either(declared))
            }
            Self::NoMediaType => f.write_str("the body has no `Content-Type`"),
            Self::MissingHeader { name } => write!(f, "the header `{name}` is missing"),
            Self::Header { name, reason } => write!(f, "the header `{name}` does not fit: {reason}"),
            Self::UndeclaredBody => f.write_str("there is a body, and none is declared"),
            Self::MissingBody { declared } => write!(f, "there is no body, expected {}", Either(declared)),
            Self::NotJson { reason } => write!(f, "the body is no JSON: {reason}"),
            Self::Body { pointer, reason } => write!(f, "the body does not fit{}: {reason}", At(pointer)),
            Self::Item { index, pointer, reason } => {
                write!(f, "item {index} of the body does not fit{}: {reason}", At(pointer))
            }
            Self::UnfitRequestTaken { faults } => {
                f.write_str("the request does not fit and was not refused: ")?;
                for (index, fault) in faults.iter().enumerate() {
                    write!(f, "{}{fault}", if index == 0 { "" } else { "; " })?;
                }
                Ok(())
            }
            Self::TakenWithoutCredentials { declared } => {
                write!(f, "the request has no credentials and was not refused, expected {}", Either(declared))
            }
            Self::Request(fault) => write!(f, "the request does not fit: {fault}"),
        }
    }
}

impl fmt::Display for RequestFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingParameter { location, name } => write!(f, "the {location} parameter `{name}` is missing"),
            Self::Parameter { location, name, reason } => {
                write!(f, "the {location} parameter `{name}` does not fit: {reason}")
            }
            Self::MissingBody => f.write_str("its body is missing"),
            Self::UndeclaredMediaType { found: Some(found), declared } => {
                write!(f, "the media type `{found}` of its body is not declared, expected {}", Either(declared))
            }
            Self::UndeclaredMediaType { found: None, declared } => {
                write!(f, "its body has no `Content-Type`, expected {}", Either(declared))
            }
            Self::NotJson { reason } => write!(f, "its body is no JSON: {reason}"),
            Self::Body { pointer, reason } => write!(f, "its body does not fit{}: {reason}", At(pointer)),
        }
    }
}

impl std::error::Error for Violation {}

/// Names with `or` before the last one.
struct Either<'a>(&'a [String]);

impl fmt::Display for Either<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((last, others)) = self.0.split_last() else { return f.write_str("nothing") };
        for (index, name) in others.iter().enumerate() {
            write!(f, "{}`{name}`", if index == 0 { "" } else { ", " })?;
        }
        write!(f, "{}`{last}`", if others.is_empty() { "" } else { " or " })
    }
}

struct At<'a>(&'a str);

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, " at `{}`", self.0) }
    }
}
