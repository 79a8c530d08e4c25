//! What a client gets, through the API that adapters use.
#![cfg(feature = "swagger-ui")]

use openapi_docs::{Answer, Docs, InvalidDocs, Published};
use std::io::Read as _;

const DOCUMENT: &str = r#"{"openapi": "3.1.0", "info": {"title": "Items & <more>", "version": "1.0.0"}}"#;
const BUNDLE: &str = "/docs/swagger-ui-bundle.js";

fn published() -> Published {
    Docs::default().publish(DOCUMENT).expect("the defaults are right")
}

fn ask<'a>(published: &'a Published, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer<'a> {
    let header = |name: &'static str| headers.iter().filter(move |(given, _)| *given == name).map(|(_, value)| *value);
    published.answer(path, method, header).unwrap_or_else(|| panic!("`{path}` is not among {published:?}"))
}

fn header<'a>(answer: &Answer<'a>, name: &str) -> Option<&'a str> {
    answer.headers.iter().find(|(given, _)| *given == name).map(|(_, value)| value.as_ref())
}

fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain).expect("gzip");
    plain
}

fn unbrotli(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    brotli_decompressor::BrotliDecompress(&mut &bytes[..], &mut plain).expect("brotli");
    plain
}

/// Longer than what is sent as it is.
fn long_document() -> String {
    format!(r#"{{"openapi": "3.1.0", "info": {{"title": "{}"}}}}"#, "long ".repeat(1000))
}

#[test]
fn the_default_is_the_document_and_swagger_ui() {
    let published = published();
    let paths: Vec<&str> = published.paths().collect();
    assert_eq!(published.document(), Some("/openapi.json"));
    assert_eq!(published.pages().collect::<Vec<_>>(), ["/docs"]);
    assert_eq!(paths[..2], ["/openapi.json", "/docs"]);
    assert!(paths[2..].iter().all(|path| path.starts_with("/docs/")), "{paths:?}");
    assert!(published.answer("/docs/", "GET", |_| None).is_none());
}

#[test]
fn the_document_is_sent_as_it_was_given() {
    let published = published();
    let answer = ask(&published, "GET", "/openapi.json", &[]);
    assert_eq!((answer.status, &answer.body[..]), (200, DOCUMENT.as_bytes()));
    assert_eq!(header(&answer, "content-type"), Some("application/json"));
    assert_eq!(header(&answer, "content-length"), Some(DOCUMENT.len().to_string().as_str()));
    assert_eq!(header(&answer, "access-control-allow-origin"), None);
}

#[test]
fn every_encoding_of_a_file_holds_the_same_bytes_under_its_own_tag() {
    let published = published();
    let plain = ask(&published, "GET", BUNDLE, &[]);
    let brotli = ask(&published, "GET", BUNDLE, &[("accept-encoding", "gzip, deflate, br")]);
    let gzip = ask(&published, "GET", BUNDLE, &[("accept-encoding", "gzip")]);
    assert_eq!(unbrotli(&brotli.body), plain.body);
    assert_eq!(gunzip(&gzip.body), plain.body);

    let encodings = [&plain, &brotli, &gzip].map(|answer| header(answer, "content-encoding"));
    assert_eq!(encodings, [None, Some("br"), Some("gzip")]);
    let [plain_tag, brotli_tag, gzip_tag] = [&plain, &brotli, &gzip].map(|answer| header(answer, "etag"));
    assert!(plain_tag != brotli_tag && brotli_tag != gzip_tag && gzip_tag != plain_tag);
    for answer in [plain, brotli, gzip] {
        assert_eq!(header(&answer, "vary"), Some("accept-encoding"));
        assert_eq!(header(&answer, "content-length"), Some(answer.body.len().to_string().as_str()));
    }
}

#[test]
fn a_long_document_is_compressed() {
    let document = long_document();
    let published = Docs::default().publish(document.clone()).expect("the defaults are right");
    let answer = ask(&published, "GET", "/openapi.json", &[("accept-encoding", "gzip")]);
    assert_eq!(header(&answer, "content-encoding"), Some("gzip"));
    assert!(answer.body.len() < document.len());
    assert_eq!(gunzip(&answer.body), document.as_bytes());
}

#[cfg(feature = "brotli")]
#[test]
fn a_long_document_is_compressed_with_brotli_too() {
    let document = long_document();
    let published = Docs::default().publish(document.clone()).expect("the defaults are right");
    let answer = ask(&published, "GET", "/openapi.json", &[("accept-encoding", "gzip, br")]);
    assert_eq!(header(&answer, "content-encoding"), Some("br"));
    assert_eq!(unbrotli(&answer.body), document.as_bytes());
}

#[test]
fn a_known_tag_is_answered_304_without_a_body() {
    let published = published();
    for path in published.paths() {
        for accept in ["br", "gzip", "identity"] {
            let first = ask(&published, "GET", path, &[("accept-encoding", accept)]);
            let etag = header(&first, "etag").expect("every file has a tag");
            let second = ask(&published, "GET", path, &[("accept-encoding", accept), ("if-none-match", etag)]);
            assert_eq!((second.status, second.body.len()), (304, 0), "{path}");
            assert_eq!(header(&second, "etag"), Some(etag));
            assert_eq!(header(&second, "vary"), header(&first, "vary"));
            assert_eq!(header(&second, "content-length"), None);
        }
    }
    let other = ask(&published, "GET", "/docs", &[("if-none-match", "\"other\"")]);
    assert_eq!(other.status, 200);
}

#[test]
fn several_lines_of_a_header_are_one_list() {
    let published = published();
    let gzip = [("accept-encoding", "deflate"), ("accept-encoding", "gzip")];
    let first = ask(&published, "GET", BUNDLE, &gzip);
    assert_eq!(header(&first, "content-encoding"), Some("gzip"));
    let etag = header(&first, "etag").expect("every file has a tag");
    let tags = [("if-none-match", "\"other\""), ("if-none-match", etag)];
    let second = ask(&published, "GET", BUNDLE, &[gzip, tags].concat());
    assert_eq!(second.status, 304);
}

#[test]
fn what_would_not_be_smaller_is_sent_as_it_is() {
    // Bytes without any pattern: each is a digest of the ones before.
    let mut noise = vec![0_u8; 2000];
    let mut state = 1_u64;
    for byte in &mut noise {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *byte = (state >> 56) as u8;
    }
    let page = openapi_docs::Page::new("").asset("noise.bin", "application/octet-stream", noise.clone());
    let published = Docs::none().document("/openapi.json").page("/p", page).publish(DOCUMENT).expect("it is right");
    let answer = ask(&published, "GET", "/p/noise.bin", &[("accept-encoding", "br, gzip")]);
    assert_eq!((header(&answer, "content-encoding"), &answer.body[..]), (None, &noise[..]));
}

#[test]
fn a_tag_is_the_same_after_every_start_and_another_for_other_bytes() {
    let tag = |document: &'static str| {
        let published = Docs::default().publish(document).expect("the defaults are right");
        header(&ask(&published, "GET", "/openapi.json", &[]), "etag").map(str::to_owned)
    };
    assert_eq!(tag("{}"), tag("{}"));
    assert_ne!(tag("{}"), tag("[]"));
}

