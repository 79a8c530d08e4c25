//! One file in each of its encodings, with headers that are ready to be sent.

use crate::negotiate::{self, Encoding};
use crate::packed::{Packed, PackedBody};
use crate::published::{Answer, Header};
use crate::{etag, gzip};
use bytes::Bytes;
use std::borrow::Cow;
use std::sync::OnceLock;

/// Less than this fits into one packet as it is.
const WORTH_COMPRESSING: usize = 1024;

/// The example `compression` prints time and size of every level, by which another can be chosen.
const GZIP_LEVEL: u32 = 6;

pub(crate) struct File {
    pub(crate) path: String,
    about: About,
    plain: Representation,
    /// The best first.
    compressed: Vec<Compressed>,
}

/// A compressed representation, made for the first client that accepts it; none if it would not be smaller.
struct Compressed {
    encoding: Encoding,
    made: OnceLock<Option<Representation>>,
}

/// What the headers say of a file beside its bytes.
#[derive(Clone, Debug)]
pub(crate) struct About {
    pub(crate) content_type: Cow<'static, str>,
    /// Its Content-Security-Policy, if it is a page.
    pub(crate) policy: Option<Cow<'static, str>>,
    /// Whose scripts may read it beside those of its own origin.
    pub(crate) allowed_origin: Option<Cow<'static, str>>,
}

struct Representation {
    etag: String,
    body: Body,
    headers: Vec<Header>,
    /// How many of the headers, from the first, a 304 repeats.
    repeated: usize,
}

enum Body {
    Ready(Bytes),
    /// Unpacked for the first client that accepts no compression, and kept for the next.
    Gzipped {
        gzip: &'static [u8],
        length: usize,
        plain: OnceLock<Bytes>,
    },
}

impl File {
    pub(crate) fn new(path: String, about: About, plain: Bytes) -> Self {
        let mut encodings = Vec::new();
        if plain.len() >= WORTH_COMPRESSING {
            #[cfg(feature = "brotli")]
            encodings.push(Encoding::Brotli);
            encodings.push(Encoding::Gzip);
        }
        let hash = etag::hash(&[&plain]);
        let plain = Representation::new(Encoding::Identity, Body::Ready(plain), &about, &hash, !encodings.is_empty());
        let unmade = |encoding| Compressed { encoding, made: OnceLock::new() };
        Self { path, about, plain, compressed: encodings.into_iter().map(unmade).collect() }
    }

    pub(crate) fn packed(path: String, about: About, packed: &'static Packed) -> Self {
        let representation = |encoding, body, varies| Representation::new(encoding, body, &about, packed.hash, varies);
        let (plain, compressed) = match packed.body {
            PackedBody::Plain(bytes) => {
                (representation(Encoding::Identity, Body::Ready(Bytes::from_static(bytes)), false), Vec::new())
            }
            PackedBody::Compressed { brotli, gzip } => {
                let body = Body::Gzipped { gzip, length: packed.length, plain: OnceLock::new() };
                let made = [(Encoding::Brotli, brotli), (Encoding::Gzip, gzip)].map(|(encoding, bytes)| {
                    let made = representation(encoding, Body::Ready(Bytes::from_static(bytes)), true);
                    Compressed { encoding, made: Some(made).into() }
                });
                (representation(Encoding::Identity, body, true), made.into())
            }
        };
        Self { path, about, plain, compressed }
    }

    pub(crate) fn answer<'h, Values>(
        &self,
        has_body: bool,
        accept_encoding: Values,
        if_none_match: Values,
    ) -> Answer<'_>
    where
        Values: IntoIterator<Item = &'h str>,
    {
        let encoding = negotiate::encoding(accept_encoding, self.compressed.iter().map(|one| one.encoding));
        let compressed = self.compressed.iter().find(|one| one.encoding == encoding);
        let chosen = compressed.and_then(|one| self.made(one)).unwrap_or(&self.plain);
        if negotiate::is_known(if_none_match, &chosen.etag) {
            return Answer { status: 304, headers: &chosen.headers[..chosen.repeated], body: Bytes::new() };
        }
        let body = if has_body { chosen.body.bytes() } else { Bytes::new() };
        Answer { status: 200, headers: &chosen.headers, body }
    }

    fn made<'f>(&self, compressed: &'f Compressed) -> Option<&'f Representation> {
        let make = || {
            let plain = self.plain.body.bytes();
            let bytes = compressed.encoding.compress(&plain).filter(|bytes| bytes.len() < plain.len())?;
            let hash = etag::hash(&[&bytes]);
            Some(Representation::new(compressed.encoding, Body::Ready(bytes.into()), &self.about, &hash, true))
        };
        compressed.made.get_or_init(make).as_ref()
    }
}

impl Encoding {
    fn compress(self, plain: &[u8]) -> Option<Vec<u8>> {
        match self {
            #[cfg(feature = "brotli")]
            Self::Brotli => brotli(plain),
            Self::Gzip => gzip::compress(plain, GZIP_LEVEL).ok(),
            _ => None,
        }
    }
}

impl Representation {
    fn new(encoding: Encoding, body: Body, about: &About, hash: &str, varies: bool) -> Self {
        let (suffix, content_encoding) = match encoding {
            Encoding::Brotli => ("-br", Some("br")),
            Encoding::Gzip => ("-gz", Some("gzip")),
            Encoding::Identity => ("", None),
        };
        let etag = format!("\"{hash}{suffix}\"");

        let mut headers: Vec<Header> = vec![("etag", etag.clone().into()), ("cache-control", "no-cache".into())];
        if varies {
            headers.push(("vary", "accept-encoding".into()));
        }
        if let Some(origin) = &about.allowed_origin {
            headers.push(("access-control-allow-origin", origin.clone()));
        }
        let repeated = headers.len();

        headers.push(("content-type", about.content_type.clone()));
        headers.push(("content-length", body.len().to_string().into()));
        headers.push(("x-content-type-options", "nosniff".into()));
        if let Some(encoding) = content_encoding {
            headers.push(("content-encoding", encoding.into()));
        }
        if let Some(policy) = &about.policy {
            headers.push(("content-security-policy", policy.clone()));
            // The API itself may want to know where its callers come from; nobody else is told.
            headers.push(("referrer-policy", "same-origin".into()));
        }
        Self { etag, body, headers, repeated }
    }
}

impl Body {
    fn len(&self) -> usize {
        match self {
            Self::Ready(bytes) => bytes.len(),
            Self::Gzipped { length, .. } => *length,
        }
    }

    fn bytes(&self) -> Bytes {
        match self {
            Self::Ready(bytes) => bytes.clone(),
            Self::Gzipped { gzip, plain, .. } => {
                plain.get_or_init(|| gzip::decompress(gzip).unwrap_or_default().into()).clone()
            }
        }
    }
}

/// Quality 5, chosen as the level of gzip is.
#[cfg(feature = "brotli")]
fn brotli(bytes: &[u8]) -> Option<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 5, size_hint: bytes.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &params).ok()?;
    Some(compressed)
}
