//! What objects are read from, JSON text or a [`Value`] at hand: each type has one reader, which does not know which.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;
use core::mem;

use crate::codec::error::{self, ReadProblem};
use crate::json::reader::{Broken, JsonReader};
use crate::json::text::{self, Text};
use crate::json::value::Value;

/// Where an object is read from, and how far it has been read.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    json: JsonReader<'a>,
    /// Instead of text.
    tree: Option<Tree>,
}

/// A value that is taken apart.
#[derive(Debug)]
struct Tree {
    /// What is to be read next; what was refused stands here again.
    value: Value,
    problems: Vec<ReadProblem>,
    /// Whether what does not fit is kept.
    lenient: bool,
}

/// Something is not as it should be.
///
/// Of a value, every problem is remembered. Text is given up at the first, and read again by way of [`Value`].
#[derive(Debug)]
pub(crate) struct Mismatch;

/// A [`Mismatch`] of an object: that it is none, or of its members.
pub(crate) struct ObjectMismatch {
    pub(crate) is_no_object: bool,
}

impl From<ObjectMismatch> for Mismatch {
    fn from(_: ObjectMismatch) -> Self {
        Self
    }
}

/// Text is given up, whatever it was.
impl From<Mismatch> for ObjectMismatch {
    fn from(_: Mismatch) -> Self {
        Self { is_no_object: true }
    }
}

impl From<Box<Broken>> for ObjectMismatch {
    fn from(_: Box<Broken>) -> Self {
        Self { is_no_object: true }
    }
}

impl From<Box<Broken>> for Mismatch {
    fn from(_: Box<Broken>) -> Self {
        Self
    }
}

/// Reads a member by its name, which is taken where it is kept.
pub(crate) type ReadMember<'m, 'a> = &'m mut dyn FnMut(&mut Source<'a>, &mut Cow<'a, str>) -> Result<(), Mismatch>;

impl<'a> Source<'a> {
    #[inline]
    pub(crate) fn of_text(text: &'a str) -> Self {
        Self { json: JsonReader::new(text), tree: None }
    }

    #[inline]
    pub(crate) fn of_value(value: Value, lenient: bool) -> Self {
        Self { json: JsonReader::new(""), tree: Some(Tree { value, problems: Vec::new(), lenient }) }
    }

    /// What did not fit in a value.
    pub(crate) fn into_problems(self) -> Vec<ReadProblem> {
        self.tree.map(|tree| tree.problems).unwrap_or_default()
    }

    /// Whether what does not fit is to be kept, by whatever can keep it.
    pub(crate) fn is_lenient(&self) -> bool {
        self.tree.as_ref().is_some_and(|tree| tree.lenient)
    }

    /// Any value; what was refused last, where that is kept.
    pub(crate) fn value(&mut self) -> Result<Value, Mismatch> {
        match &mut self.tree {
            None => Ok(self.json.value()?),
            Some(tree) => Ok(mem::take(&mut tree.value)),
        }
    }

    /// Sees to it that nothing follows.
    pub(crate) fn end(&mut self) -> Result<(), Mismatch> {
        if self.json.next().is_some() { Err(Mismatch) } else { Ok(()) }
    }

    /// A string.
    pub(crate) fn text(&mut self) -> Result<Text, Mismatch> {
        if self.tree.is_none() {
            return Ok(text::from_cow(self.json.text()?));
        }
        self.value()?.into_text().map_err(|other| self.mismatch("a string", other))
    }

    pub(crate) fn bool(&mut self) -> Result<bool, Mismatch> {
        match self.value()? {
            Value::Bool(value) => Ok(value),
            other => Err(self.mismatch("a boolean", other)),
        }
    }

