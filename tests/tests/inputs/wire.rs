//! Requests as bytes, and what comes back, if anything does.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// What came back: the status, the content type and the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub content_type: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// The faults of an answer in the documented shape.
    pub fn faults(&self) -> Vec<(String, Value)> {
        let detail = self.json()["detail"].as_array().cloned().unwrap_or_default();
        detail
            .iter()
            .map(|fault| (fault["type"].as_str().unwrap_or_default().to_owned(), fault["loc"].clone()))
            .collect()
    }
}

/// Sends bytes over a connection of its own and reads until the server has answered, or has closed without an answer.
/// A server that says nothing for ten seconds hangs.
pub fn send(server: SocketAddr, request: &[u8]) -> Option<Answer> {
    let mut stream = TcpStream::connect(server).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(10))).unwrap();
    // A server may answer and close before it has read everything.
    let _ = stream.write_all(request);
    answer(&mut stream)
}

/// Reads one answer.
pub fn answer(stream: &mut TcpStream) -> Option<Answer> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 1 << 16]);
    loop {
        if let Some(answer) = complete(&bytes) {
            return Some(answer);
        }
        match stream.read(&mut buffer) {
            Ok(0) => return whole(&bytes),
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => return whole(&bytes),
            Err(error) => panic!("no answer within ten seconds: {error}"),
        }
    }
}

/// A status, headers and a body.
type Parts = (u16, Vec<(String, String)>, Vec<u8>);

fn parts(bytes: &[u8]) -> Option<Parts> {
    // `100 Continue` comes before the answer.
    let bytes = match bytes.strip_prefix(b"HTTP/1.1 100 Continue\r\n") {
        Some(after) => after.windows(2).position(|window| window == b"\r\n").map(|end| &after[end + 2..])?,
        None => bytes,
    };
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let headers = head.split("\r\n").skip(1).filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    });
    Some((status, headers.collect(), bytes[end + 4..].to_vec()))
}

fn of(status: u16, headers: &[(String, String)], body: &[u8]) -> Answer {
    let content_type = headers.iter().find(|(name, _)| name == "content-type");
    Answer {
        status,
        content_type: content_type.map(|(_, value)| value.clone()).unwrap_or_default(),
        body: String::from_utf8_lossy(body).into_owned(),
    }
}

fn complete(bytes: &[u8]) -> Option<Answer> {
    let (status, headers, body) = parts(bytes)?;
    let length: usize = headers.iter().find(|(name, _)| name == "content-length")?.1.parse().ok()?;
    (body.len() >= length).then(|| of(status, &headers, &body[..length]))
}

fn whole(bytes: &[u8]) -> Option<Answer> {
    let (status, headers, body) = parts(bytes)?;
    Some(of(status, &headers, &body))
}

/// A request with a body of known length.
pub fn request(method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut request = format!("{method} {target} HTTP/1.1\r\nhost: test\r\n");
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() {
        request += &format!("content-length: {}\r\n", body.len());
    }
    request += "\r\n";
    let mut request: Vec<u8> = request.chars().map(|character| u8::try_from(character).unwrap_or(b'?')).collect();
    request.extend_from_slice(body);
    request
}
