//! `ResponseClass`: FastAPI's `response_class`, what a main response is by itself.

use openapi_model::{StatusCode, Text};

/// What the main response of an operation is by itself: its media type, whether that is JSON, and its status.
///
/// FastAPI's `response_class` and `default_response_class`.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseClass {
    pub(crate) media_type: Option<Text>,
    pub(crate) json: bool,
    pub(crate) status: Option<u16>,
}

impl ResponseClass {
    /// A body of this media type that is not JSON: its schema is a string (R4). Status 200.
    pub fn new(media_type: impl Into<Text>) -> Self {
        Self { media_type: Some(media_type.into()), json: false, status: Some(200) }
    }

    /// JSON under this media type: its schema is the response model's (R3). Status 200.
    pub fn json_as(media_type: impl Into<Text>) -> Self {
        Self { media_type: Some(media_type.into()), json: true, status: Some(200) }
    }

    /// `application/json`, the default: FastAPI's `JSONResponse`.
    pub const fn json() -> Self {
        Self { media_type: Some(Text::Borrowed("application/json")), json: true, status: Some(200) }
    }

    /// `text/html`: FastAPI's `HTMLResponse`.
    pub const fn html() -> Self {
        Self { media_type: Some(Text::Borrowed("text/html")), json: false, status: Some(200) }
    }

    /// `text/plain`: FastAPI's `PlainTextResponse`.
    pub const fn plain_text() -> Self {
        Self { media_type: Some(Text::Borrowed("text/plain")), json: false, status: Some(200) }
    }

    /// No media type said (R7): FastAPI's `Response`, `FileResponse` and `StreamingResponse`.
    pub const fn unspecified() -> Self {
        Self { media_type: None, json: false, status: Some(200) }
    }

    /// No media type, status 307: FastAPI's `RedirectResponse`.
    pub const fn redirect() -> Self {
        Self { media_type: None, json: false, status: Some(307) }
    }

    /// With another status for operations that name none (R2).
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = Some(status.get());
        self
    }

    /// Without a status: each operation of the class must name its own (E8).
    #[must_use]
    pub fn without_status(mut self) -> Self {
        self.status = None;
        self
    }

    /// JSON whose media type is not said: like [`unspecified`](Self::unspecified), for a subclass of FastAPI's
    /// `JSONResponse` with `media_type = None`.
    #[must_use]
    pub fn without_media_type(mut self) -> Self {
        self.media_type = None;
        self
    }
}
