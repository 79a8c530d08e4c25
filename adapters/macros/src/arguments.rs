//! What stands in an attribute: a path, then calls on the declaration.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, TokenStreamExt as _};
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::token::Paren;
use syn::{AngleBracketedGenericArguments, Error, Ident, LitStr, Result, Token, parenthesized};

/// `"/items/{item_id}", tag("items"), response(404, description("No such item"))`
pub(crate) struct Arguments {
    /// The method, where the attribute is none of one method.
    pub(crate) method: Option<LitStr>,
    pub(crate) path: LitStr,
    pub(crate) calls: Vec<Call>,
}

/// `tag("items")`
pub(crate) struct Call {
    name: Ident,
    generics: Option<AngleBracketedGenericArguments>,
    parentheses: Paren,
    arguments: TokenStream,
}

impl Arguments {
    pub(crate) fn parse(arguments: TokenStream, with_method: bool) -> Result<Self> {
        let parser = |input: ParseStream<'_>| {
            let method = if with_method {
                let method = text(input, "expected a method in quotes and a path, as in `(\"PURGE\", \"/items\")`")?;
                input.parse::<Token![,]>()?;
                Some(method)
            } else {
                None
            };
            let path = text(input, "expected a path in quotes, as in `(\"/items/{item_id}\")`")?;
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
            let calls = Punctuated::<Call, Token![,]>::parse_terminated(input)?.into_iter().collect();
            Ok(Self { method, path, calls })
        };
        parser.parse2(arguments)
    }
}

fn text(input: ParseStream<'_>, expected: &str) -> Result<LitStr> {
    if input.is_empty() {
        return Err(Error::new(Span::call_site(), expected));
    }
    input.parse().map_err(|error| Error::new(error.span(), expected))
}

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let name: Ident = input.parse().map_err(|error| {
            Error::new(error.span(), "expected a method of `Operation` and its arguments, as in `tag(\"items\")`")
        })?;
        let generics =
            if input.peek(Token![::]) { Some(AngleBracketedGenericArguments::parse_turbofish(input)?) } else { None };
        if !input.peek(Paren) {
            let message = format!("expected arguments in parentheses, as in `{name}(…)`");
            return Err(Error::new(name.span(), message));
        }
        let arguments;
        let parentheses = parenthesized!(arguments in input);
        Ok(Self { name, generics, parentheses, arguments: arguments.parse()? })
    }
}

impl ToTokens for Call {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(proc_macro2::Punct::new('.', proc_macro2::Spacing::Alone));
        self.name.to_tokens(tokens);
        self.generics.to_tokens(tokens);
        self.parentheses.surround(tokens, |tokens| self.arguments.to_tokens(tokens));
    }
}
