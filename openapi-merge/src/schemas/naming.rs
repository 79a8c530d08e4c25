//! Component names and their clashes (R50–R54).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use openapi_model::{Map, Text, Value};

use crate::declare::{DEFS, Mode};

/// A schema that wants a name. In `schema`, `#/$defs/N` refers to the schema at position `N`.
pub(crate) struct Unnamed {
    /// With its module: `shop.Item`, `shop.Page[Item]`.
    pub(crate) qualified: Text,
    pub(crate) mode: Mode,
    /// Tells types of one qualified name apart (R53).
    pub(crate) identity: usize,
    /// The same definition in the other direction, if its schema is equal there.
    pub(crate) same_as: Option<usize>,
    pub(crate) schema: Value,
}

/// R51, R52: each schema takes the first of its candidates that no different schema claims; equal schemas share a
/// name. A shorter name can make the schemas that refer to it equal, so the choice is repeated until nothing changes.
///
/// `references` are those within each schema, and `order` is that in which pydantic meets the schemas.
pub(crate) fn choose_names(schemas: &[Unnamed], references: &[Vec<usize>], order: &[usize]) -> Vec<String> {
    Rounds::new(schemas, references, order).run()
}

/// The first candidates, if nobody disputes them: what all the rounds would come to, in nearly every API. A candidate
/// that is not somebody's first has a `-` or `__` in it.
pub(crate) fn short_names(schemas: &[Unnamed]) -> Option<Vec<String>> {
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

/// pydantic's rounds, of which each looks only at what the one before it changed, so that all of them together take time
/// in proportion to the schemas and their references.
///
/// Names are numbered: equal texts have one number, a `Name`.
struct Rounds<'a> {
    order: &'a [usize],
    /// The position of each schema in `order`.
    ranks: Vec<usize>,
    texts: Vec<String>,
    /// By schema, the shortest first; the last is nobody else's.
    candidates: Vec<[Name; 6]>,
    /// By schema: the position of the candidate that it has taken, past the last before the first round.
    taken: Vec<usize>,
    /// By schema: the name that stands in references to it.
    written: Vec<Name>,
    /// By schema: the schemas that refer to it.
    referrers: Vec<Vec<usize>>,
    /// Two schemas that claim one name, one after the other.
    pairs: Vec<Pair>,
    /// By schema: the pairs that it is in.
    pairs_of: Vec<Vec<usize>>,
    names: Vec<Claims>,
}

type Name = usize;

/// What is known of a name.
#[derive(Clone, Default)]
struct Claims {
    claimants: Vec<usize>,
    /// The number of pairs of claimants that differ.
    disputes: usize,
    /// The schemas in references to which it stands.
    written_for: Vec<usize>,
    /// The schema whose name replaces it in references: the last in order that has taken this candidate or a shorter
    /// one. Whose text it was is not known any more when it is replaced, and of several pydantic asks the last.
    owner: Option<usize>,
}

/// Two schemas that are to be compared.
struct Pair {
    /// The references in which they differ; without any, they are equal. `None` if they differ in anything else.
    differing: Option<Vec<(usize, usize)>>,
    /// The names that both claim.
    claimed: Vec<Name>,
}

impl<'a> Rounds<'a> {
    fn new(schemas: &[Unnamed], references: &[Vec<usize>], order: &'a [usize]) -> Self {
        let mut numbers: Map<String, Name> = Map::new();
        let candidates: Vec<[Name; 6]> = candidates(schemas, order)
            .into_iter()
            .map(|candidates| {
                candidates.map(|text| {
                    let next = numbers.len();
                    *numbers.get_or_insert_with(text, || next)
                })
            })
            .collect();
        let count = schemas.len();
        let mut rounds = Self {
            order,
            ranks: Vec::from_iter(core::iter::repeat_n(0, count)),
            names: Vec::from_iter(core::iter::repeat_n(Claims::default(), numbers.len())),
            texts: numbers.into_iter().map(|(text, _)| text).collect(),
            taken: Vec::from_iter(core::iter::repeat_n(6, count)),
            written: candidates.iter().map(|candidates| candidates[5]).collect(),
            candidates,
            referrers: Vec::from_iter(core::iter::repeat_n(Vec::new(), count)),
            pairs: Vec::new(),
            pairs_of: Vec::from_iter(core::iter::repeat_n(Vec::new(), count)),
        };
        order.iter().enumerate().for_each(|(rank, &at)| rounds.ranks[at] = rank);
        for (at, within) in references.iter().enumerate() {
            within.iter().for_each(|&referred| rounds.referrers[referred].push(at));
            rounds.names[rounds.written[at]].written_for.push(at);
            for candidate in rounds.candidates[at] {
                if rounds.names[candidate].claimants.last() != Some(&at) {
                    rounds.names[candidate].claimants.push(at);
                }
            }
        }
        rounds.find_pairs(schemas);
        rounds
    }

