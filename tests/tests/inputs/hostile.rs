//! Requests that nobody means well: nothing panics, hangs, or answers outside of the documented shapes.

use std::net::SocketAddr;

use openapi_input::Reading;
use serde_json::Value;

use crate::FRAMEWORKS;
use crate::wire::{Answer, request, send};

/// So many requests for each framework and way of reading.
const REQUESTS: usize = 150;

/// A small generator of numbers, so that the same requests are made every time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

const TARGETS: [&str; 34] = [
    "/rooms/1/nights/2031-02-03?guests=2",
    "/rooms/%00/nights/%ff?guests=%ff",
    "/rooms//nights/",
    "/rooms/%2F/nights/%2e%2e",
    "/rooms/99999999999999999999999999/nights/2031-02-30",
    "/rooms/1/nights/2031-02-03?",
    "/rooms/1/nights/2031-02-03?=&&=&%=%%",
    "/rooms/1/nights/2031-02-03?guests[]=2&guests[0]=3",
    "/rooms/1/nights/2031-02-03?guests=NaN&most=1e999",
    "/bookings",
    "/bookings/",
    "/opinions",
    "/me",
    "/trees",
    "docs",
    "*",
    "",
    "//",
    "/..",
    "/%",
    "/%zz",
    "/%c0%af",
    "/\u{e9}",
    "/me?x=\u{ff}",
    "http://other/me",
    "http://other",
    "https://",
    "/me#fragment",
    "/rooms/1/nights/0000-00-00?guests=2",
    "?guests=2",
    "/me;v=1",
    "/rooms/\u{1}/nights/x",
    "/ me",
    "/me HTTP/1.1",
];

