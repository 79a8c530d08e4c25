//! What a stranger can put into a callback URL, into DNS and into an answer, each with what becomes of it.

use std::time::{Duration, Instant};

use openapi_merge::declare;
use openapi_reqwest::{
    AnyAnswer, Callback, CallbackRequest, Exchange, NoBody, Policy, Refused, Retries, SendError, Sender,
};

use super::receiver::{Names, Receiver, Reply};
use super::table::{self, NAMES, is, refused, resolves};
use super::{create_invoice, event, invoice_notification, reaching};

fn names() -> Names {
    NAMES.iter().fold(Names::default(), |names, (name, addresses)| names.with(name, &[addresses]))
}

fn sender(policy: Policy) -> Sender {
    Sender::new(policy.resolver(names())).unwrap()
}

async fn refusal(sender: &Sender, callback_url: &str) -> String {
    let notify = sender.prepare(invoice_notification()).unwrap();
    match notify.send(&create_invoice(callback_url), &event()).await {
        Err(error) => error.to_string(),
        Ok(answer) => panic!("{callback_url} was answered: {answer:?}"),
    }
}

#[tokio::test]
async fn urls_are_refused() {
    let strict = sender(Policy::new());
    for (url, sentence) in table::urls_are_refused() {
        assert_eq!(refusal(&strict, url).await, sentence, "{url:?}");
    }
}

#[tokio::test]
async fn addresses_are_refused() {
    let strict = sender(Policy::new());
    for (url, sentence) in table::addresses_are_refused() {
        assert_eq!(refusal(&strict, url).await, sentence, "{url:?}");
    }
}

#[tokio::test]
async fn names_that_lead_inside_are_refused() {
    let strict = sender(Policy::new());
    for (url, sentence) in table::names_that_lead_inside_are_refused() {
        assert_eq!(refusal(&strict, url).await, sentence, "{url:?}");
    }
}

#[test]
fn values_stay_in_the_segment_they_stand_in() {
    let callback =
        || Callback::<NoBody>::new(declare::get("https://api.example/{$request.query.id}/done").name("done"));
    let notify = Sender::new(Policy::new()).unwrap().prepare(callback()).unwrap();
    let exchange = |id: &str| {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("id", id).finish();
        Exchange::new("POST", format!("/?{query}"))
    };
    for (value, url) in [
        ("a/../b", "https://api.example/a%2F..%2Fb/done"),
        ("../../admin", "https://api.example/..%2F..%2Fadmin/done"),
        ("%2e%2e", "https://api.example/%252e%252e/done"),
        ("%2f..%2f", "https://api.example/%252f..%252f/done"),
        ("?admin=true", "https://api.example/%3Fadmin%3Dtrue/done"),
        ("#", "https://api.example/%23/done"),
        ("@127.0.0.1", "https://api.example/%40127.0.0.1/done"),
        ("\\..\\", "https://api.example/%5C..%5C/done"),
        (":443", "https://api.example/%3A443/done"),
    ] {
        assert_eq!(notify.write(&exchange(value), &NoBody).unwrap().url(), url, "{value:?}");
    }
    for (value, reason) in [
        ("..", "`$request.query.id` makes the path segment `..`; expected one that is a name"),
        (".", "`$request.query.id` makes the path segment `.`; expected one that is a name"),
        ("", "`$request.query.id` makes the path segment ``; expected one that is a name"),
        ("a\r\nb", "`$request.query.id` cannot stand in a URL; found the character U+000D in it"),
    ] {
        let error = notify.write(&exchange(value), &NoBody).unwrap_err().to_string();
        assert_eq!(error, format!("the callback's URL cannot be resolved: {reason}"), "{value:?}");
    }
}

