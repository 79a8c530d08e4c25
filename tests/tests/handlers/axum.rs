//! The examples on axum.

#[path = "../../../adapters/examples/apps/invoices.rs"]
#[allow(dead_code)]
mod invoices;
#[path = "../../../adapters/examples/apps/items.rs"]
mod items;
#[path = "../../../adapters/examples/service/mod.rs"]
#[allow(dead_code)]
mod service;

use std::net::SocketAddr;

use framework::{Api, Handler};
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

pub fn own() -> (SocketAddr, String) {
    let document = own::api().to_json().unwrap();
    (serve(own::api()), document)
}

fn serve(api: Api<Handler>) -> SocketAddr {
    let app = openapi_axum::mount(api).build().unwrap();
    crate::in_background(|listener| async {
        axum::serve(tokio::net::TcpListener::from_std(listener).unwrap(), app).await.unwrap();
    })
}
