//! `Conflict`: where a handler's signature and its declaration say different things.

use alloc::string::String;
use core::fmt;

/// A difference between what a handler does, by its signature, and what is declared of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Conflict {
    /// Another status is declared than the type that is returned has.
    Status {
        /// The handler.
        handler: String,
        /// The type it returns.
        returns: &'static str,
        /// The status of that type.
        answered: String,
        /// The status that is declared.
        declared: String,
    },
    /// Another model is declared for a status than the one that is answered.
    ResponseModel {
        /// The handler.
        handler: String,
        /// The type that answers.
        returns: &'static str,
        /// The status.
        status: String,
        /// The model that is answered, or what else the body is.
        answered: String,
        /// The model that is declared.
        declared: String,
    },
    /// A response class is declared, here or around the operation, that the type that is returned is not of.
    ResponseClass {
        /// The handler.
        handler: String,
        /// The type it returns.
        returns: &'static str,
        /// The media type of that type.
        answered: String,
        /// The media type of the class.
        declared: String,
    },
    /// Another body is declared than the one that is read.
    Body {
        /// The handler.
        handler: String,
        /// The argument that reads it.
        argument: &'static str,
        /// The model that is declared.
        declared: String,
    },
    /// A body is declared and no argument reads one.
    UnreadBody {
        /// The handler.
        handler: String,
        /// The model that is declared.
        declared: String,
    },
    /// Two arguments read the body.
    TwoBodies {
        /// The one.
        one: &'static str,
        /// The other.
        other: &'static str,
    },
    /// An argument reads more or fewer values than the path has parameters.
    PathValues {
        /// The argument.
        argument: &'static str,
        /// How many values it reads.
        values: usize,
        /// How many parameters there are.
        parameters: usize,
        /// The full path.
        path: String,
    },
    /// An argument reads a path parameter that the path does not have.
    NotInPath {
        /// The argument.
        argument: &'static str,
        /// The parameter.
        name: String,
        /// The full path.
        path: String,
    },
    /// A path parameter is declared with another type than the one that is read.
    PathModel {
        /// The argument.
        argument: &'static str,
        /// The parameter.
        name: String,
        /// The model that is declared.
        declared: String,
    },
    /// No argument reads a parameter of the path.
    UnreadPathParameter {
        /// The handler.
        handler: String,
        /// The parameter.
        name: String,
    },
    /// A security scheme is declared and no argument looks at its credentials.
    UnreadSecurity {
        /// The handler.
        handler: String,
        /// The name of the scheme.
        scheme: String,
    },
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status { handler, returns, answered, declared } => {
                write!(
                    f,
                    "`{handler}` answers {answered} (`{returns}`), but `status_code({declared})` is declared; return `"
                )?;
                match declared.as_str() {
                    "201" => write!(f, "Created<{returns}>`"),
                    "202" => write!(f, "Accepted<{returns}>`"),
                    "204" => f.write_str("NoContent`"),
                    code => write!(f, "Status<{code}, {returns}>`"),
                }
            }
            Self::ResponseModel { handler, returns, status, answered, declared } => write!(
                f,
                "`{handler}` answers {status} with {answered} (`{returns}`), but `{declared}` is declared for {status}"
            ),
            Self::ResponseClass { handler, returns, answered, declared } => write!(
                f,
                "`{handler}` answers `{answered}` (`{returns}`), but the response class `{declared}` is declared"
            ),
            Self::Body { handler, argument, declared } => {
                write!(f, "`{handler}` reads the body as `{argument}`, but a body `{declared}` is declared")
            }
            Self::UnreadBody { handler, declared } => {
                write!(f, "a body `{declared}` is declared, but no argument of `{handler}` reads one")
            }
            Self::TwoBodies { one, other } => {
                write!(f, "`{one}` and `{other}` both read the body, which can be read once")
            }
            Self::PathValues { argument, values, parameters, path } => write!(
                f,
                "`{argument}` reads {values} value{} from the path `{path}`, which has {parameters} parameter{}",
                plural(*values),
                plural(*parameters)
            ),
            Self::NotInPath { argument, name, path } => {
                write!(f, "`{argument}` reads the path parameter `{name}`, but the path `{path}` has no `{{{name}}}`")
            }
            Self::PathModel { argument, name, declared } => {
                write!(f, "`{argument}` reads the path parameter `{name}`, which is declared as `{declared}`")
            }
            Self::UnreadPathParameter { handler, name } => {
                write!(f, "no argument of `{handler}` reads the path parameter `{name}`")
            }
            Self::UnreadSecurity { handler, scheme } => write!(
                f,
                "the security scheme `{scheme}` is declared, but no argument of `{handler}` looks at it; if something \
                 else does, say `.enforced_elsewhere()`"
            ),
        }
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
