//! The other side: a socket that answers what it is told to, and names that resolve to what they are told to.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What is done with a connection once a request was read.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// These bytes, and the end.
    Bytes(Vec<u8>),
    /// The same bytes again and again.
    Endless(Vec<u8>, Vec<u8>),
    /// These bytes, and one more every 50 milliseconds.
    Drip(Vec<u8>),
    /// Nothing.
    Silence,
}

impl Reply {
    pub(crate) fn json(status: &str, body: &str) -> Self {
        Self::with(status, "content-type: application/json", body)
    }

    pub(crate) fn with(status: &str, headers: &str, body: &str) -> Self {
        let length = body.len();
        Reply::Bytes(
            format!("HTTP/1.1 {status}\r\n{headers}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
                .into(),
        )
    }
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Arrived {
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let headers = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        headers.filter(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

/// A server for the length of a test.
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

impl Receiver {
    /// On an address of this machine that is not the usual one, so that a policy can tell the two apart.
    pub(crate) async fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self::at("127.0.0.2:0".parse().unwrap(), replies).await
    }

    /// Gives each connection the next reply, and the last one from then on.
    pub(crate) async fn at(address: SocketAddr, replies: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let arrived = Arc::new(Mutex::new(Vec::new()));
        let replies: Vec<Reply> = replies.into_iter().collect();
        let seen = Arc::clone(&arrived);
        tokio::spawn(async move {
            for connection in 0.. {
                let Ok((stream, _)) = listener.accept().await else { return };
                let reply = replies[connection.min(replies.len() - 1)].clone();
                tokio::spawn(converse(stream, reply, Arc::clone(&seen)));
            }
        });
        Self { address, arrived }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().unwrap().clone()
    }
}

async fn converse(mut stream: TcpStream, reply: Reply, seen: Arc<Mutex<Vec<Arrived>>>) -> std::io::Result<()> {
    let mut read = Vec::new();
    let (head, body) = loop {
        let mut chunk = [0; 4096];
        let length = stream.read(&mut chunk).await?;
        read.extend_from_slice(&chunk[..length]);
        if let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&read[..end]).into_owned();
            let lengths = head
                .lines()
                .filter_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok());
            let missing: usize = lengths.sum::<usize>() + end + 4;
            if read.len() >= missing {
                break (head, read[end + 4..].to_vec());
            }
        }
        if length == 0 {
            return Ok(());
        }
    };
    seen.lock().unwrap().push(Arrived { head, body });
    match reply {
        Reply::Bytes(bytes) => stream.write_all(&bytes).await,
        Reply::Endless(start, again) => {
            stream.write_all(&start).await?;
            loop {
                stream.write_all(&again).await?;
            }
        }
        Reply::Drip(start) => {
            stream.write_all(&start).await?;
            loop {
                tokio::time::sleep(Duration::from_millis(50)).await;
                stream.write_all(b"x").await?;
            }
        }
        Reply::Silence => {
            tokio::time::sleep(Duration::from_secs(60)).await;
            Ok(())
        }
    }
}

/// Names with what each look-up of them gives, the last one from then on. Every look-up is written down.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    answers: HashMap<&'static str, Vec<Vec<IpAddr>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Names {
    pub(crate) fn with(mut self, name: &'static str, lookups: &[&[&str]]) -> Self {
        let addresses = |texts: &&[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        self.answers.insert(name, lookups.iter().map(addresses).collect());
        self
    }

    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let mut asked = self.asked.lock().unwrap();
        let times = asked.iter().filter(|other| **other == name.as_str()).count();
        asked.push(name.as_str().to_owned());
        let found = match self.answers.get(name.as_str()) {
            // A resolver must not choose the port.
            Some(lookups) => {
                Ok(lookups[times.min(lookups.len() - 1)].iter().map(|it| SocketAddr::new(*it, 9)).collect())
            }
            None => Err("no such name".into()),
        };
        Box::pin(async move { found.map(|found: Vec<SocketAddr>| Box::new(found.into_iter()) as Addrs) })
    }
}
