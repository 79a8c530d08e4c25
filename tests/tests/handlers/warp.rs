//! The examples on warp.

#[path = "../../../adapters/examples/apps/invoices.rs"]
#[allow(dead_code)]
mod invoices;
#[path = "../../../adapters/examples/apps/items.rs"]
mod items;

use openapi_warp as framework;

crate::documents!();
