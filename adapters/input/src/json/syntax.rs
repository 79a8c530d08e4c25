//! What is wrong with a text that is no JSON, and where: as Python's `json` says it, which FastAPI repeats.
//!
//! This reads nothing. It runs after a parser has refused the text, and finds the first place at which Python would.

/// What is wrong, and how many characters stand before it; `None` if Python would read the text.
pub(super) fn diagnose(text: &str) -> Option<(usize, &'static str)> {
    let scanner = Scanner { bytes: text.as_bytes() };
    let (at, error) = scanner.text().err()?;
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    // A place is never within a character, but counting its first bytes asks for no proof of that.
    Some((before.iter().filter(|byte| **byte & 0xC0 != 0x80).count(), error))
}

type Wrong = (usize, &'static str);

struct Scanner<'a> {
    bytes: &'a [u8],
}

impl Scanner<'_> {
    fn at(&self, index: usize) -> Option<u8> {
        self.bytes.get(index).copied()
    }

    fn skip_space(&self, mut index: usize) -> usize {
        while matches!(self.at(index), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            index += 1;
        }
        index
    }

    fn text(&self) -> Result<(), Wrong> {
        let end = self.value(self.skip_space(0))?;
        let end = self.skip_space(end);
        if end < self.bytes.len() { Err((end, "Extra data")) } else { Ok(()) }
    }

    /// The end of the value that begins at `index`. Lists and objects that are open are kept in a list of our own, so
    /// that depth costs no stack.
    fn value(&self, mut index: usize) -> Result<usize, Wrong> {
        let mut open: Vec<u8> = Vec::new();
        loop {
            match self.at(index) {
                Some(b'{') => {
                    let first = self.skip_space(index + 1);
                    if self.at(first) == Some(b'}') {
                        index = first + 1;
                    } else {
                        open.push(b'{');
                        index = self.name(first)?;
                        continue;
                    }
                }
                Some(b'[') => {
                    let first = self.skip_space(index + 1);
                    if self.at(first) == Some(b']') {
                        index = first + 1;
                    } else {
                        open.push(b'[');
                        index = first;
                        continue;
                    }
                }
                _ => index = self.scalar(index)?,
            }
            // A value has ended; so may what is around it.
            loop {
                let Some(around) = open.last() else { return Ok(index) };
                index = self.skip_space(index);
                match (self.at(index), around) {
                    (Some(b'}'), b'{') | (Some(b']'), b'[') => {
                        open.pop();
                        index += 1;
                    }
                    (Some(b','), b'{') => {
                        index = self.name(self.skip_space(index + 1))?;
                        break;
                    }
                    (Some(b','), _) => {
                        index = self.skip_space(index + 1);
                        break;
                    }
                    _ => return Err((index, "Expecting ',' delimiter")),
                }
            }
        }
    }

    /// Where the value of the member begins whose name begins at `index`.
    fn name(&self, index: usize) -> Result<usize, Wrong> {
        if self.at(index) != Some(b'"') {
            return Err((index, "Expecting property name enclosed in double quotes"));
        }
        let colon = self.skip_space(self.string(index)?);
        if self.at(colon) != Some(b':') {
            return Err((colon, "Expecting ':' delimiter"));
        }
        Ok(self.skip_space(colon + 1))
    }

    fn scalar(&self, index: usize) -> Result<usize, Wrong> {
        if self.at(index) == Some(b'"') {
            return self.string(index);
        }
        let rest = self.bytes.get(index..).unwrap_or_default();
        for word in [&b"null"[..], b"true", b"false", b"NaN", b"Infinity", b"-Infinity"] {
            if rest.starts_with(word) {
                return Ok(index + word.len());
            }
        }
        self.number(index).ok_or((index, "Expecting value"))
    }

    fn digits(&self, mut index: usize) -> usize {
        while self.at(index).is_some_and(|byte| byte.is_ascii_digit()) {
            index += 1;
        }
        index
    }

    fn number(&self, index: usize) -> Option<usize> {
        let first = index + usize::from(self.at(index) == Some(b'-'));
        let mut end = match self.at(first)? {
            b'0' => first + 1,
            b'1'..=b'9' => self.digits(first),
            _ => return None,
        };
        if self.at(end) == Some(b'.') && self.digits(end + 1) > end + 1 {
            end = self.digits(end + 1);
        }
        if matches!(self.at(end), Some(b'e' | b'E')) {
            let digits = end + 1 + usize::from(matches!(self.at(end + 1), Some(b'+' | b'-')));
            if self.digits(digits) > digits {
                end = self.digits(digits);
            }
        }
        Some(end)
    }

    fn string(&self, begin: usize) -> Result<usize, Wrong> {
        let unterminated = (begin, "Unterminated string starting at");
        let mut index = begin + 1;
        loop {
            match self.at(index).ok_or(unterminated)? {
                b'"' => return Ok(index + 1),
                b'\\' => match self.at(index + 1).ok_or(unterminated)? {
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => index += 2,
                    b'u' => {
                        let digits = self.bytes.get(index + 2..index + 6).unwrap_or_default();
                        if digits.len() < 4 || !digits.iter().all(u8::is_ascii_hexdigit) {
                            return Err((index + 1, "Invalid \\uXXXX escape"));
                        }
                        index += 6;
                    }
                    _ => return Err((index, "Invalid \\escape")),
                },
                0..0x20 => return Err((index, "Invalid control character at")),
                _ => index += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::diagnose;

    /// Each with what Python 3.11 says.
    #[test]
    fn what_python_says() {
        for (text, expected) in [
            ("", (0, "Expecting value")),
            ("  ", (2, "Expecting value")),
            ("{", (1, "Expecting property name enclosed in double quotes")),
            ("{\"a\"}", (4, "Expecting ':' delimiter")),
            ("{\"a\": }", (6, "Expecting value")),
            ("{\"a\": 1,}", (8, "Expecting property name enclosed in double quotes")),
            ("{\"a\": 1 \"b\": 2}", (8, "Expecting ',' delimiter")),
            ("[1, 2", (5, "Expecting ',' delimiter")),
            ("[1,]", (3, "Expecting value")),
            ("[", (1, "Expecting value")),
            ("\"é", (0, "Unterminated string starting at")),
            ("\"é\n\"", (2, "Invalid control character at")),
            ("\"\\x\"", (1, "Invalid \\escape")),
            ("\"\\u12\"", (2, "Invalid \\uXXXX escape")),
            ("é", (0, "Expecting value")),
            ("{} {}", (3, "Extra data")),
            ("01", (1, "Extra data")),
            ("-", (0, "Expecting value")),
            ("1.e5", (1, "Extra data")),
        ] {
            assert_eq!(diagnose(text), Some(expected), "{text}");
        }
        assert_eq!(["{\"a\": [1.5e-3, null, {}]}", "NaN", "[[], \"\\ud800\"]"].map(diagnose), [None; 3]);
    }

    #[test]
    fn depth_takes_no_stack() {
        assert_eq!(diagnose(&"[".repeat(1 << 20)), Some((1 << 20, "Expecting value")));
    }
}
