//! What everything in a document can do: be read, be written, and lead to its parts.
//!
//! The code that differs from type to type is kept small: it is a closure or a [`By`] that the one reader and the one
//! writer call. Neither owns anything, so none of them brings along the code that drops the type.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::Any;
use core::hash::Hash;
use core::{iter, mem};

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::codec::layout::EXTENSION;
use crate::codec::object::Fields;
use crate::codec::read::FromValue;
use crate::codec::source::{Misfit, Source};
use crate::json::map::make_room;
use crate::json::{text, value};
use crate::objects::reference::read_either;
use crate::{Extensions, Map, RefOr, StatusKey, Text, Value};

/// Anything that stands in a document.
pub(crate) trait Part: FromValue + 'static {
    /// What there is before it is read, and in place of an absent member. It has allocated nothing.
    fn blank() -> Self;

    /// Reads it over what is there, which is blank.
    fn read(&mut self, source: &mut Source<'_>) -> Result<(), Misfit>;

    /// Calls `to` once with what it looks like.
    fn show(&self, to: Show<'_>);

    /// What the tokens of a JSON Pointer lead to.
    fn lead(&self, tokens: Tokens<'_>) -> Option<&dyn Any>;
}

pub(crate) type Show<'s> = &'s mut dyn FnMut(Shape<'_>);

pub(crate) type Tokens<'t> = &'t mut dyn Iterator<Item = String>;

/// What a part looks like.
#[derive(Clone, Copy)]
pub(crate) enum Shape<'a> {
    /// It stands for an absent member.
    Absent,
    Bool(bool),
    Text(&'a str),
    Value(&'a Value),
    List(&'a dyn List),
    Map(&'a dyn Keyed),
    /// An object with *Fixed Fields*.
    Object(&'a dyn Shown),
    /// An object with *Patterned Fields*.
    Patterned(&'a dyn Keyed, &'a Extensions),
}

/// A borrowed part.
pub(crate) struct By<'a, T>(pub(crate) &'a T);

/// The items of an array.
pub(crate) trait List {
    /// Shows the item at a position, if there is one.
    fn item(&self, index: usize, to: Show<'_>) -> bool;
}

/// The members of an object whose names are the author's choice.
pub(crate) trait Keyed {
    /// Shows the member at a position, if there is one.
    fn entry(&self, index: usize, to: &mut dyn FnMut(Name<'_>, Shape<'_>)) -> bool;
}

/// An object with *Fixed Fields*, to be written.
pub(crate) trait Shown {
    fn fields(&self) -> &'static Fields;

    /// A bit for each field that cannot be left out.
    fn filled(&self) -> u16;

    fn field(&self, index: u8, to: Show<'_>);

    fn extensions(&self) -> &Extensions;
}

/// A member's name.
pub(crate) enum Name<'a> {
    /// A fixed field's, in which nothing is to be escaped.
    Fixed(&'static str),
    Text(&'a str),
    Status(StatusKey),
}

impl Serialize for Name<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Name::Fixed(text) | Name::Text(text) => serializer.serialize_str(text),
            Name::Status(key) => key.serialize(serializer),
        }
    }
}

/// A map's key that is a member's name.
pub(crate) trait Key: Hash + Eq + Sized + 'static {
    fn of_name(name: Cow<'_, str>) -> Option<Self>;

    fn name(&self) -> Name<'_>;

    fn get<'a, T>(map: &'a Map<Self, T>, name: &str) -> Option<&'a T>;
}

impl Key for Text {
    fn of_name(name: Cow<'_, str>) -> Option<Self> {
        Some(text::from_cow(name))
    }

    fn name(&self) -> Name<'_> {
        Name::Text(self)
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

    fn get<'a, T>(map: &'a Map<Self, T>, name: &str) -> Option<&'a T> {
        map.get(&StatusKey::of(name)?)
    }
}

impl<T: Part> List for By<'_, Vec<T>> {
    fn item(&self, index: usize, to: Show<'_>) -> bool {
        self.0.get(index).map(|item| item.show(to)).is_some()
    }
}

impl<K: Key, T: Part> Keyed for By<'_, Map<K, T>> {
    fn entry(&self, index: usize, to: &mut dyn FnMut(Name<'_>, Shape<'_>)) -> bool {
        let entry = self.0.get_index(index);
        entry.map(|(key, member)| member.show(&mut |shape| to(key.name(), shape))).is_some()
    }
}

/// `part! { [type parameters] Type, a blank one, |it, source| reads, |it, to| shows, |it, tokens| leads; }`
macro_rules! part {
    ($([$($bound:tt)*] $type:ty, $blank:expr,
        |$into:ident, $source:ident| $read:expr,
        |$it:ident, $to:ident| $show:expr,
        |$from:ident, $tokens:ident| $lead:expr;)*) => {
        $(impl<$($bound)*> crate::codec::part::Part for $type {
            fn blank() -> Self {
                $blank
            }

            fn read(&mut self, $source: &mut crate::codec::source::Source<'_>) -> Result<(), crate::codec::source::Misfit> {
                let $into = self;
                $read
            }

            fn show(&self, $to: crate::codec::part::Show<'_>) {
                let $it = self;
                $show
            }

            fn lead(&self, $tokens: crate::codec::part::Tokens<'_>) -> Option<&dyn core::any::Any> {
                let $from = self;
                $lead
            }
        }

        impl<$($bound)*> crate::FromValue for $type {
            crate::codec::read::from_value!();
        })*
    };
}
pub(crate) use part;

part! {
    [] bool, false,
        |it, source| source.bool().map(|value| *it = value),
        |it, to| to(Shape::Bool(*it)),
        |it, tokens| end(it, tokens);
    [] Text, Text::Borrowed(""),
        |it, source| source.read_text(it),
        |it, to| to(Shape::Text(it)),
        |it, tokens| end(it, tokens);
    [] Value, Value::Null,
        |it, source| source.read_any(it),
        |it, to| to(Shape::Value(it)),
        |it, tokens| {
            let mut it = it;
            for token in tokens {
                it = match it {
                    Value::Object(members) => members.get(&*token)?,
                    Value::Array(items) => items.get(value::array_index(&token)?)?,
                    _ => return None,
                };
            }
            Some(it)
        };
    [T: Part] Vec<T>, Vec::new(),
        |it, source| {
            source.items(&mut |source| {
                make_room(it);
                // As `push`, without the code that drops an item for which there is no room.
                it.extend(iter::once_with(T::blank));
                it.last_mut().map_or(Ok(()), |item| item.read(source))
            })?;
            it.shrink_to_fit();
            Ok(())
        },
        |it, to| to(Shape::List(&By(it))),
        |it, tokens| match tokens.next() {
            Some(token) => it.get(value::array_index(&token)?)?.lead(tokens),
            None => Some(it),
        };
    [K: Key, T: Part] Map<K, T>, Map::new(),
        |it, source| {
            source.members("an object", &mut |source, name| read_entry(it, source, name))?;
            it.shrink_to_fit();
            Ok(())
        },
        |it, to| to(Shape::Map(&By(it))),
        |it, tokens| match tokens.next() {
            Some(token) => K::get(it, &token)?.lead(tokens),
            None => Some(it),
        };
    [T: Part] RefOr<T>, RefOr::Item(T::blank()),
        |it, source| read_either(it, source),
        |it, to| match it {
            RefOr::Ref(reference) => reference.show(to),
            RefOr::Item(item) => item.show(to),
        },
        |it, tokens| {
            let mut tokens = tokens.peekable();
            match it {
                _ if tokens.peek().is_none() => Some(it),
                RefOr::Ref(reference) => reference.lead(&mut tokens),
                RefOr::Item(item) => item.lead(&mut tokens),
            }
        };
    [T: Part] Option<T>, None,
        |it, source| {
            if it.is_none() {
                // As an assignment, without the code that drops what is not there.
                mem::forget(it.replace(T::blank()));
            }
            it.as_mut().map_or(Ok(()), |it| it.read(source))
        },
        |it, to| match it {
            Some(it) => it.show(to),
            None => to(Shape::Absent),
        },
        |it, tokens| it.as_ref()?.lead(tokens);
    [T: Part + Default] Box<T>, Box::default(),
        |it, source| T::read(it, source),
        |it, to| T::show(it, to),
        |it, tokens| T::lead(it, tokens);
}

/// Reads the next member into a map.
pub(crate) fn read_entry<'a, K: Key, T: Part>(
    map: &mut Map<K, T>,
    source: &mut Source<'a>,
    name: &mut Cow<'a, str>,
) -> Result<(), Misfit> {
    let key = K::of_name(mem::take(name)).ok_or(Misfit)?;
    map.make_room();
    map.add(key, T::blank).ok_or(Misfit)?.read(source)
}

