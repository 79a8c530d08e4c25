//! The examples on axum.

#[path = "../../../adapters/examples/apps/invoices.rs"]
#[allow(dead_code)]
mod invoices;
#[path = "../../../adapters/examples/apps/items.rs"]
mod items;

use openapi_axum as framework;

crate::documents!();

/// What only the framework's own extractors read.
mod own {
    use super::framework;
    use axum::{
        Json,
        extract::{Path, Query},
    };

    #[framework::post("/own/{number}")]
    async fn own(
        Path(number): Path<u32>,
        Query(paging): Query<crate::Paging>,
        Json(line): Json<crate::Line>,
    ) -> String {
        format!("{} {} {}", number, paging.limit, line.sku)
    }

    pub fn api() -> framework::Api<framework::Handler> {
        framework::Api::new("Own", "1.0.0").include(framework::routes![own])
    }
}

pub fn own() -> (std::net::SocketAddr, String) {
    let document = own::api().to_json().unwrap();
    let app = openapi_axum::mount(own::api()).build().unwrap();
    let address = crate::in_background(|listener| async {
        axum::serve(tokio::net::TcpListener::from_std(listener).unwrap(), app).await.unwrap();
    });
    (address, document)
}
