//! The scenarios as each peer says them: its own types, in the way its documentation shows, to text.
//!
//! None of them knows FastAPI's rules or layers, so each is told what the rules come to. Their models are ready objects of
//! their own types, which they copy.

pub(crate) mod aide;
mod oas3;
mod openapiv3;
pub(crate) mod poem;
pub(crate) mod utoipa;

use std::sync::Mutex;

use crate::Generate;
use crate::scenario::Scenario;
use crate::shapes::Shape;

/// The peers, by name.
pub const GENERATORS: [(&str, Generate); 5] = [
    ("poem-openapi", poem::generate),
    ("utoipa", utoipa::generate),
    ("aide", aide::generate),
    ("openapiv3", openapiv3::generate),
    ("oas3", oas3::generate),
];

/// What stands before the name of a model.
const REFERENCES: &str = "#/components/schemas/";

/// What a link hands over, from the answer.
const CREATED_ID: &str = "$response.body#/id";

/// The models of each scenario as a peer has them, made once.
struct Ready<T: 'static>(Mutex<Vec<MadeFor<T>>>);

/// The address of the models, the number of operations, and the models that these use.
type MadeFor<T> = ((usize, usize), &'static [(&'static str, T)]);

impl<T> Ready<T> {
    const fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    fn of(&self, scenario: Scenario, make: impl Fn(&Shape) -> T) -> &'static [(&'static str, T)] {
        let key = (std::ptr::from_ref(scenario.models) as usize, scenario.count);
        let mut made = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((_, ready)) = made.iter().find(|(held, _)| *held == key) {
            return ready;
        }
        let ready: Vec<_> = scenario.used().into_iter().map(|shape| (shape.name, make(shape))).collect();
        made.push((key, ready.leak()));
        made.last().map_or(&[], |(_, ready)| ready)
    }
}
