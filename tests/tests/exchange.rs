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

#[test]
#[ignore = "builds and starts two examples: cargo test -p tests --test exchange -- --ignored"]
fn a_stored_notification_survives_the_death_of_the_api() -> Result<(), Box<dyn Error>> {
    let file = std::env::temp_dir().join(format!("openapi-exchange-{}.db", std::process::id()));
    let arguments = ["--file", file.to_str().ok_or("a folder that is not text")?];
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let developer = Program::start("openapi-reqwest", "external_developer", &["--fail", "1", "--secret", secret])?;
    let api = Program::start("openapi-apalis", "invoices", &arguments)?;
    let target = format!("/invoices/?callback_url={}", developer.url("/events"));
    let invoice = json!({ "id": "survivor", "customer": "Mr. Richie Rich", "total": 9999 });
    let headers = [("content-type", "application/json")];
    let answer = send(api.address(), "POST", &target, &headers, invoice.to_string().as_bytes())?.json();
    let notification = answer["notification"].as_str().ok_or("no notification")?.to_owned();
    developer.see("POST /events/invoices/survivor")?;
    developer.see("not today")?;
    // SIGKILL.
    drop(api);

    let api = Program::start("openapi-apalis", "invoices", &arguments)?;
    developer.see("POST /events/invoices/survivor")?;
    developer.see(&format!("signed, {notification}"))?;
    let target = format!("/notifications/{notification}");
    let mut state = json!("waiting");
    for _ in 0..100 {
        state = send(api.address(), "GET", &target, &[], b"")?.json()["state"].clone();
        if state == "sent" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    drop(api);
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
    assert_eq!(state, "sent");
    Ok(())
}
