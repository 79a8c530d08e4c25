//! The pages in a real browser: what people see of every framework's examples, and what a page must never do.
//!
//! Run with `chromium` and `chromedriver` installed: `cargo test -p tests --test browser -- --ignored`.

mod browser {
    pub mod chrome;
    pub mod site;
}

use std::error::Error;
use std::time::Duration;

use browser::chrome::Chrome;
use browser::site::Site;
use fantoccini::Locator;
use openapi_docs::{Docs, Scalar, Version};
use serde_json::json;
use tests::program::Program;

type Outcome = Result<(), Box<dyn Error>>;

const FRAMEWORKS: [&str; 4] = ["poem", "warp", "axum", "actix"];

#[tokio::test]
#[ignore = "needs chromium and chromedriver: cargo test -p tests --test browser -- --ignored"]
async fn the_callbacks_of_every_invoices_example() -> Outcome {
    for framework in FRAMEWORKS {
        let program = Program::start(&format!("openapi-{framework}"), "invoices", &[])?;
        let chrome = Chrome::start().await?;
        chrome.goto(&program.url("/docs")).await?;
        see_callbacks(&chrome).await.map_err(|error| format!("on {framework}: {error}"))?;
        chrome.finish().await.map_err(|error| format!("on {framework}: {error}"))?;
    }
    Ok(())
}

/// Opens the operation and its Callbacks tab, and reads the name, the expression, the method and the body's schema.
async fn see_callbacks(chrome: &Chrome) -> Outcome {
    chrome.click(".opblock-post .opblock-summary-control").await?;
    chrome.see("tr.response[data-code='200']").await?;
    chrome.see("tr.response[data-code='422']").await?;
    chrome.click("//h4[contains(@class, 'opblock-title')]/span[text()='Callbacks']").await?;
    assert_eq!(chrome.text(".callbacks-container h2").await?, "invoice_notification");
    let expression = ".callbacks-container .opblock-summary-path[data-path]";
    let path = chrome.find(expression).await?.attr("data-path").await?;
    assert_eq!(path.as_deref(), Some("{$callback_url}/invoices/{$request.body.id}"));
    assert_eq!(chrome.text(".callbacks-container .opblock-summary-method").await?, "POST");
    chrome.click(".callbacks-container .opblock-summary-control").await?;
    let body = chrome.text(".callbacks-container .opblock-section-request-body").await?;
    assert!(body.contains("description") && body.contains("paid"), "the callback's body is not shown: {body}");
    Ok(())
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver: cargo test -p tests --test browser -- --ignored"]
async fn every_status_and_media_type_of_an_operation() -> Outcome {
    let program = Program::start("openapi-poem", "items", &["--app", "4"])?;
    let chrome = Chrome::start().await?;
    chrome.goto(&program.url("/docs")).await?;
    chrome.click(".opblock-get .opblock-summary-control").await?;
    for status in ["200", "404", "302", "403", "422"] {
        chrome.see(&format!("tr.response[data-code='{status}']")).await?;
    }
    let options = chrome.find_all("tr.response[data-code='200'] select.content-type option").await?;
    let mut media_types = Vec::new();
    for option in options {
        media_types.push(option.text().await?);
    }
    assert_eq!(media_types, ["application/json", "image/png"]);
    chrome.finish().await
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver: cargo test -p tests --test browser -- --ignored"]
async fn callbacks_in_every_version_and_webhooks() -> Outcome {
    let document = openapi_model::OpenApi::from_json(&tests::documents_for_pages::WITH_EVERYTHING.to_string())?;
    for version in [Version::V3_0, Version::V3_1, Version::V3_2] {
        let (document, _) = openapi_model::downgrade(document.clone(), version);
        let site = Site::serve(Docs::default().publish(document.to_json())?)?;
        let chrome = Chrome::start().await?;
        chrome.goto(&site.url("/docs")).await?;
        see_callbacks(&chrome).await.map_err(|error| format!("in {version}: {error}"))?;
        // Swagger UI as it comes in the vendored crate shows no webhooks of 3.2; newer files do.
        if version == Version::V3_1 || (version == Version::V3_2 && option_env!("OPENAPI_DOCS_SWAGGER_UI").is_some()) {
            chrome.see(".webhooks .opblock").await?;
        }
        chrome.finish().await.map_err(|error| format!("in {version}: {error}"))?;
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver: cargo test -p tests --test browser -- --ignored"]
async fn a_page_asks_its_own_server_alone_and_the_second_visit_is_304() -> Outcome {
    let document = tests::documents_for_pages::WITH_EVERYTHING.to_string();
    let docs = Docs::default().page("/scalar", Scalar::default());
    for page in ["/docs", "/scalar"] {
        let site = Site::serve(docs.clone().publish(document.clone())?)?;
        let chrome = Chrome::start().await?;
        chrome.goto(&site.url(page)).await?;
        chrome.settle().await?;
        let first = site.answers();
        assert!(first.len() >= 3 && first.iter().all(|(_, status)| *status == 200), "{page}: {first:?}");
        let foreign = chrome.requested_elsewhere(&site.url("/")).await?;
        assert!(foreign.is_empty(), "{page} asked {foreign:?}");

        chrome.goto(&site.url(page)).await?;
        chrome.settle().await?;
        let second = site.answers().split_off(first.len());
        assert!(!second.is_empty() && second.iter().all(|(_, status)| *status == 304), "{page}: {second:?}");
        chrome.finish().await.map_err(|error| format!("{page}: {error}"))?;
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver: cargo test -p tests --test browser -- --ignored"]
async fn hostile_text_runs_nothing() -> Outcome {
    let hostile = tests::documents_for_pages::hostile().to_string();
    let docs = Docs::default().page("/scalar", Scalar::default());
    for page in ["/docs", "/scalar"] {
        let site = Site::serve(docs.clone().publish(hostile.clone())?)?;
        let chrome = Chrome::start().await?;
        chrome.goto(&site.url(page)).await?;
        chrome.settle().await?;
        for opener in chrome.find_all(".opblock-summary-control").await? {
            opener.click().await.ok();
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        let ran = chrome.run("return window.hostileTextRan === true").await?;
        assert_eq!(ran, json!(false), "{page} ran what a description says");
        let scripts =
            chrome.run("return [...document.querySelectorAll('a')].filter(a => a.protocol === 'javascript:').length");
        assert_eq!(scripts.await?, json!(0), "{page} links to a script");
        assert!(chrome.requested_elsewhere(&site.url("/")).await?.is_empty(), "{page} asked another server");
        chrome.close().await?;
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs chromium and chromedriver: cargo test -p tests --test browser -- --ignored"]
async fn no_query_parameter_changes_the_document() -> Outcome {
    let site = Site::serve(Docs::default().publish(tests::documents_for_pages::WITH_EVERYTHING.to_string())?)?;
    let chrome = Chrome::start().await?;
    let other = "http://127.0.0.1:1/openapi.json";
    chrome.goto(&site.url(&format!("/docs?url={other}&configUrl={other}&urls.primaryName=x"))).await?;
    chrome.see(".opblock-post").await?;
    assert!(chrome.requested_elsewhere(&site.url("/")).await?.is_empty());
    chrome.finish().await
}

/// A CSS selector, or an XPath that begins with `/`.
fn locator(selector: &str) -> Locator<'_> {
    if selector.starts_with('/') { Locator::XPath(selector) } else { Locator::Css(selector) }
}
