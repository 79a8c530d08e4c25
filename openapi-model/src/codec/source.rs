//! What objects are read from, JSON text or a [`Value`] at hand: each type has one reader, which does not know which.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;
use core::mem;

use crate::codec::read::{self, FromValue, ReadError, ReadProblem};
use crate::json::reader::{Broken, JsonReader};
use crate::json::text;
use crate::{Text, Value};

/// Where an object is read from, and how far it has been read.
#[derive(Debug)]
pub struct Source<'a> {
    json: JsonReader<'a>,
    /// Instead of text.
    tree: Option<Tree>,
}

/// A value that is taken apart.
#[derive(Debug)]
struct Tree {
    /// What is to be read next.
    value: Value,
    problems: Vec<ReadProblem>,
}

/// Something is not as it should be.
///
/// Of a value, every problem is remembered. Text is given up at the first, and read again by way of [`Value`].
#[derive(Debug)]
pub struct Misfit;

/// A [`Misfit`] of an object: that it is none, or of its members.
pub(crate) struct Unfit {
    pub(crate) is_no_object: bool,
}

impl From<Unfit> for Misfit {
    fn from(_: Unfit) -> Self {
        Self
    }
}

/// Text is given up, whatever it was.
impl From<Misfit> for Unfit {
    fn from(_: Misfit) -> Self {
        Self { is_no_object: true }
    }
}

impl From<alloc::boxed::Box<Broken>> for Unfit {
    fn from(_: alloc::boxed::Box<Broken>) -> Self {
        Self { is_no_object: true }
    }
}

impl From<alloc::boxed::Box<Broken>> for Misfit {
    fn from(_: alloc::boxed::Box<Broken>) -> Self {
        Self
    }
}

/// Reads one object, which is the whole text; `None` if anything is not as it should be.
#[inline]
pub(crate) fn read_json<T: FromValue>(text: &str) -> Option<T> {
    T::from_source(&mut Source { json: JsonReader::new(text), tree: None }).ok()
}

/// Reads a value, moving its parts.
#[inline]
pub(crate) fn read_value<T: FromValue>(value: Value) -> Result<T, ReadError> {
    let tree = Tree { value, problems: Vec::new() };
    let mut source = Source { json: JsonReader::new(""), tree: Some(tree) };
    T::from_source(&mut source).map_err(|Misfit| source.into_error())
}

/// Reads a member by its name, which is taken where it is kept.
pub(crate) type ReadMember<'m, 'a> = &'m mut dyn FnMut(&mut Source<'a>, &mut Cow<'a, str>) -> Result<(), Misfit>;

impl<'a> Source<'a> {
    fn into_error(self) -> ReadError {
        match self.tree {
            Some(tree) if !tree.problems.is_empty() => ReadError::of(tree.problems),
            _ => ReadError::new("each member once", "one twice"),
        }
    }

    /// Any value.
    pub(crate) fn value(&mut self) -> Result<Value, Misfit> {
        match &mut self.tree {
            None => Ok(self.json.value()?),
            Some(tree) => Ok(mem::take(&mut tree.value)),
        }
    }

    /// Sees to it that nothing follows.
    #[doc(hidden)]
    pub fn end(&mut self) -> Result<(), Misfit> {
        if self.json.next().is_some() { Err(Misfit) } else { Ok(()) }
    }

    /// What `read` makes of the whole.
    pub(crate) fn read_value<T>(&mut self, read: impl Fn(Value) -> Result<T, ReadError>) -> Result<T, Misfit> {
        let value = self.value()?;
        self.end()?;
        read(value).map_err(|error| {
            if let Some(tree) = &mut self.tree {
                tree.problems.extend(error.into_problems());
            }
            Misfit
        })
    }

    fn text(&mut self) -> Result<Text, Misfit> {
        if self.tree.is_none() {
            return Ok(text::from_cow(self.json.text()?));
        }
        match self.value()? {
            Value::String(text) => Ok(text),
            other => Err(self.mismatch("a string", &other)),
        }
    }

    /// Any value, over one that is there.
    pub(crate) fn read_any(&mut self, into: &mut Value) -> Result<(), Misfit> {
        *into = self.value()?;
        Ok(())
    }

    /// A string, over one that is there.
    pub(crate) fn read_text(&mut self, into: &mut Text) -> Result<(), Misfit> {
        *into = self.text()?;
        Ok(())
    }

    pub(crate) fn bool(&mut self) -> Result<bool, Misfit> {
        match self.value()? {
            Value::Bool(value) => Ok(value),
            other => Err(self.mismatch("a boolean", &other)),
        }
    }

