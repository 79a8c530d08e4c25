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

const GZIP_LEVEL: u8 = 6;

pub(crate) struct File {
    pub(crate) path: String,
    /// The best first.
    compressed: Vec<Representation>,
    plain: Representation,
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
    encoding: Encoding,
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
    /// Compresses, so it is for start-up.
    pub(crate) fn new(path: String, about: &About, plain: Bytes) -> Self {
        let mut compressed = Vec::new();
        if plain.len() >= WORTH_COMPRESSING {
            #[cfg(feature = "brotli")]
            compressed.extend(brotli(&plain).map(|bytes| (Encoding::Brotli, bytes)));
            compressed.push((Encoding::Gzip, gzip::compress(&plain, GZIP_LEVEL)));
        }
        compressed.retain(|(_, bytes)| bytes.len() < plain.len());
        let parts: Vec<&[u8]> = compressed.iter().map(|(_, bytes)| &bytes[..]).chain([&plain[..]]).collect();
        let hash = etag::hash(&parts);
        let compressed = compressed.into_iter().map(|(encoding, bytes)| (encoding, Bytes::from(bytes))).collect();
        Self::with(path, about, &hash, compressed, Body::Ready(plain))
    }

    pub(crate) fn packed(path: String, about: &About, packed: &'static Packed) -> Self {
        let (compressed, plain) = match packed.body {
            PackedBody::Plain(bytes) => (Vec::new(), Body::Ready(Bytes::from_static(bytes))),
            PackedBody::Compressed { brotli, gzip } => (
                vec![(Encoding::Brotli, Bytes::from_static(brotli)), (Encoding::Gzip, Bytes::from_static(gzip))],
                Body::Gzipped { gzip, length: packed.length, plain: OnceLock::new() },
            ),
        };
        Self::with(path, about, packed.hash, compressed, plain)
    }

    fn with(path: String, about: &About, hash: &str, compressed: Vec<(Encoding, Bytes)>, plain: Body) -> Self {
        let varies = !compressed.is_empty();
        let representation = |encoding, body| Representation::new(encoding, body, about, hash, varies);
        Self {
            path,
            plain: representation(Encoding::Identity, plain),
            compressed: compressed
                .into_iter()
                .map(|(encoding, bytes)| representation(encoding, Body::Ready(bytes)))
                .collect(),
        }
    }

    pub(crate) fn answer(
        &self,
        has_body: bool,
        accept_encoding: Option<&str>,
        if_none_match: Option<&str>,
    ) -> Answer<'_> {
        let encoding = negotiate::encoding(accept_encoding, self.compressed.iter().map(|one| one.encoding));
        let chosen = self.compressed.iter().find(|one| one.encoding == encoding).unwrap_or(&self.plain);
        if negotiate::is_known(if_none_match, &chosen.etag) {
            return Answer { status: 304, headers: &chosen.headers[..chosen.repeated], body: Bytes::new() };
        }
        let body = if has_body { chosen.body.bytes() } else { Bytes::new() };
        Answer { status: 200, headers: &chosen.headers, body }
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
        }
        Self { encoding, etag, body, headers, repeated }
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

/// Quality 5: the highest that keeps pace with gzip, and a tenth smaller than it.
#[cfg(feature = "brotli")]
fn brotli(bytes: &[u8]) -> Option<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 5, size_hint: bytes.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &params).ok()?;
    Some(compressed)
}
