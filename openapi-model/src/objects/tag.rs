//! Tag and External Documentation.

use alloc::boxed::Box;

use crate::Text;
use crate::codec::object::object;

object! {
    /// More about a tag that operations use.
    ///
    /// OAS 3.2 [Tag Object](https://spec.openapis.org/oas/v3.2.0#tag-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Tag {
        /// As operations name it.
        "name" => pub name: Text, with_name(Text);
        /// In a few words. Since OAS 3.2.
        "summary" => pub summary: Option<Text>, with_summary(Text);
        /// At length, in CommonMark.
        "description" => pub description: Option<Text>, with_description(Text);
        /// More, elsewhere.
        "externalDocs" => pub external_docs: Option<Box<ExternalDocumentation>>, with_external_docs(ExternalDocumentation);
        /// The tag it belongs under. Since OAS 3.2.
        "parent" => pub parent: Option<Text>, with_parent(Text);
        /// What sort of tag it is: `nav`, `badge`, `audience` … Since OAS 3.2.
        "kind" => pub kind: Option<Text>, with_kind(Text);
    }
}

impl Tag {
    /// A tag by its name.
    pub fn new(name: impl Into<Text>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

object! {
    /// A page elsewhere that says more.
    ///
    /// OAS 3.2 [External Documentation Object](https://spec.openapis.org/oas/v3.2.0#external-documentation-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct ExternalDocumentation {
        /// In CommonMark.
        "description" => pub description: Option<Text>, with_description(Text);
        /// A URI.
        "url" => pub url: Text, with_url(Text);
    }
}
