//! Other people's tools judge the documents: validators, generators of clients, and one that asks the running examples.
//!
//! Run with the tools installed: `tests/referees/install DIR`, then
//! `REFEREES=DIR cargo test -p tests --test referees -- --ignored`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use openapi_model::{OpenApi, Version, downgrade, upgrade};
use tests::program::Program;

type Outcome = Result<(), Box<dyn Error>>;

const FRAMEWORKS: [&str; 4] = ["poem", "warp", "axum", "actix"];

/// The five apps' documents as FastAPI's, in every version.
fn documents(folder: &Path) -> Result<Vec<(Version, PathBuf)>, Box<dyn Error>> {
    let mut written = Vec::new();
    for scenario in tests::scenarios::ITEMS.iter().chain([&tests::scenarios::INVOICES]) {
        let document = scenario.api::<(), _, _>(()).document()?;
        for version in [Version::V3_0, Version::V3_1, Version::V3_2] {
            let path = folder.join(format!("{}-{version}.json", scenario.name));
            std::fs::write(&path, at(document.clone(), version).to_json())?;
            written.push((version, path));
        }
    }
    Ok(written)
}

fn at(document: OpenApi, version: Version) -> OpenApi {
    upgrade(downgrade(document, version).0, version).0
}

fn referees() -> Result<PathBuf, Box<dyn Error>> {
    let folder = std::env::var_os("REFEREES").ok_or("REFEREES names no folder; see tests/referees/install")?;
    Ok(PathBuf::from(folder).canonicalize()?)
}

/// A folder of its own for what a test writes.
fn scratch(name: &str) -> Result<PathBuf, Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("openapi-referees-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn run(command: &mut Command) -> Outcome {
    let output = command.output().map_err(|error| format!("{command:?} does not start: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).join("\n");
    Err(format!("{command:?} failed: {said}").into())
}

#[test]
#[ignore = "needs openapi-spec-validator and redocly: tests/referees/install DIR, REFEREES=DIR cargo test -p tests --test referees -- --ignored"]
fn validators_find_nothing() -> Outcome {
    let tools = referees()?;
    let folder = scratch("validators")?;
    for (_, document) in documents(&folder)? {
        run(Command::new(tools.join("venv/bin/openapi-spec-validator")).arg(&document))?;
        run(Command::new(tools.join("node_modules/.bin/redocly"))
            .args(["lint", "--extends=spec"])
            .arg(&document)
            .env("REDOCLY_TELEMETRY", "off")
            .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"))?;
    }
    Ok(std::fs::remove_dir_all(folder)?)
}

#[test]
#[ignore = "needs openapi-typescript and typescript: tests/referees/install DIR, REFEREES=DIR cargo test -p tests --test referees -- --ignored"]
fn typescript_knows_every_status() -> Outcome {
    let tools = referees()?;
    let folder = scratch("typescript")?;
    for (version, document) in documents(&folder)?.into_iter().filter(|(version, _)| *version < Version::V3_2) {
        let types = document.with_extension("ts");
        run(Command::new(tools.join("node_modules/.bin/openapi-typescript")).arg(&document).arg("-o").arg(&types))?;
        let invoices = document.to_string_lossy().contains("callbacks");
        let use_of_types = if invoices {
            "import type { components, operations } from './TYPES';\n\
             type Responses = operations['create_invoice_invoices__post']['responses'];\n\
             export const wrong: Responses[422]['content']['application/json'] = { detail: [{ loc: ['body', 0], msg: 'm', type: 't' }] };\n\
             export const event: components['schemas']['InvoiceEvent'] = { description: 'd', paid: true };\n"
        } else if document.to_string_lossy().contains("tutorial001") {
            "import type { operations } from './TYPES';\n\
             type Responses = operations['read_item_items__item_id__get']['responses'];\n\
             export const missing: Responses[404]['content']['application/json'] = { message: 'm' };\n\
             export const wrong: Responses[422]['content']['application/json'] = { detail: [] };\n"
        } else {
            "import type { operations } from './TYPES';\n\
             export const found: operations['read_item_items__item_id__get']['responses'][200]['content']['application/json'] = { id: 'i', value: 'v' };\n"
        };
        let name = types.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let program = folder.join(format!("use-{name}.ts"));
        std::fs::write(&program, use_of_types.replace("TYPES", &name))?;
        run(Command::new(tools.join("node_modules/.bin/tsc"))
            .args(["--strict", "--noEmit", "--skipLibCheck", "--moduleResolution", "bundler", "--module", "esnext"])
            .arg(&program))
        .map_err(|error| format!("OpenAPI {version}: {error}"))?;
    }
    Ok(std::fs::remove_dir_all(folder)?)
}

#[test]
#[ignore = "needs openapi-python-client: tests/referees/install DIR, REFEREES=DIR cargo test -p tests --test referees -- --ignored"]
fn a_python_client_knows_every_status() -> Outcome {
    let tools = referees()?;
    let folder = scratch("python")?;
    for (version, document) in documents(&folder)?.into_iter().filter(|(version, _)| *version < Version::V3_2) {
        let client = document.with_extension("client");
        run(Command::new(tools.join("venv/bin/openapi-python-client"))
            .args(["generate", "--meta", "none", "--path"])
            .arg(&document)
            .arg("--output-path")
            .arg(&client)
            .env("PATH", tools.join("venv/bin")))
        .map_err(|error| format!("OpenAPI {version}: {error}"))?;
        run(Command::new(tools.join("venv/bin/python")).args(["-m", "compileall", "-q"]).arg(&client))?;
        assert!(client.join("models/http_validation_error.py").exists(), "{version}: no type for the 422");
        let message = document.to_string_lossy().contains("responses_tutorial001");
        assert!(!message || client.join("models/message.py").exists(), "{version}: no type for the 404");
    }
    Ok(std::fs::remove_dir_all(folder)?)
}

#[test]
#[ignore = "needs schemathesis: tests/referees/install DIR, REFEREES=DIR cargo test -p tests --test referees -- --ignored"]
fn every_example_answers_what_it_declares() -> Outcome {
    let tools = referees()?;
    for framework in FRAMEWORKS {
        let package = format!("openapi-{framework}");
        let items = ["1", "2", "3", "4"].map(|app| ("items", vec!["--app", app]));
        for (example, arguments) in items.into_iter().chain([("invoices", Vec::new())]) {
            let program = Program::start(&package, example, &arguments)?;
            run(Command::new(tools.join("venv/bin/schemathesis"))
                .args(["run", "--max-examples", "25", "--checks"])
                .arg("not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance")
                .arg(program.url("/openapi.json")))
            .map_err(|error| format!("{example} {arguments:?} on {framework}: {error}"))?;
        }
    }
    Ok(())
}
