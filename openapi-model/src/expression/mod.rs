//! Runtime expressions, behind the feature `expression`: text that stands for a value of an HTTP exchange.
//!
//! OAS 3.2 [Runtime Expressions](https://spec.openapis.org/oas/v3.2.0#runtime-expressions).
//!
//! | in a document | here |
//! |---|---|
//! | `$request.body#/id` | [`Expression`], read strictly as the grammar has it |
//! | a callback's key, `{$request.query.url}/invoices/{$request.body#/id}` | [`Template`]; any text is one |
//! | what people write instead, `{$callback_url}` | understood as a [`Reading`], reported as a [`Finding`] |
//! | a link's parameter or request body | a constant or a [`Template`]; see [`evaluate_link_value`] |
//! | the request and the response that are read | [`Exchange`] |
//!
//! FastAPI's own example, evaluated as it is written:
//!
//! ```
//! use openapi_model::Value;
//! use openapi_model::expression::{Exchange, Template};
//!
//! let body = Value::from(serde_json::json!({ "id": "2expen51ve", "customer": "Mr. Richie Rich" }));
//! let exchange = Exchange::new()
//!     .method("POST")
//!     .url("https://yourapi.com/invoices/?callback_url=https://www.external.org/events")
//!     .request_body(&body);
//!
//! let key = Template::from("{$callback_url}/invoices/{$request.body.id}");
//! assert_eq!(key.evaluate(&exchange)?, "https://www.external.org/events/invoices/2expen51ve");
//!
//! let findings: Vec<String> = key.lint().iter().map(ToString::to_string).collect();
//! assert_eq!(findings, [
//!     "`$callback_url` is not a runtime expression; did you mean `$request.query.callback_url`?",
//!     "`$request.body.id` is not a runtime expression; did you mean `$request.body#/id`?",
//! ]);
//! # Ok::<(), openapi_model::expression::EvaluateError>(())
//! ```

mod dialect;
mod encode;
mod error;
mod evaluate;
mod exchange;
mod grammar;
mod link;
mod lint;
mod template;
mod url;

pub use dialect::{Mistake, Reading};
pub use error::{EvaluateError, UrlFault};
pub use exchange::{Exchange, Place};
pub use grammar::{Expression, HeaderName, InvalidExpression, JsonPointer, Name, Source};
pub use link::evaluate_link_value;
pub use lint::Finding;
pub use template::{Placeholder, Template};
