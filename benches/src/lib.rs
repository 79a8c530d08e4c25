//! What `cargo bench` and `compare` share: one scenario, as we say it and as each peer does.

pub mod arguments;
pub mod facts;
pub mod fastapi;
pub mod load;
pub mod ours;
#[cfg(feature = "peers")]
pub mod peers;
pub mod plan;
pub mod reading;
pub mod scenario;
#[cfg(feature = "serving")]
pub mod serving;
pub mod shapes;
pub mod table;

/// Declares a scenario's operations and renders the document.
pub type Generate = fn(scenario::Scenario) -> String;

/// Everybody who generates documents, by name; we are first.
pub fn generators() -> Vec<(&'static str, Generate)> {
    #[allow(unused_mut, reason = "there is more with the feature `peers`")]
    let mut all: Vec<(&'static str, Generate)> = vec![("ours", ours::generate)];
    #[cfg(feature = "peers")]
    all.extend(peers::GENERATORS);
    all
}

/// The middle one of some figures; `None` of none.
pub fn median(figures: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut figures: Vec<f64> = figures.into_iter().collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}
