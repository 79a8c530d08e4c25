//! Types of a signature: as they can be named elsewhere, and as people read them.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{AngleBracketedGenericArguments, GenericArgument, Lifetime, PathArguments, Type, parse_quote};

/// The type with `'_` for lifetimes of the function and with `opaque` for `impl Trait`.
pub(crate) fn nameable(mut kind: Type, opaque: &TokenStream) -> Type {
    rename(&mut kind, opaque);
    kind
}

fn rename(kind: &mut Type, opaque: &TokenStream) {
    match kind {
        Type::ImplTrait(_) => *kind = parse_quote!(#opaque),
        Type::Reference(reference) => {
            reference.lifetime.iter_mut().for_each(anonymous);
            rename(&mut reference.elem, opaque);
        }
        Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(|kind| rename(kind, opaque)),
        Type::Array(array) => rename(&mut array.elem, opaque),
        Type::Slice(slice) => rename(&mut slice.elem, opaque),
        Type::Paren(inner) => rename(&mut inner.elem, opaque),
        Type::Group(inner) => rename(&mut inner.elem, opaque),
        Type::Path(path) => {
            for segment in &mut path.path.segments {
                if let PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
                    rename_arguments(arguments, opaque);
                }
            }
        }
        _ => {}
    }
}

fn rename_arguments(arguments: &mut AngleBracketedGenericArguments, opaque: &TokenStream) {
    for argument in &mut arguments.args {
        match argument {
            GenericArgument::Lifetime(lifetime) => anonymous(lifetime),
            GenericArgument::Type(kind) => rename(kind, opaque),
            GenericArgument::AssocType(kind) => rename(&mut kind.ty, opaque),
            _ => {}
        }
    }
}

fn anonymous(lifetime: &mut Lifetime) {
    if lifetime.ident != "static" {
        lifetime.ident = Ident::new("_", Span::call_site());
    }
}

/// Whether an argument's type is `impl Trait`, or has one within.
pub(crate) fn has_impl_trait(kind: &Type) -> bool {
    let mark: TokenStream = parse_quote!(__OpaqueMark);
    nameable(kind.clone(), &mark).to_token_stream().to_string().contains("__OpaqueMark")
}

/// The type as it is written, without needless space: `Result<Json<Item>, ItemError>`.
pub(crate) fn written(kind: &impl ToTokens) -> String {
    let mut text = String::new();
    write(&mut text, kind.to_token_stream());
    text
}

fn write(text: &mut String, tokens: TokenStream) {
    let mut after_word = false;
    for token in tokens {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if is_word && after_word {
            text.push(' ');
        }
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(text, group.stream());
                text.push_str(close);
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' => text.push_str(", "),
                '+' => text.push_str(" + "),
                '=' => text.push_str(" = "),
                character => text.push(character),
            },
            word => text.push_str(&word.to_string()),
        }
        after_word = is_word;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_as_they_are_written() {
        let kind: Type = parse_quote!(Result<Json<Vec<Item>>, (StatusCode, &'static str)>);
        assert_eq!(written(&kind), "Result<Json<Vec<Item>>, (StatusCode, &'static str)>");
        let kind: Type = parse_quote!(Result<impl IntoResponse + use<>, Data<&'a str>>);
        assert!(has_impl_trait(&kind));
        assert_eq!(written(&nameable(kind, &parse_quote!(Opaque))), "Result<Opaque, Data<&'_ str>>");
    }
}
