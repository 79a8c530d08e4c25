//! The walker for a document that is changed.

use super::*;
use crate::codec::visit::VisitMut;

macro_rules! nodes {
    ($($kind:ident)*) => {
        /// As [`Node`], to be changed.
        #[allow(dead_code, reason = "every object is offered, whether or not one version changed it")]
        pub(crate) enum NodeMut<'a> {
            $($kind(&'a mut $kind),)*
            Schema(&'a mut Schema),
            Reference(&'a mut Reference),
        }

        impl<'a> NodeMut<'a> {
            fn of(kind: Kind, object: &'a mut dyn Any) -> Option<Self> {
                match kind {
                    $(Kind::$kind => object.downcast_mut().map(NodeMut::$kind),)*
                    Kind::Schema => object.downcast_mut().map(NodeMut::Schema),
                    Kind::Reference | Kind::Discriminator | Kind::Xml => None,
                }
            }
        }
    };
}

objects!(nodes);

/// As [`Visitor`], for a document that is changed; schemas are visited at their roots only.
pub(crate) trait VisitorMut {
    /// Called before all that is in an object.
    fn enter(&mut self, node: NodeMut<'_>, place: &Place<'_>) {
        let _ = (node, place);
    }

    /// Called after all that is in an object.
    fn leave(&mut self, node: NodeMut<'_>, place: &Place<'_>) {
        let _ = (node, place);
    }

    fn wants_inside(&mut self, place: &Place<'_>) -> bool {
        let _ = place;
        true
    }
}

/// As [`walk`], to change the document.
pub(crate) fn walk_mut<V: VisitorMut>(document: &mut OpenApi, visitor: &mut V) {
    document.visit_mut(&Place::DOCUMENT, &mut TypedMut(visitor));
}

/// Turns objects into [`NodeMut`]s.
struct TypedMut<'v>(&'v mut dyn VisitorMut);

impl VisitMut for TypedMut<'_> {
    fn enter(&mut self, kind: Kind, object: &mut dyn Any, place: &Place<'_>) -> bool {
        if let Some(node) = NodeMut::of(kind, object) {
            self.0.enter(node, place);
        }
        self.0.wants_inside(place)
    }

    fn leave(&mut self, kind: Kind, object: &mut dyn Any, place: &Place<'_>) {
        if let Some(node) = NodeMut::of(kind, object) {
            self.0.leave(node, place);
        }
    }

    fn reference(&mut self, _: Kind, reference: &mut dyn Any, place: &Place<'_>) {
        if let Some(reference) = reference.downcast_mut() {
            self.0.enter(NodeMut::Reference(reference), place);
            self.0.leave(NodeMut::Reference(reference), place);
        }
    }
}
