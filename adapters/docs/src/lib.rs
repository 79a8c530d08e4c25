//! An OpenAPI document and the pages that show it, as ready bytes for any Rust web framework.
//!
//! Everything is rendered and hashed once, when the program starts, and compressed once, for the first client that accepts
//! it so. Every other request gets bytes that already exist: with a strong `ETag` and 304, as `br` or `gzip` where that is accepted, with the right answer to `HEAD`. The
//! pages come out of the binary. They run no inline script, a strict Content-Security-Policy sees to that, and they
//! ask nothing of any other server.
//!
//! # What is published
//!
//! | say | get |
//! |---|---|
//! | [`Docs::default()`] | the document at `/openapi.json`, Swagger UI at `/docs` |
//! | `.page("/scalar", Scalar::default())` | Scalar too, with the feature `scalar` |
//! | `.page("/docs", SwaggerUi::default().setting(…))` | Swagger UI with settings |
//! | `.page("/redoc", Page::new(html).asset(…))` | any other page: see [`Page`] |
//! | [`Docs::none()`]`.document("/api.json")` | the document alone, elsewhere |
//! | [`Docs::none()`] | nothing, for production |
//!
//! # Serving it
//!
//! Mount every path of [`Published::paths`] for every method, under any prefix: pages refer to their files and to the
//! document relatively. Copy each [`Published::answer`] into the framework's own response. With the types of `http`:
//!
//! ```
//! use bytes::Bytes;
//! use http::{Request, Response};
//! use openapi_docs::Published;
//!
//! fn respond(published: &Published, request: &Request<()>) -> http::Result<Response<Bytes>> {
//!     let header = |name| request.headers().get_all(name).into_iter().filter_map(|value| value.to_str().ok());
//!     match published.answer(request.uri().path(), request.method().as_str(), header) {
//!         None => Response::builder().status(404).body(Bytes::new()),
//!         Some(answer) => {
//!             let response = Response::builder().status(answer.status);
//!             let with_header = |response: http::response::Builder, (name, value): &openapi_docs::Header| {
//!                 response.header(*name, value.as_ref())
//!             };
//!             answer.headers.iter().fold(response, with_header).body(answer.body)
//!         }
//!     }
//! }
//! # #[cfg(feature = "swagger-ui")] {
//! # let published = openapi_docs::Docs::default().publish("{}").unwrap();
//! # let answered = |path| respond(&published, &Request::get(path).body(()).unwrap()).unwrap().status();
//! # assert_eq!((answered("/docs").as_u16(), answered("/docs/").as_u16()), (200, 404));
//! # }
//! ```
//!
//! # Features
//!
//! | feature | | in a release binary |
//! |---|---|---|
//! | `swagger-ui` | Swagger UI, on by default | less than 1 MB |
//! | `scalar` | Scalar | 2.5 MB |
//! | `brotli` | the document and the files of your own pages as `br`, not only as `gzip` | 1.2 MB |
//!
//! The embedded files are `br` and `gzip` in every case; `build.rs` compresses them. It is slow at that in a release
//! build, half a minute, unless build scripts are optimised:
//!
//! ```toml
//! [profile.release.build-override]
//! opt-level = 3
//! ```
// Without Swagger UI a packed file has fewer forms.
#![cfg_attr(not(feature = "swagger-ui"), allow(dead_code))]

mod docs;
mod etag;
mod file;
mod gzip;
mod negotiate;
mod origin;
mod packed;
mod page;
mod path;
mod problem;
mod published;
#[cfg(feature = "scalar")]
mod scalar;
mod settings;
#[cfg(feature = "swagger-ui")]
mod swagger_ui;
mod template;

pub use docs::Docs;
pub use openapi_model::Version;
pub use page::Page;
pub use problem::{DocsProblem, InvalidDocs};
pub use published::{Answer, Header, Published};
#[cfg(feature = "scalar")]
pub use scalar::Scalar;
#[cfg(feature = "swagger-ui")]
pub use swagger_ui::SwaggerUi;
