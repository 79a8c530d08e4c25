//! What is published, served by itself, and what was answered.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use openapi_docs::Published;

pub struct Site {
    port: u16,
    answers: Arc<Mutex<Vec<(String, u16)>>>,
}

impl Site {
    pub fn serve(published: Published) -> Result<Self, Box<dyn Error>> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let answers = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&answers);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (published, log) = (published.clone(), Arc::clone(&log));
                std::thread::spawn(move || drop(answer(&published, &log, stream)));
            }
        });
        Ok(Self { port, answers })
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Every path that was asked for, with the status of its answer.
    pub fn answers(&self) -> Vec<(String, u16)> {
        self.answers.lock().map(|answers| answers.clone()).unwrap_or_default()
    }
}

/// One request a connection is enough for a browser.
fn answer(published: &Published, log: &Mutex<Vec<(String, u16)>>, mut stream: TcpStream) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = target.split('?').next().unwrap_or_default();
    let mut headers = Vec::new();
    for line in lines {
        let line = line?;
        match line.split_once(':') {
            Some((name, value)) => headers.push((name.to_ascii_lowercase(), value.trim().to_owned())),
            None => break,
        }
    }
    let header = |name: &str| headers.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str());
    let Some(answer) = published.answer(path, method, header) else {
        log_answer(log, path, 404);
        return stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    };
    log_answer(log, path, answer.status);
    let mut head = format!("HTTP/1.1 {} -\r\nconnection: close\r\n", answer.status);
    for (name, value) in answer.headers {
        head += &format!("{name}: {value}\r\n");
    }
    stream.write_all(head.as_bytes())?;
    stream.write_all(b"\r\n")?;
    stream.write_all(&answer.body)
}

fn log_answer(log: &Mutex<Vec<(String, u16)>>, path: &str, status: u16) {
    if let Ok(mut log) = log.lock() {
        log.push((path.to_owned(), status));
    }
}
