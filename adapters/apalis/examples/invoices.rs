//! FastAPI's app with a callback, on axum, with one that survives: `cargo run -p openapi-apalis --example invoices`.
//!
//! The invoice and its notification are stored in one transaction of one SQLite file, so that there is neither without the
//! other. The notification is sent by the same process: now, once the receiver is back, or after the next start.
//!
//! `-- [--port 8000] [--file invoices.db] [--secret whsec_…]`

use std::error::Error;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use openapi_apalis::{Delivery, DeliveryId, Handle, Queue, Store, Which};
use openapi_axum::Docs;
use openapi_axum::valid::{Json, Query};
use openapi_merge::declare::{self, Operation};
use openapi_merge::{Api, SchemaStyle};
use openapi_reqwest::{Callback, Exchange, Policy, Retries, Secret, Sender};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool};
use tokio::net::TcpListener;
use url::Url;

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
#[allow(dead_code, reason = "the worker holds the answer to its shape, and nobody reads it")]
struct InvoiceEventReceived {
    ok: bool,
}

#[derive(Serialize, JsonSchema)]
struct InvoiceReceived {
    msg: String,
    /// Ask `/notifications/{id}` for what became of it.
    notification: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct Notification {
    id: String,
    url: String,
    attempts: u32,
    /// `waiting`, `sent` or `failed`.
    state: &'static str,
    /// Why the last attempt did not succeed.
    reason: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
struct Failed {
    /// How many to leave out.
    #[serde(default)]
    skip: u32,
}

struct App {
    database: SqlitePool,
    queue: Queue,
    notify: Handle<InvoiceEvent, InvoiceEventReceived>,
}

type Shared = State<Arc<App>>;

fn invoice_notification() -> Callback<InvoiceEvent, InvoiceEventReceived> {
    Callback::new(
        declare::post("{$request.query.callback_url}/invoices/{$request.body#/id}")
            .name("invoice_notification")
            .response(410, declare::description("The subscription is over: nothing more is sent.")),
    )
    .signed()
    .at_least_once()
}

async fn create_invoice(
    State(app): Shared,
    uri: Uri,
    Query(query): Query<CallbackQuery>,
    Json(invoice): Json<Invoice>,
) -> Result<axum::Json<InvoiceReceived>, (StatusCode, String)> {
    let mut transaction = app.database.begin().await.map_err(failed)?;
    let insert = sqlx::query("INSERT OR REPLACE INTO invoices (id, customer, total) VALUES (?, ?, ?)");
    let insert = insert.bind(&invoice.id).bind(&invoice.customer).bind(invoice.total);
    insert.execute(&mut *transaction).await.map_err(failed)?;
    let mut notification = None;
    if query.callback_url.is_some() {
        let exchange = Exchange::new("POST", uri).json(&invoice);
        let event = InvoiceEvent { description: "paid in full".into(), paid: true };
        let id = app.notify.enqueue_in(&mut *transaction, &exchange, &event).await.map_err(failed)?;
        notification = Some(id.to_string());
    }
    transaction.commit().await.map_err(failed)?;
    Ok(axum::Json(InvoiceReceived { msg: "Invoice received".into(), notification }))
}

async fn read_notification(
    State(app): Shared,
    Path(id): Path<String>,
) -> Result<axum::Json<Notification>, (StatusCode, String)> {
    let nobody = || (StatusCode::NOT_FOUND, "there is no such notification".to_owned());
    let id: DeliveryId = id.parse().map_err(|_| nobody())?;
    let delivery = app.queue.find(id).await.map_err(failed)?.ok_or_else(nobody)?;
    Ok(axum::Json(shown(delivery)))
}

async fn read_failed_notifications(
    State(app): Shared,
    Query(page): Query<Failed>,
) -> Result<axum::Json<Vec<Notification>>, (StatusCode, String)> {
    let deliveries = app.queue.list(Which::Failed, 100, page.skip).await.map_err(failed)?;
    Ok(axum::Json(deliveries.into_iter().map(shown).collect()))
}

fn shown(delivery: Delivery) -> Notification {
    let (state, reason) = match delivery.state {
        openapi_apalis::State::Waiting { last_failure, .. } => ("waiting", last_failure),
        openapi_apalis::State::Sent { .. } => ("sent", None),
        openapi_apalis::State::Failed { reason, .. } => ("failed", Some(reason)),
        _ => ("unknown", None),
    };
    Notification { id: delivery.id.to_string(), url: delivery.url, attempts: delivery.attempts, state, reason }
}

/// An application would say less to a stranger: the sentence can name inner addresses.
fn failed(error: impl Error) -> (StatusCode, String) {
    (StatusCode::BAD_REQUEST, error.to_string())
}

fn create_invoice_declared() -> Operation {
    declare::post("/invoices/")
        .name("create_invoice")
        .description("Create an invoice. When it is paid, your own API gets a notification: the callback.")
        .query::<CallbackQuery>()
        .request_body::<Invoice>()
        .response_model::<InvoiceReceived>()
        .callbacks(invoice_notification())
}

fn read_notification_declared() -> Operation {
    declare::get("/notifications/{id}")
        .name("read_notification")
        .path_parameter::<String>("id")
        .response_model::<Notification>()
        .response(404, declare::description("There is no such notification."))
}

fn read_failed_notifications_declared() -> Operation {
    declare::get("/notifications/")
        .name("read_failed_notifications")
        .query::<Failed>()
        .response_model::<Vec<Notification>>()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let file = argument("--file")?.unwrap_or_else(|| std::env::temp_dir().join("openapi-invoices.db"));
    let secret: Secret = argument("--secret")?.unwrap_or("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".parse()?);
    let options =
        SqliteConnectOptions::new().filename(file).create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
    let database = SqlitePool::connect_with(options).await?;
    let table = "CREATE TABLE IF NOT EXISTS invoices (id TEXT PRIMARY KEY, customer TEXT, total REAL)";
    sqlx::query(table).execute(&database).await?;

    // It may go to this machine, where the external developer's example listens.
    let policy = Policy::new().http(true).any_port(true).loopback(true);
    let queue = Queue::builder(Store::sqlite_pool(database.clone()).await?, Sender::new(policy)?)
        .secrets(move |_receiver| {
            let secret = secret.clone();
            async move { Ok(vec![secret]) }
        })
        // What a process that was killed has left is sent by the next one after three of these.
        .heartbeat(Duration::from_secs(2))
        .retries(Retries::attempts(10).longest_wait(Duration::from_secs(60)).within(Duration::from_secs(3600)))
        .build();
    let notify = queue.prepare(invoice_notification())?.secret("the only receiver");
    let worker = queue.clone();
    tokio::spawn(async move { worker.run().await });

    let api = Api::new("Invoices", "1.0.0")
        .schema_style(SchemaStyle::FastApi)
        .route(create_invoice_declared(), create_invoice)
        .route(read_notification_declared(), read_notification)
        .route(read_failed_notifications_declared(), read_failed_notifications);
    let app: axum::Router<Arc<App>> = openapi_axum::mount(api).docs(Docs::default()).build()?;
    let app = app.with_state(Arc::new(App { database, queue, notify }));

    let port = argument("--port")?.unwrap_or(8000);
    println!("http://127.0.0.1:{port}/docs\nhttp://127.0.0.1:{port}/openapi.json");
    Ok(axum::serve(TcpListener::bind(("127.0.0.1", port)).await?, app).await?)
}

/// What stands after an option.
fn argument<T: FromStr<Err: Error + 'static>>(name: &str) -> Result<Option<T>, Box<dyn Error>> {
    Ok(std::env::args().skip_while(|argument| argument != name).nth(1).map(|text| text.parse()).transpose()?)
}
