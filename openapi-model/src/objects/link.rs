//! Link.

use crate::codec::object::object;
use crate::{Map, Server, Text, Value};

object! {
    /// What can be asked next, with values from this exchange.
    ///
    /// OAS 3.2 [Link Object](https://spec.openapis.org/oas/v3.2.0#link-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Link {
        /// A URI reference to the operation; excludes `operation_id`.
        "operationRef" => pub operation_ref: Option<Text>, with_operation_ref(Text);
        /// The operation's `operationId`; excludes `operation_ref`.
        "operationId" => pub operation_id: Option<Text>, with_operation_id(Text);
        /// A constant or a runtime expression for each parameter, by name (`path.id` where it must be told apart).
        "parameters" => pub parameters: Map<Text, Value>, with_parameter(Text => Value);
        /// A constant or a runtime expression for the body.
        "requestBody" => pub request_body: Option<Value>, with_request_body(Value);
        /// In CommonMark.
        "description" => pub description: Option<Text>, with_description(Text);
        /// Where the operation is served.
        "server" => pub server: Option<Server>, with_server(Server);
    }
}
