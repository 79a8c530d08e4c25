//! Callbacks through real sockets: what is answered, and what hostile URLs, names and answers come to.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

mod exchanges;
mod hostile;
mod receiver;
mod table;

use openapi_merge::declare;
use openapi_reqwest::{Callback, Exchange, Policy};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use receiver::Receiver;

#[derive(Debug, Serialize, JsonSchema)]
struct InvoiceEvent {
    description: String,
    paid: bool,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct InvoiceEventReceived {
    ok: bool,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct Message {
    message: String,
}

fn event() -> InvoiceEvent {
    InvoiceEvent { description: "2 pears".into(), paid: true }
}

fn invoice_notification() -> Callback<InvoiceEvent, InvoiceEventReceived> {
    Callback::new(
        declare::post("{$callback_url}/invoices/{$request.body.id}")
            .name("invoice_notification")
            .response(410, declare::model::<Message>()),
    )
}

/// FastAPI's own exchange, with another callback URL.
fn create_invoice(callback_url: &str) -> Exchange {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("callback_url", callback_url).finish();
    Exchange::new("POST", format!("/invoices/?{query}")).json(&serde_json::json!({ "id": "2expen51ve" }))
}

/// What reaches receivers of these tests and nothing else.
fn reaching(receiver: &Receiver) -> Policy {
    Policy::new().http(true).port(receiver.address.port()).network(receiver.address.ip(), 32)
}
