//! Each framework's `invoices` example calls back the external developer's example, as the README shows it.
//!
//! Builds and starts the examples: `cargo test -p tests --test exchange -- --ignored`.

use std::error::Error;

use serde_json::json;
use tests::http::send;
use tests::program::Program;

#[test]
#[ignore = "builds and starts five examples: cargo test -p tests --test exchange -- --ignored"]
fn the_notification_arrives_and_is_answered() -> Result<(), Box<dyn Error>> {
    let developer = Program::start("openapi-reqwest", "external_developer", &[])?;
    for framework in ["poem", "warp", "axum", "actix"] {
        let api = Program::start(&format!("openapi-{framework}"), "invoices", &[])?;
        let target = format!("/invoices/?callback_url={}", developer.url("/events"));
        let invoice = json!({ "id": format!("paid-on-{framework}"), "customer": "Mr. Richie Rich", "total": 9999 });
        let headers = [("content-type", "application/json")];
        let answer = send(api.address(), "POST", &target, &headers, invoice.to_string().as_bytes())?;
        assert_eq!((answer.status, answer.json()), (200, json!({ "msg": "Invoice received" })), "on {framework}");
        developer.see(&format!("POST /events/invoices/paid-on-{framework}"))?;
        developer.see(r#"{"description":"paid in full","paid":true}"#)?;
        api.see("the receiver says ok: true")?;
    }
    Ok(())
}
