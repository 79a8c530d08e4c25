//! The models of the mixture: Rust types for us, and the shapes of the same types for everybody else.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use openapi_merge::declare::{Model, SharedCatalog};
use schemars::JsonSchema;

use crate::shapes::{Content, Kind, Property, Shape, title};

/// A Rust type whose shape is known.
trait Shaped {
    fn kind() -> Kind;

    /// Whether a property of this type may be left out.
    const OPTIONAL: bool = false;
}

macro_rules! plain {
    ($($type:ty => $kind:ident),*) => { $(impl Shaped for $type { fn kind() -> Kind { Kind::$kind } })* }; }
plain!(String => String, i64 => Integer, f64 => Number, bool => Boolean);

impl<T: Shaped> Shaped for Vec<T> {
    fn kind() -> Kind {
        Kind::List(Box::new(T::kind()))
    }
}

impl<T: Shaped> Shaped for BTreeMap<String, T> {
    fn kind() -> Kind {
        Kind::Map(Box::new(T::kind()))
    }
}

impl<T: Shaped> Shaped for Option<T> {
    fn kind() -> Kind {
        Kind::Nullable(Box::new(T::kind()))
    }

    const OPTIONAL: bool = true;
}

fn property<T: Shaped>(name: &'static str) -> Property {
    Property { name, title: title(name).leak(), description: None, kind: T::kind(), required: !T::OPTIONAL }
}

/// Models with what must be given and, behind a semicolon, what may be left out.
macro_rules! models {
    ($($name:ident { $($field:ident: $type:ty),*; $($optional:ident: $inner:ty),* })*) => {
        $(
            #[derive(JsonSchema)]
            #[allow(dead_code, reason = "only its schema is wanted")]
            struct $name {
                $($field: $type,)*
                $(
                    #[schemars(skip_serializing_if = "Option::is_none")]
                    $optional: Option<$inner>,
                )*
            }

            impl Shaped for $name {
                fn kind() -> Kind {
                    Kind::Component(stringify!($name))
                }
            }
        )*

        fn shapes_of_structs() -> Vec<Shape> {
            vec![$(Shape {
                name: stringify!($name),
                content: Content::Properties(vec![
                    $(property::<$type>(stringify!($field)),)*
                    $(property::<Option<$inner>>(stringify!($optional)),)*
                ]),
            }),*]
        }
    }; }

models! {
    Address { street: String, city: String, postal_code: String, country: String, lines: Vec<String>; }
    Money { amount: f64, currency: String; }
    Contact { name: String, email: String; phone: String, address: Address }
    Line { product: i64, quantity: i64, unit_price: Money; discount: f64, note: String }
    Label { key: String, value: String; }
    Attachment { name: String, media_type: String, length: i64, labels: Vec<Label>; }
    Position { latitude: f64, longitude: f64; }
    Problem { message: String; }
    Conflict { message: String, held_by: String, fields: Vec<String>; since: String }
    Event { id: String, kind: String, labels: Vec<Label>; }
    Receipt { ok: bool; }
    Customer { id: i64, name: String, contact: Contact, billing: Address, active: bool; shipping: Address }
    Product { id: i64, name: String, summary: String, price: Money, weight: f64, available: bool, stock:
        BTreeMap<String, i64>, labels: Vec<Label>, pictures: Vec<Attachment>; height: f64, width: f64, length:
        f64, replaced_by: i64 }
    Order { id: i64, customer: Customer, lines: Vec<Line>, total: Money, state: State, created: String; note:
        String, updated: String }
    Shipment { id: i64, order: i64, from: Address, to: Address, state: State; position: Position }
    Payment { id: i64, order: i64, amount: Money; paid: String }
    Review { id: i64, product: i64, stars: i64; text: String }
    Device { id: i64, name: String, position: Position, readings: BTreeMap<String, f64>; }
    Note { text: String; }
    Report { id: i64, title: String, author: Contact, reviewers: Vec<Contact>, from: String, until: String,
        rows: i64, columns: Vec<String>, totals: BTreeMap<String, Money>, averages: BTreeMap<String, f64>,
        final_version: bool, attachments: Vec<Attachment>, orders: Vec<Order>, payments: Vec<Payment>,
        shipments: Vec<Shipment>, labels: Vec<Label>, language: String, pages: i64, words: i64, state: State;
        draft: String, checked: bool, checked_by: String, checked_on: String, comment: String }
}

// What an order, a shipment or a report is in.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is wanted")]
#[schemars(rename_all = "lowercase")]
enum State {
    Draft,
    Open,
    Closed,
}

impl Shaped for State {
    fn kind() -> Kind {
        Kind::Component("State")
    }
}

