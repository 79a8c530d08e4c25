//! Which nodes need more than the type's own reading: a type without bounds is read by serde alone.

use super::{Extra, Kind, Node, NodeId};

/// Marks every node that must be checked, or that holds such a node.
pub(super) fn mark(nodes: &mut [Node]) {
    for id in 0..nodes.len() {
        nodes[id].needs_check = checked_itself(nodes, &nodes[id]);
    }
    // A type may hold itself, so this goes on until nothing changes.
    loop {
        let found: Vec<NodeId> = (0..nodes.len())
            .filter(|id| !nodes[*id].needs_check && within(&nodes[*id]).iter().any(|inner| nodes[*inner].needs_check))
            .collect();
        if found.is_empty() {
            return;
        }
        for id in found {
            nodes[id].needs_check = true;
        }
    }
}

fn checked_itself(nodes: &[Node], node: &Node) -> bool {
    if !node.rules.is_empty() {
        return true;
    }
    match &node.kind {
        Kind::Any | Kind::Null | Kind::Bool | Kind::Nullable(_) | Kind::Union(_) | Kind::All(_) => false,
        // An enum reads its own tags.
        Kind::Tagged { .. } | Kind::Variants { .. } => false,
        Kind::Integer(bounds) => !bounds.only_its_type,
        Kind::Number(bounds) => {
            bounds.at_least.or(bounds.at_most).or(bounds.above).or(bounds.below).or(bounds.step).is_some()
        }
        Kind::Text(text) => text.least.is_some() || text.most.is_some() || text.pattern.is_some(),
        Kind::List(list) => list.least.is_some() || list.most.is_some(),
        Kind::Tuple { items, least, rest } => rest.is_some() || *least != items.len(),
        Kind::Map(map) => map.keys.is_some() || !map.patterns.is_empty() || map.values == Extra::Forbidden,
        Kind::Object(object) => {
            let lenient = |id: NodeId| matches!(nodes[id].kind, Kind::Nullable(_) | Kind::Any | Kind::Null);
            object.extra != Extra::Any
                || !object.patterns.is_empty()
                || object.fields.iter().any(|field| field.required && (field.unchecked || lenient(field.node)))
        }
        // A type of one's own may read more texts than its format says.
        Kind::Never
        | Kind::Decimal(_)
        | Kind::Choice(_)
        | Kind::Uuid
        | Kind::Url(_)
        | Kind::Email
        | Kind::Base64
        | Kind::Date
        | Kind::Time(_)
        | Kind::DateTime(_)
        | Kind::Duration(_) => true,
    }
}

fn within(node: &Node) -> Vec<NodeId> {
    let extra = |extra: &Extra| if let Extra::Each(id) = extra { Some(*id) } else { None };
    match &node.kind {
        Kind::List(list) => vec![list.items],
        Kind::Tuple { items, rest, .. } => items.iter().copied().chain(*rest).collect(),
        Kind::Map(map) => extra(&map.values).into_iter().chain(map.patterns.iter().map(|(_, id)| *id)).collect(),
        Kind::Object(object) => {
            let fields = object.fields.iter().map(|field| field.node);
            fields.chain(extra(&object.extra)).chain(object.patterns.iter().map(|(_, id)| *id)).collect()
        }
        Kind::Nullable(inner) => vec![*inner],
        Kind::Union(all) | Kind::All(all) => all.clone(),
        Kind::Tagged { branches, .. } | Kind::Variants { branches, .. } => branches.iter().map(|(_, id)| *id).collect(),
        _ => Vec::new(),
    }
}
