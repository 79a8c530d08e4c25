//! Stored callbacks through real sockets: what becomes of them, with every store.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps")]

#[path = "../receiver/mod.rs"]
mod receiver;

mod behaviour;
mod hostile;
mod storing;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use openapi_apalis::{Delivery, DeliveryId, Queue, State, Store};
use openapi_merge::declare;
use openapi_reqwest::{Callback, Exchange, Policy, Retries, Sender};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use receiver::Receiver;

#[derive(Debug, Serialize, JsonSchema)]
struct InvoiceEvent {
    paid: bool,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
struct InvoiceEventReceived {
    ok: bool,
}

fn invoice_notification() -> Callback<InvoiceEvent, InvoiceEventReceived> {
    Callback::new(
        declare::post("{$request.query.callback_url}/invoices/{$request.body#/id}")
            .name("invoice_notification")
            .response("4XX", declare::description("The receiver does not want it.")),
    )
    .at_least_once()
}

fn event() -> InvoiceEvent {
    InvoiceEvent { paid: true }
}

fn create_invoice(callback_url: &str) -> Exchange {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("callback_url", callback_url).finish();
    Exchange::new("POST", format!("/invoices/?{query}")).json(&serde_json::json!({ "id": "2expen51ve" }))
}

/// What reaches receivers of these tests and nothing else.
fn reaching(receiver: &Receiver) -> Policy {
    Policy::new().http(true).port(receiver.address.port()).network(receiver.address.ip(), 32)
}

/// A file for a test, which goes with it.
struct File(std::path::PathBuf);

impl File {
    fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("openapi-apalis-{}-{number}.db", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    async fn store(&self) -> Store {
        Store::sqlite(&self.0).await.unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let mut path = self.0.clone().into_os_string();
            path.push(end);
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Waits of a second, so that tests are short: the engine counts in seconds.
fn soon(attempts: u32) -> Retries {
    Retries::attempts(attempts).first_wait(Duration::from_millis(1)).longest_wait(Duration::from_millis(1))
}

fn queue(store: Store, policy: Policy) -> Queue {
    Queue::builder(store, Sender::new(policy).unwrap())
        .retries(soon(3))
        .heartbeat(Duration::from_secs(1))
        .poll(Duration::from_millis(50))
        .build()
}

/// A worker for as long as this is there.
struct Worker(tokio::task::JoinHandle<()>);

impl Worker {
    fn of(queue: &Queue) -> Self {
        let queue = queue.clone();
        Self(tokio::spawn(async move { queue.run().await }))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The delivery once it is sent or put aside.
async fn concluded(queue: &Queue, id: DeliveryId) -> Delivery {
    found(queue, id, |delivery| !matches!(delivery.state, State::Waiting { .. })).await
}

/// The delivery once it is as expected.
async fn found(queue: &Queue, id: DeliveryId, expected: impl Fn(&Delivery) -> bool) -> Delivery {
    let mut last = None;
    for _ in 0..3000 {
        let delivery = queue.find(id).await.unwrap().unwrap();
        if expected(&delivery) {
            return delivery;
        }
        last = Some(delivery);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("not as expected within 30 s: {last:?}");
}

#[track_caller]
fn reason(delivery: &Delivery) -> &str {
    match &delivery.state {
        State::Failed { reason, .. } => reason,
        other => panic!("{other:?}"),
    }
}

/// The same scenario with each store. PostgreSQL is one of a test's own: a queue with a new name.
macro_rules! with_every_store {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                let file = crate::File::new();
                super::$name(file.store().await).await;
            })*
        }

        #[cfg(feature = "postgres")]
        mod postgres {
            $(#[tokio::test]
            #[ignore = "needs PostgreSQL: adapters/apalis/tests/with-postgres cargo test -p openapi-apalis --all-features -- --ignored"]
            async fn $name() {
                super::$name(crate::postgres(stringify!($name)).await).await;
            })*
        }
    };
}
pub(crate) use with_every_store;

#[cfg(feature = "postgres")]
async fn postgres(name: &str) -> Store {
    let url = std::env::var("OPENAPI_APALIS_POSTGRES").expect("OPENAPI_APALIS_POSTGRES says where it is");
    Store::postgres(&url).await.unwrap().queue(&format!("{name}-{}", std::process::id()))
}
