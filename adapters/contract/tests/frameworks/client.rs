//! An HTTP/1.1 client that shows what came.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer as it came, without the date.
#[derive(Debug, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<String>,
    pub body: Vec<u8>,
}

pub fn send(server: SocketAddr, method: &str, target: &str, body: &str) -> io::Result<Answer> {
    let mut stream = ask(server, method, target, body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").ok_or(io::ErrorKind::InvalidData)?;
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    let mut lines = head.split("\r\n").map(ToOwned::to_owned).filter(|line| !line.starts_with("date:"));
    let status =
        lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
    Ok(Answer { status, headers: lines.collect(), body: answer[end + 4..].to_vec() })
}

/// Shows all that was read each time that there is more.
pub fn send_and_see(server: SocketAddr, method: &str, target: &str, mut see: impl FnMut(&[u8])) -> io::Result<Vec<u8>> {
    let mut stream = ask(server, method, target, "")?;
    let (mut answer, mut buffer) = (Vec::new(), [0; 1024]);
    loop {
        let read = stream.read(&mut buffer)?;
        if read == 0 {
            return Ok(answer);
        }
        answer.extend_from_slice(&buffer[..read]);
        see(&answer);
    }
}

fn ask(server: SocketAddr, method: &str, target: &str, body: &str) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(server)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let length = if body.is_empty() { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    let request = format!("{method} {target} HTTP/1.1\r\nhost: {server}\r\nconnection: close\r\n{length}\r\n{body}");
    stream.write_all(request.as_bytes())?;
    Ok(stream)
}
