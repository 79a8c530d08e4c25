//! From JSON text straight to a [`Value`] or a typed object: no visitors between them, and strings looked through
//! eight bytes at a time.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::json::map::{FEW, Map};
use crate::json::number::Number;
use crate::json::text::{self, Text};
use crate::json::value::{MAX_DEPTH, Value};
use crate::json::writer::first_to_escape;

/// What stops a text from being read, and where.
pub(crate) struct Broken {
    pub(crate) expected: Text,
    pub(crate) found: Text,
    /// The byte at which it is.
    pub(crate) offset: usize,
    /// The end of the text that leads to it.
    pub(crate) end: usize,
}

/// Reads one JSON value, which is the whole text.
pub(crate) fn read(text: &str) -> Result<Value, Box<Broken>> {
    let mut reader = JsonReader::new(text);
    let value = reader.value()?;
    match reader.next() {
        None => Ok(value),
        Some(_) => Err(reader.expected("the end of the text")),
    }
}

/// As [`read`], where a member may come twice: the last one counts. Returns where the names of such members begin.
pub(crate) fn read_lenient(text: &str) -> Result<(Value, Vec<usize>), Box<Broken>> {
    let mut reader = JsonReader { twice: Some(Vec::new()), ..JsonReader::new(text) };
    let value = reader.value()?;
    match reader.next() {
        None => Ok((value, reader.twice.unwrap_or_default())),
        Some(_) => Err(reader.expected("the end of the text")),
    }
}

/// Reads a string that the text begins with; `None` if that is no whole string.
pub(crate) fn read_string(text: &str) -> Option<Text> {
    JsonReader::new(text).text().ok().map(text::from_cow)
}

/// JSON text, and how far it has been read.
#[derive(Debug)]
pub(crate) struct JsonReader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// What has been read of the arrays and objects that are still open. An array or object takes its part out when
    /// it is complete, so each is allocated once, in its own size.
    items: Vec<Value>,
    members: Vec<(Text, Value)>,
    /// Where the names of members that came twice begin, if they may.
    twice: Option<Vec<usize>>,
}

