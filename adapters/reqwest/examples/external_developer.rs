//! The external developer's server: receives the notification of an invoice, prints it, and says that it did.
//!
//! `cargo run -p openapi-reqwest --example external_developer -- [--port 9000] [--secret whsec_…]`
//!
//! With a secret it verifies the signature and answers 401 to what it does not trust.

use std::error::Error;

use openapi_reqwest::{Secret, Verifier};
use tiny_http::{Header, Request, Response, Server};

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let port = argument("--port").map_or(Ok(9000), |port| port.parse())?;
    let secret = argument("--secret").map(|text| text.parse::<Secret>()).transpose()?;
    let verifier = secret.map(|secret| Verifier::new([secret]));

    let server = Server::http(("127.0.0.1", port))?;
    println!("waiting for notifications; give http://127.0.0.1:{port}/events as the callback_url");
    for request in server.incoming_requests() {
        receive(request, verifier.as_ref())?;
    }
    Ok(())
}

fn receive(mut request: Request, verifier: Option<&Verifier>) -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut body = String::new();
    request.as_reader().read_to_string(&mut body)?;
    println!("{} {}\n{body}", request.method(), request.url());
    if let Some(verifier) = verifier {
        let header = |name: &'static str| {
            request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str())
        };
        match verifier.verify(header, body.as_bytes()) {
            Ok(id) => println!("signed, {id}"),
            Err(error) => {
                println!("not trusted: {error}");
                return Ok(request.respond(Response::empty(401))?);
            }
        }
    }
    let json = Header::from_bytes("content-type", "application/json").map_err(|()| "not a header")?;
    Ok(request.respond(Response::from_string(r#"{"ok": true}"#).with_header(json))?)
}

/// What stands after `--port` or `--secret`.
fn argument(name: &str) -> Option<String> {
    std::env::args().skip_while(|argument| argument != name).nth(1)
}
