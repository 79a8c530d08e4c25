//! What a stranger can give for a callback URL, stored and sent later: the table of the sender's own tests.

#[path = "../../../reqwest/tests/callbacks/table.rs"]
mod table;

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use openapi_apalis::{Queue, State};
use openapi_merge::declare;
use openapi_reqwest::{Callback, Policy, Retries, Sender};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::receiver::{Receiver, Reply};
use crate::{File, InvoiceEvent, InvoiceEventReceived, Worker, concluded, create_invoice, event, reaching, reason};

/// The callback that the table was written for.
fn invoice_notification() -> Callback<InvoiceEvent, InvoiceEventReceived> {
    Callback::new(declare::post("{$callback_url}/invoices/{$request.body.id}").name("invoice_notification"))
        .at_least_once()
}

/// Names with what each look-up of them gives, the last one from then on.
#[derive(Clone, Default)]
struct Names {
    answers: HashMap<&'static str, Vec<Vec<IpAddr>>>,
    asked: Arc<Mutex<HashMap<String, usize>>>,
}

impl Names {
    fn with(mut self, name: &'static str, lookups: &[&[&str]]) -> Self {
        let addresses = |texts: &&[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        self.answers.insert(name, lookups.iter().map(addresses).collect());
        self
    }

    fn of_the_table() -> Self {
        table::NAMES.iter().fold(Self::default(), |names, (name, addresses)| names.with(name, &[addresses]))
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let mut asked = self.asked.lock().unwrap();
        let times = asked.entry(name.as_str().to_owned()).or_default();
        let found = self.answers.get(name.as_str()).map(|lookups| lookups[(*times).min(lookups.len() - 1)].clone());
        *times += 1;
        Box::pin(async move {
            let found = found.ok_or("no such name")?;
            Ok(Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0))) as Addrs)
        })
    }
}

async fn queue(file: &File, policy: Policy) -> Queue {
    Queue::builder(file.store().await, Sender::new(policy).unwrap())
        .retries(Retries::none())
        .poll(Duration::from_millis(20))
        .build()
}

#[tokio::test]
async fn what_is_refused_in_a_url_is_not_stored() {
    let file = File::new();
    let queue = queue(&file, Policy::new().resolver(Names::of_the_table())).await;
    let notify = queue.prepare(invoice_notification()).unwrap();
    for (url, sentence) in table::urls_are_refused().into_iter().chain(table::addresses_are_refused()) {
        let error = notify.enqueue(&create_invoice(url), &event()).await.unwrap_err();
        assert_eq!(error.to_string(), sentence, "{url:?}");
    }
    assert_eq!(queue.counts().await.unwrap().waiting, 0);
}

#[tokio::test]
async fn names_that_lead_inside_are_refused_when_it_is_sent() {
    let file = File::new();
    let queue = queue(&file, Policy::new().resolver(Names::of_the_table())).await;
    let notify = queue.prepare(invoice_notification()).unwrap();
    let _worker = Worker::of(&queue);
    for (url, sentence) in table::names_that_lead_inside_are_refused() {
        let id = notify.enqueue(&create_invoice(url), &event()).await.unwrap();
        assert_eq!(reason(&concluded(&queue, id).await), sentence, "{url:?}");
    }
}

#[tokio::test]
async fn what_a_lax_policy_has_stored_a_strict_one_does_not_send() {
    let file = File::new();
    let lax = Policy::new()
        .http(true)
        .any_port(true)
        .network(IpAddr::from(Ipv4Addr::UNSPECIFIED), 0)
        .network(IpAddr::from(Ipv6Addr::UNSPECIFIED), 0);
    let before = queue(&file, lax).await;
    let storing = before.prepare(invoice_notification()).unwrap();
    let strict = queue(&file, Policy::new()).await;
    strict.prepare(invoice_notification()).unwrap();
    let _worker = Worker::of(&strict);
    for (url, sentence) in table::addresses_are_refused() {
        let id = storing.enqueue(&create_invoice(url), &event()).await.unwrap();
        assert_eq!(reason(&concluded(&strict, id).await), sentence, "{url:?}");
    }
}

#[tokio::test]
async fn a_name_that_leads_elsewhere_by_the_time_of_sending_is_refused() {
    let receiver = Receiver::with([Reply::status(503)]).await;
    let trap = tokio::net::TcpListener::bind(("127.0.0.1", receiver.address.port())).await.unwrap();
    let trap = Receiver::on(trap, |_, _| Reply::ok());
    let names = Names::default().with("rebinding.example", &[&["127.0.0.2"], &["127.0.0.1"]]);
    let file = File::new();
    let queue = Queue::builder(file.store().await, Sender::new(reaching(&receiver).resolver(names)).unwrap())
        .retries(crate::soon(5))
        .poll(Duration::from_millis(20))
        .build();
    let notify = queue.prepare(invoice_notification()).unwrap();
    let _worker = Worker::of(&queue);
    let url = format!("http://rebinding.example:{}", receiver.address.port());
    let id = notify.enqueue(&create_invoice(&url), &event()).await.unwrap();
    let failed = concluded(&queue, id).await;
    assert_eq!(reason(&failed), table::resolves("rebinding.example", "127.0.0.1", "loopback"));
    // The first attempt went to the address that was checked, and the second nowhere.
    assert_eq!((failed.attempts, receiver.arrived().len(), trap.arrived().len()), (2, 1, 0));
    assert!(matches!(failed.state, State::Failed { .. }));
}
