//! What the operations take: the Rust types that stand for the Python types of the application.
//!
//! `x-input` says what pydantic knows and no keyword of JSON Schema tells.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;
use uuid::Uuid;

pub fn ten() -> i64 {
    10
}

fn one() -> u8 {
    1
}

fn three() -> i64 {
    3
}

// Enumerations.

#[derive(Clone, Copy, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Color {
    #[default]
    Red,
    Green,
    LightBlue,
}

#[derive(Clone, Copy, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    Name,
    Age,
}

#[derive(Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(extend("x-input" = { "literal": true }))]
pub enum Country {
    #[default]
    De,
    Fr,
    Nl,
}

#[derive(Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(extend("x-input" = { "literal": true }))]
pub enum Unit {
    #[default]
    Cm,
}

#[derive(Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(extend("x-input" = { "literal": true }))]
pub enum Letter {
    #[default]
    A,
    B,
}

// Texts of one kind.

/// A moment, with an offset or without.
#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("format" = "date-time", "x-input" = { "offset": "optional" }))]
pub struct Moment(String);

/// A time of day, with an offset or without.
#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("format" = "time"))]
pub struct TimeOfDay(String);

#[derive(Default, Deserialize, Serialize, JsonSchema)]
#[schemars(extend("format" = "duration"))]
pub struct Span(String);

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("format" = "email"))]
pub struct Mail(String);

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("format" = "base64"))]
pub struct Bytes(String);

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("minLength" = 1, "maxLength" = 2083, "x-input" = { "schemes": ["http", "https"] }))]
pub struct WebAddress(Url);

