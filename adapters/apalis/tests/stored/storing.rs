//! What is stored, what is not, and in whose transaction.

use std::time::Duration;

use openapi_apalis::{EnqueueError, Queue, State};
use openapi_merge::declare;
use openapi_reqwest::{AnyAnswer, Callback, NoBody, Policy, Sender};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};

use crate::receiver::{Receiver, Reply};
use crate::{
    File, InvoiceEvent, Worker, concluded, create_invoice, event, invoice_notification, queue, reaching, reason,
};

#[tokio::test]
async fn a_callback_is_stored_in_the_callers_transaction() {
    let receiver = Receiver::with([Reply::ok()]).await;
    let file = File::new();
    let options = SqliteConnectOptions::new().filename(&file.0).create_if_missing(true);
    let pool = SqlitePool::connect_with(options).await.unwrap();
    sqlx::query("CREATE TABLE invoices (id TEXT PRIMARY KEY)").execute(&pool).await.unwrap();
    let store = openapi_apalis::Store::sqlite_pool(pool.clone()).await.unwrap();
    let queue = queue(store, reaching(&receiver));
    let notify = queue.prepare(invoice_notification()).unwrap();
    let _worker = Worker::of(&queue);

    let exchange = create_invoice(&receiver.url());
    let insert = "INSERT INTO invoices (id) VALUES (?)";
    let mut rolled_back = pool.begin().await.unwrap();
    sqlx::query(insert).bind("a").execute(&mut *rolled_back).await.unwrap();
    let lost = notify.enqueue_in(&mut *rolled_back, &exchange, &event()).await.unwrap();
    rolled_back.rollback().await.unwrap();

    let mut committed = pool.begin().await.unwrap();
    sqlx::query(insert).bind("b").execute(&mut *committed).await.unwrap();
    let kept = notify.enqueue_in(&mut *committed, &exchange, &event()).await.unwrap();
    let to = notify.enqueue_in_to(&mut *committed, &receiver.url(), &event()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(receiver.arrived().len(), 0, "nothing is sent before the commit");
    committed.commit().await.unwrap();

    for id in [kept, to] {
        assert!(matches!(concluded(&queue, id).await.state, State::Sent { .. }));
    }
    assert!(queue.find(lost).await.unwrap().is_none());
    assert_eq!(receiver.arrived().len(), 2);
}

#[cfg(feature = "postgres")]
#[tokio::test]
#[ignore = "needs PostgreSQL: adapters/apalis/tests/with-postgres cargo test -p openapi-apalis --all-features -- --ignored"]
async fn a_callback_is_stored_in_the_callers_transaction_of_postgres() {
    let receiver = Receiver::with([Reply::ok()]).await;
    let url = std::env::var("OPENAPI_APALIS_POSTGRES").unwrap();
    let pool = sqlx::PgPool::connect(&url).await.unwrap();
    let queue = queue(crate::postgres("outbox").await, reaching(&receiver));
    let notify = queue.prepare(invoice_notification()).unwrap();
    let _worker = Worker::of(&queue);
    let exchange = create_invoice(&receiver.url());
    let mut rolled_back = pool.begin().await.unwrap();
    let lost = notify.enqueue_in(&mut *rolled_back, &exchange, &event()).await.unwrap();
    rolled_back.rollback().await.unwrap();
    let mut committed = pool.begin().await.unwrap();
    let kept = notify.enqueue_in(&mut *committed, &exchange, &event()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(receiver.arrived().len(), 0, "nothing is sent before the commit");
    committed.commit().await.unwrap();
    assert!(matches!(concluded(&queue, kept).await.state, State::Sent { .. }));
    assert!(queue.find(lost).await.unwrap().is_none());
}

#[tokio::test]
async fn an_application_has_its_own_migrations_beside_the_stores() {
    let file = File::new();
    let options = SqliteConnectOptions::new().filename(&file.0).create_if_missing(true);
    let pool = SqlitePool::connect_with(options).await.unwrap();
    let own = || {
        let text = "CREATE TABLE invoices (id TEXT PRIMARY KEY)";
        let migration = sqlx::migrate::Migration::new(
            1,
            "invoices".into(),
            sqlx::migrate::MigrationType::Simple,
            sqlx::SqlSafeStr::into_sql_str(text),
            false,
        );
        sqlx::migrate::Migrator::with_migrations(vec![migration])
    };
    own().run(&pool).await.unwrap();
    for _ in 0..2 {
        openapi_apalis::Store::sqlite_pool(pool.clone()).await.unwrap();
        own().run(&pool).await.unwrap();
    }
}

#[tokio::test]
async fn no_secret_is_stored() {
    let file = File::new();
    let store = file.store().await;
    let queue = Queue::builder(store, Sender::new(Policy::new().user_info(true)).unwrap()).build();
    let plain = queue.prepare(invoice_notification()).unwrap();
    let signed = Callback::<InvoiceEvent>::new(declare::post("{$request.query.url}").name("signed"));
    let signed = queue.prepare(signed.signed().at_least_once()).unwrap();

    let error = plain.enqueue_to("https://me:pw@a.example/", &event()).await.unwrap_err();
    let sentence =
        "the callback cannot be stored: the header `authorization` is marked as sensitive; expected no secret";
    assert_eq!(error.to_string(), sentence);
    let mut token = http::HeaderValue::from_static("token");
    token.set_sensitive(true);
    let with_token = plain.clone().with_header(http::HeaderName::from_static("x-token"), token);
    let error = with_token.enqueue_to("https://a.example/", &event()).await.unwrap_err();
    assert!(matches!(error, EnqueueError::NotStorable(_)), "{error}");
    let error = plain.clone().secret("any").enqueue_to("https://a.example/", &event()).await.unwrap_err();
    assert_eq!(error.to_string(), "the callback is not declared as signed; expected no name of a secret");
    let error = signed.enqueue_to("https://a.example/", &event()).await.unwrap_err();
    assert_eq!(error.to_string(), "the callback is declared as signed; expected the name of a secret, found none");
    let id = signed.secret("receiver-7").enqueue_to("https://a.example/", &event()).await.unwrap();
    let stored =
        std::fs::read(&file.0).unwrap().into_iter().chain(std::fs::read(file.0.with_extension("db-wal")).unwrap());
    let stored = String::from_utf8_lossy(&stored.collect::<Vec<u8>>()).into_owned();
    assert!(stored.contains(r#""secret":"receiver-7""#) && !stored.contains("webhook-signature"));
    assert_eq!(queue.find(id).await.unwrap().unwrap().callback, "signed");
}

#[tokio::test]
async fn what_cannot_be_stored_is_told_when_it_is_prepared() {
    let file = File::new();
    let queue = queue(file.store().await, Policy::new());
    let sentence = |callback: Callback<NoBody, AnyAnswer>| {
        let problems = queue.prepare(callback).unwrap_err();
        problems.errors().map(|problem| problem.kind.to_string()).collect::<Vec<_>>().join("; ")
    };
    let ping = || declare::get("{$request.query.url}");
    assert_eq!(
        sentence(Callback::new(ping().name("ping"))),
        "a callback that is stored has to be declared `at_least_once()`"
    );
    assert_eq!(sentence(Callback::new(ping()).at_least_once()), "a callback that is stored needs a name");
    let ready = || Callback::<NoBody, AnyAnswer>::new(ping().name("ping")).at_least_once();
    queue.prepare(ready()).unwrap();
    assert_eq!(sentence(ready()), "another callback of this name is prepared; clone its handle if it is the same");
}

#[tokio::test]
async fn what_this_process_cannot_send_does_not_end_the_worker() {
    let receiver = Receiver::with([Reply::ok()]).await;
    let file = File::new();
    let other = queue(file.store().await, reaching(&receiver));
    let unknown = other.prepare(invoice_notification()).unwrap();
    let id = unknown.enqueue(&create_invoice(&receiver.url()), &event()).await.unwrap();
    let pool = SqlitePool::connect_with(SqliteConnectOptions::new().filename(&file.0)).await.unwrap();
    let broken = unknown.enqueue(&create_invoice(&receiver.url()), &event()).await.unwrap();
    sqlx::query("UPDATE Jobs SET job = '{\"callback\": 1}' WHERE rowid = 2").execute(&pool).await.unwrap();

    let sending = queue(file.store().await, reaching(&receiver));
    let known = Callback::<InvoiceEvent>::new(declare::post("{$request.query.url}").name("known")).at_least_once();
    let known = sending.prepare(known).unwrap();
    let _worker = Worker::of(&sending);
    let last = known.enqueue_to(&receiver.url(), &event()).await.unwrap();
    assert!(matches!(concluded(&sending, last).await.state, State::Sent { .. }));
    let broken = concluded(&sending, broken).await;
    assert!(reason(&broken).starts_with("the stored callback cannot be read: "), "{broken:?}");
    let failed = concluded(&sending, id).await;
    assert_eq!(reason(&failed), "no callback `invoice_notification` is prepared in the process that sends");
    assert_eq!(failed.attempts, 3);
}
