//! Input over every framework, through real sockets: what FastAPI answers to right and wrong requests, one answer for
//! one wrong request, limits, and requests that nobody means well.
#![allow(clippy::unwrap_used, reason = "a test may end there")]

mod app;
mod hostile;
mod limits;
mod on_actix;
mod on_axum;
mod on_poem;
mod on_warp;
mod one_answer;
mod recorded;
mod wire;

use std::future::Future;
use std::net::{SocketAddr, TcpListener};

use openapi_input::Reading;

type Serve = fn(Option<Reading>) -> SocketAddr;

/// Every framework, and what serves the application on it: read as a word on `mount` says, or without one.
const FRAMEWORKS: [(&str, Serve); 4] =
    [("poem", on_poem::serve), ("warp", on_warp::serve), ("axum", on_axum::serve), ("actix", on_actix::serve)];

/// Runs a server on a thread and a runtime of its own, until the tests end.
fn in_background<F: Future>(server: impl FnOnce(TcpListener) -> F + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async { server(listener).await });
    });
    address
}
