//! Signatures as [Standard Webhooks](https://www.standardwebhooks.com) has them, made and verified.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderName, HeaderValue};
use sha2::Sha256;

pub(crate) const ID: &str = "webhook-id";
pub(crate) const TIMESTAMP: &str = "webhook-timestamp";
pub(crate) const SIGNATURE: &str = "webhook-signature";

/// Written with padding, read with or without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A secret that sender and receiver share: `whsec_` and the base64 of 24 to 64 random bytes.
///
/// `Debug` does not show it.
///
/// ```
/// # use openapi_reqwest::Secret;
/// let secret: Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".parse()?;
/// # Ok::<(), openapi_reqwest::InvalidSecret>(())
/// ```
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl FromStr for Secret {
    type Err = InvalidSecret;

    fn from_str(text: &str) -> Result<Self, InvalidSecret> {
        let encoded = text.strip_prefix("whsec_").ok_or(InvalidSecret::Prefix)?;
        let bytes = BASE64.decode(encoded).map_err(|_| InvalidSecret::Base64)?;
        match bytes.len() {
            24..=64 => Ok(Secret(bytes)),
            found => Err(InvalidSecret::Length { found }),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Why text is not a [`Secret`]. The sentences do not show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidSecret {
    /// It begins otherwise.
    #[error("the secret does not begin with `whsec_`")]
    Prefix,
    /// It is not base64.
    #[error("the secret is not base64 after `whsec_`")]
    Base64,
    /// It is too short to be safe, or too long.
    #[error("the secret is {found} bytes long; expected 24 to 64")]
    Length {
        /// How many bytes it has.
        found: usize,
    },
}

impl Secret {
    /// HMAC-SHA256 over `id.timestamp.body`.
    fn mac(&self, id: &str, timestamp: &str, body: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
            mac.update(part);
        }
        Some(mac)
    }
}

/// Chooses the id of a message: the millisecond and 80 random bits, so that ids are in the order of their messages.
pub(crate) fn new_id() -> Result<String, getrandom::Error> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
    let random = (u128::from(getrandom::u64()?) << 64) | u128::from(getrandom::u64()?);
    Ok(format!("msg_{:032x}", (now << 80) | (random >> 48)))
}

/// Whether a text may be a `webhook-id`. What is signed is `id.timestamp.body`, so an id with a `.` could be read as a
/// shorter id and another message.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty() && !text.contains('.')
}

/// The headers of a message with an id: that alone, or with secrets all three, with one signature for each.
pub(crate) fn headers(secrets: &[Secret], id: &str, now: SystemTime, body: &[u8]) -> HeaderMap {
    let Ok(id_value) = HeaderValue::try_from(id) else { return HeaderMap::new() };
    let mut headers = HeaderMap::from_iter([(HeaderName::from_static(ID), id_value)]);
    if secrets.is_empty() {
        return headers;
    }
    let timestamp = seconds(now).to_string();
    let macs = secrets.iter().filter_map(|secret| secret.mac(id, &timestamp, body));
    let signatures: Vec<String> =
        macs.map(|mac| format!("v1,{}", BASE64.encode(mac.finalize().into_bytes()))).collect();
    for (name, value) in [(TIMESTAMP, timestamp), (SIGNATURE, signatures.join(" "))] {
        headers.extend(HeaderValue::try_from(value).map(|value| (HeaderName::from_static(name), value)));
    }
    headers
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// The receiving side: tells requests that were signed with a secret, a short while ago, from all others.
///
/// ```
/// # use openapi_reqwest::{Secret, Verifier, VerifyError};
/// # fn receive(headers: http::HeaderMap, body: bytes::Bytes, secret: Secret) -> Result<(), VerifyError> {
/// let verifier = Verifier::new([secret]);
/// let id = verifier.verify(|name| headers.get(name)?.to_str().ok(), &body)?;
/// # let _ = id; Ok(()) }
/// ```
///
/// # Act once
///
/// A message that [`verify`](Self::verify) trusts may have come before: the sender tries again when an answer was lost,
/// after a crash, or when two of its workers overlap, so each message arrives at least once. All its arrivals have the
/// same `webhook-id`, while timestamp and signature differ. Keep the ids you acted on for as long as the sender may try
/// again (in the same transaction as what you do), answer a known one as you did the first time, and do nothing.
#[derive(Clone, Debug)]
pub struct Verifier {
    secrets: Vec<Secret>,
    tolerance: Duration,
}

impl Verifier {
    /// Creates a verifier that trusts any of these secrets. Timestamps may differ by five minutes.
    pub fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        Self { secrets: secrets.into_iter().collect(), tolerance: Duration::from_secs(5 * 60) }
    }

    /// Sets how far the timestamp may be from now, in either direction.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Verifies a request by its headers and the bytes of its body, and gives its `webhook-id`.
    ///
    /// `header` looks up a header by its name in lower case, in whatever type the framework keeps them. The body is to be
    /// what was received, byte for byte, not what it was read into. Signatures are compared in constant time.
    ///
    /// # Errors
    /// A header is missing or invalid, the timestamp is too old or too new, or no known secret has signed.
    pub fn verify<'h>(
        &self,
        header: impl Fn(&'static str) -> Option<&'h str>,
        body: &[u8],
    ) -> Result<&'h str, VerifyError> {
        self.verify_at(SystemTime::now(), header, body)
    }

    /// Verifies as [`verify`](Self::verify) does, at another time than now.
    ///
    /// # Errors
    /// Those of [`verify`](Self::verify).
    pub fn verify_at<'h>(
        &self,
        now: SystemTime,
        header: impl Fn(&'static str) -> Option<&'h str>,
        body: &[u8],
    ) -> Result<&'h str, VerifyError> {
        let needed = |name| header(name).ok_or(VerifyError::MissingHeader { name });
        let (id, timestamp, signatures) = (needed(ID)?, needed(TIMESTAMP)?, needed(SIGNATURE)?);
        if !is_id(id) {
            return Err(VerifyError::InvalidId);
        }
        let sent: u64 = match timestamp.bytes().all(|byte| byte.is_ascii_digit()) {
            true => timestamp.parse().map_err(|_| VerifyError::InvalidTimestamp)?,
            false => return Err(VerifyError::InvalidTimestamp),
        };
        let (now, tolerance) = (seconds(now), self.tolerance.as_secs());
        if now.saturating_sub(sent) > tolerance {
            return Err(VerifyError::TooOld);
        }
        if sent.saturating_sub(now) > tolerance {
            return Err(VerifyError::TooNew);
        }
        let given = signatures.split(' ').filter_map(|signature| signature.strip_prefix("v1,"));
        let given: Vec<Vec<u8>> = given.filter_map(|signature| BASE64.decode(signature).ok()).collect();
        let is_by = |secret: &Secret| {
            let mac = secret.mac(id, timestamp, body);
            mac.is_some_and(|mac| given.iter().any(|signature| mac.clone().verify_slice(signature).is_ok()))
        };
        if self.secrets.iter().any(is_by) { Ok(id) } else { Err(VerifyError::NoMatch) }
    }
}

