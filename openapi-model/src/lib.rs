//! The OpenAPI objects as plain data.
#![no_std]
extern crate alloc;
