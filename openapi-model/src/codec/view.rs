//! What a part of a document looks like as JSON, and the one way in which its members are put in order.
//!
//! The code that differs from type to type is kept small: it is a closure or an [`AsDyn`] that the one writer calls.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::codec::extensions::Extensions;
use crate::codec::layout::EXTENSION;
use crate::json::text::Text;
use crate::json::value::Value;
use crate::objects::status::StatusKey;

/// Takes a view, and is called once.
pub(crate) type Show<'s> = &'s mut dyn FnMut(JsonView<'_>);

/// What a part looks like.
#[derive(Clone, Copy)]
pub(crate) enum JsonView<'a> {
    /// It stands for an absent member.
    Absent,
    Bool(bool),
    Text(&'a str),
    Value(&'a Value),
    List(&'a dyn List),
    Map(&'a dyn Keyed),
    /// An object with *Fixed Fields*.
    Object(&'a dyn DynObject),
    /// An object with *Patterned Fields*.
    Patterned(&'a dyn Keyed, &'a Extensions),
}

/// A borrowed part.
pub(crate) struct AsDyn<'a, T>(pub(crate) &'a T);

/// The items of an array.
pub(crate) trait List {
    /// Shows the item at a position, if there is one.
    fn item(&self, index: usize, to: Show<'_>) -> bool;
}

/// The members of an object whose names are the author's choice.
pub(crate) trait Keyed {
    /// Shows the member at a position, if there is one.
    fn entry(&self, index: usize, to: &mut dyn FnMut(Name<'_>, JsonView<'_>)) -> bool;
}

/// The fixed fields of an object, by their index in writing order.
pub(crate) struct Fields {
    /// The object with its article: `an Info Object`.
    pub(crate) what: &'static str,
    pub(crate) names: &'static [&'static str],
    /// A bit for each field that must be there.
    pub(crate) required: u32,
    /// A bit for each field that is one only if it is a string, and otherwise a further member.
    pub(crate) text: u32,
}

impl Fields {
    /// The field of this name; it is looked for from `first` on, because members mostly come in order.
    pub(crate) fn named(&self, name: &str, first: u8) -> Option<u8> {
        let (before, after) = self.names.split_at_checked(usize::from(first))?;
        let mut later = after.iter().zip(first..).chain(before.iter().zip(0..));
        later.find(|(known, _)| **known == name).map(|(_, field)| field)
    }
}

/// An object with *Fixed Fields*, to be written.
pub(crate) trait DynObject {
    fn fields(&self) -> &'static Fields;

    /// A bit for each field that is not empty.
    fn filled(&self) -> u32;

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

impl Serialize for JsonView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            JsonView::Absent => serializer.serialize_none(),
            JsonView::Bool(value) => serializer.serialize_bool(value),
            JsonView::Text(text) => serializer.serialize_str(text),
            JsonView::Value(value) => value.serialize(serializer),
            JsonView::List(items) => {
                let mut list = serializer.serialize_seq(None)?;
                let mut written = Ok(());
                let mut index = 0;
                while written.is_ok() && items.item(index, &mut |item| written = list.serialize_element(&item)) {
                    index += 1;
                }
                written?;
                list.end()
            }
            JsonView::Map(_) | JsonView::Object(_) | JsonView::Patterned(..) => {
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

    fn member(&mut self, name: Name<'_>, view: JsonView<'_>) -> Result<(), Self::Error>;
}

impl<M: SerializeMap> MemberWriter for M {
    type Error = M::Error;

    fn member(&mut self, name: Name<'_>, view: JsonView<'_>) -> Result<(), M::Error> {
        self.serialize_entry(&name, &view)
    }
}

/// Writes what an object shows; of anything else nothing.
pub(crate) fn write_members<M: MemberWriter>(view: JsonView<'_>, to: &mut M) -> Result<(), M::Error> {
    match view {
        JsonView::Map(members) => write_rest(members, 0, to),
        JsonView::Object(object) => write_object(object, to),
        JsonView::Patterned(members, extensions) => write_patterned(members, extensions, to),
        JsonView::Absent | JsonView::Bool(_) | JsonView::Text(_) | JsonView::Value(_) | JsonView::List(_) => Ok(()),
    }
}

/// Writes the member at a position and says whether there was one.
fn write_entry<M: MemberWriter>(members: &dyn Keyed, index: usize, to: &mut M) -> Result<bool, M::Error> {
    let mut written = Ok(());
    let is_there = members.entry(index, &mut |name, view| written = to.member(name, view));
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
    extension.map_or(Ok(()), |(key, value)| to.member(Name::Text(key), JsonView::Value(value)))
}

/// The fixed fields of an object that are written: those that hold something, were there although empty, or are required
/// and were not missing.
pub(crate) fn shown_fields(fields: &Fields, filled: u32, extensions: &Extensions) -> u32 {
    let layout = extensions.layout();
    filled | layout.empty() | (fields.required & !layout.missing())
}

/// Writes fixed fields and extensions in the order they were read, and what came later after them.
fn write_object<M: MemberWriter>(object: &dyn DynObject, to: &mut M) -> Result<(), M::Error> {
    let extensions = object.extensions();
    let fields = object.fields();
    let field = |to: &mut M, field: u8| {
        let mut written = Ok(());
        object.field(field, &mut |view| written = to.member(Name::Fixed(fields.names[usize::from(field)]), view));
        written
    };
    let filled = object.filled();
    let shown = shown_fields(fields, filled, extensions);
    // A field that got a value counts, not what did not fit it when it was read.
    let is_other = |key: &str| fields.named(key, 0).is_none_or(|field| shown & (1 << field) == 0);
    let mut others = extensions.iter();
    let mut extension = |to: &mut M| match others.next() {
        Some((key, value)) if is_other(key) => to.member(Name::Text(key), JsonView::Value(value)).map(|()| true),
        other => Ok(other.is_some()),
    };
    let mut rest = shown;
    for slot in extensions.layout().slots() {
        if slot == EXTENSION {
            extension(to)?;
        } else if rest & (1 << slot) != 0 {
            rest &= !(1 << slot);
            field(to, slot)?;
        }
    }
    rest &= filled | fields.required;
    while rest != 0 {
        field(to, rest.trailing_zeros() as u8)?;
        rest &= rest - 1;
    }
    while extension(to)? {}
    Ok(())
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
