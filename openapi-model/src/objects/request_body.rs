//! Request Body.

use crate::codec::object::object;
use crate::{Map, MediaType, RefOr, Text};

object! {
    /// The body an operation takes.
    ///
    /// OAS 3.2 [Request Body Object](https://spec.openapis.org/oas/v3.2.0#request-body-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct RequestBody {
        /// In CommonMark.
        "description" => pub description: Option<Text>, with_description(Text);
        /// By media type key. Required by the specification.
        "content" => pub content: Map<Text, RefOr<MediaType>>, with_content(Text => RefOr<MediaType>);
        /// Whether there must be a body.
        "required" => pub required: bool, with_required(bool);
    }
}

impl RequestBody {
    /// A body of one media type.
    pub fn new(media_type_key: impl Into<Text>, media_type: MediaType) -> Self {
        Self { content: Map::from([(media_type_key, RefOr::Item(media_type))]), ..Self::default() }
    }
}
