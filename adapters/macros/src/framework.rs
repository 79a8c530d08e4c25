//! `Framework`: what the macros need to know of an adapter.

use proc_macro_crate::{FoundCrate, crate_name};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// An adapter: its crate, its module in the facade, and the type that stands for it in `Input` and `Output`.
pub(crate) struct Framework {
    package: &'static str,
    module: &'static str,
    marker: &'static str,
    /// Whether the body must be read by the last argument.
    pub(crate) body_last: bool,
    /// Whether the function itself is what runs; else a type is made that calls it.
    pub(crate) runs_functions: bool,
    /// Whether a function that is not `async` can run.
    pub(crate) runs_sync: bool,
}

impl Framework {
    pub(crate) const AXUM: Self = Self {
        package: "openapi-axum",
        module: "axum",
        marker: "Axum",
        body_last: true,
        runs_functions: true,
        runs_sync: false,
    };
    pub(crate) const POEM: Self = Self {
        package: "openapi-poem",
        module: "poem",
        marker: "Poem",
        body_last: false,
        runs_functions: false,
        runs_sync: true,
    };
    pub(crate) const ACTIX: Self = Self {
        package: "openapi-actix",
        module: "actix",
        marker: "Actix",
        body_last: false,
        runs_functions: true,
        runs_sync: false,
    };
    pub(crate) const WARP: Self = Self {
        package: "openapi-warp",
        module: "warp",
        marker: "Warp",
        body_last: false,
        runs_functions: true,
        runs_sync: false,
    };

    /// The path of the adapter, by the name that the user's manifest gives it, or by way of the facade.
    pub(crate) fn path(&self) -> TokenStream {
        if let Some(name) = in_scope(self.package) {
            return quote!(::#name);
        }
        let module = Ident::new(self.module, Span::call_site());
        match in_scope("openapi-adapters") {
            Some(name) => quote!(::#name::#module),
            None => {
                let name = Ident::new(&self.package.replace('-', "_"), Span::call_site());
                quote!(::#name)
            }
        }
    }

    /// The path of the type that stands for the framework.
    pub(crate) fn marker(&self) -> TokenStream {
        let (path, marker) = (self.path(), Ident::new(self.marker, Span::call_site()));
        quote!(#path::#marker)
    }
}

/// What a package is called in the crate that is being compiled. Its own examples and tests know it by its name.
fn in_scope(package: &str) -> Option<Ident> {
    match crate_name(package).ok()? {
        FoundCrate::Itself => Some(Ident::new(&package.replace('-', "_"), Span::call_site())),
        FoundCrate::Name(name) => Some(Ident::new(&name, Span::call_site())),
    }
}
