//! `Answer`: what is sent, before a framework has made its own response of it.

use alloc::string::String;
use alloc::vec::Vec;

/// A response that no framework has seen yet: what a type with `#[derive(Responses)]` becomes.
///
/// The adapter makes its framework's response of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "an adapter takes it apart, and must not forget a part")]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The header `content-type`, if there is a body.
    pub media_type: Option<&'static str>,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// Turns a value into the answer that is sent. `#[derive(Responses)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as an answer of its own",
    note = "`#[response(transparent)]` takes a type with `#[derive(Responses)]`"
)]
pub trait Respond {
    /// The answer.
    fn respond(self) -> Answer;
}

/// What the code of `#[derive(Responses)]` calls.
#[doc(hidden)]
pub mod derived {
    use alloc::string::ToString;
    use alloc::vec::Vec;

    use schemars::JsonSchema;
    use serde::Serialize;

    use super::Answer;
    use crate::handler::Answers;

    pub fn answer(status: u16) -> Answer {
        Answer { status, ..Answer::default() }
    }

    /// What cannot be written as JSON is a fault of the server.
    pub fn json<T: Serialize>(answer: Answer, media_type: &'static str, value: &T) -> Answer {
        match serde_json::to_vec(value) {
            Ok(body) => Answer { media_type: Some(media_type), body, ..answer },
            Err(error) => Answer {
                status: 500,
                media_type: Some("text/plain; charset=utf-8"),
                headers: Vec::new(),
                body: error.to_string().into_bytes(),
            },
        }
    }

    pub fn bytes(answer: Answer, media_type: &'static str, body: impl Into<Vec<u8>>) -> Answer {
        Answer { media_type: Some(media_type), body: body.into(), ..answer }
    }

    pub fn header(mut answer: Answer, name: &'static str, value: &impl ToString) -> Answer {
        answer.headers.push((name, value.to_string()));
        answer
    }

    /// Says which header a field is.
    pub fn describe_header<T: JsonSchema>(
        answers: Answers,
        name: &'static str,
        required: bool,
        description: Option<&'static str>,
    ) -> Answers {
        let mut header = super::super::answers::header::<T>();
        header.required = required;
        header.description = description.map(openapi_model::Text::Borrowed);
        answers.header_of(name, header)
    }
}
