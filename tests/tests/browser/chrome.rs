//! A headless Chromium with a profile of its own, and what its console said.

use std::error::Error;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use serde_json::{Map, Value, json};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const PATIENCE: Duration = Duration::from_secs(20);

pub struct Chrome {
    client: Client,
    _driver: Driver,
}

struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Chrome {
    pub async fn start() -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let driver = Driver(
            Command::new("chromedriver")
                .arg(format!("--port={port}"))
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .map_err(|error| format!("chromedriver does not start: {error}"))?,
        );
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if started.elapsed() > PATIENCE {
                return Err("chromedriver does not listen".into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let capabilities = json!({
            "goog:chromeOptions": { "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--window-size=1280,1600"
            ] },
            "goog:loggingPrefs": { "browser": "ALL" }
        });
        let capabilities: Map<String, Value> = serde_json::from_value(capabilities)?;
        let client = ClientBuilder::new(hyper_util_connector())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await?;
        Ok(Self { client, _driver: driver })
    }

    pub async fn goto(&self, url: &str) -> Result<()> {
        Ok(self.client.goto(url).await?)
    }

    /// The element, when it is there.
    pub async fn find(&self, selector: &str) -> Result<Element> {
        let found = self.client.wait().at_most(PATIENCE).for_element(super::super::locator(selector)).await;
        found.map_err(|error| format!("`{selector}` is not there: {error}").into())
    }

    pub async fn find_all(&self, selector: &str) -> Result<Vec<Element>> {
        Ok(self.client.find_all(super::super::locator(selector)).await?)
    }

    pub async fn see(&self, selector: &str) -> Result<()> {
        self.find(selector).await.map(drop)
    }

    pub async fn text(&self, selector: &str) -> Result<String> {
        Ok(self.find(selector).await?.text().await?)
    }

    pub async fn click(&self, selector: &str) -> Result<()> {
        Ok(self.find(selector).await?.click().await?)
    }

    pub async fn run(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Waits until the page has asked for nothing new for a second.
    pub async fn settle(&self) -> Result<()> {
        let mut before = None;
        for _ in 0..20 {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let asked = self.run("return performance.getEntriesByType('resource').length").await?;
            if before.as_ref() == Some(&asked) {
                return Ok(());
            }
            before = Some(asked);
        }
        Err("the page does not come to rest".into())
    }

    /// What the page asked for, other than below `own`.
    pub async fn requested_elsewhere(&self, own: &str) -> Result<Vec<String>> {
        let asked = self.run("return performance.getEntriesByType('resource').map(entry => entry.name)").await?;
        let asked: Vec<String> = serde_json::from_value(asked)?;
        Ok(asked.into_iter().filter(|url| !url.starts_with(own) && !url.starts_with("data:")).collect())
    }

    /// Ends the visit; whatever the console complained of, a violation of the policy included, is an error.
    pub async fn finish(self) -> Result<()> {
        let log = self.client.issue_cmd(ConsoleLog).await?;
        let entries = log.as_array().cloned().unwrap_or_default();
        let complaints: Vec<String> = entries
            .iter()
            .filter(|entry| {
                entry["level"] == "SEVERE"
                    || entry["message"].as_str().is_some_and(|it| it.contains("Content Security Policy"))
            })
            .map(ToString::to_string)
            .collect();
        self.close().await?;
        if complaints.is_empty() { Ok(()) } else { Err(format!("the console says {complaints:?}").into()) }
    }

    pub async fn close(self) -> Result<()> {
        Ok(self.client.close().await?)
    }
}

fn hyper_util_connector() -> hyper_util::client::legacy::connect::HttpConnector {
    hyper_util::client::legacy::connect::HttpConnector::new()
}

/// ChromeDriver's own command for the console's log.
#[derive(Debug)]
struct ConsoleLog;

impl WebDriverCompatibleCommand for ConsoleLog {
    fn endpoint(
        &self,
        base_url: &url::Url,
        session_id: Option<&str>,
    ) -> std::result::Result<url::Url, url::ParseError> {
        base_url.join(&format!("session/{}/se/log", session_id.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "type": "browser" }).to_string()))
    }
}
