//! The extractors that every adapter has, written once.

/// Declares an adapter's extractors: [`Invalid`](crate::Invalid) in a type of the adapter's own, and a tuple struct for
/// each place of a request. `$of_head` and `$of_body` are macros of the adapter that make an extractor of its framework
/// from a name and an expression.
#[doc(hidden)]
#[macro_export]
macro_rules! extractors {
    ($of_head:ident, $of_body:ident) => {
        /// Input that is refused: it answers 422 with FastAPI's body, 413 to a body that is too large, and 400 to one
        /// that cannot be read.
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::exhaustive_structs, reason = "it is made of nothing else")]
        pub struct Invalid(pub $crate::Invalid);

        impl ::std::fmt::Display for Invalid {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::std::error::Error for Invalid {}

        impl From<$crate::Invalid> for Invalid {
            fn from(invalid: $crate::Invalid) -> Self {
                Self(invalid)
            }
        }

        $crate::extractors! { @each
            $of_head Path "The parameters of the path: one value, a tuple or a struct."
                |reading, head| $crate::path(reading, $crate::Head::path(head)?);

            $of_head Query "The parameters of the query: a struct. A list takes all values of its name."
                |reading, head| $crate::query(reading, $crate::Head::query(head));

            $of_head Header "Headers: a struct whose field `x_token` is the header `x-token`."
                |reading, head| $crate::header(reading, $crate::Head::headers(head));

            $of_head Cookie "Cookies: a struct."
                |reading, head| $crate::cookie(reading, $crate::Head::cookies(head));

            $of_body Json "A JSON body, read as its schema says; as FastAPI reads it if the API is mounted so."
                |reading, head, body| $crate::json(reading, $crate::Head::header(head, "content-type"), &body);

            $of_body LaxJson "A JSON body, read as FastAPI reads it: `\"3\"` is an integer, `1` is true."
                |reading, head, body| {
                    $crate::json(&reading.clone().into_lax(), $crate::Head::header(head, "content-type"), &body)
                };

            $of_body Form "A form: `application/x-www-form-urlencoded`, or the texts of `multipart/form-data`."
                |reading, head, body| $crate::form(reading, $crate::Head::header(head, "content-type"), &body);
        }
    };
    (@each $($extractor:ident $name:ident $doc:literal |$($argument:ident),*| $read:expr;)*) => {
        $(
            #[doc = $doc]
            ///
            /// What is wrong with it is told all at once.
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
            #[allow(clippy::exhaustive_structs, reason = "it is made to be taken apart")]
            pub struct $name<T>(pub T);

            $extractor! { $name |$($argument),*| $read }
        )*
    };
}
