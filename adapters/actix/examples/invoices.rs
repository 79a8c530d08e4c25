//! FastAPI's app with a callback, on actix-web: `cargo run -p openapi-actix --example invoices`.

#[path = "../../examples/apps/arguments.rs"]
mod arguments;
#[path = "../../examples/apps/invoices.rs"]
mod invoices;

use std::error::Error;

use actix_web::{App, HttpServer};
use openapi_actix as framework;
use openapi_actix::{Api, Docs, SchemaStyle};

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    invoices::start_sender()?;
    let api = Api::new("Invoices", "1.0.0").schema_style(SchemaStyle::FastApi).include(invoices::app());
    let routes = openapi_actix::mount(api).docs(Docs::default()).build()?;

    let port = arguments::number("--port").unwrap_or(8000);
    println!("http://127.0.0.1:{port}/docs\nhttp://127.0.0.1:{port}/openapi.json");
    Ok(HttpServer::new(move || App::new().service(routes.clone())).bind(("127.0.0.1", port))?.run().await?)
}
