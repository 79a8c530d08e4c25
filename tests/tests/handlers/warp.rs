//! The examples on warp.

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
use openapi_warp as framework;

crate::documents!();

fn serve(api: Api<Handler>) -> SocketAddr {
    let app = openapi_warp::mount(api).build().unwrap();
    crate::in_background(|listener| async {
        warp::serve(app).incoming(tokio::net::TcpListener::from_std(listener).unwrap()).run().await;
    })
}
