//! The other side: a server that answers what it is told to, keeps connections and remembers what arrived.

#![allow(dead_code, reason = "each test program uses a part")]

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub head: String,
    pub body: String,
    pub at: Instant,
    /// How many requests of the same id were being answered at that moment, this one included.
    pub together: usize,
}

impl Arrived {
    pub fn path(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let headers = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        headers.filter(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }

    pub fn id(&self) -> &str {
        self.header("webhook-id").unwrap_or_default()
    }
}

#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: &'static str,
    pub body: &'static str,
    pub delay: Duration,
}

impl Reply {
    pub fn ok() -> Self {
        Self {
            status: 200,
            headers: "content-type: application/json\r\n",
            body: r#"{"ok": true}"#,
            delay: Duration::ZERO,
        }
    }

    pub fn status(status: u16) -> Self {
        Self { status, headers: "", body: "", delay: Duration::ZERO }
    }

    pub fn headers(self, headers: &'static str) -> Self {
        Self { headers, ..self }
    }

    pub fn delay(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }
}

type Answer = dyn Fn(&Arrived, usize) -> Reply + Send + Sync;

/// A server for the length of a test.
pub struct Receiver {
    pub address: SocketAddr,
    arrived: Arc<Mutex<Vec<Arrived>>>,
    open: Arc<AtomicBool>,
}

impl Receiver {
    /// Answers by a function of the request and of how many came before it.
    pub async fn new(answer: impl Fn(&Arrived, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.2:0").await.unwrap();
        Self::on(listener, answer)
    }

    pub fn on(listener: TcpListener, answer: impl Fn(&Arrived, usize) -> Reply + Send + Sync + 'static) -> Self {
        let address = listener.local_addr().unwrap();
        let arrived = Arc::new(Mutex::new(Vec::new()));
        let open = Arc::new(AtomicBool::new(true));
        let answer: Arc<Answer> = Arc::new(answer);
        let busy = Arc::new(Mutex::new(Vec::new()));
        let (seen, opened) = (Arc::clone(&arrived), Arc::clone(&open));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                if opened.load(Ordering::SeqCst) {
                    tokio::spawn(converse(stream, Arc::clone(&answer), Arc::clone(&seen), Arc::clone(&busy)));
                }
            }
        });
        Self { address, arrived, open }
    }

    /// Always the same answers, the last one from then on.
    pub async fn with(replies: impl IntoIterator<Item = Reply>) -> Self {
        let replies: Vec<Reply> = replies.into_iter().collect();
        Self::new(move |_, before| replies[before.min(replies.len() - 1)].clone()).await
    }

    /// While it is down every connection is closed at once.
    pub fn set_open(&self, open: bool) {
        self.open.store(open, Ordering::SeqCst);
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().unwrap().clone()
    }
}

async fn converse(
    mut stream: TcpStream,
    answer: Arc<Answer>,
    seen: Arc<Mutex<Vec<Arrived>>>,
    busy: Arc<Mutex<Vec<String>>>,
) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut read = Vec::new();
    loop {
        let (head, body) = loop {
            if let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&read[..end]).into_owned();
                let length = head
                    .lines()
                    .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok())
                    .unwrap_or(0);
                if read.len() >= end + 4 + length {
                    let body = String::from_utf8_lossy(&read[end + 4..end + 4 + length]).into_owned();
                    read.drain(..end + 4 + length);
                    break (head, body);
                }
            }
            if stream.read_buf(&mut read).await? == 0 {
                return Ok(());
            }
        };
        let mut arrived = Arrived { head, body, at: Instant::now(), together: 0 };
        let id = arrived.id().to_owned();
        let reply = {
            let mut busy = busy.lock().unwrap();
            busy.push(id.clone());
            arrived.together = busy.iter().filter(|other| **other == id).count();
            let mut seen = seen.lock().unwrap();
            let reply = answer(&arrived, seen.len());
            seen.push(arrived);
            reply
        };
        tokio::time::sleep(reply.delay).await;
        let Reply { status, headers, body, .. } = reply;
        let written = stream
            .write_all(
                format!("HTTP/1.1 {status} x\r\n{headers}content-length: {}\r\n\r\n{body}", body.len()).as_bytes(),
            )
            .await;
        let mut busy = busy.lock().unwrap();
        if let Some(position) = busy.iter().position(|other| *other == id) {
            busy.swap_remove(position);
        }
        written?;
    }
}
