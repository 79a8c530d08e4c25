//! Names of Rust types as people read them.

use alloc::string::String;

/// Leaves the modules out of a name that the compiler gives a type:
/// `openapi_axum::valid::Path<alloc::string::String>` → `Path<String>`.
pub(crate) fn without_paths(type_name: &str) -> String {
    let mut short = String::with_capacity(type_name.len());
    let mut word = 0;
    for (at, character) in type_name.char_indices() {
        if character.is_alphanumeric() || character == '_' {
            continue;
        }
        if type_name[at..].starts_with("::") {
            word = at + 2;
        } else if at + 1 > word {
            short.push_str(&type_name[word..at]);
            short.push(character);
            word = at + character.len_utf8();
        }
    }
    short.push_str(&type_name[word..]);
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_types_without_their_paths() {
        for (long, short) in [
            ("alloc::string::String", "String"),
            ("a::Page<b::c::Item>", "Page<Item>"),
            ("(u32, alloc::vec::Vec<a::B>)", "(u32, Vec<B>)"),
        ] {
            assert_eq!(without_paths(long), short);
        }
    }
}
