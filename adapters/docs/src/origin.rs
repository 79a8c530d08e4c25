//! Origins, as browsers send them and as policies name them.

use http::Uri;

/// Whether a text is an origin as a browser sends it: `https://editor.example`, `http://localhost:3000`.
///
/// A browser compares letter by letter: upper case, a path, a slash at the end or a scheme's own port would never match.
pub(crate) fn is_sent_by_browsers(text: &str) -> bool {
    let Ok(uri) = text.parse::<Uri>() else { return false };
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return false };
    let port = text.rsplit_once(':').map(|(_, port)| port);
    let own_port = matches!((scheme, port), ("http", Some("80")) | ("https", Some("443")));
    let host = authority.host();
    text.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("://")) == Some(authority.as_str())
        && !host.is_empty()
        && !text.contains(|character: char| character.is_ascii_uppercase() || "@*,;'".contains(character))
        && !authority.as_str().ends_with(':')
        && !own_port
}

/// Whether a text is the source of a policy that names servers: an origin, or one of which `*.` stands for the first
/// names of its host.
pub(crate) fn is_source(text: &str) -> bool {
    match text.split_once("://*.") {
        Some((scheme, rest)) => is_sent_by_browsers(&format!("{scheme}://{rest}")),
        None => is_sent_by_browsers(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_browsers_send() {
        for origin in [
            "https://editor.example",
            "http://localhost:3000",
            "http://127.0.0.1:8000",
            "https://[::1]:8443",
            "chrome-extension://abcdefgh",
        ] {
            assert!(is_sent_by_browsers(origin), "{origin}");
        }
    }

    #[test]
    fn what_no_browser_sends() {
        for text in [
            "",
            "*",
            "null",
            "editor.example",
            "https://",
            "https:///",
            "https://a.example/",
            "https://a.example/ ; script-src *",
            "https://a.example; script-src *",
            "https://a.example, https://b.example",
            "https://a.example https://b.example",
            "https://a.example?x",
            "https://a.example#x",
            "https://user@a.example",
            "https://a.example:",
            "https://a.example:443",
            "http://a.example:80",
            "https://A.example",
            "HTTPS://a.example",
            "https://*.example",
            "https://a.example\r\nx: y",
            "https://bücher.example",
        ] {
            assert!(!is_sent_by_browsers(text), "{text}");
        }
    }

    #[test]
    fn sources_of_a_policy() {
        assert!(is_source("https://a.example") && is_source("https://*.a.example:8443"));
        for text in ["*", "'unsafe-inline'", "https://*", "https://*.", "https://a.*.example", "https://*.a.example; x"]
        {
            assert!(!is_source(text), "{text}");
        }
    }
}