    fn find_pairs(&mut self, schemas: &[Unnamed]) {
        let mut known: Map<(usize, usize), usize> = Map::new();
        for name in 0..self.names.len() {
            for at in 1..self.names[name].claimants.len() {
                let (one, other) = (self.names[name].claimants[at - 1], self.names[name].claimants[at]);
                let pair = *known.get_or_insert_with((one, other), || {
                    let mut differing = Vec::new();
                    let alike = compare(&schemas[one].schema, &schemas[other].schema, &mut differing);
                    // A recursive model is equal to itself in the other direction, which pydantic does not see.
                    let are_twins = [one, other].map(|at| schemas[at].same_as).contains(&Some(one.min(other)));
                    differing.retain(|&pair| {
                        self.written[pair.0] != self.written[pair.1] && !(are_twins && pair == (one, other))
                    });
                    self.pairs.push(Pair { differing: alike.then_some(differing), claimed: Vec::new() });
                    self.pairs_of[one].push(self.pairs.len() - 1);
                    self.pairs_of[other].push(self.pairs.len() - 1);
                    self.pairs.len() - 1
                });
                if !self.pairs[pair].is_equal() {
                    self.pairs[pair].claimed.push(name);
                    self.names[name].disputes += 1;
                }
            }
        }
    }

    fn run(mut self) -> Vec<String> {
        let mut to_choose: Vec<usize> = self.order.into();
        let mut to_replace: Vec<Name> = Vec::new();
        // Each round makes a name shorter, so there is a last one.
        while self.choose(&to_choose, &mut to_replace) {
            let replaced = self.replace(core::mem::take(&mut to_replace));
            to_choose = self.compare_again(&replaced);
            to_replace.extend(replaced.iter().map(|&at| self.written[at]));
        }
        let chosen = self.candidates.iter().zip(&self.taken).map(|(candidates, &taken)| candidates[taken.min(5)]);
        chosen.map(|name| self.texts[name].clone()).collect()
    }

    /// Lets schemas take the first of their candidates that is undisputed, and says whether that is another name.
    fn choose(&mut self, schemas: &[usize], to_replace: &mut Vec<Name>) -> bool {
        let mut is_other = false;
        for &at in schemas {
            let candidates = self.candidates[at];
            let taken = candidates.iter().position(|name| self.names[*name].disputes == 0).unwrap_or(5);
            let before = core::mem::replace(&mut self.taken[at], taken);
            is_other |= candidates[taken] != candidates[before.min(5)];
            for name in &candidates[taken..before.max(taken)] {
                let owner = &mut self.names[*name].owner;
                if owner.is_none_or(|owner| self.ranks[owner] < self.ranks[at]) {
                    *owner = Some(at);
                }
            }
            to_replace.extend(&candidates[taken..]);
        }
        is_other
    }

    /// Replaces names in references, all at once, and says references to which schemas that changes.
    fn replace(&mut self, mut names: Vec<Name>) -> Vec<usize> {
        names.sort_unstable();
        names.dedup();
        let mut replaced = Vec::new();
        for name in names {
            let Some(owner) = self.names[name].owner else { continue };
            let shorter = self.candidates[owner][self.taken[owner]];
            if shorter != name {
                let schemas = core::mem::take(&mut self.names[name].written_for);
                schemas.iter().for_each(|&at| self.written[at] = shorter);
                replaced.extend(schemas);
            }
        }
        replaced.iter().for_each(|&at| self.names[self.written[at]].written_for.push(at));
        replaced
    }

