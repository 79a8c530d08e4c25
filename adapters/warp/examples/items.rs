//! The four apps of FastAPI's page on additional responses, on warp.
//!
//! `cargo run -p openapi-warp --example items -- --app 3` serves the third, which is also the default.

#[path = "../../examples/apps/arguments.rs"]
mod arguments;
#[path = "../../examples/apps/items.rs"]
mod items;

use std::error::Error;

use openapi_warp as framework;
use openapi_warp::{Api, Docs, SchemaStyle};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = arguments::number("--app").unwrap_or(3);
    let routes = items::app(app).ok_or_else(|| format!("there is no app {app}, expected 1 to 4"))?;
    let api = Api::new("Items", "1.0.0").schema_style(SchemaStyle::FastApi).include(routes);
    let app = openapi_warp::mount(api).docs(Docs::default()).build()?;

    let port = arguments::number("--port").unwrap_or(8000);
    println!("http://127.0.0.1:{port}/docs\nhttp://127.0.0.1:{port}/openapi.json");
    warp::serve(app).run(([127, 0, 0, 1], port)).await;
    Ok(())
}
