//! Parameters that stand for the whole query, which OAS 3.1 does not have.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::step::{Step, aside, take, to_value};
use crate::walk::Place;
use crate::{Components, Extensions, Map, Parameter, ParameterLocation, RefOr, Reference, Text};

pub(super) fn whole_query_components(components: &Components) -> BTreeSet<String> {
    let is_whole = |it: &RefOr<Parameter>| it.item().is_some_and(|it| it.location == ParameterLocation::Querystring);
    let names = components.parameters.iter().filter(|(_, it)| is_whole(it)).map(|(name, _)| name);
    names.map(|name| Reference::component("parameters", name).target.into_owned()).collect()
}

fn is_whole_query(it: &RefOr<Parameter>, querystrings: &BTreeSet<String>) -> bool {
    match it {
        RefOr::Item(parameter) => parameter.location == ParameterLocation::Querystring,
        RefOr::Ref(reference) => querystrings.contains(&*reference.target),
    }
}

/// No parameter stands for the whole query in OAS 3.1.
pub(super) fn whole_query(
    parameters: &mut Vec<RefOr<Parameter>>,
    extensions: &mut Extensions,
    querystrings: &BTreeSet<String>,
    step: &mut Step<'_>,
    place: &Place<'_>,
) {
    const KEY: &str = "parameters";
    if !step.is_down() {
        let kept: Option<Vec<RefOr<Parameter>>> = take(extensions, KEY);
        parameters.extend(kept.into_iter().flatten());
        return;
    }
    let (kept, others) = parameters.drain(..).partition::<Vec<_>, _>(|it| is_whole_query(it, querystrings));
    *parameters = others;
    if !kept.is_empty() {
        extensions.insert(aside(KEY), to_value(&kept));
        step.lost(&place.member(KEY), "a parameter in `querystring`", format!("kept as `{}`", aside(KEY)));
    }
}

/// As [`whole_query`], among the components.
pub(super) fn query_components(it: &mut Components, step: &mut Step<'_>, place: &Place<'_>) {
    const KEY: &str = "parameters";
    if !step.is_down() {
        let kept: Option<Map<Text, RefOr<Parameter>>> = take(&mut it.extensions, KEY);
        it.parameters.extend(kept.into_iter().flatten());
        return;
    }
    let querystrings = whole_query_components(it);
    let (mut kept, mut others) = (Map::new(), Map::new());
    for (name, parameter) in core::mem::take(&mut it.parameters) {
        let map = if is_whole_query(&parameter, &querystrings) { &mut kept } else { &mut others };
        map.insert(name, parameter);
    }
    it.parameters = others;
    if !kept.is_empty() {
        it.extensions.insert(aside(KEY), to_value(&kept));
        step.lost(&place.member(KEY), "a parameter in `querystring`", format!("kept in `{}`", aside(KEY)));
    }
}
