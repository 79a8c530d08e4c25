//! Path templates in poem's spelling: `/items/{item_id}` → `/items/:item_id`.

use openapi_merge::{PathPiece, PathTemplate};
use openapi_mount::{pattern, percent_encoded};

pub(crate) fn spell(template: &PathTemplate) -> Result<String, String> {
    let mut spelled = String::new();
    let mut pieces = template.pieces().iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            PathPiece::Literal(text) => spelled.push_str(&literal(text)?),
            PathPiece::Parameter { name, convertor } if convertor.as_deref() == Some("path") => {
                if pieces.peek().is_some() || !spelled.ends_with('/') {
                    return Err(format!(
                        "poem matches several segments only at the end, and `{{{name}:path}}` is not alone there"
                    ));
                }
                spelled += &format!("*{name}");
            }
            PathPiece::Parameter { name, convertor } => match pattern(convertor.as_deref()) {
                Some(pattern) => spelled += &format!(":{name}<{pattern}>"),
                None if ends_segment(pieces.peek().copied()) => spelled += &format!(":{name}"),
                None => return Err(format!("poem reads `{{{name}}}` up to the next `/`, but more follows it")),
            },
        }
    }
    Ok(spelled)
}

fn literal(text: &str) -> Result<String, String> {
    match text.find([':', '*']) {
        Some(at) => Err(format!("poem has a meaning of its own for `{}` in a path", &text[at..=at])),
        None if text.contains("//") => Err("poem takes `//` in a path for `/`".into()),
        None => Ok(percent_encoded(text).into_owned()),
    }
}

fn ends_segment(next: Option<&PathPiece>) -> bool {
    match next {
        None => true,
        Some(PathPiece::Literal(text)) => text.starts_with('/'),
        Some(PathPiece::Parameter { .. }) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_poem_can_spell() {
        for (template, spelled) in [
            ("/items/{item_id}", "/items/:item_id"),
            ("/files/{name:path}", "/files/*name"),
            ("/v{major:int}.{minor:int}/{rest:str}", "/v:major<[0-9]+>.:minor<[0-9]+>/:rest"),
            ("/menü/{dish}/", "/men%C3%BC/:dish/"),
        ] {
            assert_eq!(spell(&PathTemplate::new(template)).as_deref(), Ok(spelled));
        }
    }

    #[test]
    fn what_it_cannot() {
        for (template, reason) in [
            ("/{a}-{b}", "poem reads `{a}` up to the next `/`, but more follows it"),
            ("/{a:path}/b", "poem matches several segments only at the end, and `{a:path}` is not alone there"),
            ("/items:batch", "poem has a meaning of its own for `:` in a path"),
            ("/a//b", "poem takes `//` in a path for `/`"),
        ] {
            assert_eq!(spell(&PathTemplate::new(template)), Err(reason.into()));
        }
    }
}
