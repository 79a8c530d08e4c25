//! The schema of a Rust type, compiled when it is first asked for and kept.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Mutex, PoisonError};

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

use super::{Schema, compile};

/// A type's identity is a hash already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 ^= hash;
    }
}

type Compiled = HashMap<TypeId, &'static Schema, BuildHasherDefault<AsItIs>>;

/// What any thread has compiled.
static ALL: Mutex<Option<Compiled>> = Mutex::new(None);

thread_local! {
    /// What this thread has asked for, so that asking again takes no lock.
    static ASKED: RefCell<Compiled> = RefCell::default();
}

/// The schema of a type. It stays in memory, once for each type of the program.
pub(crate) fn of<T: JsonSchema + 'static>() -> &'static Schema {
    let id = TypeId::of::<T>();
    if let Some(known) = ASKED.with_borrow(|asked| asked.get(&id).copied()) {
        return known;
    }
    let schema = shared(id, || schema_of(|generator| generator.root_schema_for::<T>()));
    ASKED.with_borrow_mut(|asked| asked.insert(id, schema));
    schema
}

fn shared(id: TypeId, schema: impl FnOnce() -> Value) -> &'static Schema {
    if let Some(known) = ALL.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default().get(&id) {
        return known;
    }
    // Not under the lock: a schema may be made by the user's own code.
    let compiled: &'static Schema = Box::leak(Box::new(compile::compile(&schema())));
    ALL.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default().entry(id).or_insert(compiled)
}

/// A schema as the document shows it, for what is read.
fn schema_of(ask: impl FnOnce(&mut SchemaGenerator) -> schemars::Schema) -> Value {
    let settings = SchemaSettings::draft2020_12().for_deserialize().with(|settings| settings.meta_schema = None);
    ask(&mut settings.into_generator()).to_value()
}

/// A schema that is no type's.
pub(crate) fn of_schema(schema: &Value) -> Schema {
    compile::compile(schema)
}