impl<'a> JsonReader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0, items: Vec::new(), members: Vec::new(), twice: None }
    }

    /// The next byte that is no white space; it is not taken.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<u8> {
        match self.text.as_bytes().get(self.at) {
            Some(b' ' | b'\n' | b'\t' | b'\r') => self.behind_white_space(),
            other => other.copied(),
        }
    }

    fn behind_white_space(&mut self) -> Option<u8> {
        loop {
            match *self.text.as_bytes().get(self.at)? {
                b'\n' => self.skip_indentation(),
                b' ' | b'\t' | b'\r' => self.at += 1,
                other => return Some(other),
            }
        }
    }

    /// Takes a newline and the spaces or tabs behind it, of which there may be as many as letters.
    #[inline]
    fn skip_indentation(&mut self) {
        self.at += 1;
        let Some(byte @ (b' ' | b'\t')) = self.text.as_bytes().get(self.at) else {
            return;
        };
        let alike = u64::from_le_bytes([*byte; 8]);
        while let Some(eight) = self.text.as_bytes()[self.at..].first_chunk() {
            let others = u64::from_le_bytes(*eight) ^ alike;
            self.at += others.trailing_zeros() as usize / 8;
            if others != 0 {
                break;
            }
        }
    }

    pub(crate) fn value(&mut self) -> Result<Value, Box<Broken>> {
        match self.next() {
            Some(b'"') => self.string().map(|text| Value::String(text::from_cow(text))),
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => Err(self.expected("a value")),
        }
    }

    /// Whether the next value is an object whose first member is `$ref`.
    pub(crate) fn is_reference(&mut self) -> bool {
        if self.next() != Some(b'{') {
            return false;
        }
        let start = self.at;
        self.at += 1;
        let first = self.next();
        let is_reference = first == Some(b'"') && self.text.as_bytes()[self.at..].starts_with(b"\"$ref\"");
        self.at = start;
        is_reference
    }

    /// Takes the `{` or `[` of something that [`close`](JsonReader::close) ends, and says whether it is empty.
    pub(crate) fn opens(&mut self, open: u8) -> Result<bool, Box<Broken>> {
        if self.next() != Some(open) || self.depth == MAX_DEPTH {
            return Err(self.expected("an array or an object"));
        }
        self.depth += 1;
        self.at += 1;
        // In ASCII `}` is two behind `{`, and `]` behind `[`.
        let is_empty = self.next() == Some(open + 2);
        self.at += usize::from(is_empty);
        Ok(is_empty)
    }

    pub(crate) fn close(&mut self) {
        self.depth -= 1;
    }

    /// A string.
    pub(crate) fn text(&mut self) -> Result<Cow<'a, str>, Box<Broken>> {
        if self.next() != Some(b'"') {
            return Err(self.expected("a string"));
        }
        self.string()
    }

    /// A member's name and the colon behind it.
    pub(crate) fn name(&mut self) -> Result<Cow<'a, str>, Box<Broken>> {
        self.key(|_, _| false)
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Box<Broken>> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(self.expected("a value"));
        }
        self.at += word.len();
        Ok(value)
    }

    fn nested(&mut self, read: impl Fn(&mut Self) -> Result<Value, Box<Broken>>) -> Result<Value, Box<Broken>> {
        if self.depth == MAX_DEPTH {
            return Err(self.broken(format!("at most {MAX_DEPTH} levels of nesting"), "more".into()));
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn array(&mut self) -> Result<Value, Box<Broken>> {
        let start = self.items.len();
        if self.next() == Some(b']') {
            self.at += 1;
            return Ok(Value::Array(Vec::new()));
        }
        loop {
            let item = self.value()?;
            self.items.push(item);
            if self.ends(b']', "`,` or `]`")? {
                return Ok(Value::Array(self.items.drain(start..).collect()));
            }
        }
    }

    fn object(&mut self) -> Result<Value, Box<Broken>> {
        let start = self.members.len();
        if self.next() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(Map::new()));
        }
        loop {
            let key = self.key(|reader, key| reader.members[start..].iter().any(|(name, _)| name == key))?;
            let value = self.value()?;
            match self.members[start..].iter_mut().find(|(name, _)| self.twice.is_some() && *name == key) {
                Some((_, before)) => *before = value,
                None => self.members.push((text::from_cow(key), value)),
            }
            if self.ends(b'}', "`,` or `}`")? {
                return Ok(Value::Object(Map::of_distinct(self.members.drain(start..).collect())));
            }
            if self.members.len() - start > FEW {
                return self.large_object(start);
            }
        }
    }

    /// The rest of an object whose names are found by their hashes.
    fn large_object(&mut self, start: usize) -> Result<Value, Box<Broken>> {
        let mut members = Map::of_distinct(self.members.drain(start..).collect());
        loop {
            let key = self.key(|_, key| members.contains_key(key))?;
            let value = self.value()?;
            members.insert(text::from_cow(key), value);
            if self.ends(b'}', "`,` or `}`")? {
                return Ok(Value::Object(members));
            }
        }
    }

    fn key(&mut self, is_there: impl FnOnce(&Self, &str) -> bool) -> Result<Cow<'a, str>, Box<Broken>> {
        if self.next() != Some(b'"') {
            return Err(self.expected("a member's name"));
        }
        let offset = self.at;
        let key = self.string()?;
        if is_there(self, &key) {
            if let Some(twice) = &mut self.twice {
                twice.push(offset);
                return self.colon().map(|()| key);
            }
            let (expected, found) = ("each member once".into(), format!("`{key}` twice").into());
            return Err(Box::new(Broken { expected, found, offset, end: self.at }));
        }
        self.colon().map(|()| key)
    }

    fn colon(&mut self) -> Result<(), Box<Broken>> {
        if self.next() != Some(b':') {
            return Err(self.expected("`:`"));
        }
        self.at += 1;
        Ok(())
    }

    /// Takes `end` or a comma, and says which it was.
    pub(crate) fn ends(&mut self, end: u8, expected: &'static str) -> Result<bool, Box<Broken>> {
        match self.next() {
            Some(b',') => {
                self.at += 1;
                Ok(false)
            }
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(self.expected(expected)),
        }
    }

    /// A string from its first quote to behind its last.
    fn string(&mut self) -> Result<Cow<'a, str>, Box<Broken>> {
        let start = self.at + 1;
        self.at = start;
        let mut unescaped = String::new();
        let mut from = start;
        loop {
            let bytes = self.text.as_bytes();
            self.at += first_to_escape(&bytes[self.at..]).unwrap_or(bytes.len() - self.at);
            match bytes.get(self.at) {
                Some(b'"') => {
                    let rest = &self.text[from..self.at];
                    self.at += 1;
                    if from == start {
                        return Ok(Cow::Borrowed(rest));
                    }
                    unescaped.push_str(rest);
                    return Ok(Cow::Owned(unescaped));
                }
                Some(b'\\') => {
                    unescaped.push_str(&self.text[from..self.at]);
                    unescaped.push(self.escape()?);
                    from = self.at;
                }
                Some(_) => return Err(self.expected("a string whose control characters are escaped")),
                None => return Err(self.expected("the end of a string")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Box<Broken>> {
        let escaped = match self.text.as_bytes().get(self.at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.expected("an escape sequence of JSON")),
        };
        self.at += 2;
        Ok(escaped)
    }

    /// `\u00e4`, or two of them for a character beyond U+FFFF.
    fn unicode_escape(&mut self) -> Result<char, Box<Broken>> {
        let unit = |at: usize| {
            let digits = self.text.as_bytes().get(at..at + 6)?.strip_prefix(b"\\u")?;
            digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)? as u16))
        };
        let units = [unit(self.at), unit(self.at + 6)];
        match char::decode_utf16(units.into_iter().map_while(|unit| unit)).next() {
            Some(Ok(character)) => {
                self.at += 6 * character.len_utf16();
                Ok(character)
            }
            _ => Err(self.expected("a Unicode escape sequence")),
        }
    }

    fn number(&mut self) -> Result<Value, Box<Broken>> {
        let start = self.at;
        self.take_one(b"-");
        let whole = self.at;
        let digits = self.take(|byte| byte.is_ascii_digit());
        let leading_zero = digits > 1 && self.text.as_bytes()[whole] == b'0';
        let mut valid = digits > 0 && !leading_zero;
        if self.take_one(b".") {
            valid &= self.take(|byte| byte.is_ascii_digit()) > 0;
        }
        if self.take_one(b"eE") {
            self.take_one(b"+-");
            valid &= self.take(|byte| byte.is_ascii_digit()) > 0;
        }
        let text = &self.text[start..self.at];
        if !valid {
            let found = format!("`{}`", shortened(text)).into();
            return Err(Box::new(Broken { expected: "a number of JSON".into(), found, offset: start, end: start }));
        }
        Ok(Value::Number(Number::of_json(text)))
    }

    fn take(&mut self, accept: impl Fn(u8) -> bool) -> usize {
        let taken = self.text.as_bytes()[self.at..].iter().take_while(|byte| accept(**byte)).count();
        self.at += taken;
        taken
    }

    fn take_one(&mut self, bytes: &[u8]) -> bool {
        let taken = self.text.as_bytes().get(self.at).is_some_and(|byte| bytes.contains(byte));
        self.at += usize::from(taken);
        taken
    }

    #[cold]
    fn expected(&self, expected: &'static str) -> Box<Broken> {
        let found = match self.text[self.at..].chars().next() {
            Some(character) => format!("`{}`", character.escape_debug()),
            None => "the end of the text".into(),
        };
        self.broken(expected.into(), found)
    }

    fn broken(&self, expected: String, found: String) -> Box<Broken> {
        Box::new(Broken { expected: expected.into(), found: found.into(), offset: self.at, end: self.at })
    }
}

