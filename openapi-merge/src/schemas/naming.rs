//! Component names and their clashes (R50–R54).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use openapi_model::{Map, Text, Value};

use crate::declare::Mode;

/// A schema that wants a name. In `schema`, `#/$defs/N` refers to the schema at position `N`.
pub(crate) struct Unnamed {
    /// With its module: `shop.Item`, `shop.Page[Item]`.
    pub(crate) qualified: Text,
    pub(crate) mode: Mode,
    /// Tells types of one qualified name apart (R53).
    pub(crate) identity: usize,
    pub(crate) schema: Value,
}

/// The prefix of references between schemas that have no name yet.
pub(crate) const DEFS: &str = "#/$defs/";

/// R51, R52: each schema takes the first of its candidates that no different schema claims; equal schemas share a
/// name. Taking shorter names can make parents equal that were not, so it is repeated until nothing changes. `order`
/// is that in which pydantic meets the schemas.
pub(crate) fn choose_names(schemas: &[Unnamed], order: &[usize]) -> Vec<String> {
    if let Some(undisputed) = short_names(schemas) {
        return undisputed;
    }
    let candidates = candidates(schemas, order);
    // What stands in references: at first the last candidate, which is nobody else's.
    let mut written: Vec<String> = candidates.iter().map(|candidates| candidates[5].clone()).collect();
    let mut chosen = written.clone();
    // Each round but the last makes a name shorter, and each has six candidates.
    for _ in 0..schemas.len() * 6 + 1 {
        let mut claims: Map<&str, Vec<usize>> = Map::new();
        for (index, candidates) in candidates.iter().enumerate() {
            for candidate in candidates {
                claims.get_or_insert_with(candidate, Vec::new).push(index);
            }
        }
        let undisputed = |candidate: &str| {
            let claimants = claims.get(candidate).map_or(&[][..], |claimants| claimants);
            claimants.windows(2).all(|pair| same(&schemas[pair[0]].schema, &schemas[pair[1]].schema, &written))
        };
        let taken: Vec<usize> = candidates
            .iter()
            .map(|candidates| candidates.iter().position(|candidate| undisputed(candidate)).unwrap_or(5))
            .collect();
        let next: Vec<String> = candidates.iter().zip(&taken).map(|(all, &taken)| all[taken].clone()).collect();
        if next == chosen {
            break;
        }
        // A reference that was made shorter keeps its text until somebody takes a name before that one. Whose text
        // it was is not known any more, and of several who could mean it pydantic asks the last.
        let mut shorter: Map<&str, usize> = Map::new();
        for &at in order {
            for longer in &candidates[at][taken[at]..] {
                shorter.insert(longer, at);
            }
        }
        for text in &mut written {
            if let Some(&at) = shorter.get(&**text) {
                text.clone_from(&next[at]);
            }
        }
        chosen = next;
    }
    chosen
}

/// The first candidates, if nobody disputes them: what all the rounds would come to, in nearly every API. A candidate
/// that is not somebody's first has a `-` or `__` in it.
fn short_names(schemas: &[Unnamed]) -> Option<Vec<String>> {
    let mut holders: Map<String, &Value> = Map::with_capacity(schemas.len());
    let mut names = Vec::with_capacity(schemas.len());
    for Unnamed { qualified, schema, .. } in schemas {
        let short = component_name(&without_modules(qualified));
        let holder = holders.get_or_insert_with(short.clone(), || schema);
        if short.contains('-') || short.contains("__") || *holder != schema {
            return None;
        }
        names.push(short);
    }
    Some(names)
}

/// Whether two schemas are equal, a reference counting as what is written in it now.
fn same(a: &Value, b: &Value, written: &[String]) -> bool {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b, written)))
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b, written)),
        (Value::String(a), Value::String(b)) => {
            a == b || named(a, written).is_some_and(|a| Some(a) == named(b, written))
        }
        (a, b) => a == b,
    }
}

fn named<'a>(reference: &str, written: &'a [String]) -> Option<&'a String> {
    written.get(reference.strip_prefix(DEFS)?.parse::<usize>().ok()?)
}

fn candidates(schemas: &[Unnamed], order: &[usize]) -> Vec<[String; 6]> {
    let mut seen: Map<&str, Vec<usize>> = Map::new();
    for &at in order {
        let identities = seen.get_or_insert_with(&schemas[at].qualified, Vec::new);
        if !identities.contains(&schemas[at].identity) {
            identities.push(schemas[at].identity);
        }
    }
    schemas
        .iter()
        .map(|schema| {
            let short = component_name(&without_modules(&schema.qualified));
            let qualified = component_name(&schema.qualified);
            let direction = match schema.mode {
                Mode::Input => "Input",
                Mode::Output => "Output",
            };
            let identities = seen.get(&*schema.qualified).map_or(&[][..], |identities| identities);
            let occurrence = identities.iter().position(|identity| *identity == schema.identity).unwrap_or(0) + 1;
            [
                short.clone(),
                format!("{short}-{direction}"),
                qualified.clone(),
                format!("{qualified}-{direction}"),
                format!("{qualified}__{occurrence}"),
                format!("{qualified}-{direction}__{occurrence}"),
            ]
        })
        .collect()
}

/// R53: whether a name was chosen that ends in a number.
pub(crate) fn is_numbered(name: &str, qualified: &str) -> bool {
    name.strip_prefix(&*component_name(qualified)).is_some_and(|rest| rest.contains("__"))
}

/// `shop.Page[shop.Item]` → `Page[Item]`
pub(crate) fn without_modules(qualified: &str) -> String {
    let mut short = String::new();
    for part in qualified.split_inclusive(['[', ']', ',']) {
        let start = part.rfind('.').map_or(0, |dot| dot + 1);
        short.push_str(&part[start..]);
    }
    short
}

/// R54: `Page[Item]` → `Page_Item_`, `shop.Item` → `shop__Item`
fn component_name(name: &str) -> String {
    let mut component = String::new();
    for character in name.chars() {
        match character {
            '.' => component.push_str("__"),
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' => component.push(character),
            _ => component.push('_'),
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_generics_and_modules() {
        assert_eq!(without_modules("shop.Page[shop.a.List[shop.Item]]"), "Page[List[Item]]");
        assert_eq!(component_name("Page[List[Item]]"), "Page_List_Item__");
        assert_eq!(component_name("m.a.Item"), "m__a__Item");
        assert!(is_numbered("m__a__Item-Input__2", "m.a.Item"));
        assert!(!is_numbered("m__v__1", "m.v__1") && !is_numbered("v__1-Input", "m.v__1"));
    }
}