// A part of a list.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is wanted")]
struct Page<T> {
    items: Vec<T>,
    total: i64,
    #[schemars(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

fn shape_of_page<T: Shaped>(name: &'static str) -> Shape {
    let content = Content::Properties(vec![
        property::<Vec<T>>("items"),
        property::<i64>("total"),
        property::<Option<String>>("next"),
    ]);
    Shape { name, content }
}

/// A model that operations name.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs, reason = "every generator asks for all of it")]
pub struct Named {
    /// The name of its component.
    pub name: &'static str,
    /// `#/components/schemas/NAME`
    pub reference: &'static str,
    source: Source,
}

#[derive(Clone, Copy, Debug)]
enum Source {
    /// A Rust type.
    Type(fn() -> Model),
    /// A ready schema, under the name of its component.
    Ready(&'static SharedCatalog),
}

impl Named {
    /// The model as we are told it.
    pub(crate) fn model(&self) -> Model {
        match self.source {
            Source::Type(model) => model(),
            Source::Ready(catalog) => catalog.model(self.name),
        }
    }

    /// A ready schema of a catalog.
    pub(crate) fn ready(catalog: &'static SharedCatalog, name: &'static str) -> Self {
        Self { name, reference: format!("#/components/schemas/{name}").leak(), source: Source::Ready(catalog) }
    }
}

/// The models that operations name, and the shapes of all.
#[derive(Debug)]
#[allow(clippy::exhaustive_structs, reason = "every scenario says all of it")]
pub struct Models {
    /// What a resource is, and a page of such.
    pub resources: Vec<[Named; 2]>,
    /// What an error says.
    pub problem: Named,
    /// What a 409 says.
    pub conflict: Named,
    /// What a callback sends.
    pub event: Named,
    /// What a callback is answered.
    pub receipt: Named,
    /// Every model by name, and the two that FastAPI brings for a 422.
    pub shapes: BTreeMap<&'static str, Shape>,
}

macro_rules! named {
    ($type:ty, $name:literal) => {
        Named {
            name: $name,
            reference: concat!("#/components/schemas/", $name),
            source: Source::Type(Model::of::<$type>),
        }
    };
}

/// The reference to what a 422 says.
pub const INVALID: &str = "#/components/schemas/HTTPValidationError";

/// The thirty models of the mixture.
#[rustfmt::skip]
pub static MIXTURE: LazyLock<Models> = LazyLock::new(|| Models {
    resources: vec![
        [named!(Order, "Order"), named!(Page<Order>, "Page_Order_")],
        [named!(Customer, "Customer"), named!(Page<Customer>, "Page_Customer_")],
        [named!(Product, "Product"), named!(Page<Product>, "Page_Product_")],
        [named!(Payment, "Payment"), named!(Page<Payment>, "Page_Payment_")],
        [named!(Shipment, "Shipment"), named!(Page<Shipment>, "Page_Shipment_")],
        [named!(Review, "Review"), named!(Page<Review>, "Page_Review_")],
        [named!(Report, "Report"), named!(Page<Report>, "Page_Report_")],
        [named!(Device, "Device"), named!(Page<Device>, "Page_Device_")],
        [named!(Note, "Note"), named!(Page<Note>, "Page_Note_")],
    ],
    problem: named!(Problem, "Problem"),
    conflict: named!(Conflict, "Conflict"),
    event: named!(Event, "Event"),
    receipt: named!(Receipt, "Receipt"),
    shapes: shapes(),
});

fn shapes() -> BTreeMap<&'static str, Shape> {
    let mut shapes = shapes_of_structs();
    shapes.push(Shape { name: "State", content: Content::Words(&["draft", "open", "closed"]) });
    shapes.extend([
        shape_of_page::<Order>("Page_Order_"),
        shape_of_page::<Customer>("Page_Customer_"),
        shape_of_page::<Product>("Page_Product_"),
        shape_of_page::<Payment>("Page_Payment_"),
        shape_of_page::<Shipment>("Page_Shipment_"),
        shape_of_page::<Review>("Page_Review_"),
        shape_of_page::<Report>("Page_Report_"),
        shape_of_page::<Device>("Page_Device_"),
        shape_of_page::<Note>("Page_Note_"),
    ]);
    shapes.extend(of_validation_error());
    by_name(shapes)
}

/// Shapes by their names.
pub(crate) fn by_name(shapes: impl IntoIterator<Item = Shape>) -> BTreeMap<&'static str, Shape> {
    shapes.into_iter().map(|shape| (shape.name, shape)).collect()
}

/// The two that FastAPI brings for a 422.
pub(crate) fn of_validation_error() -> [Shape; 2] {
    let given = |name, title, kind, required| Property { name, title, description: None, kind, required };
    let texts = || Kind::List(Box::new(Kind::String));
    let one = Content::Properties(vec![
        given("loc", "Location", texts(), true),
        given("msg", "Message", Kind::String, true),
        given("type", "Error Type", Kind::String, true),
        given("input", "Input", Kind::Any, false),
        given("ctx", "Context", Kind::Object, false),
    ]);
    let errors = Kind::List(Box::new(Kind::Component("ValidationError")));
    let all = Content::Properties(vec![given("detail", "Detail", errors, false)]);
    [Shape { name: "ValidationError", content: one }, Shape { name: "HTTPValidationError", content: all }]
}
