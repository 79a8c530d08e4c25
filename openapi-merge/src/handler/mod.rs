//! What a function's signature says of an operation: what its arguments read, and what it answers.
//!
//! [`Input`] is implemented by what stands in an argument, [`Output`] by what is returned. Both give data, which
//! [`Operation::reads`](crate::declare::Operation::reads) and
//! [`Operation::answers`](crate::declare::Operation::answers) take into the declaration. Adapters implement them for
//! their framework's types and bring the attributes that call these methods.

mod adapters;
mod answer;
mod answers;
mod check;
mod conflict;
mod extract;
mod operation;
mod reads;
mod refine;
mod routes;
mod signature;

pub use answer::{Answer, Respond, derived};
pub use answers::{Answers, Described};
pub use conflict::Conflict;
pub use extract::{Extract, RequestHead};
pub use reads::Reads;

pub(crate) use check::check;
pub(crate) use signature::{InPath, Signature};

/// Says what an argument of a handler reads of a request, and how it refuses.
///
/// `F` stands for a framework: each adapter has a type for its own. Implemented for every `F`, an extractor means the
/// same on all of them.
///
/// ```
/// use openapi_merge::declare::Security;
/// use openapi_merge::handler::{Answers, Input, Output, Reads};
/// use openapi_model::SecurityScheme;
///
/// /// Who is asking.
/// struct CurrentUser(String);
///
/// /// Why nobody is let in.
/// struct NotSignedIn;
///
/// impl<F> Output<F> for NotSignedIn {
///     fn output() -> Answers {
///         Answers::status(401).description("Not signed in")
///     }
/// }
///
/// impl<F> Input<F> for CurrentUser {
///     type Refusal = NotSignedIn;
///
///     fn input() -> Reads {
///         Reads::nothing().security(Security::new("bearer", SecurityScheme::http("bearer")))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what it reads of a request",
    label = "the declaration cannot know what this argument reads",
    note = "implement `openapi_merge::handler::Input` for it, or write `#[undeclared]` before the argument"
)]
pub trait Input<F> {
    /// What is answered when the argument cannot be had: the extractor's rejection.
    type Refusal: Output<F>;

    /// Whether the body is read. No two arguments of a function can do that.
    const READS_BODY: bool = false;

    /// What is read.
    fn input() -> Reads;

    /// What `Option<Self>` reads: by default the same, of which nothing has to be there.
    fn optional_input() -> Reads {
        Self::input().optional()
    }
}

/// Says every answer of a type that a handler returns.
///
/// `#[derive(Responses)]` of an adapter implements it for enums and structs of one's own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what it answers",
    label = "the declaration cannot know what is answered",
    note = "return `Json<T>`, a type with `#[derive(Responses)]`, or `Result` of both; `impl Trait` stands for an answer \
            that only the declaration describes"
)]
pub trait Output<F> {
    /// The answers, the main one first.
    fn output() -> Answers;
}

/// Both sides: the main answer comes from `T`.
impl<F, T: Output<F>, E: Output<F>> Output<F> for Result<T, E> {
    fn output() -> Answers {
        T::output().and(E::output())
    }
}

/// What is never answered.
impl<F> Output<F> for core::convert::Infallible {
    fn output() -> Answers {
        Answers::none()
    }
}

/// The handler sees why something could not be read, so that nothing is refused before it.
impl<F, T: Input<F>, E> Input<F> for Result<T, E> {
    type Refusal = core::convert::Infallible;

    const READS_BODY: bool = T::READS_BODY;

    fn input() -> Reads {
        T::input()
    }
}

/// Stands for what a type does not tell: `impl Trait` in a return type. The declaration says what is answered.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_enums, reason = "there is no value of it")]
pub enum Opaque {}

impl<F> Output<F> for Opaque {
    fn output() -> Answers {
        Answers::opaque()
    }
}
