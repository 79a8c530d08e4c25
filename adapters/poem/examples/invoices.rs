//! FastAPI's app with a callback, on poem: `cargo run -p openapi-poem --example invoices`.

#[path = "../../examples/apps/arguments.rs"]
mod arguments;
#[path = "../../examples/apps/invoices.rs"]
mod invoices;

use std::error::Error;

use openapi_poem as framework;
use openapi_poem::{Api, Docs, SchemaStyle};
use poem::listener::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    invoices::start_sender()?;
    let api = Api::new("Invoices", "1.0.0").schema_style(SchemaStyle::FastApi).include(invoices::app());
    let app = openapi_poem::mount(api).docs(Docs::default()).build()?;

    let port = arguments::number("--port").unwrap_or(8000);
    println!("http://127.0.0.1:{port}/docs\nhttp://127.0.0.1:{port}/openapi.json");
    Ok(poem::Server::new(TcpListener::bind(("127.0.0.1", port))).run(app).await?)
}
