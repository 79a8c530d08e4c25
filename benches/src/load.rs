//! A client that asks again and again, over connections that stay open.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

/// How many ask at a time.
const CONNECTIONS: usize = 8;

/// An answer, read to its end.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reply {
    /// The status code.
    pub status: u16,
    head: String,
    /// Its bytes.
    pub body: Vec<u8>,
}

impl Reply {
    /// A header's value, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }
}

fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let (_, value) =
        head.lines().filter_map(|line| line.split_once(':')).find(|(it, _)| it.eq_ignore_ascii_case(name))?;
    Some(value.trim())
}

/// `GET` of a path, as it is sent.
#[must_use]
pub fn get(path: &str, headers: &[(&str, &str)]) -> String {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n{headers}\r\n")
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    fn open(server: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(server)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self { stream, buffer: vec![0; 1 << 18] })
    }

    /// Sends a request and hands over the answer's body as it comes. Gives the status and the head.
    fn exchange(&mut self, request: &str, mut body: impl FnMut(&[u8])) -> io::Result<(u16, String)> {
        let broken = |what: &str| io::Error::new(ErrorKind::InvalidData, what.to_owned());
        self.stream.write_all(request.as_bytes())?;
        let mut filled = 0;
        let end = loop {
            match self.stream.read(&mut self.buffer[filled..])? {
                0 => return Err(broken("the connection was closed before the answer's head was complete")),
                read => filled += read,
            }
            if let Some(at) = self.buffer[..filled].windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
        };
        let head = String::from_utf8_lossy(&self.buffer[..end]).into_owned();
        let status = head.get(9..12).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| broken("expected a status line"))?;
        let length = match status {
            304 => Some(0),
            _ => header(&head, "content-length").and_then(|length| length.parse::<usize>().ok()),
        };
        let length = length.ok_or_else(|| broken("expected a content-length"))?;
        body(&self.buffer[end..filled]);
        let mut left = (length + end).saturating_sub(filled);
        while left > 0 {
            let room = left.min(self.buffer.len());
            match self.stream.read(&mut self.buffer[..room])? {
                0 => return Err(broken("the connection was closed before the answer's end")),
                read => {
                    body(&self.buffer[..read]);
                    left -= read;
                }
            }
        }
        Ok((status, head))
    }
}

/// Asks once.
///
/// # Errors
/// What the connection says, or an answer that is none.
pub fn ask(server: SocketAddr, request: &str) -> io::Result<Reply> {
    let mut body = Vec::new();
    let (status, head) = Connection::open(server)?.exchange(request, |part| body.extend_from_slice(part))?;
    Ok(Reply { status, head, body })
}

/// What a while of asking came to.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Sample {
    /// Requests in a second.
    pub rate: f64,
    /// How long half of the requests took at most, in microseconds.
    pub median: f64,
    /// How long 99 of 100 took at most, in microseconds.
    pub p99: f64,
    /// How many requests there were.
    pub requests: usize,
}

/// Asks for a while over eight connections at a time.
///
/// # Errors
/// What a connection says, or an answer that is none.
pub fn run(server: SocketAddr, request: &str, duration: Duration) -> io::Result<Sample> {
    let start = Instant::now();
    let of_all: io::Result<Vec<Vec<Duration>>> = thread::scope(|scope| {
        let asking: Vec<_> =
            (0..CONNECTIONS).map(|_| scope.spawn(|| latencies(server, request, start + duration))).collect();
        asking.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(ErrorKind::Other.into()))).collect()
    });
    let elapsed = start.elapsed().as_secs_f64();
    let mut latencies: Vec<Duration> = of_all?.into_iter().flatten().collect();
    latencies.sort_unstable();
    let at = |part: f64| {
        latencies.get((latencies.len() as f64 * part) as usize).map_or(f64::NAN, |it| it.as_secs_f64() * 1e6)
    };
    Ok(Sample { rate: latencies.len() as f64 / elapsed, median: at(0.5), p99: at(0.99), requests: latencies.len() })
}

fn latencies(server: SocketAddr, request: &str, end: Instant) -> io::Result<Vec<Duration>> {
    let mut connection = Connection::open(server)?;
    let mut latencies = Vec::new();
    loop {
        let start = Instant::now();
        if start >= end && !latencies.is_empty() {
            return Ok(latencies);
        }
        connection.exchange(request, |_| ())?;
        latencies.push(start.elapsed());
    }
}
