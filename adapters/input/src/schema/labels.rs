//! What pydantic calls the branches of a union, which are steps of `loc`.

use super::{Extra, Kind, Node, NodeId};
use crate::python;

/// Deeper types get a name that says no more.
const DEEPEST: usize = 4;

pub(super) fn give(nodes: &mut [Node]) {
    let labels: Vec<String> = (0..nodes.len()).map(|id| label(nodes, id, 0)).collect();
    for (node, label) in nodes.iter_mut().zip(labels) {
        node.label = label;
    }
}

fn label(nodes: &[Node], id: NodeId, depth: usize) -> String {
    let Some(node) = nodes.get(id).filter(|_| depth < DEEPEST) else { return "...".into() };
    let inner = |id: NodeId| label(nodes, id, depth + 1);
    let several = |ids: &[NodeId], comma: &str| ids.iter().map(|id| inner(*id)).collect::<Vec<_>>().join(comma);
    let named = |otherwise: &str| if node.label.is_empty() { otherwise.to_owned() } else { node.label.clone() };
    match &node.kind {
        Kind::Any => "any".into(),
        Kind::Never => "never".into(),
        Kind::Null => "none".into(),
        Kind::Bool => "bool".into(),
        Kind::Integer(bounds) => {
            let bounded = bounds.at_least.or(bounds.at_most).or(bounds.above).or(bounds.below).or(bounds.step);
            if bounded.is_some() { "constrained-int" } else { "int" }.into()
        }
        Kind::Number(bounds) => {
            let bounded = bounds.at_least.or(bounds.at_most).or(bounds.above).or(bounds.below).or(bounds.step);
            if bounded.is_some() { "constrained-float" } else { "float" }.into()
        }
        Kind::Decimal(_) => "decimal".into(),
        Kind::Text(text) => {
            let bounded = text.least.is_some() || text.most.is_some() || text.pattern.is_some();
            if bounded { "constrained-str" } else { "str" }.into()
        }
        Kind::Choice(choice) if choice.literal || node.label.is_empty() => {
            let values: Vec<String> = choice.values.iter().map(python::repr).collect();
            format!("literal[{}]", values.join(","))
        }
        Kind::Choice(_) => format!("str-enum[{}]", node.label),
        Kind::Uuid => "uuid".into(),
        Kind::Url(_) => "url".into(),
        Kind::Email => "email".into(),
        Kind::Base64 => "bytes".into(),
        Kind::Date => "date".into(),
        Kind::Time(_) => "time".into(),
        Kind::DateTime(_) => "datetime".into(),
        Kind::Duration(_) => "timedelta".into(),
        Kind::List(list) => format!("{}[{}]", if list.set { "set" } else { "list" }, inner(list.items)),
        Kind::Tuple { items, .. } => format!("tuple[{}]", several(items, ", ")),
        Kind::Map(map) => match map.values {
            Extra::Each(values) => format!("dict[str,{}]", inner(values)),
            _ => "dict[str,any]".into(),
        },
        Kind::Object(_) => named("model"),
        Kind::Nullable(of) => format!("nullable[{}]", inner(*of)),
        Kind::Union(branches) => format!("union[{}]", several(branches, ",")),
        Kind::Tagged { branches, .. } => {
            let branches: Vec<NodeId> = branches.iter().map(|(_, id)| *id).collect();
            format!("tagged-union[{}]", several(&branches, ","))
        }
        Kind::Variants { .. } => named("variants"),
        Kind::All(parts) => named(&parts.first().map(|first| inner(*first)).unwrap_or_default()),
    }
}
