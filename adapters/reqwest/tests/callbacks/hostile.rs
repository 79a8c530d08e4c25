//! What a stranger can put into a callback URL, into DNS and into an answer, each with what becomes of it.

use std::time::{Duration, Instant};

use openapi_merge::declare;
use openapi_reqwest::{
    AnyAnswer, Callback, CallbackRequest, Exchange, NoBody, Policy, Refused, Retries, SendError, Sender,
};

use super::receiver::{Names, Receiver, Reply};
use super::{create_invoice, event, invoice_notification, reaching};

/// Names as a stranger sets them up. None of them leads out of this machine, whatever goes wrong.
fn names() -> Names {
    Names::default()
        .with("localhost", &[&["127.0.0.1", "::1"]])
        .with("localhost.", &[&["127.0.0.1"]])
        .with("metadata.google.internal", &[&["169.254.169.254"]])
        .with("loopback.example", &[&["127.0.0.1"]])
        .with("private.example", &[&["10.0.0.1"]])
        .with("mapped.example", &[&["::ffff:192.168.0.1"]])
        .with("nat64.example", &[&["64:ff9b::a9fe:a9fe"]])
        .with("tunnel.example", &[&["2002:7f00:1::"]])
        .with("unspecified.example", &[&["0.0.0.0"]])
        .with("unique-local.example", &[&["fd12:3456::1"]])
        .with("second.example", &[&["93.184.216.34", "127.0.0.1"]])
        // What IDNA makes of `ｌｏｏｐｂａｃｋ。example` is the plain name; of Greek letters, a punycode name.
        .with("xn--lpback-i0ea.example", &[&["127.0.0.1"]])
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

fn not_a_url(fault: &str) -> String {
    format!("the callback's URL cannot be resolved: `$callback_url` is not a URL to call; {fault}")
}

fn refused(reason: &str) -> String {
    format!("the callback's URL is refused: {reason}")
}

fn is(address: &str, kind: &str) -> String {
    refused(&format!("`{address}` is {kind}; expected an address of the public internet"))
}

fn resolves(name: &str, address: &str, kind: &str) -> String {
    refused(&format!(
        "`{name}` resolves to an address that is not allowed: \
         `{address}` is {kind}; expected an address of the public internet"
    ))
}

#[tokio::test]
async fn urls_are_refused() {
    let scheme = || not_a_url("expected it to begin with `https://` or `http://`");
    let host = || not_a_url("expected a plain host after the scheme");
    let port = || not_a_url("expected a port from 0 to 65535 after the host");
    let character = |code: &str| not_a_url(&format!("found the character U+{code} in it"));
    let other_port =
        |port: u16| refused(&format!("port {port} is not allowed; expected 443 or one that the policy names"));
    let user = || refused("a user name or password in the URL is not allowed");
    let plain = || refused("the scheme `http` is not allowed; expected `https`");
    let over = || {
        "the callback's URL cannot be resolved: the URL of `$callback_url` ends in a query or fragment; \
                   expected no `/invoices/` after it"
            .to_owned()
    };
    let rows = [
        // No URL, or one of something else than the web.
        ("", scheme()),
        ("/invoices/", scheme()),
        ("//private.example", scheme()),
        ("private.example", scheme()),
        ("javascript:alert(1)", scheme()),
        ("data:application/json,{}", scheme()),
        ("file:///etc/passwd", scheme()),
        ("ftp://private.example", scheme()),
        ("gopher://127.0.0.1:6379/_FLUSHALL", scheme()),
        ("unix:/var/run/docker.sock", scheme()),
        ("https:private.example", scheme()),
        ("https:/private.example", scheme()),
        ("https:///private.example", host()),
        ("https://?private.example", host()),
        // Characters that clients read differently, or that would begin another header.
        ("https://private.example\r\nX-Admin: true", character("000D")),
        ("https://private.example/\nGET / HTTP/1.1", character("000A")),
        ("https://private.example/\u{0}", character("0000")),
        ("https://private.example/\t", character("0009")),
        (" https://private.example", character("0020")),
        ("https://private.example /", character("0020")),
        ("https://private.example\\@127.0.0.1/", character("005C")),
        ("https://127.0.0.1\\.private.example/", character("005C")),
        ("https://private.example/\u{2028}", character("2028")),
        // Hosts that are not what they look like.
        ("https://private%2eexample/", host()),
        ("https://a@b@127.0.0.1/", host()),
        ("https://[fe80::1%25eth0]/", host()),
        ("https://[fe80::1%eth0]/", host()),
        ("https://[::1", host()),
        ("https://[127.0.0.1]/", host()),
        ("https://public.example:443@127.0.0.1/", user()),
        ("https://public.example%2f@127.0.0.1/", user()),
        ("https://me:pw@private.example/", user()),
        ("https://@127.0.0.1/", user()),
        // Ports.
        ("https://private.example:65536/", port()),
        ("https://private.example:+443/", port()),
        ("https://private.example:443x/", port()),
        ("https://private.example:22/", other_port(22)),
        ("https://private.example:80/", other_port(80)),
        ("https://private.example:0/", other_port(0)),
        ("https://private.example:00006379/", other_port(6379)),
        // Without encryption.
        ("http://private.example/", plain()),
        ("HTTP://127.0.0.1/", plain()),
        // A path that would end up in a query or fragment.
        ("https://private.example/?a=", over()),
        ("https://private.example/#", over()),
    ];
    let strict = sender(Policy::new());
    for (url, sentence) in rows {
        assert_eq!(refusal(&strict, url).await, sentence, "{url:?}");
    }
}

#[tokio::test]
async fn addresses_are_refused() {
    let rows = [
        ("https://127.0.0.1", is("127.0.0.1", "loopback")),
        ("https://127.255.255.254", is("127.255.255.254", "loopback")),
        ("https://127.0.0.1.", is("127.0.0.1", "loopback")),
        // The same in other numerals: short, decimal, hexadecimal, octal, mixed.
        ("https://127.1", is("127.0.0.1", "loopback")),
        ("https://2130706433", is("127.0.0.1", "loopback")),
        ("https://0x7f000001", is("127.0.0.1", "loopback")),
        ("https://0x7F.0.0.1", is("127.0.0.1", "loopback")),
        ("https://017700000001", is("127.0.0.1", "loopback")),
        ("https://0177.0.0.01", is("127.0.0.1", "loopback")),
        ("https://0x7f.0.1", is("127.0.0.1", "loopback")),
        // Letters that IDNA turns into digits and dots.
        ("https://１２７.０.０.１", is("127.0.0.1", "loopback")),
        ("https://①②⑦.⓪.⓪.①", is("127.0.0.1", "loopback")),
        ("https://127。0。0。1", is("127.0.0.1", "loopback")),
        ("https://0", is("0.0.0.0", "unspecified")),
        ("https://0.0.0.0", is("0.0.0.0", "unspecified")),
        ("https://10.0.0.1", is("10.0.0.1", "private")),
        ("https://172.16.0.1", is("172.16.0.1", "private")),
        ("https://192.168.1.1", is("192.168.1.1", "private")),
        ("https://100.64.0.1", is("100.64.0.1", "shared by a provider's customers")),
        ("https://169.254.1.1", is("169.254.1.1", "link-local")),
        ("https://169.254.169.254/latest/meta-data", is("169.254.169.254", "a cloud's metadata service")),
        ("https://0xa9fea9fe", is("169.254.169.254", "a cloud's metadata service")),
        ("https://2852039166", is("169.254.169.254", "a cloud's metadata service")),
        ("https://168.63.129.16", is("168.63.129.16", "a cloud's metadata service")),
        ("https://192.0.2.1", is("192.0.2.1", "for documentation")),
        ("https://198.18.0.1", is("198.18.0.1", "for benchmarks")),
        ("https://224.0.0.1", is("224.0.0.1", "multicast")),
        ("https://240.0.0.1", is("240.0.0.1", "reserved")),
        ("https://255.255.255.255", is("255.255.255.255", "broadcast")),
        ("https://[::]", is("::", "unspecified")),
        ("https://[::1]", is("::1", "loopback")),
        ("https://[0:0:0:0:0:0:0:1]", is("::1", "loopback")),
        ("https://[::ffff:127.0.0.1]", is("::ffff:127.0.0.1", "loopback")),
        ("https://[::ffff:a9fe:a9fe]", is("::ffff:169.254.169.254", "a cloud's metadata service")),
        ("https://[::127.0.0.1]", is("::7f00:1", "loopback")),
        ("https://[64:ff9b::127.0.0.1]", is("64:ff9b::7f00:1", "loopback")),
        ("https://[2002:7f00:1::]", is("2002:7f00:1::", "behind an IPv6 tunnel")),
        (
            "https://[2001:0:4136:e378:8000:63bf:80ff:fffe]",
            is("2001:0:4136:e378:8000:63bf:80ff:fffe", "behind an IPv6 tunnel"),
        ),
        ("https://[fc00::1]", is("fc00::1", "private")),
        ("https://[fd00:ec2::254]", is("fd00:ec2::254", "a cloud's metadata service")),
        ("https://[fe80::1]", is("fe80::1", "link-local")),
        ("https://[ff02::1]", is("ff02::1", "multicast")),
        ("https://[2001:db8::1]", is("2001:db8::1", "for documentation")),
    ];
    let strict = sender(Policy::new());
    for (url, sentence) in rows {
        assert_eq!(refusal(&strict, url).await, sentence, "{url:?}");
    }
}

#[tokio::test]
async fn names_that_lead_inside_are_refused() {
    let rows = [
        ("https://localhost", resolves("localhost", "127.0.0.1", "loopback")),
        ("https://LOCALHOST/", resolves("localhost", "127.0.0.1", "loopback")),
        ("https://localhost./", resolves("localhost.", "127.0.0.1", "loopback")),
        ("https://loopback.example", resolves("loopback.example", "127.0.0.1", "loopback")),
        ("https://loop\u{ad}back.example", resolves("loopback.example", "127.0.0.1", "loopback")),
        ("https://ｌｏｏｐｂａｃｋ。example", resolves("loopback.example", "127.0.0.1", "loopback")),
        ("https://lοοpback.example", resolves("xn--lpback-i0ea.example", "127.0.0.1", "loopback")),
        ("https://xn--lpback-i0ea.example", resolves("xn--lpback-i0ea.example", "127.0.0.1", "loopback")),
        ("https://private.example", resolves("private.example", "10.0.0.1", "private")),
        ("https://mapped.example", resolves("mapped.example", "::ffff:192.168.0.1", "private")),
        ("https://nat64.example", resolves("nat64.example", "64:ff9b::a9fe:a9fe", "a cloud's metadata service")),
        ("https://tunnel.example", resolves("tunnel.example", "2002:7f00:1::", "behind an IPv6 tunnel")),
        ("https://unspecified.example", resolves("unspecified.example", "0.0.0.0", "unspecified")),
        ("https://unique-local.example", resolves("unique-local.example", "fd12:3456::1", "private")),
        // One bad address among good ones is enough.
        ("https://second.example", resolves("second.example", "127.0.0.1", "loopback")),
        (
            "https://metadata.google.internal/computeMetadata/v1",
            resolves("metadata.google.internal", "169.254.169.254", "a cloud's metadata service"),
        ),
        ("https://nowhere.example", "the receiver was not reached: no such name".into()),
        // No address in any numerals, so it is a name, and nobody's.
        ("https://127.0.0.1.nowhere.example", "the receiver was not reached: no such name".into()),
    ];
    let strict = sender(Policy::new());
    for (url, sentence) in rows {
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