    /// Compares what refers to some schemas, and says which schemas may have another name by that.
    fn compare_again(&mut self, replaced: &[usize]) -> Vec<usize> {
        let mut to_choose = Vec::new();
        for &referrer in replaced.iter().flat_map(|&at| &self.referrers[at]) {
            for &pair in &self.pairs_of[referrer] {
                let Pair { differing: Some(differing), claimed } = &mut self.pairs[pair] else { continue };
                differing.retain(|(one, other)| self.written[*one] != self.written[*other]);
                if differing.is_empty() {
                    for name in core::mem::take(claimed) {
                        self.names[name].disputes -= 1;
                        if self.names[name].disputes == 0 {
                            to_choose.extend(&self.names[name].claimants);
                        }
                    }
                }
            }
        }
        to_choose
    }
}

impl Pair {
    fn is_equal(&self) -> bool {
        self.differing.as_ref().is_some_and(Vec::is_empty)
    }
}

/// Whether two schemas are equal but for the references that are added to `differing`.
fn compare(one: &Value, other: &Value, differing: &mut Vec<(usize, usize)>) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, one)| other.get(key).is_some_and(|other| compare(one, other, differing)))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| compare(one, other, differing))
        }
        (Value::String(one), Value::String(other)) => {
            one == other || {
                let references = referred(one).zip(referred(other));
                differing.extend(references);
                references.is_some()
            }
        }
        (one, other) => one == other,
    }
}

fn referred(reference: &str) -> Option<usize> {
    reference.strip_prefix(DEFS)?.parse().ok()
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
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_of_generics_and_modules() {
        assert_eq!(without_modules("shop.Page[shop.a.List[shop.Item]]"), "Page[List[Item]]");
        assert_eq!(component_name("Page[List[Item]]"), "Page_List_Item__");
        assert_eq!(component_name("m.a.Item"), "m__a__Item");
        assert!(is_numbered("m__a__Item-Input__2", "m.a.Item"));
        assert!(!is_numbered("m__v__1", "m.v__1") && !is_numbered("v__1-Input", "m.v__1"));
    }

    /// pydantic's rounds in full: each looks at everything again.
    fn in_full(schemas: &[Unnamed], order: &[usize]) -> Vec<String> {
        let candidates = candidates(schemas, order);
        let mut written: Vec<String> = candidates.iter().map(|candidates| candidates[5].clone()).collect();
        let mut chosen = written.clone();
        loop {
            let equal = |one: usize, other: usize| {
                let mut differing = Vec::new();
                compare(&schemas[one].schema, &schemas[other].schema, &mut differing)
                    && differing.iter().all(|(one, other)| written[*one] == written[*other])
            };
            let is_undisputed = |candidate: &String| {
                let claimants: Vec<usize> =
                    (0..schemas.len()).filter(|at| candidates[*at].contains(candidate)).collect();
                claimants.windows(2).all(|pair| equal(pair[0], pair[1]))
            };
            let taken: Vec<usize> =
                candidates.iter().map(|candidates| candidates.iter().position(is_undisputed).unwrap_or(5)).collect();
            let next: Vec<String> = candidates.iter().zip(&taken).map(|(all, &taken)| all[taken].clone()).collect();
            if next == chosen {
                return chosen;
            }
            let mut shorter: Map<&str, usize> = Map::new();
            for &at in order {
                shorter.extend(candidates[at][taken[at]..].iter().map(|longer| (&**longer, at)));
            }
            for text in &mut written {
                if let Some(&at) = shorter.get(&**text) {
                    text.clone_from(&next[at]);
                }
            }
            chosen = next;
        }
    }

    proptest! {
        #[test]
        fn rounds_that_look_at_changes_alone_come_to_the_same(
            models in vec((0..4_usize, 0..3_u8, any::<bool>(), vec(0..24_usize, 0..4)), 1..24),
        ) {
            let count = models.len();
            let mut references = Vec::new();
            let mut schemas = Vec::new();
            for (at, (name, shape, is_input, within)) in models.into_iter().enumerate() {
                let within: Vec<usize> = within.into_iter().map(|referred| referred % count).collect();
                let texts = within.iter().map(|referred| Value::from(format!("{DEFS}{referred}")));
                schemas.push(Unnamed {
                    qualified: Text::Borrowed(["a.A", "b.A", "a.B", "a.b.A"][name]),
                    mode: if is_input { Mode::Input } else { Mode::Output },
                    identity: at,
                    same_as: None,
                    schema: Value::Array(texts.chain([Value::from(u64::from(shape))]).collect()),
                });
                references.push(within);
            }
            let order: Vec<usize> = (0..count).rev().collect();
            prop_assert_eq!(choose_names(&schemas, &references, &order), in_full(&schemas, &order));
        }
    }
}
