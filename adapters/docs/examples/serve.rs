//! Serves a document and its pages with nothing but std: `cargo run -p openapi-docs --example serve -- openapi.json`.
//!
//! A second argument is a prefix to mount everything under, such as `/api/v1`.

use openapi_docs::{Docs, Published};
use std::error::Error;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("expected the path of an OpenAPI document")?;
    let prefix = arguments.next().unwrap_or_default();

    let docs = Docs::default();
    #[cfg(feature = "scalar")]
    let docs = docs.page("/scalar", openapi_docs::Scalar::default());
    let published = docs.publish(std::fs::read(file)?)?;

    let listener = TcpListener::bind("127.0.0.1:8000")?;
    for page in published.pages() {
        println!("http://{}{prefix}{page}", listener.local_addr()?);
    }
    for stream in listener.incoming().flatten() {
        let (prefix, published) = (prefix.clone(), published.clone());
        std::thread::spawn(move || respond(&stream, &prefix, &published));
    }
    Ok(())
}

fn respond(mut stream: &TcpStream, prefix: &str, published: &Published) -> Option<()> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let request = lines.next()?;
    let headers: Vec<(String, String)> = lines
        .map_while(|line| line.split_once(": ").map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())))
        .collect();
    let header =
        |name: &'static str| headers.iter().filter(move |(given, _)| given == name).map(|(_, value)| value.as_str());

    let (method, rest) = request.split_once(' ')?;
    let path = rest.split([' ', '?']).next()?.strip_prefix(prefix)?;
    println!("{method} {path}");
    let Some(answer) = published.answer(path, method, header) else {
        return write!(stream, "HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n").ok();
    };
    write!(stream, "HTTP/1.1 {} \r\nconnection: close\r\n", answer.status).ok()?;
    for (name, value) in answer.headers {
        write!(stream, "{name}: {value}\r\n").ok()?;
    }
    stream.write_all(b"\r\n").and_then(|()| stream.write_all(&answer.body)).ok()
}
