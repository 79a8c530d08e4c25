//! What follows from each answer of the receiver.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use openapi_apalis::{Counts, Queue, State, Store, Which};
use openapi_merge::declare;
use openapi_reqwest::{Callback, Retries, Secret, Sender, Verifier};

use crate::receiver::{Receiver, Reply};
use crate::{
    InvoiceEvent, InvoiceEventReceived, Worker, concluded, create_invoice, event, found, invoice_notification, queue,
    reaching, reason, soon, with_every_store,
};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OTHER_SECRET: &str = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

with_every_store!(
    a_stored_callback_is_sent,
    a_receiver_that_was_down_gets_it_later,
    a_503_is_tried_again_after_its_retry_after,
    a_declared_410_is_put_aside_at_once,
    an_undeclared_410_is_put_aside_at_once,
    an_undeclared_status_is_tried_again_until_all_tries_are_spent,
    what_has_arrived_is_not_sent_again,
    what_was_put_aside_can_be_tried_again,
    a_wrong_signature_can_be_mended,
    what_a_user_wrote_does_not_end_the_worker,
    a_worker_that_is_told_to_stop_finishes_what_it_does,
    what_is_over_can_be_forgotten,
);

async fn a_stored_callback_is_sent(store: Store) {
    let receiver = Receiver::with([Reply::ok()]).await;
    let queue = queue(store, reaching(&receiver));
    let notify = queue.prepare(invoice_notification()).unwrap();
    let before = SystemTime::now() - Duration::from_millis(1);
    let id = notify.enqueue(&create_invoice(&receiver.url()), &event()).await.unwrap();
    assert!(id.stored_at() >= before && id.stored_at() <= SystemTime::now());

    // Nothing is sent by storing it.
    let waiting = queue.find(id).await.unwrap().unwrap();
    assert_eq!((waiting.attempts, waiting.callback.as_str()), (0, "invoice_notification"));
    assert_eq!(waiting.url, format!("{}/invoices/2expen51ve", receiver.url()));
    assert!(matches!(waiting.state, State::Waiting { last_failure: None, .. }), "{waiting:?}");
    assert_eq!(queue.list(Which::Waiting, 10, 0).await.unwrap().len(), 1);
    assert_eq!(receiver.arrived().len(), 0);

    let _worker = Worker::of(&queue);
    let sent = concluded(&queue, id).await;
    assert!(matches!(sent.state, State::Sent { .. }), "{sent:?}");
    assert_eq!(sent.attempts, 1);
    let arrived = receiver.arrived();
    assert_eq!(arrived.len(), 1);
    assert_eq!((arrived[0].path(), arrived[0].body.as_str()), ("/invoices/2expen51ve", r#"{"paid":true}"#));
    assert_eq!(arrived[0].id(), id.to_string());

    // The same handle sends at once, and leaves nothing behind.
    let answer = notify.send(&create_invoice(&receiver.url()), &event()).await.unwrap();
    assert_eq!(answer.main(), Some(InvoiceEventReceived { ok: true }));
    let mut counts = Counts::default();
    counts.sent = 1;
    assert_eq!(queue.counts().await.unwrap(), counts);
    assert_eq!(queue.list(Which::Sent, 10, 0).await.unwrap().len(), 1);
    assert_eq!(queue.list(Which::Sent, 10, 1).await.unwrap().len(), 0);
}

async fn a_receiver_that_was_down_gets_it_later(store: Store) {
    let receiver = Receiver::with([Reply::ok()]).await;
    receiver.set_open(false);
    let queue = queue(store, reaching(&receiver));
    let notify = queue.prepare(invoice_notification()).unwrap();
    let _worker = Worker::of(&queue);
    let id = notify.enqueue(&create_invoice(&receiver.url()), &event()).await.unwrap();
    let delivery = found(&queue, id, |delivery| delivery.attempts == 1).await;
    let State::Waiting { last_failure: Some(failure), .. } = &delivery.state else { panic!("{delivery:?}") };
    assert!(failure.starts_with("the exchange was broken off: "), "{failure}");
    receiver.set_open(true);
    let sent = concluded(&queue, id).await;
    assert!(matches!(sent.state, State::Sent { .. }), "{sent:?}");
    assert!(sent.attempts > 1);
}

async fn a_503_is_tried_again_after_its_retry_after(store: Store) {
    let receiver = Receiver::with([Reply::status(503).headers("retry-after: 2\r\n"), Reply::ok()]).await;
    let queue = queue(store, reaching(&receiver));
    let notify = queue.prepare(invoice_notification()).unwrap();
    let _worker = Worker::of(&queue);
    let id = notify.enqueue(&create_invoice(&receiver.url()), &event()).await.unwrap();
    let sent = concluded(&queue, id).await;
    assert_eq!(sent.attempts, 2);
    let arrived = receiver.arrived();
    assert_eq!((arrived[0].id(), arrived.len()), (arrived[1].id(), 2));
    let waited = arrived[1].at - arrived[0].at;
    assert!(waited >= Duration::from_secs(2), "{waited:?}");

    // One that leads past the limit is not waited for.
    let receiver = Receiver::with([Reply::status(503).headers("retry-after: 999999999999\r\n")]).await;
    let id = notify.enqueue(&create_invoice(&receiver.url()), &event()).await;
    // The policy knows the first receiver only.
    assert!(id.unwrap_err().to_string().starts_with("the callback's URL is refused: port "));
}

/// A callback that declares nothing but its main response.
fn strict() -> Callback<InvoiceEvent, InvoiceEventReceived> {
    Callback::new(declare::post("{$request.query.callback_url}").name("strict")).at_least_once()
}

async fn a_declared_410_is_put_aside_at_once(store: Store) {
    let receiver = Receiver::with([Reply::status(410)]).await;
    let queue = queue(store, reaching(&receiver));
    let notify = queue.prepare(invoice_notification()).unwrap();
    let _worker = Worker::of(&queue);
    let id = notify.enqueue(&create_invoice(&receiver.url()), &event()).await.unwrap();
    let failed = concluded(&queue, id).await;
    assert_eq!((reason(&failed), failed.attempts), ("the receiver answered 410 Gone", 1));
    assert_eq!(queue.list(Which::Failed, 10, 0).await.unwrap()[0].id, id);
}

async fn an_undeclared_410_is_put_aside_at_once(store: Store) {
    let receiver = Receiver::with([Reply::status(410)]).await;
    let queue = queue(store, reaching(&receiver));
    let notify = queue.prepare(strict()).unwrap();
    let _worker = Worker::of(&queue);
    let id = notify.enqueue_to(&receiver.url(), &event()).await.unwrap();
    let failed = concluded(&queue, id).await;
    assert_eq!(reason(&failed), "the answer's status 410 Gone is not declared; expected `200`, `422`");
    assert_eq!((failed.attempts, receiver.arrived().len()), (1, 1));
}

async fn an_undeclared_status_is_tried_again_until_all_tries_are_spent(store: Store) {
    let receiver = Receiver::with([Reply::status(404), Reply::status(302), Reply::status(500)]).await;
    let queue = queue(store, reaching(&receiver));
    let notify = queue.prepare(strict()).unwrap();
    let _worker = Worker::of(&queue);
    let id = notify.enqueue_to(&receiver.url(), &event()).await.unwrap();
    let failed = concluded(&queue, id).await;
    assert_eq!(reason(&failed), "the answer's status 500 Internal Server Error is not declared; expected `200`, `422`");
    assert_eq!((failed.attempts, receiver.arrived().len()), (3, 3));
    // It stays put aside.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(receiver.arrived().len(), 3);
}

async fn what_has_arrived_is_not_sent_again(store: Store) {
    let json = "content-type: application/json\r\n";
    let nonsense = Reply { body: r#"{"ok": "\n"}"#, ..Reply::status(200).headers(json) };
    let receiver = Receiver::with([nonsense, Reply::status(202)]).await;
    let queue = queue(store, reaching(&receiver));
    let notify = queue.prepare(strict()).unwrap();
    let _worker = Worker::of(&queue);
    let mut reasons = Vec::new();
    for _ in 0..2 {
        let id = notify.enqueue_to(&receiver.url(), &event()).await.unwrap();
        reasons.push(reason(&concluded(&queue, id).await).to_owned());
    }
    assert_eq!(
        reasons,
        [
            "the answer of status 200 OK does not fit its declaration: \
             at `ok`: invalid type: string \"\\n\", expected a boolean at line 1 column 11",
            "the answer's status 202 Accepted is not declared; expected `200`, `422`"
        ]
    );
    assert_eq!(receiver.arrived().len(), 2);
}

async fn what_was_put_aside_can_be_tried_again(store: Store) {
    let receiver = Receiver::with([Reply::status(400), Reply::ok()]).await;
    let queue = queue(store, reaching(&receiver));
    let notify = queue.prepare(invoice_notification()).unwrap();
    let _worker = Worker::of(&queue);
    let id = notify.enqueue(&create_invoice(&receiver.url()), &event()).await.unwrap();
    assert_eq!(reason(&concluded(&queue, id).await), "the receiver answered 400 Bad Request");
    assert!(queue.try_again(id).await.unwrap());
    let sent = concluded(&queue, id).await;
    assert_eq!((matches!(sent.state, State::Sent { .. }), sent.attempts), (true, 1));
    assert!(!queue.try_again(id).await.unwrap());
}

async fn a_wrong_signature_can_be_mended(store: Store) {
    let verifier = Verifier::new([SECRET.parse::<Secret>().unwrap()]);
    let receiver =
        Receiver::new(move |arrived, _| match verifier.verify(|name| arrived.header(name), arrived.body.as_bytes()) {
            Ok(_) => Reply::ok(),
            Err(_) => Reply::status(401),
        })
        .await;
    let secret = Arc::new(Mutex::new(Err("no such receiver".to_owned())));
    let known = Arc::clone(&secret);
    let queue = Queue::builder(store, Sender::new(reaching(&receiver)).unwrap())
        .retries(soon(20))
        .poll(Duration::from_millis(50))
        .secrets(move |name| {
            assert_eq!(name, "receiver-7");
            let known = known.lock().unwrap().clone();
            async move { known.map(|text: &str| vec![text.parse().unwrap()]) }
        })
        .build();
    let notify = queue.prepare(strict().signed()).unwrap().secret("receiver-7");
    let _worker = Worker::of(&queue);
    let id = notify.enqueue_to(&receiver.url(), &event()).await.unwrap();
    let waiting = |sentence: &'static str| move |delivery: &openapi_apalis::Delivery| matches!(&delivery.state, State::Waiting { last_failure: Some(found), .. } if found == sentence);
    found(&queue, id, waiting("the secret was not found: no such receiver")).await;
    *secret.lock().unwrap() = Ok(OTHER_SECRET);
    found(&queue, id, waiting("the answer's status 401 Unauthorized is not declared; expected `200`, `422`")).await;
    *secret.lock().unwrap() = Ok(SECRET);
    let sent = concluded(&queue, id).await;
    assert!(matches!(sent.state, State::Sent { .. }), "{sent:?}");
    assert_eq!(
        notify.send_to(&receiver.url(), &event()).await.unwrap().main(),
        Some(InvoiceEventReceived { ok: true })
    );
}

async fn what_a_user_wrote_does_not_end_the_worker(store: Store) {
    let receiver = Receiver::with([Reply::ok()]).await;
    let queue = Queue::builder(store, Sender::new(reaching(&receiver)).unwrap())
        .retries(Retries::none())
        .poll(Duration::from_millis(50))
        .secrets(async |_| panic!("a fault in the look-up"))
        .build();
    let signed = queue.prepare(strict().signed()).unwrap().secret("any");
    let plain = queue.prepare(invoice_notification()).unwrap();
    let _worker = Worker::of(&queue);
    let id = signed.enqueue_to(&receiver.url(), &event()).await.unwrap();
    assert_eq!(reason(&concluded(&queue, id).await), "the attempt panicked");
    let id = plain.enqueue(&create_invoice(&receiver.url()), &event()).await.unwrap();
    assert!(matches!(concluded(&queue, id).await.state, State::Sent { .. }));
}

async fn a_worker_that_is_told_to_stop_finishes_what_it_does(store: Store) {
    let receiver = Receiver::with([Reply::ok().delay(Duration::from_millis(500))]).await;
    let queue = queue(store, reaching(&receiver));
    let notify = queue.prepare(invoice_notification()).unwrap();
    let id = notify.enqueue(&create_invoice(&receiver.url()), &event()).await.unwrap();
    let begun = async {
        while receiver.arrived().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), queue.run_until(begun)).await.unwrap();
    assert!(matches!(queue.find(id).await.unwrap().unwrap().state, State::Sent { .. }));
    assert_eq!(receiver.arrived().len(), 1);
}

async fn what_is_over_can_be_forgotten(store: Store) {
    let receiver = Receiver::with([Reply::ok(), Reply::status(400), Reply::status(503)]).await;
    let queue =
        Queue::builder(store, Sender::new(reaching(&receiver)).unwrap()).poll(Duration::from_millis(50)).build();
    let notify = queue.prepare(invoice_notification()).unwrap();
    let _worker = Worker::of(&queue);
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(notify.enqueue(&create_invoice(&receiver.url()), &event()).await.unwrap());
        found(&queue, ids[ids.len() - 1], |delivery| delivery.attempts == 1).await;
    }
    assert_eq!(queue.forget(Duration::from_secs(3600)).await.unwrap(), 0);
    tokio::time::sleep(Duration::from_millis(2100)).await;
    assert_eq!(queue.forget(Duration::ZERO).await.unwrap(), 2);
    assert!(queue.find(ids[0]).await.unwrap().is_none());
    assert!(matches!(queue.find(ids[2]).await.unwrap().unwrap().state, State::Waiting { .. }));
}
