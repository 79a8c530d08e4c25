//! `spec_examples FILE…`: reads each example of the specification as the object it shows and writes it back.
//!
//! Each line of a file is `{"object": "Response", "value": …, "id": …}`; objects that are no objects of OpenAPI (an
//! instance, an expression, a block of the text) are counted as other things. Prints what differs.

use std::process::ExitCode;
use std::{env, fs};

use openapi_model as oas;
use serde_json::Value;
use tests::documents::compare;

fn main() -> ExitCode {
    let (mut equal, mut different, mut others) = (0, 0, 0);
    for path in env::args().skip(1) {
        let lines = match fs::read_to_string(&path) {
            Ok(lines) => lines,
            Err(error) => {
                eprintln!("{path}: {error}");
                return ExitCode::from(2);
            }
        };
        for line in lines.lines() {
            let Ok(example) = serde_json::from_str::<Value>(line) else { continue };
            let value = &example["value"];
            let written = match write_back(example["object"].as_str().unwrap_or_default(), value) {
                Some(written) => written,
                None => {
                    others += 1;
                    continue;
                }
            };
            match written.and_then(|written| serde_json::from_str(&written).map_err(|error| error.to_string())) {
                Ok(written) if compare(value, &written).is_none() => equal += 1,
                Ok(written) => {
                    different += 1;
                    println!("{} {}: {:?}", example["id"], example["object"], compare(value, &written));
                }
                Err(error) => {
                    different += 1;
                    println!("{} {}: {error}", example["id"], example["object"]);
                }
            }
        }
    }
    println!("spec_examples: {equal} equal, {different} different, {others} of other things");
    if different == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What is written after reading `value` as the object of this name; `None` if OpenAPI has no such object.
fn write_back(object: &str, value: &Value) -> Option<Result<String, String>> {
    Some(match object {
        "Contact" => read_and_write::<oas::Contact>(value),
        "License" => read_and_write::<oas::License>(value),
        "Info" => read_and_write::<oas::Info>(value),
        "OpenAPI" => read_and_write::<oas::OpenApi>(value),
        "Server" => read_and_write::<oas::Server>(value),
        "Operation" => read_and_write::<oas::Operation>(value),
        "PathItem" => read_and_write::<oas::PathItem>(value),
        "Paths" => read_and_write::<oas::Paths>(value),
        "Parameter" => read_and_write::<oas::RefOr<oas::Parameter>>(value),
        "Schema" => read_and_write::<oas::Schema>(value),
        "RequestBody" => read_and_write::<oas::RefOr<oas::RequestBody>>(value),
        "MediaType" => read_and_write::<oas::RefOr<oas::MediaType>>(value),
        "Responses" => read_and_write::<oas::Responses>(value),
        "Response" => read_and_write::<oas::RefOr<oas::Response>>(value),
        "Reference" => read_and_write::<oas::Reference>(value),
        "Example" => read_and_write::<oas::RefOr<oas::Example>>(value),
        "Encoding" => read_and_write::<oas::Encoding>(value),
        "Header" => read_and_write::<oas::RefOr<oas::Header>>(value),
        "Callback" => read_and_write::<oas::RefOr<oas::Callback>>(value),
        "Link" => read_and_write::<oas::RefOr<oas::Link>>(value),
        "Components" => read_and_write::<oas::Components>(value),
        "Discriminator" => read_and_write::<oas::Discriminator>(value),
        "XML" => read_and_write::<oas::Xml>(value),
        "SecurityScheme" => read_and_write::<oas::RefOr<oas::SecurityScheme>>(value),
        "SecurityRequirement" => read_and_write::<oas::SecurityRequirement>(value),
        "Tag" => read_and_write::<oas::Tag>(value),
        "ExternalDocumentation" => read_and_write::<oas::ExternalDocumentation>(value),
        _ => return None,
    })
}

fn read_and_write<T: oas::FromValue + serde::Serialize>(value: &Value) -> Result<String, String> {
    let read: T = oas::from_json(&value.to_string()).map_err(|error| error.to_string())?;
    oas::to_json(&read).map_err(|error| error.to_string())
}