/// Why a request is not to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// It has no such header.
    #[error("the header `{name}` is missing")]
    MissingHeader {
        /// The name.
        name: &'static str,
    },
    /// Its id is empty or has a `.`, so that it could be part of another signed message.
    #[error("`webhook-id` is empty or has a `.`")]
    InvalidId,
    /// Its timestamp is not a number of seconds.
    #[error("`webhook-timestamp` is not a number of seconds since 1970")]
    InvalidTimestamp,
    /// It was signed too long ago: perhaps somebody sends it again.
    #[error("`webhook-timestamp` is longer ago than the tolerance")]
    TooOld,
    /// It was signed in the future.
    #[error("`webhook-timestamp` is further in the future than the tolerance")]
    TooNew,
    /// No signature is by one of the secrets.
    #[error("no signature in `webhook-signature` is by a known secret")]
    NoMatch,
}

#[cfg(test)]
mod tests {
    use super::*;

    // The published vector of Standard Webhooks' libraries. Python says the same:
    // base64.b64encode(hmac.new(base64.b64decode(SECRET[6:]), f"{ID}.{TIME}.{BODY}".encode(), "sha256").digest())
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const MESSAGE: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const TIME: u64 = 1_614_265_330;
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNED: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    const OTHER: &str = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    // Python, as above, with the secret of 32 zero bytes.
    const SIGNED_BY_OTHER: &str = "v1,woH/1mJtZGSMCmpFTxRYbStS24eLLD/oXIYr4PYyZ7g=";

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn secrets(texts: &[&str]) -> Vec<Secret> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[track_caller]
    fn verified(now: u64, timestamp: &str, signatures: &str, body: &[u8]) -> Result<String, VerifyError> {
        let header = |name: &str| match name {
            ID => Some(MESSAGE),
            TIMESTAMP => Some(timestamp),
            SIGNATURE => Some(signatures),
            _ => None,
        };
        Verifier::new(secrets(&[SECRET])).verify_at(at(now), header, body).map(ToOwned::to_owned)
    }

    #[test]
    fn the_published_vector_is_signed_and_verified() {
        let headers = headers(&secrets(&[SECRET]), MESSAGE, at(TIME), BODY);
        assert_eq!(headers[ID], MESSAGE);
        assert_eq!(headers[TIMESTAMP], "1614265330");
        assert_eq!(headers[SIGNATURE], SIGNED);
        assert_eq!(verified(TIME, "1614265330", SIGNED, BODY).as_deref(), Ok(MESSAGE));
    }