#[test]
fn head_says_what_get_says_without_a_body() {
    let published = published();
    for path in published.paths() {
        for accept in ["br", "gzip", "identity"] {
            let get = ask(&published, "GET", path, &[("accept-encoding", accept)]);
            let head = ask(&published, "HEAD", path, &[("accept-encoding", accept)]);
            assert_eq!((head.status, head.headers), (get.status, get.headers));
            assert!(head.body.is_empty() && !get.body.is_empty());
        }
    }
}

#[test]
fn other_methods_are_not_allowed() {
    let published = published();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "get"] {
        let answer = ask(&published, method, "/openapi.json", &[("if-none-match", "*")]);
        assert_eq!((answer.status, header(&answer, "allow")), (405, Some("GET, HEAD")), "{method}");
    }
}

#[test]
fn no_type_is_guessed_and_only_pages_have_a_policy() {
    let published = published();
    for path in published.paths() {
        let answer = ask(&published, "GET", path, &[]);
        assert_eq!(header(&answer, "x-content-type-options"), Some("nosniff"), "{path}");
        let is_html = header(&answer, "content-type") == Some("text/html; charset=utf-8");
        assert_eq!(header(&answer, "content-security-policy").is_some(), is_html, "{path}");
        assert_eq!(header(&answer, "referrer-policy"), is_html.then_some("same-origin"), "{path}");
        assert_eq!(is_html, answer.body.starts_with(b"<!doctype html>"), "{path}");
    }
}

#[test]
fn the_title_of_the_document_is_escaped_in_the_page() {
    let published = published();
    let html = String::from_utf8(ask(&published, "GET", "/docs", &[]).body.to_vec()).expect("it says utf-8");
    assert!(html.contains("<title>Items &amp; &lt;more&gt;</title>"), "{html}");
}

const SMALL: &str = r#"{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{},"webhooks":{}}"#;

#[test]
fn other_versions_and_yaml_beside_the_document() -> Result<(), InvalidDocs> {
    let docs = Docs::none().document("/openapi.json").version("/openapi-3.2.json", openapi_docs::Version::V3_2);
    #[cfg(feature = "yaml")]
    let docs = docs.yaml("/openapi.yaml");
    let published = docs.publish(SMALL)?;
    let body = |path| published.answer(path, "GET", |_| None).map(|answer| answer.body);
    let newer = r#"{"openapi":"3.2.0","info":{"title":"t","version":"1"},"paths":{},"webhooks":{}}"#;
    assert_eq!(body("/openapi-3.2.json").as_deref(), Some(newer.as_bytes()));
    #[cfg(feature = "yaml")]
    {
        let yaml = body("/openapi.yaml").expect("it is one of the paths");
        let read = openapi_model::OpenApi::from_yaml(std::str::from_utf8(&yaml).expect("YAML is UTF-8"));
        assert_eq!(read.ok(), openapi_model::OpenApi::from_json(SMALL).ok());
        assert!(!yaml.starts_with(b"{"), "JSON is YAML, but not what was asked for");
    }
    Ok(())
}

#[test]
fn a_document_that_cannot_be_read_has_no_other_version() {
    let error = Docs::none().version("/old.json", openapi_docs::Version::V3_0).publish("[]").unwrap_err();
    let sentence = error.to_string();
    assert!(
        sentence.contains("the document cannot be published at `/old.json`: expected an OpenAPI Object"),
        "{sentence}"
    );
    assert!(sentence.contains("answers.rs:"), "{sentence}");
}
