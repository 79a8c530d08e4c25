//! `Retries`: when to try again, and how long to wait.

use std::time::{Duration, SystemTime};

use backon::{BackoffBuilder, ExponentialBuilder};
use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};

/// How often an attempt is made again that probably failed for a while only.
///
/// Made again are: attempts that did not reach the receiver, were broken off or timed out, and those answered with 408,
/// 425, 429, 500, 502, 503 or 504, declared or not. After the last attempt its outcome is handed back like any other.
///
/// The wait doubles each time and is lengthened at random by up to as much again, so that many senders do not come back
/// together. A `Retry-After`, in seconds or as a date, makes it longer; one that leads past [`within`](Self::within) ends
/// the retries.
///
/// All of it happens in the future that `send` returned: dropping that ends it. The crate `openapi-apalis` keeps what must
/// survive a restart.
#[derive(Clone, Debug)]
pub struct Retries {
    pub(crate) waits: ExponentialBuilder,
    attempts: u32,
    within: Duration,
}

impl Retries {
    /// Makes no second attempt.
    pub fn none() -> Self {
        Self::attempts(1)
    }

    /// Makes this many attempts in all: waits of 1 s, 2 s, 4 s … up to a minute, within 15 minutes.
    pub fn attempts(attempts: u32) -> Self {
        let again = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
        let waits = ExponentialBuilder::new()
            .with_min_delay(Duration::from_secs(1))
            .with_max_delay(Duration::from_secs(60))
            .with_max_times(again)
            .with_jitter();
        Self { waits, attempts: attempts.max(1), within: Duration::from_secs(15 * 60) }
    }

    /// Sets the wait after the first attempt.
    #[must_use]
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.waits = self.waits.with_min_delay(wait);
        self
    }

    /// Sets how long a wait may become by doubling.
    #[must_use]
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.waits = self.waits.with_max_delay(wait);
        self
    }

    /// Sets how long after the beginning the last attempt may begin.
    #[must_use]
    pub fn within(mut self, time: Duration) -> Self {
        self.within = time;
        self
    }

    /// Returns how many attempts are made at most.
    pub fn most_attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns how long to wait after attempt number `made`, counted from 1; none if that was the last. For what keeps
    /// requests in a store and counts their attempts there.
    ///
    /// `asked` is what the receiver's `Retry-After` asks for, and `elapsed` how long ago it all began.
    pub fn wait(&self, made: u32, asked: Option<Duration>, elapsed: Duration) -> Option<Duration> {
        let before = usize::try_from(made.saturating_sub(1)).unwrap_or(usize::MAX);
        let wait = if made < self.attempts { self.waits.build().nth(before) } else { None };
        self.adjust(wait?, asked, elapsed)
    }

    /// Lengthens a wait to what the receiver asked for; none if the next attempt would begin too late.
    pub(crate) fn adjust(&self, wait: Duration, asked: Option<Duration>, elapsed: Duration) -> Option<Duration> {
        let wait = wait.max(asked.unwrap_or_default());
        (elapsed.saturating_add(wait) <= self.within).then_some(wait)
    }
}

impl Default for Retries {
    fn default() -> Self {
        Self::none()
    }
}

/// Whether an answer of this status may be another one soon.
pub(crate) fn is_passing(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

/// What `Retry-After` asks for: seconds, or until a date
/// ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110.html#field.retry-after)).
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
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
    fn waits_double_up_to_the_longest_and_are_lengthened_by_up_to_as_much() {
        for seed in 0..100 {
            let retries = Retries::attempts(9).longest_wait(8 * SECOND);
            let waits: Vec<Duration> = retries.waits.with_jitter_seed(seed).build().collect();
            assert_eq!(waits.len(), 8);
            for (wait, least) in waits.iter().zip([1, 2, 4, 8, 8, 8, 8, 8]) {
                assert!((least * SECOND..=2 * least * SECOND).contains(wait), "{waits:?}");
            }
        }
        for none in [Retries::none(), Retries::attempts(0)] {
            assert_eq!(none.waits.build().next(), None);
        }
    }

    #[test]
    fn a_store_that_counts_attempts_gets_the_same_waits() {
        let retries = Retries::attempts(4).longest_wait(8 * SECOND);
        for (made, least) in [(1, 1), (2, 2), (3, 4)] {
            let wait = retries.wait(made, None, Duration::ZERO).unwrap();
            assert!((least * SECOND..=2 * least * SECOND).contains(&wait), "{made}: {wait:?}");
        }
        assert_eq!(retries.wait(4, None, Duration::ZERO), None);
        assert_eq!(retries.wait(1, None, Duration::MAX), None);
        assert_eq!(retries.wait(u32::MAX, None, Duration::ZERO), None);
        assert_eq!(retries.most_attempts(), 4);
    }

    #[test]
    fn no_wait_is_too_long_to_be_computed() {
        let retries = Retries::attempts(u32::MAX).first_wait(Duration::MAX).longest_wait(Duration::MAX);
        assert!(retries.waits.build().take(3).all(|wait| wait == Duration::MAX));
        assert_eq!(retries.adjust(Duration::MAX, Some(Duration::MAX), Duration::MAX), None);
    }

    #[test]
    fn the_receiver_may_ask_for_more_but_not_for_too_much() {
        let retries = Retries::attempts(3).within(60 * SECOND);
        assert_eq!(retries.adjust(SECOND, Some(30 * SECOND), Duration::ZERO), Some(30 * SECOND));
        assert_eq!(retries.adjust(SECOND, Some(30 * SECOND), 31 * SECOND), None);
        assert_eq!(retries.adjust(SECOND, Some(Duration::ZERO), Duration::ZERO), Some(SECOND));
        assert_eq!(retries.adjust(SECOND, Some(Duration::MAX), Duration::ZERO), None);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        // 784111777 is the date of RFC 9110's own example, `Sun, 06 Nov 1994 08:49:37 GMT`.
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777 - 120);
        let asked = |text: &str| {
            let value = HeaderValue::from_str(text).unwrap();
            retry_after(&HeaderMap::from_iter([(RETRY_AFTER, value)]), now)
        };
        assert_eq!(asked("120"), Some(120 * SECOND));
        assert_eq!(asked("Sun, 06 Nov 1994 08:49:37 GMT"), Some(120 * SECOND));
        assert_eq!(asked("Sat, 06 Nov 1993 08:49:37 GMT"), Some(Duration::ZERO));
        for text in ["", "soon", "-1", "1.5", "99999999999999999999999"] {
            assert_eq!(asked(text), None, "{text}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }
}
