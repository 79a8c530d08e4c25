use std::time::{Duration, Instant};

use openapi_merge::{Api, declare};
use openapi_reqwest::{
    Answer, AnyAnswer, Callback, CallbackRequest, Exchange, Handle, NoBody, Policy, Retries, Secret, SendError, Sender,
    Verifier, VerifyError,
};
use serde_json::json;

use super::receiver::{Names, Receiver, Reply};
use super::{InvoiceEvent, InvoiceEventReceived, Message, create_invoice, event, invoice_notification, reaching};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const NEXT_SECRET: &str = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

fn ok() -> Reply {
    Reply::json("200 OK", r#"{"ok": true}"#)
}

fn secret(text: &str) -> Secret {
    text.parse().unwrap()
}

/// The outcome of FastAPI's example, sent to a receiver with this reply.
async fn outcome(reply: Reply) -> Result<Answer<InvoiceEventReceived>, SendError> {
    let receiver = Receiver::new([reply]).await;
    let notify = Sender::new(reaching(&receiver)).unwrap().prepare(invoice_notification()).unwrap();
    notify.send(&create_invoice(&receiver.url()), &event()).await
}

async fn sentence(reply: Reply) -> String {
    outcome(reply).await.unwrap_err().to_string()
}

#[tokio::test]
async fn fastapis_example_is_sent_and_answered() {
    let receiver = Receiver::new([ok()]).await;
    let notify = Sender::new(reaching(&receiver)).unwrap().prepare(invoice_notification()).unwrap();
    let exchange = create_invoice(&format!("{}/events", receiver.url()));
    // The future borrows nothing, so it lives on in a task.
    let answer = tokio::spawn(notify.send(&exchange, &event())).await.unwrap().unwrap();
    assert_eq!(answer.main(), Some(InvoiceEventReceived { ok: true }));

    let arrived = receiver.arrived();
    assert_eq!(arrived.len(), 1);
    assert_eq!(arrived[0].line(), "POST /events/invoices/2expen51ve HTTP/1.1");
    assert_eq!(arrived[0].header("content-type"), Some("application/json"));
    assert_eq!(arrived[0].header("host"), Some(receiver.address.to_string().as_str()));
    assert_eq!(arrived[0].body, br#"{"description":"2 pears","paid":true}"#);
    for absent in ["cookie", "referer", "authorization", "webhook-id", "webhook-signature"] {
        assert_eq!(arrived[0].header(absent), None, "{absent}");
    }
}

#[tokio::test]
async fn a_signed_callback_is_verified_by_either_secret() {
    let receiver = Receiver::new([ok()]).await;
    let notify = Sender::new(reaching(&receiver)).unwrap().prepare(invoice_notification().signed()).unwrap();
    let exchange = create_invoice(&receiver.url());
    let sentence = notify.send(&exchange, &event()).await.unwrap_err().to_string();
    assert_eq!(sentence, "the callback is declared as signed; expected a secret, found none");

    let notify = notify.with_secrets([secret(NEXT_SECRET), secret(SECRET)]);
    notify.send(&exchange, &event()).await.unwrap();
    let arrived = &receiver.arrived()[0];
    for known in [SECRET, NEXT_SECRET] {
        let id = Verifier::new([secret(known)]).verify(|name| arrived.header(name), &arrived.body).unwrap();
        assert!(id.starts_with("msg_") && !id.contains('.'), "{id}");
    }
    let stranger = Verifier::new([secret("whsec_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB")]);
    assert_eq!(stranger.verify(|name| arrived.header(name), &arrived.body), Err(VerifyError::NoMatch));
}

#[tokio::test]
async fn a_secret_needs_a_declaration() {
    let notify = Sender::new(Policy::new()).unwrap().prepare(invoice_notification()).unwrap();
    let notify = notify.with_secrets([secret(SECRET)]);
    let error = notify.sign(&notify.write(&create_invoice("https://a.example"), &event()).unwrap()).unwrap_err();
    assert_eq!(error.to_string(), "the callback is not declared as signed; expected no secret");
}

#[test]
fn the_document_shows_the_types_and_the_headers() {
    let create = declare::post("/invoices/").name("create_invoice").callbacks(invoice_notification().signed());
    let document = serde_json::to_value(Api::without_handlers("", "").operation(create).document().unwrap()).unwrap();
    let callback = &document["paths"]["/invoices/"]["post"]["callbacks"]["invoice_notification"];
    let callback = &callback["{$callback_url}/invoices/{$request.body.id}"]["post"];
    assert_eq!(
        callback["requestBody"]["content"]["application/json"]["schema"],
        json!({ "$ref": "#/components/schemas/InvoiceEvent" })
    );
    assert_eq!(
        callback["responses"]["200"]["content"]["application/json"]["schema"],
        json!({ "$ref": "#/components/schemas/InvoiceEventReceived" })
    );
    let parameters = callback["parameters"].as_array().unwrap().iter();
    let shown: Vec<_> = parameters.map(|it| (it["in"].clone(), it["name"].clone(), it["required"].clone())).collect();
    let header = |name: &str| (json!("header"), json!(name), json!(true));
    assert_eq!(shown, ["webhook-id", "webhook-timestamp", "webhook-signature"].map(header));
}

#[test]
fn more_can_be_said_of_the_body() {
    let ping = Callback::<InvoiceEvent>::new(declare::post("{$url}").name("ping"))
        .body(|body| body.media_type("application/cloudevents+json").description("an event"));
    let notify = Sender::new(Policy::new()).unwrap().prepare(ping.clone()).unwrap();
    let request = notify.sign(&notify.write_to("https://a.example/", &event()).unwrap()).unwrap();
    assert_eq!(request.headers()["content-type"], "application/cloudevents+json");
    let document = Api::without_handlers("", "").operation(declare::post("/").callbacks(ping)).document().unwrap();
    let document = serde_json::to_value(document).unwrap();
    let body = &document["paths"]["/"]["post"]["callbacks"]["ping"]["{$url}"]["post"]["requestBody"];
    assert_eq!(body["description"], "an event");
    assert_eq!(
        body["content"]["application/cloudevents+json"]["schema"],
        json!({ "$ref": "#/components/schemas/InvoiceEvent" })
    );
}

#[tokio::test]
async fn a_503_is_tried_again_when_its_retry_after_is_over() {
    let busy = Reply::with("503 Service Unavailable", "retry-after: 1", "");
    let receiver = Receiver::new([busy, ok()]).await;
    let retries = Retries::attempts(3).first_wait(Duration::from_millis(1));
    let sender = Sender::new(reaching(&receiver)).unwrap().retries(retries);
    let notify = sender.prepare(invoice_notification().signed()).unwrap().with_secrets([secret(SECRET)]);

    let begun = Instant::now();
    let answer = notify.send(&create_invoice(&receiver.url()), &event()).await.unwrap();
    assert_eq!(answer.main(), Some(InvoiceEventReceived { ok: true }));
    assert!(begun.elapsed() >= Duration::from_secs(1), "{:?}", begun.elapsed());

    let arrived = receiver.arrived();
    assert_eq!(arrived.len(), 2);
    assert_eq!(arrived[0].header("webhook-id"), arrived[1].header("webhook-id"));
    assert_ne!(arrived[0].header("webhook-timestamp"), arrived[1].header("webhook-timestamp"));
    let verifier = Verifier::new([secret(SECRET)]);
    assert!(verifier.verify(|name| arrived[1].header(name), &arrived[1].body).is_ok());
}

#[tokio::test]
async fn the_last_outcome_is_handed_back() {
    let receiver = Receiver::new([Reply::Bytes(Vec::new()), Reply::json("502 Bad Gateway", "{}")]).await;
    let retries = Retries::attempts(3).first_wait(Duration::from_millis(1));
    let sender = Sender::new(reaching(&receiver)).unwrap().retries(retries);
    let notify = sender.prepare(invoice_notification()).unwrap();
    let error = notify.send(&create_invoice(&receiver.url()), &event()).await.unwrap_err();
    assert_eq!(error.to_string(), "the answer's status 502 Bad Gateway is not declared; expected `200`, `410`, `422`");
    assert_eq!(receiver.arrived().len(), 3);
}

#[tokio::test]
async fn what_will_not_pass_is_not_tried_again() {
    let receiver = Receiver::new([Reply::json("404 Not Found", "{}")]).await;
    let sender = Sender::new(reaching(&receiver)).unwrap().retries(Retries::attempts(3).first_wait(Duration::ZERO));
    let notify = sender.prepare(invoice_notification()).unwrap();
    assert!(notify.send(&create_invoice(&receiver.url()), &event()).await.is_err());
    assert_eq!(receiver.arrived().len(), 1);
}

#[tokio::test]
async fn a_dropped_future_sends_no_more() {
    let receiver = Receiver::new([Reply::json("503 Service Unavailable", "{}")]).await;
    let retries = Retries::attempts(9).first_wait(Duration::from_millis(300));
    let sender = Sender::new(reaching(&receiver)).unwrap().retries(retries);
    let notify = sender.prepare(invoice_notification()).unwrap();
    let send = notify.send(&create_invoice(&receiver.url()), &event());
    assert!(tokio::time::timeout(Duration::from_millis(100), send).await.is_err());
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(receiver.arrived().len(), 1);
}

#[tokio::test]
async fn other_declared_answers_are_no_errors() {
    let answer = outcome(Reply::json("410 Gone", r#"{"message": "unsubscribed"}"#)).await.unwrap();
    let Answer::Other(other) = answer else { panic!("{answer:?}") };
    assert_eq!((other.status().as_u16(), other.declared_as().to_string().as_str()), (410, "410"));
    assert_eq!(other.json::<Message>().unwrap(), Message { message: "unsubscribed".into() });
    assert_eq!(
        other.json::<InvoiceEventReceived>().unwrap_err().to_string(),
        "the answer of status 410 Gone does not fit its declaration: missing field `ok` at line 1 column 27"
    );
}

#[tokio::test]
async fn ranges_and_default_are_declared_too() {
    let receiver = Receiver::new([Reply::json("404 Not Found", "{}"), Reply::json("302 Found", "{}")]).await;
    let declaration = declare::post("{$request.query.callback_url}")
        .name("ping")
        .status_code(202)
        .response("4XX", declare::description("no"))
        .response("default", declare::description("odd"));
    let notify = Sender::new(reaching(&receiver)).unwrap().prepare(Callback::<InvoiceEvent>::new(declaration)).unwrap();
    for declared in ["4XX", "default"] {
        let answer = notify.send(&create_invoice(&receiver.url()), &event()).await.unwrap();
        let Answer::Other(other) = answer else { panic!("{answer:?}") };
        assert_eq!(other.declared_as().to_string(), declared);
    }
}

#[tokio::test]
async fn a_request_without_a_body_and_any_answer() {
    let receiver = Receiver::new([Reply::with("200 OK", "content-type: text/plain", "pong")]).await;
    let callback: Callback<NoBody, AnyAnswer> =
        Callback::new(declare::get("{$request.header.x-callback}").name("ping"));
    let notify = Sender::new(reaching(&receiver)).unwrap().prepare(callback).unwrap();
    let headers = http::HeaderMap::from_iter([(
        http::HeaderName::from_static("x-callback"),
        http::HeaderValue::try_from(receiver.url()).unwrap(),
    )]);
    let answer = notify.send(&Exchange::new("GET", "/").headers(&headers), &NoBody).await.unwrap();
    assert_eq!(&answer.main().unwrap().bytes()[..], b"pong");
    let arrived = &receiver.arrived()[0];
    assert_eq!((arrived.line(), arrived.header("content-type")), ("GET / HTTP/1.1", None));
}

#[tokio::test]
async fn each_failure_says_which_it_is() {
    assert_eq!(
        sentence(Reply::json("201 Created", r#"{"ok": true}"#)).await,
        "the answer's status 201 Created is not declared; expected `200`, `410`, `422`"
    );
    assert_eq!(
        sentence(Reply::json("200 OK", r#"{"ok": "yes"}"#)).await,
        "the answer of status 200 OK does not fit its declaration: \
         at `ok`: invalid type: string \"yes\", expected a boolean at line 1 column 12"
    );
    assert_eq!(
        sentence(Reply::with("200 OK", "content-type: text/html", "<p>ok</p>")).await,
        "the answer of status 200 OK does not fit its declaration: expected `application/json`, found `text/html`"
    );
    assert!(matches!(outcome(Reply::Bytes(Vec::new())).await, Err(SendError::BrokenOff(_))));

    let notify = Sender::new(Policy::new()).unwrap().prepare(invoice_notification()).unwrap();
    let nowhere = Exchange::new("POST", "/invoices/").json(&json!({ "id": "a" }));
    assert_eq!(
        notify.send(&nowhere, &event()).await.unwrap_err().to_string(),
        "the callback's URL cannot be resolved: `$callback_url` has no value; \
         looked in the query, then in the path parameters, then in the request body"
    );
}

#[tokio::test]
async fn nobody_listening_is_not_reached() {
    let receiver = Receiver::new([ok()]).await;
    let free = tokio::net::TcpListener::bind("127.0.0.2:0").await.unwrap().local_addr().unwrap();
    let sender = Sender::new(reaching(&receiver).port(free.port())).unwrap();
    let notify = sender.prepare(invoice_notification()).unwrap();
    let error = notify.send(&create_invoice(&format!("http://{free}")), &event()).await.unwrap_err();
    assert!(matches!(error, SendError::NotReached(_)), "{error}");
}

#[tokio::test]
async fn the_time_is_for_all_of_an_attempt() {
    for slow in [Reply::Silence, Reply::Drip(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n".to_vec())] {
        let receiver = Receiver::new([slow]).await;
        let policy = reaching(&receiver).timeout(Duration::from_millis(300));
        let notify = Sender::new(policy).unwrap().prepare(invoice_notification()).unwrap();
        let begun = Instant::now();
        let error = notify.send(&create_invoice(&receiver.url()), &event()).await.unwrap_err();
        assert_eq!(error.to_string(), "the callback timed out after 300ms");
        assert!(begun.elapsed() < Duration::from_secs(3));
    }
}

#[tokio::test]
async fn a_webhook_goes_to_a_url_that_is_known() {
    let receiver = Receiver::new([ok()]).await;
    let names = Names::default().with("subscriber.example", &[&["127.0.0.2"]]);
    let sender = Sender::new(reaching(&receiver).resolver(names)).unwrap();
    let notify = sender.prepare(invoice_notification()).unwrap();
    let url = format!("http://subscriber.example:{}/hooks?a=b#c", receiver.address.port());
    let answer = notify.send_to(&url, &event()).await.unwrap();
    assert_eq!(answer.main(), Some(InvoiceEventReceived { ok: true }));
    assert_eq!(receiver.arrived()[0].line(), "POST /hooks?a=b HTTP/1.1");
}

#[test]
fn the_raw_request_is_complete() {
    let sender = Sender::new(Policy::new().user_info(true)).unwrap();
    let notify = sender.prepare(invoice_notification().signed()).unwrap().with_secrets([secret(SECRET)]);
    let notify = notify.with_header(http::HeaderName::from_static("x-tenant"), http::HeaderValue::from_static("a"));
    let exchange = create_invoice("https://Aladdin:open%20sesame@a.example/e");
    let request = notify.sign(&notify.write(&exchange, &event()).unwrap()).unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://a.example/e/invoices/2expen51ve");
    assert_eq!(request.headers()["x-tenant"], "a");
    // RFC 7617's own example.
    assert_eq!(request.headers()["authorization"], "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    let header = |name: &str| request.headers().get(name)?.to_str().ok();
    assert!(Verifier::new([secret(SECRET)]).verify(header, request.body()).is_ok());
}

#[test]
fn a_declaration_with_problems_is_no_handle() {
    let callback = Callback::<InvoiceEvent>::new(declare::post("{$url}").response("40O", declare::description("")));
    let problems = Sender::new(Policy::new()).unwrap().prepare(callback).unwrap_err();
    let sentences: Vec<String> = problems.errors().map(|problem| problem.kind.to_string()).collect();
    assert_eq!(
        sentences,
        ["`40O` is not a status key: expected a code from 100 to 999, a range `1XX` to `5XX`, or `default`"]
    );
}

#[tokio::test]
async fn a_request_is_what_is_declared_and_nothing_else() {
    // Whatever features of reqwest another crate of the build turns on; the workspace runs this with all of them, too.
    let receiver = Receiver::new([ok()]).await;
    let notify = Sender::new(reaching(&receiver)).unwrap().prepare(invoice_notification()).unwrap();
    notify.send(&create_invoice(&receiver.url()), &event()).await.unwrap();
    let arrived = &receiver.arrived()[0];
    let mut headers: Vec<&str> = arrived.head.lines().skip(1).collect();
    headers.sort_unstable();
    let host = format!("host: {}", receiver.address);
    let agent = concat!("user-agent: openapi-reqwest/", env!("CARGO_PKG_VERSION"));
    assert_eq!(arrived.line(), "POST /invoices/2expen51ve HTTP/1.1");
    assert_eq!(headers, ["accept: */*", "content-length: 37", "content-type: application/json", &host, agent]);
}

#[tokio::test]
async fn a_request_is_stored_and_sent_later_with_its_id() {
    let receiver = Receiver::new([ok()]).await;
    let callback = invoice_notification().signed().at_least_once();
    let notify = Sender::new(reaching(&receiver)).unwrap().prepare(callback).unwrap();
    let written = notify.write(&create_invoice(&receiver.url()), &event()).unwrap();
    let stored = serde_json::to_string(&written).unwrap();
    assert!(!stored.contains("webhook-signature"), "{stored}");

    let read: CallbackRequest = serde_json::from_str(&stored).unwrap();
    assert_eq!(read.id(), written.id());
    assert_eq!(notify.send_written(&read).await.unwrap_err().to_string(), SendError::NoSecret.to_string());
    for rotated in [SECRET, NEXT_SECRET] {
        let notify = notify.clone().with_secrets([secret(rotated)]);
        assert_eq!(notify.send_written(&read).await.unwrap().main(), Some(InvoiceEventReceived { ok: true }));
        let arrived = receiver.arrived().pop().unwrap();
        let verified = Verifier::new([secret(rotated)]).verify(|name| arrived.header(name), &arrived.body);
        assert_eq!(verified.ok(), written.id());
        assert_eq!(arrived.body, br#"{"description":"2 pears","paid":true}"#);
    }
}

#[test]
fn no_secret_is_stored() {
    let sender = Sender::new(Policy::new().user_info(true)).unwrap();
    let notify = sender.prepare(invoice_notification()).unwrap();
    let stored = |notify: &Handle<InvoiceEvent, InvoiceEventReceived>, url: &str| {
        serde_json::to_string(&notify.write_to(url, &event()).unwrap()).map_err(|error| error.to_string())
    };
    let refused = |name: &str| Err(format!("the header `{name}` is marked as sensitive; expected no secret"));
    assert_eq!(stored(&notify, "https://me:pw@a.example/"), refused("authorization"));
    let mut token = http::HeaderValue::from_static("token");
    token.set_sensitive(true);
    let with_token = notify.clone().with_header(http::HeaderName::from_static("x-token"), token);
    assert_eq!(stored(&with_token, "https://a.example/"), refused("x-token"));
    let binary = http::HeaderValue::from_bytes(b"\xff").unwrap();
    let with_binary = notify.clone().with_header(http::HeaderName::from_static("x-binary"), binary);
    assert_eq!(stored(&with_binary, "https://a.example/"), Err("the header `x-binary` is not text".into()));
    assert!(stored(&notify, "https://a.example/").is_ok());
}

#[test]
fn what_is_stored_wrongly_is_not_a_request() {
    for (stored, sentence) in [
        (json!({ "id": "a.b", "method": "POST", "url": "https://a.example/", "headers": [], "body": "" }), "the id"),
        (json!({ "method": "PO ST", "url": "https://a.example/", "headers": [], "body": "" }), "invalid HTTP method"),
        (json!({ "method": "POST", "url": "https://a b/", "headers": [], "body": "" }), "invalid"),
        (json!({ "method": "POST", "url": "/", "headers": [["a b", ""]], "body": "" }), "invalid HTTP header name"),
        (json!({ "method": "POST", "url": "/", "headers": [["a", "\n"]], "body": "" }), "failed to parse header value"),
    ] {
        let error = serde_json::from_value::<CallbackRequest>(stored).unwrap_err().to_string();
        assert!(error.starts_with(sentence), "{error}");
    }
}

#[test]
fn at_least_once_is_in_the_document() {
    let shown = |callback: Callback<InvoiceEvent, InvoiceEventReceived>| {
        let create = declare::post("/invoices/").name("create_invoice").callbacks(callback);
        let document =
            serde_json::to_value(Api::without_handlers("", "").operation(create).document().unwrap()).unwrap();
        let callbacks = &document["paths"]["/invoices/"]["post"]["callbacks"]["invoice_notification"];
        let shown = callbacks["{$callback_url}/invoices/{$request.body.id}"]["post"].clone();
        let parameters = shown["parameters"].as_array().unwrap().iter();
        let names: Vec<String> = parameters.map(|it| it["name"].as_str().unwrap().to_owned()).collect();
        (shown["description"].as_str().unwrap_or_default().to_owned(), names)
    };
    let (description, names) = shown(invoice_notification().at_least_once());
    assert!(description.starts_with("Sent at least once: "), "{description}");
    assert_eq!(names, ["webhook-id"]);
    let three = ["webhook-id", "webhook-timestamp", "webhook-signature"];
    for twice in [invoice_notification().at_least_once().signed(), invoice_notification().signed().at_least_once()] {
        assert_eq!(shown(twice.signed().at_least_once()).1, three);
    }
    let described = Callback::<InvoiceEvent>::new(declare::post("{$url}").description("An event.")).at_least_once();
    assert!(described.operation().declared_description().unwrap().starts_with("An event.\n\nSent at least once: "));
}
