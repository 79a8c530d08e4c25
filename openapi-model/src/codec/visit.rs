//! What walks over a document know: places, and visitors of objects whose types they do not know.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::any::Any;

use crate::json::pointer;
use crate::objects::kind::Kind;
use crate::objects::status::StatusKey;

/// The place of an object: a chain up to the document, made into a JSON Pointer only when asked.
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    parent: Option<&'p Place<'p>>,
    segment: Segment<'p>,
    depth: usize,
}

#[derive(Clone, Copy, Debug)]
enum Segment<'p> {
    Document,
    Name(&'p str),
    Index(usize),
    Status(StatusKey),
}

impl<'p> Place<'p> {
    /// The document itself.
    pub(crate) const DOCUMENT: Place<'static> = Place { parent: None, segment: Segment::Document, depth: 0 };

    /// Returns the place of a member of what stands here.
    pub fn member<'q>(&'q self, name: &'q str) -> Place<'q> {
        self.inner(Segment::Name(name))
    }

    /// Returns the place of an item of what stands here.
    pub fn item(&self, index: usize) -> Place<'_> {
        self.inner(Segment::Index(index))
    }

    pub(crate) fn status(&self, key: StatusKey) -> Place<'_> {
        self.inner(Segment::Status(key))
    }

    fn inner<'q>(&'q self, segment: Segment<'q>) -> Place<'q> {
        Place { parent: Some(self), segment, depth: self.depth + 1 }
    }

    /// Returns the place of what holds this; `None` for the document.
    pub fn parent(&self) -> Option<&'p Place<'p>> {
        self.parent
    }

    /// Returns the name of the member this is, if it is one and not a status key.
    pub fn name(&self) -> Option<&'p str> {
        match self.segment {
            Segment::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Returns how many steps it is from the document.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Returns the JSON Pointer (RFC 6901).
    pub fn pointer(&self) -> String {
        let mut segments = Vec::with_capacity(self.depth);
        let mut place = self;
        while let Some(parent) = place.parent {
            segments.push(place.segment);
            place = parent;
        }
        let mut text = String::new();
        for segment in segments.into_iter().rev() {
            match segment {
                Segment::Document => {}
                Segment::Name(name) => pointer::push(&mut text, name),
                Segment::Index(index) => pointer::push(&mut text, &index.to_string()),
                Segment::Status(key) => key.with_text(|key| pointer::push(&mut text, key)),
            }
        }
        text
    }
}

/// What is handed every object, each of the type of its kind, and every reference.
pub(crate) trait Visit<'a> {
    /// Comes to an object, and says whether to go on into it.
    fn enter(&mut self, kind: Kind, object: &'a dyn Any, place: &Place<'_>) -> bool;

    /// Comes out of an object.
    fn leave(&mut self, kind: Kind, object: &'a dyn Any, place: &Place<'_>);

    /// Comes to a reference to an object of this kind.
    fn reference(&mut self, kind: Kind, reference: &'a dyn Any, place: &Place<'_>);
}

/// As [`Visit`], to change the objects.
#[cfg_attr(not(feature = "version"), allow(dead_code, reason = "only conversions change a document"))]
pub(crate) trait VisitMut {
    /// Comes to an object, and says whether to go on into it.
    fn enter(&mut self, kind: Kind, object: &mut dyn Any, place: &Place<'_>) -> bool;

    /// Comes out of an object.
    fn leave(&mut self, kind: Kind, object: &mut dyn Any, place: &Place<'_>);

    /// Comes to a reference to an object of this kind.
    fn reference(&mut self, kind: Kind, reference: &mut dyn Any, place: &Place<'_>);
}
