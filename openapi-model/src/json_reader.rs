//! From JSON text straight to a [`Value`] or a typed object: no visitors between them, and strings looked through
//! eight bytes at a time.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::json_writer::first_to_escape;
use crate::map::FEW;
use crate::read::{FromValue, ReadError};
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
pub(crate) fn read(text: &str) -> Result<Value, Box<Broken>> {
    let mut reader = JsonReader::new(text);
    let value = reader.value()?;
    match reader.next() {
        None => Ok(value),
        Some(_) => Err(reader.expected("the end of the text")),
    }
}

/// Reads one object, which is the whole text; `None` if anything is not as it should be.
pub(crate) fn read_typed<T: FromValue>(text: &str) -> Option<T> {
    let mut reader = JsonReader::new(text);
    let object = T::read_json(&mut reader).ok()?;
    reader.next().is_none().then_some(object)
}

/// Something is not as it should be: the text is read again by way of [`Value`], which finds out what.
#[derive(Debug)]
pub struct Misfit;

impl From<ReadError> for Misfit {
    fn from(_: ReadError) -> Self {
        Self
    }
}

impl From<Box<Broken>> for Misfit {
    fn from(_: Box<Broken>) -> Self {
        Self
    }
}

/// JSON text, and how far it has been read.
#[derive(Clone, Debug)]
pub struct JsonReader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// What has been read of the arrays and objects that are still open. An array or object takes its part out when
    /// it is complete, so each is allocated once, in its own size.
    items: Vec<Value>,
    members: Vec<(Text, Value)>,
}

impl<'a> JsonReader<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0, items: Vec::new(), members: Vec::new() }
    }

    /// The next byte that is no white space; it is not taken.
    pub(crate) fn next(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b' ' | b'\n' | b'\t' | b'\r' => self.at += 1,
                other => return Some(*other),
            }
        }
        None
    }

    pub(crate) fn value(&mut self) -> Result<Value, Box<Broken>> {
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

    /// Reads with `read`, or else, from where it began, with `or`.
    pub(crate) fn read_or<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Misfit>,
        or: impl FnOnce(&mut Self) -> Result<T, Misfit>,
    ) -> Result<T, Misfit> {
        let (at, depth, items, members) = (self.at, self.depth, self.items.len(), self.members.len());
        read(self).or_else(|Misfit| {
            self.at = at;
            self.depth = depth;
            self.items.truncate(items);
            self.members.truncate(members);
            or(self)
        })
    }

    /// Reads an object; `member` reads the value of each member.
    pub(crate) fn read_members(
        &mut self,
        mut member: impl FnMut(&mut Self, Text) -> Result<(), Misfit>,
    ) -> Result<(), Misfit> {
        self.open(b'{')?;
        if self.next() == Some(b'}') {
            self.at += 1;
        } else {
            loop {
                let key = self.key(|_, _| false)?;
                member(self, key)?;
                if self.ends(b'}', "`,` or `}`")? {
                    break;
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// Reads an array; `item` reads each of its items.
    pub(crate) fn read_items(&mut self, mut item: impl FnMut(&mut Self) -> Result<(), Misfit>) -> Result<(), Misfit> {
        self.open(b'[')?;
        if self.next() == Some(b']') {
            self.at += 1;
        } else {
            loop {
                item(self)?;
                if self.ends(b']', "`,` or `]`")? {
                    break;
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn open(&mut self, open: u8) -> Result<(), Misfit> {
        if self.next() != Some(open) || self.depth == MAX_DEPTH {
            return Err(Misfit);
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Reads a string.
    pub(crate) fn read_text(&mut self) -> Result<Text, Misfit> {
        if self.next() != Some(b'"') {
            return Err(Misfit);
        }
        Ok(owned(self.string()?))
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
    fn large_object(&mut self, mut members: Map<Text, Value>) -> Result<Value, Box<Broken>> {
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

    fn key(&mut self, is_there: impl Fn(&Self, &str) -> bool) -> Result<Text, Box<Broken>> {
        if self.next() != Some(b'"') {
            return Err(self.expected("a member's name"));
        }
        let offset = self.at;
        let key = self.string()?;
        if is_there(self, &key) {
            let (expected, found) = ("each member once".into(), format!("`{key}` twice").into());
            return Err(Box::new(Broken { expected, found, offset, end: self.at }));
        }
        if self.next() != Some(b':') {
            return Err(self.expected("`:`"));
        }
        self.at += 1;
        Ok(owned(key))
    }

    /// Takes `end` or a comma, and says which it was.
    fn ends(&mut self, end: u8, expected: &'static str) -> Result<bool, Box<Broken>> {
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
        number.map(Value::Number).ok_or_else(|| {
            let found = format!("`{}`", shortened(text)).into();
            Box::new(Broken { expected: "a number of JSON".into(), found, offset: start, end: start })
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