/// What leads to nothing but itself.
pub(crate) fn end<'a>(it: &'a dyn Any, tokens: Tokens<'_>) -> Option<&'a dyn Any> {
    tokens.next().is_none().then_some(it)
}

impl Serialize for Shape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Shape::Absent => serializer.serialize_none(),
            Shape::Bool(value) => serializer.serialize_bool(value),
            Shape::Text(text) => serializer.serialize_str(text),
            Shape::Value(value) => value.serialize(serializer),
            Shape::List(items) => {
                let mut list = serializer.serialize_seq(None)?;
                let mut written = Ok(());
                let mut index = 0;
                while written.is_ok() && items.item(index, &mut |item| written = list.serialize_element(&item)) {
                    index += 1;
                }
                written?;
                list.end()
            }
            Shape::Map(_) | Shape::Object(_) | Shape::Patterned(..) => {
                let mut map = serializer.serialize_map(None)?;
                write_members(*self, &mut map)?;
                map.end()
            }
        }
    }
}

/// Where the members of an object are written to.
pub(crate) trait MemberWriter {
    type Error;

    fn member(&mut self, name: Name<'_>, shape: Shape<'_>) -> Result<(), Self::Error>;
}

impl<M: SerializeMap> MemberWriter for M {
    type Error = M::Error;

