//! Media types as `Content-Type` has them, and the keys of a `content` that they are held against.

/// A media type or a range of them, in lower case, without the parameters that tell nothing (`charset`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MediaType {
    kind: String,
    subtype: String,
    parameters: Vec<(String, String)>,
}

impl MediaType {
    /// Reads `type/subtype; name=value`. `None` if there is no slash.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(';');
        let (kind, subtype) = parts.next()?.trim().split_once('/')?;
        let lower = |text: &str| text.trim().to_ascii_lowercase();
        let parameters = parts
            .filter_map(|part| part.split_once('='))
            .map(|(name, value)| (lower(name), value.trim().trim_matches('"').to_owned()))
            .filter(|(name, _)| name != "charset")
            .collect();
        Some(Self { kind: lower(kind), subtype: lower(subtype), parameters })
    }

    /// How exactly this key names `found`: `None` if it does not, and more the more exact it is.
    pub(crate) fn names(&self, found: &Self) -> Option<usize> {
        let type_fits = match (&*self.kind, &*self.subtype) {
            ("*", "*") => 0,
            (kind, "*") if kind == found.kind => 1,
            (kind, subtype) if kind == found.kind && subtype == found.subtype => 2,
            // `application/*+json`
            (kind, subtype) if kind == found.kind && subtype.starts_with("*+") => {
                found.subtype.ends_with(&subtype[1..]).then_some(1)?
            }
            _ => return None,
        };
        let parameters_fit = self.parameters.iter().all(|one| found.parameters.contains(one));
        parameters_fit.then_some(type_fits * 16 + self.parameters.len().min(15))
    }

    pub(crate) fn sort(&self) -> Sort {
        match (&*self.kind, &*self.subtype) {
            (_, "json") => Sort::Json,
            (_, subtype) if subtype.ends_with("+json") => Sort::Json,
            (_, "jsonl" | "x-jsonl" | "ndjson" | "x-ndjson" | "json-lines" | "x-json-stream") => Sort::JsonLines,
            ("application", "json-seq") => Sort::JsonSequence,
            (_, subtype) if subtype.ends_with("+json-seq") => Sort::JsonSequence,
            ("text", "event-stream") => Sort::EventStream,
            ("application", "x-www-form-urlencoded") => Sort::Form,
            ("text", _) => Sort::Text,
            _ => Sort::Other,
        }
    }
}

/// What a body of a media type is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Json,
    JsonLines,
    JsonSequence,
    EventStream,
    Form,
    Text,
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(key: &str, found: &str) -> Option<usize> {
        MediaType::read(key).unwrap().names(&MediaType::read(found).unwrap())
    }

    #[test]
    fn the_most_exact_key_wins() {
        let exact = names("application/json", "Application/JSON; charset=utf-8");
        assert!(exact > names("application/*", "application/json"));
        assert!(names("application/*", "application/json") > names("*/*", "application/json"));
        assert!(names("text/plain;version=1", "text/plain; version=1") > names("text/plain", "text/plain; version=1"));
        assert_eq!(names("text/plain;version=2", "text/plain; version=1"), None);
        assert_eq!(names("application/json", "text/json"), None);
        assert!(names("application/*+json", "application/problem+json").is_some());
        assert_eq!(MediaType::read("json"), None);
    }
}
