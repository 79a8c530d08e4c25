//! `Retries`: when to try again, and how long to wait.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

/// How often an attempt is made again that probably failed for a while only.
///
/// Made again are: attempts that did not reach the receiver, were broken off or timed out, and those answered with 408,
/// 425, 429, 500, 502, 503 or 504, declared or not. After the last attempt its outcome is handed back like any other.
///
/// The wait doubles each time and is cut by up to a half at random, so that many senders do not come back together. A
/// `Retry-After`, in seconds or as a date, makes it longer; one that leads past [`within`](Self::within) ends the retries.
///
/// All of it happens in the future that `send` returned: dropping that ends it. What must survive a restart belongs in a
/// queue; see the crate's first page.
#[derive(Clone, Debug)]
pub struct Retries {
    attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
    within: Duration,
}

impl Retries {
    /// No second attempt.
    pub fn none() -> Self {
        Self::attempts(1)
    }

    /// This many attempts in all: waits of 1 s, 2 s, 4 s … up to a minute, within 15 minutes.
    pub fn attempts(attempts: u32) -> Self {
        Self {
            attempts,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
            within: Duration::from_secs(15 * 60),
        }
    }

    /// The wait after the first attempt.
    #[must_use]
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// How long a wait may become by doubling.
    #[must_use]
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// How long after the beginning the last attempt may begin.
    #[must_use]
    pub fn within(mut self, time: Duration) -> Self {
        self.within = time;
        self
    }

    /// How long to wait after attempt number `made`, counted from 1; none if that was the last.
    pub(crate) fn wait(&self, made: u32, elapsed: Duration, asked: Option<Duration>, random: u64) -> Option<Duration> {
        if made >= self.attempts {
            return None;
        }
        let doubled = self.first_wait.saturating_mul(2_u32.saturating_pow(made - 1)).min(self.longest_wait);
        let thousandths = u32::try_from(random % 501).unwrap_or_default();
        let wait = (doubled - doubled * thousandths / 1000).max(asked.unwrap_or_default());
        (elapsed.saturating_add(wait) <= self.within).then_some(wait)
    }
}

impl Default for Retries {
    fn default() -> Self {
        Self::none()
    }
}

/// Whether an answer of this status may be another one soon.
pub(crate) fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

/// What `Retry-After` asks for: seconds, or until a date
/// ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110.html#field.retry-after)).
pub(crate) fn asked_for(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn waits_double_up_to_the_longest_and_are_cut_by_up_to_a_half() {
        let retries = Retries::attempts(9).longest_wait(8 * SECOND);
        let wait = |made, random| retries.wait(made, Duration::ZERO, None, random).unwrap();
        assert_eq!([1, 2, 3, 4, 5, 8].map(|made| wait(made, 0)), [1, 2, 4, 8, 8, 8].map(Duration::from_secs));
        assert_eq!(wait(2, 500), SECOND);
        assert!((0..2000).all(|random| (SECOND..=2 * SECOND).contains(&wait(2, random))));
        assert_eq!(retries.wait(9, Duration::ZERO, None, 0), None);
        assert_eq!(Retries::none().wait(1, Duration::ZERO, None, 0), None);
    }

    #[test]
    fn the_receiver_may_ask_for_more_but_not_for_too_much() {
        let retries = Retries::attempts(3).within(60 * SECOND);
        assert_eq!(retries.wait(1, Duration::ZERO, Some(30 * SECOND), 7), Some(30 * SECOND));
        assert_eq!(retries.wait(1, 31 * SECOND, Some(30 * SECOND), 7), None);
        assert_eq!(retries.wait(1, Duration::ZERO, Some(Duration::ZERO), 0), Some(SECOND));
        assert_eq!(retries.wait(1, Duration::ZERO, Some(Duration::MAX), 0), None);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        // 784111777 is the date of RFC 9110's own example, `Sun, 06 Nov 1994 08:49:37 GMT`.
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777 - 120);
        let asked = |text: &str| {
            let value = HeaderValue::from_str(text).unwrap();
            asked_for(&HeaderMap::from_iter([(RETRY_AFTER, value)]), now)
        };
        assert_eq!(asked("120"), Some(120 * SECOND));
        assert_eq!(asked("Sun, 06 Nov 1994 08:49:37 GMT"), Some(120 * SECOND));
        assert_eq!(asked("Sat, 06 Nov 1993 08:49:37 GMT"), Some(Duration::ZERO));
        for text in ["", "soon", "-1", "1.5", "99999999999999999999999"] {
            assert_eq!(asked(text), None, "{text}");
        }
        assert_eq!(asked_for(&HeaderMap::new(), now), None);
    }
}
