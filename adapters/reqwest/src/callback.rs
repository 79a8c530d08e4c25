//! `Callback`: a declaration whose body and answer are known to the compiler.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use openapi_merge::declare::{self, Callbacks, Operation, Parameter, RequestBody};
use openapi_model::ParameterLocation;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::signature::{ID, SIGNATURE, TIMESTAMP};

const AT_LEAST_ONCE: &str = "Sent at least once: the same message may arrive again, after a lost answer or a restart of the \
                             sender, with the same `webhook-id`. Act once for each id, and answer again as the first time.";

/// A callback that is declared and sent: `B` is the JSON body it sends, `A` the JSON it is answered with.
///
/// The two types are written once, here, and become the `request_body` and the `response_model` of the declaration. So the
/// document and what is sent cannot say different things. It goes wherever callbacks go:
///
/// ```
/// # use openapi_merge::declare;
/// # use openapi_reqwest::Callback;
/// # use schemars::JsonSchema;
/// # use serde::{Deserialize, Serialize};
/// #[derive(Serialize, JsonSchema)]
/// struct InvoiceEvent { description: String, paid: bool }
///
/// #[derive(Deserialize, JsonSchema)]
/// struct InvoiceEventReceived { ok: bool }
///
/// fn invoice_notification() -> Callback<InvoiceEvent, InvoiceEventReceived> {
///     Callback::new(declare::post("{$callback_url}/invoices/{$request.body.id}").name("invoice_notification"))
/// }
///
/// fn create_invoice() -> declare::Operation {
///     declare::post("/invoices/").callbacks(invoice_notification())
/// }
/// ```
///
/// [`NoBody`] and [`AnyAnswer`] stand for a request without a body and for an answer that nothing is declared of.
///
/// What a callback inherits from a router around it (a prefix, responses) is in the document and not known here: say it
/// on the operation itself.
pub struct Callback<B, A = AnyAnswer> {
    pub(crate) operation: Operation,
    pub(crate) signed: bool,
    pub(crate) at_least_once: bool,
    types: PhantomData<fn(B) -> A>,
}

impl<B: Body, A: Answered> Callback<B, A> {
    /// The callback that `operation` declares, with `B` for its body and `A` for the model of its main response.
    pub fn new(operation: Operation) -> Self {
        let body = B::declared();
        let operation = if let Some(body) = body { operation.body(body) } else { operation };
        Self { operation: A::declare(operation), signed: false, at_least_once: false, types: PhantomData }
    }

    /// With more about the body than its type: an example, a description, another media type.
    #[must_use]
    pub fn body(mut self, describe: impl FnOnce(RequestBody) -> RequestBody) -> Self {
        if let Some(body) = B::declared() {
            self.operation = self.operation.body(describe(body));
        }
        self
    }

    /// Declares it as signed, as [Standard Webhooks](https://www.standardwebhooks.com) says: the document shows the three
    /// headers, and nothing is sent without a [`Secret`](crate::Secret).
    #[must_use]
    pub fn signed(mut self) -> Self {
        if self.signed {
            return self;
        }
        let timestamp = Parameter::new::<u64>(TIMESTAMP, ParameterLocation::Header)
            .description("When this attempt was made, in seconds since 1970. Refuse what is minutes away from now.");
        let signature = Parameter::new::<String>(SIGNATURE, ParameterLocation::Header).description(
            "One or more signatures with a space between: `v1,` and the base64 of HMAC-SHA256 over \
             `webhook-id.webhook-timestamp.body`, as Standard Webhooks defines it.",
        );
        self = self.identified();
        self.operation = self.operation.parameter(timestamp).parameter(signature);
        self.signed = true;
        self
    }

    /// Declares that the same message may arrive more than once: the document says so, and shows the header `webhook-id`
    /// by which the receiver knows it again.
    ///
    /// What is stored and tried again after a crash can promise no less and no more; the crate `openapi-apalis` asks for
    /// it. A description comes before this call, since the sentence is added to it.
    #[must_use]
    pub fn at_least_once(mut self) -> Self {
        if self.at_least_once {
            return self;
        }
        self = self.identified();
        let before = self.operation.declared_description().map(|text| format!("{text}\n\n")).unwrap_or_default();
        self.operation = self.operation.description(format!("{before}{AT_LEAST_ONCE}"));
        self.at_least_once = true;
        self
    }