    #[test]
    fn each_secret_signs_and_any_verifies() {
        let headers = headers(&secrets(&[SECRET, OTHER]), MESSAGE, at(TIME), BODY);
        assert_eq!(headers[SIGNATURE], format!("{SIGNED} {SIGNED_BY_OTHER}"));
        for mixed in [
            format!("{SIGNED_BY_OTHER} {SIGNED}"),
            format!("v1a,hnO3f9T8 v2,AAAA v1,%%% {SIGNED}"),
            // Without its padding it is the same.
            SIGNED.trim_end_matches('=').to_owned(),
        ] {
            assert_eq!(verified(TIME, "1614265330", &mixed, BODY).as_deref(), Ok(MESSAGE), "{mixed}");
        }
    }

    #[test]
    fn what_is_not_signed_like_this_is_refused() {
        let no_match = Err(VerifyError::NoMatch);
        assert_eq!(verified(TIME, "1614265330", SIGNED_BY_OTHER, BODY), no_match);
        assert_eq!(verified(TIME, "1614265330", SIGNED, br#"{"test":2432232314}"#), no_match);
        assert_eq!(verified(TIME, "1614265331", SIGNED, BODY), no_match);
        assert_eq!(verified(TIME, "01614265330", SIGNED, BODY), no_match);
        for other in [
            "",
            "v1,",
            "v1",
            "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            "v1,g0hM",
            "v2,AAAA",
            &SIGNED.replace("v1", "V1"),
        ] {
            assert_eq!(verified(TIME, "1614265330", other, BODY), no_match, "{other}");
        }
        assert_eq!(
            Verifier::new([]).verify_at(
                at(TIME),
                |name| Some(if name == TIMESTAMP { "1614265330" } else { SIGNED }),
                BODY
            ),
            no_match.map(|_: String| "")
        );
    }

    #[test]
    fn the_timestamp_may_be_five_minutes_off() {
        for now in [TIME - 300, TIME + 300] {
            assert!(verified(now, "1614265330", SIGNED, BODY).is_ok(), "{now}");
        }
        assert_eq!(verified(TIME + 301, "1614265330", SIGNED, BODY), Err(VerifyError::TooOld));
        assert_eq!(verified(TIME - 301, "1614265330", SIGNED, BODY), Err(VerifyError::TooNew));
        for text in ["", "now", "-1", "+1614265330", "1614265330.0", " 1614265330", "99999999999999999999"] {
            assert_eq!(verified(TIME, text, SIGNED, BODY), Err(VerifyError::InvalidTimestamp), "{text}");
        }
    }

    #[test]
    fn a_message_is_not_verified_as_another() {
        // `id.timestamp.body` of the second is that of the first.
        let body = format!("1795612200.{}", String::from_utf8_lossy(BODY));
        let signed = headers(&secrets(&[SECRET]), "msg_1", at(1_795_612_100), body.as_bytes());
        let header = |name: &str| match name {
            ID => Some("msg_1.1795612100"),
            TIMESTAMP => Some("1795612200"),
            name => signed[name].to_str().ok(),
        };
        let verifier = Verifier::new(secrets(&[SECRET]));
        assert_eq!(verifier.verify_at(at(1_795_612_200), header, BODY), Err(VerifyError::InvalidId));
        let nameless = |name: &str| if name == ID { Some("") } else { header(name) };
        assert_eq!(verifier.verify_at(at(1_795_612_200), nameless, BODY), Err(VerifyError::InvalidId));
    }

    #[test]
    fn standard_webhooks_own_library_trusts_what_is_signed_and_is_trusted() {
        let library = standardwebhooks::Webhook::new(SECRET).unwrap();
        let now = SystemTime::now();
        let signed = headers(&secrets(&[OTHER, SECRET]), MESSAGE, now, BODY);
        library.verify(BODY, &signed).unwrap();
        assert!(library.verify(b"{}", &signed).is_err());

        let seconds = seconds(now);
        let signature = library.sign(MESSAGE, i64::try_from(seconds).unwrap(), BODY).unwrap();
        assert_eq!(verified(seconds, &seconds.to_string(), &signature, BODY).as_deref(), Ok(MESSAGE));
    }

    #[test]
    fn a_missing_header_is_named() {
        let verifier = Verifier::new(secrets(&[SECRET]));
        for missing in [ID, TIMESTAMP, SIGNATURE] {
            let header = |name| (name != missing).then_some("1614265330");
            assert_eq!(verifier.verify_at(at(TIME), header, BODY), Err(VerifyError::MissingHeader { name: missing }));
        }
    }

    #[test]
    fn a_secret_is_long_enough_and_not_shown() {
        let sentence = |text: &str| text.parse::<Secret>().unwrap_err().to_string();
        assert_eq!(sentence("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "the secret does not begin with `whsec_`");
        assert_eq!(sentence("whsec_?"), "the secret is not base64 after `whsec_`");
        assert_eq!(sentence("whsec_AAAA"), "the secret is 3 bytes long; expected 24 to 64");
        assert_eq!(format!("{:?}", secrets(&[SECRET])), "[Secret]");
    }
}
