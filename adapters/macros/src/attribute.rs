//! The attributes: a function, and beside it a type of its name that says what the function is.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned as _;
use syn::{
    Attribute, Error, FnArg, GenericParam, PatType, Result, ReturnType, Signature, Type, Visibility, parse_quote,
};

use crate::arguments::Arguments;
use crate::framework::Framework;
use crate::{documented, types};

/// A function whose body is of no interest here.
struct Function {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    signature: Signature,
    body: TokenStream,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        Ok(Self {
            attributes: input.call(Attribute::parse_outer)?,
            visibility: input.parse()?,
            signature: input.parse().map_err(|error| Error::new(error.span(), "expected a function"))?,
            body: input.parse()?,
        })
    }
}

/// An argument of the function.
struct Argument {
    /// As it can be named elsewhere.
    kind: Type,
    written: String,
    undeclared: bool,
}

/// The function as it stands, with what goes beside it. An error stands beside the function, which then is there for
/// those who call it.
pub(crate) fn expand(
    framework: &Framework,
    method: Option<&str>,
    arguments: TokenStream,
    function: TokenStream,
) -> TokenStream {
    let mut parsed: Function = match syn::parse2(function.clone()) {
        Ok(parsed) => parsed,
        Err(error) => {
            let error = error.into_compile_error();
            return quote!(#error #function);
        }
    };
    let beside = beside(framework, method, arguments, &mut parsed).unwrap_or_else(Error::into_compile_error);
    let Function { attributes, visibility, signature, body } = parsed;
    quote! {
        #(#attributes)*
        #visibility #signature #body

        #beside
    }
}

fn beside(
    framework: &Framework,
    method: Option<&str>,
    arguments: TokenStream,
    function: &mut Function,
) -> Result<TokenStream> {
    let taken = take_arguments(&mut function.signature);
    let is_deprecated = function.attributes.iter().any(|attribute| attribute.path().is_ident("deprecated"));
    // Whoever mounts it knows what it is.
    function.attributes.retain(|attribute| !attribute.path().is_ident("deprecated"));
    let taken = taken?;
    refuse(framework, &function.signature)?;
    let Arguments { method: given, path, calls } = Arguments::parse(arguments, method.is_none())?;

    let Function { attributes, visibility, signature, .. } = &*function;
    let adapter = framework.path();
    let marker = framework.marker();
    let name = &signature.ident;
    let spoken = name.unraw().to_string();
    let conditions: Vec<_> = attributes.iter().filter(|it| is_condition(it)).collect();
    let method = given.map_or_else(|| quote!(#method), |given| quote!(#given));
    let method = if method.is_empty() { quote!("") } else { method };
    let description = documented::text(attributes).map(|text| quote!(.description(#text)));
    let deprecated = is_deprecated.then(|| quote!(.deprecated(true)));

    let reads = taken.iter().map(|argument| {
        let Argument { kind, written, undeclared } = argument;
        if *undeclared {
            quote_spanned!(kind.span()=> .reads_undeclared())
        } else {
            quote_spanned!(kind.span()=> .reads::<#marker, #kind>(#written))
        }
    });
    let returned: Type = match &signature.output {
        ReturnType::Default => parse_quote!(()),
        ReturnType::Type(_, kind) => types::nameable((**kind).clone(), &quote!(#adapter::handler::Opaque)),
    };
    let written = match &signature.output {
        ReturnType::Default => "()".into(),
        ReturnType::Type(_, kind) => types::written(kind),
    };
    let answers = quote_spanned!(returned.span()=> .answers::<#marker, #returned>(#written));
    let declared = quote_spanned!(path.span()=> Operation::new(#method, #path));
    let checks = body_is_read_once(framework, &marker, &adapter, &taken);
    let handler = handler(framework, &adapter, signature, &taken);
    let doc = format!("What the function `{spoken}` declares.");
    // The function itself tells that it is not used. Where a type calls it, the type does.
    let used = framework.runs_functions.then(|| quote!(#[allow(dead_code)]));
    Ok(quote! {
        #(#conditions)*
        #[doc = #doc]
        #[allow(non_camel_case_types, missing_docs, clippy::exhaustive_structs)]
        #used
        #visibility struct #name {}

        #(#conditions)*
        #used
        impl #name {
            /// What the function reads and answers, and what its attribute says.
            #visibility fn operation() -> #adapter::declare::Operation {
                use #adapter::declare::Operation;
                #declared
                    .name(#spoken)
                    #description
                    #deprecated
                    #answers
                    #(#reads)*
                    #(#calls)*
            }

            #handler
        }

        #(#conditions)*
        const _: () = { #checks };
    })
}

/// The arguments, with `#[undeclared]` taken off.
fn take_arguments(signature: &mut Signature) -> Result<Vec<Argument>> {
    let mut taken = Vec::new();
    for input in &mut signature.inputs {
        let PatType { attrs, ty, .. } = match input {
            FnArg::Typed(typed) => typed,
            FnArg::Receiver(receiver) => {
                return Err(Error::new(receiver.span(), "a method cannot be a handler; expected a free function"));
            }
        };
        let undeclared = attrs.iter().any(|attribute| attribute.path().is_ident("undeclared"));
        attrs.retain(|attribute| !attribute.path().is_ident("undeclared"));
        if types::has_impl_trait(ty) {
            return Err(Error::new(
                ty.span(),
                "`impl Trait` does not say what this argument reads; name the type of the extractor",
            ));
        }
        let written = types::written(ty);
        let kind = types::nameable((**ty).clone(), &TokenStream::new());
        taken.push(Argument { kind, written, undeclared });
    }
    Ok(taken)
}

/// What cannot be a handler.
fn refuse(framework: &Framework, signature: &Signature) -> Result<()> {
    for parameter in &signature.generics.params {
        if !matches!(parameter, GenericParam::Lifetime(_)) {
            let message = "a handler has no type parameters: its declaration names the types that it reads and answers";
            return Err(Error::new(parameter.span(), message));
        }
    }
    if signature.asyncness.is_none() && !framework.runs_sync {
        return Err(Error::new(signature.fn_token.span(), "expected an `async fn`"));
    }
    Ok(())
}

/// Attributes that say whether the function is there at all.
fn is_condition(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
}

/// Errors of the compiler for a body that is read twice or, where that matters, not last.
fn body_is_read_once(
    framework: &Framework,
    marker: &TokenStream,
    adapter: &TokenStream,
    arguments: &[Argument],
) -> TokenStream {
    let mut checks = TokenStream::new();
    for (at, Argument { kind, written, .. }) in arguments.iter().enumerate().filter(|(_, it)| !it.undeclared) {
        let later = &arguments[at + 1..];
        for Argument { kind: other, written: second, .. } in later.iter().filter(|it| !it.undeclared) {
            let message = format!("`{written}` and `{second}` both read the body, which can be read once");
            checks.extend(quote_spanned! {other.span()=>
                assert!(
                    !(<#kind as #adapter::handler::Input<#marker>>::READS_BODY
                        && <#other as #adapter::handler::Input<#marker>>::READS_BODY),
                    #message
                );
            });
        }
        if framework.body_last && !later.is_empty() {
            let message = format!("`{written}` reads the body, so it must be the last argument");
            checks.extend(quote_spanned! {kind.span()=>
                assert!(!<#kind as #adapter::handler::Input<#marker>>::READS_BODY, #message);
            });
        }
    }
    checks
}

/// What runs: the function itself, or a type that calls it.
fn handler(framework: &Framework, adapter: &TokenStream, signature: &Signature, arguments: &[Argument]) -> TokenStream {
    if framework.runs_functions {
        return quote! {
            #[doc(hidden)]
            pub fn handler<T>(function: T) -> T {
                function
            }
        };
    }
    let name = &signature.ident;
    let names: Vec<Ident> = (0..arguments.len()).map(|at| format_ident!("argument_{at}")).collect();
    let kinds = arguments.iter().map(|argument| &argument.kind);
    let wait = signature.asyncness.as_ref().map(|_| quote!(.await));
    quote! {
        #[doc(hidden)]
        pub fn handler<T>(_: T) -> impl #adapter::derived::Endpoint<Output = #adapter::derived::Response> {
            struct Endpoint;

            impl #adapter::derived::Endpoint for Endpoint {
                type Output = #adapter::derived::Response;

                async fn call(
                    &self,
                    request: #adapter::derived::Request,
                ) -> #adapter::derived::Result<Self::Output> {
                    #[allow(unused_mut, unused_variables)]
                    let (request, mut body) = request.split();
                    #(
                        let #names = <#kinds as #adapter::derived::FromRequest<'_>>::from_request(
                            &request,
                            &mut body,
                        ).await?;
                    )*
                    #adapter::derived::answer(#name(#(#names),*)#wait)
                }
            }

            Endpoint
        }
    }
}