    fn member(&mut self, name: Name<'_>, shape: Shape<'_>) -> Result<(), M::Error> {
        self.serialize_entry(&name, &shape)
    }
}

/// Writes what an object shows; of anything else nothing.
pub(crate) fn write_members<M: MemberWriter>(shape: Shape<'_>, to: &mut M) -> Result<(), M::Error> {
    match shape {
        Shape::Map(members) => write_rest(members, 0, to),
        Shape::Object(object) => write_object(object, to),
        Shape::Patterned(members, extensions) => write_patterned(members, extensions, to),
        Shape::Absent | Shape::Bool(_) | Shape::Text(_) | Shape::Value(_) | Shape::List(_) => Ok(()),
    }
}

/// Writes the member at a position and says whether there was one.
fn write_entry<M: MemberWriter>(members: &dyn Keyed, index: usize, to: &mut M) -> Result<bool, M::Error> {
    let mut written = Ok(());
    let is_there = members.entry(index, &mut |name, shape| written = to.member(name, shape));
    written.map(|()| is_there)
}

/// Writes all members from a position on.
fn write_rest<M: MemberWriter>(members: &dyn Keyed, mut index: usize, to: &mut M) -> Result<(), M::Error> {
    while write_entry(members, index, to)? {
        index += 1;
    }
    Ok(())
}

fn write_extension<M: MemberWriter>(extension: Option<(&Text, &Value)>, to: &mut M) -> Result<(), M::Error> {
    extension.map_or(Ok(()), |(key, value)| to.member(Name::Text(key), Shape::Value(value)))
}

/// Writes fixed fields and extensions in the order they were read, and what came later after them.
fn write_object<M: MemberWriter>(object: &dyn Shown, to: &mut M) -> Result<(), M::Error> {
    let extensions = object.extensions();
    let names = object.fields().names;
    let field = |to: &mut M, field: u8| {
        let mut written = Ok(());
        object.field(field, &mut |shape| written = to.member(Name::Fixed(names[usize::from(field)]), shape));
        written
    };
    let filled = object.filled();
    let mut shown = filled | extensions.layout().empty();
    let mut others = extensions.iter();
    for slot in extensions.layout().slots() {
        if slot == EXTENSION {
            write_extension(others.next(), to)?;
        } else if shown & (1 << slot) != 0 {
            shown &= !(1 << slot);
            field(to, slot)?;
        }
    }
    shown &= filled;
    while shown != 0 {
        field(to, shown.trailing_zeros() as u8)?;
        shown &= shown - 1;
    }
    others.try_for_each(|other| write_extension(Some(other), to))
}

/// Writes keyed members and extensions in the order they were read.
fn write_patterned<M: MemberWriter>(members: &dyn Keyed, extensions: &Extensions, to: &mut M) -> Result<(), M::Error> {
    let mut others = extensions.iter();
    let mut index = 0;
    for slot in extensions.layout().slots() {
        if slot == EXTENSION {
            write_extension(others.next(), to)?;
        } else {
            write_entry(members, index, to)?;
            index += 1;
        }
    }
    write_rest(members, index, to)?;
    others.try_for_each(|other| write_extension(Some(other), to))
}

/// Any part as serde writes it.
pub(crate) fn write<T: Part, S: Serializer>(part: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut serializer = Some(serializer);
    let mut written = None;
    part.show(&mut |shape| written = serializer.take().map(|serializer| shape.serialize(serializer)));
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
