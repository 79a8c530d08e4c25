//! What references point to, when what they point to is set aside under another name.

use alloc::string::String;
use alloc::vec::Vec;

use super::step::{Direction, aside};
use crate::walk::{Subschemas, subschemas};
use crate::{Text, Version};

/// A reference to what a step sets aside, with the name it has after the step.
pub(super) fn moved(target: &str, older: Version, direction: Direction) -> Option<Text> {
    let pointer = target.strip_prefix('#')?;
    let mut tokens: Vec<String> = crate::pointer::tokens(pointer)?.collect();
    match older {
        Version::V3_0 => move_between_3_0_and_3_1(&mut tokens, direction),
        _ => move_between_3_1_and_3_2(&mut tokens, direction),
    }
    let mut moved = String::from("#");
    tokens.iter().for_each(|token| crate::pointer::push(&mut moved, token));
    (moved != target).then_some(moved.into())
}

fn move_between_3_0_and_3_1(tokens: &mut [String], direction: Direction) {
    let first: Vec<&str> = tokens.iter().take(2).map(|token| original(token)).collect();
    match first[..] {
        ["webhooks", ..] => rename(&mut tokens[0], direction),
        ["components", "pathItems"] => rename(&mut tokens[1], direction),
        ["components", "schemas"] if tokens.len() > 3 => keywords(&mut tokens[3..], direction),
        _ => {}
    }
}

fn move_between_3_1_and_3_2(tokens: &mut [String], direction: Direction) {
    let first: Vec<&str> = tokens.iter().take(3).map(|token| original(token)).collect();
    match first[..] {
        ["components", "mediaTypes", ..] => rename(&mut tokens[1], direction),
        ["paths", _, "query" | "additionalOperations"] => rename(&mut tokens[2], direction),
        _ => {}
    }
}

/// The keywords on the way into a schema that OAS 3.0 does not have.
fn keywords(mut tokens: &mut [String], direction: Direction) {
    while let Some((keyword, rest)) = tokens.split_first_mut() {
        let holds = subschemas(original(keyword));
        if !super::schema::is_keyword_of_3_0(original(keyword)) {
            rename(keyword, direction);
        }
        tokens = match holds {
            Some(Subschemas::One) => rest,
            Some(_) if !rest.is_empty() => &mut rest[1..],
            _ => return,
        };
    }
}

fn original(token: &str) -> &str {
    token.strip_prefix("x-oai-").unwrap_or(token)
}

fn rename(token: &mut String, direction: Direction) {
    *token = match direction {
        Direction::Down => aside(original(token)),
        Direction::Up => original(token).into(),
    };
}
