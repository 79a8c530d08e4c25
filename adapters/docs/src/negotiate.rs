//! What a request's headers ask for: an encoding, and whether it already has these bytes.

/// How a representation is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

/// The encoding to answer with, of those that are `available`, the best first; identity always is.
///
/// [RFC 9110 §12.5.3](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3): the highest weight wins, ours breaks
/// ties. A client that accepts nothing we have still gets the plain bytes, which the RFC prefers to a refusal.
///
/// Several header lines are one list ([§5.3](https://www.rfc-editor.org/rfc/rfc9110#section-5.3)).
pub(crate) fn encoding<'h>(
    accept: impl IntoIterator<Item = &'h str>,
    available: impl IntoIterator<Item = Encoding>,
) -> Encoding {
    let accept = accept.into_iter().fold(Weights::default(), Weights::with);
    available
        .into_iter()
        .chain([Encoding::Identity])
        .map(|encoding| (encoding, accept.of(encoding)))
        .filter(|&(_, weight)| weight > 0.0)
        .reduce(|best, other| if other.1 > best.1 { other } else { best })
        .map_or(Encoding::Identity, |(encoding, _)| encoding)
}

/// Identity needs no mention to be accepted, but any coding that is mentioned comes before it.
const UNMENTIONED_IDENTITY: f32 = 0.0001;

/// What a client says of each encoding; of one that it names twice, what it says first.
#[derive(Clone, Copy, Default)]
struct Weights {
    brotli: Option<f32>,
    gzip: Option<f32>,
    identity: Option<f32>,
    rest: Option<f32>,
}

impl Weights {
    /// With what one header line says.
    fn with(mut self, line: &str) -> Self {
        for item in line.split(',') {
            let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
            let is = |names: &[&str]| names.iter().any(|wanted| name.trim().eq_ignore_ascii_case(wanted));
            let named = match () {
                () if is(&["br"]) => &mut self.brotli,
                () if is(&["gzip", "x-gzip"]) => &mut self.gzip,
                () if is(&["identity"]) => &mut self.identity,
                () if is(&["*"]) => &mut self.rest,
                () => continue,
            };
            named.get_or_insert_with(|| quality(parameters));
        }
        self
    }

    fn of(self, encoding: Encoding) -> f32 {
        let (named, unmentioned) = match encoding {
            Encoding::Brotli => (self.brotli, 0.0),
            Encoding::Gzip => (self.gzip, 0.0),
            Encoding::Identity => (self.identity, UNMENTIONED_IDENTITY),
        };
        named.or(self.rest).unwrap_or(unmentioned)
    }
}

/// `q=0.5` → 0.5; 1 without a `q`; 0, that is no, for what is not a weight.
fn quality(parameters: &str) -> f32 {
    let q = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| value.trim())
    });
    match q.map(str::parse::<f32>) {
        None => 1.0,
        Some(Ok(weight)) if (0.0..=1.0).contains(&weight) => weight,
        Some(_) => 0.0,
    }
}

/// Whether `If-None-Match` names `etag` (with its quotes), compared weakly
/// ([RFC 9110 §13.1.2](https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2)).
///
/// Splitting at commas is right because our tags hold neither commas nor quotes.
pub(crate) fn is_known<'h>(if_none_match: impl IntoIterator<Item = &'h str>, etag: &str) -> bool {
    let mut tags = if_none_match.into_iter().flat_map(|line| line.split(',')).map(str::trim);
    tags.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

#[cfg(test)]
mod tests {
    use super::Encoding::{Brotli, Gzip, Identity};
    use super::*;

    fn of_all(accept: &str) -> Encoding {
        encoding(Some(accept), [Brotli, Gzip])
    }

    #[test]
    fn the_highest_weight_wins_and_brotli_breaks_ties() {
        assert_eq!(of_all("gzip, deflate, br, zstd"), Brotli);
        assert_eq!(of_all("gzip;q=1.0, br;q=0.8"), Gzip);
        assert_eq!(of_all("GZIP"), Gzip);
        assert_eq!(of_all("x-gzip"), Gzip);
        assert_eq!(of_all("br ; Q=0.1, identity;q=0.5"), Identity);
        assert_eq!(of_all("identity, gzip;q=0.5"), Identity);
        assert_eq!(of_all("gzip;q=0.001"), Gzip);
    }

    #[test]
    fn zero_is_no_and_a_star_is_the_rest() {
        assert_eq!(of_all("br;q=0, gzip"), Gzip);
        assert_eq!(of_all("*"), Brotli);
        assert_eq!(of_all("br;q=0, *"), Gzip);
        assert_eq!(of_all("gzip;q=0, br;q=0.000, *;q=0.1"), Identity);
        assert_eq!(of_all("*;q=0"), Identity);
    }

    #[test]
    fn nothing_usable_gets_the_plain_bytes() {
        assert_eq!(encoding(None, [Brotli, Gzip]), Identity);
        for accept in ["", ",", "deflate", "br;q=nan", "br;q=2", "br;q=-1", "br;q=", "identity;q=0"] {
            assert_eq!(of_all(accept), Identity, "{accept}");
        }
        assert_eq!(encoding(Some("br"), [Gzip]), Identity);
    }

    #[test]
    fn several_lines_are_one_list() {
        assert_eq!(encoding(["deflate", "gzip"], [Brotli, Gzip]), Gzip);
        assert_eq!(encoding(["br;q=0", "*"], [Brotli, Gzip]), Gzip);
        assert_eq!(encoding(["*;q=0", "gzip;q=0.5"], [Brotli, Gzip]), Gzip);
        assert_eq!(encoding(["gzip;q=0", "gzip"], [Brotli, Gzip]), Identity);
        assert!(is_known(["\"x\"", "\"y\", W/\"abc\""], "\"abc\""));
        assert!(is_known(["\"x\"", "*"], "\"abc\""));
        assert!(!is_known(["\"x\"", "\"y\""], "\"abc\""));
    }

    #[test]
    fn a_tag_is_known_weakly_in_a_list_or_by_a_star() {
        let etag = "\"abc-gz\"";
        for known in ["\"abc-gz\"", "W/\"abc-gz\"", "\"x\", W/\"abc-gz\" ,\"y\"", "*"] {
            assert!(is_known(Some(known), etag), "{known}");
        }
        for unknown in ["", "abc-gz", "\"abc\"", "\"abc-br\", \"abc\"", "w/\"abc-gz\""] {
            assert!(!is_known(Some(unknown), etag), "{unknown}");
        }
        assert!(!is_known(None, etag));
    }
}
