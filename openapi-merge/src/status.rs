//! What a status key says by itself: its text, whether there may be a body, and its phrase.

use alloc::string::String;

use openapi_model::{StatusKey, StatusRange};

/// Appends the key of a JSON member, with its quotes and colon.
pub(crate) fn push_member_key(json: &mut String, key: StatusKey) {
    json.push('"');
    match key {
        StatusKey::Code(code) => {
            let code = code.get();
            json.extend([code / 100, code / 10 % 10, code % 10].map(|digit| char::from(b'0' + digit as u8)));
        }
        StatusKey::Range(range) => json.push_str(range.as_str()),
        StatusKey::Default => json.push_str("default"),
    }
    json.push_str("\":");
}

/// R9: no body for 1xx, 204, 205 and 304; a range or `default` may have one.
pub(crate) fn may_have_body(key: StatusKey) -> bool {
    match key {
        StatusKey::Code(code) => !matches!(code.get(), 0..=199 | 204 | 205 | 304),
        StatusKey::Range(_) | StatusKey::Default => true,
    }
}

/// R11 (c), (d): the name of a range, or the phrase of a code as Python 3.11's `http` has it.
pub(crate) fn phrase(key: StatusKey) -> Option<&'static str> {
    Some(match key {
        StatusKey::Default => "Default Response",
        StatusKey::Range(StatusRange::Informational) => "Information",
        StatusKey::Range(StatusRange::Success) => "Success",
        StatusKey::Range(StatusRange::Redirection) => "Redirection",
        StatusKey::Range(StatusRange::ClientError) => "Client Error",
        StatusKey::Range(StatusRange::ServerError) => "Server Error",
        StatusKey::Code(code) => match code.get() {
            100 => "Continue",
            101 => "Switching Protocols",
            102 => "Processing",
            103 => "Early Hints",
            200 => "OK",
            201 => "Created",
            202 => "Accepted",
            203 => "Non-Authoritative Information",
            204 => "No Content",
            205 => "Reset Content",
            206 => "Partial Content",
            207 => "Multi-Status",
            208 => "Already Reported",
            226 => "IM Used",
            300 => "Multiple Choices",
            301 => "Moved Permanently",
            302 => "Found",
            303 => "See Other",
            304 => "Not Modified",
            305 => "Use Proxy",
            307 => "Temporary Redirect",
            308 => "Permanent Redirect",
            400 => "Bad Request",
            401 => "Unauthorized",
            402 => "Payment Required",
            403 => "Forbidden",
            404 => "Not Found",
            405 => "Method Not Allowed",
            406 => "Not Acceptable",
            407 => "Proxy Authentication Required",
            408 => "Request Timeout",
            409 => "Conflict",
            410 => "Gone",
            411 => "Length Required",
            412 => "Precondition Failed",
            413 => "Request Entity Too Large",
            414 => "Request-URI Too Long",
            415 => "Unsupported Media Type",
            416 => "Requested Range Not Satisfiable",
            417 => "Expectation Failed",
            418 => "I'm a Teapot",
            421 => "Misdirected Request",
            422 => "Unprocessable Entity",
            423 => "Locked",
            424 => "Failed Dependency",
            425 => "Too Early",
            426 => "Upgrade Required",
            428 => "Precondition Required",
            429 => "Too Many Requests",
            431 => "Request Header Fields Too Large",
            451 => "Unavailable For Legal Reasons",
            500 => "Internal Server Error",
            501 => "Not Implemented",
            502 => "Bad Gateway",
            503 => "Service Unavailable",
            504 => "Gateway Timeout",
            505 => "HTTP Version Not Supported",
            506 => "Variant Also Negotiates",
            507 => "Insufficient Storage",
            508 => "Loop Detected",
            510 => "Not Extended",
            511 => "Network Authentication Required",
            _ => return None,
        },
    })
}
