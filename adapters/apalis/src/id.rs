//! `DeliveryId`: the name of a stored callback, which is its `webhook-id`.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use ulid::Ulid;

/// The name of a stored callback. Its text is the `webhook-id` that the receiver sees, at every attempt the same.
///
/// ```
/// use openapi_apalis::DeliveryId;
///
/// let id: DeliveryId = "msg_019ac5c87f9b0123456789abcdef0123".parse()?;
/// assert_eq!(id.to_string(), "msg_019ac5c87f9b0123456789abcdef0123");
/// # Ok::<(), openapi_apalis::InvalidDeliveryId>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeliveryId(u128);

impl DeliveryId {
    /// Returns when the callback was stored, to the millisecond.
    pub fn stored_at(self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(Ulid(self.0).timestamp_ms())
    }

    /// The name of the job in the engine, which is the same number in the engine's spelling.
    pub(crate) fn job(self) -> Ulid {
        Ulid(self.0)
    }

    pub(crate) fn of_job(job: &str) -> Option<Self> {
        Ulid::from_string(job).ok().map(|job| Self(job.0))
    }
}

impl fmt::Display for DeliveryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "msg_{:032x}", self.0)
    }
}

impl fmt::Debug for DeliveryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeliveryId({self})")
    }
}

impl FromStr for DeliveryId {
    type Err = InvalidDeliveryId;

    fn from_str(text: &str) -> Result<Self, InvalidDeliveryId> {
        let digits = text.strip_prefix("msg_").filter(|digits| digits.len() == 32).ok_or(InvalidDeliveryId)?;
        let is_hexadecimal = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let number = u128::from_str_radix(digits, 16).ok().filter(|_| is_hexadecimal);
        number.map(Self).ok_or(InvalidDeliveryId)
    }
}

impl TryFrom<String> for DeliveryId {
    type Error = InvalidDeliveryId;

    fn try_from(text: String) -> Result<Self, InvalidDeliveryId> {
        text.parse()
    }
}

impl From<DeliveryId> for String {
    fn from(id: DeliveryId) -> Self {
        id.to_string()
    }
}

/// The text is not the name of a stored callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected `msg_` and 32 hexadecimal digits in lower case")]
#[non_exhaustive]
pub struct InvalidDeliveryId;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_same_in_all_spellings() {
        let id: DeliveryId = "msg_0000018f000000000000000000000001".parse().unwrap();
        assert_eq!(DeliveryId::of_job(&id.job().to_string()), Some(id));
        assert_eq!(serde_json::to_string(&id).unwrap(), r#""msg_0000018f000000000000000000000001""#);
        assert_eq!(id.stored_at(), SystemTime::UNIX_EPOCH + Duration::from_millis(0x18f_0000));
        for invalid in
            ["", "msg_", "msg_1", "msg_0000018F000000000000000000000001", "msg_+000018f000000000000000000000001"]
        {
            assert_eq!(invalid.parse::<DeliveryId>(), Err(InvalidDeliveryId), "{invalid}");
        }
    }
}
