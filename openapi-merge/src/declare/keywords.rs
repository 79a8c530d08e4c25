//! The words for keywords of a schema, which parameters in a URL, a header or a body share.

/// The setters of everything that has `keyword(name, value)`.
macro_rules! keyword_setters {
    () => {
        /// The title of the schema, instead of the name.
        #[must_use]
        pub fn title(self, title: impl Into<openapi_model::Text>) -> Self {
            self.keyword("title", openapi_model::Value::String(title.into()))
        }

        /// Greater than or equal to a number.
        #[must_use]
        pub fn ge(self, bound: impl Into<openapi_model::Value>) -> Self {
            self.keyword("minimum", bound)
        }

        /// Greater than a number.
        #[must_use]
        pub fn gt(self, bound: impl Into<openapi_model::Value>) -> Self {
            self.keyword("exclusiveMinimum", bound)
        }

        /// Less than or equal to a number.
        #[must_use]
        pub fn le(self, bound: impl Into<openapi_model::Value>) -> Self {
            self.keyword("maximum", bound)
        }

        /// Less than a number.
        #[must_use]
        pub fn lt(self, bound: impl Into<openapi_model::Value>) -> Self {
            self.keyword("exclusiveMaximum", bound)
        }

        /// A multiple of a number.
        #[must_use]
        pub fn multiple_of(self, number: impl Into<openapi_model::Value>) -> Self {
            self.keyword("multipleOf", number)
        }

        /// At least so many characters, items of a list or members of an object.
        #[must_use]
        pub fn min_length(self, length: u64) -> Self {
            self.keyword("minLength", length)
        }

        /// At most so many characters, items of a list or members of an object.
        #[must_use]
        pub fn max_length(self, length: u64) -> Self {
            self.keyword("maxLength", length)
        }

        /// A text that a regular expression matches somewhere.
        #[must_use]
        pub fn pattern(self, expression: impl Into<openapi_model::Text>) -> Self {
            self.keyword("pattern", openapi_model::Value::String(expression.into()))
        }

        /// Examples in the schema; [`named_example`](Self::named_example) gives those beside it.
        #[must_use]
        pub fn examples<V: Into<openapi_model::Value>>(self, examples: impl IntoIterator<Item = V>) -> Self {
            self.keyword("examples", openapi_model::Value::Array(examples.into_iter().map(Into::into).collect()))
        }
    };
}
pub(crate) use keyword_setters;
