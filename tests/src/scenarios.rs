//! The five apps of FastAPI's documentation, each once, as declarations: whoever mounts them says what runs.

use openapi_merge::declare::{self, FromHandler, Operation, Responses, Router};
use openapi_merge::{Api, SchemaStyle};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use url::Url;

pub use models::*;

/// What the apps read and write.
#[allow(missing_docs, reason = "a doc comment becomes a description in the document")]
#[allow(clippy::exhaustive_structs, reason = "those who mount the apps make them")]
mod models {
    use super::{Deserialize, JsonSchema, Serialize, Url};

    #[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
    pub struct Item {
        pub id: String,
        pub value: String,
    }

    #[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
    pub struct Message {
        pub message: String,
    }

    #[derive(Clone, Debug, Deserialize, JsonSchema)]
    pub struct Image {
        pub img: Option<bool>,
    }

    #[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
    pub struct Invoice {
        pub id: String,
        pub title: Option<String>,
        pub customer: String,
        pub total: f64,
    }

    #[derive(Clone, Debug, Deserialize, JsonSchema)]
    pub struct CallbackQuery {
        #[schemars(length(min = 1, max = 2083))]
        pub callback_url: Option<Url>,
    }

    #[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
    pub struct InvoiceEvent {
        pub description: String,
        pub paid: bool,
    }

    #[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
    pub struct InvoiceEventReceived {
        pub ok: bool,
    }
}

/// One app, with one operation. Its name is that of FastAPI's file.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Scenario {
    /// `additional_responses_tutorial001` …
    pub name: &'static str,
    /// What it declares.
    pub operation: fn() -> Operation,
}

/// The four apps whose operation reads an item.
pub const ITEMS: [Scenario; 4] = [
    Scenario { name: "additional_responses_tutorial001", operation: additional_response_with_model },
    Scenario { name: "additional_responses_tutorial002", operation: another_media_type },
    Scenario { name: "additional_responses_tutorial003", operation: combined_information },
    Scenario { name: "additional_responses_tutorial004", operation: predefined_responses },
];

/// The app whose operation creates an invoice and promises a callback.
pub const INVOICES: Scenario = Scenario { name: "openapi_callbacks_tutorial001", operation: create_invoice };

impl Scenario {
    /// The app, with what runs for its operation.
    pub fn api<H: FromHandler<F, Kind>, F, Kind>(&self, handler: F) -> Api<H> {
        Api::new("FastAPI", "0.1.0").schema_style(SchemaStyle::FastApi).route((self.operation)(), handler)
    }
}

fn read_item() -> Operation {
    declare::get("/items/{item_id}").name("read_item").path_parameter::<String>("item_id").response_model::<Item>()
}

fn additional_response_with_model() -> Operation {
    read_item().response(404, declare::model::<Message>())
}

fn another_media_type() -> Operation {
    let image = declare::media_type("image/png").description("Return the JSON item or an image.");
    read_item().query::<Image>().response(200, image)
}

fn combined_information() -> Operation {
    let found = declare::description("Item requested by ID")
        .example("application/json", json!({ "id": "bar", "value": "The bar tenders" }));
    read_item().response(404, declare::model::<Message>().description("The item was not found")).response(200, found)
}

fn usual() -> Responses {
    Responses::from([
        (404, declare::description("Item not found")),
        (302, declare::description("The item was moved")),
        (403, declare::description("Not enough privileges")),
    ])
}

fn predefined_responses() -> Operation {
    read_item().query::<Image>().responses(usual() | [(200, declare::media_type("image/png"))])
}

fn create_invoice() -> Operation {
    let invoice_callbacks = Router::without_handlers().operation(
        declare::post("{$callback_url}/invoices/{$request.body.id}")
            .name("invoice_notification")
            .request_body::<InvoiceEvent>()
            .response_model::<InvoiceEventReceived>(),
    );
    declare::post("/invoices/")
        .name("create_invoice")
        .description(
            "Create an invoice.\n\n\
             This will (let's imagine) let the API user (some external developer) create an\ninvoice.\n\n\
             And this path operation will:\n\n\
             * Send the invoice to the client.\n\
             * Collect the money from the client.\n\
             * Send a notification back to the API user (the external developer), as a callback.\n    \
             * At this point is that the API will somehow send a POST request to the\n        \
             external API with the notification of the invoice event\n        \
             (e.g. \"payment successful\").",
        )
        .query::<CallbackQuery>()
        .request_body::<Invoice>()
        .callbacks(invoice_callbacks)
}
