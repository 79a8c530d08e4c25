//! `#[derive(Responses)]`: an enum or a struct that is every answer it describes.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned as _;
use syn::{
    Attribute, Data, DeriveInput, Error, Field, Fields, GenericParam, Generics, Ident, LitInt, LitStr, PathArguments,
    Result, Token, Type,
};

use crate::documented;
use crate::framework::Framework;

pub(crate) fn expand(framework: &Framework, item: TokenStream) -> TokenStream {
    let adapter = framework.path();
    syn::parse2(item).and_then(|item| derive(&adapter, &item)).unwrap_or_else(Error::into_compile_error)
}

fn derive(adapter: &TokenStream, item: &DeriveInput) -> Result<TokenStream> {
    let name = &item.ident;
    let cases = cases(item)?;
    let outputs = cases.iter().map(|case| case.output(adapter));
    let answers = cases.iter().map(|case| case.answer(adapter));
    let (_, of, bounds) = item.generics.split_for_impl();
    let bounds = bounds.map(|bounds| &bounds.predicates);
    let parameters = without_defaults(&item.generics);
    let bodies: Vec<_> = if parameters.is_empty() { Vec::new() } else { cases.iter().filter_map(Case::body).collect() };
    let body_bounds = quote!(#(#bodies: #adapter::derived::JsonSchema + #adapter::derived::Serialize,)*);
    Ok(quote! {
        impl<#(#parameters,)* __Framework> #adapter::handler::Output<__Framework> for #name #of
        where
            #body_bounds
            #bounds
        {
            fn output() -> #adapter::handler::Answers {
                #adapter::handler::Answers::none()#(.and(#outputs))*
            }
        }

        impl<#(#parameters),*> #adapter::handler::Respond for #name #of
        where
            #body_bounds
            #bounds
        {
            fn respond(self) -> #adapter::handler::Answer {
                match self {
                    #(#answers)*
                }
            }
        }

        #adapter::answer! { [#(#parameters),*] [#name #of] [#body_bounds #bounds] }
    })
}

fn without_defaults(generics: &Generics) -> Vec<GenericParam> {
    let mut parameters: Vec<GenericParam> = generics.params.iter().cloned().collect();
    for parameter in &mut parameters {
        match parameter {
            GenericParam::Type(parameter) => parameter.default = None,
            GenericParam::Const(parameter) => parameter.default = None,
            GenericParam::Lifetime(_) => {}
        }
    }
    parameters
}

/// A variant, or the struct itself.
struct Case<'a> {
    path: TokenStream,
    kind: Kind,
    description: Option<TokenStream>,
    fields: Vec<Part<'a>>,
}

enum Kind {
    Transparent,
    Of { status: u16, media_type: Option<LitStr> },
}

/// A field, and the header that it is.
struct Part<'a> {
    member: TokenStream,
    local: Ident,
    field: &'a Field,
    header: Option<String>,
}

fn cases(item: &DeriveInput) -> Result<Vec<Case<'_>>> {
    match &item.data {
        Data::Struct(data) => Ok(vec![Case::new(quote!(Self), &item.attrs, &data.fields, item.ident.span())?]),
        Data::Enum(data) => {
            let mut cases = Vec::new();
            let mut errors: Option<Error> = None;
            for variant in &data.variants {
                let name = &variant.ident;
                match Case::new(quote!(Self::#name), &variant.attrs, &variant.fields, name.span()) {
                    Ok(case) => cases.push(case),
                    Err(error) => match &mut errors {
                        Some(errors) => errors.combine(error),
                        None => errors = Some(error),
                    },
                }
            }
            errors.map_or(Ok(cases), Err)
        }
        Data::Union(data) => Err(Error::new(data.union_token.span(), "expected an enum or a struct")),
    }
}

