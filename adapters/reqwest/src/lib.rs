//! Sends the callbacks that an OpenAPI declaration describes.
//!
//! FastAPI documents a callback and stops there. Here one declaration documents it, computes its URL, sends it, and
//! holds the answer to what was declared.
//!
//! ```
//! use openapi_merge::{Api, declare};
//! use openapi_reqwest::{Callback, Exchange, Policy, Sender};
//! use schemars::JsonSchema;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, JsonSchema)]
//! struct InvoiceEvent { description: String, paid: bool }
//!
//! #[derive(Deserialize, JsonSchema)]
//! struct InvoiceEventReceived { ok: bool }
//!
//! // The declaration: its two types are the body and the answer.
//! fn invoice_notification() -> Callback<InvoiceEvent, InvoiceEventReceived> {
//!     Callback::new(declare::post("{$callback_url}/invoices/{$request.body.id}").name("invoice_notification"))
//! }
//!
//! // It documents …
//! fn create_invoice() -> declare::Operation {
//!     declare::post("/invoices/")
//!         .name("create_invoice")
//!         .query_parameter::<String>("callback_url")
//!         .request_body::<serde_json::Value>()
//!         .callbacks(invoice_notification())
//! }
//! let document = Api::without_handlers("Invoices", "1.0.0").operation(create_invoice()).document()?;
//!
//! // … and sends. Both are made once, at start-up.
//! let sender = Sender::new(Policy::new())?;
//! let notify = sender.prepare(invoice_notification())?;
//!
//! // In the handler of `POST /invoices/`, whatever the framework: the request, kept, and a task that outlives it.
//! let handler = async move |uri: http::Uri, invoice: serde_json::Value| {
//!     let exchange = Exchange::new("POST", uri).json(&invoice);
//!     let event = InvoiceEvent { description: "2 pears".into(), paid: true };
//!     tokio::spawn(notify.send(&exchange, &event));
//! };
//! # let _ = (document, handler);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # On one machine
//!
//! A receiver to try it with is this crate's example, the external developer's server:
//! `cargo run -p openapi-reqwest --example external_developer`. It listens on another port of the same machine, which a
//! policy has to allow:
//!
//! ```
//! # use openapi_merge::declare;
//! # use openapi_reqwest::{Answer, Callback, Exchange, Handle, Policy, Sender};
//! # #[derive(serde::Serialize, schemars::JsonSchema)] struct InvoiceEvent { description: String, paid: bool }
//! # #[derive(serde::Deserialize, schemars::JsonSchema)] struct InvoiceEventReceived { ok: bool }
//! # fn invoice_notification() -> Callback<InvoiceEvent, InvoiceEventReceived> { Callback::new(declare::post("{$url}").name("a")) }
//! // At start-up; the handle goes where the framework keeps what handlers share.
//! let policy = Policy::new().http(true).any_port(true).loopback(true);
//! let notify = Sender::new(policy)?.prepare(invoice_notification())?;
//!
//! /// In the handler, before it answers: the task goes on by itself.
//! fn notify_when_paid(notify: &Handle<InvoiceEvent, InvoiceEventReceived>, exchange: &Exchange) {
//!     let sent = notify.send(exchange, &InvoiceEvent { description: "paid in full".into(), paid: true });
//!     tokio::spawn(async move {
//!         match sent.await {
//!             Ok(Answer::Main(received)) => println!("the receiver says ok: {}", received.ok),
//!             Ok(Answer::Other(other)) => println!("the receiver says {}", other.status()),
//!             Err(error) => println!("the notification failed: {error}"),
//!         }
//!     });
//! }
//! # let _ = (notify, notify_when_paid);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! HTTP/1.1 is spoken, over TLS by rustls; answers are not unpacked.
//!
//! # What can happen
//!
//! | outcome | here |
//! |---|---|
//! | the main response, of the declared shape | [`Answer::Main`] with the typed body |
//! | another declared response: `404`, `4XX`, `default` | [`Answer::Other`], its body as [`Other::json`] |
//! | the expression has no value in this exchange | [`SendError::NotResolvable`] |
//! | the URL, or an address of its name, is not allowed | [`SendError::Refused`] |
//! | no connection, a broken one, none in time | [`SendError::NotReached`], [`BrokenOff`](SendError::BrokenOff), [`TimedOut`](SendError::TimedOut) |
//! | a status that is not declared | [`SendError::UndeclaredStatus`] |
//! | another shape, another media type, too long | [`SendError::Mismatch`], [`TooLarge`](SendError::TooLarge) |
//!
//! # Signed
//!
//! [`Callback::signed`] declares the three headers of [Standard Webhooks](https://www.standardwebhooks.com);
//! [`Handle::with_secrets`] signs. The receiver has [`Verifier`].
//!
//! ```
//! # use openapi_merge::declare;
//! # use openapi_reqwest::{Callback, Policy, Secret, Sender};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let callback = Callback::<String>::new(declare::post("{$request.body#/url}").name("ping")).signed();
//! let notify = Sender::new(Policy::new())?.prepare(callback)?;
//! let secret: Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".parse()?;
//! let notify = notify.with_secrets([secret]);
//! # let _ = notify; Ok(()) }
//! ```
//!
//! # Tried again
//!
//! [`Sender::retries`] takes [`Retries`]: within one process, and only while the future is there. What must survive a
//! restart is stored: the crate `openapi-apalis` has `enqueue` beside `send`, for callbacks that are declared
//! [`at_least_once`](Callback::at_least_once). For a store of your own, a [`CallbackRequest`] is what to put into it.
//!
//! [Svix](https://docs.rs/svix) signs, sends and repeats by itself: give it the [body](CallbackRequest::body) of a request,
//! `svix.message().create(app_id, MessageIn::new(event_type, serde_json::from_slice(request.body())?))`, and let its
//! endpoints hold the URL.

mod address;
mod answer;
mod callback;
mod declared;
mod error;
mod exchange;
mod guard;
mod policy;
mod request;
mod retries;
mod sender;
mod signature;

pub use address::AddressKind;
pub use answer::{Answer, Other};
pub use callback::{Answered, AnyAnswer, Body, Callback, NoBody};
pub use error::SendError;
pub use exchange::Exchange;
pub use policy::{Policy, Refused};
pub use request::CallbackRequest;
pub use retries::Retries;
pub use sender::{Handle, Sender};
pub use signature::{InvalidSecret, Secret, Verifier, VerifyError};
