//! Example.

use crate::codec::object::object;
use crate::{Text, Value};

object! {
    /// An example of a value.
    ///
    /// OAS 3.2 [Example Object](https://spec.openapis.org/oas/v3.2.0#example-object).
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Example {
        /// In a few words.
        "summary" => pub summary: Option<Text>, with_summary(Text);
        /// At length, in CommonMark.
        "description" => pub description: Option<Text>, with_description(Text);
        /// The value as data, which fits the schema. Since OAS 3.2.
        "dataValue" => pub data_value: Option<Value>, with_data_value(Value);
        /// The value as it goes over the wire. Since OAS 3.2.
        "serializedValue" => pub serialized_value: Option<Text>, with_serialized_value(Text);
        /// Where the serialised value can be fetched; excludes `value`.
        "externalValue" => pub external_value: Option<Text>, with_external_value(Text);
        /// The value, embedded. `null` is a value.
        "value" => pub value: Option<Value>, with_value(Value);
    }
}

impl Example {
    /// An example that holds its value.
    pub fn of(value: impl Into<Value>) -> Self {
        Self { value: Some(value.into()), ..Self::default() }
    }
}
