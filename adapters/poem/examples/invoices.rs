//! FastAPI's app with a callback, on poem: `cargo run -p openapi-poem --example invoices`.

use std::error::Error;

use openapi_merge::declare::{self, Operation};
use openapi_merge::{Api, SchemaStyle};
use openapi_poem::Docs;
use openapi_poem::valid::{Json, Query};
use poem::listener::TcpListener;
use poem::{Server, handler};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

#[derive(Deserialize, JsonSchema)]
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

#[handler]
async fn create_invoice(Query(query): Query<CallbackQuery>, Json(invoice): Json<Invoice>) -> poem::web::Json<Value> {
    let title = invoice.title.as_deref().unwrap_or("untitled");
    println!("invoice {} ({title}) of {} to {}", invoice.id, invoice.total, invoice.customer);
    if let Some(url) = query.callback_url {
        println!("the news will go to {url}");
    }
    poem::web::Json(json!({ "msg": "Invoice received" }))
}

fn invoice_notification() -> Operation {
    declare::post("{$callback_url}/invoices/{$request.body.id}")
        .name("invoice_notification")
        .request_body::<InvoiceEvent>()
        .response_model::<InvoiceEventReceived>()
}

fn create_invoice_declared() -> Operation {
    declare::post("/invoices/")
        .name("create_invoice")
        .description("Create an invoice. When it is paid, your own API gets a notification: the callback.")
        .query::<CallbackQuery>()
        .request_body::<Invoice>()
        .callbacks([invoice_notification()])
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let api = Api::new("Invoices", "1.0.0")
        .schema_style(SchemaStyle::FastApi)
        .route(create_invoice_declared(), create_invoice);
    let app = openapi_poem::mount(api).docs(Docs::default()).build()?;

    let port = argument("--port").unwrap_or(8000);
    println!("http://127.0.0.1:{port}/docs\nhttp://127.0.0.1:{port}/openapi.json");
    Ok(Server::new(TcpListener::bind(("127.0.0.1", port))).run(app).await?)
}

/// The number after `--port`.
fn argument(name: &str) -> Option<u16> {
    std::env::args().skip_while(|argument| argument != name).nth(1)?.parse().ok()
}
