//! FastAPI's app with a callback, on warp: `cargo run -p openapi-warp --example invoices`.

#[path = "../../examples/apps/arguments.rs"]
mod arguments;
#[path = "../../examples/apps/invoices.rs"]
mod invoices;

use std::error::Error;

use openapi_warp as framework;
use openapi_warp::{Api, Docs, SchemaStyle};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    invoices::start_sender()?;
    let api = Api::new("Invoices", "1.0.0").schema_style(SchemaStyle::FastApi).include(invoices::app());
    let app = openapi_warp::mount(api).docs(Docs::default()).build()?;

    let port = arguments::number("--port").unwrap_or(8000);
    println!("http://127.0.0.1:{port}/docs\nhttp://127.0.0.1:{port}/openapi.json");
    warp::serve(app).run(([127, 0, 0, 1], port)).await;
    Ok(())
}
