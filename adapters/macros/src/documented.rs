//! Doc comments as text.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The text of the doc comments, as an expression. What is no literal (`include_str!`) stands as it is.
pub(crate) fn text(attributes: &[Attribute]) -> Option<TokenStream> {
    let mut lines: Vec<String> = Vec::new();
    for attribute in attributes {
        let Meta::NameValue(meta) = &attribute.meta else { continue };
        if !meta.path.is_ident("doc") {
            continue;
        }
        match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(line), .. }) => {
                lines.extend(line.value().split('\n').map(|line| line.trim_end().to_owned()));
            }
            other => return Some(quote!(#other)),
        }
    }
    let text = without_indent(&lines);
    (!text.is_empty()).then(|| quote!(#text))
}

/// Takes off the space that all lines begin with, and empty lines around them: as Python cleans a docstring.
fn without_indent(lines: &[String]) -> String {
    let indent = |line: &String| line.len() - line.trim_start().len();
    let common = lines.iter().filter(|line| !line.is_empty()).map(indent).min().unwrap_or_default();
    let lines: Vec<&str> = lines.iter().map(|line| line.get(common..).unwrap_or_default()).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doc_comment_loses_its_indent_alone() {
        let lines = ["", " Create an invoice.", "", "   * later", ""].map(String::from);
        assert_eq!(without_indent(&lines), "Create an invoice.\n\n  * later");
    }
}
