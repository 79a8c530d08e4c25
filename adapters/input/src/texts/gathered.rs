//! `Gathered`: each name once, with its texts in order.

use std::borrow::Cow;
use std::collections::HashMap;

use openapi_merge::Location;

use super::Place;
use crate::fault::Fault;
use crate::invalid::Invalid;
use crate::reading::Reading;

/// Up to so many names are found by looking at each.
const FEW: usize = 16;

/// The texts of one place, each name once.
pub(crate) struct Gathered<'a> {
    names: Vec<(Cow<'a, str>, Vec<Cow<'a, str>>)>,
    /// Where a name stands, if there are many.
    index: HashMap<Cow<'a, str>, usize>,
}

impl<'a> Gathered<'a> {
    /// Gathers pairs, unless there are more than the limits allow.
    pub(crate) fn new(
        reading: &Reading,
        place: Place,
        pairs: impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)>,
    ) -> Result<Self, Invalid> {
        let mut gathered = Self { names: Vec::new(), index: HashMap::new() };
        for (count, (name, text)) in pairs.enumerate() {
            if count >= reading.limits.parameters {
                let fault = Fault::limit("parameters", "parameter", reading.limits.parameters);
                return Err(Invalid::one([Location::from(place.name())], fault, None));
            }
            match gathered.position(&name) {
                Some(index) => gathered.names[index].1.push(text),
                None => gathered.add(name, text),
            }
        }
        Ok(gathered)
    }

    fn add(&mut self, name: Cow<'a, str>, text: Cow<'a, str>) {
        if self.names.len() == FEW {
            self.index = self.names.iter().enumerate().map(|(index, (name, _))| (name.clone(), index)).collect();
        }
        if self.names.len() >= FEW {
            self.index.insert(name.clone(), self.names.len());
        }
        self.names.push((name, vec![text]));
    }

    fn position(&self, name: &str) -> Option<usize> {
        if self.names.len() > FEW {
            return self.index.get(name).copied();
        }
        self.names.iter().position(|(held, _)| held == name)
    }

    /// The texts of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&[Cow<'a, str>]> {
        self.position(name).map(|index| self.names[index].1.as_slice())
    }

    /// Every name with its texts, in the order in which they came.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &[Cow<'a, str>])> {
        self.names.iter().map(|(name, texts)| (&**name, texts.as_slice()))
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }
}
