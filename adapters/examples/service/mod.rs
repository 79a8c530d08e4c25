//! A shop of 12 operations. `items` and `invoices` are the same on every framework, `live` is axum's.

pub mod errors;
pub mod invoices;
pub mod items;
pub mod shop;
