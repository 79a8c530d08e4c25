//! The shape of a real application: few operations, and hundreds of models that refer to one another.
//!
//! The operations are those of the mixture, with models of their own. Eighty of them are named by operations; each names
//! columns of further models, of which each refers to the next one down, and some to themselves or back to the top.

use openapi_merge::declare::{Catalog, Definition, SharedCatalog};
use openapi_model::Schema;

use super::models::{Models, Named, by_name, of_validation_error};
use super::{Scenario, Texts};
use crate::shapes::{Content, Dialect, Kind, Property, Shape, title};

/// How many operations there are.
pub const OPERATIONS: usize = 200;

/// How many models operations name: each resource has two.
const ROOTS: usize = 80;

/// An application with so many models in all, whose references go so deep: two at least.
///
/// It is made for ever: a program makes few.
#[must_use]
pub fn application(models: usize, depth: usize) -> Scenario {
    let others = models.saturating_sub(ROOTS + SPECIAL.len());
    let columns = others.div_ceil(depth.saturating_sub(1).max(1)).max(1);
    let mut shapes: Vec<Shape> = (0..ROOTS).map(|root| of_root(root, others, columns)).collect();
    shapes.extend((0..others).map(|number| of_part(number, others, columns)));
    shapes.extend(SPECIAL.map(|name| Shape { name, content: Content::Properties(plain_properties(0, 3)) }));

    let mut catalog = Catalog::default();
    for shape in &shapes {
        let schema = shape.schema(Dialect::V3_1, "#/$defs/");
        let schema = Schema::try_from(schema).unwrap_or_else(|error| panic!("{error}"));
        catalog.define(shape.name, Definition::new(format!("application.models.{}", shape.name), schema));
    }
    let catalog: &'static SharedCatalog = Box::leak(Box::new(catalog.share()));
    let named = |name: &str| {
        let shape = shapes.iter().find(|shape| shape.name == name);
        Named::ready(catalog, shape.map_or("", |shape| shape.name))
    };
    let root = |number: usize| named(&format!("Resource{number}"));
    let [problem, conflict, event, receipt] = SPECIAL.map(named);
    let models = Models {
        resources: (0..ROOTS / 2).map(|at| [root(2 * at), root(2 * at + 1)]).collect(),
        problem,
        conflict,
        event,
        receipt,
        shapes: by_name(shapes.into_iter().chain(of_validation_error())),
    };
    Scenario { models: Box::leak(Box::new(models)), count: OPERATIONS, texts: Texts::Literal }
}

const SPECIAL: [&str; 4] = ["Problem", "Conflict", "Event", "Receipt"];

fn of_root(root: usize, parts: usize, columns: usize) -> Shape {
    let mut properties = plain_properties(root, 6);
    let named = (root..columns.min(parts)).step_by(ROOTS);
    properties.extend(named.map(|column| reference(&format!("part_{column}"), part(column))));
    Shape { name: format!("Resource{root}").leak(), content: Content::Properties(properties) }
}

fn of_part(number: usize, parts: usize, columns: usize) -> Shape {
    let mut properties = plain_properties(number, 5 + number % 8);
    let below = number + columns;
    if below < parts {
        properties.push(reference("next", part(below)));
        let beside = below - below % columns + (below + 1) % columns;
        let list = Kind::List(Box::new(part(beside.min(parts - 1))));
        properties.push(reference("others", list));
    } else if number.is_multiple_of(3) {
        properties.push(reference("top", Kind::Nullable(Box::new(part(number % columns)))));
    }
    if number.is_multiple_of(7) {
        properties.push(reference("earlier", Kind::Nullable(Box::new(part(number)))));
    }
    Shape { name: name_of(number), content: Content::Properties(properties) }
}

fn name_of(part: usize) -> &'static str {
    format!("Part{part}").leak()
}

fn part(number: usize) -> Kind {
    Kind::Component(name_of(number))
}

fn reference(name: &str, kind: Kind) -> Property {
    Property { name: name.to_owned().leak(), title: title(name).leak(), description: None, kind, required: true }
}

/// Properties with titles and descriptions, as most models have.
fn plain_properties(number: usize, count: usize) -> Vec<Property> {
    const WORDS: [&str; 13] = [
        "identifier",
        "display_name",
        "created_at",
        "quantity",
        "unit_price",
        "is_active",
        "external_reference",
        "labels",
        "attributes",
        "comment",
        "valid_until",
        "weight_in_grams",
        "position",
    ];
    let kinds = [
        Kind::String,
        Kind::Integer,
        Kind::Number,
        Kind::Boolean,
        Kind::List(Box::new(Kind::String)),
        Kind::Map(Box::new(Kind::Number)),
        Kind::Nullable(Box::new(Kind::String)),
    ];
    let property = |at: usize| {
        let name = WORDS[(number + at) % WORDS.len()];
        let kind = kinds[(number + 3 * at) % kinds.len()].clone();
        let description = format!("What is known of the {} of number {number}.", name.replace('_', " "));
        Property { name, title: title(name).leak(), description: Some(description.leak()), kind, required: at % 3 != 2 }
    };
    (0..count).map(property).collect()
}
