//! What everything in a document can do: be read, be written, be walked, and lead to its parts.
//!
//! The code that differs from type to type is kept small: it is a closure or an [`AsDyn`] that the one reader, the one
//! writer and the one walker call. Neither owns anything, so none of them brings along the code that drops the type.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::Any;
use core::hash::Hash;
use core::{iter, mem};

use serde::ser::{Error, Serializer};

use crate::codec::source::{Mismatch, Source};
use crate::codec::view::{AsDyn, JsonView, Keyed, List, Name, Show};
use crate::codec::visit::{Place, Visit, VisitMut};
use crate::json::map::{Map, make_room};
use crate::json::pointer::array_index;
use crate::json::text::{self, Text};
use crate::json::value::Value;
use crate::objects::kind::Kind;
use crate::objects::status::StatusKey;

pub(crate) type Tokens<'t> = &'t mut dyn Iterator<Item = String>;

/// Anything that stands in a document.
pub(crate) trait Part: Sized + 'static {
    /// The object it is, if it is one.
    const KIND: Option<Kind> = None;

    /// Whether it keeps whatever stands in its place, and its parts do.
    const KEEPS: bool = false;

    /// What there is before it is read, and in place of an absent member. It has allocated nothing.
    fn empty() -> Self;

    /// Reads it over what is there, which is empty, and is so again after a mismatch.
    fn read(&mut self, source: &mut Source<'_>) -> Result<(), Mismatch>;

    /// Keeps a value that does not fit, if it [keeps](Self::KEEPS) any.
    fn keep(&mut self, value: Value) {
        drop(value);
    }

    /// Calls `to` once with what it looks like.
    fn show(&self, to: Show<'_>);

    /// What the tokens of a JSON Pointer lead to.
    fn at_pointer(&self, tokens: Tokens<'_>) -> Option<&dyn Any>;

    /// Hands every object in it to a visitor.
    fn visit<'a>(&'a self, place: &Place<'_>, to: &mut dyn Visit<'a>) {
        let _ = (place, to);
    }

    /// As [`visit`](Self::visit), to change the objects.
    #[cfg_attr(not(feature = "version"), allow(dead_code, reason = "only conversions change a document"))]
    fn visit_mut(&mut self, place: &Place<'_>, to: &mut dyn VisitMut) {
        let _ = (place, to);
    }
}

/// A map's key that is a member's name.
pub(crate) trait Key: Hash + Eq + Sized + 'static {
    fn of_name(name: Cow<'_, str>) -> Option<Self>;

    fn name(&self) -> Name<'_>;

    /// The place of the member of this name.
    fn place<'p>(&'p self, parent: &'p Place<'p>) -> Place<'p>;

    fn get<'a, T>(map: &'a Map<Self, T>, name: &str) -> Option<&'a T>;
}

impl Key for Text {
    fn of_name(name: Cow<'_, str>) -> Option<Self> {
        Some(text::from_cow(name))
    }

    fn name(&self) -> Name<'_> {
        Name::Text(self)
    }

    fn place<'p>(&'p self, parent: &'p Place<'p>) -> Place<'p> {
        parent.member(self)
    }

    fn get<'a, T>(map: &'a Map<Self, T>, name: &str) -> Option<&'a T> {
        map.get(name)
    }
}

impl Key for StatusKey {
    fn of_name(name: Cow<'_, str>) -> Option<Self> {
        Self::of(&name)
    }

    fn name(&self) -> Name<'_> {
        Name::Status(*self)
    }

    fn place<'p>(&'p self, parent: &'p Place<'p>) -> Place<'p> {
        parent.status(*self)
    }

    fn get<'a, T>(map: &'a Map<Self, T>, name: &str) -> Option<&'a T> {
        map.get(&StatusKey::of(name)?)
    }
}

impl<T: Part> List for AsDyn<'_, Vec<T>> {
    fn item(&self, index: usize, to: Show<'_>) -> bool {
        self.0.get(index).map(|item| item.show(to)).is_some()
    }
}

