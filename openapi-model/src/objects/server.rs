//! Server and Server Variable.

use alloc::vec::Vec;

use crate::codec::object::object;
use crate::{Map, Text};

object! {
    /// A place where an API is served.
    ///
    /// OAS 3.2 [Server Object](https://spec.openapis.org/oas/v3.2.0#server-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Server {
        /// A URL, perhaps relative, with `{variables}`.
        "url" => pub url: Text, with_url(Text);
        /// In CommonMark.
        "description" => pub description: Option<Text>, with_description(Text);
        /// A unique name. Since OAS 3.2.
        "name" => pub name: Option<Text>, with_name(Text);
        /// What stands for each variable of `url`.
        "variables" => pub variables: Map<Text, ServerVariable>, with_variable(Text => ServerVariable);
    }
}

impl Server {
    /// A server at this URL.
    pub fn new(url: impl Into<Text>) -> Self {
        Self { url: url.into(), ..Self::default() }
    }
}

object! {
    /// What may stand for a variable of a server's URL.
    ///
    /// OAS 3.2 [Server Variable Object](https://spec.openapis.org/oas/v3.2.0#server-variable-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct ServerVariable {
        /// `enum`: the only values allowed. `Some` and empty is an error from OAS 3.1 on.
        "enum" => pub enumeration: Option<Vec<Text>>, with_enumeration[Text];
        /// What stands there if nothing else is said.
        "default" => pub default: Text, with_default(Text);
        /// In CommonMark.
        "description" => pub description: Option<Text>, with_description(Text);
    }
}
