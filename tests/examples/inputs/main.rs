//! An application that takes input of every kind and answers with what it has read, as FastAPI would: JSON is read
//! laxly, and every request is looked at as a whole. It runs on each framework.
//!
//! ```console
//! $ cargo run -p tests --example inputs -- --framework axum --port 8600
//! ```
#![allow(clippy::unwrap_used, missing_docs, reason = "an example may end there")]

mod declared;
mod on_actix;
mod on_axum;
mod on_poem;
mod on_warp;
mod types;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let framework = value("--framework").unwrap_or_else(|| "axum".into());
    let port: u16 = value("--port").map_or(8600, |port| port.parse().unwrap());
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], port));
    println!("http://{address} on {framework}");
    match framework.as_str() {
        "poem" => on_poem::serve(address),
        "warp" => on_warp::serve(address),
        "axum" => on_axum::serve(address),
        "actix" => on_actix::serve(address),
        other => panic!("there is no framework `{other}`: expected poem, warp, axum or actix"),
    }
}