impl<'a> Case<'a> {
    fn new(path: TokenStream, attributes: &[Attribute], fields: &'a Fields, span: Span) -> Result<Self> {
        let attribute = attributes.iter().find(|attribute| attribute.path().is_ident("response")).ok_or_else(|| {
            Error::new(
                span,
                "expected the status of this answer, as in `#[response(404)]`, or `#[response(transparent)]`",
            )
        })?;
        let Said { kind, description } = attribute.parse_args()?;
        let fields = fields.iter().enumerate().map(|(at, field)| Part::new(at, field)).collect::<Result<Vec<_>>>()?;
        let bodies: Vec<_> = fields.iter().filter(|part| part.header.is_none()).collect();
        match &kind {
            Kind::Transparent if fields.len() != 1 || bodies.len() != 1 => {
                return Err(Error::new(span, "expected one field, whose answers these are"));
            }
            Kind::Of { status: status @ (204 | 205 | 304), .. } if !bodies.is_empty() => {
                let message = format!("status {status} never has a body; expected no field but those with `#[header]`");
                return Err(Error::new(bodies[0].field.span(), message));
            }
            _ => {}
        }
        if let Some(second) = bodies.get(1) {
            let message = "expected one field for the body; the others are headers, with `#[header]`";
            return Err(Error::new(second.field.span(), message));
        }
        if let (Kind::Of { media_type: Some(media_type), .. }, true) = (&kind, bodies.is_empty()) {
            return Err(Error::new(media_type.span(), "expected a field for the body of this media type"));
        }
        let description = description.map(|text| quote!(#text)).or_else(|| documented::text(attributes));
        Ok(Self { path, kind, description, fields })
    }

    fn body(&self) -> Option<&'a Type> {
        self.body_part().map(|part| &part.field.ty)
    }

    fn body_part(&self) -> Option<&Part<'a>> {
        self.fields.iter().find(|part| part.header.is_none())
    }

