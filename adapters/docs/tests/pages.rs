//! Where files are, what pages say, and what is refused.

use openapi_docs::{Docs, InvalidDocs, Page, Published};

const DOCUMENT: &str = r#"{"openapi": "3.1.0", "info": {"title": "Items", "version": "1.0.0"}}"#;

fn body(published: &Published, path: &str) -> String {
    let answer = published.answer(path, "GET", |_| None).expect("it is one of the paths");
    String::from_utf8(answer.body.to_vec()).expect("text")
}

fn header<'a>(published: &'a Published, path: &str, name: &str) -> Option<&'a str> {
    let answer = published.answer(path, "GET", |_| None).expect("it is one of the paths");
    answer.headers.iter().find(|(given, _)| *given == name).map(|(_, value)| value.as_ref())
}

/// Every `src`, `href` and `spec-url` of the page, as a browser at `page` resolves it.
fn references(html: &str, page: &str) -> Vec<String> {
    let page = url::Url::parse(page).expect("a URL");
    html.split(['<', '>'])
        .flat_map(|tag| tag.split([' ', '\n']))
        .filter_map(|attribute| attribute.split_once("=\""))
        .filter(|(name, _)| ["src", "href", "spec-url", "data-document", "data-oauth2-redirect"].contains(name))
        .map(|(_, value)| page.join(value.trim_end_matches('"')).expect("a reference").into())
        .collect()
}

const REDOC: &str = r#"<!doctype html><meta charset="utf-8"><title>{title}</title><link rel="icon" href="{favicon}">
<redoc spec-url="{document}"></redoc><script src="{assets}redoc.js"></script>"#;

fn redoc() -> Page {
    Page::new(REDOC).asset("redoc.js", "text/javascript; charset=utf-8", "redoc()")
}

fn only(docs: Docs) -> Result<Published, InvalidDocs> {
    docs.document("/openapi.json").publish(DOCUMENT)
}

#[test]
fn nothing_is_published_in_production() {
    let published = Docs::none().publish(DOCUMENT).expect("nothing can be wrong");
    assert_eq!((published.paths().count(), published.pages().count(), published.document()), (0, 0, None));
}

#[test]
fn a_page_of_ones_own_takes_its_html_and_its_bundle() {
    let published = only(Docs::none().page("/redoc", redoc())).expect("it is right");
    assert_eq!(published.paths().collect::<Vec<_>>(), ["/openapi.json", "/redoc", "/redoc/redoc.js"]);
    assert_eq!(body(&published, "/redoc/redoc.js"), "redoc()");
    let html = body(&published, "/redoc");
    assert!(html.contains("<title>Items</title>"), "{html}");
    assert_eq!(
        references(&html, "https://host.example/redoc"),
        ["data:,", "https://host.example/openapi.json", "https://host.example/redoc/redoc.js"]
    );
}

#[test]
fn references_are_right_in_nested_paths_under_a_prefix() {
    let docs = Docs::none().document("/v1/openapi.json").page("/v1/help/redoc", redoc()).page("/", redoc());
    let published = docs.publish(DOCUMENT).expect("it is right");
    let prefix = "https://host.example/api";
    assert_eq!(
        references(&body(&published, "/v1/help/redoc"), &format!("{prefix}/v1/help/redoc"))[1..],
        [format!("{prefix}/v1/openapi.json"), format!("{prefix}/v1/help/redoc/redoc.js")]
    );
    assert_eq!(
        references(&body(&published, "/"), &format!("{prefix}/"))[1..],
        [format!("{prefix}/v1/openapi.json"), format!("{prefix}/redoc.js")]
    );
}

#[cfg(any(feature = "swagger-ui", feature = "scalar"))]
#[test]
fn embedded_pages_refer_only_to_what_is_published() {
    let docs = Docs::none();
    #[cfg(feature = "swagger-ui")]
    let docs = docs.page("/a/docs", openapi_docs::SwaggerUi::default());
    #[cfg(feature = "scalar")]
    let docs = docs.page("/scalar", openapi_docs::Scalar::default());
    let published = only(docs).expect("it is right");
    let origin = "https://host.example";
    for page in published.pages() {
        let html = body(&published, page);
        assert!(html.contains("<meta charset=\"utf-8\">"), "{html}");
        let references = references(&html, &format!("{origin}{page}"));
        assert!(references.len() > 3, "{references:?}");
        for reference in references.iter().filter(|reference| *reference != "data:,") {
            let path = reference.strip_prefix(origin).expect("the same origin");
            assert!(published.paths().any(|published| published == path), "{path}");
        }
    }
}

#[test]
fn a_favicon_and_a_title_are_those_of_every_page() {
    let docs = Docs::none().title("A & B").favicon("image/svg+xml", "<svg/>").page("/redoc", redoc());
    let published = only(docs).expect("it is right");
    let html = body(&published, "/redoc");
    assert!(html.contains("<title>A &amp; B</title>"), "{html}");
    assert_eq!(references(&html, "https://host.example/redoc")[0], "https://host.example/redoc/favicon");
    assert_eq!(body(&published, "/redoc/favicon"), "<svg/>");
    assert_eq!(header(&published, "/redoc/favicon", "content-type"), Some("image/svg+xml"));
}

