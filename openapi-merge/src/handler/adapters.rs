//! What adapters write alike. Each defines the statuses for itself, since a framework's traits can only be implemented for
//! types of one's own.

/// Says what types read, and with what they refuse: `#[body] [T: JsonSchema] Json<T>, Invalid => Reads::json::<T>();`.
#[doc(hidden)]
#[macro_export]
macro_rules! __reads {
    ($framework:ty; $($(#[$body:ident])? [$($generics:tt)*] $kind:ty, $refusal:ty => $reads:expr;)*) => {
        $(
            impl<$($generics)*> $crate::handler::Input<$framework> for $kind {
                type Refusal = $refusal;

                $($crate::__reads!(@ $body);)?

                fn input() -> $crate::handler::Reads {
                    $reads
                }
            }
        )*
    };
    (@ body) => {
        const READS_BODY: bool = true;
    };
}

/// Says what types answer: `[T: JsonSchema] Json<T> => Answers::json::<T>();`.
#[doc(hidden)]
#[macro_export]
macro_rules! __answers {
    ($framework:ty; $([$($generics:tt)*] $kind:ty => $answers:expr;)*) => {
        $(
            impl<$($generics)*> $crate::handler::Output<$framework> for $kind {
                fn output() -> $crate::handler::Answers {
                    $answers
                }
            }
        )*
    };
}

/// Says with which statuses a framework's own extractors refuse, all with a line of text.
#[doc(hidden)]
#[macro_export]
macro_rules! __refuses {
    ($framework:ty; $($rejection:ty: $($status:literal)*;)*) => {
        $(
            impl $crate::handler::Output<$framework> for $rejection {
                fn output() -> $crate::handler::Answers {
                    $crate::handler::Answers::none()$(.and($crate::handler::Answers::text().with_status($status)))*
                }
            }
        )*
    };
}

/// Defines `Status`, `Created`, `Accepted` and `NoContent` in an adapter, with what they answer.
#[doc(hidden)]
#[macro_export]
macro_rules! __statuses {
    () => {
        /// Answers with the status `CODE`, whatever the status of `T` is.
        #[derive(Clone, Copy, Debug, Default)]
        #[allow(clippy::exhaustive_structs, reason = "it is made of nothing else")]
        pub struct Status<const CODE: u16, T>(pub T);

        impl<F, const CODE: u16, T: $crate::handler::Output<F>> $crate::handler::Output<F> for Status<CODE, T> {
            fn output() -> $crate::handler::Answers {
                T::output().with_status(CODE)
            }
        }

        /// Answers 201 with the body of `T`.
        #[derive(Clone, Copy, Debug, Default)]
        #[allow(clippy::exhaustive_structs, reason = "it is made of nothing else")]
        pub struct Created<T>(pub T);

        impl<F, T: $crate::handler::Output<F>> $crate::handler::Output<F> for Created<T> {
            fn output() -> $crate::handler::Answers {
                T::output().with_status(201)
            }
        }

        /// Answers 202 with the body of `T`.
        #[derive(Clone, Copy, Debug, Default)]
        #[allow(clippy::exhaustive_structs, reason = "it is made of nothing else")]
        pub struct Accepted<T>(pub T);

        impl<F, T: $crate::handler::Output<F>> $crate::handler::Output<F> for Accepted<T> {
            fn output() -> $crate::handler::Answers {
                T::output().with_status(202)
            }
        }

        /// Answers 204, which never has a body.
        #[derive(Clone, Copy, Debug, Default)]
        #[allow(clippy::exhaustive_structs, reason = "there is nothing to add to nothing")]
        pub struct NoContent;

        impl<F> $crate::handler::Output<F> for NoContent {
            fn output() -> $crate::handler::Answers {
                $crate::handler::Answers::status(204)
            }
        }
    };
}