fn shortened(text: &str) -> Cow<'_, str> {
    if text.len() > 40 { Cow::Owned(format!("{}…", &text[..40])) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use proptest::prelude::*;

    fn as_serde_json_reads(text: &str) -> Result<(), TestCaseError> {
        // `IgnoredAny` looks at the grammar alone: a `Value` of serde_json has no number beyond all doubles.
        let grammar = serde_json::from_str::<serde::de::IgnoredAny>(text);
        match (read(text), grammar, serde_json::from_str::<serde_json::Value>(text)) {
            (Ok(ours), Ok(_), Ok(theirs)) => prop_assert_eq!(serde_json::Value::from(ours), theirs),
            (Ok(_), Ok(_), Err(error)) => prop_assert!(error.to_string().starts_with("number out of range"), "{error}"),
            (Err(_), Err(_), _) => {}
            // It does not look at halves of surrogate pairs, and it has no limit of ours.
            (Err(_), Ok(_), Err(_)) => {}
            (Err(broken), Ok(_), Ok(_)) if broken.expected == "each member once" => {}
            (ours, theirs, _) => {
                prop_assert!(false, "{text}: {:?}, {theirs:?}", ours.map_err(|broken| broken.expected))
            }
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn what_serde_json_reads_is_read_and_what_it_refuses_is_refused(
            text in r#"([\[\]{}:, ]|"(a|b|\\n|\\u00e4|\\ud83d|\\ude00|ä|\t)?"|true|nul|[-+.eE01234]{1,4}){1,10}"#
        ) {
            as_serde_json_reads(&text)?;
        }

        #[test]
        fn every_number_is_read_as_serde_json_reads_it(text in "-?[0-9]{1,24}(\\.[0-9]{0,3})?([eE][+-]?[0-9]{0,3})?") {
            as_serde_json_reads(&text)?;
            if let Ok(number) = read(&text) {
                prop_assert_eq!(number.to_string(), text);
            }
        }

        #[test]
        fn every_string_is_read_as_serde_json_reads_it(text in "(\\PC|[\\x00-\\x7f]){0,30}", raw in "\"(\\PC|\\\\|\"){0,12}") {
            as_serde_json_reads(&serde_json::to_string(&text).unwrap())?;
            as_serde_json_reads(&raw)?;
        }
    }

    #[test]
    fn odd_texts_are_read_as_serde_json_reads_them() {
        for text in [
            "-0",
            "-",
            "0",
            "00",
            "-01",
            "1.",
            ".1",
            "1e",
            "1e5",
            "1E+5",
            "1e999",
            "18446744073709551615",
            "\u{feff}1",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\ude00\\ud83d\"",
            "\"\\u12\"",
            "\"\\x\"",
            "\"",
            "\"\\",
            "{\"a\"}",
            "{\"a\":1,}",
            "[1,]",
            "{,}",
            "[]]",
            " [ ] ",
            "tru",
            "nulll",
            "{\"a\":1,\"\\u0061\":2}",
        ] {
            as_serde_json_reads(text).unwrap_or_else(|error| panic!("{error}"));
        }
    }
}
