//! The kinds of objects, once.

macro_rules! kinds {
    ($($kind:ident $what:literal),* $(,)?) => {
        /// The kind of object that a place holds or a reference must lead to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "the names are those of the specification's objects")]
        pub enum Kind {
            $($kind,)*
        }

        impl Kind {
            /// Every kind, in the order of the specification.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),*];

            /// Returns the name with its article, for a sentence: `a Response Object`.
            pub const fn what(self) -> &'static str {
                match self {
                    $(Kind::$kind => $what,)*
                }
            }
        }
    };
}

kinds! {
    OpenApi "an OpenAPI Object",
    Info "an Info Object",
    Contact "a Contact Object",
    License "a License Object",
    Server "a Server Object",
    ServerVariable "a Server Variable Object",
    Tag "a Tag Object",
    ExternalDocumentation "an External Documentation Object",
    Paths "a Paths Object",
    PathItem "a Path Item Object",
    Operation "an Operation Object",
    Parameter "a Parameter Object",
    RequestBody "a Request Body Object",
    MediaType "a Media Type Object",
    Encoding "an Encoding Object",
    Example "an Example Object",
    Header "a Header Object",
    Link "a Link Object",
    Responses "a Responses Object",
    Response "a Response Object",
    Callback "a Callback Object",
    Components "a Components Object",
    SecurityScheme "a Security Scheme Object",
    OAuthFlows "an OAuth Flows Object",
    OAuthFlow "an OAuth Flow Object",
    SecurityRequirement "a Security Requirement Object",
    Schema "a Schema Object",
    Reference "a Reference Object",
    Discriminator "a Discriminator Object",
    Xml "an XML Object",
}