#[cfg(feature = "swagger-ui")]
#[test]
fn a_favicon_takes_the_place_of_swagger_uis() {
    let published = Docs::default().favicon("image/svg+xml", "<svg/>").publish(DOCUMENT).expect("it is right");
    assert_eq!(body(&published, "/docs/favicon"), "<svg/>");
}

#[test]
fn only_the_document_is_readable_from_the_origin_that_is_allowed() {
    let docs = Docs::none()
        .rendering("/openapi.yaml", "application/yaml", "openapi: 3.1.0\n")
        .page("/redoc", redoc())
        .allow_origin("https://editor.example");
    let published = only(docs).expect("it is right");
    let allowed = |path| header(&published, path, "access-control-allow-origin");
    assert_eq!(allowed("/openapi.json"), Some("https://editor.example"));
    assert_eq!(allowed("/openapi.yaml"), Some("https://editor.example"));
    assert_eq!((allowed("/redoc"), allowed("/redoc/redoc.js")), (None, None));
    assert_eq!(header(&published, "/openapi.yaml", "content-type"), Some("application/yaml"));
}

#[test]
fn an_origin_that_no_browser_sends_is_refused() {
    for origin in
        ["https://a.example/ ; script-src *", "https://a.example/", "https://a.example, https://b.example", "a"]
    {
        let line = line!() + 1;
        let refused = only(Docs::none().allow_origin(origin)).expect_err("it is wrong");
        let problem = &refused.problems()[0];
        let sentence = format!(
            "`{origin}` is not an origin, expected `*` or one as browsers send it, such as `https://editor.example`"
        );
        assert_eq!((problem.at.line(), problem.to_string()), (line, sentence));
    }
    let any = only(Docs::none().allow_origin("*")).expect("everybody may");
    assert_eq!(header(&any, "/openapi.json", "access-control-allow-origin"), Some("*"));
}

#[cfg(feature = "swagger-ui")]
mod swagger_ui {
    use super::*;
    use openapi_docs::SwaggerUi;

    #[test]
    fn settings_reach_the_script_as_json() {
        let page = SwaggerUi::default().setting("docExpansion", "a\"</script>").oauth2("clientId", "docs");
        let published = Docs::default().page("/docs", page).publish(DOCUMENT).expect("it is right");
        let script = body(&published, "/docs/init.js");
        assert!(script.contains(r#""docExpansion":"a\"</script>""#), "{script}");
        assert!(script.contains(r#""oauth2":{"clientId":"docs"}"#), "{script}");
        assert!(script.contains(r#""validatorUrl":null"#), "{script}");
    }

    #[test]
    fn origins_are_added_to_the_policy_of_the_page() {
        let page = SwaggerUi::default().connect("https://a.example").connect("https://b.example");
        let published = Docs::default().page("/docs", page).publish(DOCUMENT).expect("it is right");
        let policy = header(&published, "/docs", "content-security-policy").expect("a page has one");
        let connect = policy.split("; ").find(|directive| directive.starts_with("connect-src"));
        assert_eq!(connect, Some("connect-src 'self' https://a.example https://b.example"));
    }

    #[test]
    fn what_a_document_is_shown_from_is_not_a_setting() {
        for name in ["url", "configUrl", "queryConfigEnabled"] {
            let page = SwaggerUi::default().setting(name, "https://elsewhere.example");
            let refused = Docs::default().page("/docs", page).publish(DOCUMENT).expect_err("it is ours");
            assert_eq!(
                refused.problems()[0].to_string(),
                format!("the setting `{name}` is made from the paths, expected another")
            );
        }
    }
}

#[test]
fn all_mistakes_are_told_at_once_with_their_lines() {
    let first = line!() + 2;
    let refused = Docs::none()
        .document("openapi.json")
        .rendering("/{version}", "text/\nplain", "")
        .page("/redoc", redoc())
        .rendering("/redoc/redoc.js", "text/plain", "")
        .publish(DOCUMENT)
        .expect_err("it is wrong");
    let told: Vec<(u32, String)> =
        refused.problems().iter().map(|problem| (problem.at.line() - first, problem.to_string())).collect();
    let sentence = |line: u32, sentence: &str| (line, sentence.to_owned());
    assert_eq!(
        told,
        [
            sentence(0, "the path `openapi.json` is not one, expected it to start with `/`"),
            sentence(1, "the content type `text/\\nplain` is not one, expected visible ASCII"),
            sentence(1, "the path `/{version}` is not one, expected segments of ASCII letters, digits and `-_.~@+`"),
            sentence(2, "the path `/redoc/redoc.js` is taken, expected one path for each file"),
        ]
    );
    assert!(refused.to_string().starts_with("4 problems in the documentation pages\n\nerror: the path `openapi.json`"));
    assert!(refused.to_string().contains(concat!("\n   --> ", file!(), ":")), "{refused}");
}

#[test]
fn a_page_needs_a_document() {
    let refused = Docs::none().page("/redoc", redoc()).publish(DOCUMENT).expect_err("there is none");
    assert_eq!(
        refused.problems()[0].to_string(),
        "the page `/redoc` has no document to show, expected `.document(…)` with its path"
    );
}
