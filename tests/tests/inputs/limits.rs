//! Limits: what is too large is refused, in the documented shape, before it is read.

use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use openapi_input::{Limits, Reading};

use crate::FRAMEWORKS;
use crate::wire::{Answer, answer, request, send};

const JSON: (&str, &str) = ("content-type", "application/json");

fn connect(server: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(server).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(10))).unwrap();
    stream
}

fn is_too_large(name: &str, answer: &Answer) {
    assert_eq!((answer.status, answer.content_type.as_str()), (413, "application/json"), "{name}: {}", answer.body);
    let (kind, loc) = &answer.faults()[0];
    assert_eq!((kind.as_str(), loc.to_string().as_str()), ("limit_exceeded", r#"["body"]"#), "{name}");
}

#[test]
fn a_body_that_says_to_be_too_long_is_refused_unread() {
    for reading in [None, Some(Reading::lax())] {
        for (name, serve) in FRAMEWORKS {
            let mut stream = connect(serve(reading.clone()));
            let head = "POST /bookings HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\ncontent-length: 100000000\r\n\r\n";
            stream.write_all(head.as_bytes()).unwrap();
            // Nothing of the body is sent: who waits for it waits forever.
            is_too_large(name, &answer(&mut stream).unwrap());
        }
    }
}

#[test]
fn a_body_that_does_not_say_how_long_it_is_is_refused_as_soon_as_it_is_too_long() {
    for (name, serve) in FRAMEWORKS {
        let mut stream = connect(serve(None));
        let head = "POST /bookings HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        let mut chunk = format!("{:x}\r\n", 1 << 16).into_bytes();
        chunk.extend(vec![b' '; 1 << 16]);
        chunk.extend_from_slice(b"\r\n");
        // Three mebibytes of a hundred: the answer is there before the rest is asked for.
        for _ in 0..48 {
            if stream.write_all(&chunk).is_err() {
                break;
            }
        }
        match answer(&mut stream) {
            Some(answer) => is_too_large(name, &answer),
            // The server has closed while we were sending, and its answer is lost with that.
            None => continue,
        }
    }
}

#[test]
fn every_limit_is_told_by_its_name() {
    let limits = Limits::default().body(3000).depth(5).members(50).parameters(3).faults(2);
    let book = |body: &str| request("POST", "/bookings", &[JSON], body.as_bytes());
    let many: Vec<&str> = vec!["1"; 60];
    let cases = [
        ("depth", book("[[[[[[1]]]]]]"), 422),
        ("members", book(&format!("[{}]", many.join(","))), 422),
        ("body", book(&" ".repeat(3001)), 413),
        ("parameters", request("GET", "/rooms/1/nights/2031-02-03?guests=2&a=1&b=2&c=3", &[], b""), 422),
    ];
    for (name, serve) in FRAMEWORKS {
        let address = serve(Some(Reading::strict().limits(limits.clone())));
        for (limit, request, status) in &cases {
            let answer = send(address, request).unwrap();
            assert_eq!(answer.status, *status, "{name}: {limit}: {}", answer.body);
            assert_eq!(answer.json()["detail"][0]["ctx"]["limit"], *limit, "{name}: {}", answer.body);
        }
        let faults = send(address, &book("{}")).unwrap().faults();
        assert_eq!(faults.len(), 2, "{name}: {faults:?}");
    }
}