    /// What the declaration says.
    fn output(&self, adapter: &TokenStream) -> TokenStream {
        let body = self.body();
        let (status, media_type) = match &self.kind {
            Kind::Transparent => return quote!(<#body as #adapter::handler::Output<__Framework>>::output()),
            Kind::Of { status, media_type } => (status, media_type),
        };
        let answers = match (body, media_type) {
            (None, _) => quote!(#adapter::handler::Answers::empty()),
            (Some(body), None) => quote!(#adapter::handler::Answers::json::<#body>()),
            (Some(body), Some(media_type)) if is_json(&media_type.value()) => {
                quote!(#adapter::handler::Answers::json_as::<#body>(#media_type))
            }
            (Some(_), Some(media_type)) if is_text(&media_type.value()) => {
                quote!(#adapter::handler::Answers::text_as(#media_type))
            }
            (Some(_), Some(media_type)) => quote!(#adapter::handler::Answers::bytes(#media_type)),
        };
        let mut answers = quote!(#answers.with_status(#status));
        if let Some(text) = &self.description {
            answers.extend(quote!(.description(#text)));
        }
        for Part { field, header, .. } in &self.fields {
            let Some(header) = header else { continue };
            let (kind, required) = match inside_option(&field.ty) {
                Some(kind) => (kind, false),
                None => (&field.ty, true),
            };
            let text = match documented::text(&field.attrs) {
                Some(text) => quote!(Some(#text)),
                None => quote!(None),
            };
            answers = quote!(#adapter::handler::derived::describe_header::<#kind>(#answers, #header, #required, #text));
        }
        answers
    }

    /// What is sent.
    fn answer(&self, adapter: &TokenStream) -> TokenStream {
        let path = &self.path;
        let members = self.fields.iter().map(|part| &part.member);
        let locals = self.fields.iter().map(|part| &part.local);
        let (status, media_type) = match &self.kind {
            Kind::Transparent => {
                let (member, local) = (&self.fields[0].member, &self.fields[0].local);
                return quote!(#path { #member: #local } => #adapter::handler::Respond::respond(#local),);
            }
            Kind::Of { status, media_type } => (status, media_type.as_ref().map(LitStr::value)),
        };
        let mut answer = quote!(#adapter::handler::derived::answer(#status));
        for Part { field, header, local, .. } in &self.fields {
            let Some(header) = header else { continue };
            answer = if inside_option(&field.ty).is_some() {
                quote!({
                    let answer = #answer;
                    match &#local {
                        Some(value) => #adapter::handler::derived::header(answer, #header, value),
                        None => answer,
                    }
                })
            } else {
                quote!(#adapter::handler::derived::header(#answer, #header, &#local))
            };
        }
        if let Some(Part { local, .. }) = self.body_part() {
            answer = match media_type {
                None => quote!(#adapter::handler::derived::json(#answer, "application/json", &#local)),
                Some(kind) if is_json(&kind) => quote!(#adapter::handler::derived::json(#answer, #kind, &#local)),
                Some(mut kind) => {
                    if is_text(&kind) && !kind.contains("charset") {
                        kind.push_str("; charset=utf-8");
                    }
                    quote!(#adapter::handler::derived::bytes(#answer, #kind, #local))
                }
            };
        }
        quote!(#path { #(#members: #locals),* } => #answer,)
    }
}

fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type.ends_with("+json")
}

fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/")
}

impl<'a> Part<'a> {
    fn new(at: usize, field: &'a Field) -> Result<Self> {
        let attribute = field.attrs.iter().find(|attribute| attribute.path().is_ident("header"));
        let header = match (attribute, &field.ident) {
            (None, _) => None,
            (Some(attribute), name) => Some(match (&attribute.meta, name) {
                (syn::Meta::List(_), _) => attribute.parse_args::<LitStr>()?.value().to_ascii_lowercase(),
                (_, Some(name)) => name.to_string().trim_start_matches("r#").replace('_', "-").to_ascii_lowercase(),
                (_, None) => {
                    let message = "expected the name of the header, as in `#[header(\"retry-after\")]`";
                    return Err(Error::new(attribute.span(), message));
                }
            }),
        };
        if let Some(name) = &header {
            let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
            if name.is_empty() || !name.bytes().all(is_token) {
                return Err(Error::new(field.span(), format!("`{name}` is not the name of a header")));
            }
        }
        let index = syn::Index::from(at);
        let member = field.ident.as_ref().map_or_else(|| quote!(#index), |name| quote!(#name));
        Ok(Self { member, local: format_ident!("field_{at}"), field, header })
    }
}

/// The `T` of an `Option<T>`.
fn inside_option(kind: &Type) -> Option<&Type> {
    let Type::Path(path) = kind else { return None };
    let last = path.path.segments.last().filter(|segment| segment.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        syn::GenericArgument::Type(kind) => Some(kind),
        _ => None,
    }
}

/// `404`, `200, "image/png"`, `409, description = "…"`, `transparent`
struct Said {
    kind: Kind,
    description: Option<LitStr>,
}

impl Parse for Said {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(Ident) {
            let word: Ident = input.parse()?;
            if word == "transparent" && input.is_empty() {
                return Ok(Self { kind: Kind::Transparent, description: None });
            }
            return Err(Error::new(word.span(), "expected a status, as in `#[response(404)]`, or `transparent`"));
        }
        let number: LitInt = input.parse().map_err(|error| {
            Error::new(error.span(), "expected a status, as in `#[response(404)]`, or `transparent`")
        })?;
        let status = number.base10_parse().ok().filter(|status| (200..=999).contains(status));
        let status =
            status.ok_or_else(|| Error::new(number.span(), "the status of an answer is a number from 200 to 999"))?;
        let (mut media_type, mut description) = (None, None);
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            if input.peek(LitStr) && media_type.is_none() {
                media_type = Some(input.parse()?);
                continue;
            }
            let expected = "expected a media type in quotes, or `description = \"…\"`";
            let word: Ident = input.parse().map_err(|error| Error::new(error.span(), expected))?;
            if word != "description" || description.is_some() {
                return Err(Error::new(word.span(), expected));
            }
            input.parse::<Token![=]>()?;
            description = Some(input.parse()?);
        }
        Ok(Self { kind: Kind::Of { status, media_type }, description })
    }
}
