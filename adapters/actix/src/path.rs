//! Path templates in actix's spelling: `/files/{name:path}` → `/files/{name:.*}`.

use openapi_merge::{PathPiece, PathTemplate};
use openapi_mount::pattern;

/// So many parameters actix takes in a path; of more it panics.
const MOST_PARAMETERS: usize = 16;

pub(crate) fn spell(template: &PathTemplate) -> Result<String, String> {
    if template.parameters().count() > MOST_PARAMETERS {
        return Err(format!("actix takes at most {MOST_PARAMETERS} parameters in a path"));
    }
    let mut spelled = String::new();
    for piece in template.pieces() {
        match piece {
            PathPiece::Literal(text) => match text.find(['{', '}']) {
                Some(at) => return Err(format!("actix has a meaning of its own for `{}` in a path", &text[at..=at])),
                None => spelled.push_str(text),
            },
            PathPiece::Parameter { name, convertor } => {
                spelled += &match (convertor.as_deref(), pattern(convertor.as_deref())) {
                    (Some("path"), _) => format!("{{{name}:.*}}"),
                    (_, Some(pattern)) => format!("{{{name}:{pattern}}}"),
                    _ => format!("{{{name}}}"),
                };
            }
        }
    }
    if spelled.ends_with("}*") {
        return Err("actix has a meaning of its own for `*` after a parameter".into());
    }
    Ok(spelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_actix_can_spell() {
        for (template, spelled) in [
            ("/items/{item_id}", "/items/{item_id}"),
            ("/files/{name:path}/edit", "/files/{name:.*}/edit"),
            ("/v{major:int}-{minor}/menü", "/v{major:[0-9]+}-{minor}/menü"),
        ] {
            assert_eq!(spell(&PathTemplate::new(template)).as_deref(), Ok(spelled));
        }
    }

    #[test]
    fn what_it_cannot() {
        let many: String = (0..17).map(|index| format!("/{{p{index}}}")).collect();
        for (template, reason) in [
            ("/a{b", "actix has a meaning of its own for `{` in a path"),
            ("/{a}*", "actix has a meaning of its own for `*` after a parameter"),
            (many.as_str(), "actix takes at most 16 parameters in a path"),
        ] {
            assert_eq!(spell(&PathTemplate::new(template)), Err(reason.into()));
        }
    }
}