    /// The index of a word.
    pub(crate) fn word(&mut self, what: &'static str, words: &[&str]) -> Result<usize, Mismatch> {
        let value = self.value()?;
        let Some(text) = value.as_str() else {
            return Err(self.mismatch(what, value));
        };
        match words.iter().position(|word| *word == text) {
            Some(index) => Ok(index),
            None => {
                self.problem(|| (what.into(), format!("`{text}`").into()));
                Err(self.refuse(value))
            }
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
    pub(crate) fn is_reference(&mut self) -> Result<bool, Mismatch> {
        match &self.tree {
            None => Ok(self.json.is_reference()),
            Some(Tree { value: Value::Object(members), .. }) => Ok(members.contains_key("$ref")),
            Some(_) => {
                let other = self.value()?;
                Err(self.mismatch("an object or `$ref`", other))
            }
        }
    }

    /// Whether text has a `$ref` behind other members, which only [`Value`] puts first.
    pub(crate) fn is_unexpected_reference(&self, key: &str) -> bool {
        key == "$ref" && self.tree.is_none()
    }

    /// Reads an object; `member` reads the value of each member, and keeps what does not fit if it `keeps` anything.
    pub(crate) fn members(
        &mut self,
        what: &'static str,
        keeps: bool,
        member: ReadMember<'_, 'a>,
    ) -> Result<(), ObjectMismatch> {
        if self.tree.is_some() {
            return self.members_of_value(what, keeps, member);
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

    fn members_of_value(
        &mut self,
        what: &'static str,
        keeps: bool,
        member: ReadMember<'_, 'a>,
    ) -> Result<(), ObjectMismatch> {
        let members = self.value()?.into_object().map_err(|other| {
            self.mismatch(what, other);
            ObjectMismatch { is_no_object: true }
        })?;
        let copy = (!keeps && self.is_lenient()).then(|| members.clone());
        let mut fits = true;
        for (key, value) in members {
            let problems = self.next_is(value);
            fits &= member(self, &mut key.clone()).is_ok();
            error::under(&mut self.problems()[problems..], &key);
        }
        if fits {
            return Ok(());
        }
        if let Some(copy) = copy {
            self.refuse(Value::Object(copy));
        }
        Err(ObjectMismatch { is_no_object: false })
    }

    /// Reads an array; `item` reads each of its items, and keeps what does not fit if it `keeps` anything.
    pub(crate) fn items(
        &mut self,
        keeps: bool,
        item: &mut dyn FnMut(&mut Self) -> Result<(), Mismatch>,
    ) -> Result<(), Mismatch> {
        if self.tree.is_some() {
            return self.items_of_value(keeps, item);
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

    fn items_of_value(
        &mut self,
        keeps: bool,
        item: &mut dyn FnMut(&mut Self) -> Result<(), Mismatch>,
    ) -> Result<(), Mismatch> {
        let items = self.value()?.into_array().map_err(|other| self.mismatch("an array", other))?;
        let copy = (!keeps && self.is_lenient()).then(|| items.clone());
        let mut fits = true;
        for (index, value) in items.into_iter().enumerate() {
            let problems = self.next_is(value);
            fits &= item(self).is_ok();
            if self.problems().len() > problems {
                error::under(&mut self.problems()[problems..], &format!("{index}").into());
            }
        }
        match copy {
            _ if fits => Ok(()),
            Some(copy) => Err(self.refuse(Value::Array(copy))),
            None => Err(Mismatch),
        }
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
    pub(crate) fn problem(&mut self, problem: impl FnOnce() -> (Text, Text)) -> Mismatch {
        if let Some(tree) = &mut self.tree {
            let (expected, found) = problem();
            tree.problems.push(ReadProblem::new(expected, found));
        }
        Mismatch
    }

    /// As [`problem`](Self::problem), of a value that is of another kind.
    #[cold]
    pub(crate) fn mismatch(&mut self, expected: &'static str, found: Value) -> Mismatch {
        self.problem(|| (expected.into(), found.kind().into()));
        self.refuse(found)
    }

    /// Gives a value back to whoever keeps it.
    fn refuse(&mut self, value: Value) -> Mismatch {
        if let Some(tree) = &mut self.tree {
            tree.value = value;
        }
        Mismatch
    }
}
