//! The examples on poem.

#[path = "../../../adapters/examples/apps/invoices.rs"]
#[allow(dead_code)]
mod invoices;
#[path = "../../../adapters/examples/apps/items.rs"]
mod items;

use openapi_poem as framework;

crate::documents!();