// Parameters.

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct ThingPath {
    #[schemars(length(min = 2, max = 8))]
    name: String,
    count: i64,
    #[schemars(range(min = 1, max = 5))]
    level: i64,
    color: Color,
    id: Uuid,
    day: NaiveDate,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Search {
    #[schemars(length(min = 3, max = 10))]
    q: String,
    #[schemars(length(min = 1, max = 3))]
    ids: Vec<i32>,
    #[serde(default = "ten")]
    #[schemars(range(min = 1, max = 100))]
    limit: i64,
    #[serde(default)]
    offset: u32,
    #[schemars(extend("exclusiveMinimum" = 0, "exclusiveMaximum" = 1, "x-input" = { "infinite": true }))]
    ratio: Option<f64>,
    #[schemars(extend("multipleOf" = 5))]
    step: Option<i64>,
    #[schemars(regex(pattern = r"^[A-Z]{2}[0-9]{3}$"))]
    code: Option<String>,
    #[serde(default)]
    #[schemars(length(max = 3), inner(length(min = 2, max = 8)))]
    tags: Vec<String>,
    #[serde(default)]
    exact: bool,
    #[serde(default)]
    color: Color,
    #[serde(rename = "sortBy")]
    sort_by: Option<Sort>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct Plain {
    q: String,
    #[schemars(length(min = 1, max = 3))]
    ids: Vec<i64>,
    #[serde(default = "ten")]
    #[schemars(range(min = 1, max = 100))]
    limit: i64,
    #[schemars(extend("exclusiveMinimum" = 0, "exclusiveMaximum" = 1, "x-input" = { "infinite": true }))]
    ratio: Option<f64>,
    #[serde(default)]
    #[schemars(length(max = 2))]
    tag: Vec<String>,
    exact: Option<bool>,
    #[serde(default)]
    color: Color,
    day: Option<NaiveDate>,
    at: Option<Moment>,
    id: Option<Uuid>,
    wait: Option<Span>,
    #[serde(rename = "sortBy")]
    sort_by: Option<Sort>,
    #[schemars(regex(pattern = r"^[A-Z]{2}[0-9]{3}$"))]
    code: Option<String>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Headers {
    #[schemars(length(min = 4, max = 12))]
    x_token: String,
    x_count: u8,
    #[serde(default)]
    x_exact: bool,
    x_color: Option<Color>,
    #[serde(default)]
    x_tag: Vec<i16>,
    x_since: Option<NaiveDate>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Session {
    #[schemars(regex(pattern = r"^[a-f0-9]{6}$"))]
    session: String,
    #[serde(default)]
    visits: u16,
    #[serde(default)]
    theme: Color,
    remember: Option<bool>,
    #[serde(rename = "lastSeen")]
    last_seen: Option<NaiveDate>,
}

// Bodies.

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Address {
    #[schemars(length(min = 1, max = 20))]
    street: String,
    #[schemars(regex(pattern = r"^[0-9]{5}$"))]
    zip: String,
    #[serde(default)]
    country: Country,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Customer {
    #[schemars(length(min = 1, max = 20))]
    name: String,
    #[schemars(range(min = 0, max = 150))]
    age: Option<i64>,
    #[serde(default)]
    vip: bool,
    address: Option<Address>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Line {
    #[schemars(regex(pattern = r"^[A-Z]{2}[0-9]{3}$"))]
    sku: String,
    #[schemars(range(min = 1, max = 99))]
    count: i64,
    #[schemars(extend("exclusiveMinimum" = 0))]
    price: f64,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Order {
    id: Uuid,
    customer: Customer,
    #[schemars(length(min = 1, max = 3))]
    lines: Vec<Line>,
    status: Color,
    #[serde(default)]
    labels: BTreeMap<String, i16>,
    note: Option<String>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Numbers {
    i8: i8,
    u8: u8,
    i16: i16,
    u16: u16,
    i32: i32,
    u32: u32,
    i64: i64,
    u64: u64,
    f64: f64,
    #[schemars(extend("exclusiveMinimum" = 0, "exclusiveMaximum" = 1, "x-input" = { "infinite": true }))]
    open: f64,
    #[serde(default)]
    #[schemars(range(min = -1.5, max = 1.5), extend("x-input" = { "infinite": true }))]
    closed: f64,
    #[serde(default)]
    #[schemars(extend("multipleOf" = 5))]
    fives: i64,
    #[serde(default)]
    #[schemars(extend("multipleOf" = 0.5, "x-input" = { "infinite": true }))]
    halves: f64,
    #[serde(default)]
    free: i64,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Moments {
    day: NaiveDate,
    at: TimeOfDay,
    zoned: DateTime<FixedOffset>,
    local: Option<Moment>,
    wait: Span,
    #[schemars(extend("x-input" = { "minimum": "PT1S", "maximum": "PT1H" }))]
    wait_bounded: Option<Span>,
    #[serde(default)]
    days: Vec<NaiveDate>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Texts {
    id: Uuid,
    link: WebAddress,
    email: Mail,
    data: Bytes,
    #[schemars(regex(pattern = r"^[A-Z]{2}[0-9]{3}$"))]
    code: String,
    #[schemars(length(min = 2, max = 8))]
    short: String,
    plain: String,
    color: Color,
    #[serde(default)]
    unit: Unit,
    #[schemars(extend("minimum" = 0, "x-input" = { "maxDigits": 6, "decimalPlaces": 2 }))]
    price: Decimal,
    #[serde(default)]
    links: BTreeMap<String, WebAddress>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Circle {
    #[schemars(extend("exclusiveMinimum" = 0))]
    radius: f64,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Square {
    side: u16,
    color: Option<Color>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Polygon {
    #[schemars(length(min = 3, max = 5))]
    points: Vec<(f64, f64)>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Shape {
    Circle(Circle),
    Square(Square),
    Polygon(Polygon),
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Point {
    x: i64,
    y: i64,
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Named {
    #[schemars(length(min = 2, max = 8))]
    name: String,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum NumberOrText {
    Number(i64),
    Text(String),
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum FlagOrNumber {
    Flag(bool),
    Number(f64),
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum NumberOrPoint<N> {
    Number(N),
    Point(Point),
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum PointOrNamed {
    Point(Point),
    Named(Named),
}

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Either {
    number_or_text: NumberOrText,
    flag_or_number: FlagOrNumber,
    number_or_point: NumberOrPoint<i8>,
    point_or_named: Option<PointOrNamed>,
    #[serde(default)]
    many: Vec<NumberOrPoint<i64>>,
    #[serde(default)]
    shapes: BTreeMap<String, Shape>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Bare {
    Point(Point),
    Named(Named),
    Many(Vec<u8>),
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Node {
    #[schemars(length(min = 1, max = 10))]
    name: String,
    #[serde(default = "one")]
    weight: u8,
    #[serde(default)]
    #[schemars(length(max = 3))]
    children: Vec<Node>,
    next: Option<Box<Node>>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(inline, extend("minimum" = 0, "maximum" = 10))]
pub struct Score(i64);

#[derive(Deserialize, Serialize, JsonSchema)]
pub struct Containers {
    pair: (i64, String),
    triple: Option<(u8, bool, Color)>,
    #[serde(default)]
    path: Vec<(f64, f64)>,
    scores: BTreeMap<String, Score>,
    #[serde(default)]
    #[schemars(extend("propertyNames" = { "pattern": "^[A-Z]{2}[0-9]{3}$" }))]
    by_code: BTreeMap<String, Point>,
    #[serde(default)]
    unique: BTreeSet<i64>,
    #[serde(default)]
    #[schemars(length(max = 2), inner(length(max = 2)))]
    grid: Vec<Vec<i8>>,
    /// Must be there, and may be null.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schemars(required, extend("type" = ["integer", "null"]))]
    nullable: Option<i64>,
    #[serde(default = "three")]
    optional: i64,
    both: Option<i64>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("minItems" = 1, "maxItems" = 3))]
pub struct Lines(Vec<Line>);

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("minimum" = 1, "maximum" = 10))]
pub struct Level(i64);

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Closed {
    #[schemars(length(min = 2, max = 8))]
    first_name: String,
    #[schemars(regex(pattern = r"^[0-9]{5}$"))]
    zip_code: String,
    #[serde(default)]
    is_admin: bool,
    home_address: Option<ClosedAddress>,
    #[serde(default)]
    phone_numbers: Vec<String>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClosedAddress {
    street_name: String,
    house_number: u16,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct AliasedPath {
    item_id: u32,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct AliasedQuery {
    #[serde(default)]
    dry_run: bool,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct PairPath {
    item_id: i32,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct PairQuery {
    #[serde(default)]
    verbose: bool,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct PairHeader {
    x_request_id: Uuid,
    #[serde(default)]
    x_hop: Vec<u8>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct PairCookie {
    #[schemars(length(min = 3))]
    session: Option<String>,
}

/// Two models and two scalars in one body.
#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct PairBody {
    point: Point,
    named: Named,
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 10))]
    importance: i64,
    #[schemars(length(max = 5))]
    comment: Option<String>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    #[schemars(length(min = 2, max = 10))]
    name: String,
    #[schemars(range(min = 0, max = 150))]
    age: i64,
    #[serde(default)]
    subscribe: bool,
    #[serde(default)]
    color: Color,
    #[serde(default)]
    #[schemars(length(max = 3), inner(length(min = 2, max = 8)))]
    topics: Vec<String>,
    note: Option<String>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct NoteQuery {
    #[serde(default)]
    note: Value,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "strict": true }))]
pub struct Inner {
    flag: bool,
    ratio: f64,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "strict": true }))]
pub struct Strict {
    #[schemars(range(min = 0, max = 100))]
    number: i64,
    ratio: f64,
    flag: bool,
    text: String,
    items: Vec<i64>,
    #[serde(default)]
    labels: BTreeMap<String, i64>,
    inner: Option<Inner>,
    #[serde(default)]
    kind: Letter,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct ShelfPath {
    shelf: Color,
    #[schemars(extend("exclusiveMinimum" = 0, "exclusiveMaximum" = 20))]
    slot: i64,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct ShelfQuery {
    lane: Option<u8>,
    on: Option<NaiveDate>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct ShelfHeader {
    #[schemars(range(min = 0, max = 5))]
    x_weight: f64,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct ShelfCookie {
    #[schemars(length(min = 2, max = 4))]
    token: Option<String>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum SizeOrName {
    Size(u8),
    Name(Color),
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Placed {
    shape: Shape,
    placed_at: DateTime<FixedOffset>,
    size_or_name: SizeOrName,
    owner_mail: Option<Mail>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("maxItems" = 2))]
pub struct AllPlaced(Vec<Placed>);

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(inline, extend("minimum" = -9, "maximum" = 9, "multipleOf" = 3))]
pub struct Cell(i64);

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Matrix {
    #[schemars(length(min = 1, max = 2), inner(length(min = 2, max = 8)))]
    row_names: Vec<String>,
    #[schemars(extend("propertyNames" = { "pattern": "^[A-Z]{2}[0-9]{3}$" }))]
    cells: BTreeMap<String, Vec<Cell>>,
    origin: (i16, i16, Sort),
    #[schemars(extend("exclusiveMinimum" = 0, "x-input" = { "maxDigits": 5, "decimalPlaces": 1 }))]
    total_sum: Option<Decimal>,
    #[serde(default)]
    took: Span,
    homepage: Option<WebAddress>,
    parent: Option<Box<Matrix>>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-input" = { "separate": true }))]
pub struct MatrixQuery {
    strategy: Sort,
}