    /// The index of a word.
    pub(crate) fn word(&mut self, what: &'static str, words: &[&str]) -> Result<usize, Misfit> {
        match self.value()? {
            Value::String(text) => match words.iter().position(|word| *word == text) {
                Some(index) => Ok(index),
                None => Err(self.misfit(|| (what.into(), format!("`{text}`").into()))),
            },
            other => Err(self.mismatch(what, &other)),
        }
    }

    /// Whether the next value is a string.
    pub(crate) fn is_text(&mut self) -> bool {
        match &self.tree {
            None => self.json.next() == Some(b'"'),
            Some(tree) => tree.value.as_str().is_some(),
        }
    }

    /// Whether the next value is an object that begins (in text) or has (as a value) a `$ref`.
    pub(crate) fn is_reference(&mut self) -> Result<bool, Misfit> {
        match &self.tree {
            None => Ok(self.json.is_reference()),
            Some(Tree { value: Value::Object(members), .. }) => Ok(members.contains_key("$ref")),
            Some(_) => {
                let other = self.value()?;
                Err(self.mismatch("an object or `$ref`", &other))
            }
        }
    }

    /// Whether text has a `$ref` behind other members, which only [`Value`] puts first.
    pub(crate) fn is_unexpected_reference(&self, key: &str) -> bool {
        key == "$ref" && self.tree.is_none()
    }

    /// Reads an object; `member` reads the value of each member.
    pub(crate) fn members(&mut self, what: &'static str, member: ReadMember<'_, 'a>) -> Result<(), Unfit> {
        if self.tree.is_some() {
            return self.members_of_value(what, member);
        }
        if !self.json.opens(b'{')? {
            loop {
                let mut key = self.json.name()?;
                member(self, &mut key)?;
                if self.json.ends(b'}', "`,` or `}`")? {
                    break;
                }
            }
        }
        self.json.close();
        Ok(())
    }

    fn members_of_value(&mut self, what: &'static str, member: ReadMember<'_, 'a>) -> Result<(), Unfit> {
        let members = match self.value()? {
            Value::Object(members) => members,
            other => {
                self.mismatch(what, &other);
                return Err(Unfit { is_no_object: true });
            }
        };
        let mut fits = true;
        for (key, value) in members {
            let problems = self.next_is(value);
            if let Err(Misfit) = member(self, &mut key.clone()) {
                read::under(&mut self.problems()[problems..], &key);
                fits = false;
            }
        }
        if fits { Ok(()) } else { Err(Unfit { is_no_object: false }) }
    }

    /// Reads an array; `item` reads each of its items.
    pub(crate) fn items(&mut self, item: &mut dyn FnMut(&mut Self) -> Result<(), Misfit>) -> Result<(), Misfit> {
        if self.tree.is_some() {
            return self.items_of_value(item);
        }
        if !self.json.opens(b'[')? {
            loop {
                item(self)?;
                if self.json.ends(b']', "`,` or `]`")? {
                    break;
                }
            }
        }
        self.json.close();
        Ok(())
    }

    fn items_of_value(&mut self, item: &mut dyn FnMut(&mut Self) -> Result<(), Misfit>) -> Result<(), Misfit> {
        let items = match self.value()? {
            Value::Array(items) => items,
            other => return Err(self.mismatch("an array", &other)),
        };
        let mut fits = true;
        for (index, value) in items.into_iter().enumerate() {
            let problems = self.next_is(value);
            if let Err(Misfit) = item(self) {
                read::under(&mut self.problems()[problems..], &format!("{index}").into());
                fits = false;
            }
        }
        if fits { Ok(()) } else { Err(Misfit) }
    }

    /// Goes on with a part of the value, and says how many problems there were before.
    fn next_is(&mut self, value: Value) -> usize {
        match &mut self.tree {
            Some(tree) => {
                tree.value = value;
                tree.problems.len()
            }
            None => 0,
        }
    }

    fn problems(&mut self) -> &mut [ReadProblem] {
        self.tree.as_mut().map_or(&mut [], |tree| &mut tree.problems)
    }

    /// Remembers what was expected and what was found.
    #[cold]
    pub(crate) fn misfit(&mut self, problem: impl FnOnce() -> (Text, Text)) -> Misfit {
        if let Some(tree) = &mut self.tree {
            let (expected, found) = problem();
            tree.problems.push(ReadProblem::new(expected, found));
        }
        Misfit
    }

    #[cold]
    pub(crate) fn mismatch(&mut self, expected: &'static str, found: &Value) -> Misfit {
        self.misfit(|| (expected.into(), found.kind().into()))
    }
}
