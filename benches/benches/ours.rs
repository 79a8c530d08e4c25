//! `cargo bench -p benches`: ours alone.

use benches::ours;
use benches::scenario::Scenario;
use divan::Bencher;
use divan::counter::ItemsCount;

const COUNTS: [usize; 4] = [10, 100, 1_000, 10_000];

fn main() {
    divan::main();
}

#[divan::bench(args = COUNTS)]
fn generate_with_made_text(bencher: Bencher<'_, '_>, count: usize) {
    bencher.counter(ItemsCount::new(count)).bench(|| ours::generate(Scenario::made(count)));
}

#[divan::bench(args = COUNTS)]
fn generate_with_literals(bencher: Bencher<'_, '_>, count: usize) {
    bencher.counter(ItemsCount::new(count)).bench(|| ours::generate(Scenario::literal(count)));
}

#[divan::bench(args = COUNTS)]
fn render(bencher: Bencher<'_, '_>, count: usize) {
    let api = ours::api(Scenario::literal(count));
    bencher.counter(ItemsCount::new(count)).bench(|| ours::render(&api));
}

#[divan::bench(args = COUNTS)]
fn build_the_model(bencher: Bencher<'_, '_>, count: usize) {
    let api = ours::api(Scenario::literal(count));
    bencher.counter(ItemsCount::new(count)).bench(|| api.document());
}
