//! The examples on axum.

#[path = "../../../adapters/examples/apps/invoices.rs"]
#[allow(dead_code)]
mod invoices;
#[path = "../../../adapters/examples/apps/items.rs"]
mod items;

use openapi_axum as framework;

crate::documents!();
