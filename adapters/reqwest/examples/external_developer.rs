//! The external developer's server: receives the notification of an invoice, prints it, and says that it did.
//!
//! `cargo run -p openapi-reqwest --example external_developer [ADDRESS [SECRET]]`
//!
//! It listens on 127.0.0.1:9000 unless an address is given. With a secret, `whsec_…`, it verifies the signature.

use std::error::Error;

use openapi_reqwest::{Secret, Verifier};
use tiny_http::{Header, Request, Response, Server};

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:9000".into());
    let verifier =
        arguments.next().map(|text| text.parse::<Secret>()).transpose()?.map(|secret| Verifier::new([secret]));

    let server = Server::http(&address)?;
    println!("waiting for notifications; give http://{address} as the callback_url");
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