    fn identified(mut self) -> Self {
        if !self.is_identified() {
            let id = Parameter::new::<String>(ID, ParameterLocation::Header)
                .description("Names this message. It is the same each time the message is sent again.");
            self.operation = self.operation.parameter(id);
        }
        self
    }

    /// Returns what the document says of it.
    pub fn operation(&self) -> &Operation {
        &self.operation
    }
}

impl<B, A> Callback<B, A> {
    /// Whether its requests have a `webhook-id`.
    pub(crate) fn is_identified(&self) -> bool {
        self.signed || self.at_least_once
    }

    /// Returns whether it was declared with [`at_least_once`](Self::at_least_once).
    pub fn is_at_least_once(&self) -> bool {
        self.at_least_once
    }

    /// Returns whether it was declared with [`signed`](Self::signed).
    pub fn is_signed(&self) -> bool {
        self.signed
    }
}

impl<B, A> Clone for Callback<B, A> {
    fn clone(&self) -> Self {
        Self {
            operation: self.operation.clone(),
            signed: self.signed,
            at_least_once: self.at_least_once,
            types: PhantomData,
        }
    }
}

impl<B, A> fmt::Debug for Callback<B, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callback")
            .field("operation", &self.operation)
            .field("signed", &self.signed)
            .finish_non_exhaustive()
    }
}

impl<B, A> From<Callback<B, A>> for Operation {
    fn from(callback: Callback<B, A>) -> Self {
        callback.operation
    }
}

impl<B, A> From<Callback<B, A>> for Callbacks {
    #[track_caller]
    fn from(callback: Callback<B, A>) -> Self {
        callback.operation.into()
    }
}

/// What a callback can send: any type that serde writes as JSON, or [`NoBody`].
pub trait Body: sealed::Body {}

/// What a callback can be answered with: any type that serde reads from JSON, or [`AnyAnswer`].
pub trait Answered: sealed::Answered {}

impl<T: sealed::Body> Body for T {}
impl<T: sealed::Answered> Answered for T {}

/// No body: for a `GET`.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::exhaustive_structs, reason = "there is nothing to add to nothing")]
pub struct NoBody;

/// An answer of which only the status is declared; its body may be anything.
#[derive(Clone, Debug, Default)]
pub struct AnyAnswer(Bytes);

impl AnyAnswer {
    /// The body as it came.
    pub fn bytes(&self) -> &Bytes {
        &self.0
    }
}

mod sealed {
    use super::*;
    use crate::answer::{Received, read_json};

    pub trait Body {
        fn declared() -> Option<RequestBody>;
        fn written(&self) -> Result<Option<Bytes>, serde_json::Error>;
    }

    pub trait Answered: Sized {
        fn declare(operation: Operation) -> Operation;
        fn read(received: &Received) -> Result<Self, String>;
    }

    impl<T: Serialize + JsonSchema> Body for T {
        fn declared() -> Option<RequestBody> {
            Some(declare::RequestBody::new::<T>())
        }

        fn written(&self) -> Result<Option<Bytes>, serde_json::Error> {
            serde_json::to_vec(self).map(|bytes| Some(bytes.into()))
        }
    }

    impl Body for NoBody {
        fn declared() -> Option<RequestBody> {
            None
        }

        fn written(&self) -> Result<Option<Bytes>, serde_json::Error> {
            Ok(None)
        }
    }

    impl<T: DeserializeOwned + JsonSchema> Answered for T {
        fn declare(operation: Operation) -> Operation {
            operation.response_model::<T>()
        }

        fn read(received: &Received) -> Result<Self, String> {
            read_json(received)
        }
    }

    impl Answered for AnyAnswer {
        fn declare(operation: Operation) -> Operation {
            operation
        }

        fn read(received: &Received) -> Result<Self, String> {
            Ok(AnyAnswer(received.body.clone()))
        }
    }
}
