//! Documents to be looked at: one with everything a page should show, and one that means harm.

use std::sync::LazyLock;

use serde_json::{Value, json};

/// A callback, a webhook, several statuses and media types.
pub static WITH_EVERYTHING: LazyLock<Value> = LazyLock::new(|| {
    let event = json!({
        "type": "object",
        "properties": { "description": { "type": "string" }, "paid": { "type": "boolean" } },
        "required": ["description", "paid"]
    });
    let body = json!({ "required": true, "content": { "application/json": { "schema": event } } });
    json!({
        "openapi": "3.2.0",
        "info": { "title": "Everything", "version": "1" },
        "paths": { "/invoices/": { "post": {
            "summary": "Create Invoice",
            "operationId": "create_invoice",
            "parameters": [{ "name": "callback_url", "in": "query", "required": false, "schema": { "type": "string" } }],
            "requestBody": { "required": true, "content": { "application/json": { "schema": {
                "type": "object", "properties": { "id": { "type": "string" } }
            } } } },
            "responses": {
                "200": { "description": "Made", "content": {
                    "application/json": { "schema": { "type": ["object", "null"] } }, "image/png": {}
                } },
                "4XX": { "description": "Wrong" },
                "422": { "description": "Validation Error" }
            },
            "callbacks": { "invoice_notification": { "{$callback_url}/invoices/{$request.body.id}": { "post": {
                "operationId": "invoice_notification",
                "requestBody": body,
                "responses": { "200": { "description": "Seen" } }
            } } } }
        } } },
        "webhooks": { "new-subscription": { "post": {
            "operationId": "new_subscription",
            "requestBody": body,
            "responses": { "200": { "description": "Seen" } }
        } } }
    })
});

/// Text that would run if a page put it into HTML unchanged; all of it sets `window.hostileTextRan`.
pub fn hostile() -> Value {
    let run = "window.hostileTextRan=true";
    let text = format!(
        "</script><script>{run}</script><img src=x onerror=\"{run}\"><svg onload=\"{run}\"><a href=\"javascript:{run}\">a</a> \
         [b](javascript:{run}) <iframe srcdoc=\"<script>parent.hostileTextRan=true</script>\"></iframe> ![c](x\" onerror=\"{run}) {{{{{run}}}}}"
    );
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": text, "version": text, "description": text, "termsOfService": format!("javascript:{run}"),
            "contact": { "name": text, "url": format!("javascript:{run}"), "email": text },
            "license": { "name": text, "url": format!("javascript:{run}") }
        },
        "externalDocs": { "description": text, "url": format!("javascript:{run}") },
        "servers": [{ "url": format!("javascript:{run}//"), "description": text }],
        "tags": [{ "name": text, "description": text, "externalDocs": { "url": format!("javascript:{run}") } }],
        "paths": { format!("/{text}"): { "get": {
            "tags": [text], "summary": text, "description": text, "operationId": text,
            "parameters": [{ "name": text, "in": "query", "description": text, "schema": {
                "type": "string", "title": text, "description": text, "default": text, "enum": [text], "pattern": text
            } }],
            "responses": { "200": {
                "description": text,
                "headers": { "X-Header": { "description": text, "schema": { "type": "string", "example": text } } },
                "content": { "application/json": { "example": text, "schema": { "title": text, "type": "object",
                    "properties": { text.clone(): { "type": "string", "description": text } } } } }
            } },
            "callbacks": { text.clone(): { format!("{{$request.body#/{text}}}"): { "post": {
                "summary": text, "description": text, "responses": { "200": { "description": text } }
            } } } }
        } } },
        "webhooks": { text.clone(): { "post": { "summary": text, "responses": { "200": { "description": text } } } } }
    })
}