impl<K: Key, T: Part> Keyed for AsDyn<'_, Map<K, T>> {
    fn entry(&self, index: usize, to: &mut dyn FnMut(Name<'_>, JsonView<'_>)) -> bool {
        let entry = self.0.get_index(index);
        entry.map(|(key, member)| member.show(&mut |view| to(key.name(), view))).is_some()
    }
}

impl Part for bool {
    fn empty() -> Self {
        false
    }

    fn read(&mut self, source: &mut Source<'_>) -> Result<(), Mismatch> {
        source.bool().map(|value| *self = value)
    }

    fn show(&self, to: Show<'_>) {
        to(JsonView::Bool(*self));
    }

    fn at_pointer(&self, tokens: Tokens<'_>) -> Option<&dyn Any> {
        end(self, tokens)
    }
}

impl Part for Text {
    fn empty() -> Self {
        Text::Borrowed("")
    }

    fn read(&mut self, source: &mut Source<'_>) -> Result<(), Mismatch> {
        source.text().map(|text| *self = text)
    }

    fn show(&self, to: Show<'_>) {
        to(JsonView::Text(self));
    }

    fn at_pointer(&self, tokens: Tokens<'_>) -> Option<&dyn Any> {
        end(self, tokens)
    }
}

impl Part for Value {
    const KEEPS: bool = true;

    fn empty() -> Self {
        Value::Null
    }

    fn read(&mut self, source: &mut Source<'_>) -> Result<(), Mismatch> {
        source.value().map(|value| *self = value)
    }

    fn keep(&mut self, value: Value) {
        *self = value;
    }

    fn show(&self, to: Show<'_>) {
        to(JsonView::Value(self));
    }

    fn at_pointer(&self, tokens: Tokens<'_>) -> Option<&dyn Any> {
        let mut it = self;
        for token in tokens {
            it = match it {
                Value::Object(members) => members.get(&*token)?,
                Value::Array(items) => items.get(array_index(&token)?)?,
                _ => return None,
            };
        }
        Some(it)
    }
}

impl<T: Part> Part for Vec<T> {
    const KEEPS: bool = false;

    fn empty() -> Self {
        Vec::new()
    }

    fn read(&mut self, source: &mut Source<'_>) -> Result<(), Mismatch> {
        let read = source.items(T::KEEPS, &mut |source| {
            make_room(self);
            // As `push`, without the code that drops an item for which there is no room.
            self.extend(iter::once_with(T::empty));
            self.last_mut().map_or(Ok(()), |item| item.read(source))
        });
        match read {
            Ok(()) => self.shrink_to_fit(),
            Err(Mismatch) => self.clear(),
        }
        read
    }

    fn show(&self, to: Show<'_>) {
        to(JsonView::List(&AsDyn(self)));
    }

    fn at_pointer(&self, tokens: Tokens<'_>) -> Option<&dyn Any> {
        match tokens.next() {
            Some(token) => self.get(array_index(&token)?)?.at_pointer(tokens),
            None => Some(self),
        }
    }

    fn visit<'a>(&'a self, place: &Place<'_>, to: &mut dyn Visit<'a>) {
        for (index, item) in self.iter().enumerate() {
            item.visit(&place.item(index), to);
        }
    }

    fn visit_mut(&mut self, place: &Place<'_>, to: &mut dyn VisitMut) {
        for (index, item) in self.iter_mut().enumerate() {
            item.visit_mut(&place.item(index), to);
        }
    }
}

impl<K: Key, T: Part> Part for Map<K, T> {
    fn empty() -> Self {
        Map::new()
    }

    fn read(&mut self, source: &mut Source<'_>) -> Result<(), Mismatch> {
        let read = source.members("an object", T::KEEPS, &mut |source, name| read_entry(self, source, name));
        match read {
            Ok(()) => self.shrink_to_fit(),
            Err(_) => self.clear(),
        }
        read.map_err(Mismatch::from)
    }

    fn show(&self, to: Show<'_>) {
        to(JsonView::Map(&AsDyn(self)));
    }

