//! The scenario mounted on each framework, with its document at `/openapi.json`, and the peers' ways to serve theirs.

mod actix;
mod axum;
mod declared;
#[cfg(feature = "peers")]
mod peers;
mod poem;
mod warp;

use std::net::TcpListener;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Where the document is.
pub const DOCUMENT: &str = "/openapi.json";

/// Serves the scenario of so many operations for ever, on one thread. The listener does not block.
pub type Serve = fn(TcpListener, usize);

/// Everybody who serves the document, by name; we are first.
pub fn servers() -> Vec<(&'static str, Serve)> {
    #[allow(unused_mut, reason = "there is more with the feature `peers`")]
    let mut all: Vec<(&'static str, Serve)> = vec![
        ("ours on axum", axum::serve),
        ("ours on actix", actix::serve),
        ("ours on poem", poem::serve),
        ("ours on warp", warp::serve),
    ];
    #[cfg(feature = "peers")]
    all.extend(peers::SERVERS);
    all
}

/// Headers of a request.
pub type Headers<'h> = &'h [(&'static str, &'h str)];

/// What came back.
#[derive(Debug)]
#[non_exhaustive]
pub struct Answered {
    /// The status code.
    pub status: u16,
    /// The `ETag`, if there is one.
    pub etag: Option<String>,
    /// How many bytes the body has.
    pub length: usize,
}

/// Asks for the document by a call of the framework's own service, without a socket.
pub type Ask = Box<dyn FnMut(Headers<'_>) -> Answered>;

/// Mounts a document of so many operations, of which none has a route, for it to be asked for.
pub type Asking = fn(usize) -> Ask;

/// Our adapters by name.
pub const ASKED: [(&str, Asking); 4] =
    [("axum", axum::ask), ("actix", actix::ask), ("poem", poem::ask), ("warp", warp::ask)];

/// The document is there already, so that an answer is ready as soon as it is asked for.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("an answer should not have to wait"),
    }
}

fn on_one_thread<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap_or_else(|error| panic!("{error}")).block_on(work)
}

/// The listener as tokio has it.
fn asynchronous(listener: TcpListener) -> tokio::net::TcpListener {
    tokio::net::TcpListener::from_std(listener).unwrap_or_else(|error| panic!("{error}"))
}
