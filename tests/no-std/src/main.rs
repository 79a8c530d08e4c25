//! Reads a document, changes it and writes it, in a program that std is no part of.
//!
//! If a crate drew std in, linking would fail: there would be two panic handlers (E0152).
#![no_std]
#![no_main]

extern crate alloc;

use core::ffi::c_int;

#[global_allocator]
static ALLOCATOR: libc_alloc::LibcAlloc = libc_alloc::LibcAlloc;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {
        core::hint::spin_loop();
    }
}

// `main` is called by, and `alloc` written on, the C library, which std links otherwise.
#[link(name = "c")]
unsafe extern "C" {}

/// `alloc` comes compiled for programs that unwind; with `panic = "abort"` nothing calls this, and std, which has it,
/// is not there.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

/// As [`rust_eh_personality`].
#[unsafe(no_mangle)]
extern "C" fn _Unwind_Resume() -> ! {
    loop {
        core::hint::spin_loop();
    }
}

/// Zero if every crate did what it should.
#[unsafe(no_mangle)]
extern "C" fn main() -> c_int {
    c_int::from(!(model() && expression() && check() && version() && merge()))
}

#[cfg(feature = "model")]
fn model() -> bool {
    use openapi_model::{Callback, OpenApi, RefOr, Response};

    let text = r##"{"info":{"version":"1","title":"Items"},"openapi":"3.1.0","components":{"responses":{"A":{"description":"a"}}}}"##;
    let Ok(mut document) = OpenApi::from_json(text) else { return false };
    let unchanged = document.to_json() == text;
    let reference = RefOr::<Response>::Ref(openapi_model::Reference::component("responses", "A"));
    let resolved = document.resolve(&reference).is_ok_and(|response| response.description.as_deref() == Some("a"));
    document.components.callbacks.insert("c".into(), Callback::default().into());
    unchanged
        && resolved
        && document.to_json().ends_with(r#""callbacks":{"c":{}}}}"#)
        && OpenApi::from_json("{").is_err()
}

#[cfg(not(feature = "model"))]
fn model() -> bool {
    true
}

#[cfg(all(feature = "model", feature = "expression"))]
fn expression() -> bool {
    use openapi_model::expression::{Exchange, Template};

    let exchange = Exchange::new().method("GET");
    Template::from("https://example.com/{$method}")
        .evaluate(&exchange)
        .is_ok_and(|url| url == "https://example.com/GET")
}

#[cfg(not(all(feature = "model", feature = "expression")))]
fn expression() -> bool {
    true
}

#[cfg(all(feature = "model", feature = "check"))]
fn check() -> bool {
    let document = openapi_model::OpenApi::default();
    openapi_model::check::check(&document).iter().any(|finding| finding.rule == "version")
}

#[cfg(not(all(feature = "model", feature = "check")))]
fn check() -> bool {
    true
}

#[cfg(all(feature = "model", feature = "version"))]
fn version() -> bool {
    use openapi_model::{OpenApi, Version, downgrade, upgrade};

    let text = r#"{"openapi":"3.1.0","info":{"title":"Items","summary":"s","version":"1"},"paths":{}}"#;
    let Ok(document) = OpenApi::from_json(text) else { return false };
    let (older, _) = downgrade(document, Version::V3_0);
    older.openapi == "3.0.4" && upgrade(older, Version::V3_1).0.to_json() == text
}

#[cfg(not(all(feature = "model", feature = "version")))]
fn version() -> bool {
    true
}

#[cfg(feature = "merge")]
fn merge() -> bool {
    use openapi_merge::{Api, declare};

    #[derive(schemars::JsonSchema)]
    #[allow(dead_code)]
    struct Item {
        id: alloc::string::String,
    }

    let read_item = || declare::get("/items/{item_id}").name("read_item").path_parameter::<u32>("item_id");
    let api = Api::without_handlers("Items", "1").operation(read_item().response_model::<Item>());
    let wrong = Api::without_handlers("Items", "1").operation(read_item().response("hello", declare::description("d")));
    let written = api.to_json().is_ok_and(|json| json.contains("#/components/schemas/Item"));
    written && api.document().is_ok() && wrong.document().is_err()
}

#[cfg(not(feature = "merge"))]
fn merge() -> bool {
    true
}