    fn at_pointer(&self, tokens: Tokens<'_>) -> Option<&dyn Any> {
        match tokens.next() {
            Some(token) => K::get(self, &token)?.at_pointer(tokens),
            None => Some(self),
        }
    }

    fn visit<'a>(&'a self, place: &Place<'_>, to: &mut dyn Visit<'a>) {
        for (key, member) in self {
            member.visit(&key.place(place), to);
        }
    }

    fn visit_mut(&mut self, place: &Place<'_>, to: &mut dyn VisitMut) {
        for (key, member) in self {
            member.visit_mut(&key.place(place), to);
        }
    }
}

impl<T: Part> Part for Option<T> {
    const KEEPS: bool = T::KEEPS;

    fn empty() -> Self {
        None
    }

    fn read(&mut self, source: &mut Source<'_>) -> Result<(), Mismatch> {
        if self.is_none() {
            // As an assignment, without the code that drops what is not there.
            mem::forget(self.replace(T::empty()));
        }
        let read = self.as_mut().map_or(Ok(()), |it| it.read(source));
        if read.is_err() {
            *self = None;
        }
        read
    }

    fn keep(&mut self, value: Value) {
        self.insert(T::empty()).keep(value);
    }

    fn show(&self, to: Show<'_>) {
        match self {
            Some(it) => it.show(to),
            None => to(JsonView::Absent),
        }
    }

    fn at_pointer(&self, tokens: Tokens<'_>) -> Option<&dyn Any> {
        self.as_ref()?.at_pointer(tokens)
    }

    fn visit<'a>(&'a self, place: &Place<'_>, to: &mut dyn Visit<'a>) {
        if let Some(it) = self {
            it.visit(place, to);
        }
    }

    fn visit_mut(&mut self, place: &Place<'_>, to: &mut dyn VisitMut) {
        if let Some(it) = self {
            it.visit_mut(place, to);
        }
    }
}

impl<T: Part + Default> Part for Box<T> {
    const KIND: Option<Kind> = T::KIND;
    const KEEPS: bool = T::KEEPS;

    fn empty() -> Self {
        Box::default()
    }

    fn read(&mut self, source: &mut Source<'_>) -> Result<(), Mismatch> {
        T::read(self, source)
    }

    fn keep(&mut self, value: Value) {
        T::keep(self, value);
    }

    fn show(&self, to: Show<'_>) {
        T::show(self, to);
    }

    fn at_pointer(&self, tokens: Tokens<'_>) -> Option<&dyn Any> {
        T::at_pointer(self, tokens)
    }

    fn visit<'a>(&'a self, place: &Place<'_>, to: &mut dyn Visit<'a>) {
        T::visit(self, place, to);
    }

    fn visit_mut(&mut self, place: &Place<'_>, to: &mut dyn VisitMut) {
        T::visit_mut(self, place, to);
    }
}

/// Reads the next member into a map.
pub(crate) fn read_entry<'a, K: Key, T: Part>(
    map: &mut Map<K, T>,
    source: &mut Source<'a>,
    name: &mut Cow<'a, str>,
) -> Result<(), Mismatch> {
    let key = K::of_name(mem::take(name)).ok_or(Mismatch)?;
    map.make_room();
    map.add(key, T::empty).ok_or(Mismatch)?.read(source)
}

/// What leads to nothing but itself.
pub(crate) fn end<'a>(it: &'a dyn Any, tokens: Tokens<'_>) -> Option<&'a dyn Any> {
    tokens.next().is_none().then_some(it)
}

/// Any part as serde writes it.
pub(crate) fn write<T: Part, S: Serializer>(part: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut serializer = Some(serializer);
    let mut written = None;
    part.show(&mut |view| written = serializer.take().map(|serializer| serde::Serialize::serialize(&view, serializer)));
    written.unwrap_or_else(|| Err(S::Error::custom("expected a part to show itself, found nothing")))
}

/// `Serialize` of a part.
macro_rules! serialize {
    ($($type:ty),*) => {
        $(impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::codec::part::write(self, serializer)
            }
        })*
    };
}
pub(crate) use serialize;
