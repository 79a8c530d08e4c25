//! Invoices: created with the promise of two callbacks, read as JSON or as PDF.

use openapi_reqwest::Callback;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::framework::declare::{self, Router};
use super::super::framework::{Accepted, Created, Depends, Handler, Json, Path, Query, Responses, get, post, routes};
use super::errors::{AccessError, ApiError, Problem};
use super::shop::{CurrentUser, Machine, Page, Paging};

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Invoice {
    pub id: String,
    pub total: f64,
    pub callback_url: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub struct InvoiceEvent {
    paid: bool,
}

#[derive(Deserialize, JsonSchema)]
pub struct Noted {
    #[allow(dead_code)]
    ok: bool,
}

#[derive(Deserialize, JsonSchema)]
pub struct Format {
    pub pdf: Option<bool>,
}

/// An invoice, as asked for.
#[derive(Responses)]
pub enum JsonOrPdf {
    #[response(200)]
    Json(Invoice),
    #[response(200, "application/pdf")]
    Pdf(Vec<u8>),
}

pub fn invoice_paid() -> Callback<InvoiceEvent, Noted> {
    Callback::new(declare::post("{$request.body#/callback_url}/paid").name("invoice_paid")).signed()
}

pub fn invoice_reminder() -> Callback<InvoiceEvent, Noted> {
    Callback::new(declare::post("{$request.body#/callback_url}/reminder").name("invoice_reminder"))
}

/// List the invoices.
#[get("/invoices", tag("invoices"))]
pub async fn list_invoices(Depends(_): Depends<Machine>, Query(paging): Query<Paging>) -> Json<Page<Invoice>> {
    Json(Page::of([invoice("2expen51ve".into())].into_iter(), &paging))
}

/// Create an invoice.
#[post("/invoices", tag("invoices"), callbacks(invoice_paid()), callbacks(invoice_reminder()))]
pub async fn create_invoice(Depends(_): Depends<CurrentUser>, Json(invoice): Json<Invoice>) -> Created<Json<Invoice>> {
    Created(Json(invoice))
}

/// Read an invoice, as JSON or as PDF.
#[get("/invoices/{invoice_id}", tag("invoices"))]
pub async fn read_invoice(Path(invoice_id): Path<String>, Query(format): Query<Format>) -> Result<JsonOrPdf, ApiError> {
    match format.pdf {
        _ if invoice_id.is_empty() => Err(ApiError::NotFound(Problem::new("an invoice has an id"))),
        Some(true) => Ok(JsonOrPdf::Pdf(b"%PDF-1.4\n%%EOF\n".to_vec())),
        _ => Ok(JsonOrPdf::Json(invoice(invoice_id))),
    }
}

/// Pay an invoice, which takes a while.
#[post("/invoices/{invoice_id}/payment", tag("invoices"))]
pub async fn pay_invoice(
    Depends(user): Depends<CurrentUser>,
    Path(invoice_id): Path<String>,
) -> Result<Accepted<Json<Invoice>>, ApiError> {
    if user.name != "Rick" {
        return Err(ApiError::Access(AccessError::Forbidden(Problem::new("Rick pays"))));
    }
    Ok(Accepted(Json(invoice(invoice_id))))
}

fn invoice(id: String) -> Invoice {
    Invoice { id, total: 9999.0, callback_url: None }
}

pub fn router() -> Router<Handler> {
    routes![list_invoices, create_invoice, read_invoice, pay_invoice]
}
