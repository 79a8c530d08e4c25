//! One operation with all that FastAPI's pages on responses and callbacks show, N times.
//!
//! `PUT /resource7/{id}` takes a path parameter and a JSON body. It answers 200 with JSON or an image, and 404 with a
//! model of its own; 302 and 403 are predefined for the whole API; the input brings 422. It has one callback, which
//! takes a body, answers 200 and brings its own 422.

use std::borrow::Cow;
use std::sync::LazyLock;

/// A text, known when the program was compiled or made while it runs.
pub type Word = Cow<'static, str>;

/// What one operation is called.
#[derive(Clone, Debug)]
#[allow(clippy::exhaustive_structs, reason = "the scenario is made of it, here and nowhere else")]
pub struct Words {
    /// `/resource7/{id}`
    pub path: Word,
    /// `update_resource_7`
    pub name: Word,
    /// The operation at length.
    pub description: Word,
    /// The 404 at length.
    pub missing: Word,
    /// The callback's name.
    pub callback: Word,
}

/// Where every callback goes.
pub const EXPRESSION: &str = "{$request.body#/url}";

fn words(number: usize) -> Words {
    Words {
        path: format!("/resource{number}/{{id}}").into(),
        name: format!("update_resource_{number}").into(),
        description: format!("Replaces resource {number} by what is given.").into(),
        missing: format!("There is no resource {number}").into(),
        callback: format!("on_update_{number}").into(),
    }
}

/// Texts that are made when they are asked for.
pub fn made(count: usize) -> impl Iterator<Item = Words> {
    (0..count).map(words)
}

/// Texts that stand for literals: they cost nothing but a copy of their address.
pub fn literal(count: usize) -> impl Iterator<Item = Words> {
    static LITERALS: LazyLock<Vec<Words>> = LazyLock::new(|| made(10_000).map(leaked).collect());
    fn leaked(words: Words) -> Words {
        let leak = |word: Word| Cow::Borrowed(&*word.into_owned().leak());
        Words {
            path: leak(words.path),
            name: leak(words.name),
            description: leak(words.description),
            missing: leak(words.missing),
            callback: leak(words.callback),
        }
    }
    LITERALS.iter().take(count).cloned()
}
