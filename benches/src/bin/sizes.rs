//! tmp
use benches::{ours, scenario};
fn main() {
    let n = 1000;
    let c = allocation_counter::measure(|| {
        std::hint::black_box(ours::api(&mut scenario::made(n)));
    });
    println!("declare: {} {}", c.count_total, c.bytes_max);
    let api = ours::api(&mut scenario::made(n));
    let c = allocation_counter::measure(|| {
        std::hint::black_box(api.to_json()).ok();
    });
    println!("render: {} {} left {}", c.count_total, c.bytes_max, c.bytes_current);
    println!(
        "op {} resp {}",
        std::mem::size_of::<openapi_merge::declare::Operation>(),
        std::mem::size_of::<openapi_merge::declare::Response>()
    );
    println!(
        "param {} body {}",
        std::mem::size_of::<openapi_merge::declare::Parameter>(),
        std::mem::size_of::<openapi_merge::declare::RequestBody>()
    );
    println!(
        "mt {} resp {}",
        std::mem::size_of::<openapi_model::MediaType>(),
        std::mem::size_of::<openapi_model::Response>()
    );
    println!(
        "value {} model {}",
        std::mem::size_of::<openapi_model::Value>(),
        std::mem::size_of::<openapi_merge::declare::Model>()
    );
    let t = std::time::Instant::now();
    for _ in 0..200 {
        std::hint::black_box(ours::api(&mut scenario::made(n)));
    }
    println!("declare {:?}", t.elapsed() / 200 / 1000);
    let t = std::time::Instant::now();
    for _ in 0..200 {
        std::hint::black_box(ours::api(&mut scenario::literal(n)));
    }
    println!("declare literal {:?}", t.elapsed() / 200 / 1000);
    let t = std::time::Instant::now();
    for _ in 0..200 {
        std::hint::black_box(api.to_json()).ok();
    }
    println!("render {:?}", t.elapsed() / 200 / 1000);
}
