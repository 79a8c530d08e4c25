//! `cargo bench -p benches`: ours alone.

use benches::{ours, scenario};
use divan::Bencher;
use divan::counter::ItemsCount;

const COUNTS: [usize; 4] = [10, 100, 1_000, 10_000];

fn main() {
    divan::main();
}

#[divan::bench(args = COUNTS)]
fn generate_with_made_text(bencher: Bencher<'_, '_>, count: usize) {
    bencher.counter(ItemsCount::new(count)).bench(|| ours::generate(&mut scenario::made(count)));
}

#[divan::bench(args = COUNTS)]
fn generate_with_literals(bencher: Bencher<'_, '_>, count: usize) {
    bencher.counter(ItemsCount::new(count)).bench(|| ours::generate(&mut scenario::literal(count)));
}

#[divan::bench(args = COUNTS)]
fn generate_unlike(bencher: Bencher<'_, '_>, count: usize) {
    bencher.counter(ItemsCount::new(count)).bench(|| ours::generate_unlike(&mut scenario::literal(count)));
}

#[divan::bench(args = COUNTS)]
fn render(bencher: Bencher<'_, '_>, count: usize) {
    let api = ours::api(&mut scenario::literal(count));
    bencher.counter(ItemsCount::new(count)).bench(|| api.to_json());
}

#[divan::bench(args = COUNTS)]
fn build_the_model(bencher: Bencher<'_, '_>, count: usize) {
    let api = ours::api(&mut scenario::literal(count));
    bencher.counter(ItemsCount::new(count)).bench(|| api.document());
}
