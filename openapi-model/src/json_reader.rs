//! From JSON text straight to a [`Value`]: no visitors between them, and strings looked through eight bytes at a time.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::json_writer::first_to_escape;
use crate::map::FEW;
use crate::{MAX_DEPTH, Map, Number, Text, Value, text};

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
pub(crate) fn read(text: &str) -> Result<Value, Broken> {
    let mut reader = Reader { text, at: 0, depth: 0, items: Vec::new(), members: Vec::new() };
    let value = reader.value()?;
    match reader.next() {
        None => Ok(value),
        Some(_) => Err(reader.expected("the end of the text")),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// What has been read of the arrays and objects that are still open. An array or object takes its part out when
    /// it is complete, so each is allocated once, in its own size.
    items: Vec<Value>,
    members: Vec<(Text, Value)>,
}

impl<'a> Reader<'a> {
    /// The next byte that is no white space; it is not taken.
    fn next(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b' ' | b'\n' | b'\t' | b'\r' => self.at += 1,
                other => return Some(*other),
            }
        }
        None
    }

    fn value(&mut self) -> Result<Value, Broken> {
        match self.next() {
            Some(b'"') => self.string().map(|text| Value::String(owned(text))),
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => Err(self.expected("a value")),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Broken> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(self.expected("a value"));
        }
        self.at += word.len();
        Ok(value)
    }

    fn nested(&mut self, read: impl Fn(&mut Self) -> Result<Value, Broken>) -> Result<Value, Broken> {
        if self.depth == MAX_DEPTH {
            return Err(self.broken(format!("at most {MAX_DEPTH} levels of nesting"), "more".into()));
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn array(&mut self) -> Result<Value, Broken> {
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

    fn object(&mut self) -> Result<Value, Broken> {
        let start = self.members.len();
        if self.next() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(Map::new()));
        }
        loop {
            let members = self.members.len() - start;
            let key = self.key(|reader, key| reader.members[start..].iter().any(|(name, _)| name == key))?;
            let value = self.value()?;
            self.members.push((key, value));
            if self.ends(b'}', "`,` or `}`")? {
                return Ok(Value::Object(Map::of_distinct(self.members.drain(start..))));
            }
            if members == FEW {
                let members = Map::of_distinct(self.members.drain(start..));
                return self.large_object(members);
            }
        }
    }

    /// The rest of an object whose names are found through a hash table.
    fn large_object(&mut self, mut members: Map<Text, Value>) -> Result<Value, Broken> {
        loop {
            let key = self.key(|_, key| members.contains_key(key))?;
            let value = self.value()?;
            members.insert_new(key, value);
            if self.ends(b'}', "`,` or `}`")? {
                members.shrink_to_fit();
                return Ok(Value::Object(members));
            }
        }
    }

    fn key(&mut self, is_there: impl Fn(&Self, &str) -> bool) -> Result<Text, Broken> {
        if self.next() != Some(b'"') {
            return Err(self.expected("a member's name"));
        }
        let offset = self.at;
        let key = self.string()?;
        if is_there(self, &key) {
            let (expected, found) = ("each member once".into(), format!("`{key}` twice").into());
            return Err(Broken { expected, found, offset, end: self.at });
        }
        if self.next() != Some(b':') {
            return Err(self.expected("`:`"));
        }
        self.at += 1;
        Ok(owned(key))
    }

    /// Takes `end` or a comma, and says which it was.
    fn ends(&mut self, end: u8, expected: &'static str) -> Result<bool, Broken> {
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
    fn string(&mut self) -> Result<Cow<'a, str>, Broken> {
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

    fn escape(&mut self) -> Result<char, Broken> {
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
    fn unicode_escape(&mut self) -> Result<char, Broken> {
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

    fn number(&mut self) -> Result<Value, Broken> {
        let start = self.at;
        let negative = self.take(|byte| byte == b'-') == 1;
        let whole = self.at;
        let digits = self.take(|byte| byte.is_ascii_digit());
        let leading_zero = digits > 1 && self.text.as_bytes()[whole] == b'0';
        let mut valid = digits > 0 && !leading_zero;
        let mut integer = true;
        if self.take_one(b".") {
            integer = false;
            valid &= self.take(|byte| byte.is_ascii_digit()) > 0;
        }
        if self.take_one(b"eE") {
            integer = false;
            self.take_one(b"+-");
            valid &= self.take(|byte| byte.is_ascii_digit()) > 0;
        }
        let text = &self.text[start..self.at];
        // Up to 18 digits fit; zero has a sign, which integers have not.
        let small = valid && integer && digits <= 18 && !(negative && &text[1..] == "0");
        let number = match text.parse::<i64>() {
            Ok(number) if small && negative => Some(Number::from(number)),
            Ok(number) if small => Some(Number::from(number.unsigned_abs())),
            _ if valid => serde_json::from_str(text).ok(),
            _ => None,
        };
        number.map(Value::Number).ok_or_else(|| Broken {
            expected: "a number of JSON".into(),
            found: format!("`{}`", shortened(text)).into(),
            offset: start,
            end: start,
        })
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
    fn expected(&self, expected: &'static str) -> Broken {
        let found = match self.text[self.at..].chars().next() {
            Some(character) => format!("`{}`", character.escape_debug()),
            None => "the end of the text".into(),
        };
        self.broken(expected.into(), found)
    }

    fn broken(&self, expected: String, found: String) -> Broken {
        Broken { expected: expected.into(), found: found.into(), offset: self.at, end: self.at }
    }
}

fn shortened(text: &str) -> Cow<'_, str> {
    if text.len() > 40 { Cow::Owned(format!("{}…", &text[..40])) } else { Cow::Borrowed(text) }
}

fn owned(text: Cow<'_, str>) -> Text {
    match text {
        Cow::Borrowed(text) => text::from_str(text),
        Cow::Owned(text) => text::from_string(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn as_serde_json_reads(text: &str) -> Result<(), TestCaseError> {
        match (read(text), serde_json::from_str::<Value>(text)) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs),
            (Err(_), Err(_)) => {}
            (ours, theirs) => prop_assert!(false, "{text}: {:?}, {theirs:?}", ours.map_err(|broken| broken.expected)),
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
