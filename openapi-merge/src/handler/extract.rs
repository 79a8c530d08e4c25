//! `Extract`: an argument of one's own, written once for every framework.

use super::{Reads, Respond};

/// What can be seen of a request before its body is read, whatever the framework.
pub trait RequestHead {
    /// The method, as it was sent.
    fn method(&self) -> &str;

    /// The path and the query, as they were sent.
    fn target(&self) -> &str;

    /// The first header of a name. The name is in lower case.
    fn header(&self, name: &str) -> Option<&[u8]>;

    /// State of this type, where the framework keeps state by type: axum's `Extension`, poem's `Data`, actix-web's
    /// `app_data`.
    fn state<T: Clone + Send + Sync + 'static>(&self) -> Option<&T>;

    /// The credentials of the header `authorization` for a scheme: `bearer`, `basic`.
    fn credentials(&self, scheme: &str) -> Option<&str> {
        let header = core::str::from_utf8(self.header("authorization")?).ok()?;
        let (given, credentials) = header.split_once(' ')?;
        given.eq_ignore_ascii_case(scheme).then(|| credentials.trim())
    }
}

/// Reads a value of one's own from a request, or refuses: FastAPI's dependency.
///
/// A handler takes it as an adapter's `Depends<T>`. What it reads, which credentials it looks at and what it refuses with
/// become part of every operation that takes it, and what is declared as a refusal is what is sent.
///
/// ```
/// use openapi_merge::declare::Security;
/// use openapi_merge::handler::{Answer, Answers, Extract, Output, Reads, RequestHead, Respond};
/// use openapi_model::SecurityScheme;
///
/// struct CurrentUser(String);
///
/// struct NotSignedIn;
///
/// impl<F> Output<F> for NotSignedIn {
///     fn output() -> Answers {
///         Answers::status(401).description("Not signed in")
///     }
/// }
///
/// impl Respond for NotSignedIn {
///     fn respond(self) -> Answer {
///         Answer { status: 401, ..Answer::default() }
///     }
/// }
///
/// impl Extract for CurrentUser {
///     type Refusal = NotSignedIn;
///
///     fn reads() -> Reads {
///         Reads::nothing().security(Security::new("bearer", SecurityScheme::http("bearer")))
///     }
///
///     fn extract(request: &impl RequestHead) -> Result<Self, NotSignedIn> {
///         match request.credentials("bearer") {
///             Some("secret") => Ok(Self("Rick".into())),
///             _ => Err(NotSignedIn),
///         }
///     }
/// }
/// ```
///
/// `#[derive(Responses)]` writes both of `NotSignedIn`'s implementations.
pub trait Extract: Sized {
    /// What is answered when there is no value.
    type Refusal: Respond;

    /// What is read.
    fn reads() -> Reads;

    /// What `Option<Depends<Self>>` reads: by default the same, of which nothing has to be there.
    fn reads_optional() -> Reads {
        Self::reads().optional()
    }

    /// Reads the value.
    ///
    /// # Errors
    /// The refusal, which is sent.
    fn extract(request: &impl RequestHead) -> Result<Self, Self::Refusal>;

    /// Reads the value for a handler that can do without: by default every refusal is `None`.
    ///
    /// # Errors
    /// A refusal even so: credentials that are there and wrong.
    fn extract_optional(request: &impl RequestHead) -> Result<Option<Self>, Self::Refusal> {
        Ok(Self::extract(request).ok())
    }
}

/// Defines `Depends` in an adapter, with what it reads.
#[doc(hidden)]
#[macro_export]
macro_rules! __depends {
    () => {
        /// Hands a handler what [`Extract`]($crate::handler::Extract) reads: FastAPI's `Depends`.
        #[derive(Clone, Copy, Debug, Default)]
        #[allow(clippy::exhaustive_structs, reason = "it is made to be taken apart")]
        pub struct Depends<T>(pub T);

        impl<F, T: $crate::handler::Extract<Refusal: $crate::handler::Output<F>>> $crate::handler::Input<F>
            for Depends<T>
        {
            type Refusal = T::Refusal;

            fn input() -> $crate::handler::Reads {
                T::reads()
            }

            fn optional_input() -> $crate::handler::Reads {
                T::reads_optional()
            }
        }
    };
}

/// For `type Refusal` of what is always there.
impl Respond for core::convert::Infallible {
    fn respond(self) -> super::Answer {
        match self {}
    }
}
