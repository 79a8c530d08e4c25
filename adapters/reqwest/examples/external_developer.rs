//! The external developer's server: receives the notification of an invoice, prints it, and says that it did.
//!
//! `cargo run -p openapi-reqwest --example external_developer -- [OPTION VALUE]…`
//!
//! | option | |
//! |---|---|
//! | `--port 9000` | where it listens |
//! | `--secret whsec_…` | verifies the signature and answers 401 to what it does not trust |
//! | `--fail 3` | answers the first 3 notifications with 503 |
//! | `--retry-after 5` | with `--fail`: asks for 5 seconds until the next |
//! | `--slow 2000` | takes 2000 milliseconds for each answer |
//! | `--down 10` | is not there for the first 10 seconds |
//!
//! A notification that comes again, with the same `webhook-id`, is answered as before and not acted on.

use std::collections::HashSet;
use std::error::Error;
use std::str::FromStr;
use std::thread;
use std::time::Duration;

use openapi_reqwest::{Secret, Verifier};
use tiny_http::{Header, Request, Response, Server};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

struct Developer {
    verifier: Option<Verifier>,
    failures: u32,
    retry_after: Option<u64>,
    delay: Duration,
    known: HashSet<String>,
}

fn main() -> Outcome<()> {
    let port: u16 = argument("--port")?.unwrap_or(9000);
    let down = Duration::from_secs(argument("--down")?.unwrap_or(0));
    let mut developer = Developer {
        verifier: argument::<Secret>("--secret")?.map(|secret| Verifier::new([secret])),
        failures: argument("--fail")?.unwrap_or(0),
        retry_after: argument("--retry-after")?,
        delay: Duration::from_millis(argument("--slow")?.unwrap_or(0)),
        known: HashSet::new(),
    };

    if !down.is_zero() {
        println!("away for {down:?}");
        thread::sleep(down);
    }
    let server = Server::http(("127.0.0.1", port))?;
    println!("waiting for notifications; give http://127.0.0.1:{port}/events as the callback_url");
    for request in server.incoming_requests() {
        developer.receive(request)?;
    }
    Ok(())
}

impl Developer {
    fn receive(&mut self, mut request: Request) -> Outcome<()> {
        let mut body = String::new();
        request.as_reader().read_to_string(&mut body)?;
        println!("{} {}\n{}", request.method(), printable(request.url()), printable(&body));
        thread::sleep(self.delay);
        if let Some(failures) = self.failures.checked_sub(1) {
            self.failures = failures;
            println!("not today");
            let mut answer = Response::empty(503);
            if let Some(seconds) = self.retry_after {
                answer.add_header(header("retry-after", &seconds.to_string())?);
            }
            return Ok(request.respond(answer)?);
        }
        if let Some(verifier) = &self.verifier {
            match verifier.verify(|name| value(&request, name), body.as_bytes()) {
                Ok(id) => println!("signed, {}", printable(id)),
                Err(error) => {
                    println!("not trusted: {error}");
                    return Ok(request.respond(Response::empty(401))?);
                }
            }
        }
        if let Some(id) = value(&request, "webhook-id") {
            if !self.known.insert(id.to_owned()) {
                println!("known already: {}", printable(id));
            }
        }
        let answer = Response::from_string(r#"{"ok": true}"#).with_header(header("content-type", "application/json")?);
        Ok(request.respond(answer)?)
    }
}

fn value<'r>(request: &'r Request, name: &'static str) -> Option<&'r str> {
    request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str())
}

fn header(name: &str, value: &str) -> Outcome<Header> {
    Ok(Header::from_bytes(name, value).map_err(|()| "not a header")?)
}

/// What a stranger has sent, without what would steer a terminal.
fn printable(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

/// What stands after an option.
fn argument<T: FromStr<Err: Error + Send + Sync + 'static>>(name: &str) -> Outcome<Option<T>> {
    Ok(std::env::args().skip_while(|argument| argument != name).nth(1).map(|text| text.parse()).transpose()?)
}
