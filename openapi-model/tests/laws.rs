//! What holds for every value of every type.
#![allow(clippy::unwrap_used, reason = "a test may end there")]

use openapi_model::{FromValue, OpenApi, Value, from_json, strategies, to_json};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn reading_what_was_written_gives_the_same_value<T>(written: &T) -> Result<(), TestCaseError>
where
    T: Serialize + DeserializeOwned + FromValue + PartialEq + std::fmt::Debug,
{
    let text = to_json(written).unwrap();
    prop_assert_eq!(&text, &serde_json::to_string(written).unwrap());
    let read = from_json::<T>(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(&read, written);
    prop_assert_eq!(to_json(&read).unwrap(), &*text);
    prop_assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), written);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    prop_assert_eq!(&T::from_value(value.into()).unwrap(), written);
    Ok(())
}

#[cfg(feature = "yaml")]
fn yaml_gives_the_same_value<T>(written: &T) -> Result<(), TestCaseError>
where
    T: Serialize + FromValue + PartialEq + std::fmt::Debug,
{
    let text = openapi_model::to_yaml(written);
    let read = openapi_model::from_yaml::<T>(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
    prop_assert_eq!(to_json(&read).unwrap(), to_json(written).unwrap());
    prop_assert_eq!(&read, written);
    Ok(())
}

macro_rules! laws {
    ($($object:ident),* $(,)?) => {
        proptest! {
            #![proptest_config(ProptestConfig::with_cases(32))]
            $(#[test]
            fn $object(written in strategies::$object()) {
                reading_what_was_written_gives_the_same_value(&written)?;
                #[cfg(feature = "yaml")]
                yaml_gives_the_same_value(&written)?;
            })*
        }
    };
}

laws!(
    open_api,
    info,
    contact,
    license,
    server,
    server_variable,
    tag,
    external_documentation,
    components,
    paths,
    path_item,
    operation,
    parameter,
    request_body,
    responses,
    response,
    media_type,
    encoding,
    header,
    example,
    link,
    callback,
    reference,
    schema,
    discriminator,
    xml,
    security_scheme,
    oauth_flows,
    oauth_flow,
    security_requirement,
    value,
);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_is_read_or_refused_with_a_place(text in "\\PC{0,40}|[{}\\[\\]\",:0-9a-z\\\\ \n]{0,60}") {
        if let Err(error) = OpenApi::from_json(&text) {
            prop_assert!(error.problems().iter().all(|problem| problem.position().is_some()));
        }
    }

    #[test]
    fn a_document_writes_itself_as_serde_writes_it(document in strategies::open_api()) {
        prop_assert_eq!(document.to_json(), serde_json::to_string(&document).unwrap());
    }

    #[test]
    fn a_broken_document_is_refused_with_a_place(
        document in strategies::open_api(),
        at in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let mut characters: Vec<char> = document.to_json().chars().collect();
        let at = at.index(characters.len());
        if cut {
            characters.truncate(at);
        } else {
            characters[at] = '}';
        }
        let text: String = characters.into_iter().collect();
        if let Err(error) = OpenApi::from_json(&text) {
            prop_assert!(error.problems().iter().all(|problem| problem.position().is_some()));
        }
    }

    #[test]
    fn a_document_with_anything_anywhere_is_read_without_loss_or_refused(
        document in strategies::open_api(),
        at in any::<prop::sample::Index>(),
        put in strategies::value(),
    ) {
        let mut value: Value = serde_json::from_str(&document.to_json()).unwrap();
        let mut places = at.index(places(&value));
        replace(&mut value, &mut places, &put);
        if let Ok(document) = OpenApi::from_value(value.clone()) {
            prop_assert_eq!(document.to_json(), value.to_string());
        }
    }
}

fn places(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(places).sum(),
        Value::Object(members) => members.values().map(places).sum(),
        _ => 0,
    }
}

fn replace(value: &mut Value, places: &mut usize, put: &Value) {
    if *places == 0 {
        *value = put.clone();
    }
    *places = places.wrapping_sub(1);
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, places, put)),
        Value::Object(members) => members.values_mut().for_each(|member| replace(member, places, put)),
        _ => {}
    }
}
