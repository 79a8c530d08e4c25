//! What an `operationId` is made of, for functions that make one.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use openapi_model::Text;

/// What FastAPI's `generate_unique_id_function` is told of an operation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct UniqueIdParts<'a> {
    /// The operation's name: `read_item`.
    pub name: &'a str,
    /// The path with all prefixes, as the document shows it: `/items/{item_id}`.
    pub path: Cow<'a, str>,
    /// The method, as it is sent: `GET`.
    pub method: &'a str,
    /// The tags of all layers and of the operation.
    pub tags: Vec<&'a Text>,
}

/// Makes the `operationId` of an operation that has a name and no `operation_id`: FastAPI's
/// `generate_unique_id_function`.
///
/// The id also names the component of several bodies, and the titles of inline response schemas.
pub type GenerateUniqueId = fn(&UniqueIdParts<'_>) -> String;
