//! Bodies, read as far as the limits allow.

use std::pin::pin;

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt as _};

use crate::invalid::Invalid;
use crate::reading::Reading;

/// Reads a body. What says to be too long is refused before anything of it is read, and what is too long as soon as it
/// shows.
///
/// # Errors
/// [`Invalid::TooLarge`], and [`Invalid::Unreadable`] for a body that breaks off.
pub async fn body<E>(
    reading: &Reading,
    content_length: Option<u64>,
    chunks: impl Stream<Item = Result<Bytes, E>>,
) -> Result<Bytes, Invalid> {
    let most = reading.limits.body;
    if content_length.is_some_and(|length| length > most as u64) {
        return Err(Invalid::too_large(most));
    }
    let mut chunks = pin!(chunks);
    let mut only = Bytes::new();
    let mut joined = BytesMut::new();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Invalid::Unreadable)?;
        if only.len() + joined.len() + chunk.len() > most {
            return Err(Invalid::too_large(most));
        }
        if only.is_empty() && joined.is_empty() {
            only = chunk;
            continue;
        }
        if joined.is_empty() {
            joined.reserve(content_length.unwrap_or_default().min(most as u64) as usize);
            joined.extend_from_slice(&std::mem::take(&mut only));
        }
        joined.extend_from_slice(&chunk);
    }
    Ok(if joined.is_empty() { only } else { joined.freeze() })
}
