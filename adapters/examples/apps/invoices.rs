//! FastAPI's app with a callback. `framework` is the adapter: the rest is the same on all.

use std::error::Error;
use std::sync::OnceLock;

use openapi_reqwest::{Answer, Callback, Exchange, Handle, Policy, Sender};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

use super::framework::{Depends, Handler, Json, Query, declare, declare::Router, post, routes};

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Invoice {
    id: String,
    title: Option<String>,
    customer: String,
    total: f64,
}

#[derive(Deserialize, JsonSchema)]
pub struct CallbackQuery {
    #[schemars(length(min = 1, max = 2083))]
    callback_url: Option<Url>,
}

#[derive(Serialize, JsonSchema)]
pub struct InvoiceEvent {
    description: String,
    paid: bool,
}

#[derive(Deserialize, JsonSchema)]
pub struct InvoiceEventReceived {
    ok: bool,
}

fn invoice_notification() -> Callback<InvoiceEvent, InvoiceEventReceived> {
    Callback::new(declare::post("{$callback_url}/invoices/{$request.body.id}").name("invoice_notification"))
}

/// Create an invoice. When it is paid, your own API gets a notification: the callback.
#[post("/invoices/", callbacks(invoice_notification()))]
pub async fn create_invoice(
    Depends(exchange): Depends<Exchange>,
    Query(query): Query<CallbackQuery>,
    Json(invoice): Json<Invoice>,
) -> Json<Value> {
    let title = invoice.title.as_deref().unwrap_or("untitled");
    println!("invoice {} ({title}) of {} to {}", invoice.id, invoice.total, invoice.customer);
    if let Some(url) = query.callback_url {
        println!("the news will go to {url}");
        notify_when_paid(&exchange.json(&invoice));
    }
    Json(json!({ "msg": "Invoice received" }))
}

pub fn app() -> Router<Handler> {
    routes![create_invoice]
}

/// Sends the notification. It may go to this machine, where the external developer's example listens.
static NOTIFY: OnceLock<Handle<InvoiceEvent, InvoiceEventReceived>> = OnceLock::new();

/// Gets ready to send.
pub fn start_sender() -> Result<(), Box<dyn Error>> {
    let policy = Policy::new().http(true).any_port(true).loopback(true);
    let notify = Sender::new(policy)?.prepare(invoice_notification())?;
    NOTIFY.get_or_init(|| notify);
    Ok(())
}

/// Goes on by itself after the answer.
fn notify_when_paid(exchange: &Exchange) {
    let Some(notify) = NOTIFY.get() else { return };
    let sent = notify.send(exchange, &InvoiceEvent { description: "paid in full".into(), paid: true });
    tokio::spawn(async move {
        match sent.await {
            Ok(Answer::Main(received)) => println!("the receiver says ok: {}", received.ok),
            Ok(Answer::Other(other)) => println!("the receiver says {}", other.status()),
            Err(error) => println!("the notification failed: {error}"),
        }
    });
}
