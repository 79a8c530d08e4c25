//! FastAPI's app with a callback, on warp: `cargo run -p openapi-warp --example invoices`.

use std::error::Error;
use std::sync::OnceLock;

use openapi_merge::declare::{self, Operation};
use openapi_merge::{Api, SchemaStyle};
use openapi_reqwest::{Answer, Callback, Exchange, Handle, Policy, Sender};
use openapi_warp::{Docs, valid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use url::Url;
use warp::Filter as _;
use warp::filters::BoxedFilter;
use warp::path::FullPath;
use warp::reply::{self, Json};

#[derive(Serialize, Deserialize, JsonSchema)]
struct Invoice {
    id: String,
    title: Option<String>,
    customer: String,
    total: f64,
}

#[derive(Deserialize, JsonSchema)]
struct CallbackQuery {
    #[schemars(length(min = 1, max = 2083))]
    callback_url: Option<Url>,
}

#[derive(Serialize, JsonSchema)]
struct InvoiceEvent {
    description: String,
    paid: bool,
}

#[derive(Deserialize, JsonSchema)]
struct InvoiceEventReceived {
    ok: bool,
}

async fn create_invoice(uri: String, query: CallbackQuery, invoice: Invoice) -> Json {
    let title = invoice.title.as_deref().unwrap_or("untitled");
    println!("invoice {} ({title}) of {} to {}", invoice.id, invoice.total, invoice.customer);
    if let Some(url) = query.callback_url {
        println!("the news will go to {url}");
        notify_when_paid(&Exchange::new("POST", uri).json(&invoice));
    }
    reply::json(&json!({ "msg": "Invoice received" }))
}

/// Sends the notification. It may go to this machine, where the external developer's example listens.
static NOTIFY: OnceLock<Handle<InvoiceEvent, InvoiceEventReceived>> = OnceLock::new();

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

fn invoice_notification() -> Callback<InvoiceEvent, InvoiceEventReceived> {
    Callback::new(declare::post("{$callback_url}/invoices/{$request.body.id}").name("invoice_notification"))
}

fn create_invoice_declared() -> Operation {
    declare::post("/invoices/")
        .name("create_invoice")
        .description("Create an invoice. When it is paid, your own API gets a notification: the callback.")
        .query::<CallbackQuery>()
        .request_body::<Invoice>()
        .callbacks(invoice_notification())
}

/// The path and the query of a request.
fn uri() -> BoxedFilter<(String,)> {
    let query = warp::query::raw().or(warp::any().map(String::new)).unify();
    warp::path::full().and(query).map(|path: FullPath, query: String| format!("{}?{query}", path.as_str())).boxed()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let policy = Policy::new().http(true).any_port(true).loopback(true);
    let notify = Sender::new(policy)?.prepare(invoice_notification())?;
    NOTIFY.get_or_init(|| notify);

    let api = Api::new("Invoices", "1.0.0")
        .schema_style(SchemaStyle::FastApi)
        .route(create_invoice_declared(), |path: BoxedFilter<()>| {
            path.and(uri()).and(valid::query()).and(valid::json()).then(create_invoice)
        });
    let app = openapi_warp::mount(api).docs(Docs::default()).build()?.recover(valid::recover);

    let port = argument("--port").unwrap_or(8000);
    println!("http://127.0.0.1:{port}/docs\nhttp://127.0.0.1:{port}/openapi.json");
    warp::serve(app).run(([127, 0, 0, 1], port)).await;
    Ok(())
}

/// The number after `--port`.
fn argument(name: &str) -> Option<u16> {
    std::env::args().skip_while(|argument| argument != name).nth(1)?.parse().ok()
}
