//! The application of `fixtures/inputs/record.py` in Rust: its types and what its operations take.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use openapi_merge::declare::{self, Operation, RequestBody};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(clippy::enum_variant_names, reason = "half board is what hotels call it")]
pub enum Board {
    #[default]
    None,
    Breakfast,
    HalfBoard,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct Night {
    #[schemars(range(min = 1, max = 999))]
    room: i64,
    night: NaiveDate,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stay {
    #[schemars(range(min = 1, max = 6))]
    guests: i64,
    #[serde(default)]
    board: Board,
    #[serde(default)]
    quiet: bool,
    #[serde(default)]
    #[schemars(length(max = 2), inner(length(min = 2)))]
    wishes: Vec<String>,
    #[schemars(extend("exclusiveMinimum" = 0))]
    most: Option<f64>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("format" = "email"))]
pub struct Mail(String);

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Guest {
    #[schemars(length(min = 1, max = 12))]
    name: String,
    mail: Option<Mail>,
    born: Option<NaiveDate>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(tag = "by", rename_all = "lowercase")]
pub enum Pays {
    Card {
        #[schemars(regex(pattern = "^[0-9]{4}$"))]
        number: String,
    },
    Cash {
        deposit: u16,
    },
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Floor {
    Number(i16),
    Known(bool),
}

impl Default for Floor {
    fn default() -> Self {
        Self::Known(false)
    }
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Booking {
    #[schemars(length(min = 1, max = 2))]
    guests: Vec<Guest>,
    room: u8,
    board: Board,
    #[schemars(extend("x-input" = { "maxDigits": 5, "decimalPlaces": 2 }))]
    price: Decimal,
    pays: Pays,
    #[serde(default)]
    extras: BTreeMap<String, u8>,
    bed: Option<(u8, bool)>,
    #[serde(default)]
    floor: Floor,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Opinion {
    #[schemars(range(min = 1, max = 5))]
    stars: i64,
    #[serde(default)]
    #[schemars(length(max = 8))]
    words: String,
    #[serde(default = "yes")]
    public: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Device {
    #[schemars(length(min = 3))]
    x_device: String,
    #[serde(default)]
    x_level: u8,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Ticket {
    #[schemars(regex(pattern = "^[a-z]{4}$"))]
    ticket: String,
}

/// A tree, which may be as deep as one likes.
#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Tree {
    Leaf(u8),
    Branches(Vec<Tree>),
    Named(BTreeMap<String, Tree>),
}

pub fn find() -> Operation {
    declare::get("/rooms/{room}/nights/{night}").path::<Night>().query::<Stay>()
}

pub fn book() -> Operation {
    declare::post("/bookings").request_body::<Booking>()
}

pub fn rate() -> Operation {
    declare::post("/opinions").body(RequestBody::new::<Opinion>().media_type("application/x-www-form-urlencoded"))
}

pub fn me() -> Operation {
    declare::get("/me").header::<Device>().cookie::<Ticket>()
}

pub fn grow() -> Operation {
    declare::post("/trees").request_body::<Tree>()
}