/// A receiver that may be called, and a trap on the same port of an address that may not.
async fn receiver_and_trap(replies: impl IntoIterator<Item = Reply>) -> (Receiver, Receiver) {
    let receiver = Receiver::new(replies).await;
    let trap =
        Receiver::at(([127, 0, 0, 1], receiver.address.port()).into(), [Reply::json("200 OK", r#"{"ok": true}"#)])
            .await;
    (receiver, trap)
}

#[tokio::test]
async fn a_name_that_changes_is_checked_each_time_it_is_resolved() {
    let (receiver, trap) = receiver_and_trap([Reply::with("503 Service Unavailable", "x: y", "")]).await;
    let names = Names::default().with("rebinding.example", &[&["127.0.0.2"], &["127.0.0.1"]]);
    let retries = Retries::attempts(3).first_wait(Duration::from_millis(1));
    let sender = Sender::new(reaching(&receiver).resolver(names.clone())).unwrap().retries(retries);
    let notify = sender.prepare(invoice_notification()).unwrap();
    let url = format!("http://rebinding.example:{}", receiver.address.port());
    let error = notify.send(&create_invoice(&url), &event()).await.unwrap_err().to_string();
    assert_eq!(error, resolves("rebinding.example", "127.0.0.1", "loopback"));
    // The first attempt went to the address that was checked: there was no look-up between check and connection.
    assert_eq!(receiver.arrived().len(), 1);
    assert_eq!(trap.arrived().len(), 0);
    assert_eq!(names.asked(), ["rebinding.example", "rebinding.example"]);
}

#[tokio::test]
async fn a_stored_request_is_checked_when_it_is_sent() {
    let (receiver, trap) = receiver_and_trap([Reply::json("200 OK", r#"{"ok": true}"#)]).await;
    let names = Names::default().with("rebinding.example", &[&["127.0.0.2"], &["127.0.0.1"]]);
    let sender = Sender::new(reaching(&receiver).resolver(names.clone())).unwrap();
    let notify = sender.prepare(invoice_notification()).unwrap();
    let url = format!("http://rebinding.example:{}", receiver.address.port());
    let stored = serde_json::to_string(&notify.write(&create_invoice(&url), &event()).unwrap()).unwrap();
    assert_eq!(names.asked().len(), 0);

    let written: CallbackRequest = serde_json::from_str(&stored).unwrap();
    assert!(notify.send_written(&written).await.is_ok());
    let error = notify.send_written(&written).await.unwrap_err().to_string();
    assert_eq!(error, resolves("rebinding.example", "127.0.0.1", "loopback"));
    // A policy that became stricter counts, too.
    let strict = Sender::new(Policy::new().resolver(names.clone())).unwrap().prepare(invoice_notification()).unwrap();
    let error = strict.send_written(&written).await.unwrap_err().to_string();
    assert_eq!(error, refused("the scheme `http` is not allowed; expected `https`"));
    assert_eq!((receiver.arrived().len(), trap.arrived().len(), names.asked().len()), (1, 0, 2));
}

#[tokio::test]
async fn one_attempt_resolves_once() {
    let (receiver, trap) = receiver_and_trap([Reply::json("200 OK", r#"{"ok": true}"#)]).await;
    let names = Names::default().with("rebinding.example", &[&["127.0.0.2"], &["127.0.0.1"]]);
    let sender = Sender::new(reaching(&receiver).resolver(names.clone())).unwrap();
    let notify = sender.prepare(invoice_notification()).unwrap();
    let url = format!("http://rebinding.example:{}", receiver.address.port());
    assert!(notify.send(&create_invoice(&url), &event()).await.is_ok());
    assert_eq!((receiver.arrived().len(), trap.arrived().len(), names.asked().len()), (1, 0, 1));
}

#[tokio::test]
async fn a_resolver_does_not_choose_the_port() {
    let receiver = Receiver::new([Reply::json("200 OK", r#"{"ok": true}"#)]).await;
    let names = Names::default().with("portly.example", &[&["127.0.0.2"]]).on_port(receiver.address.port());
    let policy = Policy::new().http(true).network(receiver.address.ip(), 32).timeout(Duration::from_secs(1));
    let notify = Sender::new(policy.resolver(names)).unwrap().prepare(invoice_notification()).unwrap();
    assert!(notify.send(&create_invoice("http://portly.example"), &event()).await.is_err());
    assert_eq!(receiver.arrived().len(), 0);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    for status in
        ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"]
    {
        let trap = Receiver::at(([127, 0, 0, 1], 0).into(), [Reply::Silence]).await;
        let receiver = Receiver::new([Reply::with(status, &format!("location: {}/", trap.url()), "")]).await;
        let notify = Sender::new(reaching(&receiver)).unwrap().prepare(invoice_notification()).unwrap();
        let error = notify.send(&create_invoice(&receiver.url()), &event()).await.unwrap_err().to_string();
        assert_eq!(error, format!("the answer's status {status} is not declared; expected `200`, `410`, `422`"));
        assert_eq!(trap.arrived().len(), 0);
    }
}

#[tokio::test]
async fn a_redirect_that_may_be_followed_is_held_to_the_policy() {
    let rows = [
        ("http://127.0.0.1:PORT/", is("127.0.0.1", "loopback")),
        ("http://2130706433:PORT/", is("127.0.0.1", "loopback")),
        ("//127.1:PORT/", is("127.0.0.1", "loopback")),
        ("https://169.254.169.254/latest/", is("169.254.169.254", "a cloud's metadata service")),
        ("http://loopback.example:PORT/", resolves("loopback.example", "127.0.0.1", "loopback")),
        ("http://me:pw@127.0.0.2:PORT/", refused("a user name or password in the URL is not allowed")),
        ("https://a.example:1/", refused("port 1 is not allowed; expected 443 or one that the policy names")),
        ("ftp://a.example/", refused("the scheme `ftp` is not allowed; expected `https`")),
        ("/again", refused("redirect number 3 is not allowed; expected 2 at most")),
    ];
    for (location, sentence) in rows {
        let trap = Receiver::at(([127, 0, 0, 1], 0).into(), [Reply::Silence]).await;
        let port = trap.address.port().to_string();
        let reply =
            Reply::with("307 Temporary Redirect", &format!("location: {}", location.replace("PORT", &port)), "");
        let receiver = Receiver::new([reply]).await;
        let policy = reaching(&receiver).port(trap.address.port()).redirects(2);
        assert_eq!(refusal(&sender(policy), &receiver.url()).await, sentence, "{location}");
        assert_eq!(trap.arrived().len(), 0, "{location}");
    }
}

#[tokio::test]
async fn a_redirect_that_is_allowed_keeps_method_and_body() {
    let receiver = Receiver::new([
        Reply::with("308 Permanent Redirect", "location: /moved", ""),
        Reply::json("200 OK", r#"{"ok": true}"#),
    ])
    .await;
    let notify = Sender::new(reaching(&receiver).redirects(1)).unwrap().prepare(invoice_notification()).unwrap();
    assert!(notify.send(&create_invoice(&receiver.url()), &event()).await.is_ok());
    let arrived = receiver.arrived();
    assert_eq!(arrived[1].line(), "POST /moved HTTP/1.1");
    assert_eq!((arrived[1].body.clone(), arrived[1].header("referer")), (arrived[0].body.clone(), None));
}

/// `{"ok": true}` as Python's gzip and zlib, node's zlib and the command zstd pack it: a client that unpacks would read
/// the main response.
const GZIPPED: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\x02\x03\xabV\xca\xcfV\xb2R()*M\xad\x05\0\xc6\x19\xab\x17\x0c\0\0\0";
const DEFLATED: &[u8] = b"x\x9c\xabV\xca\xcfV\xb2R()*M\xad\x05\0\x19w\x041";
const BROTLI: &[u8] = b"\x8b\x05\x80{\"ok\": true}\x03";
const ZSTANDARD: &[u8] = b"(\xb5/\xfd\x04Xa\0\0{\"ok\": true}X\0\xda\xb8";

#[tokio::test]
async fn answers_are_contained() {
    let head =
        |headers: &str| format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{headers}\r\n").into_bytes();
    let too_large = "the answer of status 200 OK is longer than 65536 bytes";
    let timed_out = "the callback timed out after 500ms";
    let unfit = "the answer of status 200 OK does not fit its declaration: ";
    let mebibytes = |mebibytes: usize| vec![b'1'; mebibytes * 1024 * 1024];
    let rows: [(&str, Reply, &str); 14] = [
        ("10 MB, announced", Reply::Bytes([head("content-length: 10485760\r\n"), mebibytes(10)].concat()), too_large),
        ("10 MB until the end", Reply::Bytes([head("connection: close\r\n"), mebibytes(10)].concat()), too_large),
        ("without end", Reply::Endless(head("connection: close\r\n"), mebibytes(1)), too_large),
        (
            "without end, in chunks",
            Reply::Endless(
                head("transfer-encoding: chunked\r\n"),
                [b"1000\r\n".to_vec(), vec![b'1'; 0x1000], b"\r\n".to_vec()].concat(),
            ),
            too_large,
        ),
        (
            "without end, in headers",
            Reply::Endless(b"HTTP/1.1 200 OK\r\n".to_vec(), b"x: y\r\n".repeat(1000)),
            "the exchange was broken off: ",
        ),
        ("never", Reply::Silence, timed_out),
        ("a byte at a time", Reply::Drip(head("content-length: 100\r\n")), timed_out),
        ("a header's letter at a time", Reply::Drip(b"HTTP/1.1 200 OK\r\nx: ".to_vec()), timed_out),
        ("no HTTP", Reply::Bytes(b"SSH-2.0-OpenSSH_9.9\r\n".to_vec()), "the exchange was broken off: "),
        // What would be long once it is unpacked stays as it is.
        ("gzip", Reply::Bytes([head("content-encoding: gzip\r\n"), GZIPPED.to_vec()].concat()), unfit),
        ("deflate", Reply::Bytes([head("content-encoding: deflate\r\n"), DEFLATED.to_vec()].concat()), unfit),
        ("br", Reply::Bytes([head("content-encoding: br\r\n"), BROTLI.to_vec()].concat()), unfit),
        ("zstd", Reply::Bytes([head("content-encoding: zstd\r\n"), ZSTANDARD.to_vec()].concat()), unfit),
        ("nested", Reply::with("200 OK", "content-type: application/json", &"[".repeat(60_000)), unfit),
    ];
    for (name, reply, sentence) in rows {
        let receiver = Receiver::new([reply]).await;
        let policy = reaching(&receiver).answer_limit(64 * 1024).timeout(Duration::from_millis(500));
        let begun = Instant::now();
        let found = refusal(&sender(policy), &receiver.url()).await;
        assert!(found.starts_with(sentence), "{name}: {found}");
        assert!(begun.elapsed() < Duration::from_secs(5), "{name}");
    }
}

#[tokio::test]
async fn an_answer_as_long_as_the_limit_is_read() {
    let receiver = Receiver::new([Reply::with("200 OK", "x: y", &"x".repeat(1000))]).await;
    for (limit, fits) in [(1000, true), (999, false)] {
        let callback: Callback<NoBody, AnyAnswer> = Callback::new(declare::get("{$request.query.url}").name("ping"));
        let notify = Sender::new(reaching(&receiver).answer_limit(limit)).unwrap().prepare(callback).unwrap();
        let outcome = notify.send_to(&receiver.url(), &NoBody).await;
        assert_eq!(outcome.is_ok(), fits, "{outcome:?}");
    }
}

#[tokio::test]
async fn the_environments_proxy_is_not_asked() {
    // All tests here hold with `HTTP_PROXY` set, as `.ci/run` does. A policy's own proxy is what it says it is, and
    // addresses that stand in a URL are checked all the same.
    let proxy = Receiver::new([Reply::json("200 OK", r#"{"ok": true}"#)]).await;
    let policy = || Policy::new().http(true).egress_proxy(reqwest::Proxy::all(proxy.url()).unwrap());
    let notify = Sender::new(policy()).unwrap().prepare(invoice_notification()).unwrap();
    assert!(notify.send(&create_invoice("http://receiver.example"), &event()).await.is_ok());
    assert_eq!(proxy.arrived()[0].line(), "POST http://receiver.example/invoices/2expen51ve HTTP/1.1");
    let error = notify.send(&create_invoice("http://127.0.0.1"), &event()).await.unwrap_err();
    assert!(matches!(error, SendError::Refused(Refused::Address { .. })), "{error}");
    assert_eq!(proxy.arrived().len(), 1);
}
