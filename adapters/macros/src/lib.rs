#![doc = include_str!("../README.md")]

mod arguments;
mod attribute;
mod documented;
mod framework;
mod responses;
mod types;

use proc_macro::TokenStream;

use framework::Framework;

/// The attributes of one framework, under the names that its adapter renames.
macro_rules! macros {
    ($($framework:ident $responses:ident $route:ident { $($name:ident $method:literal)* })*) => {
        $(
            #[doc = concat!("Declares an operation of any method, on ", stringify!($framework), ": `#[route(\"PURGE\", \"/items\")]`.")]
            #[proc_macro_attribute]
            pub fn $route(arguments: TokenStream, function: TokenStream) -> TokenStream {
                attribute::expand(&Framework::$framework, None, arguments.into(), function.into()).into()
            }

            #[doc = concat!("Makes a type every answer that it describes, on ", stringify!($framework), ".")]
            #[proc_macro_derive($responses, attributes(response, header))]
            #[allow(non_snake_case, reason = "a derive is called as a trait would be")]
            pub fn $responses(item: TokenStream) -> TokenStream {
                responses::expand(&Framework::$framework, item.into()).into()
            }

            $(
                #[doc = concat!("Declares what answers ", $method, " on a path, on ", stringify!($framework), ".")]
                #[proc_macro_attribute]
                pub fn $name(arguments: TokenStream, function: TokenStream) -> TokenStream {
                    attribute::expand(&Framework::$framework, Some($method), arguments.into(), function.into()).into()
                }
            )*
        )*
    };
}

macros! {
    AXUM AxumResponses axum_route {
        axum_get "GET" axum_put "PUT" axum_post "POST" axum_delete "DELETE" axum_options "OPTIONS" axum_head "HEAD"
        axum_patch "PATCH" axum_trace "TRACE" axum_query "QUERY"
    }
    POEM PoemResponses poem_route {
        poem_get "GET" poem_put "PUT" poem_post "POST" poem_delete "DELETE" poem_options "OPTIONS" poem_head "HEAD"
        poem_patch "PATCH" poem_trace "TRACE" poem_query "QUERY"
    }
    ACTIX ActixResponses actix_route {
        actix_get "GET" actix_put "PUT" actix_post "POST" actix_delete "DELETE" actix_options "OPTIONS"
        actix_head "HEAD" actix_patch "PATCH" actix_trace "TRACE" actix_query "QUERY"
    }
    WARP WarpResponses warp_route {
        warp_get "GET" warp_put "PUT" warp_post "POST" warp_delete "DELETE" warp_options "OPTIONS" warp_head "HEAD"
        warp_patch "PATCH" warp_trace "TRACE" warp_query "QUERY"
    }
}
