//! Path templates in axum's spelling, which is ours but for a catch-all: `/files/{name:path}` → `/files/{*name}`.

use openapi_merge::{PathPiece, PathTemplate};
use openapi_mount::percent_encoded;

/// Every path so far, in the router that axum uses, which tells what axum would panic about.
#[derive(Default)]
pub(crate) struct Spelling(matchit::Router<()>);

impl Spelling {
    pub(crate) fn spell(&mut self, template: &PathTemplate) -> Result<String, String> {
        let spelled: String = template
            .pieces()
            .iter()
            .map(|piece| match piece {
                PathPiece::Literal(text) => percent_encoded(text).into_owned(),
                PathPiece::Parameter { name, convertor } if convertor.as_deref() == Some("path") => {
                    format!("{{*{name}}}")
                }
                PathPiece::Parameter { name, .. } => format!("{{{name}}}"),
            })
            .collect();
        match self.0.insert(&spelled, ()) {
            Ok(()) => Ok(spelled),
            Err(matchit::InsertError::Conflict { with }) => Err(format!("axum cannot tell the path from `{with}`")),
            Err(matchit::InsertError::InvalidCatchAll) => Err("axum matches several segments only at the end".into()),
            Err(_) => Err("axum takes one parameter in a segment, with nothing after it".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_axum_can_spell() {
        for (template, spelled) in [
            ("/items/{item_id:int}", "/items/{item_id}"),
            ("/files/{name:path}", "/files/{*name}"),
            ("/v{major}/menü/", "/v{major}/men%C3%BC/"),
        ] {
            assert_eq!(Spelling::default().spell(&PathTemplate::new(template)).as_deref(), Ok(spelled));
        }
    }

    #[test]
    fn what_it_cannot() {
        let mut spelling = Spelling::default();
        for (template, reason) in [
            ("/{a}-{b}", "axum takes one parameter in a segment, with nothing after it"),
            ("/{a:path}/b", "axum matches several segments only at the end"),
        ] {
            assert_eq!(spelling.spell(&PathTemplate::new(template)), Err(reason.into()));
        }
        assert_eq!(spelling.spell(&PathTemplate::new("/{id:int}")), Ok("/{id}".into()));
        let twin = spelling.spell(&PathTemplate::new("/{name}"));
        assert_eq!(twin, Err("axum cannot tell the path from `/{id}`".into()));
    }
}