const METHODS: [&str; 10] = ["GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "CONNECT", "QUERY", "get", "G\u{0}T"];

const HEADERS: [(&str, &str); 26] = [
    ("content-type", "application/json"),
    ("content-type", "application/json; charset=utf-16"),
    ("content-type", ""),
    ("content-type", "multipart/form-data"),
    ("content-type", "multipart/form-data; boundary="),
    ("content-type", "multipart/form-data; boundary=x"),
    ("content-type", "application/x-www-form-urlencoded"),
    ("content-type", "\u{e9}"),
    ("cookie", "ticket=\"\\777\\"),
    ("cookie", "=;;=\"\"; ticket"),
    ("cookie", "ticket=abcd"),
    ("x-device", "\u{80}\u{ff}"),
    ("x-device", ""),
    ("x-device", "phone"),
    ("x-level", "-1"),
    ("x-level", "1_0"),
    ("x_device", "phone"),
    ("content-length", "18446744073709551616"),
    ("content-length", "-1"),
    ("content-length", "1"),
    ("transfer-encoding", "chunked"),
    ("transfer-encoding", "gzip"),
    ("expect", "100-continue"),
    ("upgrade", "websocket"),
    ("host", ""),
    ("x-device", "a\tb"),
];

fn body(random: &mut Random) -> Vec<u8> {
    let deep = |text: &str| text.repeat(100 + 100_000 * usize::from(text.len() == 1));
    let bodies: [Vec<u8>; 30] = [
        b"".into(),
        b"{}".into(),
        b"[]".into(),
        b"null".into(),
        b"{\"guests\": [{}]}".into(),
        b"\xff\xfe".into(),
        b"\xef\xbb\xbf{}".into(),
        b"1e999".into(),
        b"-0".into(),
        b"{\"room\": 1e999, \"price\": 1e999}".into(),
        b"NaN".into(),
        b"\"\\ud800\"".into(),
        deep("[").into(),
        deep("{\"a\":").into(),
        deep("[{\"b\":").into(),
        b"{\"room\": 123456789012345678901234567890123456789012345678901234567890}".into(),
        b"{\"price\": \"1e999999999\"}".into(),
        b"{\"price\": \"1e-999999999\"}".into(),
        b"{\"price\": 1e-400}".into(),
        b"{\"guests\": [{\"name\": \"a\", \"born\": 1e300}]}".into(),
        b"{\"guests\": [{\"name\": \"a\", \"born\": -99999999999999}]}".into(),
        b"{\"guests\": [{\"name\": \"a\", \"mail\": \"@@@@@@\"}]}".into(),
        b"{\"pays\": {\"by\": {\"by\": []}}}".into(),
        b"{\"a\": 1, \"a\": 2, \"guests\": 1, \"guests\": 2}".into(),
        b"stars=1&stars=%ff&=&&%".into(),
        b"--x\r\ncontent-disposition: form-data; name=\"stars\"\r\n\r\n5\r\n--x--\r\n".into(),
        b"--x\r\ncontent-disposition: form-data\r\n\r\n".into(),
        format!("[{}]", "1,".repeat(50_000) + "1").into(),
        format!("{{\"a\": \"{}\"}}", "x".repeat(100_000)).into(),
        format!("{}1{}", "[".repeat(120), "]".repeat(120)).into(),
    ];
    let mut body = random.of(&bodies).clone();
    for _ in 0..random.below(3) {
        if !body.is_empty() {
            let at = random.below(body.len());
            body[at] = random.next() as u8;
        }
    }
    body
}

fn hostile(random: &mut Random) -> Vec<u8> {
    let mut headers: Vec<(&str, &str)> = vec![];
    for _ in 0..random.below(4) {
        headers.push(*random.of(&HEADERS));
    }
    headers.push(("connection", "close"));
    let body = body(random);
    let length = body.len().to_string();
    if !headers.iter().any(|(name, _)| *name == "content-length" || *name == "transfer-encoding") {
        headers.push(("content-length", &length));
    }
    let (method, target) = if random.below(3) == 0 {
        (*random.of(&METHODS), *random.of(&TARGETS))
    } else {
        *random.of(&[
            ("POST", "/bookings"),
            ("POST", "/opinions"),
            ("POST", "/trees"),
            ("GET", "/me"),
            ("GET", TARGETS[0]),
        ])
    };
    let mut sent = request(method, target, &headers, b"");
    sent.extend_from_slice(&body);
    sent
}

/// Whether an answer is one of those that the document shows, or the server's own to what is no HTTP.
fn is_documented(answer: &Answer, of_head: bool) -> Result<(), String> {
    let body: Value = answer.json();
    match answer.status {
        422 | 413 if of_head && answer.body.is_empty() => Ok(()),
        422 | 413 if !answer.body.is_empty() => {
            let faults = body["detail"].as_array().ok_or("no list of faults")?;
            let is_fault =
                |fault: &Value| fault["loc"].is_array() && fault["msg"].is_string() && fault["type"].is_string();
            if faults.is_empty() || !faults.iter().all(is_fault) || answer.content_type != "application/json" {
                return Err("a fault of another shape".into());
            }
            Ok(())
        }
        200 | 204 | 301 | 308 | 400 | 404 | 405 | 408 | 413 | 414 | 417 | 431 | 501 | 505 => Ok(()),
        other => Err(format!("status {other}")),
    }
}

fn is_alive(server: SocketAddr) -> bool {
    let request = request("GET", "/me", &[("x-device", "phone"), ("cookie", "ticket=abcd")], b"");
    send(server, &request).is_some_and(|answer| answer.status == 200)
}

fn survives(reading: Option<Reading>) {
    for (name, serve) in FRAMEWORKS {
        let server = serve(reading.clone());
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        for index in 0..REQUESTS {
            let sent = hostile(&mut random);
            let shown = String::from_utf8_lossy(&sent[..sent.len().min(300)]).into_owned();
            match closed_after(server, &sent) {
                Some(answer) => {
                    let documented = is_documented(&answer, sent.starts_with(b"HEAD"));
                    assert!(documented.is_ok(), "{name} {index}: {documented:?} {}\n{shown}", answer.body);
                }
                // A server may close without a word on what is no HTTP, as long as it goes on.
                None => assert!(is_alive(server), "{name} {index}: no answer, and none after it\n{shown}"),
            }
        }
        assert!(is_alive(server), "{name}");
    }
}

/// Sends a request and says that nothing follows, so that a server that waits for more of it gives up.
fn closed_after(server: SocketAddr, sent: &[u8]) -> Option<Answer> {
    use std::io::Write as _;
    use std::net::{Shutdown, TcpStream};

    let mut stream = TcpStream::connect(server).ok()?;
    stream.set_read_timeout(Some(std::time::Duration::from_secs(10))).ok()?;
    stream.set_write_timeout(Some(std::time::Duration::from_secs(10))).ok()?;
    let _ = stream.write_all(sent);
    let _ = stream.shutdown(Shutdown::Write);
    crate::wire::answer(&mut stream)
}

#[test]
fn extractors_survive_hostile_requests() {
    survives(None);
}

#[test]
fn the_look_at_a_whole_request_survives_hostile_requests() {
    survives(Some(Reading::lax()));
}

#[test]
fn a_target_without_a_slash_is_answered() {
    for (name, serve) in FRAMEWORKS {
        let server = serve(None);
        for target in ["docs", "*", "http://other"] {
            let answer = send(server, &request("GET", target, &[("connection", "close")], b""));
            let status = answer.map(|answer| answer.status);
            assert!(matches!(status, Some(400 | 404)), "{name}: {target}: {status:?}");
            assert!(is_alive(server), "{name}: {target}");
        }
    }
}
