//! The examples on actix-web.

#[path = "../../../adapters/examples/apps/invoices.rs"]
#[allow(dead_code)]
mod invoices;
#[path = "../../../adapters/examples/apps/items.rs"]
mod items;

use openapi_actix as framework;

crate::documents!();
