//! The walker for a document that is changed.

use super::*;

macro_rules! nodes {
    ($($kind:ident)*) => {
        /// As [`Node`], to be changed.
        #[allow(dead_code, reason = "every object is offered, whether or not one version changed it")]
        pub(crate) enum NodeMut<'a> {
            $($kind(&'a mut $kind),)*
            Schema(&'a mut Schema),
            Reference(&'a mut Reference),
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
    let visitor: &mut dyn VisitorMut = visitor;
    parts::OpenApi(document, &Place::DOCUMENT, visitor);
}

macro_rules! change_reference {
    ($reference:ident, $kind:ident, $place:ident, $to:ident) => {{
        $to.enter(NodeMut::Reference($reference), $place);
        $to.leave(NodeMut::Reference($reference), $place);
    }};
}

macro_rules! change_schema {
    ($schema:ident, $place:ident, $to:ident) => {{
        $to.enter(NodeMut::Schema(&mut *$schema), $place);
        $to.leave(NodeMut::Schema($schema), $place);
    }};
}

walker!(parts, [VisitorMut], NodeMut, change_schema, change_reference, [mut]);
